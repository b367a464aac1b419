"""Reading a sheet into rows beside the firm's listings: what each would change, and which cells are to be mended."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from belanja.intake.readers import Table
from belanja.rules.decisions import RuleBroken

from .. import cells, reading
from ..cells import Raw
from ..jobs import Progress
from ..layout import IDENTITY
from ..models import Upload, UploadRow
from ..rows import Action, Mark, Present, ReadRow, Weight
from ..shelves import FirmShelf, Presents

_BATCH = 500
State = Upload.State


def read(upload: Upload, progress: Progress) -> None:
    """Find out what the headings mean, or read all rows. Raises RuleBroken where the file is no sheet."""
    assert upload.etalase is not None
    shelf = FirmShelf(upload.firm_id, upload.government_id, upload.etalase)
    with reading.opened(bytes(upload.content), upload.name) as table:
        meanings = _meanings(upload, table, shelf)
        if meanings is None:
            return
        upload.state = State.READING
        upload.save(update_fields=["state", "headings"])
        UploadRow.objects.filter(upload=upload).delete()
        _Rows(upload, shelf, progress).take(table, meanings)


def _meanings(upload: Upload, table: Table, shelf: FirmShelf) -> Mapping[str, str] | None:
    """Heading -> column; None where a person is to say it first."""
    explained = {str(one["name"]): str(one["key"]) for one in upload.headings if one["known"]}
    found = reading.headings(table, shelf.layout, firm_id=upload.firm_id)
    if all(one["known"] or one["name"] in explained for one in found):
        meanings = {str(one["name"]): explained.get(str(one["name"]), str(one["key"])) for one in found}
        try:
            reading.check_meanings(meanings, shelf.layout)
            upload.headings = [{**one, "key": meanings[str(one["name"])], "known": True} for one in found]
            return meanings
        except RuleBroken:
            pass
    upload.headings, upload.state, upload.lease = found, State.HEADINGS, None
    upload.save(update_fields=["headings", "state", "lease"])
    return None


class _Rows:
    """The rows of one sheet on their way into the database."""

    def __init__(self, upload: Upload, shelf: FirmShelf, progress: Progress) -> None:
        self._upload, self._shelf, self._progress = upload, shelf, progress
        self._presents = Presents(shelf)
        self._seen: dict[str, int] = {}
        self._counts: Counter[str] = Counter()

    def take(self, table: Table, meanings: Mapping[str, str]) -> None:
        waiting: list[UploadRow] = []
        done = 0
        for place, given in reading.rows(table, meanings):
            row = self._row(place, given)
            if row is not None:
                waiting.append(row)
            done += 1
            if done % _BATCH == 0:
                self._keep(waiting, done)
                waiting = []
        if not done:
            raise RuleBroken("sheet_empty", "Lembar ini tidak memuat baris barang.")
        self._keep(waiting, done)
        self._upload.refresh_from_db(fields=["lease"])
        self._upload.state, self._upload.counts = State.PREVIEW, {**self._counts, "baris": done}
        self._upload.done, self._upload.total, self._upload.lease = done, done, None
        self._upload.save(update_fields=["state", "counts", "done", "total", "lease"])

    @transaction.atomic
    def _keep(self, rows: list[UploadRow], done: int) -> None:
        self._progress.tell(done)
        UploadRow.objects.bulk_create(rows)

    def _row(self, place: int, given: dict[str, Raw]) -> UploadRow | None:
        present, wrong = self._present(place, given)
        found = self._shelf.reader.read(given, present)
        if wrong is not None:
            found = ReadRow(Action.WRONG, found.content, found.changes, (wrong, *found.marks), found.reason)
        self._counts[found.action.value] += 1
        if found.action is Action.NEW and not found.complete:
            self._counts["kurang"] += 1
        if found.action is Action.SAME:
            return None
        layout = self._shelf.layout
        columns = layout.by_key
        return UploadRow(
            upload=self._upload,
            place=place,
            action=found.action.value,
            offer_id=present.offer_id if present else None,
            version=present.version if present else 0,
            number=_words(found.content.number, 60),
            name=_words(found.content.name, 300),
            content=found.content.as_json(),
            changes=[
                [columns[one.key].heading, cells.in_words(columns[one.key], one.before, layout),
                 cells.in_words(columns[one.key], one.after, layout)]
                for one in found.changes
            ],
            marks=[[one.key, one.weight.value, one.message, one.fix] for one in found.marks],
            complete=found.complete,
            reason=found.reason,
            chosen=found.action is not Action.WRONG,
        )  # fmt: skip

    def _present(self, place: int, given: Mapping[str, Raw]) -> tuple[Present | None, Mark | None]:
        """The listing of which a row speaks, by its code, else by its article number; and what is wrong with that."""
        number = _words(given.get("number"), 60)
        try:
            told = reading.identity(given.get(IDENTITY))
        except ValueError:
            return None, Mark(IDENTITY, Weight.ERROR, "Kode barang ini diubah.",
                              "Salin kodenya dari lembar yang diunduh, atau kosongkan untuk barang baru.")  # fmt: skip
        if told is not None:
            present = self._presents.present(*told)
            if present is None:
                return None, Mark(IDENTITY, Weight.ERROR, "Barang dengan kode ini tidak ada di etalase ini.",
                                  "Mungkin sudah dihapus. Kosongkan kodenya bila ini barang baru.")  # fmt: skip
            return present, self._once(f"id {told[0]}", place)
        if not number:
            return None, None
        offer_id = self._presents.by_number(number)
        if offer_id is None and number.casefold() in self._presents.elsewhere:
            shelf = self._presents.elsewhere[number.casefold()]
            return None, Mark("number", Weight.ERROR, f"Nomor ini sudah dipakai barang Anda di etalase {shelf}.",
                              "Pakai nomor lain.")  # fmt: skip
        if offer_id is None:
            return None, self._once(f"nomor {number.casefold()}", place)
        return self._presents.present(offer_id, None), self._once(f"id {offer_id}", place)

    def _once(self, what: str, place: int) -> Mark | None:
        """A second row that speaks of the same listing is not taken: nobody could say which of them holds."""
        first = self._seen.setdefault(what, place)
        if first == place:
            return None
        key = IDENTITY if what.startswith("id ") else "number"
        return Mark(key, Weight.ERROR, f"Barang ini sudah ada di baris {first}.", "Hapus salah satu barisnya.")


def _words(value: Any, most: int) -> str:
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    return " ".join(str(value or "").replace("\0", " ").split())[:most]
