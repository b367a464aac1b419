"""What the gallery shows, section by section: each piece in the states it can be in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from belanja.foundation import text
from belanja.web import charts
from belanja.web import pieces as p
from belanja.web.gallery import samples

S = p.Standing
DEFINITION = p.Link(label="Bagaimana angka ini dihitung", href="#definisi")
CUT_OFF = "sampai 30 September 2026"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading, how the piece is called, and the piece in its states; `layout`: stack, grid or row."""

    key: str
    title: str
    about: str
    call: str
    items: Sequence[p.Piece]
    layout: str = "stack"


def bar(share: str | None, standing: p.Standing, name: str) -> p.ShareBar:
    value = Decimal(share) if share else None
    return p.ShareBar(share=value, target=samples.TARGET, standing=standing, name=name)


def headline() -> p.Figure:
    return p.Figure(
        label="Porsi e-Purchasing Provinsi Banten 2026",
        value="17,05%",
        numerator="Rp421,07 miliar",
        denominator="Rp2,47 triliun",
        definition=DEFINITION,
        cut_off=CUT_OFF,
        standing=S.BEHIND,
        remark="lintasan hari ini 22,50%, target 30% pada 31 Desember",
        bar=p.ShareBar(
            share=Decimal("17.05"),
            target=samples.TARGET,
            standing=S.BEHIND,
            name="Provinsi",
            with_number=False,
        ),
        big=True,
        level=2,
    )


def figure_section() -> Section:
    items = [
        p.Figure(
            label="Dinas Kesehatan",
            value="31,05%",
            numerator="Rp11.634.132.019",
            denominator="Rp37.470.258.567,50",
            definition=DEFINITION,
            cut_off=CUT_OFF,
            standing=S.REACHED,
            bar=p.ShareBar(
                share=Decimal("31.05"),
                target=samples.TARGET,
                standing=S.REACHED,
                name="Dinas Kesehatan",
                with_number=False,
            ),
        ),
        p.Figure(
            label="Kekurangan ke target",
            value="Rp319,72 miliar",
            exact="Rp319.720.080.405,70",
            definition=DEFINITION,
            cut_off=CUT_OFF,
            standing=S.ON_WAY,
            standing_word="menuju 30%",
        ),
        p.Figure(
            label="RSUD Malingping",
            value=None,
            reason="Struktur anggaran 2026 belum ada dalam data yang diimpor.",
            owner="Dinas Kesehatan",
            numerator="Rp412.000.000",
            definition=DEFINITION,
            cut_off=CUT_OFF,
            standing=S.UNKNOWN,
        ),
        p.Figure(
            label="Biro Umum",
            value=None,
            reason="Dua anggaran berbeda untuk kode yang sama. Pilih salah satu.",
            owner="BPKAD",
            numerator="Rp412.000.000",
            definition=DEFINITION,
            cut_off=CUT_OFF,
            standing=S.HELD,
        ),
    ]
    return Section(
        key="figure",
        title="Angka dengan definisinya",
        about="Nilai, pembilang atas penyebut, definisi, tanggal potong, dan kedudukan. Yang belum diketahui "
        "ditulis dengan kata, alasan, dan siapa yang melengkapi.",
        call="{% show figure %}  Figure(label=…, value=…|None, standing=…, bar=…)",
        items=items,
        layout="grid",
    )


def standing_section() -> Section:
    return Section(
        key="status",
        title="Kedudukan",
        about="Selalu tanda dan kata, tidak pernah warna saja.",
        call='{% status "reached" %}  {% status "onway" "menuju 30%" %}  atau StatusTag(standing=…)',
        items=[p.StatusTag(standing=item) for item in S],
        layout="row",
    )


def actions_section() -> Section:
    return Section(
        key="tindakan",
        title="Tindakan dalam baris",
        about="Yang dapat dilakukan orang ini di sini; yang pertama lebih dahulu.",
        call="Actions(links=[Link(…)])",
        items=[
            p.Actions(
                links=[
                    p.Link(label="Putuskan", href="#tindakan"),
                    p.Link(label="Isi anggaran", href="#tindakan"),
                ]
            )
        ],
    )


def bar_section() -> Section:
    return Section(
        key="bar",
        title="Batang porsi",
        about="Skala 0 sampai 100%, garis tegak pada target. Di atas 100% batang "
        "dipotong dan angka aslinya tetap tertulis. Rentang diisi sampai porsi terendah dan bergaris sampai tertinggi.",
        call="{% show bar %}  ShareBar(share=…|None, low=…, high=…, target=…, standing=…, name=…)",
        items=[
            bar("34.12", S.REACHED, "Dinas Pendidikan"),
            bar("27.30", S.ON_WAY, "Dinas Kominfo"),
            bar("3.41", S.BEHIND, "Dinas Perhubungan"),
            bar("112.40", S.REACHED, "Sekretariat DPRD"),
            bar("0", S.BEHIND, "Biro Hukum"),
            bar(None, S.UNKNOWN, "RSUD Malingping"),
            p.ShareBar(
                share=None,
                low=Decimal("21.40"),
                high=Decimal("44.85"),
                target=samples.TARGET,
                standing=S.BAND,
                name="Dinas Sosial",
            ),
        ],
    )


