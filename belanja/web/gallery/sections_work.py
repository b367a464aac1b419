"""The gallery's second half: words, work in progress, search and products."""

from decimal import Decimal

from belanja.web import pieces as p
from belanja.web.gallery.sections import CUT_OFF, Section


def definition_section() -> Section:
    note = p.DefinitionNote(
        title="Porsi e-Purchasing",
        version="1 (2023)",
        text="Nilai pesanan yang sudah ditandatangani kedua pihak, dibagi belanja pengadaan dalam "
        "struktur anggaran "
        "tahun yang sama. Pesanan batal tidak dihitung.",
        citation="SE Gubernur Banten 027/1181-BPBJ/2023",
        more=p.Link(label="Bandingkan dengan definisi lain", href="#definisi"),
    )
    facts = p.DefinitionList(
        terms=[
            p.Term(term="Nomor pesanan", text="EP-01K4CONTOH0001"),
            p.Term(term="Perangkat daerah", text="Dinas Kesehatan", href="#pd-2"),
            p.Term(term="Nilai kontrak", text="Rp148.750.000"),
            p.Term(term="Kedudukan", piece=p.StatusTag(standing=p.Standing.HELD)),
        ]
    )
    return Section(
        key="definisi",
        title="Definisi dan rincian",
        about="Catatan definisi di bawah angka, dan daftar rincian satu objek.",
        call="{% show note %}  DefinitionNote(…), DefinitionList(terms=[Term(…)])",
        items=[note, facts],
    )


def notice_section() -> Section:
    items: list[p.Piece] = [
        p.Notice(title="Angka ini memakai data sampai 30 September 2026.", text="Impor berikutnya 7 Oktober 2026."),
        p.Notice(kind="success", title="61.204 baris dimuat.", text="Porsi 38 perangkat daerah diperbarui."),
        p.Notice(
            kind="warning",
            title="Tiga anggaran menunggu keputusan.",
            text="Porsi Biro Umum, Biro Hukum, dan Dinas Sosial ditahan sampai salah satu anggarannya dipilih.",
            action=p.Link(label="Pilih anggaran", href="#anggaran"),
        ),
        p.Notice(
            kind="error",
            title="Berkas terpotong di baris 40.312.",
            text="Tidak ada yang berubah. Unduh ulang berkas dari SiRUP, lalu impor sekali lagi.",
        ),
        p.EmptyState(
            title="Belum ada data untuk tahun 2027.",
            text="Angka muncul setelah struktur anggaran dan pesanan tahun itu diimpor.",
            action=p.Link(label="Impor data", href="#impor"),
        ),
    ]
    return Section(
        key="notice",
        title="Pemberitahuan dan keadaan kosong",
        about="Apa yang terjadi, mengapa, dan apa langkah berikutnya.",
        call='{% notice "warning" "Judul." "Isi." label="…" href="…" %}  atau Notice(…), EmptyState(…)',
        items=items,
    )


def _spoken_rules() -> p.Rules:
    """Every outcome once; what merely allows is folded."""
    told = (
        ("stop", "Ditolak", "Sisa pagu RUP Rp10.000.000, paket ini Rp11.766.000.", "rup.pagu"),
        ("ask", "Perlu alasan", "Penawaran sejenis 14,1% lebih murah dikirim ke tempat ini.", "harga.lebih_mahal"),
        ("warn", "Peringatan", "Kelas PDN barang ini belum terbukti.", "pdn.bukti"),
        ("pass", "Boleh", "Nilai Rp11.766.000 tidak melebihi Rp200.000.000.", "kewenangan.nilai"),
    )
    return p.Rules(
        spoken=[
            p.SpokenRule(
                outcome=outcome,
                verdict=verdict,
                message=message,
                citation="Perpres 16/2018 jo. 12/2021 jo. 46/2025",
                rule=rule,
                details=["Berlaku sejak 30 April 2025."],
            )
            for outcome, verdict, message, rule in told
        ]
    )


