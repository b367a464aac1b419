"""A unit without a PPK: its PA signs instead, is named so on every paper, and never determines what he signs."""

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.institutions.models import RoleAssignment
from belanja.institutions.standing import reaches
from belanja.notices.models import Notice
from belanja.purchasing.models import Order, OrderStep, PolicyAnswer, Signature
from belanja.purchasing.papers.parts import parties
from belanja.purchasing.selectors.desks import waits_for_officer
from belanja.purchasing.services import orders, packages, sending
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.states import OrderState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.web.officer.access import _office
from belanja.web.purchases.story import story
from tests.purchasing.world import Office, office
from tests.support.people import hired

pytestmark = pytest.mark.django_db

ACTING = "Pengguna Anggaran selaku PPK"
RULE = "kewenangan.selaku_ppk"


def without_ppk(of: Office) -> Office:
    """The office after its PPK has left; whoever is asked for as PPK is its PA, as his pages let him in."""
    RoleAssignment.objects.filter(user_id=of.ppk.user_id).delete()
    ((government, reach),) = reaches(of.pa.user_id or 0)
    of.people[Role.PPK] = _office(User.objects.get(pk=of.pa.user_id), government, reach).actor
    return of


@pytest.fixture
def here() -> Office:
    return without_ppk(office())


def answers(order: Order, step: str) -> list[str]:
    return list(PolicyAnswer.objects.filter(order=order, step=step, rule=RULE).values_list("outcome", flat=True))


def test_from_the_package_to_both_signatures(here: Office) -> None:
    package = here.package()
    assert (package.ppk_id, package.ppk_role) == (here.pa.user_id, Role.PA)
    made = sending.send(package_id=package.pk, version=package.version, actor=here.pp)[0]
    assert (made.state, made.ppk_id, made.ppk_role) == (OrderState.REVIEW, here.pa.user_id, Role.PA)
    assert [one.what for one in waits_for_officer(here.pa, here.government)] == ["Periksa pesanan"]
    made = here.on(made, OrderState.PROCESS)
    assert Signature.objects.get(side="pembeli").post == f"{ACTING} {here.unit.name}"
    steps = OrderStep.objects.filter(order=made, by_id=here.pa.user_id)
    assert {step.by_label for step in steps} == {ACTING}
    assert ("Pemesan", f"{ACTING} {here.unit.name}") in parties(made).rows
    assert answers(made, "tanda_tangani") == ["boleh"]
    page = Client().get(f"/pesanan/{made.code}/").content.decode()
    assert ACTING in page


def test_he_may_buy_himself_as_a_ppk_may(here: Office) -> None:
    made = here.order(OrderState.SIGNING, by=here.ppk)
    assert made.buyer_id == made.ppk_id == here.pa.user_id
    role = PolicyAnswer.objects.filter(order=made, rule="kewenangan.nilai").latest("pk").answer["inputs"]["peran"]
    assert role == Role.PA


def test_nobody_approves_what_he_asked_for(here: Office) -> None:
    package = here.package()
    with pytest.raises(RuleBroken) as refusal:
        packages.request(package_id=package.pk, version=package.version, actor=here.ppk)
    assert refusal.value.code == "own_matter"


def test_above_the_value_another_one_determines() -> None:
    of = without_ppk(office(pagu="900000000000", price="9000000000", stock=None))
    made = of.order(OrderState.DETERMINATION, quantity="30", by=of.ppk)
    with pytest.raises(RuleBroken) as refusal:
        orders.determine(order_id=made.pk, version=made.version, actor=of.pa)
    assert refusal.value.code == "own_matter"
    assert waits_for_officer(of.pa, of.government) == []
    kpa = hired(of.government, Role.KPA, unit=of.unit)
    assert [one.what for one in waits_for_officer(kpa, of.government)] == ["Tetapkan pesanan"]
    made = orders.determine(order_id=made.pk, version=made.version, actor=kpa)
    assert of.on(made, OrderState.CONFIRMATION).ppk_role == Role.PA


def test_a_ppk_who_is_appointed_takes_over(here: Office) -> None:
    made = here.order(OrderState.SIGNING)
    ppk = hired(here.government, Role.PPK, unit=here.unit)
    with pytest.raises(RuleBroken) as refusal:
        orders.sign(order_id=made.pk, version=made.version, actor=here.ppk)
    assert refusal.value.status == 403
    made = orders.sign(order_id=made.pk, version=made.version, actor=ppk)
    assert (made.ppk_id, made.ppk_role) == (ppk.user_id, Role.PPK)
    assert Signature.objects.get().post == f"PPK {here.unit.name}"
    assert answers(made, "tanda_tangani") == []


def test_a_unit_with_a_ppk_does_not_take_its_pa_as_one() -> None:
    of = office()
    package = of.package()
    told = Description(ppk_id=of.pa.user_id)
    with pytest.raises(RuleBroken) as refusal:
        packages.describe(package_id=package.pk, version=package.version, told=told, actor=of.pp)
    assert refusal.value.code == "ppk_unknown"


def test_a_package_is_not_sent_to_a_pa_once_there_is_a_ppk(here: Office) -> None:
    package = here.package()
    hired(here.government, Role.PPK, unit=here.unit)
    with pytest.raises(RuleBroken) as refusal:
        sending.send(package_id=package.pk, version=package.version, actor=here.pp)
    assert refusal.value.code == "ppk_unknown"


def test_pages_let_him_buy_and_name_him_as_what_he_is(here: Office, client: Client) -> None:
    package = here.package()
    client.force_login(User.objects.get(pk=here.pa.user_id))
    page = f"/beli/{here.government.code}/paket/{package.pk}/"
    told = client.get(page).content.decode()
    assert "(PA selaku PPK)" in told
    assert "PA selaku PPK yang memeriksa dan menandatangani" in told
    assert "PA selaku PPK, sudah dipilih" in told
    assert "Buat pesanan" in told
    assert client.get(f"/beli/{here.government.code}/rencana/").status_code == 200
    hired(here.government, Role.PPK, unit=here.unit)
    told = client.get(page).content.decode()
    assert "Buat pesanan" not in told
    assert "(PA selaku PPK)" not in told
    assert client.get(f"/beli/{here.government.code}/rencana/").status_code == 404


def test_pages_and_messages_name_whoever_acts(here: Office) -> None:
    """States, steps, buttons and messages say PA where PA acts as PPK; of an order with a PPK they stay as they are."""
    order = here.order(OrderState.REVIEW)
    client = Client()
    client.force_login(User.objects.get(pk=here.pa.user_id))
    page = client.get(f"/beli/{here.government.code}/pesanan/{order.code}/").content.decode()
    assert "Menunggu persetujuan PA selaku PPK" in page
    assert "Menunggu persetujuan PPK" not in page
    told = list(Notice.objects.values_list("text", flat=True))
    assert any("menunggu pemeriksaan PA selaku PPK." in one for one in told)
    here.on(order, OrderState.PROCESS)
    order.refresh_from_db()
    events = [event.title for event in story(order, list(order.steps.all())).events]
    assert {"Disetujui PA selaku PPK", "Ditandatangani PA selaku PPK"} <= set(events)


def test_of_a_ppk_they_say_ppk() -> None:
    order = office().order(OrderState.SIGNING)
    events = [event.title for event in story(order, list(order.steps.all())).events]
    assert events[-2:] == ["Disetujui PPK", "Menunggu tanda tangan PPK"]
