"""What doing a piece of work would do to the shares, computed by the same measures as the shares themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Sum

from belanja.affirmation import evidence as records
from belanja.affirmation.evidence import Evidence, Spend
from belanja.affirmation.figures import Definition, ShareTable
from belanja.facts.models import SpendFact
from belanja.institutions.models import Government
from belanja.rules import money
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import NUMERATORS, STAGES, Numerator
from belanja.rules.worklists import Work

from ..definitions import definition_for
from ..shares import tabulate
from .found import Item


@dataclass(frozen=True)
class Effect:
    """One share (of a Perangkat Daerah, or of the government) under one numerator, now and with the work done, in
    percent; None where it is not known."""

    numerator: Numerator
    label: str
    before: Decimal | None
    after: Decimal | None

    @property
    def moves(self) -> bool:
        return self.after is not None and self.after != self.before


@dataclass(frozen=True)
class Effects:
    """Effects by Perangkat Daerah, and for the whole government (key None)."""

    by_pd: Mapping[int | None, Effect]


#: Which numerator a kind of work moves, and to which stage it brings what is on its list.
MOVES: dict[Work, Numerator] = {
    Work.TUTUP: Numerator.SELESAI,
    Work.KONFIRMASI: Numerator.SELESAI,
    Work.TANPA_PESANAN: Numerator.KONTRAK,
}


class Basis:
    """The evidence of one government and year under the default indicator; gathered once."""

    def __init__(self, government: Government, year: int) -> None:
        self.definition: Definition = definition_for(
            government,
            indicator="epurchasing",
            numerator=None,
            denominator=None,
            on=records.measured_on(year, None),
        )
        wanted = replace(records.wanted([self.definition]), stages=frozenset(STAGES.values()))
        self.evidence: Evidence = records.gather([government], year=year, as_of=None, wanted=wanted)[government.pk]
        self.table: ShareTable = tabulate(self.evidence, self.definition)

    def effects(self, work: Work, items: Iterable[Item]) -> Effects | None:
        """What finishing every item of this work does; one query at most. None for work that moves no share."""
        numerator = MOVES.get(work)
        items = list(items)
        if numerator is None or not items:
            return None
        definition = replace(self.definition, numerator=NUMERATORS[numerator])
        if work in (Work.TUTUP, Work.KONFIRMASI):
            added = _received([item.id for item in items])
        else:
            added = {}
            for item in items:
                key = item.pd_id, str(Channel.V6)
                added[key] = added.get(key, money.ZERO) + item.amount
        before = tabulate(self.evidence, definition)
        after = tabulate(self._with(added, STAGES[numerator]), definition)
        label = f"porsi {definition.numerator.label.lower()}"
        later = {unit.id: unit.share_percent for unit in after.units}
        found: dict[int | None, Effect] = {
            unit.id: Effect(numerator, label, unit.share_percent, later.get(unit.id)) for unit in before.units
        }
        found[None] = Effect(numerator, label, before.total.share_percent, after.total.share_percent)
        return Effects(found)

    def _with(self, added: Mapping[tuple[int, str], Decimal], stage: Stage) -> Evidence:
        spend: dict[int, dict[tuple[Stage, str], Spend]] = defaultdict(dict)
        for unit_id, sums in self.evidence.spend.items():
            spend[unit_id] = dict(sums)
        for (unit_id, channel), amount in added.items():
            had = spend[unit_id].get((stage, channel), Spend(money.ZERO, money.ZERO, 0))
            spend[unit_id][stage, channel] = replace(had, amount=had.amount + amount, facts=had.facts + 1)
        return replace(self.evidence, spend=spend)


def _received(document_ids: list[int]) -> dict[tuple[int, str], Decimal]:
    """Rupiah handed over of these orders, by unit and channel: what their completion would add."""
    rows = (
        SpendFact.objects.filter(document_id__in=document_ids, stage=Stage.RECEIVED, known_to__isnull=True, counts=True)
        .values_list("unit_id", "channel")
        .annotate(sum=Sum("amount"))
        .order_by()
    )
    return {(unit_id, channel): amount for unit_id, channel, amount in rows}
