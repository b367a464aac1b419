"""A firm's sheet: received, its headings explained once, its rows chosen, applied, undone. The work itself is done by
`jobs` in small transactions; these services only decide that it shall be done."""

from collections.abc import Collection, Mapping

from django.db import transaction

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.headings import tidied

from .. import reading
from ..models import SheetHeading, Upload, UploadRow
from ..rows import Action
from ..shelves import FirmShelf, open_etalase
from .uploads import kept, taken, tell

State = Upload.State
_READ = (State.HEADINGS, State.PREVIEW, State.REFUSED)


@transaction.atomic
def receive_sheet(
    *, firm_id: int, government_id: int, etalase_id: int, file_name: str, content: bytes, actor: Actor
) -> Upload:
    """Take in a sheet (XLSX or CSV) for one etalase; it is read by the work process. RuleBroken 404 for a stranger or
    an unknown etalase, 409 for an etalase that takes nothing now, 422 for a file that is no sheet or too large."""
    if len(content) > reading.LARGEST:
        raise RuleBroken("sheet_too_large", "Lembar ini lebih besar dari 20 MB. Bagi menjadi beberapa lembar, tanpa "
                         "gambar di dalamnya; foto dikirim tersendiri.")  # fmt: skip
    reading.kind_of(file_name)
    etalase = open_etalase(etalase_id=etalase_id, government_id=government_id)
    return kept(
        firm_id=firm_id, government_id=government_id, etalase=etalase, kind=Upload.Kind.SHEET, name=file_name,
        content=content, actor=actor,
    )  # fmt: skip


@transaction.atomic
def explain_headings(*, upload_id: int, meanings: Mapping[str, str], actor: Actor) -> Upload:
    """Say which column of ours each heading means (heading -> key, empty: not used); remembered for the firm. The sheet
    is then read. RuleBroken 422 where nothing says what the rows are, or two headings mean the same."""
    upload = taken(upload_id, actor, _READ)
    assert upload.etalase is not None
    layout = FirmShelf(upload.firm_id, upload.government_id, upload.etalase).layout
    given = {
        str(one["name"]): str(one["key"]) if one["ours"] else meanings.get(str(one["name"]), "")
        for one in upload.headings
    }
    if any(key and key not in layout.by_key for key in given.values()):
        raise RuleBroken("heading_meaning", "Pilih arti kolom dari daftar.")
    reading.check_meanings(given, layout)
    for one in upload.headings:
        name = str(one["name"])
        if not one["ours"]:
            SheetHeading.objects.update_or_create(
                firm_id=upload.firm_id,
                heading=tidied(name),
                defaults={"key": given[name], "decided_by_id": actor.user_id, "decided_at": clock.now()},
            )
    upload.headings = [{**one, "key": given[str(one["name"])], "known": True} for one in upload.headings]
    _again(upload)
    tell("exchange.headings_explained", upload, actor, {"columns": len(given)})
    return upload


@transaction.atomic
def read_again(*, upload_id: int, actor: Actor) -> Upload:
    """Look through the same sheet once more, beside the listings as they are now. A sheet that was applied stays on
    record with what it did; the same file is then looked through as a new one."""
    upload = taken(upload_id, actor, (*_READ, State.DONE, State.UNDONE))
    content = bytes(Upload.objects.values_list("content", flat=True).get(pk=upload.pk))
    if not content:
        raise RuleBroken(
            "file_gone", "Berkas lembar ini sudah tidak disimpan. Unggah lagi dari perangkat Anda.", status=409
        )
    if upload.state in (State.DONE, State.UNDONE):
        upload = kept(
            firm_id=upload.firm_id, government_id=upload.government_id, etalase=upload.etalase, kind=upload.kind,
            name=upload.name, content=content, actor=actor,
        )  # fmt: skip
    else:
        _again(upload)
    tell("exchange.sheet_read_again", upload, actor, {})
    return upload


def _again(upload: Upload) -> None:
    upload.state, upload.done, upload.total, upload.refusal, upload.lease = State.WAITING, 0, None, "", None
    upload.save(update_fields=["state", "done", "total", "refusal", "headings", "lease"])


@transaction.atomic
def choose_rows(*, upload_id: int, on_page: Collection[int], chosen: Collection[int], actor: Actor) -> int:
    """Of the lines `on_page` take the `chosen` ones and leave the others out; returns how many are taken in all."""
    upload = taken(upload_id, actor, (State.PREVIEW,))
    rows = UploadRow.objects.filter(upload=upload, outcome="").exclude(action=Action.WRONG.value)
    rows.filter(place__in=list(on_page)).update(chosen=False)
    rows.filter(place__in=[one for one in chosen if one in set(on_page)]).update(chosen=True)
    return rows.filter(chosen=True).count()


@transaction.atomic
def apply_sheet(*, upload_id: int, submits: bool, actor: Actor) -> Upload:
    """Bring the chosen rows into the catalogue; `submits`: complete new ones are handed to the curators as well. Each
    row stands for itself: what cannot be taken is told, the others go on. RuleBroken 422 where nothing is chosen."""
    upload = taken(upload_id, actor, (State.PREVIEW,))
    waiting = UploadRow.objects.filter(upload=upload, outcome="", chosen=True).exclude(action=Action.WRONG.value)
    count = waiting.exclude(action=Action.SAME.value).count()
    if not count:
        raise RuleBroken("nothing_chosen", "Tidak ada baris yang dipilih. Centang paling sedikit satu.")
    upload.state, upload.submits, upload.done, upload.total, upload.lease = State.APPLYING, submits, 0, count, None
    upload.by_id, upload.by_label = actor.user_id, actor.label
    upload.save(update_fields=["state", "submits", "done", "total", "lease", "by_id", "by_label"])
    tell("exchange.sheet_applied", upload, actor, {"rows": count, "submits": submits})
    return upload


@transaction.atomic
def undo_sheet(*, upload_id: int, actor: Actor) -> Upload:
    """Give back what the sheet changed: new listings are removed, changed ones state what they stated before. A listing
    that was changed again since stays as it is, and that is told."""
    upload = taken(upload_id, actor, (State.DONE,))
    count = UploadRow.objects.filter(upload=upload, outcome=UploadRow.Outcome.APPLIED).count()
    if not count:
        raise RuleBroken("nothing_applied", "Tidak ada yang dapat dibatalkan dari lembar ini.", status=409)
    upload.state, upload.done, upload.total, upload.lease = State.UNDOING, 0, count, None
    upload.by_id, upload.by_label = actor.user_id, actor.label
    upload.save(update_fields=["state", "done", "total", "lease", "by_id", "by_label"])
    tell("exchange.sheet_undone", upload, actor, {"rows": count})
    return upload


@transaction.atomic
def discard_upload(*, upload_id: int, actor: Actor) -> Upload:
    """Leave an upload that has not been applied; nothing of it is kept but that it was there."""
    upload = taken(upload_id, actor, _READ)
    UploadRow.objects.filter(upload=upload).delete()
    upload.state, upload.content = State.DISCARDED, b""
    upload.save(update_fields=["state", "content"])
    tell("exchange.upload_discarded", upload, actor, {})
    return upload
