"""A need is posted, joined with others alike, answered, and ends: by whom it concerns, once, with its story."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from belanja.catalogue.models import Offer, Region
from belanja.foundation import clock
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.needs import selectors
from belanja.needs.models import Demand, Need, NeedStep
from belanja.needs.services import answering, calendar, joining, posting, shelves
from belanja.needs.services.posting import Wanted
from belanja.notices.models import Notice
from belanja.rules.duties import Role
from belanja.rules.needs.states import NeedState, Side
from belanja.rules.needs.steps import NEEDS, Step
from tests.support.law import in_force
from tests.support.people import hired, unit
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer() -> Actor:
    return hired(Government.objects.get(code="D43"), Role.PPK)


@pytest.fixture
def clerk() -> Actor:
    return hired(Government.objects.get(code="D43"), Role.BIRO_PBJ)


def post(actor: Actor, request: str = "form-satu", **fields: object) -> Need:
    given: dict[str, object] = {"what": "Kursi roda lipat", "on_behalf": "Dinas Kesehatan", "quantity": "40 buah"}
    wanted = Wanted(**(given | fields))  # type: ignore[arg-type]
    return posting.post_need(government=Government.objects.get(code="D43"), wanted=wanted, request=request, actor=actor)


def test_it_is_posted_once_and_taken_back_by_its_poster_alone(
    shop: dict[str, Offer], buyer: Actor, clerk: Actor
) -> None:
    posted = post(buyer, region=Region.objects.get(code="36.02"))
    assert post(buyer).pk == posted.pk
    assert refused(lambda: posting.take_back_need(need_id=posted.pk, actor=clerk)).status == 404
    posted.refresh_from_db()
    assert (posted.state, posted.closed_at) == (NeedState.OPEN, None)
    posting.take_back_need(need_id=posted.pk, actor=buyer)
    late = refused(lambda: posting.take_back_need(need_id=posted.pk, actor=buyer))
    assert (late.status, "ditarik pemasangnya" in late.message) == (409, True)
    posted.refresh_from_db()
    assert posted.closed_at == clock.now()
    assert [one.step for one in selectors.story(posted)] == ["pasang", "tarik"]


def test_a_need_of_a_unit_is_in_the_hands_of_whoever_works_there(shop: dict[str, Offer]) -> None:
    government = Government.objects.get(code="D43")
    mine, other = unit(government, "9.01.0.00.0.00.01.0000"), unit(government, "9.02.0.00.0.00.01.0000")
    here, there = hired(government, Role.PPK, unit=mine), hired(government, Role.PA, unit=other)
    wanted = Wanted("Kursi roda lipat", "Dinas Kesehatan")
    posted = posting.post_need(government=government, wanted=wanted, request="satu", actor=here, unit=mine)
    assert refused(
        lambda: posting.post_need(government=government, wanted=wanted, request="dua", actor=there, unit=mine)
    ).status in (403, 404)  # fmt: skip
    assert refused(lambda: posting.take_back_need(need_id=posted.pk, actor=there)).status == 404
    colleague = hired(government, Role.PPTK, unit=mine)
    assert posting.take_back_need(need_id=posted.pk, actor=colleague).state == NeedState.TAKEN_BACK


def test_those_who_may_act_for_the_unit_today_are_told(shop: dict[str, Offer], clerk: Actor) -> None:
    government = Government.objects.get(code="D43")
    mine = unit(government, "9.01.0.00.0.00.01.0000")
    gone, here = hired(government, Role.PPK, unit=mine), hired(government, Role.PPTK, unit=mine)
    wanted = Wanted("Kursi roda lipat", "Dinas Kesehatan")
    posted = posting.post_need(government=government, wanted=wanted, request="satu", actor=gone, unit=mine)
    RoleAssignment.objects.filter(user_id=gone.user_id).delete()
    answering.link_product(need_id=posted.pk, product_id=shop["f4"].product_id, answer="Ada.", actor=clerk)
    assert list(Notice.objects.filter(kind="needs.step").values_list("to_user_id", flat=True)) == [here.user_id]


def test_a_name_that_begins_small_by_itself_stays(shop: dict[str, Offer], buyer: Actor) -> None:
    assert [post(buyer, one, what=one).what for one in ("pH meter", "kursi roda", "Rak")] == [
        "pH meter", "Kursi roda", "Rak"
    ]  # fmt: skip


def test_what_meets_it_is_said_by_biro_pbj_or_the_poster_and_can_be_undone(
    shop: dict[str, Offer], buyer: Actor, clerk: Actor
) -> None:
    posted, product = post(buyer), shop["f4"].product_id
    elsewhere = hired(Government.objects.get(code="D50"), Role.BIRO_PBJ)
    link = {"need_id": posted.pk, "product_id": product, "answer": "Kini dijual."}
    assert refused(lambda: answering.link_product(**link, actor=elsewhere)).status in (403, 404)  # type: ignore[arg-type]
    listed = answering.link_product(**link, actor=clerk)  # type: ignore[arg-type]
    assert (listed.state, listed.product_id, listed.closed_at) == (NeedState.LISTED, product, None)
    assert (
        refused(lambda: answering.unlink_product(need_id=posted.pk, note=" ", actor=buyer)).code == "need_note_missing"
    )
    again = answering.unlink_product(need_id=posted.pk, note="Terlalu kecil.", actor=buyer)
    assert (again.state, again.product_id) == (NeedState.OPEN, None)
    ended = answering.accept_equivalent(need_id=posted.pk, product_id=product, note="Cukup baik.", actor=buyer)
    assert (ended.state, ended.closed_at) == (NeedState.EQUIVALENT, clock.now())
    names = Event.objects.filter(subject=f"need:{posted.pk}").order_by("pk").values_list("name", flat=True)
    assert list(names) == [f"needs.need_{one}" for one in ("pasang", "tautkan", "lepas", "terima_setara")]


def test_what_cannot_be_had_says_why(shop: dict[str, Offer], buyer: Actor, clerk: Actor) -> None:
    posted = post(buyer)

    def state(**given: str) -> Need:
        told = {"reason_code": "tidak_dibuat", "note": "Tiga usaha ditanya."} | given
        return answering.declare_unavailable(need_id=posted.pk, actor=clerk, **told)  # type: ignore[arg-type]

    assert refused(lambda: state(reason_code="karangan")).code == "need_reason_missing"
    assert refused(lambda: state(note="")).code == "need_note_missing"
    assert (state().state, Need.objects.get().reason_code) == (NeedState.UNAVAILABLE, "tidak_dibuat")


def test_words_days_and_number_are_held(shop: dict[str, Offer], buyer: Actor) -> None:
    for fields, code in (
        ({"what": " "}, "need_incomplete"),
        ({"needed_by": clock.today() - timedelta(days=1)}, "need_day_passed"),
        ({"value": Decimal(0)}, "need_value"),
        ({"amount": Decimal(-1)}, "need_amount"),
    ):
        assert refused(lambda fields=fields: post(buyer, **fields)).code == code  # type: ignore[misc]
    assert refused(lambda: post(CONSOLE)).status == 404
    in_force("katalog.kebutuhan.terbuka", "1")
    post(buyer)
    assert refused(lambda: post(buyer, request="form-dua")).code == "needs_used_up"
    assert Need.objects.count() == 1


def test_needs_that_are_alike_are_one_demand(shop: dict[str, Offer], buyer: Actor, clerk: Actor) -> None:
    first = post(buyer, amount=Decimal(40), measure="buah", value=Decimal(60_000_000))
    other = hired(Government.objects.get(code="D43"), Role.PPTK)
    post(other, "dua", amount=Decimal(2), measure="buah")
    third = post(other, "empat", what="Pengadaan kursi roda lipat", amount=Decimal(3), measure="Bh")
    assert third.demand_id == first.demand_id
    posting.take_back_need(need_id=third.pk, actor=other)
    apart = post(other, "tiga", what="Kursi roda elektrik")
    size = selectors.demand_of(selectors.need(first.pk))
    assert (size.needs, size.units, size.amounts) == (2, 2, {"buah": Decimal(42)})
    assert (size.value, size.untold) == (Decimal(60_000_000), 1)
    assert refused(lambda: joining.move_need(need_id=apart.pk, demand_id=first.demand_id, actor=buyer)).status == 403
    joining.move_need(need_id=apart.pk, demand_id=first.demand_id, actor=clerk)
    assert selectors.demand_of(selectors.need(first.pk)).needs == 3
    joining.move_need(need_id=apart.pk, demand_id=None, actor=clerk)
    assert selectors.demand_of(selectors.need(apart.pk)).needs == 1
    posting.take_back_need(need_id=first.pk, actor=buyer)
    assert selectors.demand_of(selectors.need(first.pk)).amounts == {"buah": Decimal(2)}


def test_what_waits_for_an_etalase_still_counts_in_the_demand(shop: dict[str, Offer], buyer: Actor) -> None:
    first = post(buyer, amount=Decimal(40), measure="buah")
    shelves.await_shelf(need_ids=[first.pk], proposal="U-1", actor=buyer)
    second = post(buyer, "dua", amount=Decimal(2), measure="buah")
    assert second.demand_id == first.demand_id
    assert selectors.demand_of(selectors.need(second.pk)).amounts == {"buah": Decimal(42)}


def test_an_amendment_may_lead_to_another_demand_and_a_late_one_is_told(shop: dict[str, Offer], buyer: Actor) -> None:
    first, second = post(buyer), post(buyer, "dua", what="Tongkat ketiak")
    seen = second.version
    like = Wanted("Kursi roda lipat", "Dinas Kesehatan")
    amended = posting.amend_need(need_id=second.pk, version=seen, wanted=like, actor=buyer)
    assert (amended.demand_id, amended.what) == (first.demand_id, "Kursi roda lipat")
    late = refused(lambda: posting.amend_need(need_id=second.pk, version=seen, wanted=like, actor=buyer))
    assert (late.code, late.status) == ("changed_meanwhile", 409)


def test_its_day_ends_it_and_it_can_be_posted_again(
    shop: dict[str, Offer], buyer: Actor, freeze: Callable[[date], datetime]
) -> None:
    posted = post(buyer, needed_by=date(2026, 11, 20))
    freeze(date(2026, 12, 4))
    assert calendar.expire_needs() == 0
    freeze(date(2026, 12, 5))
    assert (calendar.expire_needs(), calendar.expire_needs()) == (1, 0)
    posted.refresh_from_db()
    assert posted.state == NeedState.EXPIRED
    again = posting.renew_need(need_id=posted.pk, needed_by=date(2026, 12, 31), actor=buyer)
    assert (again.state, again.closed_at) == (NeedState.OPEN, None)


def test_without_a_day_it_ends_after_the_dated_number_of_days(
    shop: dict[str, Offer], buyer: Actor, freeze: Callable[[date], datetime]
) -> None:
    posted = post(buyer)
    assert posted.needed_by is None
    freeze(date(2027, 5, 1))
    assert calendar.expire_needs() == 0
    freeze(date(2027, 5, 2))
    assert (calendar.expire_needs(), calendar.expire_needs()) == (1, 0)
    posted.refresh_from_db()
    last = posted.steps.order_by("pk").last()
    assert (posted.state, last.note[:12]) == (NeedState.EXPIRED, "Tanpa tangga")


def test_without_a_day_it_is_looked_for_anew_after_its_etalase_and_its_link(
    shop: dict[str, Offer], buyer: Actor, freeze: Callable[[date], datetime]
) -> None:
    posted = post(buyer)
    shelves.await_shelf(need_ids=[posted.pk], proposal="U-1", actor=buyer)
    freeze(date(2027, 7, 1))
    shelves.shelf_answered(need_ids=[posted.pk], proposal="U-1", etalase_id=None)
    assert calendar.expire_needs() == 0
    freeze(date(2027, 12, 1))
    answering.link_product(need_id=posted.pk, product_id=shop["f4"].product_id, answer="Ada.", actor=buyer)
    freeze(date(2028, 5, 1))
    assert calendar.expire_needs() == 0
    freeze(date(2028, 6, 1))
    assert calendar.expire_needs() == 1
    assert NEEDS.told_of(Step.EXPIRE, Side.TIME) == "Masa pencariannya lewat"


def test_the_record_stays(shop: dict[str, Offer], buyer: Actor) -> None:
    post(buyer)
    for change in (lambda: NeedStep.objects.update(note="lain"), lambda: NeedStep.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.update(closed_at=clock.now())


def test_what_was_posted_before_is_taken_over(shop: dict[str, Offer]) -> None:
    from importlib import import_module
    from types import SimpleNamespace

    from django.apps import apps

    moment = clock.now()
    government = Government.objects.get(code="D43")
    old = [
        SimpleNamespace(
            pk=number, government_id=government.pk, what=f"Barang {number}", details="", quantity="", region_id=None,
            needed_by=None, on_behalf="Dinas", question="", product_id=None, answer=answer, at=moment, by_id=7,
            closed_at=moment if state != "terbuka" else None, closed_by_id=8, request=f"lama-{number}", state=state,
        )
        for number, (state, answer) in enumerate(
            [("terbuka", ""), ("terpenuhi", "Kini dijual."), ("ditarik", ""), ("diturunkan", "Nama orang.")]
        )
    ]  # fmt: skip
    posted = SimpleNamespace(objects=SimpleNamespace(order_by=lambda _name: old))
    from_before = SimpleNamespace(
        get_model=lambda app, name: posted if name == "PostedNeed" else apps.get_model(app, name)
    )
    import_module("belanja.needs.migrations.0002_posted_needs_and_records_stay").take_over(from_before, None)
    assert list(Need.objects.order_by("pk").values_list("state", flat=True)) == [
        "terbuka", "setara", "ditarik", "diturunkan"
    ]  # fmt: skip
    assert (Demand.objects.count(), NeedStep.objects.count()) == (4, 7)
    assert connection.in_atomic_block
