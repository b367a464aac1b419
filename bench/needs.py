"""Firms found for open needs: a catalogue of offers, firms that sell them, and needs that were never matched. Floor:
one SQL a need that finds such firms by shelf and words and writes as many pairs, without reasons and messages."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.catalogue import grow
from bench.proposals import asked
from bench.report import Figure, percentile

if TYPE_CHECKING:
    from belanja.needs.market import Market

#: Divisions of KBLI over which the firms are spread: makers, wholesale, retail.
_TRADES = ("10792", "13121", "14111", "17099", "31001", "32909", "46491", "47611", "47591", "56210")
_FLOOR = "one SQL of the same firms, pairs written, no reasons, no messages"
_BARE = """
INSERT INTO bench_pair SELECT DISTINCT %s::bigint, e.firm_id FROM catalogue_offersearch s
JOIN catalogue_seller e ON e.id = s.seller_id
WHERE s.state = 0 AND (s.etalase_id = %s OR s.words @@ %s::tsquery) AND e.firm_id IS NOT NULL LIMIT 20
"""


def measure(*, needs: int, firms: int, offers: int) -> Iterator[Figure]:
    """Matching all of them, as the job does, and one alone."""
    from belanja.needs import market
    from belanja.needs.models import Match, Need
    from belanja.needs.services import matching

    grow(offers)
    made = _firms(firms)
    ids = _needs(needs)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    begun = time.perf_counter()
    read = market.read()
    yield Figure(f"{made:,} firms with {offers:,} offers, read to be matched", time.perf_counter() - begun, "s")
    floor = _bare(ids)
    times = []
    begun = time.perf_counter()
    while Need.objects.filter(matched_on=None).exists():
        matching.match_open()
    whole = time.perf_counter() - begun
    told = Match.objects.count()
    name = f"{needs:,} open needs matched with {made:,} firms and {offers:,} offers"
    yield Figure(name, whole, "s", sum(floor) / 1000, _FLOOR, note=f"{told:,} pairs told with their reasons")
    for need_id in _needs(20, title="Baru"):
        begun = time.perf_counter()
        matching.match_need(need_id=need_id, actor=matching.base.CALENDAR, market=read)
        times.append((time.perf_counter() - begun) * 1000)
    yield Figure("  one need, firms read before, p50", percentile(times, 0.5), "ms", percentile(floor, 0.5), _FLOOR)
    yield from _few(read)
    yield from _funnel()


def _few(read: "Market") -> Iterator[Figure]:
    """What one need, fifty, and a firm that was just registered ask of the database, and how long that firm waits."""
    from belanja.needs.services import matching
    from belanja.vendors.models import Firm

    for count in (1, 50):
        ids = _needs(count, title=f"Terakhir {count}")
        with CaptureQueriesContext(connection) as queries:
            matching.match_needs(need_ids=ids, actor=matching.base.CALENDAR, market=read)
        yield Figure(
            f"  SQL queries of matching {count} together, an event of each among them", float(len(queries)), "queries"
        )
    firm_id = Firm.objects.order_by("-pk").values_list("pk", flat=True)[0]
    matching.awaits(firm_id)
    begun = time.perf_counter()
    matching.match_new_firms()
    name = "  one firm that was just registered, compared with all of them"
    yield Figure(name, (time.perf_counter() - begun) * 1000, "ms", note="of the minute within which it is")


def _funnel() -> Iterator[Figure]:
    """How far all those pairs came, as page and as files."""
    from belanja.demo import sample
    from belanja.foundation import clock
    from belanja.needs.models import Match

    count, code, year = Match.objects.count(), sample.PROVINCE, clock.today().year
    for name, path in (
        ("page", f"/pemda/{code}/kebutuhan/?tahun={year}"),
        ("XLSX", f"/pemda/{code}/kebutuhan.xlsx?tahun={year}"),
        ("PDF", f"/pemda/{code}/kebutuhan.pdf?tahun={year}"),
    ):
        yield from asked(f"funnel of {count:,} pairs, {name}", path)


def _firms(count: int) -> int:
    """As many registered firms; the sellers of the catalogue belong to them in turn."""
    from belanja.demo import sample
    from belanja.institutions.models import Government
    from belanja.vendors.models import Firm, Profile
    from tests.support.firms import registered

    pattern = Profile.objects.get(firm=registered(Government.objects.get(code=sample.PROVINCE)))
    firms = Firm.objects.bulk_create(Firm(name=f"CV Uji {number}") for number in range(count))
    told = {one.attname: getattr(pattern, one.attname) for one in Profile._meta.concrete_fields if not one.primary_key}
    Profile.objects.bulk_create(
        Profile(
            **told | {"firm_id": firm.pk, "name": firm.name, "nib": f"92{number:011d}",
                      "kbli": [_TRADES[number % len(_TRADES)]], "region_code": f"36.0{1 + number % 4}"}
        )
        for number, firm in enumerate(firms)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalogue_seller SET firm_id = (%s::bigint[])[1 + id %% %s] WHERE firm_id IS NULL",
            [[firm.pk for firm in firms], count],
        )
    return count


def _needs(count: int, title: str = "") -> list[int]:
    """Open needs of goods that the catalogue has on its shelves, in the words of their names."""
    from belanja.catalogue.models import Product
    from belanja.demo import sample
    from belanja.foundation import clock
    from belanja.institutions.models import Government
    from belanja.needs.models import Demand, Need
    from belanja.rules import codes
    from belanja.rules.needs.states import NeedState

    government = Government.objects.get(code=sample.PROVINCE)
    goods = list(Product.objects.order_by("pk").values_list("name", "etalase_id", "etalase__kbki")[: count * 7 : 7])
    demand = Demand.objects.create(government=government, title="Uji", at=clock.now())
    made = Need.objects.bulk_create(
        Need(
            code=codes.new(), government=government, demand=demand, what=f"{name.split(',')[0]} {title}".strip()[:160],
            on_behalf="Dinas Uji", etalase_id=shelf, kbki=kbki or [], state=NeedState.OPEN.value, at=clock.now(),
            by_id=0, request=f"uji-{title}-{number}",
        )
        for number, (name, shelf, kbki) in enumerate(goods)
    )  # fmt: skip
    return [one.pk for one in made]


def _bare(ids: list[int]) -> list[float]:
    """Milliseconds of the floor for each need."""
    from belanja.foundation.words import tokens
    from belanja.needs.models import Need

    times = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_pair (need bigint, firm bigint)")
        for need in Need.objects.filter(pk__in=ids):
            words = " & ".join(f"'{one.lexeme}'" for one in tokens(need.what) if "'" not in one.lexeme)
            begun = time.perf_counter()
            cursor.execute(_BARE, [need.pk, need.etalase_id, words])
            times.append((time.perf_counter() - begun) * 1000)
    return times
