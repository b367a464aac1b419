"""Matching many needs at once finds and tells the same firms as matching one after the other, each firm by itself; and
asks no more for many than for one."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.catalogue.models import Offer, Region, Seller
from belanja.catalogue.search.index import reindex
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.foundation.words import lexemes
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE
from belanja.needs import market as markets
from belanja.needs import texts
from belanja.needs.models import Demand, Match, Need
from belanja.needs.services import matching
from belanja.notices.models import Notice
from belanja.rules import codes
from belanja.rules.needs import trades
from belanja.rules.needs.matching import fit, told_first
from belanja.rules.needs.states import NeedState
from belanja.vendors import bars
from belanja.vendors.models import Firm, FirmId, Profile, Sanction
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.firms import member, registered
from tests.support.law import in_force

pytestmark = pytest.mark.django_db

GOODS = ("Tas koja", "Keripik pisang", "Kursi lipat", "Kertas HVS A4", "Tas kulit")
TRADES = ("10794", "13912", "15121", "31001", "47611")


@pytest.fixture
def government(freeze: Callable[[date], datetime]) -> Government:
    freeze(date(2026, 11, 2))
    in_force("kebutuhan.cocok.paling", "4")
    in_force("kebutuhan.cocok.baru", "2")
    return Government.objects.get(code="D43")


def firms(government: Government, chance: Random, count: int) -> list[Firm]:
    """Registered firms that sell, say or do something by chance; every sixth stands on the Daftar Hitam."""
    shelves = [shelf(f"rak-{number}", f"Rak {number}") for number in range(3)]
    goods = [product(chance.choice(shelves), name) for name in GOODS]
    made = []
    for number in range(count):
        firm = registered(government, name=f"Usaha {number}", region_code=chance.choice(["36.02", "36.73"]))
        Profile.objects.filter(firm=firm).update(
            kbli=chance.sample(TRADES, chance.randrange(3)), scale="mikro", about=chance.choice(["", *GOODS]),
            shelves=[each.pk for each in chance.sample(shelves, chance.randrange(2))],
            legal_form=chance.choice(["cv", "koperasi"]),
        )  # fmt: skip
        if chance.random() < 0.5:
            shop = seller(f"Usaha {number}")
            Seller.objects.filter(pk=shop.pk).update(firm=firm)
            places = list(Region.objects.exclude(code="").order_by("pk").values_list("pk", flat=True))
            made_here = offer(
                chance.choice(goods), shop, serves=chance.sample(places, 4), monthly_capacity=chance.randrange(1, 60)
            )
            Offer.objects.filter(pk=made_here.pk).update(role=chance.choice(["produsen", "pengecer"]))
        if number % 6 == 5:
            FirmId.objects.create(firm=firm, scheme="nib", value=f"9129{number:09d}")
            Sanction.objects.create(
                name="Lain", refs=[f"nib:9129{number:09d}"], status="PUBLISHED", valid_from=date(2026, 1, 1),
                valid_to=date(2027, 1, 1), decree="SK", source_row_id=number,
            )  # fmt: skip
        made.append(firm)
    reindex()
    return made


def needs(government: Government, chance: Random, count: int) -> list[Need]:
    shelves = [None, *Etalase.objects.filter(slug__startswith="rak-").order_by("pk")]
    places = [None, *Region.objects.filter(code__in=["36.02", "36.73"]).order_by("pk")]
    demand = Demand.objects.create(government=government, title="Uji", at=clock.now())
    return [
        Need.objects.create(
            government=government, demand=demand, code=codes.new(), what=chance.choice(GOODS), on_behalf="Dinas",
            etalase=chance.choice(shelves), region=chance.choice(places), state=NeedState.OPEN.value, at=clock.now(),
            kbki=chance.choice([[], ["23"], ["27", "29"], ["32"]]), by_id=0, request=codes.new(),
            amount=chance.choice([None, Decimal(20)]),
        )
        for number in range(count)
    ]  # fmt: skip


def plainly(found: list[Need]) -> set[tuple[int, int, int, tuple[str, ...]]]:
    """Need, firm, points and grounds of whoever is told, firm by firm and need by need."""
    told: Counter[str] = Counter()
    pairs = set()
    points = markets.ground_points(institutions.book(government_id=found[0].government_id, on=clock.today()))
    candidates = markets.read().crowd.candidates.values()
    profiles = {str(one.firm_id): one for one in Profile.objects.all()}
    for need in sorted(found, key=lambda one: one.pk):
        fits = []
        for one in candidates:
            if bars.bar_of(int(one.key), government_id=need.government_id, on=clock.today()) is not None:
                continue
            mine = profiles[one.key]
            said = [f"{mine.name} {mine.about}"]
            goods = Offer.objects.filter(seller__firm_id=mine.firm_id)
            made = goods.filter(role="produsen").values_list("product__name", flat=True)
            sells = said_by([*said, *goods.values_list("product__name", flat=True)], need.what)
            named = trades.named(texts.name_of(need.what))
            could = said_by([*said, *made], " ".join(texts.head(need.what))) or any(
                code.startswith(named) for code in mine.kbli if named
            )
            fits.append(fit(markets.sought_of(need), one, points, sells=sells, could=could))
        chosen = told_first(need.code, filter(None, fits), most=4, for_newcomers=2, told=told, step=5)
        told.update(one.key for one in chosen)
        pairs |= {(need.pk, int(one.key), one.points, tuple(each.value for each in one.grounds)) for one in chosen}
    return pairs


def said_by(every: list[str], words: str) -> bool:
    return any(set(lexemes(words)) <= set(lexemes(each)) for each in every)


@pytest.mark.parametrize("seed", range(3))
def test_all_at_once_is_as_each_by_itself(government: Government, seed: int) -> None:
    chance = Random(seed)
    firms(government, chance, 14)
    expected = plainly(needs(government, chance, 9))
    assert matching.match_open() == len(expected) > 9
    kept = Match.objects.values_list("need_id", "firm_id", "points", "grounds")
    assert {(*row[:3], tuple(row[3])) for row in kept} == expected
    assert matching.match_open() == 0


def test_many_needs_take_as_many_queries_as_one(government: Government) -> None:
    chance = Random(7)
    told = [member(firm) for firm in firms(government, chance, 8)]

    def asked(count: int) -> int:
        Need.objects.update(state=NeedState.TAKEN_BACK.value, closed_at=clock.now())
        found = [one.pk for one in needs(government, chance, count)]
        market = markets.read()
        with CaptureQueriesContext(connection) as queries:
            assert matching.match_needs(need_ids=found, actor=CONSOLE, market=market) > 0
        # One event a need is what the journal is for.
        return len([one for one in queries if "journal_event" not in one["sql"]])

    assert asked(1) <= 22
    assert asked(12) <= 22
    assert Notice.objects.filter(kind="needs.need", to_user_id__in=[one.user_id for one in told]).count() > 12


def test_a_firm_that_was_just_registered_is_compared_in_a_few_queries(government: Government) -> None:
    chance = Random(11)
    firms(government, chance, 4)
    needs(government, chance, 30)
    matching.match_open()
    late = registered(government, name="Toko Terlambat")
    Profile.objects.filter(firm=late).update(kbli=["15121"], about="Tas koja dari Lebak")
    matching.awaits(late.pk)
    with CaptureQueriesContext(connection) as queries:
        found = matching.match_new_firms()
    assert found == Match.objects.filter(firm=late).count() > 3
    assert len([one for one in queries if "journal_event" not in one["sql"]]) < 35
