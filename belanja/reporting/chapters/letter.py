"""Lampiran: what the circular letter asks of each Perangkat Daerah, and what became of it. No score, no ranks."""

from collections.abc import Iterator
from datetime import date

from belanja.foundation import text
from belanja.reporting.canonical import Plain
from belanja.rules.letter import OF_WHAT_IS_MISSING, Item, Standing
from belanja.rules.letter import Kind as Of
from belanja.rules.listings import EtalaseState

from .model import Block, Chapter, Column, Kind, Paragraph, Table, Value
from .read import day, exact

_KINDS = {Of.DAY: Kind.DAY, Of.COUNT: Kind.COUNT, Of.SHARE: Kind.PERCENT}
#: What a share comes to beside its number.
_KEPT = {Standing.DONE: "ditepati", Standing.NONE: "belum ditepati"}
_ABOUT = (
    "Surat edaran mengimbau; tidak ada nilai dan tidak ada urutan. “Tidak berlaku” berarti tidak ada yang diminta, "
    "karena tidak ada yang belum tersedia; bukan nol. Kebutuhan, pesanan, dan katalog tertulis menurut keadaan saat "
    "laporan dibekukan."
)


def chapters(document: Plain) -> Iterator[Chapter]:
    """Units, import register, shelves and definitions; nothing in reports that were frozen before it was asked."""
    letter = document.get("letter")
    if letter is None:
        return
    named = f"{letter['letter']}. " if letter["letter"] else ""
    blocks: list[Block] = [Paragraph(named + _ABOUT)]
    if letter["units"]:
        blocks += [*_asked(letter), _of_all(letter)]
    if letter["imports"]:
        blocks.append(_imports(letter))
    else:
        blocks.append(Paragraph("Tidak ada barang impor yang dipesan lewat Belanja dalam triwulan ini."))
    blocks += [*_shelves(letter), _definitions(letter)]
    yield Chapter(key="surat-edaran", title="Yang diminta surat edaran", blocks=tuple(blocks), annex=True)


def _asked(letter: Plain) -> Iterator[Block]:
    """What was missing, and what the unit did about it in the quarter: for how many units nothing was missing, and
    those for which something was or which did something all the same."""
    heads = [one for one in letter["definitions"] if one["item"] in OF_WHAT_IS_MISSING]
    asked = [unit for unit in letter["units"] if any(_applies(unit, one) for one in heads)]
    units = [unit for unit in letter["units"] if unit["code"]]
    spared = sum(not _lacks(unit["missing"]) for unit in units)
    yield Paragraph(
        f"Bagi {text.number(spared)} dari {text.number(len(units))} Perangkat Daerah tidak ada yang belum tersedia: "
        "hal yang diimbau surat edaran tidak berlaku, kecuali yang tetap dilakukannya."
    )
    if asked:
        yield Table(
            key="surat-edaran-unit",
            title="Perangkat Daerah yang barangnya belum tersedia, atau yang sudah berbuat sesuatu",
            sheet="Surat edaran",
            columns=(
                Column("nama", "Perangkat Daerah", weight=26),
                Column("belum", "Yang belum tersedia", weight=20),
                *(Column(one["item"], one["short"], _KINDS[Of(one["kind"])], 8) for one in heads),
            ),
            rows=tuple(
                (unit["name"], _missing(unit["missing"]), *(_value(unit, one) for one in heads)) for unit in asked
            ),
            total=("Jumlah", "", *(letter["total"].get(one["item"], "") for one in heads)),
            note="Hitungan adalah yang terjadi dalam triwulan ini.",
            wide=True,
        )


def _lacks(missing: Plain) -> bool:
    return bool(missing["open_needs"] or missing["plan_lines"])


def _applies(unit: Plain, head: Plain) -> bool:
    return Standing(unit["answers"][head["item"]]["standing"]) is not Standing.NOT_APPLICABLE


def _of_all(letter: Plain) -> Table:
    """What is asked of every unit: the letter received, imports of the quarter, and what became of what it planned."""
    heads = [one for one in letter["definitions"] if one["item"] not in OF_WHAT_IS_MISSING]
    columns: list[Column] = [Column("nama", "Perangkat Daerah", weight=30)]
    total: list[Value] = ["Jumlah"]
    for one in heads:
        columns.append(Column(one["item"], one["label"], _KINDS[Of(one["kind"])], 12))
        total.append(letter["total"].get(one["item"], ""))
        if one["item"] == Item.IMPORTS:
            columns.append(Column("impor_semua", "Barang impor semua", Kind.COUNT, 12))
            total.append(len(letter["imports"]))
        if one["item"] == Item.COMMITMENT:
            columns.append(Column("ditepati", "Keadaannya", weight=12))
            total.append("")
    return Table(
        key="surat-edaran-komitmen",
        title="Surat, impor, komitmen, dan porsi setiap Perangkat Daerah",
        sheet="Surat edaran komitmen",
        columns=tuple(columns),
        rows=tuple((unit["name"], *_row_of_all(unit, heads)) for unit in letter["units"]),
        total=tuple(total),
        note="Impor dalam triwulan ini; komitmen dan porsi sejak awal tahun.",
        wide=True,
    )


