"""The working days of purchases once more, in plain Python over records and documents: what `selectors.waits` says must
be this. Nothing that is kept for the first computation is read here."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government
from belanja.intake.feeds.v6_orders import ulid_day
from belanja.plans.models import RupPackage
from belanja.purchasing.models import Handover, Order, OrderStep, Payment
from belanja.rules import periods
from belanja.rules.buying.states import OrderKind, PaymentState, Side
from belanja.rules.buying.turns import turn_after
from belanja.rules.channels import Channel, Stage
from belanja.rules.firms import Scale
from belanja.rules.waits import BAND_KEYS, STRETCHES, TOLD, Gap, Moment, Stretch, Whose, band_of
from belanja.rules.working_days import is_working_day
from belanja.vendors.models import FirmId, ScaleEvidence

from ..selectors.waits import Waits

#: By kind and key of the group and code of the stretch: median, ninetieth, number, and orders without days by reason.
Counted = dict[tuple[str, str, str], tuple[int | None, int | None, int, dict[Gap, int]]]


def recount_waits(found: Waits) -> Counted:
    """Count again everything that a table says."""
    government, groups = found.government, defaultdict[tuple[str, str, str], list[int | Gap]](list)
    for case in _cases(government, found.year, found.cut_off):
        for kind, key in case.places:
            for one in STRETCHES:
                groups[kind, key, one.code].append(case.days(one))
    counted: Counted = {}
    for place, answers in groups.items():
        days = sorted(one for one in answers if not isinstance(one, Gap))
        gaps = dict(sorted(Counter(one for one in answers if isinstance(one, Gap)).items()))
        enough = len(days) >= found.least
        half, most = _nth(days, Decimal("0.5")), _nth(days, Decimal("0.9"))
        counted[place] = (half if enough else None, most if enough else None, len(days), gaps)
    return counted


def wait_differences(found: Waits) -> list[str]:
    """One line for each figure that differs; empty when both computations agree."""
    published: Counted = {
        (kind, group.key, code): (wait.median, wait.ninetieth, wait.spread.count, dict(wait.gaps))
        for kind, groups in found.kinds
        for group in groups
        for code, wait in group.waits.items()
        if wait.spread.count or wait.gaps
    }
    counted = recount_waits(found)
    return [
        f"{'/'.join(place)}: {published.get(place)} lawan {counted.get(place)}"
        for place in sorted(published.keys() | counted.keys())
        if published.get(place) != counted.get(place)
    ]


@dataclass(frozen=True)
class _Case:
    """One order: where it counts, its moments, what it has reached, and whose turn it was from which day on."""

    places: tuple[tuple[str, str], ...]
    channel: Channel
    moments: dict[Moment, date | None]
    reached: frozenset[Moment]
    call_off: bool
    turns: tuple[tuple[date, Side], ...]
    off: frozenset[date]

    def days(self, one: Stretch) -> int | Gap:
        told = TOLD[self.channel]
        if one.start not in told or one.end not in told:
            return Gap.SOURCE_SILENT
        if one.whose is not Whose.ALL and self.channel is not Channel.NATIVE:
            return Gap.SOURCE_SILENT
        if self.call_off and one.end in (Moment.RECEIVED, Moment.PAID):
            return Gap.CALL_OFF
        if one.end not in self.reached:
            return Gap.NOT_YET
        first, last = self.moments[one.start], self.moments[one.end]
        if first is None and one.start is Moment.PLANNED:
            return Gap.NO_PLAN_DAY
        if first is None or last is None:
            return Gap.SOURCE_SILENT
        if last < first:
            return Gap.REVERSED
        working = [day for day in _days(first, last) if is_working_day(day, self.off)]
        if one.whose is Whose.ALL:
            return len(working)
        firms = [day for day in working if self._turn(day) is Side.FIRM]
        return len(firms) if one.whose is Whose.FIRM else len(working) - len(firms)

    def _turn(self, day: date) -> Side | None:
        """Who kept the other waiting on a day: whoever had the turn when the day before ended."""
        found = None
        for since, side in self.turns:
            if since < day:
                found = side
        return found


def _days(first: date, last: date) -> Iterator[date]:
    while first < last:
        first += timedelta(days=1)
        yield first


def _nth(days: list[int], part: Decimal) -> int | None:
    """The fewest days within which at least this part was done."""
    return next((day for place, day in enumerate(days, 1) if place >= part * len(days)), None)


def _cases(government: Government, year: int, day: date) -> Iterator[_Case]:
    off = working_days.holidays(government.pk)
    tops = institutions.pd_map(government.pk, min(day, periods.fiscal_year(year).last))
    documents = PurchaseDocument.objects.filter(government=government, year=year, linked_to__isnull=True)
    for document in documents.filter(vanished=False, channel__in=list(TOLD)).select_related("unit"):
        channel = Channel(document.channel)
        own = Order.objects.filter(code=document.key).first() if channel is Channel.NATIVE else None
        facts = list(document.facts.filter(known_to__isnull=True))
        stages = document.stages
        if stages & (Stage.CANCELLED | Stage.UNCERTAIN) or not stages & (Stage.ORDERED | Stage.CONTRACTED):
            continue
        if channel is Channel.NATIVE and (own is None or not any(fact.counts for fact in facts)):
            continue
        on = document.ordered_on or date(year, 12, 31)
        head = document.unit if tops.get(document.unit_id) in (None, document.unit_id) else None
        code = head.code if head else document.unit.__class__.objects.get(pk=tops[document.unit_id]).code
        band = band_of(document.amount, _ends(government, on))
        scale = own.scale if own else _scale(document.vendor_refs, on)
        moments, reached = _own(own) if own else _imported(document, channel)
        lines = RupPackage.objects.filter(government=government, code__in=document.plan_codes)
        planned = [line.announced_on for line in lines if line.announced_on]
        moments[Moment.PLANNED] = min(planned, default=None)
        upto = "" if band.upto is None else f"{band.upto:.0f}"
        yield _Case(
            places=(
                ("semua", "semua"),
                ("perangkat_daerah", code),
                ("pita_nilai", f"{band.over:.0f}-{upto}"),
                ("skala_usaha", scale or "tidak_diketahui"),
                ("kanal", channel.value),
            ),
            channel=channel,
            moments=moments,
            reached=reached,
            call_off=bool(own and own.kind == OrderKind.CALL_OFF),
            turns=_turns(own) if own else (),
            off=off,
        )


def _own(order: Order) -> tuple[dict[Moment, date | None], frozenset[Moment]]:
    signed = [
        one.day
        for one in Handover.objects.filter(order=order)
        if one.refused_at is None and one.buyer_signed_at and one.firm_signed_at
    ]
    paid = [one.paid_on for one in Payment.objects.filter(order=order) if PaymentState(one.state).paid and one.paid_on]
    moments: dict[Moment, date | None] = {
        Moment.ORDERED: clock.wib(order.created_at).date(),
        Moment.SIGNED: clock.wib(order.signed_at).date() if order.signed_at else None,
        Moment.RECEIVED: max(signed, default=None),
        Moment.PAID: max(paid, default=None),
    }
    ends = ((Moment.SIGNED, order.signed_at), (Moment.RECEIVED, order.handed_over_at), (Moment.PAID, order.paid_at))
    return moments, frozenset(moment for moment, at in ends if at is not None)


def _imported(document: PurchaseDocument, channel: Channel) -> tuple[dict[Moment, date | None], frozenset[Moment]]:
    begun = document.ordered_on
    if channel is Channel.V6:
        written = ulid_day(document.key)
        begun = date.fromisoformat(written) if written else None
    done = [f.day for f in document.facts.filter(known_to__isnull=True, stage=Stage.RECEIVED) if f.day]
    received = max(done, default=None)
    moments: dict[Moment, date | None] = {
        Moment.ORDERED: begun,
        Moment.SIGNED: document.ordered_on,
        Moment.RECEIVED: None if received == document.ordered_on else received,
        Moment.PAID: None,
    }
    stages = ((Moment.SIGNED, Stage.CONTRACTED), (Moment.RECEIVED, Stage.RECEIVED))
    return moments, frozenset(moment for moment, stage in stages if document.stages & stage)


def _turns(order: Order) -> tuple[tuple[date, Side], ...]:
    found = []
    for step in OrderStep.objects.filter(order=order).order_by("pk"):
        whose = turn_after(step.step, step.side, step.target)
        if whose is not None:
            found.append((clock.wib(step.at).date(), whose))
    return tuple(found)


def _ends(government: Government, on: date) -> list[Decimal]:
    return sorted({institutions.parameter(key, government_id=government.pk, on=on) for key in BAND_KEYS})


def _scale(refs: list[str], on: date) -> str:
    """The scale that the latest statements about the firm until that day agree on; empty where they do not."""
    firms = {
        firm
        for ref in refs
        for firm in FirmId.objects.filter(scheme=ref.partition(":")[0], value=ref.partition(":")[2]).values_list(
            "firm_id", flat=True
        )
    }
    said: set[str] = set()
    for firm in firms:
        rows = [
            row
            for row in ScaleEvidence.objects.filter(firm_id=firm).exclude(scale="")
            if row.valid_from is None or row.valid_from <= on
        ]
        latest = max((row.valid_from or date.min for row in rows), default=None)
        said |= {row.scale for row in rows if (row.valid_from or date.min) == latest}
    return Scale(said.pop()).value if len(said) == 1 else ""
