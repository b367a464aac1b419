"""Budgets entered by people: one proposes from a document, a second confirms, and a cut-off uses the one in force."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.budgets import BudgetAmounts, BudgetKind, BudgetState, check_days, checked_amounts
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .. import budgets
from ..models import BudgetPaper, BudgetVersion
from .papers import keep_paper

_SHORTEST_REASON = 5


@transaction.atomic
def propose_budget(
    *,
    unit: Unit,
    year: int,
    kind: BudgetKind | str,
    number: str,
    dated: date,
    valid_from: date,
    amounts: BudgetAmounts,
    actor: Actor,
    stated: Decimal | None = None,
    covers_below: bool = True,
    note: str = "",
    file_name: str = "",
    file_content: bytes = b"",
    paper: BudgetPaper | None = None,
    batch: uuid.UUID | None = None,
) -> BudgetVersion:
    """Enter a unit's budget from its document; figures use it after a second person has confirmed it.

    The document comes as bytes (PDF), or as the `paper` of the sheet that the row was read from. Raises RuleBroken:
    403/404 for a missing duty, 409 where an entry of that day waits already, 422 for amounts, days or a document that
    cannot be, and for an implausible amount without a word of explanation.
    """
    government = Government.objects.get(pk=unit.government_id)
    institutions.require(actor, Duty.ENTER_BUDGET, government, unit_id=unit.pk)
    if unit.numbered or unit.replaced_by_id is not None:
        raise RuleBroken("budget_unit", "Unit ini belum berkode tetap atau sudah diganti; pilih unit yang berlaku.")
    exact = checked_amounts(amounts, stated=stated)
    check_days(year=year, dated=dated, valid_from=valid_from, today=clock.today())
    if not number.strip():
        raise RuleBroken("budget_number_missing", "Isi nomor dokumen anggaran.")
    if paper is None:
        paper = keep_paper(government=government, name=file_name, content=file_content)
    doubt = budgets.doubt_entry(government_id=government.pk, unit_id=unit.pk, year=year, amounts=exact)
    if doubt is not None and len(note.strip()) < _SHORTEST_REASON:
        raise RuleBroken("budget_implausible", f"{doubt.message} Bila memang benar, jelaskan pada keterangan.")
    version = BudgetVersion(
        government=government,
        unit=unit,
        year=year,
        kind=BudgetKind(kind),
        number=number.strip()[:120],
        dated=dated,
        valid_from=valid_from,
        covers_below=covers_below,
        operasi=exact.operasi,
        modal=exact.modal,
        btt=exact.btt,
        non_pengadaan=exact.non_pengadaan,
        pengadaan=exact.pengadaan,
        total=exact.total,
        paper=paper,
        batch=batch,
        note=note.strip(),
        doubt=doubt.told() if doubt else {},
        state=BudgetState.PROPOSED,
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.label,
        proposed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken(
            "budget_already_proposed",
            "Sudah ada entri unit ini untuk tanggal berlaku itu yang menunggu pengesahan.",
            status=409,
        ) from error
    _tell("plans.budget_proposed", version, actor)
    return version


@transaction.atomic
def confirm_budget(*, version_id: int, actor: Actor) -> BudgetVersion:
    """A second person at BPKAD or Biro PBJ confirms an entry: figures use it from its day on. An entry of the very
    same day is replaced. Raises RuleBroken: 403 for the proposer, the console or a missing duty, 409 when decided."""
    version = _taken(version_id, Duty.CONFIRM_BUDGET, actor, {BudgetState.PROPOSED})
    _check_second_person(version, actor)
    now = clock.now()
    former = BudgetVersion.objects.select_for_update().filter(
        unit_id=version.unit_id, year=version.year, valid_from=version.valid_from, state=BudgetState.CONFIRMED
    )
    replaced = list(former.values_list("pk", flat=True))
    former.update(
        state=BudgetState.REPLACED,
        withdrawn_by_id=actor.user_id,
        withdrawn_by_label=actor.label,
        withdrawn_at=now,
        withdrawal_reason=f"Diganti entri {version.number}.",
    )
    feed = budgets.feed_amounts(government_id=version.government_id, year=version.year, unit_ids=[version.unit_id])
    amounts = feed.get(version.unit_id, ())
    version.feed_pengadaan = amounts[0] if len(amounts) == 1 else None
    version.state = BudgetState.CONFIRMED
    version.decided_by_id, version.decided_by_label, version.decided_at = actor.user_id, actor.label, now
    version.save()
    _tell("plans.budget_confirmed", version, actor, replaced=replaced)
    return version


@transaction.atomic
def confirm_budgets(*, version_ids: Sequence[int], actor: Actor) -> list[BudgetVersion]:
    """Confirm several entries (a sheet's rows) at once: all of them or none."""
    if not version_ids:
        raise RuleBroken("nothing_chosen", "Pilih paling sedikit satu entri.")
    return [confirm_budget(version_id=version_id, actor=actor) for version_id in sorted(version_ids)]


@transaction.atomic
def reject_budget(*, version_id: int, reason: str, actor: Actor) -> BudgetVersion:
    """A second person declines an entry; it stays on record with the reason. Raises RuleBroken like
    `confirm_budget`, and 422 without a reason."""
    version = _taken(version_id, Duty.CONFIRM_BUDGET, actor, {BudgetState.PROPOSED})
    _check_second_person(version, actor)
    _check_reason(reason)
    version.state, version.decision_reason = BudgetState.REJECTED, reason.strip()
    version.decided_by_id, version.decided_by_label, version.decided_at = actor.user_id, actor.label, clock.now()
    version.save()
    _tell("plans.budget_rejected", version, actor, because=reason.strip())
    return version


@transaction.atomic
def withdraw_budget(*, version_id: int, reason: str, actor: Actor) -> BudgetVersion:
    """Take an entry back, with a reason: its proposer (or whoever enters for the unit) while it waits, BPKAD or Biro
    PBJ once it is in force. The figures fall back to the former entry or the feed."""
    waits = BudgetVersion.objects.filter(pk=version_id, state=BudgetState.PROPOSED).exists()
    duty = Duty.ENTER_BUDGET if waits else Duty.CONFIRM_BUDGET
    version = _taken(version_id, duty, actor, {BudgetState.PROPOSED, BudgetState.CONFIRMED})
    if waits and version.state != BudgetState.PROPOSED:
        raise RuleBroken("already_decided", "Entri ini sudah diputuskan. Muat ulang halaman.", status=409)
    _check_reason(reason)
    version.state, version.withdrawal_reason = BudgetState.WITHDRAWN, reason.strip()
    version.withdrawn_by_id, version.withdrawn_by_label = actor.user_id, actor.label
    version.withdrawn_at = clock.now()
    version.save()
    _tell("plans.budget_withdrawn", version, actor, because=reason.strip())
    return version


def _taken(version_id: int, duty: Duty, actor: Actor, states: set[BudgetState]) -> BudgetVersion:
    """Lock, duty, state: somebody who may not decide is not to learn what was decided."""
    version = (
        BudgetVersion.objects.select_for_update(of=("self",))
        .select_related("government", "unit")
        .filter(pk=version_id)
        .first()
    )
    if version is None:
        raise RuleBroken("not_found", "Entri anggaran ini tidak ditemukan.", status=404)
    institutions.require(actor, duty, version.government, unit_id=version.unit_id)
    if version.state not in states:
        raise RuleBroken("already_decided", "Entri ini sudah diputuskan. Muat ulang halaman.", status=409)
    return version


def _check_second_person(version: BudgetVersion, actor: Actor) -> None:
    if actor.user_id is None:
        raise RuleBroken("approval_needs_person", "Pengesahan memerlukan orang kedua dengan akunnya.", status=403)
    if version.proposed_by_id == actor.user_id:
        raise RuleBroken("four_eyes", "Pengentri tidak dapat mengesahkan entrinya sendiri.", status=403)


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise RuleBroken("reason_missing", "Tuliskan alasannya, paling sedikit lima huruf.")


def _tell(event: str, version: BudgetVersion, actor: Actor, **more: Any) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"budget_version:{version.pk}",
        government_code=version.government.code,
        payload={
            "unit": version.unit.code,
            "year": version.year,
            "kind": str(version.kind),
            "number": version.number,
            "valid_from": version.valid_from.isoformat(),
            "pengadaan": str(version.pengadaan),
            "paper": version.paper.sha256 if version.paper_id and version.paper else None,
            **more,
        },
    )
