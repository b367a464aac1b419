"""What each unit bought in each channel, by stage and day, with its marks: from source rows, in plain Python."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from belanja.facts.models import MarkedSpend, SpendFact
from belanja.rules.channels import Channel, Stage

from .marks import PDN_BUKTI, PDN_RUP, UMKK_BUKTI, UMKK_RUP, Marks, marks_of, native_marks
from .orders import imported_orders
from .rows import tree_of

MARKINGS = (PDN_RUP, UMKK_RUP, PDN_BUKTI, UMKK_BUKTI)
ZERO = Decimal("0.00")
Key = tuple[str, str, int, date | None]
"""Unit's code, channel, stage, day."""


@dataclass
class Sums:
    amount: Decimal = ZERO
    parts: int = 0
    yes: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(MARKINGS, ZERO))
    no: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(MARKINGS, ZERO))

    def told(self) -> tuple[Decimal, ...]:
        return (self.amount, Decimal(self.parts), *self.yes.values(), *self.no.values())


def channel_sums(government_id: int, year: int) -> Mapping[Key, Sums]:
    """Every stage of every channel, unit and day."""
    tree, marks = tree_of(government_id, year, date(year, 12, 31)), marks_of(government_id, year)
    sums: dict[Key, Sums] = defaultdict(Sums)
    for order in imported_orders(government_id, year, tree).values():
        unit = max(order.units, key=lambda code: tree.ids.get(code, 0))
        for stage in Stage:
            for part in marks.of(order, stage):
                cell = sums[unit, str(order.channel), int(stage), part.day]
                cell.amount += part.amount
                cell.parts += 1
                for marking, (yes, no) in part.marks.items():
                    cell.yes[marking] += yes
                    cell.no[marking] += no
    _add_native(sums, government_id, year, marks)
    return sums


def _add_native(sums: dict[Key, Sums], government_id: int, year: int, marks: Marks) -> None:
    """Own packages have no source row: their facts are the source. The plan speaks of them, and what their lines were
    bought as."""
    facts = SpendFact.objects.filter(
        government_id=government_id, year=year, channel=Channel.NATIVE, counts=True, known_to__isnull=True
    ).select_related("document", "unit")
    for fact in facts:
        cell = sums[fact.unit.code, str(Channel.NATIVE), fact.stage, fact.day]
        cell.amount += fact.amount
        cell.parts += 1
        for marking in MARKINGS:
            yes, no = native_marks(marks, fact, marking)
            cell.yes[marking] += yes
            cell.no[marking] += no


def channel_differences(government_id: int, year: int) -> list[str]:
    """Where the marked aggregate and the recount disagree, to the sen; empty when both agree."""
    counted = channel_sums(government_id, year)
    published: dict[Key, Sums] = defaultdict(Sums)
    for row in MarkedSpend.objects.filter(government_id=government_id, year=year).select_related("unit"):
        cell = published[row.unit.code, row.channel, row.stage, row.day]
        cell.amount += row.amount
        cell.parts += row.facts
        for marking in MARKINGS:
            cell.yes[marking] += getattr(row, f"{marking}_yes")
            cell.no[marking] += getattr(row, f"{marking}_no")
    none = Sums()
    return [
        f"{key}: {published.get(key, none).told()} lawan {counted.get(key, none).told()}"
        for key in sorted(published.keys() | counted.keys(), key=str)
        if published.get(key, none).told() != counted.get(key, none).told()
    ]


__all__ = ["MARKINGS", "Sums", "channel_differences", "channel_sums"]
