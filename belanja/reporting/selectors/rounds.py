"""Reads of rounds: the one that counts for a report, what a unit was shown with the rows behind it, who answered."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from belanja.facts import selectors as facts
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import HearingState, Verdict
from belanja.rules.reporting.outside import CHANNELS
from belanja.rules.reporting.schedules import Kind
from belanja.rules.reports import State

from ..models import Dispute, Hearing, Round, Schedule, Snapshot

#: Said of a round or a hearing that somebody may not know of.
NOT_THERE = RuleBroken("not_found", "Putaran konfirmasi ini tidak ditemukan.", status=404)


@dataclass(frozen=True)
class Standing:
    """Where a round is: how many units stand in which state, and how many disputes wait."""

    round: Round
    states: Counter[str]
    waiting_disputes: int

    @property
    def units(self) -> int:
        return self.states.total()

    @property
    def silent(self) -> int:
        """Units of which nothing was heard, so far or for good."""
        return self.states[HearingState.WAITING.value] + self.states[HearingState.SILENT.value]

    @property
    def settled(self) -> bool:
        """Whether everything is said and decided, so that figures may be frozen."""
        return self.round.closed_at is not None and not self.waiting_disputes


def rounds(government: Government) -> QuerySet[Round]:
    """Every round of a government, newest first."""
    return Round.objects.filter(government=government).order_by("-year", "-quarter", "-number")


def round_of(government: Government, round_id: int) -> Round:
    """One round; RuleBroken 404 where this government has none of that number."""
    found = Round.objects.select_related("government").filter(government=government, pk=round_id).first()
    if found is None:
        raise NOT_THERE
    return found


def for_report(government: Government, year: int, quarter: int) -> Round | None:
    """The round that a report of a quarter frozen now rests on: the latest one since the version in force was frozen
    (a correction needs one of its own, or a reason)."""
    found = Round.objects.filter(government=government, year=year, quarter=quarter)
    former = (
        Snapshot.objects.filter(
            government=government, year=year, quarter=quarter, state__in=(State.FROZEN, State.ISSUED)
        )
        .order_by("-number")
        .first()
    )
    if former is not None:
        found = found.filter(opened_at__gte=former.frozen_at)
    return found.order_by("-number").first()


def standing(of: Round) -> Standing:
    """Where a round is. Two queries."""
    return standings([of])[0]


def standings(several: list[Round]) -> list[Standing]:
    """Where some rounds are. Two queries, whatever their number."""
    states: dict[int, Counter[str]] = {one.pk: Counter() for one in several}
    rows = Hearing.objects.filter(round__in=several).values_list("round_id", "state").annotate(count=Count("pk"))
    for round_id, state, count in rows:
        states[round_id][state] = count
    open_ones = Dispute.objects.filter(hearing__round__in=several, verdict=Verdict.OPEN.value)
    waiting = dict(open_ones.values_list("hearing__round_id").annotate(count=Count("pk")))
    return [Standing(one, states[one.pk], waiting.get(one.pk, 0)) for one in several]


def hearings(of: Round) -> QuerySet[Hearing]:
    """The units of a round by name, with `said` and `open_disputes` counted."""
    return (
        Hearing.objects.filter(round=of)
        .select_related("unit")
        .annotate(
            disputed=Count("disputes"),
            open_disputes=Count("disputes", filter=Q(disputes__verdict=Verdict.OPEN.value)),
        )
        .order_by("unit__sort_key", "unit__code")
    )


def hearing_of(government: Government, hearing_id: int, actor: Actor) -> Hearing:
    """One unit's part for whoever answers for it, decides on disputes or reads reports. RuleBroken 404 for anybody
    else: what another unit was shown is not his."""
    found = (
        Hearing.objects.select_related("round", "round__government", "unit")
        .filter(round__government=government, pk=hearing_id)
        .first()
    )
    if found is None:
        raise NOT_THERE
    reads = institutions.is_allowed(actor, Duty.SEE_REPORTS, government)
    if not reads and not institutions.is_allowed(actor, Duty.ANSWER_FIGURES, government, unit_id=found.unit_id):
        raise NOT_THERE
    return found


def rows_behind(hearing: Hearing) -> QuerySet[PurchaseDocument]:
    """Orders of the unit and of what counts under it up to the cut-off, newest first: what its figures rest on."""
    of = hearing.round
    tops = institutions.pd_map(of.government_id, of.cut_off)
    unit_ids = [unit for unit, top in tops.items() if top == hearing.unit_id] or [hearing.unit_id]
    found = facts.orders(government_id=of.government_id, year=of.year, unit_ids=unit_ids)
    return found.filter(Q(ordered_on__lte=of.cut_off) | Q(ordered_on__isnull=True))


def outside_of(hearing: Hearing) -> dict[Channel, Decimal]:
    """What the unit, with what counts under it, contracted outside the catalogue up to the cut-off, by channel."""
    of = hearing.round
    tops = institutions.pd_map(of.government_id, of.cut_off)
    found: dict[Channel, Decimal] = {}
    for unit_id, channel, amount in facts.contracted_by_unit(
        government_id=of.government_id, year=of.year, channels=CHANNELS, as_of=of.cut_off
    ):
        if amount and tops.get(unit_id, unit_id) == hearing.unit_id:
            found[Channel(channel)] = found.get(Channel(channel), Decimal(0)) + amount
    return found


def to_answer(government: Government, actor: Actor) -> list[Hearing]:
    """Hearings whose unit this person answers for, while their round takes answers. Nothing is asked where no round
    is open."""
    running = list(Round.objects.filter(government=government, closed_at=None, due_on__gte=clock.today()))
    if not running:
        return []
    units = institutions.units_allowed(actor, Duty.ANSWER_FIGURES, government)
    found = Hearing.objects.filter(round__in=running).select_related("round", "unit")
    if units is not None:
        found = found.filter(unit_id__in=units)
    return list(found.order_by("round__due_on", "unit__sort_key"))


def disputes_waiting(government: Government) -> int:
    """How many disputes wait for the bureau."""
    return Dispute.objects.filter(hearing__round__government=government, verdict=Verdict.OPEN.value).count()


def schedules(government_id: int, on: date) -> dict[Kind, Schedule]:
    """The schedule of each kind in force on a day, for those that have one."""
    rows = Schedule.objects.filter(government_id=government_id, valid_from__lte=on)
    return {Kind(one.kind): one for one in rows.order_by("valid_from", "pk")}


def opens_on(schedule: Schedule, cut_off: date) -> date:
    """The day on which a report of that cut-off falls due."""
    return working_days.after(cut_off, schedule.after_days, government_id=schedule.government_id)
