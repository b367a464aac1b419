"""What the calendar does: it opens the draft and the round of a report that falls due, and tells of a month's end."""

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.notices import services as notices
from belanja.reporting.models import Round, Schedule
from belanja.reporting.selectors import rounds as reads
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.reporting.schedules import Due, Kind, latest_ended

from . import rounds, snapshots
from .rounds import CALENDAR


def open_due() -> int:
    """Open what falls due today or did since; how many rounds and months. Twice does no harm: a quarter that has a
    round is not opened again, a month is told once."""
    governments = Government.objects.filter(pk__in=Schedule.objects.values("government"))
    return sum(_open_of(one) for one in governments.order_by("pk"))


def _open_of(government: Government) -> int:
    today, done = clock.today(), 0
    for kind, schedule in reads.schedules(government.pk, today).items():
        due = latest_ended(kind, today)
        opens = reads.opens_on(schedule, due.cut_off)
        if schedule.runs and schedule.valid_from <= opens <= today:
            done += _open_round(government, due) if kind.has_round else _tell_month(government, due)
    return done


def _open_round(government: Government, due: Due) -> int:
    if Round.objects.filter(government=government, year=due.year, quarter=due.quarter).exists():
        return 0
    try:
        with transaction.atomic():
            for step in (snapshots.open_draft, rounds.open_round):
                step(government=government, year=due.year, quarter=due.quarter, actor=CALENDAR)
    except RuleBroken as refusal:
        # Without data there is nothing to ask; whoever loads it is told once.
        return _tell(government, due, f"{due.label} tidak dapat dibuka: {refusal.message}", Duty.DRAFT_REPORT)
    words = f"Draf dan putaran konfirmasi {due.label} dibuka; data sampai {text.long_date(due.cut_off)}."
    _tell(government, due, words, Duty.DRAFT_REPORT)
    return 1


def _tell_month(government: Government, due: Due) -> int:
    words = f"Dasbor {due.label} dapat dibaca; data sampai {text.long_date(due.cut_off)}."
    return _tell(government, due, words, Duty.SEE_REPORTS)


def _tell(government: Government, due: Due, words: str, duty: Duty) -> int:
    """Words once a period; how many messages (0: told before)."""
    page = "pimpinan" if due.kind is Kind.MONTH else "laporan"
    with transaction.atomic():
        written = notices.tell(
            user_ids=institutions.people_with(government.pk, DUTIES[duty]),
            kind="reporting.schedule",
            text=words,
            link=f"/{page}/{government.code}/" + (f"?sampai={due.cut_off}" if due.kind is Kind.MONTH else ""),
            actor=CALENDAR,
            government_code=government.code,
            once=f"report-{government.code}-{due.kind}-{due.cut_off}",
        )
    return int(bool(written))
