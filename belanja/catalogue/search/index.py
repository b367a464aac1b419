"""Writing the rows by which offers are found. Whatever changes an offer calls `reindex` in its transaction."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from belanja.catalogue.models import FacetValue, SearchState
from belanja.catalogue.standing import ON_SHELF, SEEN
from belanja.foundation import clock
from belanja.foundation.words import Token, plain, tokens
from belanja.institutions import selectors as institutions
from belanja.rules import ranking
from belanja.rules.firms import Scale
from belanja.rules.listings import OPEN_SHELVES, VISIBLE
from belanja.rules.measures import word_of
from belanja.rules.pdn import PdnClass

from . import codes

_BATCH = 5_000
#: Values of a schema attribute beyond which it is no facet (a free text, a serial number).
_LONGEST_VALUE = 80
_NUMBER = re.compile(r"(\d+)[a-z]+$")
_COLUMNS = (
    "offer_id product_id seller_id etalase_id brand_id place_id pdn scale state regions price quality boost name_words "
    "values words"
).split()
_ROWS = f"""
SELECT o.id, o.product_id, o.seller_id, p.etalase_id, p.brand_id, s.region_id, p.pdn, s.scale, {ON_SHELF}, o.serves,
  p.name, coalesce(b.name, ''), p.model, p.variant, e.name, p.description, p.attributes, p.gtin, p.kbki, o.number,
  p.national_id, p.unit, o.maker, p.picture <> '', o.stock IS NOT NULL OR o.monthly_capacity IS NOT NULL,
  o.lead_days IS NOT NULL,
  (SELECT min(r.amount) FROM catalogue_pricerow r WHERE r.offer_id = o.id AND r.ended_on IS NULL)
FROM catalogue_offer o
JOIN catalogue_product p ON p.id = o.product_id
JOIN catalogue_seller s ON s.id = o.seller_id
JOIN etalase_etalase e ON e.id = p.etalase_id
LEFT JOIN catalogue_brand b ON b.id = p.brand_id
WHERE o.state = ANY(%s) AND e.state = ANY(%s) AND {SEEN}
  AND NOT EXISTS (
    SELECT FROM institutions_government g
    WHERE g.id = o.government_id AND starts_with(g.code, '{institutions.PRACTICE}'))
  AND NOT (o.archive_day IS NOT NULL AND EXISTS (
    SELECT FROM catalogue_offer n WHERE n.continues_id = o.id AND n.state = ANY(%s)))
"""


@dataclass(frozen=True)
class _Read:
    """One offer as `_ROWS` reads it."""

    id: int
    product: int
    seller: int
    etalase: int
    brand_id: int | None
    place: int | None
    pdn: str
    scale: str
    state: str
    serves: list[int]
    name: str
    brand: str
    model: str
    variant: str
    etalase_name: str
    description: str
    attributes_json: str
    gtin: str
    kbki: str
    number: str
    national_id: str
    unit: str
    maker: str
    pictured: bool
    stocked: bool
    timed: bool
    price: Decimal | None

    @cached_property
    def attributes(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.attributes_json)
        return read


_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Within it offers wait to be indexed and are so at once at its end, in the same transaction: for work on many
    listings. Nothing of it where it ends with an error, because then its transaction is undone as well."""
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    reindex(sorted(waiting))


def reindex(offer_ids: Sequence[int] | None = None) -> int:
    """Write the search rows of some offers (None: all) anew; offers that are no longer visible lose theirs. Returns
    how many rows were written. The words that typos are mended by are counted anew when all are."""
    if offer_ids is not None:
        waiting = _waiting.get()
        if waiting is not None:
            waiting.update(offer_ids)
            return 0
        if not offer_ids:
            return 0
    with connection.cursor() as cursor:
        if offer_ids is None:
            cursor.execute("TRUNCATE catalogue_offersearch")
        else:
            cursor.execute("DELETE FROM catalogue_offersearch WHERE offer_id = ANY(%s)", [list(offer_ids)])
    written = 0
    bits = _bits()
    points = {key: _points(key) for key in (*ranking.PDN_KEYS.values(), ranking.UMKK_KEY)}
    facets = _Facets()
    for batch in _read(offer_ids):
        facets.learn(batch)
        lines = (_line(row, bits, points, facets) for row in batch)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY catalogue_offersearch ({', '.join(_COLUMNS)}) FROM STDIN") as copy,
        ):
            for line in lines:
                copy.write_row(line)
        written += len(batch)
    if offer_ids is None:
        count_words()
    return written


def count_words() -> None:
    """Count the words of all visible names anew, for mending typos."""
    uses: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.name || ' ' || coalesce(b.name, '') || ' ' || e.name, count(*) FROM catalogue_offersearch s "
            "JOIN catalogue_product p ON p.id = s.product_id JOIN etalase_etalase e ON e.id = s.etalase_id "
            "LEFT JOIN catalogue_brand b ON b.id = s.brand_id GROUP BY 1"
        )
        for name, count in cursor.fetchall():
            for word in {token.word for token in tokens(name) if _mendable(token)}:
                uses[word] += count
        cursor.execute("DELETE FROM catalogue_word")
        with cursor.copy("COPY catalogue_word (word, uses) FROM STDIN") as copy:
            for word, count in uses.items():
                copy.write_row((word, count))
    changed()


