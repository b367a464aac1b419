"""What a unit says of its figures, and what the bureau decides on what is disputed."""

import hashlib
from collections.abc import Collection

from django.db import transaction

from belanja.documents import intake as files
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.intake.models import CorrectionRow
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.plans.models import BudgetVersion
from belanja.reporting.models import Dispute, Hearing, HearingAct, Round
from belanja.reporting.selectors import rounds as reads
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.reporting.hearings import HEARINGS, LETTER, Ground, HearingStep, Side, Verdict

from . import states

#: Rows that one answer disputes, at most; each has the same ground and evidence.
MOST_ROWS = 50


@transaction.atomic
def confirm_figures(*, hearing_id: int, government: Government, version: int | None, actor: Actor) -> Hearing:
    """The unit says that its figures are right. Raises RuleBroken: 403/404 for whoever does not answer for it, 409
    after the term, after a dispute, or where the page is old."""
    found, actor = for_unit(hearing_id, government, version, actor)
    return say(found, HearingStep.CONFIRM, "", actor)


@transaction.atomic
def explain_figures(
    *, hearing_id: int, government: Government, version: int | None, note: str, actor: Actor
) -> Hearing:
    """The unit explains its figures in its own words. Raises RuleBroken as `confirm_figures`, 422 without words."""
    found, actor = for_unit(hearing_id, government, version, actor)
    states.need_reason(note)
    return say(found, HearingStep.EXPLAIN, note, actor)


@transaction.atomic
def dispute_figures(
    *,
    hearing_id: int,
    government: Government,
    version: int | None,
    ground: Ground,
    row_ids: Collection[int],
    note: str,
    file_name: str,
    content: bytes,
    actor: Actor,
) -> Hearing:
    """The unit says what is wrong, with a file that shows it: rows behind its figures (`row_ids`, orders), or for
    `MISSING` and `BUDGET` no row.

    Raises RuleBroken as `confirm_figures`; 422 without words, evidence or row, for a row that is not behind its
    figures; 409 for one that was disputed on the same ground.
    """
    found, actor = for_unit(hearing_id, government, version, actor)
    states.need_reason(note)
    evidence = files.copy(file_name, content)
    rows = _rows(found, ground, row_ids)
    taken = {key for key, _row in rows} & set(
        found.disputes.filter(ground=ground.value).exclude(row_key="").values_list("row_key", flat=True)
    )
    if taken:
        raise RuleBroken("dispute_twice", "Baris itu sudah disanggah dengan alasan yang sama.", status=409)
    Dispute.objects.bulk_create(
        Dispute(
            hearing=found, ground=ground.value, row_key=key, row=row, note=note.strip(), file_name=evidence.name,
            media_type=evidence.media_type, sha256=hashlib.sha256(content).hexdigest(), content=content,
            at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
        )
        for key, row in rows
    )  # fmt: skip
    _tell_bureau(found, len(rows), actor)
    return say(found, HearingStep.DISPUTE, note, actor)


@transaction.atomic
def decide_dispute(*, dispute_id: int, government: Government, accept: bool, reason: str, actor: Actor) -> Dispute:
    """The bureau decides on one dispute, with a reason that stays. What is accepted is mended where it came from
    (correction, entered budget, another import): figures are never typed here.

    Raises RuleBroken: 403/404; 403 for whoever disputed, or made or approved the row himself; 409 for one that is
    decided; 422 without a reason.
    """
    institutions.require(actor, Duty.DECIDE_DISPUTE, government)
    found = (
        Dispute.objects.select_for_update(of=("self",))
        .select_related("hearing", "hearing__unit", "hearing__round", "hearing__round__government")
        .filter(hearing__round__government=government, pk=dispute_id)
        .first()
    )
    if found is None:
        raise reads.NOT_THERE
    HEARINGS.rule_for(HearingStep.DECIDE, found.hearing.state, Side.BUREAU)
    if found.verdict != Verdict.OPEN.value:
        raise RuleBroken("dispute_decided", f"Sanggahan ini sudah {found.get_verdict_display()}.", LETTER, status=409)
    states.need_reason(reason)
    if actor.user_id is not None and actor.user_id in _makers(found):
        raise RuleBroken(
            "dispute_own", "Yang menyanggah, mengoreksi, atau mengentri baris ini tidak memutuskannya.", status=409
        )
    found.verdict = (Verdict.ACCEPTED if accept else Verdict.REJECTED).value
    found.reason, found.decided_at = reason.strip(), clock.now()
    found.decided_by_id, found.decided_by_label = actor.user_id, actor.label[:120]
    found.save(update_fields=["verdict", "reason", "decided_at", "decided_by_id", "decided_by_label"])
    _act(found.hearing, HearingStep.DECIDE, Side.BUREAU, reason, actor)
    _event(found.hearing, HearingStep.DECIDE, actor, {"dispute": found.pk, "verdict": found.verdict})
    _tell_unit(found, actor)
    return found


