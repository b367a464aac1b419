"""Dasar, tujuan, ruang lingkup, metodologi dan batasan tanggung jawab: what surrounds the figures."""

from collections.abc import Iterator

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Chapter, Column, Kind, Paragraph, Points, Table
from .read import date_words, day, government_words, moment, moment_words, percent_short


def chapters(document: Plain) -> Iterator[Chapter]:
    """Chapters A to E of the paper."""
    yield _basis(document)
    yield _purpose(document)
    yield _scope(document)
    yield _method(document)
    yield _limits(document)


def _basis(document: Plain) -> Chapter:
    items = tuple(f"{row['label']} tentang {row['subject']};" for row in document["basis"])
    return Chapter(key="dasar", title="Dasar", blocks=(Points(items, numbered=True),))


def _purpose(document: Plain) -> Chapter:
    return Chapter(
        key="tujuan",
        title="Tujuan",
        blocks=(
            Paragraph(
                "Memberikan gambaran kepada Pimpinan mengenai capaian belanja pengadaan melalui e-Purchasing, "
                "penggunaan produk dalam negeri (PDN), serta produk usaha mikro, usaha kecil, dan koperasi (UMKK) "
                f"pada {government_words(document)}, beserta hal yang belum diketahui dan pihak yang harus "
                "melengkapinya."
            ),
        ),
    )


def _scope(document: Plain) -> Chapter:
    report = document["report"]
    units = document["provincial"][0]["units"]
    return Chapter(
        key="ruang-lingkup",
        title="Ruang lingkup dan periode",
        blocks=(
            Paragraph(
                f"Pemantauan mencakup {text.number(units)} Perangkat Daerah yang memiliki anggaran, rencana, atau "
                f"pesanan pada Tahun Anggaran {report['year']}, untuk peristiwa dari 1 Januari {report['year']} "
                f"sampai {date_words(report['cut_off'])}. Satuan kerja di bawah Perangkat Daerah dihitung pada "
                "Perangkat Daerah induknya."
            ),
        ),
    )


def _method(document: Plain) -> Chapter:
    return Chapter(
        key="metodologi",
        title="Metodologi dan sumber data",
        blocks=(
            Paragraph(
                "Setiap porsi adalah pembilang dibagi penyebut menurut definisi berikut. Perbandingan dengan target "
                "dilakukan atas nilai penuh; pembulatan ke dua desimal hanya pada penyajian. Tahap pesanan tidak "
                "dijumlahkan: setiap pembilang membaca tepat satu tahap."
            ),
            _definitions(document),
            Paragraph(
                "Data ditarik dari sistem nasional pada waktu berikut. Setiap tarikan direkonsiliasi: baris dan "
                "rupiah yang masuk sama dengan yang dimuat, tidak berubah, berulang, dan dikarantina."
            ),
            _pulls(document),
            Paragraph(_recount(document)),
        ),
    )


def _definitions(document: Plain) -> Table:
    return Table(
        key="definisi",
        title="Definisi yang dipakai",
        sheet="Definisi",
        columns=(
            Column("indikator", "Indikator", weight=16),
            Column("pembilang", "Pembilang", weight=26),
            Column("penyebut", "Penyebut", weight=26),
            Column("target", "Target", Kind.TEXT, 9),
            Column("dasar", "Dasar", weight=23),
        ),
        rows=tuple(
            (
                item["label"],
                f"{item['numerator']['label']}: {item['numerator']['meaning']}",
                f"{item['denominator']['label']}: {item['denominator']['meaning']}",
                percent_short(item["target"]["percent"]),
                f"{item['target']['legal_basis_label']}{_article(item['target']['article'])}",
            )
            for item in document["definitions"]
        ),
    )


def _article(article: str) -> str:
    return f", {article}" if article else ""


def _pulls(document: Plain) -> Table:
    return Table(
        key="tarikan",
        title="Sumber data dan waktu tarik",
        sheet="Tarikan",
        columns=(
            Column("sumber", "Sumber", weight=30),
            Column("nomor", "Nomor tarikan", Kind.COUNT, 9),
            Column("dimuat", "Dimuat", Kind.MOMENT, 22),
            Column("hari", "Keadaan sumber", Kind.DAY, 16),
            Column("baris", "Baris", Kind.COUNT, 10),
            Column("karantina", "Dikarantina", Kind.COUNT, 10),
        ),
        rows=tuple(
            (
                f"{pull['label']}{' ' + str(pull['year']) if pull['year'] else ''}",
                pull["id"],
                moment(pull["at"]),
                day(pull["source_day"]) or "tidak disebut",
                pull["rows_in"],
                pull["rows_quarantined"],
            )
            for pull in document["data_notes"]["pulls"]
        ),
        note=f"Perubahan terakhir data yang dipakai: {moment_words(document['report']['known_at'])}.",
    )


def _recount(document: Plain) -> str:
    recount = document["data_notes"]["recount"]
    if not recount["checked"]:
        return "Draf ini belum dihitung ulang dari baris sumber; hitung ulang dilakukan sebelum angka dibekukan."
    differing = sum(len(figure["differences"]) for figure in recount["figures"])
    if differing:
        return (
            f"Hitungan kedua dari baris sumber berbeda pada {text.number(differing)} angka; baris itu ditahan dan "
            "angkanya tidak disajikan."
        )
    return (
        "Seluruh porsi dihitung dua kali dengan cara yang terpisah, yang kedua langsung dari baris sumber, dan "
        "hasilnya sama sampai sen."
    )


def _limits(document: Plain) -> Chapter:
    blocks = [
        Paragraph(
            "Laporan disusun dari data yang disediakan sistem nasional dan dilengkapi Perangkat Daerah. Kebenaran "
            "materiil data sumber menjadi tanggung jawab pemilik data. Pemantauan ini bukan audit: ia tidak menilai "
            "kewajaran harga, kualitas barang, atau ketaatan proses pemilihan. Angka yang belum dapat diketahui "
            "dinyatakan demikian beserta sebabnya, dan tidak dihitung sebagai nol."
        )
    ]
    if document["report"]["government"]["is_example"]:
        blocks.append(Paragraph("Laporan ini memakai data contoh yang dikarang, bukan data resmi."))
    return Chapter(key="batasan", title="Batasan tanggung jawab", blocks=tuple(blocks))
