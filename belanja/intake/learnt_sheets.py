"""Sheets whose columns people explain once: looked at as they come, opened as tables, their headings learnt."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

from django.db.models import Manager

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules import headings
from belanja.rules.decisions import RuleBroken

from . import values
from .readers import BrokenFile, Row, Table, open_table

_KINDS = {".xlsx": "xlsx", ".csv": "csv"}
_SAMPLES = 3
Meant = TypeVar("Meant", bound=StrEnum)


@dataclass(frozen=True)
class Heading(Generic[Meant]):
    """One column: its name, sample values, what it is taken to mean, and whether a person said so before."""

    name: str
    samples: tuple[str, ...]
    meaning: Meant
    remembered: bool


@contextmanager
def opened(content: bytes, kind: str) -> Iterator[Table]:
    """The sheet as a table. Raises RuleBroken for anything that is not a readable table of rows."""
    with tempfile.TemporaryDirectory(prefix="belanja-lembar-") as folder:
        place = Path(folder) / f"lembar.{kind}"
        place.write_bytes(content)
        try:
            table = open_table(place)
            if table is None or table.empty or table.not_a_table:
                raise RuleBroken("sheet_empty", "Berkas ini bukan tabel, atau tidak memuat baris.")
            with table:
                yield table
        except BrokenFile as broken:
            raise RuleBroken("sheet_broken", str(broken)) from None


def limited(table: Table, *, most: int, whole: str) -> Iterator[tuple[int, Row]]:
    """Every row with its number, 1 being the first below the headings. Raises RuleBroken 422 beyond `most` rows of the
    `whole`, as people call it."""
    for number, row in enumerate(chain.from_iterable(table.rows()), 1):
        if number > most:
            raise RuleBroken("sheet_too_long", f"{whole} ini lebih dari {most:,} baris.".replace(",", "."))
        yield number, row


def other_year(cell: object, year: int, *, word: str) -> str:
    """What is wrong with the year that a row of a sheet of `year` states, in words that begin with `word`; empty where
    it is the same or the row states none."""
    try:
        stated = values.year(cell)
    except values.BadValue as bad:
        return f"{word}: {bad}"
    return f"{word} {stated}, bukan {year}" if stated not in (None, year) else ""


def kind_of(file_name: str) -> str:
    """`xlsx` or `csv` by the file's ending. Raises RuleBroken 422 for anything else."""
    kind = _KINDS.get(PurePath(file_name).suffix.lower())
    if kind is None:
        raise RuleBroken("sheet_kind", "Unggah berkas XLSX atau CSV. Format Excel lama: simpan ulang sebagai XLSX.")
    return kind


@dataclass(frozen=True)
class SheetFile:
    """A file as it came: its name as it may be shown, its kind and fingerprint, and the headings of its columns."""

    name: str
    kind: str
    sha256: str
    names: list[str]


def looked_at(file_name: str, content: bytes, *, largest: int) -> SheetFile:
    """A file that is to be taken in. Raises RuleBroken 422 for one that is no table, empty, or of more than `largest`
    bytes."""
    kind = kind_of(file_name)
    if not content or len(content) > largest:
        raise RuleBroken("sheet_size", f"Berkas kosong atau lebih dari {largest // 1024**2} MB.")
    with opened(content, kind) as table:
        names = list(table.columns)
    return SheetFile(_clean(file_name, kind), kind, hashlib.sha256(content).hexdigest(), names)


