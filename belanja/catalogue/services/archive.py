"""The national listing as a dated archive: firms, shelves, products, offers and prices as they were on a day.

Nothing of it can be bought here. A later pull ends the prices that changed and adds the new ones, takes away what its
region no longer lists, and adds what is new; nothing of the history is lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.text import slugify

from belanja.catalogue.models import Brand, Offer, Product, Region, Seller
from belanja.catalogue.search.index import count_words, reindex
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules import measures
from belanja.rules.listings import EtalaseState, Freight, ListingState, Origin
from belanja.rules.pdn import PdnClass

from . import bulk
from .archive_claims import judge, write_claims
from .archive_prices import PriceList, going_on, write_prices
from .evidence import limits_on

_BATCH = 2_000
_FIELDS = (
    "product_key owner_code name origin tkdn bmp certificate firm shelf maker number kbki unit stock approved_on "
    "valid_to certificate_owner prices source_row_id"
).split()
#: Why an offer is out of sight: its region's listing no longer has it, or its import was withdrawn.
GONE = "Tidak ada lagi dalam tarikan katalog nasional."
WITHDRAWN = "Impor yang membawanya ditarik kembali."
#: A validity beyond this year is how the national catalogue writes "without end".
_WITHOUT_END = 2100


@dataclass(frozen=True)
class Listed:
    """One product of one region, as the pull has it."""

    product_key: str
    owner_code: str
    name: str
    origin: str
    tkdn: Decimal | None
    bmp: Decimal | None
    certificate: str
    firm: str
    shelf: str
    maker: str
    number: str
    kbki: str
    unit: str
    stock: Decimal | None
    approved_on: date | None
    valid_to: date | None
    certificate_owner: str
    prices: str | None
    source_row_id: int

    @property
    def key(self) -> str:
        return f"{self.product_key}/{self.owner_code}"[:60]


def bring_archive(*, skip_vanished: bool = False) -> int:
    """Bring the archive in line with the pull in `intake_current` and `intake_gone`; returns how many offers changed.
    `skip_vanished`: the pull is doubtful, what it lacks stays. Rows without firm or etalase are evidence alone."""
    days = _days()
    known = _Known()
    changed: list[int] = []
    for batch in _read():
        changed += _bring(batch, days, known)
    if not skip_vanished:
        changed += _take_away(days)
    _confirm(days)
    if changed:
        _mark_doubtful_certificates()
        reindex(changed)
        count_words()
    return len(changed)


def forget_archive(*, source_row_ids: list[int]) -> None:
    """Take offers out of sight whose import was withdrawn; their history stays."""
    gone = list(
        Offer.objects.filter(source_row_id__in=source_row_ids, archive_day__isnull=False).values_list("pk", flat=True)
    )
    if gone:
        # Their prices end only where no earlier pull has them: `archive_return.restore_archive`.
        Offer.objects.filter(pk__in=gone).update(state=ListingState.REMOVED.value, state_reason=WITHDRAWN)
        reindex(gone)


def bring_again() -> list[int]:
    """Bring what stands again after a later pull was withdrawn: rows that were replaced (new in `intake_current`), and
    offers that the withdrawn pull had lacked. Returns their offers."""
    days, known = _days(), _Known()
    missed = _missed(days)
    back = [offer for batch in _read(also=missed) for offer in _bring(batch, days, known, again=True)]
    with connection.cursor() as cursor:
        for owner, day in days.items():
            cursor.execute(
                "UPDATE catalogue_offer o SET archive_day = %s FROM catalogue_product p WHERE p.id = o.product_id "
                "AND o.state = 'arsip' AND split_part(p.national_id, '/', 2) = %s AND o.archive_day > %s",
                [day, owner, day],
            )
    return back


def _missed(days: dict[str, date]) -> list[int]:
    """Source rows of the offers that only a later pull lacked: they were there on the day that stands again."""
    gone = Offer.objects.filter(state=ListingState.REMOVED.value, state_reason=GONE, archive_day__isnull=False)
    rows = gone.values_list("source_row_id", "product__national_id", "archive_day")
    return [row for row, key, day in rows if row and day and day >= days.get(key.partition("/")[2], date.max)]


def _days() -> dict[str, date]:
    """Owner -> the last day that its rows tell of: the day the archive stands for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(owner_code, ''), max(approved_on) FROM intake_current GROUP BY 1")
        return {owner: min(day or clock.today(), clock.today()) for owner, day in cursor.fetchall()}


