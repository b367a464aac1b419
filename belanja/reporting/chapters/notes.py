"""Catatan data, simpulan dan tindak lanjut."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Block, Chapter, Column, Kind, Paragraph, Points, Table
from .read import day, exact, moment, percent, percent_short, rupiah
from .summary import findings


def chapters(document: Plain) -> Iterator[Chapter]:
    """What stands behind the figures, what follows from them, and who has to act."""
    yield _notes(document)
    yield _conclusion(document)
    yield _follow_up(document)


def under_headings(document: Plain) -> Iterator[Chapter]:
    """The same without who has to act, which stands under the recommendations there."""
    yield _notes(document)
    yield _conclusion(document)


def _notes(document: Plain) -> Chapter:
    notes = document["data_notes"]
    blocks: list[Block] = [Paragraph(" ".join(_quarantine(notes["quarantine"])))]
    if Decimal(notes["undated"]):
        blocks.append(Paragraph(f"Pesanan tanpa tanggal: {rupiah(notes['undated'])}, tidak masuk angka."))
    for part, table, none in (
        ("corrections", _corrections, ""),
        ("withdrawn", _withdrawn, ""),
        ("entered_budgets", _entered, "Semua belanja pengadaan berasal dari Struktur Anggaran Perangkat Daerah."),
        ("waiting", _waiting, "Tidak ada hal yang menunggu keputusan pada saat angka dihitung."),
        ("decisions", _decisions, ""),
    ):
        if notes[part]:
            blocks.append(table(document))
        elif none:
            blocks.append(Paragraph(none))
    return Chapter(key="catatan-data", title="Catatan data", blocks=tuple(blocks))


def _quarantine(states: Plain) -> Iterator[str]:
    """Rows in quarantine: what is still open, and what people decided about the rest."""
    open_rows = states["open"]["rows"] + states["proposed"]["rows"]
    amount = Decimal(states["open"]["amount"]) + Decimal(states["proposed"]["amount"])
    if open_rows:
        yield (
            f"{text.capital_first(text.count_words(open_rows))} baris senilai {text.rupiah(amount)} dikarantina karena "
            "tidak dapat dibaca; nilainya tidak masuk angka."
        )
    else:
        yield "Tidak ada baris tarikan yang tertahan dalam karantina."
    decided = states["corrected"]["rows"] + states["accepted"]["rows"]
    if decided:
        worth = Decimal(states["corrected"]["amount"]) + Decimal(states["accepted"]["amount"])
        yield (
            f"{text.capital_first(text.count_words(decided))} baris (nilai menurut sumber {text.rupiah(worth)}) dimuat "
            "setelah dikoreksi atau diterima oleh dua orang; nilai sumbernya tetap disimpan."
        )
    if states["rejected"]["rows"]:
        yield f"{text.capital_first(text.count_words(states['rejected']['rows']))} baris ditolak."


def _corrections(document: Plain) -> Table:
    return Table(
        key="koreksi",
        title="Baris karantina yang dikoreksi atau diterima",
        sheet="Koreksi",
        columns=(
            Column("tindakan", "Tindakan", weight=14),
            Column("baris", "Baris", Kind.COUNT, 7),
            Column("nilai", "Nilai dimuat", Kind.RUPIAH, 16),
            Column("alasan", "Alasan", weight=28),
            Column("pengusul", "Diusulkan", weight=14),
            Column("pengesah", "Disahkan", weight=14),
            Column("pada", "Pada", Kind.MOMENT, 16),
        ),
        rows=tuple(
            (
                row["label"],
                row["rows"],
                "" if row["amount"] is None else exact(row["amount"]),
                row["reason"],
                row["proposed_by"],
                row["decided_by"],
                moment(row["at"]),
            )
            for row in document["data_notes"]["corrections"]
        ),
    )


def _withdrawn(document: Plain) -> Table:
    return Table(
        key="ditarik",
        title="Tarikan yang ditarik kembali",
        sheet="Tarikan ditarik",
        columns=(
            Column("sumber", "Sumber", weight=26),
            Column("nomor", "Nomor tarikan", Kind.COUNT, 9),
            Column("dimuat", "Dimuat", Kind.MOMENT, 16),
            Column("ditarik", "Ditarik", Kind.MOMENT, 16),
            Column("oleh", "Oleh", weight=14),
            Column("alasan", "Alasan", weight=26),
        ),
        rows=tuple(
            (
                row["label"],
                row["id"],
                moment(row["at"]),
                moment(row["withdrawn_at"]),
                row["by"],
                row["reason"],
            )
            for row in document["data_notes"]["withdrawn"]
        ),
    )


def _entered(document: Plain) -> Table:
    return Table(
        key="anggaran-entri",
        title="Belanja pengadaan yang dientri dari dokumen anggaran",
        sheet="Anggaran dientri",
        columns=(
            Column("nama", "Perangkat Daerah", weight=22),
            Column("dokumen", "Dokumen", weight=20),
            Column("tanggal", "Tanggal", Kind.DAY, 13),
            Column("berlaku", "Berlaku mulai", Kind.DAY, 13),
            Column("nilai", "Belanja pengadaan", Kind.RUPIAH, 16),
            Column("sumber", "Menurut sumber", Kind.RUPIAH, 16),
            Column("pengesah", "Disahkan", weight=12),
        ),
        rows=tuple(
            (
                row["name"],
                f"{row['label']} nomor {row['number']}",
                day(row["dated"]),
                day(row["valid_from"]),
                exact(row["amount"]),
                "tidak ada" if row["feed_amount"] is None else exact(row["feed_amount"]),
                row["confirmed_by"],
            )
            for row in document["data_notes"]["entered_budgets"]
        ),
    )


def _waiting(document: Plain) -> Table:
    return Table(
        key="menunggu",
        title="Hal yang menunggu keputusan",
        sheet="Menunggu keputusan",
        columns=(
            Column("jenis", "Hal", weight=22),
            Column("sumber", "Sumber", weight=24),
            Column("unit", "Unit", weight=26),
            Column("kunci", "Butir", weight=20),
            Column("sejak", "Sejak", Kind.MOMENT, 18),
        ),
        rows=tuple(
            (item["label"], item["feed"], item["unit"] or "semua unit", item["key"], moment(item["since"]))
            for item in document["data_notes"]["waiting"]
        ),
    )


def _decisions(document: Plain) -> Table:
    return Table(
        key="keputusan",
        title="Keputusan atas data yang diragukan",
        sheet="Keputusan",
        columns=(
            Column("jenis", "Hal", weight=18),
            Column("unit", "Unit", weight=22),
            Column("kunci", "Butir", weight=18),
            Column("putusan", "Putusan", weight=12),
            Column("alasan", "Alasan", weight=26),
            Column("oleh", "Oleh", weight=12),
            Column("pada", "Pada", Kind.MOMENT, 16),
        ),
        rows=tuple(
            (
                item["label"],
                item["unit"] or "semua unit",
                item["key"],
                item["resolution"],
                item["reason"],
                item["by"],
                moment(item["at"]),
            )
            for item in document["data_notes"]["decisions"]
        ),
    )


def _conclusion(document: Plain) -> Chapter:
    return Chapter(key="simpulan", title="Simpulan", blocks=(Points(tuple(findings(document)), numbered=True),))


def _follow_up(document: Plain) -> Chapter:
    items = [*_owners(document), *_behind(document)]
    if not items:
        items = ["Tidak ada tindak lanjut yang timbul dari laporan ini."]
    return Chapter(key="tindak-lanjut", title="Tindak lanjut", blocks=(Points(tuple(items), numbered=True),))


def _owners(document: Plain) -> Iterator[str]:
    """Who has to complete what, gathered by post and paper."""
    asked = Counter((item["owner"], item["document"]) for item in document["unknowns"])
    for (owner, paper), count in asked.items():
        yield f"{text.capital_first(owner)} melengkapi {paper} untuk {text.count_words(count)} Perangkat Daerah."


def _behind(document: Plain) -> Iterator[str]:
    main = document["provincial"][0]
    short = [unit for unit in document["units"] if unit["share"]["gap"] and Decimal(unit["share"]["gap"])]
    short.sort(key=lambda unit: -Decimal(unit["share"]["gap"]))
    for unit in short[:3]:
        yield (
            f"{unit['name']} ({percent(unit['share']['share_percent'])}) menyusun langkah untuk mencapai "
            f"{percent_short(main['target_percent'])}: kekurangannya {rupiah(unit['share']['gap'])}, "
            f"dan rencana e-Purchasing dalam RUP {rupiah(unit['plan']['amount'])}."
        )
