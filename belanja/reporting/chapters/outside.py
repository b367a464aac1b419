"""F6 and annex L6: what was bought outside the catalogue, and why, as far as anybody has said it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain
from belanja.rules import money
from belanja.rules.channels import Channel

from .model import Block, Chapter, Column, Kind, Paragraph, Table, Value
from .read import exact

_UNKNOWN = "alasan belum diketahui"


def chapters(document: Plain) -> Iterator[Chapter]:
    """The sums by reason, and the rows in the annex."""
    rows = document["outside"]["rows"]
    title = "Belanja di luar katalog dan alasannya"
    yield Chapter(key="luar-katalog", title=title, blocks=tuple(_reasons(document["outside"])))
    if rows:
        yield Chapter(key="lampiran-luar-katalog", title=title, blocks=(_rows(document["outside"]),), annex=True)


def _reasons(told: Plain) -> Iterator[Block]:
    rows = told["rows"]
    if not rows:
        yield Paragraph("Tidak ada kontrak di luar katalog yang tercatat sampai batas waktu ini.")
        return
    whole = _sum(rows)
    open_amount = _sum(row for row in rows if row["code"] is None)
    said = f"Kontrak di luar katalog {text.rupiah(whole)}."
    if open_amount:
        said += (
            f" Untuk {text.rupiah(open_amount)} ({text.percent(money.share_percent(open_amount, whole))}) alasannya "
            f"belum diketahui: sumber nasional tidak memuatnya, yang diperlukan {told['need']}."
        )
    yield Paragraph(f"{said} Metode pemilihan bukan alasan. Rinciannya dalam lampiran L6.")
    yield _by_reason(rows)


def _by_reason(rows: list[Plain]) -> Table:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        key = (row["label"] or _UNKNOWN, row["citation"] or "")
        sums[key] += Decimal(row["amount"])
        units[key].add(row["unit_code"])
    whole = _sum(rows)
    known = sorted(sums, key=lambda key: (key[0] == _UNKNOWN, -sums[key], key))
    return Table(
        key="alasan-luar-katalog",
        title="Kontrak di luar katalog menurut alasan yang dinyatakan unit",
        sheet="F6 Alasan",
        columns=(
            Column("alasan", "Alasan", weight=40),
            Column("dasar", "Dasar", weight=24),
            Column("unit", "Perangkat Daerah", Kind.COUNT, 11),
            Column("nilai", "Nilai kontrak", Kind.RUPIAH, 20),
            Column("bagian", "Bagian", Kind.PERCENT, 10),
        ),
        rows=tuple(
            (
                text.capital_first(key[0]),
                key[1],
                len(units[key]),
                sums[key],
                money.share_percent(sums[key], whole),
            )
            for key in known
        ),
        total=("Jumlah", "", len({row["unit_code"] for row in rows}), whole, ""),
    )


def _rows(told: Plain) -> Table:
    return Table(
        key="luar-katalog",
        title="Kontrak di luar katalog per Perangkat Daerah dan kanal",
        sheet="L6 Di luar katalog",
        columns=(
            Column("no", "No", Kind.COUNT, 4),
            Column("nama", "Perangkat Daerah", weight=28),
            Column("kanal", "Kanal", weight=16),
            Column("nilai", "Nilai kontrak", Kind.RUPIAH, 18),
            Column("kode", "Kode alasan", weight=14),
            Column("alasan", "Alasan", weight=46),
        ),
        rows=tuple(_row(number, row) for number, row in enumerate(told["rows"], 1)),
        total=("Jumlah", "", "", _sum(told["rows"]), "", ""),
        note=f"Belum diketahui: yang diperlukan {told['need']}. Sumber nasional tidak memuat alasan.",
        wide=True,
    )


def _row(number: int, row: Plain) -> tuple[Value, ...]:
    return (
        number,
        row["name"],
        Channel(row["channel"]).label,
        exact(row["amount"]),
        row["code"] or "",
        row["label"],
    )


def _sum(rows: Iterable[Plain]) -> Decimal:
    return sum((Decimal(row["amount"]) for row in rows), money.ZERO)