def for_unit(hearing_id: int, government: Government, version: int | None, actor: Actor) -> tuple[Hearing, Actor]:
    """The locked hearing of a round that takes answers, and the actor named by the post in which he answers."""
    # The round first, as closing it does: it is held open until the answer is written.
    of = Round.objects.select_for_update(of=("self",), no_key=True).select_related("government")
    held = of.filter(government=government, hearings=hearing_id).first()
    if held is None:
        raise reads.NOT_THERE
    found = Hearing.objects.select_for_update(of=("self",)).select_related("unit").get(pk=hearing_id)
    institutions.require(actor, Duty.ANSWER_FIGURES, government, unit_id=found.unit_id)
    found.round = held
    if not found.round.takes_answers(clock.today()):
        raise RuleBroken(
            "round_over",
            f"Waktu menjawab berakhir {text.long_date(found.round.due_on)}. Isian Anda masih ada di bawah; sampaikan "
            "kepada Biro PBJ.",
            LETTER,
            status=409,
        )
    unchanged("Tanggapan", found.version, version)
    return found, actor.doing([Duty.ANSWER_FIGURES], found.unit_id)


def say(found: Hearing, step: HearingStep, note: str, actor: Actor) -> Hearing:
    """Write down a step of the unit on its locked hearing."""
    rule = HEARINGS.rule_for(step, found.state, Side.UNIT)
    if rule.targets:
        found.state = rule.targets[0]
    if found.answered_at is None and step is not HearingStep.REASON:  # a reason is no answer to the figures
        found.answered_at, found.answered_by_label = clock.now(), actor.label[:120]
    found.version += 1
    found.save(update_fields=["state", "answered_at", "answered_by_label", "version"])
    _act(found, step, Side.UNIT, note, actor)
    _event(found, step, actor, {})
    return found


def _rows(found: Hearing, ground: Ground, row_ids: Collection[int]) -> list[tuple[str, dict[str, object]]]:
    """Key and picture of each disputed row, in order; one entry without a row for what is said of none."""
    if not ground.of_a_row:
        return [("", {})]
    if not row_ids:
        raise RuleBroken("dispute_row_missing", "Pilih baris yang disanggah.")
    if len(row_ids) > MOST_ROWS:
        raise RuleBroken("dispute_too_many", f"Sanggah paling banyak {MOST_ROWS} baris sekaligus.")
    rows = list(reads.rows_behind(found).filter(pk__in=row_ids))
    if len(rows) != len(set(row_ids)):
        raise RuleBroken("dispute_row_unknown", "Baris itu tidak termasuk angka unit Anda; muat ulang halaman.")
    return [(f"{row.channel}:{row.key}", _picture(row)) for row in rows]


def _picture(row: PurchaseDocument) -> dict[str, object]:
    return {
        "id": row.pk,
        "title": row.title or row.number or row.key,
        "number": row.number or row.key,
        "channel": row.channel,
        "amount": f"{row.amount:.2f}",
        "ordered_on": row.ordered_on.isoformat() if row.ordered_on else None,
        "stages": row.stages,
        "source_row": row.source_row_id,
    }


def _makers(found: Dispute) -> set[int | None]:
    """Who disputed it, and who proposed or approved what the row or the budget says."""
    people: set[int | None] = {found.by_id}
    source = found.row.get("source_row")
    if source:
        touched = CorrectionRow.objects.filter(source_row_id=source)
        for pair in touched.values_list("correction__proposed_by_id", "correction__decided_by_id"):
            people |= set(pair)
    if found.ground == Ground.BUDGET.value:
        of = found.hearing
        entered = BudgetVersion.objects.filter(unit_id=of.unit_id, year=of.round.year, withdrawn_at=None)
        for pair in entered.values_list("proposed_by_id", "decided_by_id"):
            people |= set(pair)
    return people - {None}


def _act(found: Hearing, step: HearingStep, side: Side, note: str, actor: Actor) -> None:
    HearingAct.objects.create(
        hearing=found, step=step.value, side=side.value, note=note.strip(), at=clock.now(), by_id=actor.user_id,
        by_label=actor.label[:120],
    )  # fmt: skip


def _event(found: Hearing, step: HearingStep, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=f"reporting.hearing_{step.value}",
        actor=actor,
        subject=f"hearing:{found.pk}",
        payload={"unit": found.unit.code, "state": found.state, **payload},
        government_code=found.round.government.code,
    )


def _tell_bureau(found: Hearing, count: int, actor: Actor) -> None:
    _tell(
        found,
        institutions.people_with(found.round.government_id, DUTIES[Duty.DECIDE_DISPUTE]),
        f"{text.capital_first(text.count_words(count))} sanggahan atas angka {text.quarter_of(found.round.cut_off)} "
        "menunggu putusan.",
        actor,
    )


def _tell_unit(found: Dispute, actor: Actor) -> None:
    _tell(
        found.hearing,
        institutions.people_in(found.hearing.unit, DUTIES[Duty.ANSWER_FIGURES]),
        f"Sanggahan unit Anda ({found.get_ground_display()}) {found.get_verdict_display()}.",
        actor,
    )


def _tell(found: Hearing, people: Collection[int], words: str, actor: Actor) -> None:
    notices.tell(
        user_ids=set(people) - {actor.user_id or 0}, kind="reporting.dispute", text=words,
        link=f"/laporan/{found.round.government.code}/konfirmasi/unit/{found.pk}/", actor=actor,
        government_code=found.round.government.code,
    )  # fmt: skip
