"""One question to the database: the page, the exact total and all facets, from one pass over the narrow rows.

`hit` holds every row that the words find, with one bit for each chosen filter that it passes. A row with all bits is a
result; the facet of a filter counts the rows that pass all others, so that one sees what another choice would give.
Relevance is reckoned for a bounded number of candidates: those whose first word is what was asked come first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from belanja.foundation import clock
from belanja.rules import ranking

from .filters import CONDITIONS, FIXED, Filters, Order, parameters
from .query import Group, Query
from .vocabulary import Phrase

#: Results that can be leafed through; the total is exact whatever it is.
MOST_SHOWN = 960
_CANDIDATES, _CANDIDATES_BY_HEAD = 1_200, 800
_BRANDS_SHOWN = 12
_VALUES_SHOWN = 60
#: Relevance of the sizes that were asked for, all of them met.
_SIZE = 22


@dataclass(frozen=True)
class Hit:
    """One result: its offer, relevance (0 to 100 in steps) and the points of affirmation that were added."""

    offer_id: int
    relevance: int
    boost: int


@dataclass(frozen=True)
class Found:
    """`facets`: name -> value -> rows. `values`: FacetValue id -> rows (only within one etalase)."""

    hits: list[Hit]
    total: int
    facets: dict[str, dict[int, int]]


def find(
    query: Query, chosen: Filters, *, order: Order, page: int, size: int, regions: int, loosely: bool = False
) -> Found:
    """`loosely`: one of the words may be missing. `regions`: how many regions have a bit. One query."""
    values: dict[str, Any] = parameters(chosen) | {"limit": size, "offset": (page - 1) * size}
    words = _Words(query.groups, values)
    narrowed, bits = _bits(chosen, worded=bool(words.hard))
    everything = (1 << len(bits)) - 1
    passed = " + ".join(
        f"(CASE WHEN {condition} THEN {1 << n} ELSE 0 END)" for n, condition in enumerate(bits.values())
    )
    base = [*narrowed, words.condition(loosely=loosely)]
    sql = f"""
