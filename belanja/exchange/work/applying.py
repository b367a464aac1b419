"""Bringing the chosen rows of a sheet into the catalogue, some at a time; each stands for itself."""

from typing import Final

from django.db import transaction

from belanja.catalogue.models import Via
from belanja.catalogue.services import listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.rules.listings import ListingState

from ..jobs import Progress
from ..models import Upload, UploadRow
from ..rows import Action
from . import pieces

Outcome = UploadRow.Outcome
_SUBMITTABLE: Final = frozenset({ListingState.DRAFT.value, ListingState.REVISION.value})


def apply(upload: Upload, progress: Progress) -> None:
    """Every chosen row that has no outcome yet; what is refused is told with its reason and hinders no other."""
    actor = Actor(user_id=upload.by_id, label=upload.by_label)
    waiting = UploadRow.objects.filter(upload=upload, outcome="", chosen=True).exclude(
        action__in=[Action.WRONG.value, Action.SAME.value]
    )
    done = UploadRow.objects.filter(upload=upload).exclude(outcome="").count()
    while True:
        ids = list(waiting.order_by("place").values_list("pk", flat=True)[: pieces.PIECE])
        progress.tell(done)
        if not ids:
            break
        pieces.take(ids, upload, lambda pk: _one(pk, upload, actor))
        done += len(ids)
    _end(upload)


def _end(upload: Upload) -> None:
    rows = UploadRow.objects.filter(upload=upload)
    upload.counts = {
        **upload.counts,
        "diterapkan": rows.filter(outcome=Outcome.APPLIED).count(),
        "ditolak": rows.filter(outcome=Outcome.REFUSED).count(),
        "draf": rows.filter(outcome=Outcome.APPLIED).exclude(note="").count(),
    }
    upload.state, upload.applied_at, upload.lease = Upload.State.DONE, clock.now(), None
    upload.save(update_fields=["counts", "state", "applied_at", "lease"])


@transaction.atomic
def _one(pk: int, upload: Upload, actor: Actor) -> None:
    row = UploadRow.objects.select_for_update().filter(pk=pk, outcome="").first()
    if row is None:
        return
    try:
        with transaction.atomic():
            _apply(row, upload, actor)
        row.outcome = Outcome.APPLIED
    except RuleBroken as refusal:
        row.outcome, row.offer_id = Outcome.REFUSED, row.offer_id if row.action == Action.CHANGED else None
        row.note, row.after, row.former = _told(refusal), None, None
    row.save(update_fields=["outcome", "offer", "note", "after", "former"])


def _told(refusal: RuleBroken) -> str:
    if refusal.code == "version_stale":
        return f"{refusal.message} Periksa lembar ini sekali lagi; isian Anda masih ada."[:600]
    return refusal.message[:600]


def _apply(row: UploadRow, upload: Upload, actor: Actor) -> None:
    content = Content.from_json(row.content)
    if row.action == Action.NEW:
        assert upload.etalase_id is not None
        offer = listings.draft(
            firm_id=upload.firm_id, government_id=upload.government_id, etalase_id=upload.etalase_id,
            content=content, actor=actor, via=Via.SHEET,
        )  # fmt: skip
        row.offer = offer
    else:
        assert row.offer is not None
        row.former = content_of(row.offer).as_json()
        offer = listings.edit(
            offer_id=row.offer.pk, version=row.version, content=content, actor=actor, via=Via.SHEET, reason=row.reason
        )
    row.after = offer.version
    if offer.state not in _SUBMITTABLE:
        return
    if not row.complete:
        row.note = "Tersimpan sebagai draf: buka barangnya, lengkapi yang kurang, lalu ajukan."
    elif upload.submits:
        row.note = _submit(offer.pk, offer.version, actor)


def _submit(offer_id: int, version: int, actor: Actor) -> str:
    """Why it stays a draft; empty where it was submitted."""
    try:
        with transaction.atomic():
            listings.submit(offer_id=offer_id, version=version, actor=actor)
    except RuleBroken as refusal:
        return f"Tersimpan sebagai draf, belum diajukan: {refusal.message}"[:600]
    return ""