def decision_section() -> Section:
    items: list[p.Piece] = [
        p.Decision(
            outcome="pass",
            verdict="Boleh dilanjutkan oleh Pejabat Pengadaan.",
            why="Nilai pesanan Rp148.750.000 tidak melebihi Rp200.000.000.",
            citation="Perpres 16/2018 jo. 12/2021 jo. 46/2025",
            rule="batas-pejabat-pengadaan",
        ),
        p.Decision(
            outcome="ask",
            verdict="Perlu klarifikasi sebelum dihitung.",
            why="Belanja pengadaan Rp9,14 triliun seratus kali tahun lalu. Mungkin tanda desimal "
            "bergeser; mungkin "
            "juga ada proyek besar yang baru.",
            citation="Aturan kewajaran anggaran, berlaku sejak 1 Januari 2026",
            citation_href="#dasar",
            changes=["BPKAD menegaskan angkanya benar.", "Struktur anggaran yang dikoreksi diimpor."],
            rule="anggaran-wajar",
        ),
        p.Decision(
            outcome="stop",
            verdict="Tidak dapat disetujui oleh pengusul sendiri.",
            why="Pengusul dan penyetuju perubahan target adalah orang yang sama.",
            citation="Peraturan internal register dasar hukum, pasal 4",
            changes=["Pejabat kedua menyetujui perubahan ini."],
            rule="dua-orang",
        ),
        _spoken_rules(),
        p.Rules(spoken=[]),
    ]
    return Section(
        key="decision",
        title="Keputusan aturan",
        about="Hasil, alasan, pasal, dan apa yang dapat mengubahnya.",
        call="{% show decision %}  Decision(outcome='pass|warn|ask|stop', verdict=…, why=…, citation=…, changes=[…])",
        items=items,
        layout="grid",
    )


def story_section() -> Section:
    timeline = p.Timeline(
        events=[
            p.Event(title="Rencana diumumkan", when="12 Januari 2026", who="Dinas Kesehatan", href="#rup"),
            p.Event(title="Surat pesanan ditandatangani", when="3 Maret 2026", who="PPK dan penyedia"),
            p.Event(title="Barang diperiksa", when="sejak 20 Maret 2026", who="PPTK", state="now"),
            p.Event(title="Pembayaran", text="Menunggu berita acara serah terima.", state="later"),
        ]
    )
    evidence = p.EvidenceList(
        items=[
            p.Evidence(
                label="Surat pesanan",
                present=True,
                source="Katalog v6, ditarik 30 September 2026",
                href="#sp",
                right="Rp148.750.000",
            ),
            p.Evidence(label="Berita acara serah terima", present=False, source="Diunggah oleh PPTK"),
        ]
    )
    stepper = p.Stepper(steps=["Pilih berkas", "Periksa isi", "Muat", "Rekonsiliasi"], current=3)
    return Section(
        key="story",
        title="Riwayat, bukti, langkah",
        about="Cerita satu paket dari rencana sampai pembayaran, dan bukti yang menyertainya.",
        call="{% show timeline %}  Timeline(events=[Event(…)]), EvidenceList(…), Stepper(steps=[…], current=3)",
        items=[timeline, evidence, stepper],
    )


def import_section() -> Section:
    balanced = p.Reconciliation(
        key="seimbang",
        incoming=p.Flow(label="Masuk", rows=61_204, amount=Decimal("189677834789.00")),
        outgoing=[
            p.Flow(label="Dimuat", rows=60_118, amount=Decimal("187001234567.50"), href="#dimuat"),
            p.Flow(label="Karantina", rows=14, amount=Decimal("1900000221.50"), href="#karantina"),
            p.Flow(label="Tidak berubah", rows=1_070, amount=Decimal("776600000.00")),
            p.Flow(label="Ganda", rows=2, amount=Decimal("0.00")),
        ],
    )
    open_ = p.Reconciliation(
        key="selisih",
        caption="Rekonsiliasi yang belum seimbang",
        incoming=p.Flow(label="Masuk", rows=606, amount=Decimal("40020000000.00")),
        outgoing=[p.Flow(label="Dimuat", rows=605, amount=Decimal("40010000000.00"))],
    )
    items: list[p.Piece] = [
        p.ImportProgress(
            label="Pesanan Katalog v6, Kabupaten Bandung 2025",
            done=38_400,
            total=61_204,
            per_second=21_300,
            time_left="kira-kira 2 detik lagi",
        ),
        p.ImportProgress(label="RUP penyedia 2026", done=12_000, total=None, per_second=18_750, key="kemajuan-2"),
        balanced,
        open_,
        p.DocumentCard(
            title="Laporan Triwulan III 2026",
            href="#laporan",
            number="Nomor 700/118-INSP/2026",
            date="7 Oktober 2026",
            details="PDF, 12 halaman, 284 kB",
            code="BLJ-7Q2M-X4KD-19PA",
            verify_href="#periksa",
        ),
    ]
    return Section(
        key="impor",
        title="Impor, rekonsiliasi, dokumen",
        about="Baris dan rupiah yang masuk sama dengan yang dimuat, dikarantina, tidak berubah, dan ganda.",
        call="{% show reconciliation %}  Reconciliation(key=…, incoming=Flow(…), "
        "outgoing=[Flow(…)]), ImportProgress(…)",
        items=items,
    )


