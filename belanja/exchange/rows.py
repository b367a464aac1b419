"""One row of a sheet beside the listing it speaks of: what it changes, and what is wrong with which cell. Pure.

A cell that says what the listing said when the sheet was downloaded is untouched: it changes nothing, whatever has
happened to the listing since. Only what the person wrote counts, and where somebody else has changed the same thing
meanwhile, the row waits with both values named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from belanja.rules.asked import Asked
from belanja.rules.listing_checks import Finding, Severity, Shelf, blocking, check, newly_blocking
from belanja.rules.listing_content import Content
from belanja.rules.listing_prices import rises
from belanja.rules.listings import ClaimKind
from belanja.rules.shelves import sole_kbki

from . import cells
from .cells import BadCell, Raw
from .layout import IDENTITY, REASON, Layout, Value
from .told import NotTogether, stated, told


class Action(StrEnum):
    """What a row does to the catalogue. `WRONG`: nothing, until a cell is mended."""

    SAME = "sama"
    NEW = "baru"
    CHANGED = "berubah"
    WRONG = "salah"

    @property
    def label(self) -> str:
        return {
            "sama": "Tidak berubah",
            "baru": "Barang baru",
            "berubah": "Berubah",
            "salah": "Perlu diperbaiki",
        }[self.value]


class Weight(StrEnum):
    """`ERROR`: the row cannot be taken. `LACKS`: taken all the same; a draft cannot be submitted yet, a visible
    listing lacked it before. `HINT`: advice."""

    ERROR = "salah"
    LACKS = "kurang"
    HINT = "saran"


@dataclass(frozen=True)
class Mark:
    """What is amiss with one cell, and the fix, in words."""

    key: str
    weight: Weight
    message: str
    fix: str


@dataclass(frozen=True)
class Present:
    """A listing as it stands: `then` is what it stated when the sheet was downloaded, `now` what it states today."""

    offer_id: int
    version: int
    now: Content
    then: Content
    visible: bool
    submitted: bool
    expired: bool = False
    lately: Sequence[Sequence[Asked]] = ()
    """The prices that held lately, each time what held together."""


@dataclass(frozen=True)
class Change:
    key: str
    before: Value
    after: Value


@dataclass(frozen=True)
class ReadRow:
    action: Action
    content: Content
    changes: tuple[Change, ...] = ()
    marks: tuple[Mark, ...] = ()
    reason: str = ""

    @property
    def complete(self) -> bool:
        """Nothing keeps it from being submitted."""
        return not any(mark.weight in (Weight.ERROR, Weight.LACKS) for mark in self.marks)


@dataclass(frozen=True)
class Reader:
    """How rows of one etalase are read today. `steep`: percent above which a rise asks for a reason."""

    layout: Layout
    shelf: Shelf
    on: date
    least_price: Decimal = Decimal(0)
    steep: Decimal = Decimal(1000)

    def read(self, given: Mapping[str, Raw], present: Present | None) -> ReadRow:
        """A row (column key -> raw cell) beside its listing; None for a new one."""
        values, marks = self._values(given)
        changes, clashes = self._changes(values, present)
        marks += clashes
        reason = str(given.get(REASON) or "").strip()[:300]
        base = present.now if present else Content(kbki=sole_kbki(self.shelf.kbki))
        try:
            content = stated(base, {one.key: one.after for one in changes}, self.layout)
        except NotTogether as half:
            return ReadRow(
                Action.WRONG, base, changes, (*marks, Mark(half.key, Weight.ERROR, half.message, half.fix)), reason
            )
        if present is not None and not changes and not marks:
            return ReadRow(Action.SAME, base)
        marks += self._guards(content, changes, present, reason)
        known = {mark.key for mark in marks if mark.weight is Weight.ERROR}
        marks += [mark for mark in self.marks(content, present) if mark.key not in known]
        return ReadRow(self._action(marks, changes, present), content, changes, tuple(marks), reason)

    def marks(self, content: Content, present: Present | None) -> list[Mark]:
        """What the checks say of a statement, cell by cell. What keeps the service from saving it is an error: of a
        visible listing what it did not lack before, of an expired one everything."""
        found = self._check(content, present)
        refused: list[Finding] = []
        if present is not None and present.expired:
            refused = blocking(found)
        elif present is not None and present.visible:
            refused = newly_blocking(found, self._check(present.now, present))
        return [Mark(_key_of(one, self.layout), _weight(one, refused), one.message, one.fix) for one in found]

    def _check(self, content: Content, present: Present | None) -> list[Finding]:
        first = present is None or not present.submitted
        return check(content, self.shelf, on=self.on, least_price=self.least_price, first=first)

    def _action(self, marks: Sequence[Mark], changes: Sequence[Change], present: Present | None) -> Action:
        if any(mark.weight is Weight.ERROR for mark in marks):
            return Action.WRONG
        if present is None:
            return Action.NEW
        return Action.CHANGED if changes else Action.SAME

    def _values(self, given: Mapping[str, Raw]) -> tuple[dict[str, Value], list[Mark]]:
        values: dict[str, Value] = {}
        marks = []
        for column in self.layout.read:
            if column.key not in given:
                continue
            try:
                values[column.key] = cells.read(column, given[column.key], self.layout)
            except BadCell as bad:
                marks.append(Mark(column.key, Weight.ERROR, bad.message, bad.fix))
        return values, marks

    def _changes(self, values: Mapping[str, Value], present: Present | None) -> tuple[tuple[Change, ...], list[Mark]]:
        if present is None:
            return tuple(Change(key, None, value) for key, value in values.items() if value is not None), []
        then, now = told(present.then, self.layout), told(present.now, self.layout)
        columns = self.layout.by_key
        changes, marks = [], []
        for key, value in values.items():
            column, before, today = columns[key], then[key], now[key]
            if cells.same(column, value, before) or cells.same(column, value, today):
                continue
            if not cells.same(column, before, today):
                shown = cells.in_words(column, today, self.layout)
                marks.append(
                    Mark(key, Weight.ERROR, f"Sejak lembar diunduh, bagian ini diubah di tempat lain menjadi {shown}.",
                         f"Tulis {shown} untuk membiarkannya, atau unduh lembar baru lalu ubah di sana.")
                )  # fmt: skip
                continue
            changes.append(Change(key, today, value))
        return tuple(changes), marks

    def _guards(self, content: Content, changes: Sequence[Change], present: Present | None, reason: str) -> list[Mark]:
        """What the services would refuse, said before it is tried."""
        if present is None or not present.submitted:
            return []
        found = []
        if any(one.key == "name" for one in changes):
            found.append(
                Mark("name", Weight.ERROR, "Nama tetap sejak diajukan pertama kali.",
                     f"Tulis kembali “{present.now.name}”. Untuk barang lain, buat baris baru.")
            )  # fmt: skip
        steep = rises(present.now, content, percent=self.steep, lately=present.lately, names=dict(self.shelf.regions))
        if steep and len(reason) < 5:
            found.append(
                Mark("price", Weight.ERROR, f"Harga {steep[0]}.",
                     "Tulis alasannya di kolom Alasan perubahan, atau perbaiki harganya.")
            )  # fmt: skip
        return found


def _weight(finding: Finding, refused: Sequence[Finding]) -> Weight:
    if finding.severity is not Severity.BLOCK:
        return Weight.HINT
    return Weight.ERROR if finding in refused else Weight.LACKS


def _key_of(finding: Finding, layout: Layout) -> str:
    """The column in which a finding is mended."""
    if finding.field == "prices":
        return "price"
    if finding.field == "claims":
        named = [kind for kind in ClaimKind if kind.label in finding.message]
        kind = named[0] if named else ClaimKind.TKDN
        part = "percent" if kind is ClaimKind.BMP or "ilai" in finding.message else "number"
        return f"claims.{kind.value}.{part}"
    return finding.field if finding.field in layout.by_key else IDENTITY
