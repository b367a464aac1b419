"""The shares that the law asks for, side by side: e-Purchasing, UMKK and PDN, the latter two by plan and by proof."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.urls import reverse

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.foundation import text
from belanja.rules.shares import Share, Total
from belanja.web import naming
from belanja.web.pieces import Cell, Column, Row, ShareBar, StatusTag, Table

from . import words

CAPTION = "Porsi menurut setiap definisi baku"
COLUMNS = (
    Column(key="porsi", label="Porsi", note="ketuk untuk definisinya"),
    Column(key="nilai", label="Nilai", numeric=True),
    Column(key="batang", label="Terhadap target", note="garis-garis: belum terklasifikasi"),
    Column(key="pecahan", label="Pembilang dan penyebut", numeric=True, note="rupiah"),
    Column(key="kedudukan", label="Kedudukan"),
)


def of_government(tables: Sequence[ShareTable]) -> Table:
    """One row for each usual definition, over the whole government."""
    return _table([_of_total(table) for table in tables])


def of_unit(usual: Iterable[tuple[ShareTable, UnitShare]]) -> Table:
    """The same of one Perangkat Daerah."""
    return _table([_of_unit(table, unit) for table, unit in usual])


def not_loaded(tables: Iterable[ShareTable]) -> str:
    """Channels that are in none of these figures because nobody loaded them."""
    channels = dict.fromkeys(channel.label for table in tables for channel in table.channels_not_loaded)
    if not channels:
        return ""
    return f"Belum dimuat untuk tahun ini, dan karena itu tidak ada dalam angka semua kanal: {', '.join(channels)}."


def _table(rows: list[Row]) -> Table:
    return Table(
        key="berdampingan",
        caption=CAPTION,
        columns=list(COLUMNS),
        rows=rows,
        tight=True,
        show_caption=False,
    )


def _of_total(table: ShareTable) -> Row:
    total = table.total
    standing = words.standing_of_total(table)
    unknown = f"{text.number(total.units_unknown)} Perangkat Daerah belum diketahui" if total.units_unknown else ""
    first = next(iter(table.unknown_units), None)
    if total.share_low_percent is None and first is not None:
        unknown = text.capital_first(words.why(table, first))
    return _row(table, total, words.tag(table, standing), unknown, table.government.name, total.denominator or None)


def _of_unit(table: ShareTable, unit: UnitShare) -> Row:
    standing = words.standing_of(table, unit)
    why = text.capital_first(words.why(table, unit)) if unit.reason else ""
    return _row(table, unit.share, words.tag(table, standing), why, naming.shown(unit.name), unit.denominator)


def _row(
    table: ShareTable, share: Share | Total, tag: StatusTag, why: str, name: str, denominator: Decimal | None
) -> Row:
    definition = table.definition
    low, high = share.share_low_percent, share.share_high_percent
    perhaps = share.unclassified
    open_part = f"{text.rupiah_short(perhaps)} belum terklasifikasi" if perhaps and low is not None else ""
    known = low is not None and share.numerator is not None
    return Row(
        href=reverse("public:definition", args=[definition.id]),
        cells=[
            Cell(text=text.capital_first(definition.label), sub=words.fraction(definition)),
            Cell(
                text=text.percent_between(low, high),
                sub=f"target {text.percent_short(definition.target_percent)}",
                words=low is None,
            ),
            Cell(
                piece=ShareBar(
                    share=share.share_percent,
                    low=low,
                    high=high,
                    target=definition.target_percent,
                    standing=tag.standing,
                    name=f"{definition.label} {name}",
                    with_number=False,
                ),
                sub=open_part,
            ),
            Cell(
                text=words.amount(share.numerator) if known else text.UNKNOWN,
                sub=f"dari {words.amount(denominator)}" if known else "",
                words=not known,
            ),
            Cell(piece=tag, sub=why),
        ],
    )
