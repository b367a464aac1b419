"""Practice: an officer walks through the whole flow on play data, Belanja plays the others, no real figure moves."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from belanja.accounts.models import User
from belanja.catalogue.models import Offer, OfferSearch
from belanja.catalogue.search.index import reindex
from belanja.demo import practice
from belanja.demo.practice import Practice
from belanja.facts.models import SpendDelta, SpendFact
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.plans.models import PlanBalance
from belanja.purchasing.models import Order, Rating
from belanja.purchasing.services import negotiation, orders, package_lines, packages, sending
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.states import Method, OrderKind, OrderState, PackageState, Side
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.web.public.orders.signed import signed_orders
from tests.purchasing.world import Office, office, said_of

pytestmark = pytest.mark.django_db


def begun() -> tuple[Office, Practice]:
    of = office()
    return of, practice.begin(government=of.government, actor=of.pptk)


def ordered(actor: Actor, mine: Practice, *, method: Method = Method.DIRECT, kind: OrderKind = OrderKind.ONCE) -> Order:
    """An order of practice as its officer makes it: through the same services as any other."""
    made = packages.begin(government=mine.government, unit_id=mine.unit.pk, title="Kursi latihan", actor=actor,
                          method=method, kind=kind)  # fmt: skip
    offer = mine.offers[0]
    told = Description(
        deliver_to_id=offer.serves[0], address="Jalan Latihan 1", needed_on=clock.today().replace(day=28),
        ppk_id=institutions.people_in(mine.unit, (Role.PPK,))[0], need="Latihan",
        term_to=clock.today().replace(month=12, day=31), reason_codes=("pembanding_tidak_sepadan",),
    )  # fmt: skip
    made = packages.describe(package_id=made.pk, version=made.version, told=told, actor=actor)
    made = packages.choose_plan(package_id=made.pk, version=made.version, plan_code=mine.plan_code, actor=actor)
    made = package_lines.add_line(package_id=made.pk, version=made.version, offer_id=offer.pk, quantity=Decimal(12),
                                  actor=actor)  # fmt: skip
    return sending.send(package_id=made.pk, version=made.version, actor=actor)[0]


@pytest.fixture(autouse=True)
def _day(freeze: Any) -> None:
    freeze(datetime(2026, 11, 3, 10, 0, tzinfo=clock.WIB))


def test_a_practice_goes_from_the_plan_to_the_rating_and_counts_nowhere() -> None:
    of, mine = begun()
    stock = dict(Offer.objects.filter(government=of.government).values_list("pk", "stock"))
    order = ordered(of.pptk, mine, method=Method.NEGOTIATION)
    assert practice.whose_turn(order) == ""
    price = str(order.lines.get().listed_price * 9 / 10)
    negotiation.offer(order_id=order.pk, version=order.version, side=Side.BUYER, lines=said_of(order, price=price),
                      message="", actor=of.pptk)  # fmt: skip
    assert practice.play(order_id=order.pk, actor=of.pptk) == "Penyedia menyepakati tawaran"
    order.refresh_from_db()
    order = orders.submit(order_id=order.pk, version=order.version, actor=of.pptk)
    played = []
    while practice.whose_turn(Order.objects.get(pk=order.pk)):
        played.append(practice.play(order_id=order.pk, actor=of.pptk))
        assert len(played) < 20
    order.refresh_from_db()
    assert (order.state, order.mode) == (OrderState.COMPLETED, Mode.PRACTICE)
    assert order.package.state == PackageState.DONE
    assert Rating.objects.filter(order=order).exists()
    assert played[0] == "PPK menyetujui pesanan"
    assert "Bendahara mengesahkan pajak dan membayar" in played
    assert not SpendFact.objects.filter(counts=True).exists()
    assert not SpendDelta.objects.exists()
    assert not PlanBalance.objects.filter(government=of.government).exists()
    assert dict(Offer.objects.filter(government=of.government).values_list("pk", "stock")) == stock
    assert not signed_orders().exists()


def test_a_monthly_call_off_is_played_to_its_first_payment() -> None:
    of, mine = begun()
    order = ordered(of.pptk, mine, kind=OrderKind.CALL_OFF)
    for _step in range(11):
        practice.play(order_id=order.pk, actor=of.pptk)
    order.refresh_from_db()
    assert order.calls.count() == 1
    assert order.payments.get().paid_on is not None


def test_it_stands_in_no_list_and_no_search() -> None:
    of, mine = begun()
    reindex()
    assert mine.government not in institutions.governments()
    assert not OfferSearch.objects.filter(offer__government=mine.government).exists()
    assert mine.government in institutions.governments_of(User.objects.get(pk=of.pptk.user_id or 0))


def test_beginning_anew_gives_a_fresh_unit_and_closes_the_old_one() -> None:
    of, mine = begun()
    order = ordered(of.pptk, mine)
    again = practice.begin(government=of.government, actor=of.pptk)
    assert again.unit != mine.unit
    assert practice.practice_of(of.pptk.user_id, of.government) == again
    with pytest.raises(RuleBroken) as refusal:
        practice.play(order_id=order.pk, actor=of.pptk)
    assert refusal.value.status in (403, 404)
    other = practice.begin(government=of.government, actor=of.pp)
    assert other.unit not in (mine.unit, again.unit)
    assert other.offers == again.offers


def test_strangers_the_console_and_real_orders_are_refused() -> None:
    of, mine = begun()
    real = of.order()
    for act in (
        lambda: practice.begin(government=of.government, actor=of.owner),
        lambda: practice.begin(government=of.government, actor=Actor(None, "konsol")),
        lambda: practice.begin(government=mine.government, actor=of.pptk),
        lambda: practice.play(order_id=real.pk, actor=of.pp),
        lambda: practice.play(order_id=ordered(of.pptk, mine).pk, actor=of.pp),
    ):
        with pytest.raises(RuleBroken):
            act()


def test_the_page_begins_it_and_plays_the_others(client: Client) -> None:
    of = office()
    address = reverse("buying:practice", args=[of.government.code])
    client.force_login(User.objects.get(pk=of.pptk.user_id or 0))
    answer = client.post(address, {"do": "mulai", "sekali": "a" * 32, "version": "0"})
    assert answer.status_code == 302
    mine = practice.practice_of(of.pptk.user_id, of.government)
    assert mine is not None
    order = ordered(of.pptk, mine)
    assert order.scale == Scale.MICRO, "the firm of a practice is as small as its plan line asks"
    page = client.get(answer["Location"]).content.decode()
    assert "dimainkan Belanja" in page
    assert f"Kembali ke meja pembelian {of.government.name}" in page
    assert page.index("Langkah ini dimainkan Belanja") < page.index("Barang latihan"), "the next step stands first"
    assert "PPK menyetujui pesanan" in page
    client.post(answer["Location"], {"do": f"main-{order.pk}", "sekali": "b" * 32, "version": "0"})
    order.refresh_from_db()
    assert order.state == OrderState.SIGNING