def _row_of_all(unit: Plain, heads: list[Plain]) -> Iterator[Value]:
    for one in heads:
        yield _value(unit, one)
        if one["item"] == Item.IMPORTS:
            yield unit["answers"][one["item"]]["of"]
        if one["item"] == Item.COMMITMENT:
            yield _KEPT.get(Standing(unit["answers"][one["item"]]["standing"]), "")


def _value(unit: Plain, head: Plain) -> Value:
    return _told(unit["answers"][head["item"]], Of(head["kind"]))


def _told(answer: Plain, kind: Of) -> Value:
    """The value, the words in its place, or None where it is not known."""
    standing = Standing(answer["standing"])
    if standing is Standing.NOT_APPLICABLE:
        return standing.label
    if standing is Standing.UNKNOWN:
        return None
    if kind is Of.DAY:
        return day(answer["day"]) or "belum"
    if kind is Of.SHARE:
        return exact(answer["percent"])
    count: int = answer["count"]
    return count


def _missing(told: Plain) -> str:
    parts = []
    if told["open_needs"]:
        parts.append(f"{text.number(told['open_needs'])} kebutuhan terbuka")
    if told["plan_lines"]:
        parts.append(f"{text.number(told['plan_lines'])} baris RUP")
    return ", ".join(parts) or "tidak ada"


def _imports(letter: Plain) -> Table:
    return Table(
        key="surat-edaran-impor",
        title="Register impor",
        sheet="Register impor",
        columns=(
            Column("unit", "Perangkat Daerah", weight=24),
            Column("pesanan", "Pesanan", weight=16),
            Column("tanggal", "Ditandatangani", Kind.DAY, 13),
            Column("barang", "Barang", weight=26),
            Column("nilai", "Nilai", Kind.RUPIAH, 16),
            Column("alasan", "Alasan", weight=24),
            Column("bukti", "Bukti pencarian", weight=12),
        ),
        rows=tuple(
            (
                one["unit"], one["order"], day(one["signed_on"]), one["goods"], exact(one["amount"]),
                "; ".join(one["reasons"]) or "belum tercatat",
                "tercatat" if one["proof_on_record"] else "belum tercatat",
            )
            for one in letter["imports"]
        ),
        wide=True,
    )  # fmt: skip


def _shelves(letter: Plain) -> Iterator[Block]:
    found = letter["shelves"]
    yield Table(
        key="surat-edaran-etalase",
        title="Etalase menurut keadaannya",
        sheet="Etalase keadaan",
        columns=(Column("keadaan", "Keadaan", weight=30), Column("jumlah", "Etalase", Kind.COUNT, 10)),
        rows=tuple((state.label, found["by_state"].get(state.value, 0)) for state in EtalaseState),
        total=("Jumlah", sum(found["by_state"].values())),
    )
    yield Table(
        key="surat-edaran-bulan",
        title="Etalase menurut bulan",
        sheet="Etalase bulan",
        columns=(
            Column("bulan", "Bulan", weight=20),
            Column("dibuka", "Dibuka", Kind.COUNT, 10),
            Column("dibekukan", "Dibekukan", Kind.COUNT, 10),
            Column("berakhir", "Ditutup atau digabung", Kind.COUNT, 12),
        ),
        rows=tuple(
            (text.month_year(date.fromisoformat(one["month"])), one["opened"], one["frozen"], one["ended"])
            for one in found["months"]
        ),
    )
    since = text.long_date(date.fromisoformat(found["without_sale_since"]))
    idle = ", ".join(found["without_sale"]) or "tidak ada yang diketahui"
    beside = [f"{text.number(found['young'])} baru dibuka sesudah itu"] if found["young"] else []
    beside += [f"{text.number(found['not_known'])} belum dapat dinilai"] if found["not_known"] else []
    counted = f" ({'; '.join(beside)})" if beside else ""
    yield Paragraph(f"Etalase tanpa pesanan sejak {since}{counted}: {idle}.")


def _definitions(letter: Plain) -> Table:
    return Table(
        key="surat-edaran-definisi",
        title="Yang dihitung",
        sheet="Surat edaran definisi",
        columns=(
            Column("apa", "Yang diminta", weight=18),
            Column("arti", "Yang dihitung", weight=44),
            Column("bebas", "Tidak berlaku bila", weight=28),
            Column("dasar", "Dasar", weight=18),
            Column("versi", "Versi", Kind.COUNT, 6),
        ),
        rows=tuple(
            (one["label"], one["meaning"], one["not_applicable"], one["citation"], one["version"])
            for one in letter["definitions"]
        ),
        wide=True,
    )
