"""Adding the photos of an archive to the listings whose article numbers they are named by. Nothing is unpacked to disk
under a name of its own; every photo is written anew (catalogue.photos)."""

import stat
import tempfile
import zipfile
from typing import BinaryIO, Final

from django.db import transaction

from belanja.catalogue import services as catalogue
from belanja.catalogue.models import Offer
from belanja.catalogue.photos import limits
from belanja.catalogue.photos.rewriting import refusal
from belanja.foundation import clock
from belanja.intake.readers import BrokenFile
from belanja.intake.readers.zip_parts import TROUBLE, Budget, check_directory, refuse, unpacked
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState

from ..jobs import Progress
from ..models import Upload, UploadRow
from ..photo_names import Named, goes_astray, is_remnant, matched
from ..rows import Action

#: Photos of one archive.
_MOST: Final = 2_000
_AGAIN: Final = "Kumpulkan foto-fotonya lagi dalam satu berkas .zip, tanpa kata sandi."
_GONE: Final = (ListingState.REMOVED.value, ListingState.ARCHIVE.value)
Outcome = UploadRow.Outcome


def read(upload: Upload, progress: Progress) -> None:
    """Add every photo; each stands for itself. Raises RuleBroken where the archive as such is not to be trusted."""
    actor = Actor(user_id=upload.by_id, label=upload.by_label)
    upload.state = Upload.State.READING
    upload.save(update_fields=["state"])
    with tempfile.TemporaryFile(prefix="belanja-foto-") as file:
        size = file.write(bytes(upload.content))
        try:
            check_directory(file, upload.name)
            with zipfile.ZipFile(file) as archive:
                entries = _entries(archive, upload.name)
                _all(upload, actor, progress, file, entries, Budget(size, upload.name))
        except TROUBLE as error:
            if isinstance(error, BrokenFile):
                raise
            refuse("file_zip", upload.name, "rusak atau terputus.", _AGAIN)
    _end(upload, Upload.State.DONE)


def _entries(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The photos of an archive by their names. Whoever leads names out of it, or locks it, is refused whole."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        if entry.flag_bits & 0x1:
            refuse("file_encrypted", name, "dikunci dengan kata sandi.", _AGAIN)
        if goes_astray(entry.orig_filename) or goes_astray(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
            refuse("file_paths", name, "memuat nama berkas yang menunjuk ke luar ZIP, sehingga tidak diterima.", _AGAIN)
        if entry.is_dir() or is_remnant(entry.filename):
            continue
        if entry.filename in found:
            refuse("file_paths", name, f"memuat dua berkas bernama {entry.filename[-80:]}.", _AGAIN)
        found[entry.filename] = entry
    if not found:
        refuse("file_empty", name, "tidak memuat foto.", _AGAIN)
    if len(found) > _MOST:
        refuse("file_too_large", name, "memuat lebih dari 2.000 foto.", "Bagi menjadi beberapa ZIP.")
    return found


def _all(
    upload: Upload,
    actor: Actor,
    progress: Progress,
    file: BinaryIO,
    entries: dict[str, zipfile.ZipInfo],
    budget: Budget,
) -> None:
    numbers = dict(
        Offer.objects.filter(seller__firm=upload.firm_id, government=upload.government_id)
        .exclude(state__in=_GONE)
        .exclude(number="")
        .values_list("number", "pk")
    )
    known = set(UploadRow.objects.filter(upload=upload).values_list("place", flat=True))
    for place, one in enumerate(matched(entries, numbers), start=1):
        progress.tell(place - 1, total=len(entries))
        if place not in known:
            _one(upload, actor, place, one, _content(file, entries[one.path], budget, upload.name))


def _content(file: BinaryIO, entry: zipfile.ZipInfo, budget: Budget, name: str) -> bytes:
    """The file as it unpacks; of one that is too large only enough to see that it is."""
    content = bytearray()
    for piece in unpacked(file, entry, budget, name):
        content += piece
        if len(content) > limits.LARGEST:
            break
    return bytes(content)


def _one(upload: Upload, actor: Actor, place: int, one: Named, content: bytes) -> None:
    row = UploadRow(upload=upload, place=place, action=Action.WRONG.value, name=one.name[-300:], chosen=False)
    try:
        if one.offer_id is None:
            raise RuleBroken(
                "photo_unmatched",
                f"Tidak ada barang Anda dengan nomor artikel {one.name.rpartition('.')[0]}. Ganti nama fotonya menjadi "
                "nomor artikelnya.",
            )
        if len(content) > limits.LARGEST:
            raise refusal("large", one.name)
        kept = catalogue.keep_photo(content=content, name=one.name)
        with transaction.atomic():
            added = catalogue.attach_photos(offer_id=one.offer_id, files=[kept], actor=actor)
            row.offer_id = one.offer_id
            row.action = Action.NEW.value if added.photos else Action.SAME.value
            row.outcome = Outcome.APPLIED if added.photos else Outcome.NONE
            row.former = {"photo": added.photos[0].pk} if added.photos else None
            row.save()
    except RuleBroken as refused:
        row.outcome, row.note = Outcome.REFUSED, refused.message[:600]
        row.save()


def undo(upload: Upload, progress: Progress) -> None:
    """Take the photos away again that the archive brought."""
    actor = Actor(user_id=upload.by_id, label=upload.by_label)
    rows = UploadRow.objects.filter(upload=upload, outcome=Outcome.APPLIED).order_by("-place")
    for done, row in enumerate(list(rows)):
        progress.tell(done)
        assert row.offer_id is not None
        assert row.former is not None
        try:
            with transaction.atomic():
                catalogue.remove_photo(offer_id=row.offer_id, photo_id=row.former["photo"], actor=actor)
                row.outcome = Outcome.UNDONE
                row.save(update_fields=["outcome"])
        except RuleBroken as refused:
            row.outcome, row.note = Outcome.KEPT, refused.message[:600]
            row.save(update_fields=["outcome", "note"])
    _end(upload, Upload.State.UNDONE)


def _end(upload: Upload, state: Upload.State) -> None:
    rows = UploadRow.objects.filter(upload=upload)
    upload.counts = {
        "foto": rows.count(),
        "diterapkan": rows.filter(outcome=Outcome.APPLIED).count(),
        "sama": rows.filter(action=Action.SAME.value).count(),
        "ditolak": rows.filter(outcome=Outcome.REFUSED).count(),
        "dibatalkan": rows.filter(outcome=Outcome.UNDONE).count(),
    }
    upload.state, upload.lease, upload.content = state, None, b""
    upload.done = upload.total = upload.counts["foto"]
    if state is Upload.State.DONE:
        upload.applied_at = clock.now()
    else:
        upload.undone_at = clock.now()
    upload.save(update_fields=["counts", "state", "lease", "content", "done", "total", "applied_at", "undone_at"])