WITH hit AS MATERIALIZED (
  SELECT s.offer_id, s.etalase_id, s.pdn, s.scale, s.place_id, s.brand_id, s.state, s.regions, s.price, s.quality,
    s.boost, {"s.values" if chosen.etalase else "NULL::int[] AS values"}, ({passed or "0"})::int AS ok,
    {words.head()} AS head
  FROM catalogue_offersearch s WHERE {" AND ".join(filter(None, base)) or "true"}
), result AS NOT MATERIALIZED (SELECT * FROM hit WHERE ok = {everything}), {_ordered(order, words)}
SELECT 'page', p.offer_id::bigint, p.relevance::bigint, p.points::bigint FROM page p
UNION ALL SELECT 'total', 0, count(*), 0 FROM result
{"".join(_facets(bits, everything, chosen, regions))}
"""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    counted: dict[str, dict[int, int]] = {}
    for name, value, count, _ in rows:
        if name not in {"page", "total"} and value is not None and count:
            counted.setdefault(name, {})[value] = count
    hits = [Hit(offer, relevance, points) for name, offer, relevance, points in rows if name == "page"]
    total = next(count for name, _, count, _ in rows if name == "total")
    return Found(hits, total, counted)


def _bits(chosen: Filters, *, worded: bool) -> tuple[list[str], dict[str, str]]:
    """Conditions that hold for everything, and those that get a bit each (attribute values one for each key). Without
    words the chosen etalase is what is looked through, and no choice among others."""
    named = {name: condition for name, condition in CONDITIONS.items() if getattr(chosen, name) is not None}
    for number, key in enumerate(chosen.values):
        named[f"value:{key}"] = f"s.values @> ARRAY[%(value_{number})s]::int[]"
    fixed = [condition for name, condition in FIXED.items() if getattr(chosen, name) not in (None, ())]
    if not worded and "etalase" in named:
        fixed.append(named.pop("etalase"))
    return fixed, named


def value_mark(query: Query, chosen: Filters, key: str) -> int:
    """The number behind `value:` under which the counts of a chosen attribute are found."""
    return 1 << list(_bits(chosen, worded=bool(query.hard))[1]).index(f"value:{key}")


class _Words:
    """The words of a question as conditions and points; their lexemes become parameters of the statement."""

    def __init__(self, groups: Sequence[Group], values: dict[str, Any]) -> None:
        self.groups = groups
        self.hard = [group for group in groups if not group.soft]
        self.values = values

    def _parameter(self, tsquery: str) -> str:
        name = f"q{len(self.values)}"
        self.values[name] = tsquery
        return f"%({name})s::tsquery"

    def condition(self, *, loosely: bool) -> str:
        """Which rows are found: all demanded words; loosely, all but one."""
        if not self.hard:
            return ""
        each = [_met(group) for group in self.hard]
        if not loosely or len(each) == 1:
            return f"s.words @@ {self._parameter(' & '.join(each))}"
        met = " + ".join(f"(s.words @@ {self._parameter(one)})::int" for one in each)
        return f"s.words @@ {self._parameter(' | '.join(each))} AND {met} >= {len(each) - 1}"

    def head(self) -> str:
        """Whether the row is the very thing that one of the words names."""
        if not self.hard:
            return "false"
        first = [_phrase(phrase, head=True) for group in self.hard for phrase in group.phrases]
        return f"(s.words @@ {self._parameter(' | '.join(f'({one})' for one in first))})"

    def meaning(self) -> str:
        """SQL for which meaning of the first mistyped word a row has; every meaning shows its best in turn."""
        several = next((group for group in self.hard if len(group.phrases) > 1), None)
        if several is None:
            return "0"
        cases = [
            f"WHEN s.words @@ {self._parameter(_phrase(phrase))} THEN {n}" for n, phrase in enumerate(several.phrases)
        ]
        return f"(CASE {' '.join(cases)} ELSE {len(cases)} END)"

    def relevance(self) -> str:
        """SQL for 0 to 100: the mean over the demanded words of how well each is met, and something for sizes, for
        words that stand together, and for names without much else."""
        if not self.hard:
            return "0"
        met = " + ".join(self._points(group) for group in self.hard)
        parts = [f"({met})::numeric / {len(self.hard)} * 0.7"]
        soft = [group for group in self.groups if group.soft]
        if soft:
            wished = " + ".join(
                f"(s.words @@ {self._parameter(_any_of(group.phrases, weights='AB'))})::int" for group in soft
            )
            # More than all affirmation points between one who has the size and one who has another.
            parts.append(f"({wished})::numeric / {len(soft)} * {_SIZE} - {_SIZE - 14}")
        words = [lexeme for group in self.hard for lexeme in group.phrases[0]]
        if len(words) > 1:
            parts.append(f"(s.words @@ {self._parameter(' <-> '.join(_quoted(one) for one in words))})::int * 4")
        said = " + ".join(
            f"(s.words @@ {self._parameter(_any_of(group.phrases, weights='AB'))})::int * {len(group.phrases[0])}"
            for group in self.hard
        )
        parts.append(f"least(1, ({said})::numeric / s.name_words) * 12")
        return " + ".join(parts)

    def _points(self, group: Group) -> str:
        cases = [
            (_joined(group.phrases, head=True), 100),
            (_any_of(group.phrases, weights="A"), 85),
            (_any_of(group.phrases, weights="AB"), 75),
        ]
        if group.equivalents:
            cases += [
                (_joined(group.equivalents, head=True), 80),
                (_any_of(group.equivalents, weights="AB"), 60),
            ]
        cases.append((_any_of(group.phrases, weights="ABC"), 40))
        if group.equivalents:
            cases.append((_any_of(group.equivalents, weights="ABC"), 35))
        told = " ".join(f"WHEN s.words @@ {self._parameter(tsquery)} THEN {points}" for tsquery, points in cases)
        return f"(CASE {told} WHEN s.words @@ {self._parameter(_met(group))} THEN 20 ELSE 0 END)"


def _met(group: Group) -> str:
    """The word itself anywhere, or an equivalent where it is more than a word of the description."""
    said = _any_of(group.phrases)
    return f"({said} | {_any_of(group.equivalents, weights='ABC')})" if group.equivalents else said


def _joined(phrases: Sequence[Phrase], *, head: bool) -> str:
    return " | ".join(f"({_phrase(phrase, head=head)})" for phrase in phrases)


def _any_of(phrases: Sequence[Phrase], weights: str = "") -> str:
    return "(" + " | ".join(f"({_phrase(phrase, weights=weights)})" for phrase in phrases) + ")"


def _phrase(phrase: Phrase, *, head: bool = False, weights: str = "") -> str:
    """A phrase as a tsquery: all its lexemes; `head`: the first one as the word that says what a thing is."""
    suffix = f":{weights}" if weights else ""
    # Long numbers are codes, of which the beginning may be asked for.
    said = [_quoted(one) + (f":*{weights}" if one.isdigit() and len(one) > 4 else suffix) for one in phrase]
    if head:
        said = [_quoted("^" + phrase[0]), *(_quoted(one) + ":AB" for one in phrase[1:])]
    return " & ".join(said)


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "").replace("'", "") + "'"


def _ordered(order: Order, words: _Words) -> str:
    if order in {Order.CHEAPEST, Order.DEAREST}:
        direction = "ASC" if order is Order.CHEAPEST else "DESC"
        return f"""page AS (
  SELECT offer_id, 0 AS relevance, 0 AS points FROM result
  ORDER BY price {direction} NULLS LAST, offer_id LIMIT %(limit)s OFFSET %(offset)s)"""
    boost = "s.boost" if order is Order.AFFIRMED else "0"
    words.values["day"] = clock.today().isoformat()
    step = ranking.RELEVANCE_STEP
    lost = f"(CASE s.state WHEN 0 THEN 0 WHEN 1 THEN {ranking.NOT_FOR_SALE} ELSE {ranking.ARCHIVE} END)"
    several = "true" if words.meaning() != "0" else "false"
    stored = f"{'boost' if order is Order.AFFIRMED else '0'} + quality - state * {ranking.ARCHIVE}"
    return f"""candidate AS (
  (SELECT offer_id FROM result WHERE head ORDER BY {stored} DESC, offer_id LIMIT {_CANDIDATES_BY_HEAD})
  UNION (SELECT offer_id FROM result ORDER BY {stored} DESC, offer_id LIMIT {_CANDIDATES})
), ranked AS MATERIALIZED (
  SELECT s.offer_id, s.product_id, (round(({words.relevance()}) / {step}) * {step})::int AS relevance,
    {boost} AS points, s.quality - {lost} AS rest, {words.meaning()} AS meaning,
    sha256(convert_to(%(day)s || ':' || s.offer_id, 'UTF8')) AS turn
  FROM candidate c JOIN catalogue_offersearch s ON s.offer_id = c.offer_id
), spread AS (
  SELECT *, relevance + points + rest - {ranking.SAME_PRODUCT} * least({ranking.SAME_PRODUCT_MOST}, row_number() OVER (
    PARTITION BY product_id ORDER BY relevance + points + rest DESC, turn) - 1) AS score FROM ranked
), page AS (
  SELECT offer_id, relevance, points FROM (
    SELECT *, row_number() OVER (PARTITION BY meaning ORDER BY score DESC, turn) AS place FROM spread) x
  ORDER BY CASE WHEN {several} THEN place ELSE 0 END, score DESC, turn
  LIMIT %(limit)s OFFSET %(offset)s)"""


def _facets(bits: dict[str, str], everything: int, chosen: Filters, regions: int) -> Iterator[str]:
    """One counting for each facet over the rows that pass all filters but its own."""
    places = {name: 1 << n for n, name in enumerate(bits)}

    def passing(name: str) -> str:
        own = places.get(name, 0)
        return f"(ok | {own}) = {everything}"

    for name, column in (("etalase", "etalase_id"), ("pdn", "pdn"), ("scale", "scale"), ("place", "place_id"),
                         ("state", "state")):  # fmt: skip
        yield f"UNION ALL SELECT '{name}', {column}, count(*), 0 FROM hit WHERE {passing(name)} GROUP BY 2\n"
    yield (
        f"UNION ALL (SELECT 'brand', brand_id, count(*), 0 FROM hit WHERE {passing('brand')} AND brand_id IS NOT NULL "
        f"GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {_BRANDS_SHOWN})\n"
    )
    yield (
        "UNION ALL SELECT 'step', width_bucket(price, %(steps)s::bigint[]), count(*), 0 FROM hit "
        f"WHERE {passing('step')} AND price IS NOT NULL GROUP BY 2\n"
    )
    counted = ", ".join(f"count(*) FILTER (WHERE regions & {1 << bit} <> 0)" for bit in range(regions))
    if counted:
        yield (
            f"UNION ALL SELECT 'region', r.bit - 1, r.n, 0 FROM (SELECT ARRAY[{counted}] AS counts FROM hit "
            f"WHERE {passing('region')}) c, unnest(c.counts) WITH ORDINALITY r(n, bit)\n"
        )
    if chosen.etalase:
        for key in [None, *chosen.values]:
            name = f"value:{key}" if key else ""
            yield (
                f"UNION ALL (SELECT 'value{':' + str(places[name]) if name else ''}', v, count(*), 0 FROM hit, "
                f"unnest(values) v WHERE {passing(name)} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {_VALUES_SHOWN})\n"
            )
