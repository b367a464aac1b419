"""Parameters and counting modes: one person proposes, another approves, and only the future changes."""

from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import CountingMode, Government, LegalBasis, ParameterRow
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import parameters as rules
from belanja.rules.channels import Channel, Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

Proposal = TypeVar("Proposal", ParameterRow, CountingMode)


@transaction.atomic
def propose_parameter(
    *,
    government: Government,
    key: str,
    value: str,
    valid_from: date,
    legal_basis: LegalBasis,
    actor: Actor,
    article: str = "",
    reason: str = "",
) -> ParameterRow:
    """Propose a value of one of `rules.parameters` for a government, from a day in the future on.

    Raises RuleBroken: 404 unknown key, 422 for a value, day or legal basis that cannot be, 409 where a row of
    that day exists, 403/404 for a missing duty.
    """
    selectors.require(actor, Duty.PROPOSE_PARAMETER, government)
    checked = rules.checked_value(key, value)
    _check_future(valid_from)
    _check_basis(legal_basis, government, valid_from)
    row = ParameterRow(
        key=key,
        government=government,
        value=checked,
        valid_from=valid_from,
        legal_basis=legal_basis,
        article=article.strip(),
        reason=reason.strip(),
        proposed_by_id=actor.user_id,
        proposed_at=clock.now(),
    )
    _insert(row)
    _tell_proposal("institutions.parameter_proposed", row, actor)
    return row


@transaction.atomic
def approve_parameter(*, parameter_id: int, actor: Actor) -> ParameterRow:
    """A second person puts a proposed value in force from its day on. Raises RuleBroken: 403 for the proposer or a
    missing duty, 409 for a proposal already decided or whose day has come."""
    row = ParameterRow.objects.select_for_update(of=("self",)).select_related("government", "legal_basis")
    return _approve(_found(row.filter(pk=parameter_id).first()), "institutions.parameter_approved", actor)


@transaction.atomic
def reject_parameter(*, parameter_id: int, reason: str, actor: Actor) -> ParameterRow:
    """Decline a proposal; it stays on record. Raises RuleBroken like `approve_parameter`, and 422 without a reason."""
    row = ParameterRow.objects.select_for_update(of=("self",)).select_related("government", "legal_basis")
    return _reject(_found(row.filter(pk=parameter_id).first()), "institutions.parameter_rejected", reason, actor)


@transaction.atomic
def propose_counting_mode(
    *,
    government: Government,
    mode: Mode,
    valid_from: date,
    actor: Actor,
    legal_basis: LegalBasis | None = None,
    channel: Channel = Channel.NATIVE,
    reason: str = "",
) -> CountingMode:
    """Propose how packages of a channel count from a day in the future on. *Katalog lokal* needs a legal basis.
    Raises RuleBroken like `propose_parameter`."""
    selectors.require(actor, Duty.PROPOSE_PARAMETER, government)
    _check_future(valid_from)
    if mode is Mode.LOCAL and legal_basis is None:
        raise RuleBroken(
            "local_catalogue_basis",
            "Katalog lokal memerlukan dasar hukum yang mengakui pesanan di sini sebagai e-Purchasing.",
            "Perpres 16/2018 jo. 46/2025: e-Purchasing adalah pembelian melalui katalog elektronik",
        )
    if legal_basis is not None:
        _check_basis(legal_basis, government, valid_from)
    row = CountingMode(
        government=government,
        channel=channel,
        mode=mode,
        valid_from=valid_from,
        legal_basis=legal_basis,
        reason=reason.strip(),
        proposed_by_id=actor.user_id,
        proposed_at=clock.now(),
    )
    _insert(row)
    _tell_proposal("institutions.counting_mode_proposed", row, actor)
    return row


@transaction.atomic
def approve_counting_mode(*, counting_mode_id: int, actor: Actor) -> CountingMode:
    """A second person puts a declaration in force; see `approve_parameter`."""
    row = CountingMode.objects.select_for_update(of=("self",)).select_related("government", "legal_basis")
    return _approve(_found(row.filter(pk=counting_mode_id).first()), "institutions.counting_mode_approved", actor)


