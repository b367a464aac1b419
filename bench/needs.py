"""Firms found for open needs: a catalogue of offers, firms that sell them, and needs that were never matched. Floor:
one SQL a need that finds such firms by shelf and words and writes as many pairs, without reasons and messages."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.answers import Floor, asked
from bench.catalogue import grow
from bench.desks import cookie_of
from bench.report import Figure, percentile

if TYPE_CHECKING:
    from belanja.institutions.models import Government
    from belanja.needs.market import Market

#: Divisions of KBLI over which the firms are spread: makers, wholesale, retail.
_TRADES = ("10792", "13121", "14111", "17099", "31001", "32909", "46491", "47611", "47591", "56210")
_FLOOR = "one SQL of the same firms, pairs written, no reasons, no messages"
_BARE = """
INSERT INTO bench_pair SELECT DISTINCT %s::bigint, e.firm_id FROM catalogue_offersearch s
JOIN catalogue_seller e ON e.id = s.seller_id
WHERE s.state = 0 AND (s.etalase_id = %s OR s.words @@ %s::tsquery) AND e.firm_id IS NOT NULL LIMIT 20
"""
_STAGES = """
SELECT count(*), count(told_at), count(seen_at), count(interested_at), count(declined_at), count(helped_at),
  count(registered_at), count(listed_at), count(ordered_at), count(paid_at)
FROM needs_match m JOIN needs_need n ON n.id = m.need_id
WHERE n.government_id = %(government)s AND matched_at >= %(since)s::date
"""
_OPEN = """
SELECT n.*, count(*) OVER () FROM needs_need n
WHERE government_id = %(government)s AND state = 'terbuka' ORDER BY at DESC, id DESC LIMIT 50
"""
_MINE = """
SELECT m.*, n.* FROM needs_match m JOIN needs_need n ON n.id = m.need_id
WHERE m.firm_id = %(firm)s ORDER BY matched_at DESC LIMIT 200
"""
_NEAR = """
SELECT n.* FROM needs_need n WHERE government_id = %(government)s AND state = 'terbuka'
  AND NOT EXISTS (SELECT FROM needs_match m WHERE m.need_id = n.id AND m.firm_id = %(firm)s)
ORDER BY at DESC, id DESC LIMIT 500
"""
_LISTED = """
SELECT p.*, (SELECT count(*) FROM needs_prospectmatch m WHERE m.prospect_id = p.id) AS needs, count(*) OVER ()
FROM needs_prospect p WHERE government_id = %(government)s AND firm_id IS NULL ORDER BY needs DESC, name LIMIT 50
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
    yield from _pages()


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


def _pages() -> Iterator[Figure]:
    """How far all those pairs came, as page and as files; the lists of needs; what a firm with many of them sees; the
    firms of a Dinas's list."""
    from django.test import override_settings

    from belanja.demo import sample
    from belanja.foundation import clock
    from belanja.institutions.models import Government
    from belanja.needs.models import Match
    from belanja.rules.duties import Role

    count, code, year = Match.objects.count(), sample.PROVINCE, clock.today().year
    government = Government.objects.get(code=code)
    listed = _prospects(government)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within minutes of many new rows.
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT firm_id FROM needs_match GROUP BY firm_id ORDER BY count(*) DESC, firm_id LIMIT 1")
        firm_id = int(cursor.fetchone()[0])
    told: dict[str, object] = {"government": government.pk, "firm": firm_id, "since": f"{year}-01-01"}
    bureau = cookie_of(government, role=Role.BIRO_PBJ)
    owner = cookie_of(government, firm_id=firm_id)
    stages = Floor("one SQL counts the same pairs by stage", _STAGES, told)
    funnel = f"/pemda/{code}/kebutuhan"
    yield from asked(f"funnel of {count:,} pairs, page", f"{funnel}/?tahun={year}", floor=stages, goal="< 200")
    yield from asked(f"funnel of {count:,} pairs, XLSX", f"{funnel}.xlsx?tahun={year}")
    yield from asked(f"funnel of {count:,} pairs, PDF", f"{funnel}.pdf?tahun={year}")
    rows = Floor("one SQL reads the same rows and counts all", _OPEN, told)
    with override_settings(DEFAULT_GOVERNMENT=code):
        yield from asked("public list of those needs", "/katalog/kebutuhan/", floor=rows)
    yield from asked("desk of Biro PBJ with them", f"/kelola/{code}/katalog/kebutuhan/", cookie=bureau, floor=rows)
    mine = Floor("one SQL reads the needs of the firm", _MINE, told)
    yield from asked("a firm's steps", f"/usaha/{firm_id}/langkah/", cookie=owner, floor=mine)
    near = Floor("one SQL reads 500 needs it was not told of", _NEAR, told)
    coach = f"/usaha/{firm_id}/langkah/pendamping/"
    yield from asked("its coach: two fields more, against all needs", coach, cookie=owner, floor=near)
    firms = Floor("one SQL reads the same rows and counts all", _LISTED, told)
    dinas = cookie_of(government, role=Role.PEMBINA)
    yield from asked(
        f"list of {listed:,} firms not yet registered", f"/kelola/{code}/calon/", cookie=dinas, floor=firms
    )


def _prospects(government: "Government", count: int = 5_000) -> int:
    """As many firms of a Dinas's list, each with four of the needs."""
    from belanja.foundation import clock
    from belanja.needs.models import Need, Prospect, ProspectList, ProspectMatch
    from belanja.rules.needs.helping import Coach

    source = ProspectList.objects.create(
        government=government, source=next(iter(Coach)).value, file_name="uji.xlsx", at=clock.now(), by_label="bench",
        rows_new=count,
    )  # fmt: skip
    made = Prospect.objects.bulk_create(
        Prospect(
            government=government, source=source, mark=f"uji{number}", name=f"Usaha Uji {number}",
            place=f"36.0{1 + number % 4}", kbli=[_TRADES[number % len(_TRADES)]], cooperative=number % 9 == 0,
            keep_until=clock.today(),
        )
        for number in range(count)
    )  # fmt: skip
    ids = list(Need.objects.order_by("pk").values_list("pk", flat=True))
    ProspectMatch.objects.bulk_create(
        ProspectMatch(need_id=pk, prospect=one, points=10, grounds=["kbli"], matched_at=clock.now())
        for place, one in enumerate(made)
        for pk in {ids[(place * 4 + step) % len(ids)] for step in range(4)}
    )
    return count


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
