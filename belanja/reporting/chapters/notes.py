"""Catatan data, simpulan dan tindak lanjut."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Block, Chapter, Column, Kind, Paragraph, Points, Table
from .read import moment, percent, percent_short, rupiah
from .summary import findings


def chapters(document: Plain) -> Iterator[Chapter]:
    """What stands behind the figures, what follows from them, and who has to act."""
    yield _notes(document)
    yield _conclusion(document)
    yield _follow_up(document)


def _notes(document: Plain) -> Chapter:
    notes = document["data_notes"]
    quarantined = sum(pull["rows_quarantined"] for pull in notes["pulls"])
    amount = sum((Decimal(pull["amount_quarantined"]) for pull in notes["pulls"]), Decimal(0))
    blocks: list[Block] = []
    if quarantined:
        blocks.append(
            Paragraph(
                f"{text.capital_first(text.count_words(quarantined))} baris senilai {text.rupiah(amount)} dari tarikan "
                "yang dipakai dikarantina karena tidak dapat dibaca; nilainya tidak masuk angka."
            )
        )
    else:
        blocks.append(Paragraph("Tidak ada baris tarikan yang dikarantina."))
    if Decimal(notes["undated"]):
        blocks.append(Paragraph(f"Pesanan tanpa tanggal: {rupiah(notes['undated'])}, tidak masuk angka."))
    if notes["waiting"]:
        blocks.append(_waiting(document))
    else:
        blocks.append(Paragraph("Tidak ada hal yang menunggu keputusan pada saat angka dihitung."))
    if notes["decisions"]:
        blocks.append(_decisions(document))
    return Chapter(key="catatan-data", title="Catatan data", blocks=tuple(blocks))


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
