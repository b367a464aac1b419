"""A list of a Dinas with firms that are not registered yet: any columns, their headings learnt, looked over before it
is taken. The file is not kept: what was read of it goes along with the page until its rows are taken."""

from collections.abc import Mapping

from belanja.catalogue.models import Region
from belanja.institutions.models import Government
from belanja.intake.learnt_sheets import Columns, Heading
from belanja.journal.services import Actor
from belanja.needs.models import ProspectHeading
from belanja.rules.needs.prospects import MOST_ROWS, Meaning, Row, check_headings, likely, place_key, row_of, told_once

from .carried_lists import Limits, Listed

LIST = Limits(largest=4 * 1024 * 1024, rows=MOST_ROWS, cell=200, letters=600_000)
COLUMNS = Columns(
    ProspectHeading.objects,
    Meaning,
    Meaning.IGNORED,
    check=check_headings,
    likely=likely,
)


def columns(government_id: int, listed: Listed) -> list[Heading[Meaning]]:
    """The columns with samples, and what each is taken to mean: as explained before, else by likeness."""
    samples = {
        name: [row[place][:60] for row in listed.rows[:25] if row[place]] for place, name in enumerate(listed.names)
    }
    return COLUMNS.headings(government_id, listed.names, samples)


def explain(government: Government, given: Mapping[str, Meaning], actor: Actor) -> None:
    """Remember what the columns mean. RuleBroken 422 where they make no list."""
    COLUMNS.remember(government, given, actor)


def rows_of(listed: Listed, given: Mapping[str, Meaning]) -> list[Row]:
    """The rows as they would be taken, each firm once, those that are left out with the reason. RuleBroken 422 where
    the columns make no list. One query."""
    check_headings(given)
    where = {meaning: place for place, name in enumerate(listed.names) if (meaning := given.get(name))}
    where.pop(Meaning.IGNORED, None)
    known = {place_key(name): code for name, code in Region.objects.exclude(code="").values_list("name", "code")}
    found = (
        row_of(number, {meaning: row[place] for meaning, place in where.items()}, known)
        for number, row in enumerate(listed.rows, start=1)
    )
    return told_once(row for row in found if row is not None)
