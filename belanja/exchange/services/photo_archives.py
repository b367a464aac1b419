"""Photos of many goods in one archive, named by article number: received here, added by the work process."""

from django.db import transaction

from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from ..models import Upload, UploadRow
from .uploads import kept, taken, tell

#: Bytes of one archive. More photos come in several of them.
LARGEST = 64 * 1024 * 1024


@transaction.atomic
def receive_photos(*, firm_id: int, government_id: int, file_name: str, content: bytes, actor: Actor) -> Upload:
    """Take in a ZIP of photos. RuleBroken 404 for a stranger, 422 for what is no ZIP or too large."""
    if len(content) > LARGEST:
        raise RuleBroken("archive_too_large", "Berkas ZIP ini lebih besar dari 64 MB. Bagi menjadi beberapa ZIP.")
    if not content.startswith(b"PK"):
        raise RuleBroken("archive_kind", "Berkas ini bukan ZIP. Kumpulkan foto-fotonya dalam satu berkas .zip.")
    return kept(
        firm_id=firm_id, government_id=government_id, etalase=None, kind=Upload.Kind.PHOTOS, name=file_name,
        content=content, actor=actor,
    )  # fmt: skip


@transaction.atomic
def undo_photos(*, upload_id: int, actor: Actor) -> Upload:
    """Take the photos away that an archive brought. RuleBroken 404 for a stranger, 409 where there are none."""
    upload = taken(upload_id, actor, (Upload.State.DONE,))
    count = UploadRow.objects.filter(upload=upload, outcome=UploadRow.Outcome.APPLIED).count()
    if upload.kind != Upload.Kind.PHOTOS or not count:
        raise RuleBroken("nothing_applied", "Tidak ada foto yang dapat dibatalkan.", status=409)
    upload.state, upload.done, upload.total, upload.lease = Upload.State.UNDOING, 0, count, None
    upload.by_id, upload.by_label = actor.user_id, actor.label
    upload.save(update_fields=["state", "done", "total", "lease", "by_id", "by_label"])
    tell("exchange.photos_undone", upload, actor, {"photos": count})
    return upload
