"""What happens when a form of buying is sent: once, by the right person, and nothing typed is lost."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from belanja.affirmation.selectors import orders_page
from belanja.catalogue.models import Seller
from belanja.foundation import clock
from belanja.journal import once
from belanja.journal.services import Actor
from belanja.plans.models import PlanClass, RupPackage
from belanja.purchasing.models import Order, Package, PolicyAnswer
from belanja.purchasing.services import orders, package_lines, packages
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.states import Method, OrderState, PackageState, Side
from belanja.rules.duties import Role
from belanja.web.purchases import calendar
from tests.purchasing.world import Office, agreed, listed, office
from tests.support.firms import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Office:
    return office()


def sent(who: Actor, address: str, do: str, version: int, **typed: Any) -> HttpResponse:
    return _post(signed(who), address, do, version, once.fresh_key(), **typed)


def _post(client: Client, address: str, do: str, version: int, key: str, **typed: Any) -> HttpResponse:
    return client.post(address, {"do": do, "version": str(version), "sekali": key, **typed})  # type: ignore[return-value]


def of_package(made: Package) -> str:
    return reverse("buying:package", args=["D43", made.pk])


def of_order(made: Order, name: str = "order") -> str:
    return reverse(f"buying:{name}", args=["D43", made.code])


def test_a_package_becomes_an_order_once_however_often_the_form_arrives(place: Office) -> None:
    made = place.package()
    client, key = signed(place.pp), once.fresh_key()
    answers = [_post(client, of_package(made), "kirim", made.version, key) for _copy in range(3)]
    order = Order.objects.get()
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, of_order(order))}
    page = client.get(of_package(made)).content.decode()
    assert order.code in page
    assert PolicyAnswer.objects.filter(order=order).exists()


def test_a_late_comer_keeps_what_he_typed(place: Office) -> None:
    made = place.package()
    line = made.lines.get()
    stale = made.version
    package_lines.change_line(package_id=made.pk, version=stale, line_id=line.pk, quantity=Decimal(11), actor=place.pp)
    typed = {f"baris-{line.pk}-quantity": "37", f"baris-{line.pk}-note": "Warna putih"}
    answer = sent(place.pp, of_package(made), f"ubah-{line.pk}", stale, **typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="37"' in page
    assert "Warna putih" in page
    assert made.lines.get().quantity == 11


def test_a_step_that_is_gone_says_so_and_shows_the_words(place: Office) -> None:
    order = place.order(OrderState.SIGNING)
    answer = sent(place.ppk, of_order(order), "kembalikan", order.version - 1,
                  **{"kembalikan-note": "Alamat kirimnya belum lengkap."})  # fmt: skip
    assert answer.status_code == 409
    assert "Alamat kirimnya belum lengkap." in answer.content.decode()
    assert Order.objects.get().state == OrderState.SIGNING


def test_what_officers_write_to_one_another_is_not_told_to_the_firm(place: Office) -> None:
    order = place.order(OrderState.NEGOTIATION, method=Method.NEGOTIATION)
    agreed(place, order, price="40000")
    order.refresh_from_db()
    page = signed(place.pp).get(of_order(order, "negotiation")).content.decode()
    assert page.index("Serahkan kepada PPK</h2>") < page.index("Tawar lagi"), "what was agreed is handed on first"
    assert sent(place.pp, of_order(order), "serahkan", order.version).status_code == 302
    order.refresh_from_db()
    words = "Periksa lagi kewajaran harganya."
    assert (
        sent(place.ppk, of_order(order), "kembalikan", order.version, **{"kembalikan-note": words}).status_code == 302
    )
    assert words in signed(place.pp).get(of_order(order)).content.decode()
    firm = reverse("vendor:order", args=[place.shop.firm.pk, order.code])
    assert words not in signed(place.owner).get(firm).content.decode()


def test_whoever_only_reads_gets_nothing_done(place: Office) -> None:
    order = place.order(OrderState.REVIEW)
    for who in (place.people[Role.APIP], place.people[Role.BIRO_PBJ], place.elsewhere[Role.PPK]):
        assert sent(who, of_order(order), "setujui", order.version).status_code == 404
    assert Order.objects.get().state == OrderState.REVIEW


def test_the_buyer_does_not_approve_his_own(place: Office) -> None:
    order = place.order(OrderState.REVIEW)
    answer = sent(place.pp, of_order(order), "setujui", order.version)
    assert answer.status_code == 409
    assert Order.objects.get().state == OrderState.REVIEW


def test_the_way_of_an_order_by_its_pages(place: Office) -> None:
    order = place.order(OrderState.NEGOTIATION, method=Method.NEGOTIATION)
    agreed(place, order, price="40000")
    imported = reverse("public:order", args=["D43", "native", order.code])
    assert Client().get(imported).status_code == 404
    year = clock.today().year
    assert orders_page(government=place.government, year=year).count == 0
    for who, name, do in (
        (place.pp, "negotiation", "serahkan"),
        (place.ppk, "order", "setujui"),
        (place.ppk, "order", "tanda_tangani"),
    ):
        order.refresh_from_db()
        assert sent(who, of_order(order, name), do, order.version).status_code == 302, do
    order.refresh_from_db()
    firm = reverse("vendor:order", args=[place.shop.firm.pk, order.code])
    page = signed(place.owner).get(firm).content.decode()
    assert "Yang akan saya terima" in page
    assert "Masuk ke rekening Anda" in page
    assert sent(place.owner, firm, "terima", order.version).status_code == 302
    order.refresh_from_db()
    assert order.state == OrderState.PROCESS
    public = Client().get(f"/pesanan/{order.code}/")
    assert Client().get(imported)["Location"] == f"/pesanan/{order.code}/"
    assert orders_page(government=place.government, year=year).count == 1
    told = public.content.decode()
    assert public.status_code == 200
    assert "Pejabat Pengadaan" in told
    assert "Orang " not in told
    assert order.package.need not in told
    product = order.lines.get().product
    assert "Harga transaksi" in Client().get(f"/katalog/produk/{product.pk}-{_slug(product.name)}/").content.decode()


def _slug(name: str) -> str:
    return slugify(name)[:60]


def test_a_pasted_list_tells_which_rows_it_did_not_take(place: Office) -> None:
    made = place.package()
    answer = sent(place.pp, of_package(made), "daftar", made.version,
                  **{"daftar-text": f"{place.offer.pk};3\n999999;2\n{place.offer.pk};banyak"})  # fmt: skip
    assert answer.status_code == 302
    page = signed(place.pp).get(of_package(made)).content.decode()
    assert made.state == PackageState.DRAFT
    assert page


def test_a_calendar_file_folds_long_lines_and_keeps_its_keys(place: Office) -> None:
    order = place.order(OrderState.REVIEW)
    file = signed(place.ppk).get(reverse("buying:terms", args=["D43"])).content.decode()
    assert f"UID:{order.code}-" in file
    assert file.count("BEGIN:VEVENT") == 1
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    assert calendar._folded("é" * 60).count("\r\n ") == 1


def test_an_order_is_sent_with_few_questions(place: Office) -> None:
    """Once the rules, the offices, the firm and the plan are known, sending asks for what is of this order alone."""
    client = signed(place.pp)
    known, made = place.package(), place.package()
    assert _post(client, of_package(known), "kirim", known.version, once.fresh_key()).status_code == 302
    with CaptureQueriesContext(connection) as queries:
        assert _post(client, of_package(made), "kirim", made.version, once.fresh_key()).status_code == 302
    # Two are the savepoint that stands for the request's own transaction in this test.
    assert len(queries) - 2 <= 44, [str(one["sql"])[:100] for one in queries.captured_queries]


def test_where_a_rule_asks_for_a_reason_its_form_stands_open(place: Office) -> None:
    made = place.package(offer=listed(place.shop, name="Kertas impor", origin="impor", made_in="Korea Selatan"))
    bare = Description(reason_codes=(), import_proof="")
    made = packages.describe(package_id=made.pk, version=made.version, told=bare, actor=place.pp)
    page = sent(place.pp, of_package(made), "kirim", made.version).content.decode()
    assert '<details class="act" open><summary>Alasan dan bukti pencarian' in page


def test_an_offer_that_nobody_can_order_says_so_before_anything_is_filled_in(place: Office) -> None:
    address = f"{reverse('buying:put', args=['D43'])}?penawaran={place.offer.pk}"
    assert 'name="quantity"' in signed(place.pp).get(address).content.decode()
    Seller.objects.filter(pk=place.offer.seller_id).update(firm=None)
    page = signed(place.pp).get(address).content.decode()
    assert "belum diklaim penyedianya" in page
    assert 'name="quantity"' not in page


def test_a_plan_line_that_was_read_as_works_says_that_it_is_only_measured(place: Office) -> None:
    line = RupPackage.objects.get()
    read = {"read": "konstruksi", "confidence": Decimal(1), "version": "1", "of": "x", "read_at": clock.now()}
    PlanClass.objects.update_or_create(package=line, defaults=read)
    made = place.package()
    for address in (reverse("buying:plans", args=["D43"]), reverse("buying:package_plan", args=["D43", made.pk])):
        assert "terbaca sebagai konstruksi" in signed(place.pp).get(address).content.decode()


def test_whoever_answers_a_wish_to_cancel_reads_why(place: Office) -> None:
    order = place.order(OrderState.PROCESS)
    order = orders.ask_cancel(
        order_id=order.pk, version=order.version, side=Side.FIRM, reason_code="keadaan_kahar",
        note="Gudang kebanjiran.", actor=place.owner,
    )  # fmt: skip
    page = signed(place.ppk).get(of_order(order)).content.decode()
    assert "Gudang kebanjiran. Jawab di bawah." in page
