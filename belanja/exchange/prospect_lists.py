"""A list of a Dinas with firms that are not registered yet: any columns, their headings learnt, looked over before it
is taken. The file is not kept: what was read of it goes along with the page until its rows are taken."""

import csv
import io
from collections.abc import Mapping

from belanja.catalogue.models import Region
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake.learnt_sheets import Columns, Heading, kind_of, limited, opened
from belanja.journal.services import Actor
from belanja.needs.models import ProspectHeading
from belanja.rules import headings
from belanja.rules.decisions import RuleBroken
from belanja.rules.needs.prospects import HEADINGS, MOST_ROWS, Meaning, Row, check_headings, place_key, row_of

from .cart_lists import Listed

LARGEST, MOST_LETTERS = 4 * 1024 * 1024, 600_000
COLUMNS = Columns(
    ProspectHeading.objects,
    Meaning,
    Meaning.IGNORED,
    check=check_headings,
    likely=lambda names: headings.best_fit(names, HEADINGS),
)
_SAMPLES = 3


def read(file_name: str, content: bytes) -> Listed:
    """An uploaded list. RuleBroken 422 for what is no table, is too large or has too many rows."""
    if not content or len(content) > LARGEST:
        raise RuleBroken("sheet_size", f"Berkas kosong atau lebih dari {LARGEST // 1024**2} MB.")
    with opened(content, kind_of(file_name)) as table:
        names = list(table.columns)
        found = limited(table, most=MOST_ROWS, whole="Daftar")
        rows = [[" ".join(str(row.get(name) or "").split())[:200] for name in names] for _place, row in found]
    listed = Listed(names, rows)
    if len(listed.text) > MOST_LETTERS:
        raise RuleBroken("sheet_size", "Daftar ini terlalu panjang. Hapus kolom yang tidak dipakai, lalu unggah lagi.")
    return listed


def carried(text: str) -> Listed:
    """What a page carried along. RuleBroken 422 for what is none."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text[:MOST_LETTERS]), delimiter=";") if row]
    except csv.Error:
        rows = []
    if len(rows) < 2 or len(rows) > MOST_ROWS + 1 or any(len(row) != len(rows[0]) for row in rows):
        raise RuleBroken("sheet_lost", "Daftar ini tidak terbaca lagi. Unggah berkasnya sekali lagi.")
    return Listed(rows[0], rows[1:])


def columns(government_id: int, listed: Listed) -> list[Heading[Meaning]]:
    """The columns with samples, and what each is taken to mean: as explained before, else by likeness."""
    known = COLUMNS.remembered(government_id, listed.names)
    guessed = COLUMNS.likely([name for name in listed.names if name not in known])
    taken = set(known.values())
    found = []
    for place, name in enumerate(listed.names):
        likely = guessed.get(name, Meaning.IGNORED)
        meaning = known.get(name) or (Meaning.IGNORED if likely in taken else likely)
        samples = [row[place][:60] for row in listed.rows[:25] if row[place]]
        found.append(Heading(name, tuple(dict.fromkeys(samples))[:_SAMPLES], meaning, name in known))
    return found


def explain(government: Government, given: Mapping[str, Meaning], actor: Actor) -> None:
    """Remember what the columns mean. RuleBroken 422 where they make no list."""
    check_headings(given)
    for name, meaning in given.items():
        ProspectHeading.objects.update_or_create(
            government=government,
            heading=headings.tidied(name),
            defaults={"meaning": meaning, "decided_by_id": actor.user_id, "decided_at": clock.now()},
        )


def rows_of(listed: Listed, given: Mapping[str, Meaning]) -> list[Row]:
    """The rows as they would be taken, those that are left out with the reason. RuleBroken 422 where the columns make
    no list. One query."""
    check_headings(given)
    where = {meaning: place for place, name in enumerate(listed.names) if (meaning := given.get(name))}
    where.pop(Meaning.IGNORED, None)
    known = {place_key(name): code for name, code in Region.objects.exclude(code="").values_list("name", "code")}
    found = (
        row_of(number, {meaning: row[place] for meaning, place in where.items()}, known)
        for number, row in enumerate(listed.rows, start=2)
    )
    return [row for row in found if row is not None]
