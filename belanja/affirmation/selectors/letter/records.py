"""What is on record for the letter, counted for each unit in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Value

from belanja.affirmation.selectors.path import coverage
from belanja.facts.selectors import codes_under_way
from belanja.institutions.models import Acknowledgement, Government
from belanja.needs.models import MOMENTS, Match, Need
from belanja.plans import selectors as plans
from belanja.plans.models import RupPackage
from belanja.proposals.models import ProposalStep, Record
from belanja.purchasing.models import OrderLine
from belanja.rules.buying.reasons import Use, answers
from belanja.rules.buying.states import CANCELLED
from belanja.rules.channels import Mode
from belanja.rules.classification import CLASSES
from belanja.rules.letter import Item
from belanja.rules.needs.states import NeedState, Stage
from belanja.rules.pdn import PdnClass
from belanja.rules.proposals.steps import Step

from .model import ImportLine

#: The stage of the funnel behind each item that counts pairs of need and firm.
STAGES: Mapping[Item, Stage] = {
    Item.INVITED: Stage.TOLD,
    Item.HELPED: Stage.HELPED,
    Item.LISTED: Stage.LISTED,
    Item.BOUGHT: Stage.ORDERED,
}


#: The steps by which the bureau answers a proposal of an etalase.
ANSWERS = [Step.DECIDE.value, Step.FOLD.value, Step.REFUSE.value]


@dataclass(frozen=True)
class Span:
    """Instants `since` until before `until`."""

    since: datetime
    until: datetime

    def of(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.since, f"{field}__lt": self.until})


def received(legal_basis_id: int, until: datetime) -> dict[int, datetime]:
    """Unit -> when it said that it has the letter. One query."""
    told = Acknowledgement.objects.filter(legal_basis_id=legal_basis_id, at__lt=until)
    return dict(told.values_list("unit_id", "at"))


def needs(government: Government, span: Span) -> tuple[Counter[int | None], Counter[int | None]]:
    """Needs posted in the span, and needs open at some time in it, by unit. One query."""
    found = (
        Need.objects.filter(government=government)
        .exclude(state=NeedState.REMOVED.value)
        .values("unit_id")
        .annotate(
            posted=Count("pk", filter=span.of("at")),
            open=Count("pk", filter=Q(at__lt=span.until) & (Q(closed_at__isnull=True) | Q(closed_at__gte=span.since))),
        )
    )
    rows = list(found)
    return (
        Counter({row["unit_id"]: row["posted"] for row in rows}),
        Counter({row["unit_id"]: row["open"] for row in rows}),
    )


def proposals(government: Government, span: Span) -> dict[Item, Counter[int | None]]:
    """Proposed etalase first signed in the span, and those answered in it by the bureau, by unit. One query."""
    ours = span.of("at"), Q(proposal__government=government)
    signed = Record.objects.filter(*ours, kind=Record.Kind.DOSSIER.value, number=1)
    answered = ProposalStep.objects.filter(*ours, step__in=ANSWERS)
    found: dict[Item, Counter[int | None]] = {Item.PROPOSED: Counter(), Item.DECIDED: Counter()}
    told = signed.order_by().values_list(Value(Item.PROPOSED.value), "proposal__unit_id")
    for item, unit_id in told.union(
        answered.order_by().values_list(Value(Item.DECIDED.value), "proposal__unit_id"), all=True
    ):
        found[Item(item)][unit_id] += 1
    return found


def pairs(government: Government, span: Span) -> dict[Item, Counter[int | None]]:
    """Pairs of need and firm that reached the stage of each item in the span, by the unit of the need. One query."""
    counts = {item.name: Count("pk", filter=span.of(MOMENTS[stage])) for item, stage in STAGES.items()}
    found = Match.objects.filter(need__government=government).values_list("need__unit_id").annotate(**counts)
    rows: list[tuple[Any, ...]] = list(found)
    return {item: Counter({row[0]: row[place] for row in rows}) for place, item in enumerate(STAGES, start=1)}


def uncovered(government: Government, year: int) -> dict[int, tuple[int, Decimal]]:
    """Unit -> how many plan lines outside e-Purchasing, with how many rupiah, have a class whose goods no open shelf
    has now, and nothing bought of them yet: those that the way to the target leads to a need, so that works and advice
    are not among them. Some nine queries."""
    covered = coverage(government)
    wanted = [
        code for code, one in CLASSES.items() if one.bought_here and not (code in covered and covered[code].offers)
    ]
    packages = RupPackage.objects.filter(
        government=government, year=year, kind=RupPackage.Kind.PENYEDIA, counts=True, epurchasing=False,
        classed__code__in=wanted,
    )  # fmt: skip
    packages = packages.exclude(code__in=codes_under_way(government_id=government.pk, year=year))
    return plans.untouched(government_id=government.pk, year=year, packages=packages)


def imports(government: Government, span: Span) -> tuple[ImportLine, ...]:
    """Imported lines of orders that both sides signed in the span, the first one first. One query."""
    lines = (
        OrderLine.objects.filter(
            span.of("order__signed_at"), order__government=government, pdn=PdnClass.IMPORT.value, quantity__gt=0
        )
        .exclude(order__state__in=[state.value for state in CANCELLED])
        .exclude(order__mode=Mode.PRACTICE.value)
        .select_related("order__package")
        .order_by("order__signed_at", "order_id", "position")
    )
    return tuple(_import(line) for line in lines)


def _import(line: OrderLine) -> ImportLine:
    order, package = line.order, line.order.package
    assert order.signed_at is not None  # by the filter
    return ImportLine(
        order_code=order.code,
        unit_id=order.unit_id,
        signed_at=order.signed_at,
        name=line.name,
        firm_name=order.firm_name,
        amount=line.total,
        reasons=tuple(reason.label for reason in answers(package.reason_codes, Use.IMPORT)),
        proof=package.import_proof.strip(),
    )


def rolled_up(counts: Mapping[int | None, int], pd_of: Mapping[int, int]) -> dict[int | None, int]:
    """The same by Perangkat Daerah; what belongs to no unit stays there."""
    found: dict[int | None, int] = defaultdict(int)
    for unit_id, count in counts.items():
        found[None if unit_id is None else pd_of.get(unit_id, unit_id)] += count
    return found


def rolled_up_lines(
    found: Mapping[int, tuple[int, Decimal]], pd_of: Mapping[int, int]
) -> dict[int, tuple[int, Decimal]]:
    """Plan lines by Perangkat Daerah."""
    sums: dict[int, tuple[int, Decimal]] = {}
    for unit_id, (count, amount) in found.items():
        pd = pd_of.get(unit_id, unit_id)
        before = sums.get(pd, (0, Decimal(0)))
        sums[pd] = (before[0] + count, before[1] + amount)
    return sums


def imports_by_unit(lines: Iterable[ImportLine], pd_of: Mapping[int, int]) -> dict[int | None, tuple[int, int]]:
    """Perangkat Daerah -> imported lines, and those of them with reason and proof."""
    sums: dict[int | None, tuple[int, int]] = {}
    for line in lines:
        pd = pd_of.get(line.unit_id, line.unit_id)
        every, reasoned = sums.get(pd, (0, 0))
        sums[pd] = (every + 1, reasoned + line.reasoned)
    return sums
