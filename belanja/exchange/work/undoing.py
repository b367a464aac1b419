"""Giving back what a sheet changed, row by row."""

from django.db import transaction

from belanja.catalogue.models import Offer, Via
from belanja.catalogue.services import listings
from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.rules.listings import ListingState

from ..jobs import Progress
from ..models import Upload, UploadRow
from ..rows import Action
from . import pieces

Outcome = UploadRow.Outcome


def undo(upload: Upload, progress: Progress) -> None:
    """The last row first. A listing that was changed again since the sheet stays as it is, and that is told."""
    actor = Actor(user_id=upload.by_id, label=upload.by_label)
    applied = UploadRow.objects.filter(upload=upload, outcome=Outcome.APPLIED)
    done = UploadRow.objects.filter(upload=upload, outcome__in=[Outcome.UNDONE, Outcome.KEPT]).count()
    while True:
        ids = list(applied.order_by("-place").values_list("pk", flat=True)[: pieces.PIECE])
        progress.tell(done)
        if not ids:
            break
        pieces.take(ids, upload, lambda pk: _one(pk, upload, actor))
        done += len(ids)
    rows = UploadRow.objects.filter(upload=upload)
    upload.counts = {
        **upload.counts,
        "dibatalkan": rows.filter(outcome=Outcome.UNDONE).count(),
        "tetap": rows.filter(outcome=Outcome.KEPT).count(),
    }
    upload.state, upload.undone_at, upload.lease = Upload.State.UNDONE, clock.now(), None
    upload.save(update_fields=["counts", "state", "undone_at", "lease"])


@transaction.atomic
def _one(pk: int, upload: Upload, actor: Actor) -> None:
    row = UploadRow.objects.select_for_update().filter(pk=pk, outcome=Outcome.APPLIED).first()
    if row is None or row.offer_id is None or row.after is None:
        return
    why = f"Pembatalan lembar {upload.name[:120]} tanggal {text.long_date(upload.created_at)}"
    try:
        with transaction.atomic():
            _give_back(row, why, actor)
        row.outcome, row.note = Outcome.UNDONE, ""
    except RuleBroken as refusal:
        row.outcome, row.note = Outcome.KEPT, refusal.message[:600]
    row.save(update_fields=["outcome", "note"])


def _give_back(row: UploadRow, why: str, actor: Actor) -> None:
    assert row.offer_id is not None
    assert row.after is not None
    if row.action == Action.NEW:
        state = Offer.objects.values_list("state", flat=True).get(pk=row.offer_id)
        if state != ListingState.REMOVED.value:
            listings.remove(offer_id=row.offer_id, version=row.after, actor=actor, reason=why)
        return
    assert row.former is not None
    listings.edit(
        offer_id=row.offer_id,
        version=row.after,
        content=Content.from_json(row.former),
        actor=actor,
        via=Via.SHEET,
        reason=why,
    )
