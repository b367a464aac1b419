"""The work on uploads, taken by `belanja work`: one upload at a time, in small transactions, under a lease.

The lease is a moment in the row until which its holder has the upload for itself; every small step prolongs it. A
process that is killed leaves everything it finished and a lease that ends; the next one goes on from there.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from belanja.foundation import clock, work
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken

from .models import WORKING, Upload, UploadRow

_LEASE = timedelta(seconds=60)
#: Sheets up to this size are read in the request that brings them, changes up to this number are applied in it.
READ_AT_ONCE = 256 * 1024
APPLY_AT_ONCE = 50

_log = logging.getLogger(__name__)


class LostLeaseError(RuntimeError):
    """Another process has taken the upload over; this one stops."""


class Progress:
    """How far the work on one upload is; telling it prolongs the lease."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self._lease = upload.lease

    def tell(self, done: int | None = None, *, total: int | None = None) -> None:
        """Raises LostLeaseError where somebody else holds the upload now."""
        lease = clock.now() + _LEASE
        more = {"done": done} if done is not None else {}
        more |= {"total": total} if total is not None else {}
        held = Upload.objects.filter(pk=self.upload.pk, lease=self._lease)
        if not held.update(lease=lease, **more):
            raise LostLeaseError
        self._lease = self.upload.lease = lease


@work.step("exchange.uploads")
def step() -> bool:
    """Take one upload on which there is work and nobody is; whether there was one."""
    upload = _take()
    if upload is None:
        return False
    _work(upload)
    _announce(upload.pk)
    return True


_READY = {
    (
        Upload.Kind.SHEET,
        Upload.State.HEADINGS,
    ): "Lembar {name} terbaca. Katakan arti kolomnya, lalu lihat pratinjaunya.",
    (Upload.Kind.SHEET, Upload.State.PREVIEW): "Lembar {name} selesai diperiksa. Lihat apa yang akan berubah.",
    (Upload.Kind.SHEET, Upload.State.DONE): "Lembar {name} selesai diterapkan.",
    (Upload.Kind.PHOTOS, Upload.State.DONE): "Foto dari {name} selesai ditambahkan.",
    (Upload.Kind.SHEET, Upload.State.UNDONE): "Perubahan dari lembar {name} selesai dibatalkan.",
    (Upload.Kind.PHOTOS, Upload.State.UNDONE): "Foto dari {name} selesai dihapus.",
    (Upload.Kind.SHEET, Upload.State.REFUSED): "Lembar {name} tidak dapat dibaca. Sebabnya ada di halamannya.",
    (Upload.Kind.PHOTOS, Upload.State.REFUSED): "Berkas {name} tidak dapat dibaca. Sebabnya ada di halamannya.",
}


def _announce(upload_id: int) -> None:
    """Tell whoever sent it that there is something to see: nobody has to sit before the progress bar."""
    upload = Upload.objects.defer("content").select_related("government").get(pk=upload_id)
    words = _READY.get((Upload.Kind(upload.kind), Upload.State(upload.state)))
    if words is None or upload.by_id is None:
        return
    notices.tell(
        user_ids=[upload.by_id],
        kind="exchange.upload_ready",
        text=words.format(name=upload.name[:120]),
        link=f"/usaha/{upload.firm_id}/lembar/{upload.pk}/",
        actor=Actor(user_id=None, label="pekerjaan latar"),
        government_code=upload.government.code,
    )


def work_now(upload_id: int) -> None:
    """Do the work on one upload in this process, where it is small and nobody has begun."""
    upload = _take(only=upload_id)
    if upload is not None:
        _work(upload)


@transaction.atomic
def _take(*, only: int | None = None) -> Upload | None:
    now = clock.now()
    waiting = Upload.objects.filter(Q(lease__isnull=True) | Q(lease__lt=now), state__in=list(WORKING))
    if only is not None:
        waiting = waiting.filter(pk=only)
    upload = waiting.order_by(F("lease").asc(nulls_first=True), "id").select_for_update(skip_locked=True).first()
    if upload is None:
        return None
    upload.lease = now + _LEASE
    upload.save(update_fields=["lease"])
    return upload


def _work(upload: Upload) -> None:
    from .work import applying, photos, sheet_rows, undoing

    works: dict[tuple[str, str], Callable[[Upload, Progress], None]] = {
        (Upload.Kind.SHEET, Upload.State.WAITING): sheet_rows.read,
        (Upload.Kind.SHEET, Upload.State.READING): sheet_rows.read,
        (Upload.Kind.SHEET, Upload.State.APPLYING): applying.apply,
        (Upload.Kind.SHEET, Upload.State.UNDOING): undoing.undo,
        (Upload.Kind.PHOTOS, Upload.State.WAITING): photos.read,
        (Upload.Kind.PHOTOS, Upload.State.READING): photos.read,
        (Upload.Kind.PHOTOS, Upload.State.UNDOING): photos.undo,
    }
    try:
        works[upload.kind, upload.state](upload, Progress(upload))
    except LostLeaseError:
        _log.warning("upload %s is worked on elsewhere", upload.pk)
    except RuleBroken as refusal:
        if upload.kind == Upload.Kind.SHEET:
            UploadRow.objects.filter(upload=upload).delete()
        Upload.objects.filter(pk=upload.pk).update(
            state=Upload.State.REFUSED, refusal=refusal.message, lease=None, content=b""
        )
    except Exception:
        # What nobody foresaw must not come back every minute for ever: it is told, and the log has the rest.
        Upload.objects.filter(pk=upload.pk).update(
            state=Upload.State.REFUSED,
            refusal="Berkas ini belum dapat dikerjakan karena kesalahan di pihak kami. Coba lagi nanti.",
            lease=None,
            content=b"",
        )
        raise
