"""Source rows of one government and year, and which Perangkat Daerah each of them belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from belanja.institutions.models import Unit, UnitCode, UnitParent
from belanja.intake.models import Pull, SourceRow
from belanja.rules.unit_codes import pd_code, provisional_code, tidy

#: Feeds whose rows name units of a fiscal year.
FEEDS = (
    "budget",
    "rup_penyedia",
    "rup_swakelola",
    "v5_orders",
    "v6_orders",
    "toko_daring",
    "spse_tender",
    "spse_nontender",
    "spse_pencatatan",
)
_ALWAYS = date(1900, 1, 1)


@dataclass(frozen=True)
class Row:
    """A current source row: its feed, its id and the canonical payload of the feed's module."""

    id: int
    feed: str
    payload: dict[str, Any]


def current_rows(government_id: int, year: int, feeds: Iterable[str]) -> Iterator[Row]:
    """Rows that the latest pulls still have, of these feeds."""
    rows = SourceRow.objects.filter(
        government_id=government_id, year=year, feed__in=list(feeds), pull_to__isnull=True
    ).order_by("id")
    for row_id, feed, payload in rows.values_list("id", "feed", "payload").iterator(chunk_size=5000):
        yield Row(row_id, feed, payload)


def naming_rows(government_id: int, year: int, feeds: Iterable[str]) -> Iterator[Row]:
    """Of `current_rows` what they call their units, each way once: no more is needed to tell units apart."""
    rows = SourceRow.objects.filter(government_id=government_id, year=year, feed__in=list(feeds), pull_to__isnull=True)
    names = ("kd_satker", "kd_satker_str")
    for feed, *values in rows.values_list("feed", *(f"payload__{name}" for name in names)).order_by().distinct():
        yield Row(0, feed, dict(zip(names, values, strict=True)))


def last_rows(government_id: int, feed: str) -> dict[tuple[int, str], Row]:
    """Of every row that a standing pull of a feed ever had the last version, by year and key: plans and revisions are
    never un-said."""
    rows = (
        SourceRow.objects.filter(government_id=government_id, feed=feed)
        .exclude(pull_from__state=Pull.State.WITHDRAWN)
        .exclude(pull_to=F("pull_from"))
        .order_by("id")
    )
    return {
        (year, key): Row(row_id, feed, payload)
        for row_id, year, key, payload in rows.values_list("id", "year", "key", "payload").iterator(chunk_size=5000)
    }


@dataclass
class Tree:
    """Who a row speaks of, and under whom that counts on `day`."""

    year: int
    day: date
    numbers: dict[tuple[int, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(year, kd_satker) -> codes that rows name beside it."""
    known: dict[tuple[int, str], str | None] = field(default_factory=dict)
    """The same as institutions has learnt from all pulls ever; None where they contradict each other."""
    replaced: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def learn(self, row: Row, year: int) -> None:
        number, code = row.payload.get("kd_satker"), row.payload.get("kd_satker_str")
        if number and code:
            self.numbers[year, tidy(number)].add(tidy(code))

    def code_of(self, row: Row) -> str:
        """The unit's own code: as written, else by the number, else the number's stand-in."""
        code = row.payload.get("kd_satker_str")
        if code:
            return tidy(code)
        number = tidy(row.payload["kd_satker"])
        for year in (self.year, 0):
            codes = self.numbers.get((year, number), set())
            remembered = self.known.get((year, number), "")
            if len(codes) > 1 or remembered is None:
                break
            if codes or remembered:
                return next(iter(codes)) if codes else remembered
        return provisional_code(number, self.year)

    def pd_of(self, code: str) -> str:
        """The Perangkat Daerah a unit counts under, by decision where there is one, else by its code."""
        seen: set[str] = set()
        while code not in seen:
            seen.add(code)
            code = self.replaced.get(code) or self.moved.get(code) or pd_code(code)
        return code


def tree_of(government_id: int, year: int, day: date) -> Tree:
    """Read everything that tells units apart. Numbers of another year are never trusted."""
    tree = Tree(year, day)
    for row in naming_rows(government_id, year, FEEDS):
        tree.learn(row, year)
    for row in naming_rows(government_id, 0, ("master_satker",)):
        tree.learn(row, 0)
    remembered = UnitCode.objects.filter(
        government_id=government_id, scheme=UnitCode.Scheme.NUMBER, year__in=(year, 0)
    ).values_list("year", "value", "unit__code")
    for alias_year, number, code in remembered:
        # A stand-in code is no knowledge: it only says that nobody has named the unit yet.
        if code is None or not code.startswith("#"):
            tree.known[alias_year, number] = code
    for unit in Unit.objects.filter(government_id=government_id).select_related("replaced_by"):
        tree.ids[unit.code] = unit.pk
        if unit.replaced_by and unit.replacement_decided and (unit.valid_to is None or day >= unit.valid_to):
            tree.replaced[unit.code] = unit.replaced_by.code
    _read_moves(tree, government_id)
    return tree


def _read_moves(tree: Tree, government_id: int) -> None:
    """Parents other than the code's own: only these are decisions."""
    rows = UnitParent.objects.filter(unit__government_id=government_id).select_related("unit", "parent")
    of_unit: dict[str, list[UnitParent]] = defaultdict(list)
    for row in rows:
        of_unit[row.unit.code].append(row)
    for code, parents in of_unit.items():
        if all(row.parent.code == pd_code(code) and row.valid_to is None for row in parents):
            continue
        in_force = [
            row for row in parents if row.valid_from <= tree.day and (row.valid_to is None or row.valid_to > tree.day)
        ]
        tree.moved[code] = in_force[0].parent.code if in_force else code