def _clean(name: str, kind: str) -> str:
    """The name of an uploaded file without folders and what does not print."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(character for character in last if character.isprintable()).strip()
    return kept[:160] or f"daftar.{kind}"


@dataclass(frozen=True)
class Columns(Generic[Meant]):
    """What the columns of one kind of sheet may mean, and what governments have said of theirs.

    `explained`: the rows of what was said (government, heading, meaning, by whom and when); `check` raises RuleBroken
    422 for columns that do not make such a sheet; `likely` suggests meanings by likeness.
    """

    explained: Manager[Any]
    meaning: type[Meant]
    ignored: Meant
    check: Callable[[Mapping[str, Meant]], None]
    likely: Callable[[list[str]], Mapping[str, Meant]]

    def remembered(self, government_id: int, names: Sequence[str]) -> dict[str, Meant]:
        """Of these headings those that a person of this government has explained."""
        tidied = {name: headings.tidied(name) for name in names}
        rows = dict(
            self.explained.filter(government_id=government_id, heading__in=list(tidied.values())).values_list(
                "heading", "meaning"
            )
        )
        return {name: self.meaning(rows[key]) for name, key in tidied.items() if key in rows}

    def suffice(self, known: Mapping[str, Meant], names: Sequence[str]) -> bool:
        """Whether nothing has to be asked: every heading was explained before, and together they make a sheet."""
        if set(names) != set(known):
            return False
        try:
            self.check(known)
        except RuleBroken:
            return False
        return True

    def shown(self, government_id: int, content: bytes, kind: str) -> list[Heading[Meant]]:
        """The columns of a sheet with samples; remembered meanings first, then suggestions. A meaning that is taken is
        not suggested again, and what nothing is known of is `ignored`."""
        with opened(content, kind) as table:
            names, head = list(table.columns), table.peek(25)
        samples = {name: [str(row[name])[:60] for row in head if row.get(name) not in (None, "")] for name in names}
        return self.headings(government_id, names, samples)

    def headings(
        self, government_id: int, names: Sequence[str], samples: Mapping[str, Sequence[str]]
    ) -> list[Heading[Meant]]:
        """What each column is taken to mean, as `shown`, of a sheet that was read already; `samples` by heading."""
        before = self.remembered(government_id, names)
        suggested = self.likely([name for name in names if name not in before])
        taken = set(before.values()) - {self.ignored}
        found = []
        for name in names:
            meaning = before.get(name) or suggested.get(name, self.ignored)
            if name not in before and meaning in taken:
                meaning = self.ignored
            told = tuple(dict.fromkeys(samples.get(name, ())))[:_SAMPLES]
            found.append(Heading(name, told, meaning, name in before))
        return found

    def explain(
        self, government: Government, content: bytes, kind: str, meanings: Mapping[str, str], actor: Actor
    ) -> dict[str, Meant]:
        """Remember for this government what a person says every column of a sheet means, by heading; a column of which
        nothing is said is `ignored`. Raises RuleBroken 422 for a meaning that there is not, and whatever `check` does.
        """
        with opened(content, kind) as table:
            names = list(table.columns)
        try:
            given = {name: self.meaning(meanings.get(name, self.ignored)) for name in names}
        except ValueError:
            raise RuleBroken("heading_meaning", "Pilih arti kolom dari daftar.") from None
        self.remember(government, given, actor)
        return given

    def remember(self, government: Government, given: Mapping[str, Meant], actor: Actor) -> None:
        """Remember for this government what its columns mean. Raises whatever `check` does."""
        self.check(given)
        for name, meaning in given.items():
            self.explained.update_or_create(
                government=government,
                heading=headings.tidied(name),
                defaults={"meaning": meaning, "decided_by_id": actor.user_id, "decided_at": clock.now()},
            )

    def places(self, government_id: int, names: Sequence[str]) -> dict[Meant, str]:
        """Which column holds what, by what was explained. Raises whatever `check` does."""
        known = self.remembered(government_id, names)
        self.check(known)
        return {meaning: name for name, meaning in known.items() if meaning is not self.ignored}

    def rows(
        self, government_id: int, content: bytes, kind: str, *, most: int, whole: str
    ) -> Iterator[tuple[int, Mapping[Meant, object]]]:
        """Every row of a sheet with its number: what it holds by meaning, without what is ignored. Raises RuleBroken
        422 as `check` and `limited` do."""
        with opened(content, kind) as table:
            where = self.places(government_id, list(table.columns))
            for number, row in limited(table, most=most, whole=whole):
                yield number, {meaning: row.get(name) for meaning, name in where.items()}
