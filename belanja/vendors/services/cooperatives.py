"""A co-operative may list for a member firm once that firm's owner has agreed; either side ends it."""

from django.db import transaction

from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.registration import FirmState, LegalForm

from .. import selectors
from ..models import CooperativeMember, Profile
from .steps import locked, tell


@transaction.atomic
def invite(*, cooperative_id: int, nib: str, actor: Actor) -> CooperativeMember:
    """The co-operative's owner asks a registered firm (by its NIB) to agree that the co-operative lists for it.

    Raises RuleBroken: 404/403, 409 where it is no co-operative or has asked before, 422 for an NIB nobody has.
    """
    profile = locked(cooperative_id)
    selectors.require_member(actor, cooperative_id, owner=True)
    if profile.legal_form != LegalForm.COOPERATIVE or profile.state != FirmState.VERIFIED:
        raise RuleBroken(
            "not_cooperative", "Hanya koperasi yang sudah terverifikasi yang dapat melakukan ini.", status=409
        )
    member = Profile.objects.filter(
        nib=nib.strip(), state__in=[FirmState.VERIFIED.value, FirmState.SUBMITTED.value]
    ).first()
    if member is None or member.firm_id == cooperative_id or not nib.strip():
        raise RuleBroken(
            "member_unknown", "Tidak ada usaha terdaftar dengan NIB ini. Mintalah anggota mendaftar dahulu."
        )
    open_ones = CooperativeMember.objects.filter(
        cooperative_id=cooperative_id, member_id=member.firm_id, ended_at__isnull=True
    )
    over = open_ones.filter(consented_at__isnull=True, invited_at__lte=selectors.invited_since(cooperative_id))
    over.update(ended_at=clock.now())
    if open_ones.exists():
        raise RuleBroken("invited", "Usaha ini sudah dimintai persetujuan atau sudah setuju.", status=409)
    row = CooperativeMember.objects.create(
        cooperative_id=cooperative_id, member_id=member.firm_id, invited_at=clock.now(), invited_by_id=actor.user_id
    )
    _write("vendors.cooperative_asked", row, actor)
    tell(
        member,
        f"{profile.name} meminta izin mencantumkan barang atas nama {member.name}. Jawab di halaman Koperasi.",
        actor,
    )
    return row


@transaction.atomic
def consent(*, row_id: int, actor: Actor) -> CooperativeMember:
    """The member's owner agrees. Doing it twice changes nothing. Raises RuleBroken: 404/403, 409 where it has ended,
    by the co-operative or because nobody answered in its days."""
    row = _locked(row_id)
    selectors.require_member(actor, row.member_id, owner=True)
    late = row.consented_at is None and row.invited_at <= selectors.invited_since(row.cooperative_id)
    if row.ended_at is not None or late:
        raise RuleBroken("ended", "Permintaan ini sudah berakhir.", status=409)
    if row.consented_at is None:
        row.consented_at, row.consented_by_id = clock.now(), actor.user_id
        row.save(update_fields=["consented_at", "consented_by_id"])
        _write("vendors.cooperative_agreed", row, actor)
        tell(locked(row.cooperative_id), f"{row.member.name} setuju barangnya dicantumkan koperasi.", actor)
    return row


@transaction.atomic
def end(*, row_id: int, actor: Actor) -> CooperativeMember:
    """Either owner ends it, from now on. Raises RuleBroken: 404/403, 409 where it has ended."""
    row = _locked(row_id)
    side = row.cooperative_id if selectors.is_member(actor.user_id, row.cooperative_id) else row.member_id
    selectors.require_member(actor, side, owner=True)
    if row.ended_at is not None:
        raise RuleBroken("ended", "Ini sudah berakhir.", status=409)
    row.ended_at, row.ended_by_id = clock.now(), actor.user_id
    row.save(update_fields=["ended_at", "ended_by_id"])
    _write("vendors.cooperative_ended", row, actor)
    return row


def _locked(row_id: int) -> CooperativeMember:
    found = CooperativeMember.objects.select_for_update(of=("self",)).select_related("member", "cooperative")
    row = found.filter(pk=row_id).first()
    if row is None:
        raise RuleBroken("not_found", "Permintaan ini tidak ditemukan.", status=404)
    return row


def _write(name: str, row: CooperativeMember, actor: Actor) -> None:
    journal.append(name=name, actor=actor, subject=f"firm:{row.cooperative_id}", payload={"member": row.member_id})
