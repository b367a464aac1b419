"""No order waits for a PPK who may not act: whoever stands in for him finds it, and where he is one no more, every PPK
of the unit does; on the desk, in the mail of the morning, and in messages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions import services
from belanja.institutions.models import RoleAssignment, Unit, UnitParent
from belanja.institutions.services import HandingOn, Named
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.purchasing.models import Order
from belanja.purchasing.selectors import whose
from belanja.purchasing.selectors.desks import waits_for_officer
from belanja.purchasing.services import base, negotiation, orders
from belanja.purchasing.waiting import things_of
from belanja.rules.buying.states import Method, OrderState, Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.delegation import Way
from belanja.rules.duties import Role
from tests.purchasing.world import Office, office, said_of
from tests.support.people import hired, tomorrow
from tests.support.purchases import unit_of
from tests.support.receiving import accepted, deal

pytestmark = pytest.mark.django_db

SIGN, CANCELLING = "Tanda tangani pesanan", "Jawab permintaan pembatalan"


@pytest.fixture
def here() -> Office:
    return office()


def hand_on(mine: Actor, to: Actor) -> RoleAssignment:
    held = RoleAssignment.objects.get(user_id=mine.user_id, behalf_of=None)
    told = HandingOn(to.user_id or 0, clock.today(), tomorrow(7), Way.SUBSTITUTE, "800/1/2026", "Cuti tahunan")
    return services.hand_on_role(assignment_id=held.pk, told=told, actor=mine)


def ends(of: Actor) -> None:
    RoleAssignment.objects.filter(user_id=of.user_id).update(valid_to=clock.today())


def desk(of: Office, actor: Actor) -> list[str]:
    return [one.what for one in waits_for_officer(actor, of.government)]


def may_bid(of: Office, order: Order, actor: Actor) -> bool:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    page = client.get(f"/beli/{of.government.code}/pesanan/{order.code}/negosiasi/").content.decode()
    return 'value="tawar"' in page


def told(order: Order) -> set[int]:
    Notice.objects.all().delete()
    base.tell_officers(order, "sesuatu.", base.CALENDAR)
    return set(Notice.objects.values_list("to_user_id", flat=True))


def test_whoever_stands_in_finds_the_orders_of_the_ppk_for_its_term(here: Office) -> None:
    other, second = (hired(here.government, role, unit=here.unit) for role in (Role.PPTK, Role.PPK))
    order = here.order(OrderState.SIGNING)
    assert desk(here, here.ppk) == [SIGN]
    assert (desk(here, other), desk(here, second)) == ([], [])
    hand_on(here.ppk, other)
    assert desk(here, other) == desk(here, here.ppk) == [SIGN]
    assert desk(here, second) == []
    assert any(SIGN.lower() in one.what for one in things_of(User.objects.get(pk=other.user_id)))
    assert told(order) == {here.pp.user_id, here.ppk.user_id, other.user_id}
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert desk(here, other) == []
        assert told(order) == {here.pp.user_id, here.ppk.user_id}


def test_a_unit_without_a_pejabat_pengadaan_is_given_one_of_another_by_its_pa(here: Office) -> None:
    order = here.order(OrderState.NEGOTIATION)
    pa, there = hired(here.government, Role.PA, unit=here.unit), unit_of(here.government, "1.07", "Dinas Lain")
    other, ppk_there = (hired(here.government, role, unit=there) for role in (Role.PEJABAT_PENGADAAN, Role.PPK))
    ends(here.pp)
    assert whose.buyer_missing(order)
    named = Named(other.user_id or 0, clock.today(), tomorrow(30), "800/2/2026", "Pejabat lama pindah")
    for who, status in ((here.ppk, 403), (ppk_there, 404), (other, 404)):
        with pytest.raises(RuleBroken) as refused:
            services.name_buyer(government=here.government, unit=here.unit, told=named, actor=who)
        assert refused.value.status in {status, 403}
    with pytest.raises(RuleBroken, match="satuan kerja lain"):
        services.name_buyer(
            government=here.government, unit=here.unit, told=replace(named, user_id=ppk_there.user_id or 0), actor=pa
        )
    services.name_buyer(government=here.government, unit=here.unit, told=named, actor=pa)
    assert (whose.buyer_missing(order), whose.buyers(order)) == (False, {other.user_id})
    assert may_bid(here, order, other)
    with pytest.raises(RuleBroken, match="sudah Pejabat Pengadaan"):
        services.name_buyer(government=here.government, unit=here.unit, told=named, actor=pa)


def test_what_was_signed_by_who_stood_in_comes_back_after_the_term(here: Office) -> None:
    other = hired(here.government, Role.PPTK, unit=here.unit)
    order = here.order(OrderState.SIGNING)
    made = hand_on(here.ppk, other)
    order = orders.sign(order_id=order.pk, version=order.version, actor=other)
    order = here.on(order, OrderState.PROCESS)
    assert order.ppk_id == other.user_id
    Order.objects.filter(pk=order.pk).update(cancel_side=Side.FIRM)
    assert desk(here, other) == [CANCELLING]
    services.take_back_role(assignment_id=made.pk, actor=here.ppk)
    assert desk(here, other) == []
    assert desk(here, here.ppk) == [CANCELLING]
    assert told(order) == {here.pp.user_id, here.ppk.user_id}


def test_a_new_ppk_finds_what_the_one_before_left(here: Office) -> None:
    order = here.order(OrderState.SIGNING)
    new = hired(here.government, Role.PPK, unit=here.unit)
    assert desk(here, new) == []
    ends(here.ppk)
    assert desk(here, here.ppk) == []
    assert desk(here, new) == [SIGN]
    assert told(order) == {here.pp.user_id, new.user_id}
    assert desk(here, here.elsewhere[Role.PPK]) == []
    # Without a PPK the PA does his work; where nobody is left, the message is not lost.
    ends(new)
    assert told(order) == {here.pp.user_id, here.pa.user_id}
    ends(here.pa)
    assert told(order) == {here.pp.user_id, here.ppk.user_id}


def test_a_ppk_of_another_unit_is_none_of_this_one(here: Office) -> None:
    """He moved to another unit: his orders here are of whoever is PPK here."""
    here.order(OrderState.SIGNING)
    there = RoleAssignment.objects.get(user_id=here.elsewhere[Role.PPK].user_id).unit
    new = hired(here.government, Role.PPK, unit=here.unit)
    RoleAssignment.objects.filter(user_id=here.ppk.user_id).update(unit=there)
    assert desk(here, new) == [SIGN]
    assert desk(here, here.ppk) == []


def test_a_role_above_holds_for_what_counts_under_it(here: Office) -> None:
    order = here.order(OrderState.SIGNING)
    above = Unit.objects.create(
        government=here.government, code="1.01.ATAS", name="Dinas Atas", sort_key="Dinas Atas", kind=Unit.Kind.PD
    )
    UnitParent.objects.create(unit=here.unit, parent=above, valid_from=clock.today() - timedelta(days=300))
    new = hired(here.government, Role.PPK, unit=here.unit)
    RoleAssignment.objects.filter(user_id=here.ppk.user_id).update(unit=above)
    assert (desk(here, new), desk(here, here.ppk)) == ([], [SIGN])
    stand_in = hired(here.government, Role.PPTK, unit=above)
    hand_on(here.ppk, stand_in)
    assert desk(here, stand_in) == [SIGN]
    assert whose.followers(order) == {here.ppk.user_id, stand_in.user_id}
    ends(here.ppk)
    assert desk(here, new) == [SIGN]


@pytest.mark.usefixtures("signed_day")
def test_hand_over_is_found_by_who_stands_in_and_by_who_follows() -> None:
    made = deal()
    accepted(made, 12)
    other = hired(made.government, Role.PPTK, unit=made.order.unit)
    hand_on(made.ppk, other)
    assert [one.what for one in waits_for_officer(other, made.government)] == ["Buat serah terima (BAST)"]
    ends(made.ppk)
    new = hired(made.government, Role.PPK, unit=made.order.unit)
    assert [one.what for one in waits_for_officer(new, made.government)] == ["Buat serah terima (BAST)"]


def test_who_bought_for_another_ppk_is_not_asked_to_sign(here: Office) -> None:
    """The rules refuse it: so his desk does not ask for it, and another PPK of the unit finds it."""
    buyer, third = (hired(here.government, Role.PPK, unit=here.unit) for _ in range(2))
    order = here.order(OrderState.SIGNING)
    Order.objects.filter(pk=order.pk).update(buyer_id=buyer.user_id)
    ends(here.ppk)
    assert desk(here, buyer) == []
    assert desk(here, third) == [SIGN]


NEGOTIATE = "Mulai negosiasi, atau serahkan kepada PPK"


def test_whoever_stands_in_for_the_buyer_goes_on_with_his_negotiation(here: Office) -> None:
    """On his desk, in his messages and on the page, for its term; whoever bought so does not approve it."""
    other, second = (hired(here.government, role, unit=here.unit) for role in (Role.PPTK, Role.PEJABAT_PENGADAAN))
    order = here.order(OrderState.NEGOTIATION)
    assert [desk(here, one) for one in (here.pp, other, second, here.ppk)] == [[NEGOTIATE], [], [], []]
    hand_on(here.pp, other)
    assert desk(here, other) == desk(here, here.pp) == [NEGOTIATE]
    assert (desk(here, second), desk(here, here.ppk)) == ([], [])
    assert told(order) == {here.pp.user_id, here.ppk.user_id, other.user_id}
    assert [may_bid(here, order, one) for one in (here.pp, other, second)] == [True, True, False]
    negotiation.offer(order_id=order.pk, version=order.version, side=Side.BUYER, lines=said_of(order, price="45000"),
                      message="", actor=other)  # fmt: skip
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert desk(here, other) == []
        assert told(order) == {here.pp.user_id, here.ppk.user_id}


def test_a_buyer_who_is_none_any_more_is_followed_by_his_like_alone(here: Office) -> None:
    second = hired(here.government, Role.PEJABAT_PENGADAAN, unit=here.unit)
    order = here.order(OrderState.NEGOTIATION)
    ends(here.pp)
    assert (desk(here, here.pp), desk(here, second), desk(here, here.ppk)) == ([], [NEGOTIATE], [])
    assert told(order) == {second.user_id, here.ppk.user_id}


def test_whoever_went_on_with_a_purchase_does_not_approve_it(here: Office) -> None:
    """Even where he became PPK since."""
    other = hired(here.government, Role.PPTK, unit=here.unit)
    order = here.order(OrderState.NEGOTIATION)
    hand_on(here.pp, other)
    order.method = Method.DIRECT
    order.save(update_fields=["method"])
    orders.submit(order_id=order.pk, version=order.version, actor=other)
    RoleAssignment.objects.filter(user_id=other.user_id).delete()
    RoleAssignment.objects.filter(user_id=here.ppk.user_id).update(user_id=other.user_id)
    order.refresh_from_db()
    with pytest.raises(RuleBroken, match="sudah bertindak sebagai pelaksana pembelian"):
        orders.approve(order_id=order.pk, version=order.version, actor=other)
    order.refresh_from_db()
    assert order.state == OrderState.REVIEW


def test_of_two_who_act_as_ppk_the_order_is_of_the_one_it_names(here: Office) -> None:
    RoleAssignment.objects.filter(user_id=here.ppk.user_id).delete()
    kpa = hired(here.government, Role.KPA, unit=here.unit)
    here.people[Role.PPK] = here.pa
    order = here.order(OrderState.SIGNING)
    assert (desk(here, here.pa), desk(here, kpa)) == ([SIGN], [])
    assert whose.followers(order) == {here.pa.user_id}
    ends(here.pa)
    assert desk(here, kpa) == [SIGN]