def changed() -> None:
    """Tell every process that words, names or synonyms have changed. No number is given twice, not even after a
    transaction that was undone."""
    SearchState.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_searchstate SET version = nextval('catalogue_search_version')")


def _mendable(token: Token) -> bool:
    return (3 if token.size else 1) < len(token.word) <= 40 and not any(char.isdigit() for char in token.word)


def _read(offer_ids: Sequence[int] | None) -> Iterator[list[_Read]]:
    """The visible offers, some thousands at a time, by their id."""
    sql = (
        _ROWS + " AND o.id > %s" + (" AND o.id = ANY(%s)" if offer_ids is not None else "") + " ORDER BY o.id LIMIT %s"
    )
    wanted = [] if offer_ids is None else [list(offer_ids)]
    visible = [state.value for state in VISIBLE]
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                sql,
                [visible, [state.value for state in OPEN_SHELVES], visible, last, *wanted, _BATCH],
            )
            rows = [_Read(*row) for row in cursor.fetchall()]
        if not rows:
            return
        last = rows[-1].id
        yield rows


def _bits() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, bit FROM catalogue_region WHERE bit IS NOT NULL")
        return {region: 1 << bit for region, bit in cursor.fetchall()}


def _points(key: str) -> Decimal:
    return institutions.parameter(key, government_id=None, on=clock.today())


class _Facets:
    """Values of schema attributes by their number; new ones are added as they come."""

    def __init__(self) -> None:
        self.ids = {(one.etalase_id, one.key, one.value): one.pk for one in FacetValue.objects.all()}

    def learn(self, rows: Iterable[_Read]) -> None:
        new = {found for row in rows for found in _facets_of(row)} - self.ids.keys()
        made = FacetValue.objects.bulk_create(
            FacetValue(etalase_id=etalase, key=key, value=value) for etalase, key, value in sorted(new)
        )
        self.ids |= {(one.etalase_id, one.key, one.value): one.pk for one in made}

    def of(self, row: _Read) -> list[int]:
        return [self.ids[found] for found in _facets_of(row)]


def _facets_of(row: _Read) -> Iterator[tuple[int, str, str]]:
    for key, value in row.attributes.items():
        told = {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else str(value)
        if told and len(told) <= _LONGEST_VALUE:
            yield row.etalase, key, told


def _line(row: _Read, bits: dict[int, int], points: dict[str, Decimal], facets: _Facets) -> tuple[Any, ...]:
    scale = Scale(row.scale) if row.scale else None
    brand = {token.lexeme for token in tokens(row.brand)}
    names = [token for token in tokens(row.name) if not token.size and token.lexeme not in brand]
    return (
        row.id,
        row.product,
        row.seller,
        row.etalase,
        row.brand_id,
        row.place,
        codes.pdn(row.pdn),
        codes.scale(row.scale),
        codes.state(row.state),
        sum(bits.get(region, 0) for region in row.serves),
        None if row.price is None else int(row.price),
        row.pictured + row.stocked + row.timed,
        ranking.boost(PdnClass(row.pdn), scale, points),
        min(len(names) or 1, 99),
        "{" + ",".join(str(one) for one in facets.of(row)) + "}",
        vector(row),
    )


def vector(row: _Read) -> str:
    """The words of an offer as a tsvector literal: A name, B brand, type and attributes, C etalase and classification,
    D description. The word that says what it is stands once more with a `^` before it."""
    found: dict[str, str] = {}
    brand = {token.lexeme for token in tokens(row.brand)}
    names = tokens(row.name)
    head = next((token.lexeme for token in names if not token.size and token.lexeme not in brand), "")
    if head:
        found["^" + head] = "'^" + _quoted(head) + "':1A"
    # A brand in the name is still only a brand: "Hotmix Cikande" does not make concrete asphalt.
    _put(found, names, "A", positions=True, but=brand)
    values = " ".join(str(value) for value in row.attributes.values() if not isinstance(value, bool))
    _put(found, tokens(f"{row.brand} {row.model} {row.variant} {values} {word_of(row.unit) if row.unit else ''}"), "B")
    _put(found, tokens(row.etalase_name), "C")
    codes_ = [plain(code) for code in (row.gtin, row.kbki, row.national_id) if code]
    _put(found, [Token(code, code) for code in codes_] + tokens(row.number), "C")
    _put(found, tokens(row.description[:2_000]), "D")
    return " ".join(found.values())


def _put(
    found: dict[str, str],
    words: Sequence[Token],
    weight: str,
    *,
    positions: bool = False,
    but: Collection[str] = (),
) -> None:
    for place, token in enumerate(words, 1):
        at = min(place, 250) if positions else 255
        bare = _NUMBER.match(token.lexeme) if token.size else None
        # `80` alone finds what has 80 of something.
        for lexeme in (token.lexeme, *(bare.groups() if bare else ())):
            if lexeme and lexeme not in found and lexeme not in but:
                found[lexeme] = f"'{_quoted(lexeme)}':{at}{weight}"


def _quoted(lexeme: str) -> str:
    return lexeme.replace("\\", "").replace("'", "")
