"""Flags become cases: gathered by rules.flags.cases, the weightiest first, as many a week as the auditors can take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules import codes
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.flags import cases as rules
from belanja.rules.oversight.states import JOINABLE, CaseState, Side
from belanja.rules.oversight.steps import Step

from ..models import Case, CaseFlag, Flag
from ..selectors import flags as reading
from . import base


@dataclass(frozen=True)
class Opened:
    """What a pass did: new cases, cases that flags joined, and groups that wait for a later week."""

    opened: int
    joined: int
    waiting: int


@transaction.atomic
def open_cases(*, government: Government) -> Opened:
    """Open and join the cases of a government's shown, unanswered flags. Twice does no harm: a flag is in one open case
    at most."""
    Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    book = institutions.book(government_id=government.pk, on=clock.today())
    waiting = {one.pk: one for one in reading.unasked(government_id=government.pk).order_by("pk")}
    open_now = {one.key: one for one in Case.objects.filter(government=government, closed_at__isnull=True)}
    joinable = {key for key, one in open_now.items() if CaseState(one.state) in JOINABLE}
    groups = rules.grouped(
        map(_asks, waiting.values()), accepted=reading.accepted(government_id=government.pk), book=book
    )
    groups = [one for one in groups if one.case in joinable or one.case not in open_now]
    week = rules.week(
        groups,
        auditors=len(institutions.people_with(government.pk, DUTIES[Duty.REVIEW_CASE])),
        opened=_of_this_week(government.pk),
        open_cases=joinable,
        book=book,
    )
    for group in week.opened:
        _open(government, [waiting[int(one.key)] for one in group.flags], group)
    for group in week.joined:
        _join(base.locked(open_now[group.case].pk), [waiting[int(one.key)] for one in group.flags])
    return Opened(len(week.opened), len(week.joined), len(week.waiting))


def _asks(flag: Flag) -> rules.Flag:
    """It asks today, whenever it was found: what was held back by an accepted reason comes up when its days are over,
    also if it stands unchanged."""
    return rules.Flag(
        str(flag.pk), flag.indicator, flag.strong, clock.today(), flag.case_key, flag.amount or Decimal(0)
    )


def _of_this_week(government_id: int) -> int:
    """Cases opened since Monday."""
    today = clock.today()
    monday = clock.midnight(today - timedelta(days=today.weekday()))
    return Case.objects.filter(government_id=government_id, opened_at__gte=monday).count()


def _open(government: Government, flags: Sequence[Flag], group: rules.Candidate) -> None:
    now = clock.now()
    case = Case(
        code=codes.new(), government=government, key=group.case, year=flags[0].year, unit_id=_common(flags, "unit_id"),
        firm_id=_common(flags, "firm_id"), officer_id=_common(flags, "officer_id"), amount=group.amount,
        priority=group.priority, state="", since=now, opened_at=now, version=0,
    )  # fmt: skip
    base.take(case, Step.OPEN, side=Side.TIME, actor=base.CALENDAR, flags=len(flags))
    _add(case, flags)
    base.tell_apip(case, f"Kasus {case.code} dibuka dari {len(flags)} tanda; belum ada auditornya.", base.CALENDAR)


def _join(case: Case, flags: Sequence[Flag]) -> None:
    _add(case, flags)
    every = Flag.objects.filter(in_case__case=case)
    group = rules.Candidate(case.key, tuple(map(_asks, every)))
    case.amount, case.priority = group.amount, group.priority
    about = f"{len(flags)} tanda"
    base.take(case, Step.JOIN, side=Side.TIME, actor=base.CALENDAR, about=about, flags=len(flags))
    if case.reviewer_id is not None:
        base.tell_apip(case, f"Kasus {case.code} mendapat {about} baru.", base.CALENDAR)


def _add(case: Case, flags: Iterable[Flag]) -> None:
    now = clock.now()
    CaseFlag.objects.bulk_create(CaseFlag(case=case, flag=one, indicator=one.indicator, joined_at=now) for one in flags)


def _common(flags: Sequence[Flag], name: str) -> int | None:
    """What all flags have in common, if anything."""
    values = {getattr(one, name) for one in flags}
    return values.pop() if len(values) == 1 else None
