"""A round: every unit gets its own figures, has its days to answer, and the round closes with what was not said."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.notices.services import Message
from belanja.reporting import canonical, selectors
from belanja.reporting.models import Hearing, HearingAct, Round, Schedule
from belanja.reporting.record import Record
from belanja.reporting.sections import units as unit_section
from belanja.reporting.selectors import rounds as reads
from belanja.rules import reports
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.reporting.hearings import HEARINGS, HearingState, HearingStep, Side
from belanja.rules.reporting.parameters import HEARING_DAYS, REMINDER_DAYS
from belanja.rules.reporting.schedules import Kind

from . import states

#: Who acts when a day comes.
CALENDAR = Actor(user_id=None, label="Belanja, jadwal laporan")


@transaction.atomic
def open_round(*, government: Government, year: int, quarter: int, actor: Actor) -> Round:
    """Show every Perangkat Daerah its own figures of a quarter that has ended, and ask it to answer within the term
    (`laporan.konfirmasi.hari`, working days).

    Raises RuleBroken: 403/404 without the duty, 409 while an earlier round of the quarter is not settled, 422 for a
    quarter that has not ended, 404 where no data is on record.
    """
    states.lock(government)
    institutions.require(actor, Duty.DRAFT_REPORT, government)
    record = selectors.record_of(government=government, year=year, quarter=quarter, checked=False)
    today = clock.today()
    if not reports.is_over(year, quarter, today):
        raise RuleBroken("quarter_not_over", "Triwulan ini belum berakhir; unit ditanya sesudah hari terakhirnya.")
    former = Round.objects.filter(government=government, year=year, quarter=quarter).order_by("-number").first()
    if former is not None and not reads.standing(former).settled:
        raise RuleBroken("round_running", "Putaran konfirmasi triwulan ini belum selesai.", status=409)
    rule = institutions.parameter_row(HEARING_DAYS, government_id=government.pk, on=today)
    days = int(rule.value)
    made = Round.objects.create(
        government=government, year=year, quarter=quarter, number=former.number + 1 if former else 1,
        cut_off=record.cut_off, known_at=record.known_at, days=days, basis=_basis(rule), opened_at=clock.now(),
        opened_by_id=actor.user_id, opened_by_label=actor.label[:120],
        due_on=working_days.after(today, days, government_id=government.pk),
    )  # fmt: skip
    hearings = Hearing.objects.bulk_create(
        Hearing(round=made, unit_id=unit_id, figures=figures, state=HearingState.WAITING.value)
        for unit_id, figures in _shown(record)
    )
    _event("reporting.round_opened", made, actor, {"due_on": str(made.due_on), "units": len(hearings)})
    _ask(made, hearings, "", actor)
    return made


@transaction.atomic
def close_round(*, round_id: int, government: Government, actor: Actor) -> Round:
    """Close a round before its term because every unit has answered. Raises RuleBroken 403/404, 409 for one that is
    closed or in which somebody has not answered."""
    states.lock(government)
    institutions.require(actor, Duty.DRAFT_REPORT, government)
    found = _locked(round_id, government)
    if found.closed_at is not None:
        raise RuleBroken("round_closed", "Putaran ini sudah ditutup.", status=409)
    if found.hearings.filter(state=HearingState.WAITING.value).exists():
        raise RuleBroken(
            "round_waits",
            f"Masih ada unit yang belum menjawab; tenggatnya {text.long_date(found.due_on)}.",
            status=409,
        )
    return _close(found, actor)


def close_due() -> int:
    """Close every round whose term has passed; how many. Silence is written as silence. Twice does no harm."""
    due = Round.objects.filter(closed_at=None, due_on__lt=clock.today()).select_related("government")
    return sum(_close_if_due(one) for one in due.order_by("pk"))


def remind() -> int:
    """Tell units that have not answered that their term ends, once a round; how many units."""
    told = 0
    for one in Round.objects.filter(closed_at=None, due_on__gte=clock.today()).select_related("government"):
        rule = institutions.parameter_row(REMINDER_DAYS, government_id=one.government_id, on=clock.today())
        left = working_days.between(clock.today(), one.due_on, government_id=one.government_id)
        waiting = list(one.hearings.filter(state=HearingState.WAITING.value).select_related("unit").order_by("pk"))
        if left <= int(rule.value) and waiting:
            told += _ask(one, waiting, f"round-{one.pk}-reminder", CALENDAR)
    return told


@transaction.atomic
def set_schedule(
    *,
    government: Government,
    kind: Kind,
    valid_from: date,
    after_days: int,
    runs: bool,
    reason: str,
    actor: Actor,
) -> Schedule:
    """From a day on, reports of a kind fall due by themselves so many working days after their cut-off (or, with
    `runs` False, no more). Raises RuleBroken: 403/404, 422 without a reason or for a day that has passed, 409 where
    that day has a row already."""
    institutions.require(actor, Duty.FREEZE_REPORT, government)
    states.lock(government)
    states.need_reason(reason)
    if valid_from < clock.today():
        raise RuleBroken("schedule_past", "Jadwal berlaku paling cepat mulai hari ini.")
    if not 0 <= after_days <= 60:
        raise RuleBroken("schedule_days", "Isi 0 sampai 60 hari kerja.")
    if Schedule.objects.filter(government=government, kind=kind.value, valid_from=valid_from).exists():
        raise RuleBroken("schedule_taken", "Untuk hari itu jadwalnya sudah ada; pilih hari lain.", status=409)
    made = Schedule.objects.create(
        government=government, kind=kind.value, valid_from=valid_from, after_days=after_days, runs=runs,
        reason=reason.strip(), at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    journal.append(
        name="reporting.schedule_set",
        actor=actor,
        subject=f"schedule:{made.pk}",
        payload={"kind": kind.value, "valid_from": str(valid_from), "after_days": after_days, "runs": runs},
        government_code=government.code,
    )
    return made


def _shown(record: Record) -> Iterable[tuple[int, dict[str, Any]]]:
    """Each unit with its entry of the report and its other shares, as plain values."""
    for entry, unit in zip(unit_section.build(record), record.main.units, strict=True):
        shares = {}
        for key, table in record.tables.items():
            found = table.unit(unit.code)
            if found is not None and table is not record.main:
                shares[key] = {"label": table.definition.label, **unit_section.share(record, key, found)}
        yield unit.id, canonical.plain({"entry": entry, "shares": shares})


def _basis(rule: Any) -> str:
    return f"{rule.legal_basis}; {rule.article}"[:300]


def _ask(of: Round, hearings: list[Hearing], once: str, actor: Actor) -> int:
    """Words to those who answer for each unit; how many units were told."""
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[one.unit_id for one in hearings])}
    period = text.quarter(of.year, of.quarter)
    begin = "Unit Anda belum menjawab atas" if once else "Periksa"
    messages = [
        Message(
            text=f"{begin} angka e-Purchasing {period} unit Anda sebelum dibekukan: benarkan, jelaskan, atau sanggah "
            f"paling lambat {text.long_date(of.due_on)}.",
            link=f"/laporan/{of.government.code}/konfirmasi/unit/{one.pk}/",
            once=once and f"{once}-{one.pk}",
            user_ids=tuple(institutions.people_in(units[one.unit_id], DUTIES[Duty.ANSWER_FIGURES])),
        )
        for one in hearings
    ]
    written = notices.tell_all(
        messages=messages, kind="reporting.round", actor=actor, government_code=of.government.code
    )
    return sum(bool(each) for each in written)


@transaction.atomic
def _close_if_due(found: Round) -> int:
    states.lock(found.government)
    locked = _locked(found.pk, found.government)
    if locked.closed_at is not None or locked.due_on >= clock.today():
        return 0
    _close(locked, CALENDAR)
    return 1


def _close(found: Round, actor: Actor) -> Round:
    now = clock.now()
    rule = HEARINGS.rule_for(HearingStep.LAPSE, HearingState.WAITING.value, Side.TIME)
    silent = list(found.hearings.select_for_update().filter(state=HearingState.WAITING.value).order_by("pk"))
    for one in silent:
        one.state, one.version = rule.targets[0], one.version + 1
    Hearing.objects.bulk_update(silent, ["state", "version"])
    HearingAct.objects.bulk_create(
        HearingAct(hearing=one, step=HearingStep.LAPSE.value, side=Side.TIME.value, at=now, by_label=CALENDAR.label)
        for one in silent
    )
    found.closed_at, found.closed_by_label = now, actor.label[:120]
    found.save(update_fields=["closed_at", "closed_by_label"])
    _event("reporting.round_closed", found, actor, {"silent": len(silent)})
    return found


def _locked(round_id: int, government: Government) -> Round:
    found = Round.objects.select_for_update().filter(government=government, pk=round_id).first()
    if found is None:
        raise reads.NOT_THERE
    return found


def _event(name: str, of: Round, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"round:{of.pk}",
        payload={"year": of.year, "quarter": of.quarter, "number": of.number, **payload},
        government_code=of.government.code,
    )