def _read(*, also: Sequence[int] = ()) -> Iterator[list[Listed]]:
    """New and changed rows that name a firm and an etalase, and those of the ids `also`, some thousands at a time."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(_FIELDS)} FROM intake_current "
                "WHERE (class IN ('new', 'changed') OR source_row_id = ANY(%s)) "
                "AND firm <> '' AND shelf <> '' AND source_row_id > %s ORDER BY source_row_id LIMIT %s",
                [list(also), last, _BATCH],
            )
            rows = [_listed(row) for row in cursor.fetchall()]
        if not rows:
            return
        last = rows[-1].source_row_id
        yield rows


_NULLABLE = frozenset({"tkdn", "bmp", "stock", "approved_on", "valid_to", "prices"})


def _listed(row: Sequence[Any]) -> Listed:
    cells: list[Any] = [
        "" if cell is None and name not in _NULLABLE else cell for name, cell in zip(_FIELDS, row, strict=True)
    ]
    return Listed(*cells)


class _Known:
    """Shelves, firms, brands and regions by name; made where they are new."""

    def __init__(self) -> None:
        self.shelves = {one.name: one for one in Etalase.objects.filter(state=EtalaseState.FROZEN.value)}
        self.slugs = set(Etalase.objects.values_list("slug", flat=True))
        self.sellers = {one.name: one for one in Seller.objects.filter(government=None)}
        self.seller_slugs = set(Seller.objects.values_list("slug", flat=True))
        self.brands = dict(Brand.objects.values_list("name", "id"))
        self.regions = dict(Region.objects.exclude(national_id=None).values_list("national_id", "id"))
        self.governments = dict(Government.objects.values_list("code", "id"))
        self.least = institutions.parameter("katalog.harga.terkecil", government_id=None, on=clock.today())
        self.limits = limits_on(clock.today())

    def shelf(self, row: Listed) -> Etalase:
        if row.shelf not in self.shelves:
            self.shelves[row.shelf] = Etalase.objects.create(
                government_id=self.governments.get(row.owner_code),
                slug=_free(slugify(row.shelf)[:100] or "etalase", self.slugs),
                name=row.shelf,
                sort_key=name_key(row.shelf)[:300],
                kind="Lokal",
                state=EtalaseState.FROZEN.value,
                description="Arsip katalog nasional. Barangnya belum dapat dibeli di sini.",
            )
        return self.shelves[row.shelf]

    def seller(self, name: str) -> Seller:
        if name not in self.sellers:
            self.sellers[name] = Seller.objects.create(
                slug=_free(slugify(name)[:120] or "penyedia", self.seller_slugs),
                name=name,
                sort_key=name_key(name)[:200],
            )
        return self.sellers[name]

    def brand(self, name: str) -> int | None:
        if not name or len(name) > 60 or name in {"-", "0"}:
            return None
        if name not in self.brands:
            self.brands[name] = Brand.objects.create(name=name).pk
        return self.brands[name]

    def region(self, national_id: int) -> int:
        if national_id not in self.regions:
            self.regions[national_id] = Region.objects.create(national_id=national_id).pk
        return self.regions[national_id]


def _free(slug: str, taken: set[str]) -> str:
    """A slug that nobody has yet."""
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


def _bring(rows: Sequence[Listed], days: dict[str, date], known: _Known, *, again: bool = False) -> list[int]:
    lists = {row.key: PriceList.read(row.prices, least=known.least) for row in rows}
    products = _products(rows, known)
    offers = _offers(rows, products, lists, days, known)
    write_claims({products[row.key].pk: row for row in rows})
    begins = {offers[row.key].pk: days[row.owner_code] for row in rows}
    write_prices(
        {offers[row.key].pk: lists[row.key] for row in rows},
        days=going_on(begins) if again else begins,
        region=known.region,
    )
    return [offer.pk for offer in offers.values()]


def _products(rows: Sequence[Listed], known: _Known) -> dict[str, Product]:
    there = {one.national_id: one for one in Product.objects.filter(national_id__in=[row.key for row in rows])}
    new, old = [], []
    for row in rows:
        product = there.get(row.key)
        if product is None:
            product = there[row.key] = Product(national_id=row.key, pdn=PdnClass.UNKNOWN.value)
            new.append(product)
        else:
            old.append(product)
        product.etalase = known.shelf(row)
        product.name = row.name or "Tanpa nama"
        product.brand_id = known.brand(row.maker)
        product.kbki = row.kbki if row.kbki.isdigit() and len(row.kbki) <= 10 else ""
        product.unit, product.unit_written = measures.code_of(row.unit), row.unit
        product.origin = {"lokal": Origin.DOMESTIC, "import": Origin.IMPORT, "impor": Origin.IMPORT}.get(
            row.origin.lower(), Origin.UNKNOWN
        ).value
        judge(product, row, known.limits(product.etalase.government_id))
    bulk.add(new)
    bulk.change(old, "etalase name brand kbki unit unit_written origin pdn tkdn bmp pdn_reason".split())
    return {row.key: there[row.key] for row in rows}


def _offers(
    rows: Sequence[Listed],
    products: dict[str, Product],
    lists: dict[str, PriceList],
    days: dict[str, date],
    known: _Known,
) -> dict[str, Offer]:
    by_product = {
        one.product_id: one
        for one in Offer.objects.filter(product__in=products.values(), archive_day__isnull=False)
    }  # fmt: skip
    new, old, found = [], [], {}
    for row in rows:
        product = products[row.key]
        offer = by_product.get(product.pk)
        if offer is None:
            offer = Offer(product=product)
            new.append(offer)
        else:
            old.append(offer)
        prices = lists[row.key]
        offer.seller = known.seller(row.firm)
        offer.government_id = known.governments.get(row.owner_code)
        offer.number, offer.maker = row.number, row.maker
        offer.stock = row.stock if row.stock is not None and 0 <= row.stock < 10**15 else None
        offer.serves = sorted(known.region(one) for one in prices.regions)
        offer.freight_rule = Freight.BY_REGION.value if prices.tells_freight else Freight.UNKNOWN.value
        offer.valid_to = row.valid_to if row.valid_to and row.valid_to.year < _WITHOUT_END else None
        offer.state, offer.state_reason = ListingState.ARCHIVE.value, prices.doubt
        offer.listed_on, offer.archive_day = row.approved_on, days[row.owner_code]
        offer.source_row_id = row.source_row_id
        found[row.key] = offer
    bulk.add(new)
    bulk.change(
        old,
        "seller government number maker stock serves freight_rule valid_to state state_reason listed_on archive_day "
        "source_row_id".split(),
    )
    return found


def _confirm(days: dict[str, date]) -> None:
    """What the pull has unchanged stands for its day, too."""
    with connection.cursor() as cursor:
        for owner, day in days.items():
            cursor.execute(
                """
                UPDATE catalogue_offer o SET archive_day = %s FROM catalogue_product p, intake_current c
                WHERE p.id = o.product_id AND p.national_id = left(c.key, 60) AND coalesce(c.owner_code, '') = %s
                  AND o.state = 'arsip' AND o.archive_day < %s
                """,
                [day, owner, day],
            )


def _take_away(days: dict[str, date]) -> list[int]:
    """Offers that their region's listing no longer has. Other regions were not asked and keep theirs; a listing that
    lacks more than may vanish is taken for cut off, and takes nothing away."""
    most = institutions.parameter("plausibility.pull.most_vanished", government_id=None, on=clock.today())
    found: list[int] = []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT split_part(p.national_id, '/', 2) AS owner, array_agg(o.id) FILTER (WHERE c.key IS NULL), count(*)
            FROM catalogue_offer o JOIN catalogue_product p ON p.id = o.product_id
            LEFT JOIN (SELECT DISTINCT left(key, 60) AS key FROM intake_current) c ON c.key = p.national_id
            WHERE o.state = 'arsip' AND split_part(p.national_id, '/', 2) = ANY(%s) GROUP BY 1
            """,
            [list(days)],
        )
        vanished = cursor.fetchall()
    for owner, gone, all_ in vanished:
        if gone and len(gone) <= most * all_:
            _remove(gone, reason=GONE, day=days[owner])
            found += gone
    return found


def _remove(offers: list[int], *, reason: str, day: date) -> None:
    Offer.objects.filter(pk__in=offers).update(state=ListingState.REMOVED.value, state_reason=reason)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalogue_pricerow SET ended_on = greatest(valid_from, %s) WHERE offer_id = ANY(%s) "
            "AND ended_on IS NULL",
            [day, offers],
        )


def _mark_doubtful_certificates() -> None:
    """Say of certificates that stand with several values that they do: one of them must be wrong."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE catalogue_claim c SET note = 'Nomor sertifikat ini juga disebut dengan nilai lain.'
            FROM (SELECT upper(number) AS number FROM catalogue_claim
                  WHERE kind = 'tkdn' AND number <> '' AND source_row_id IS NOT NULL
                  GROUP BY 1 HAVING count(DISTINCT percent) > 1) several
            WHERE upper(c.number) = several.number AND c.kind = 'tkdn' AND c.source_row_id IS NOT NULL AND c.note = ''
            """
        )