@transaction.atomic
def reject_counting_mode(*, counting_mode_id: int, reason: str, actor: Actor) -> CountingMode:
    """Decline a declaration; see `reject_parameter`."""
    row = CountingMode.objects.select_for_update(of=("self",)).select_related("government", "legal_basis")
    return _reject(
        _found(row.filter(pk=counting_mode_id).first()), "institutions.counting_mode_rejected", reason, actor
    )


def _found(row: Proposal | None) -> Proposal:
    if row is None:
        raise RuleBroken("not_found", "Usulan ini tidak ditemukan.", status=404)
    return row


def _check_future(valid_from: date) -> None:
    if valid_from <= clock.today():
        raise RuleBroken(
            "not_in_future", "Tanggal berlaku harus setelah hari ini; angka yang sudah terbit tidak berubah."
        )


def _check_basis(basis: LegalBasis, government: Government, on: date) -> None:
    if basis.government_id not in (None, government.pk):
        raise RuleBroken("not_found", "Dasar hukum ini tidak ditemukan.", status=404)
    if basis.in_force_to is not None and basis.in_force_to <= on:
        raise RuleBroken("legal_basis_ended", "Dasar hukum ini sudah tidak berlaku pada tanggal itu.")


def _insert(row: ParameterRow | CountingMode) -> None:
    """Write a proposal; another one (open or approved) for the same day is a clash, told by the database itself."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken(
            "already_proposed", "Sudah ada usulan atau nilai untuk tanggal berlaku itu.", status=409
        ) from error


def _approve(row: Proposal, event: str, actor: Actor) -> Proposal:
    _check_open(row, actor)
    if actor.user_id is None:
        raise RuleBroken(
            "approval_needs_person",
            "Persetujuan memerlukan orang kedua yang masuk dengan akunnya.",
            status=403,
        )
    if row.proposed_by_id == actor.user_id:
        raise RuleBroken("four_eyes", "Pengusul tidak dapat menyetujui usulannya sendiri.", status=403)
    if row.valid_from <= clock.today():
        raise RuleBroken(
            "too_late",
            "Tanggal berlaku usulan ini sudah tiba. Tolak, lalu usulkan dengan tanggal baru.",
            status=409,
        )
    row.approved_by_id, row.approved_at = actor.user_id, clock.now()
    row.save(update_fields=["approved_by_id", "approved_at"])
    _tell_proposal(event, row, actor)
    return row


def _reject(row: Proposal, event: str, reason: str, actor: Actor) -> Proposal:
    _check_open(row, actor)
    if not reason.strip():
        raise RuleBroken("reason_missing", "Tulis alasan penolakan.")
    row.rejected_by_id, row.rejected_at = actor.user_id, clock.now()
    row.save(update_fields=["rejected_by_id", "rejected_at"])
    _tell_proposal(event, row, actor, rejected_because=reason.strip())
    return row


def _check_open(row: ParameterRow | CountingMode, actor: Actor) -> None:
    """The duty, then the state: somebody who may not decide is not to learn what was decided."""
    if row.government is None:
        raise RuleBroken("not_found", "Usulan ini tidak ditemukan.", status=404)
    selectors.require(actor, Duty.APPROVE_PARAMETER, row.government)
    if row.approved_at is not None or row.rejected_at is not None:
        raise RuleBroken("already_decided", "Usulan ini sudah diputuskan.", status=409)


def _tell_proposal(event: str, row: ParameterRow | CountingMode, actor: Actor, **more: str) -> None:
    if isinstance(row, ParameterRow):
        subject, payload = f"parameter:{row.pk}", {"key": row.key, "value": row.value}
    else:
        subject, payload = f"counting_mode:{row.pk}", {"channel": str(row.channel), "mode": str(row.mode)}
    journal.append(
        name=event,
        actor=actor,
        subject=subject,
        government_code=row.government.code if row.government else "",
        payload={
            **payload,
            "valid_from": row.valid_from.isoformat(),
            "legal_basis": row.legal_basis.slug if row.legal_basis else None,
            "reason": row.reason,
            **more,
        },
    )