def _sorted_units(order: str) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    """Sample rows in the order of the address; unknown values stay at the end whichever way it runs."""
    units = sorted(samples.unit_amounts(), key=lambda unit: text.name_key(unit[0]), reverse=order == "-nama")
    key = order.removeprefix("-")
    if key not in ("pembilang", "penyebut", "porsi"):
        return units

    def value(unit: tuple[str, Decimal | None, Decimal | None, str]) -> Decimal | None:
        _, top, base, _ = unit
        if key == "porsi":
            return top / base if top is not None and base is not None else None
        return top if key == "pembilang" else base

    known = [(number, unit) for unit in units if (number := value(unit)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.startswith("-"))
    return [unit for _, unit in known] + [unit for unit in units if value(unit) is None]


def unit_table(query: QueryDict) -> p.Table:
    columns = [
        p.Column(key="nama", label="Perangkat daerah"),
        p.Column(key="pembilang", label="Kontrak", numeric=True, note="rupiah"),
        p.Column(key="penyebut", label="Belanja pengadaan", numeric=True, note="rupiah"),
        p.Column(key="porsi", label="Porsi", numeric=True),
        p.Column(key="batang", label="Terhadap 30%"),
        p.Column(key="kedudukan", label="Kedudukan"),
    ]
    columns = p.sortable(columns, query, allowed=["nama", "pembilang", "penyebut", "porsi"], default="-porsi")
    rows = []
    total_top, total_base = Decimal(0), Decimal(0)
    for position, (name, top, base, reason) in enumerate(_sorted_units(query.get("urut", "-porsi")), start=1):
        share = top / base * 100 if top is not None and base is not None else None
        where = p.standing(share=share, target=samples.TARGET, path=Decimal("22.5"))
        if top is not None and base is not None:
            total_top, total_base = total_top + top, total_base + base
        rows.append(
            p.Row(
                href=f"#pd-{position}",
                cells=[
                    name,
                    text.rupiah(top) if top is not None else p.Cell(text=text.UNKNOWN, words=True),
                    text.rupiah(base) if base is not None else p.Cell(text=text.UNKNOWN, sub=reason, words=True),
                    text.percent(share) if share is not None else p.Cell(text=text.UNKNOWN, words=True),
                    p.Cell(
                        piece=p.ShareBar(
                            share=share, target=samples.TARGET, standing=where, name=name, with_number=False
                        )
                    ),
                    p.Cell(piece=p.StatusTag(standing=where)),
                ],
            )
        )
    total: list[p.Cell | str] = [
        "Jumlah 10 yang diketahui",
        text.rupiah(total_top),
        text.rupiah(total_base),
        text.percent(total_top / total_base * 100),
        "",
        "",
    ]
    tight = query.get("rapat") == "1"
    return p.Table(
        key="satuan",
        caption="Perangkat daerah Provinsi Banten 2026",
        columns=columns,
        rows=rows,
        total=total,
        tight=tight,
        tall=True,
        density_href="?" if tight else "?rapat=1",
        column_choices=[
            p.Choice(value=column.key, label=column.label, chosen=True) for column in columns if column.key != "nama"
        ],
        kept=[p.Choice(value="rapat", label="1")] if tight else [],
    )


def table_section(query: QueryDict) -> Section:
    empty = p.Table(
        key="kosong",
        caption="Karantina impor 30 September 2026",
        columns=[p.Column(key="baris", label="Baris")],
        empty=p.EmptyState(
            title="Tidak ada baris yang dikarantina.",
            text="Semua 61.204 baris cocok dengan bentuk yang dikenal.",
            action=p.Link(label="Lihat rekonsiliasi", href="#rekonsiliasi"),
        ),
    )
    return Section(
        key="table",
        title="Tabel kerja",
        about="Kepala tetap terlihat, urutan lewat alamat, jumlah di garis ganda, ekspor selalu seluruh baris.",
        call="{% show table %}  Table(key=…, caption=…, columns=sortable([...], request.GET, …), rows=[Row(…)])",
        items=[unit_table(query), empty],
    )


def chart_section() -> Section:
    ranking = charts.ranked_figure(
        samples.ranking(),
        definition="Nilai kontrak e-Purchasing dibagi belanja pengadaan, sampai 30 September 2026.",
        level=3,
        definition_link=DEFINITION,
    )
    year = charts.cumulative_figure(
        samples.year(),
        definition="Kumulatif per akhir bulan terhadap lintasan lurus ke target 30%.",
        level=3,
    )
    ahead = charts.cumulative_figure(samples.year_ahead(), definition="Contoh satuan yang melampaui target.", level=3)
    region_map = charts.map_figure(
        samples.regions(),
        finding="Tiga dari delapan kabupaten dan kota mencapai 30%; Cilegon belum mengirim data",
        definition="Makin kuat warnanya, makin besar porsinya; arsir berarti belum diketahui.",
        level=3,
    )
    return Section(
        key="charts",
        title="Grafik dan peta",
        about="Judul menyebut temuannya, label menempel pada data, tabelnya satu sentuhan di bawah. "
        "Gambar yang sama "
        "dipakai di PDF (standalone=True).",
        call="{% show chart %}  ranked_figure(RankedShares(…), definition=…), cumulative_figure(…), map_figure(…)",
        items=[ranking, year, ahead, region_map],
    )
