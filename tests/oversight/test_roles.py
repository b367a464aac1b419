"""The matrix of roles over real tables: what was held by whom when, with letters; what one person in fact did on one
order; and that only whoever may sees it."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import services
from belanja.institutions.models import RoleAssignment
from belanja.institutions.services import HandingOn
from belanja.journal.services import Actor
from belanja.oversight.models import Flag
from belanja.oversight.selectors import roles
from belanja.oversight.sweep import run
from belanja.purchasing.models import Order, OrderStep
from belanja.purchasing.policy_case import role_of_buyer
from belanja.rules import periods
from belanja.rules.buying.parts import PART_OF_STEP
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.channels import Channel
from belanja.rules.delegation import Way
from belanja.rules.duties import Role
from belanja.rules.separation import Part, one_person
from tests.purchasing.world import Office, office
from tests.support.firms import signed
from tests.support.people import hired, tomorrow

pytestmark = pytest.mark.django_db
KIND = "pembeli-ppk"


@pytest.fixture
def of() -> Office:
    return office()


def asked(of: Office, back: int = 0) -> roles.Matrix:
    return roles.matrix(government_id=of.government.pk, period=periods.fiscal_year(clock.today().year - back))


def both(of: Office) -> Actor:
    return hired(of.government, Role.PEJABAT_PENGADAAN, Role.PPK, unit=of.unit)


def done(order: Order, step: str, who: Actor, *, ago: int = 0) -> None:
    """A step on record that no service would let him take."""
    OrderStep.objects.create(
        order=order, step=step, source=order.state, target=order.state, side=Side.BUYER,
        at=clock.now() - timedelta(days=ago), by_id=who.user_id, by_label=who.label,
    )  # fmt: skip


def address(of: Office, kind: str = "") -> str:
    rest = f"{of.unit.code}/{kind}/" if kind else ""
    return f"/pantau/{of.government.code}/peran/{rest}"


def test_who_holds_both_and_who_has_done_both(of: Office) -> None:
    who = both(of)
    order = of.order(by=who)
    found = asked(of)
    assert found.counts()[of.unit.pk, KIND] == (1, 0)
    done(order, "setujui", who)
    found = asked(of)
    assert found.counts()[of.unit.pk, KIND] == (1, 1)
    assert (found.by_top(found.orders)[of.unit.pk], found.exercised[0].person) == (1, who.user_id)
    # The same question is asked of the order by its indicator.
    run(of.government)
    flag = Flag.objects.get(indicator=roles.INDICATOR)
    assert roles.flags_of(of.government.pk, [order.code]) == {order.code: flag}
    assert asked(of, back=2).counts() == {}


def test_what_was_handed_on_counts_with_its_letter_and_for_its_days(of: Office) -> None:
    mine = RoleAssignment.objects.get(user_id=of.ppk.user_id)
    told = HandingOn(of.pptk.user_id or 0, clock.today(), tomorrow(3), Way.SUBSTITUTE, "800/7/2026", "Cuti tahunan")
    services.hand_on_role(assignment_id=mine.pk, told=told, actor=of.ppk)
    (held,) = asked(of).held_in(of.unit.pk, "pengusul-ppk")
    assert (held.person, held.ends, held.other.letter) == (str(of.pptk.user_id), tomorrow(3), "800/7/2026")
    page = signed(hired(of.government, Role.APIP)).get(address(of, "pengusul-ppk")).content.decode()
    assert f"dari akun {of.ppk.user_id}" in page
    assert "800/7/2026" in page


def test_apip_who_acted_is_told_and_a_ppk_who_buys_himself_is_not(of: Office) -> None:
    order = of.order(OrderState.SIGNING, by=of.ppk)
    done(order, "tanda_tangani", of.ppk)
    assert asked(of).exercised == ()
    RoleAssignment.objects.create(
        user_id=of.ppk.user_id, role=Role.APIP, government=of.government, valid_from=clock.today(),
        valid_to=tomorrow(9),
    )  # fmt: skip
    found = asked(of)
    assert found.counts()[of.unit.pk, roles.OVERSEER] == (1, 1)


def test_other_channels_are_counted_and_not_judged(of: Office) -> None:
    PurchaseDocument.objects.create(
        government=of.government, unit=of.unit, year=clock.today().year, channel=Channel.V6, key="x",
        ordered_on=clock.today(), amount=1, stages=0,
    )  # fmt: skip
    found = asked(of)
    assert (dict(found.unjudged), found.exercised) == ({of.unit.pk: 1}, ())
    page = signed(hired(of.government, Role.APIP)).get(address(of)).content.decode()
    assert "sumbernya tidak menyebut siapa" in page


def test_the_set_wise_answer_is_that_of_the_rule(of: Office) -> None:
    """Steps by chance (a fixed seed) of three people on several orders, against the rule asked order by order."""
    chance = random.Random(7)
    people = [hired(of.government) for _ in range(3)]
    for buys in (of.pp, of.ppk, of.pp):
        order = of.order(OrderState.SIGNING, by=buys)
        for step in PART_OF_STEP:
            if chance.random() < 0.7:
                done(order, step, chance.choice(people))
    expected = set()
    for order in Order.objects.select_related("package"):
        acted = [(PART_OF_STEP[one.step], str(one.by_id)) for one in order.steps.filter(side=Side.BUYER)
                 if one.step in PART_OF_STEP]  # fmt: skip
        for who in {person for _part, person in acted}:
            mine = [(part, person) for part, person in acted if person == who]
            pairs = one_person(mine, role_of_buyer(order.buyer_id, order))
            expected |= {(order.pk, int(who), pair.key) for pair in pairs}
    assert expected
    assert {(one.order_id, one.person, one.pair.key) for one in asked(of).exercised} == expected


def test_as_many_queries_for_many_as_for_one(of: Office, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        done(of.order(by=(who := both(of))), "setujui", who)
    asked(of)
    with django_assert_max_num_queries(8):
        found = asked(of)
    assert len(found.exercised) == 3
    with django_assert_max_num_queries(2):
        steps = roles.steps_of(found.exercised)
        roles.flags_of(of.government.pk, [one.code for one in found.exercised])
    assert {part for _order, _person, part in steps} == {Part.BUYER, Part.SIGNER}


@pytest.mark.parametrize("role", list(Role))
def test_apip_and_the_administrator_alone_see_it(of: Office, role: Role) -> None:
    client = signed(hired(of.government, role))
    opens = role in (Role.APIP, Role.ADMIN)
    for page in (address(of), address(of, KIND)):
        assert client.get(page).status_code == (200 if opens else 404), page
    bound = signed(hired(of.government, role, unit=of.unit))
    assert bound.get(address(of)).status_code == 404


def test_the_pages_lead_from_the_count_to_people_and_orders(of: Office) -> None:
    who = both(of)
    order = of.order(by=who)
    done(order, "setujui", who)
    run(of.government)
    apip, admin = signed(hired(of.government, Role.APIP)), signed(hired(of.government, Role.ADMIN))
    page = apip.get(address(of)).content.decode()
    assert "1 / 1" in page
    assert f'href="{address(of, KIND)}?tahun={clock.today().year}"' in page
    cell = apip.get(address(of, KIND)).content.decode()
    for words in (order.code, User.objects.get(pk=who.user_id).name, "Disetujui PPK", "Buka tanda"):
        assert words in cell
    other = admin.get(address(of, KIND)).content.decode()
    assert "Buka tanda" not in other
    quarter = "I" if clock.today().month > 3 else "IV"
    assert order.code not in apip.get(f"{address(of, KIND)}?triwulan={quarter}").content.decode()
    for wrong in ("salah", "pembeli-pengusul"):
        assert apip.get(address(of, wrong)).status_code == 404


def test_counts_and_orders_are_taken_along_names_are_not(of: Office) -> None:
    who = both(of)
    done(of.order(by=who), "setujui", who)
    apip = signed(hired(of.government, Role.APIP))
    assert "1 / 1" in _file(apip, f"{address(of)}?unduh=rangkap.csv")
    told = _file(apip, f"{address(of, KIND)}?unduh=pesanan-tabel.csv")
    assert f"akun {who.user_id}" in told
    assert User.objects.get(pk=who.user_id).name not in told
    assert apip.get(f"{address(of, KIND)}?unduh=orang-tabel.csv").status_code == 404
    whole = apip.get(f"{address(of)}?unduh=rangkap.xlsx")
    assert b"".join(whole.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def _file(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_a_step_before_the_period_counts_when_the_later_one_is_in_it(of: Office) -> None:
    who, order = both(of), of.order()
    done(order, "tawar", who, ago=400)
    assert asked(of).exercised == ()
    done(order, "setujui", who)
    assert len(asked(of).exercised) == 1
