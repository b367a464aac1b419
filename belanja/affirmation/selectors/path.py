"""The way to the target: plan lines of a Perangkat Daerah that could be bought through the catalogue and are not
planned so, each with what the catalogue has for it. Nothing is foretold: a line is worth what is left of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.catalogue.search import codes
from belanja.etalase.models import Etalase
from belanja.facts.selectors import codes_under_way
from belanja.institutions.models import Government
from belanja.plans import selectors as plans
from belanja.plans.models import PlanClass, RupPackage
from belanja.proposals import selectors as proposals
from belanja.proposals.models import Proposal
from belanja.rules import money, way
from belanja.rules.classification import CLASSES, NOT_ONE
from belanja.rules.firms import UMKK
from belanja.rules.listings import EtalaseState

from .path_begun import Begun, needs_by_line, proposals_by_class
from .units import unit_page

#: Of offers by the classes of their shelves: for sale, firms, of these UMKK, offers proven domestic.
_OFFERS = """
SELECT c.class, count(*), count(DISTINCT o.seller_id),
  count(DISTINCT o.seller_id) FILTER (WHERE o.scale = ANY(%(umkk)s)), count(*) FILTER (WHERE o.pdn = ANY(%(proven)s))
FROM unnest(%(shelves)s::int[], %(classes)s::text[]) AS c(shelf, class)
JOIN catalogue_offersearch o ON o.etalase_id = c.shelf AND o.state = 0 GROUP BY c.class
"""
_UMKK_CODES = [place for place, scale in enumerate(codes.SCALES) if scale in UMKK]
_PROVEN_CODES = [place for place, pdn in enumerate(codes.PDN) if pdn.proven]


@dataclass(frozen=True)
class Shelf:
    slug: str
    name: str


@dataclass(frozen=True)
class Coverage:
    """What the catalogue has for a class: its open shelves, and what is for sale on them by how many firms."""

    shelves: tuple[Shelf, ...] = ()
    offers: int = 0
    firms: int = 0
    umkk_firms: int = 0
    pdn_offers: int = 0

    @property
    def cover(self) -> Decimal:
        return way.cover(
            offers=self.offers, firms=self.firms, umkk_firms=self.umkk_firms, pdn_offers=self.pdn_offers
        )  # fmt: skip

    @property
    def umkk_percent(self) -> Decimal | None:
        return money.share_percent(Decimal(self.umkk_firms), Decimal(self.firms)) if self.firms else None

    @property
    def pdn_percent(self) -> Decimal | None:
        return money.share_percent(Decimal(self.pdn_offers), Decimal(self.offers)) if self.offers else None


class Standing(StrEnum):
    """How a line stands to the catalogue: goods for sale, an open shelf without any, no shelf, or what is not bought
    here at all: works and advice are measured from imports."""

    COVERED = "ada_barang"
    EMPTY = "etalase_kosong"
    NO_SHELF = "tanpa_etalase"
    MEASURED = "hanya_diukur"


@dataclass(frozen=True)
class PathLine:
    """One plan line, rupiah. `points`: percentage points that buying the whole of it adds to the share; None where the
    share has no denominator. `rank`: its place, from 1, among the lines that could move. `need`, `proposals`: what was
    begun already to bring its goods in."""

    rank: int
    code: str
    title: str
    unit_code: str
    method: str
    amount: Decimal
    class_code: str
    by_person: bool
    words: str
    confidence: Decimal
    points: Decimal | None
    coverage: Coverage
    standing: Standing
    need: Begun | None = None
    proposals: tuple[Begun, ...] = ()

    @property
    def weight(self) -> Decimal:
        """By which lines are ranked: the amount as far as the catalogue covers it (`rules.way`)."""
        return self.amount * self.coverage.cover


@dataclass(frozen=True)
class Sum:
    count: int = 0
    amount: Decimal = money.ZERO


@dataclass(frozen=True)
class Path:
    """The way of one Perangkat Daerah. `lines`: those that could move, best first; the sums are of lines that are not
    among them, and why not."""

    table: ShareTable
    unit: UnitShare
    unit_ids: tuple[int, ...]
    lines: tuple[PathLine, ...]
    unsure: Sum
    """Nobody tells yet what they buy."""
    mixed: Sum
    """A person said that they buy no one thing."""
    outside: Sum
    """What they pay for lies in no catalogue."""
    begun: Sum
    """Something has been ordered of them already, or a firm is being chosen, by whatever way."""

    def of(self, *standings: Standing) -> tuple[PathLine, ...]:
        return tuple(line for line in self.lines if line.standing in standings)

    def sum_of(self, *standings: Standing) -> Sum:
        found = self.of(*standings)
        return Sum(len(found), sum((line.amount for line in found), money.ZERO))

    def points_of(self, amount: Decimal) -> Decimal | None:
        """What an amount adds to the share, in percentage points."""
        return points(amount, self.unit.denominator)


def points(amount: Decimal, denominator: Decimal | None) -> Decimal | None:
    return money.share_percent(amount, denominator) if denominator else None


def path_of(*, government: Government, year: int, code: str, proposed: Iterable[Proposal] | None = None) -> Path:
    """The way of the Perangkat Daerah `code` with all units counted under it, in some twenty-four queries. `proposed`:
    proposals of etalase that may be told of; those that everybody sees where none are given. RuleBroken 404 where the
    year has none of that code."""
    page = unit_page(government=government, year=year, code=code)
    packages = list(
        RupPackage.objects.filter(
            government_id=government.pk,
            year=year,
            kind=RupPackage.Kind.PENYEDIA,
            counts=True,
            epurchasing=False,
            unit_id__in=page.unit_ids,
        ).select_related("unit")
    )
    held = plans.with_balances(government_id=government.pk, year=year, packages=packages)
    classed = {row.pk: row for row in PlanClass.objects.filter(package__in=packages)}
    covered = coverage(government)
    under_way = codes_under_way(government_id=government.pk, year=year)
    aside: dict[str, list[Decimal]] = defaultdict(list)
    lines = []
    for line in held:
        row = classed.get(line.package.pk)
        reason = _why_not(line, row, under_way)
        if reason or row is None:
            aside[reason].append(line.remaining)
        else:
            lines.append(_line(line, row, covered.get(row.code, Coverage()), page.unit.denominator))
    lines.sort(key=lambda one: (-one.weight, -one.amount, one.code))
    asked = needs_by_line(government.pk, [one.code for one in lines])
    by_class = proposals_by_class(proposals.public(government.pk) if proposed is None else proposed)
    return Path(
        table=page.table,
        unit=page.unit,
        unit_ids=page.unit_ids,
        lines=tuple(
            replace(one, rank=place, need=asked.get(one.code), proposals=by_class.get(one.class_code, ()))
            for place, one in enumerate(lines, start=1)
        ),
        **{reason: _sum(aside[reason]) for reason in ("unsure", "mixed", "outside", "begun")},
    )


def _sum(amounts: list[Decimal]) -> Sum:
    return Sum(len(amounts), sum(amounts, money.ZERO))


def _why_not(line: plans.PlanLine, row: PlanClass | None, under_way: set[str]) -> str:
    """Why a line is not among those that could move; empty where it is."""
    if line.remaining != line.pagu or line.code in under_way:
        return "begun"
    if row is None or not row.code:
        return "unsure"
    if row.code == NOT_ONE:
        return "mixed"
    return "" if row.code in CLASSES and CLASSES[row.code].in_catalogues else "outside"


def _line(line: plans.PlanLine, row: PlanClass, found: Coverage, denominator: Decimal | None) -> PathLine:
    return PathLine(
        rank=0,
        code=line.code,
        title=line.title,
        unit_code=line.package.unit.code,
        method=line.package.method,
        amount=line.remaining,
        class_code=row.code,
        by_person=bool(row.decided),
        words=row.words,
        confidence=row.confidence,
        points=points(line.remaining, denominator),
        coverage=found,
        standing=_standing(row.code, found),
    )


def _standing(class_code: str, found: Coverage) -> Standing:
    if not CLASSES[class_code].bought_here:
        return Standing.MEASURED
    return Standing.COVERED if found.offers else Standing.EMPTY if found.shelves else Standing.NO_SHELF


def coverage(government: Government) -> dict[str, Coverage]:
    """By class that is bought here what the open shelves of a government, and those of the nation, hold for sale. Two
    queries."""
    found = Etalase.objects.filter(
        Q(government=government) | Q(government__isnull=True), state=EtalaseState.ACTIVE.value
    ).order_by("sort_key")
    by_class: dict[str, list[Etalase]] = defaultdict(list)
    for shelf in found:
        for code in plans.shelf_classes(shelf.name, shelf.kbki):
            if CLASSES[code].bought_here:
                by_class[code].append(shelf)
    pairs = [(shelf.pk, code) for code, shelves in by_class.items() for shelf in shelves]
    with connection.cursor() as cursor:
        told: dict[str, list[Any]] = {
            "shelves": [pk for pk, _code in pairs],
            "classes": [code for _pk, code in pairs],
            "umkk": _UMKK_CODES,
            "proven": _PROVEN_CODES,
        }
        cursor.execute(_OFFERS, told)
        counted: Mapping[str, tuple[int, ...]] = {code: tuple(counts) for code, *counts in cursor.fetchall()}
    return {
        code: Coverage(tuple(Shelf(one.slug, one.name) for one in shelves), *counted.get(code, (0, 0, 0, 0)))
        for code, shelves in by_class.items()
    }