def finding_section() -> Section:
    search = p.BigSearch(
        action="/galeri",
        label="Cari perangkat daerah, penyedia, atau kode RUP",
        hint="Misalnya: kesehatan, 59214703, atau CV Contoh.",
        suggestions=[
            p.Suggestion(link=p.Link(label="Dinas Kesehatan", href="#pd-2"), kind="perangkat daerah"),
            p.Suggestion(link=p.Link(label="Alat kesehatan", href="#etalase"), kind="etalase"),
        ],
    )
    filters = p.FilterRow(
        key="saring",
        filters=[
            p.Filter(
                name="tahun",
                label="Tahun anggaran",
                choices=[
                    p.Choice(value="2026", label="2026", chosen=True),
                    p.Choice(value="2025", label="2025"),
                ],
            ),
            p.Filter(
                name="pembilang",
                label="Pembilang",
                choices=[
                    p.Choice(value="kontrak", label="Kontrak ditandatangani", chosen=True),
                    p.Choice(value="selesai", label="Pesanan selesai"),
                ],
            ),
        ],
        reset_href="?",
    )
    tabs = p.Tabs(
        label="Bagian halaman perangkat daerah",
        links=[
            p.Link(label="Porsi", href="#porsi", current=True),
            p.Link(label="Pesanan", href="#pesanan", count=606),
            p.Link(label="Rencana", href="#rencana", count=2661),
        ],
    )
    directory = p.Directory(
        label="Halaman kerja Provinsi Banten",
        groups=[
            p.LinkGroup(
                title="Pantauan",
                links=[p.Link(label="Ringkasan", href="#r"), p.Link(label="Pekerjaan", href="#p", count=12)],
            ),
            p.LinkGroup(title="Data", links=[p.Link(label="Impor", href="#i"), p.Link(label="Karantina", href="#k")]),
        ],
    )
    crumbs = p.Breadcrumbs(
        links=[
            p.Link(label="Provinsi Banten", href="/"),
            p.Link(label="Perangkat daerah", href="#pd"),
            p.Link(label="Dinas Kesehatan", href=""),
        ]
    )
    facets = p.Facets(
        title="Jenis usaha",
        links=[
            p.Link(label="Mikro", href="#mikro", count=412, current=True),
            p.Link(label="Kecil", href="#kecil", count=288),
            p.Link(label="Koperasi", href="#koperasi", count=9),
            p.Link(label="Belum diketahui", href="#belum", count=61),
        ],
    )
    pages = p.Pagination(page=3, per_page=25, total=1204, base="?urut=-porsi&")
    return Section(
        key="find",
        title="Mencari dan menyaring",
        about="Semua lewat alamat, sehingga tiap tampilan dapat dibagikan.",
        call="{% show search %}  BigSearch, FilterRow, Tabs, Directory, Breadcrumbs, Facets, Pagination",
        items=[crumbs, search, filters, tabs, directory, facets, pages],
    )


def product_section() -> Section:
    card = p.ProductCard(
        name="Meja belajar siswa, kayu mahoni, 60 × 45 cm",
        href="#produk",
        brand="Merek Contoh",
        price="Rp485.000",
        basis="per buah, belum termasuk PPN, dikirim ke Kabupaten Lebak",
        firm="CV Kayu Contoh",
        place="Kota Serang",
        stock="stok 340 buah",
        badges=[
            p.Badge(text="TKDN + BMP 40% ke atas", kind="pdn-1"),
            p.Badge(text="TKDN 25% ke atas", kind="pdn-2"),
            p.Badge(text="TKDN di bawah 25%", kind="pdn-3"),
            p.Badge(text="Terdaftar SIINas", kind="pdn-4"),
            p.Badge(text="PDN belum terbukti", kind="pdn-unproven"),
            p.Badge(text="Impor", kind="pdn-import"),
            p.Badge(text="Usaha mikro"),
        ],
        compare_href="#banding",
    )
    comparison = p.Comparison(
        key="banding",
        caption="Dua meja belajar berdampingan",
        names=[p.Link(label="Meja mahoni", href="#a"), p.Link(label="Meja jati", href="#b")],
        lines=[
            ("Harga per buah", ["Rp485.000", "Rp610.000"]),
            ("Ukuran", ["60 × 45 cm", "60 × 45 cm"]),
            ("Kelas PDN", ["TKDN + BMP 40% ke atas", "belum diketahui"]),
            ("Data sampai", [CUT_OFF, CUT_OFF]),
        ],
    )
    return Section(
        key="product",
        title="Produk dan perbandingan",
        about="Kelas PDN memakai satu urutan warna nila di lencana, batang, peta, dan PDF; katanya selalu tertulis.",
        call="{% show product %}  ProductCard(…, badges=[Badge(text=…, kind='pdn-1')]), Comparison(…)",
        items=[card, comparison],
    )
