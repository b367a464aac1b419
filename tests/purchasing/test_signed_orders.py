"""What happens to an order around and after both signatures: seals, addenda, call-offs, cancellation, silence."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from belanja.catalogue.models import Offer
from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.plans.lines import plan_line
from belanja.purchasing.contents import digest_of
from belanja.purchasing.models import Order, OrderStep, OrderVersion, Round, Signature
from belanja.purchasing.services import addenda, call_offs, orders
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.order_time import pass_terms
from belanja.purchasing.services.signatures import seal_holds
from belanja.rules.buying.states import OrderKind, OrderState, PackageState, Side, VersionState
from belanja.rules.channels import Mode, Stage
from belanja.rules.decisions import RuleBroken
from tests.purchasing.world import PLAN, Office, agreed, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def _fact(order: Order, stage: Stage) -> Decimal | None:
    found = SpendFact.objects.filter(document__key=order.code, stage=stage, known_to=None)
    return sum((one.amount for one in found), Decimal(0)) if found else None


def _committed(order: Order) -> Decimal:
    line = plan_line(government_id=order.government_id, year=order.year, code=PLAN)
    assert line is not None
    return line.committed


def test_both_sides_seal_the_same_text_and_nothing_of_it_changes(of: Office) -> None:
    order = of.order(OrderState.PROCESS)
    version = OrderVersion.objects.get(order=order)
    assert version.state == VersionState.IN_FORCE
    assert digest_of(version.content) == version.digest
    signatures = list(Signature.objects.filter(version=version))
    assert {one.side for one in signatures} == {Side.BUYER, Side.FIRM}
    assert all(seal_holds(one) and one.digest == version.digest for one in signatures)
    signatures[0].post = "Orang lain"
    assert not seal_holds(signatures[0])
    for change in (
        lambda: OrderVersion.objects.update(total=1),
        lambda: OrderVersion.objects.update(state=VersionState.PROPOSED),
        lambda: OrderVersion.objects.all().delete(),
        lambda: Signature.objects.update(post="x"),
        lambda: OrderStep.objects.all().delete(),
        lambda: OrderStep.objects.update(note="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_rounds_stay_as_they_were_said(of: Office) -> None:
    order = agreed(of, of.order(OrderState.NEGOTIATION), price="45000")
    for change in (lambda: Round.objects.update(total=1), lambda: Round.objects.filter(order=order).delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_addendum_holds_once_both_have_signed_within_ten_percent(of: Office) -> None:
    order = of.order(OrderState.PROCESS)
    line = order.lines.get()
    with pytest.raises(RuleBroken) as refusal:
        _propose(of, order, Side.BUYER, quantities={line.pk: Decimal(12)})
    assert refusal.value.code == "addendum_limit"
    _propose(of, order, Side.BUYER, quantities={line.pk: Decimal(11)}, due_on=clock.today() + timedelta(days=30))
    order.refresh_from_db()
    assert (order.state, order.lines.get().quantity) == (OrderState.ADDENDUM, 10)
    with pytest.raises(RuleBroken):
        addenda.sign(order_id=order.pk, version=order.version, side=Side.BUYER, actor=of.ppk)
    order = addenda.sign(order_id=order.pk, version=order.version, side=Side.FIRM, actor=of.owner)
    assert (order.state, order.lines.get().quantity) == (OrderState.PROCESS, 11)
    assert _committed(order) == order.total == _fact(order, Stage.CONTRACTED)
    assert Offer.objects.get(pk=line.offer_id).stock == 89
    assert [one.state for one in order.versions.all()] == [VersionState.REPLACED, VersionState.IN_FORCE]
    assert order.first_total is not None
    assert order.total > order.first_total


def test_a_refused_addendum_leaves_everything_as_it_was(of: Office) -> None:
    order = of.order(OrderState.PROCESS)
    before = Order.objects.filter(pk=order.pk).values("total", "goods", "term_to", "terms").get()
    _propose(of, order, Side.FIRM, terms="Dirakit di tempat")
    order.refresh_from_db()
    order = addenda.refuse(order_id=order.pk, version=order.version, side=Side.BUYER, note="Tidak perlu", actor=of.ppk)
    assert Order.objects.filter(pk=order.pk).values("total", "goods", "term_to", "terms").get() == before
    assert order.state == OrderState.PROCESS


def test_calls_stay_within_cap_and_term_and_are_what_was_bought() -> None:
    of = office(stock=None)
    order = of.order(OrderState.PROCESS, kind=OrderKind.CALL_OFF)
    line, cap = order.lines.get(), order.cap
    assert _committed(order) == cap == order.total
    assert _fact(order, Stage.CONTRACTED) is None
    first = _call(of, order, line.pk, "4")
    assert _fact(order, Stage.CONTRACTED) == first.total
    begun = clock.today()
    with clock.frozen(clock.now() + timedelta(days=7)):
        _call(of, order, line.pk, "6")
    assert _fact(order, Stage.CONTRACTED) == cap
    days = SpendFact.objects.filter(document__key=order.code, stage=Stage.CONTRACTED, known_to=None)
    assert sorted(days.values_list("line", "day")) == [("1.1", begun), ("2.1", begun + timedelta(days=7))]
    with pytest.raises(RuleBroken) as refusal:
        _call(of, order, line.pk, "0.01")
    assert refusal.value.status == 409
    with pytest.raises(RuleBroken):
        _call(of, order, line.pk, "1", days=60)
    order.refresh_from_db()
    call_offs.answer(order_id=order.pk, version=None, number=1, actor=of.owner)
    call_offs.cancel(order_id=order.pk, version=None, number=2, side=Side.FIRM, note="Tidak sanggup", actor=of.owner)
    assert _fact(order, Stage.CONTRACTED) == first.total


def test_a_signed_order_ends_by_agreement_and_gives_everything_back(of: Office) -> None:
    order = of.order(OrderState.PROCESS)
    with pytest.raises(RuleBroken) as refusal:
        orders.cancel(
            order_id=order.pk, version=order.version, reason_code="kesepakatan_para_pihak", note="Sepakat", actor=of.ppk
        )
    assert refusal.value.code == "needs_agreement"
    order = orders.ask_cancel(
        order_id=order.pk, version=order.version, side=Side.FIRM, reason_code="kesepakatan_para_pihak", note="Sepakat",
        actor=of.owner,
    )  # fmt: skip
    with pytest.raises(RuleBroken):
        orders.agree_cancel(order_id=order.pk, version=order.version, side=Side.FIRM, actor=of.owner)
    order = orders.agree_cancel(order_id=order.pk, version=order.version, side=Side.BUYER, actor=of.ppk)
    assert (order.state, order.cancel_code) == (OrderState.CANCELLED, "kesepakatan_para_pihak")
    assert _committed(order) == 0
    assert _fact(order, Stage.CONTRACTED) is None
    assert Offer.objects.get(pk=of.offer.pk).stock == 100
    order.package.refresh_from_db()
    assert order.package.state == PackageState.CANCELLED


def test_a_price_list_that_ends_gives_back_what_was_called() -> None:
    of = office(stock=100)
    order = of.order(OrderState.PROCESS, kind=OrderKind.CALL_OFF)
    line = order.lines.get()
    for quantity in ("4", "3"):
        _call(of, order, line.pk, quantity)
    assert Offer.objects.get(pk=of.offer.pk).stock == 93
    order.refresh_from_db()
    orders.cancel(
        order_id=order.pk, version=order.version, reason_code="wanprestasi", note="Tidak pernah mengirim", actor=of.ppk
    )
    assert Offer.objects.get(pk=of.offer.pk).stock == 100
    assert _committed(order) == 0
    assert _fact(order, Stage.CONTRACTED) is None


@pytest.mark.parametrize(
    ("state", "target"),
    [(OrderState.REVIEW, OrderState.CANCELLED_REVIEW), (OrderState.CONFIRMATION, OrderState.CANCELLED)],
)
def test_a_silent_ppk_and_a_silent_firm_end_the_order(of: Office, state: OrderState, target: OrderState) -> None:
    order = of.order(state)
    assert order.due_at is not None
    with clock.frozen(order.due_at):
        assert pass_terms().lapsed == 1
        assert pass_terms().lapsed == 0
    order.refresh_from_db()
    assert order.state == target
    assert Offer.objects.get(pk=of.offer.pk).reserved == 0


def test_in_companion_mode_the_national_number_takes_the_place_of_signatures() -> None:
    of = office(mode=Mode.COMPANION)
    order = of.order(OrderState.SIGNING)
    with pytest.raises(RuleBroken) as refusal:
        orders.sign(order_id=order.pk, version=order.version, actor=of.ppk)
    assert refusal.value.code == "signed_nationally"
    order = orders.link_national(
        order_id=order.pk, version=order.version, number="EP-01K0ABCDEF", day=clock.today(), actor=of.pp
    )
    assert (order.state, order.national_number) == (OrderState.PROCESS, "EP-01K0ABCDEF")
    assert not SpendFact.objects.filter(document__key=order.code, counts=True).exists()


def _propose(of: Office, order: Order, side: Side, **changes: object) -> None:
    addenda.propose(
        order_id=order.pk, version=order.version, side=side, changes=Changes(**changes),  # type: ignore[arg-type]
        reason="Kebutuhan berubah", actor=of.ppk if side is Side.BUYER else of.owner,
    )  # fmt: skip


def _call(of: Office, order: Order, line_id: int, quantity: str, *, days: int = 1) -> "call_offs.CallOff":
    return call_offs.call(
        order_id=order.pk, version=None, quantities={line_id: Decimal(quantity)},
        wanted_on=clock.today() + timedelta(days=days), actor=of.ppk,
    )  # fmt: skip
