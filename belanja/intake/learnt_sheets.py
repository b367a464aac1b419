"""Sheets whose columns people explain once: opened as a table, each heading with samples and what it means."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from belanja.rules import headings
from belanja.rules.decisions import RuleBroken

from .readers import BrokenFile, Table, open_table

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


def columns(
    content: bytes,
    kind: str,
    *,
    known: Callable[[list[str]], Mapping[str, Meant]],
    likely: Callable[[list[str]], Mapping[str, Meant]],
    ignored: Meant,
) -> list[Heading[Meant]]:
    """The columns of a sheet with samples. `known` tells which headings a person has explained, `likely` suggests for
    the others; a meaning that is taken is not suggested again, and what nothing is known of is `ignored`."""
    with opened(content, kind) as table:
        names, head = list(table.columns), table.peek(25)
    before = known(names)
    suggested = likely([name for name in names if name not in before])
    taken = set(before.values()) - {ignored}
    found = []
    for name in names:
        meaning = before.get(name) or suggested.get(name, ignored)
        if name not in before and meaning in taken:
            meaning = ignored
        samples = [str(row[name])[:60] for row in head if row.get(name) not in (None, "")]
        found.append(Heading(name, tuple(dict.fromkeys(samples))[:_SAMPLES], meaning, name in before))
    return found


def remembered(explained: QuerySet[Any], names: Sequence[str], meaning: Callable[[str], Meant]) -> dict[str, Meant]:
    """Of these headings those that stand among the `explained` ones (rows with `heading` and `meaning`)."""
    tidied = {name: headings.tidied(name) for name in names}
    rows = dict(explained.filter(heading__in=list(tidied.values())).values_list("heading", "meaning"))
    return {name: meaning(rows[key]) for name, key in tidied.items() if key in rows}
