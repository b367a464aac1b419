"""A firm reads what is looked for and why it is shown to it, and answers: with a good of its own, or why not."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest

from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.search.index import reindex
from belanja.exchange import selectors as sheets
from belanja.institutions.models import Government
from belanja.needs.models import Match, Need
from belanja.needs.services import matching, posting
from belanja.needs.services.posting import Wanted
from belanja.rules.duties import Role
from belanja.rules.needs.states import NeedState
from belanja.vendors.models import Profile
from tests.catalogue.worlds import small_shop
from tests.support.firms import member, registered, signed
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(freeze: Callable[[date], datetime]) -> dict[str, Offer]:
    freeze(date(2026, 11, 2))
    made = small_shop()
    reindex()
    return made


def test_a_firm_is_told_why_and_answers(shop: dict[str, Offer]) -> None:
    government = Government.objects.get(code="D43")
    firm = registered(government, name="Toko Sumber Ilmu", region_code="36.73")
    Seller.objects.filter(name="Toko Sumber Ilmu").update(firm=firm)
    owner = signed(member(firm))
    wanted = Wanted("Kertas HVS A4", "Dinas Sosial", etalase=shop["a4"].product.etalase, quantity="20 rim")
    need = posting.post_need(government=government, wanted=wanted, request="satu", actor=hired(government, Role.PPK))
    assert "Belum ada kebutuhan yang cocok" in owner.get(f"/usaha/{firm.pk}/kebutuhan/").content.decode()
    matching.match_need(need_id=need.pk, actor=member(registered(government)))
    listed = owner.get(f"/usaha/{firm.pk}/kebutuhan/").content.decode()
    assert "Kertas HVS A4" in listed
    assert "Belum dijawab" in listed
    address = f"/usaha/{firm.pk}/kebutuhan/{need.code}/"
    assert Match.objects.get().seen_at is None
    shown = owner.get(address).content.decode()
    assert "menjual atau membuat barang dengan kata yang sama" in shown
    assert "20 rim" in shown
    assert Match.objects.get().seen_at is not None
    wrong = owner.post(address, {"sekali": "kunci-kebutuhan-0001", "do": "tidak", "version": "1", "alasan": ""})
    assert (wrong.status_code, "Pilih alasannya" in wrong.content.decode()) == (422, True)
    assert (
        owner.post(
            address, {"sekali": "kunci-kebutuhan-0002", "do": "tidak", "version": "1", "alasan": "modal"}
        ).status_code
        == 302
    )
    assert "Tidak: modal kerja" in owner.get(address).content.decode()
    good = str(shop["a4"].product_id)
    assert (
        owner.post(
            address, {"sekali": "kunci-kebutuhan-0003", "do": "sanggup", "version": "1", "barang": good}
        ).status_code
        == 302
    )
    match = Match.objects.get()
    assert (match.product_id, match.listed_at is not None) == (shop["a4"].product_id, True)
    assert Need.objects.get().state == NeedState.OFFERED
    foreign = str(Offer.objects.exclude(product__offers__seller__firm=firm).first().product_id)  # type: ignore[union-attr]
    assert (
        owner.post(
            address, {"sekali": "kunci-kebutuhan-0004", "do": "sanggup", "version": "1", "barang": foreign}
        ).status_code
        == 422
    )


def test_who_can_meet_it_is_led_to_list_it(shop: dict[str, Offer]) -> None:
    government = Government.objects.get(code="D43")
    firm = registered(government, name="Perajin Tanpa Barang")
    owner, shelf = signed(member(firm)), shop["a4"].product.etalase
    wanted = Wanted("Kertas HVS A4", "Dinas Sosial", etalase=shelf, quantity="20 rim")
    need = posting.post_need(government=government, wanted=wanted, request="satu", actor=hired(government, Role.PPK))
    address = f"/usaha/{firm.pk}/kebutuhan/{need.code}/"
    answer = {"sekali": "kunci-kebutuhan-0005", "do": "sanggup", "version": "1", "barang": ""}
    assert owner.post(address, answer).status_code == 302
    page = owner.get(address).content.decode()
    assert "Pasang barangnya di katalog" in page
    assert f'href="/usaha/{firm.pk}/barang/baru/{shelf.pk}/"' in page
    assert "Saya sanggup" not in page
    # The etalase that a firm named for itself come first where it adds goods or takes a sheet along.
    Profile.objects.filter(firm=firm).update(shelves=[shelf.pk])
    assert [one.etalase.pk for one in sheets.shelves(firm.pk) if one.wanted] == [shelf.pk]
    assert sheets.shelves(firm.pk)[0].etalase == shelf
    listed = owner.get(f"/usaha/{firm.pk}/barang/baru/").content.decode()
    ways = re.findall(r"/barang/baru/(\d+)/", listed)
    assert (ways[0], len(ways) > 1) == (str(shelf.pk), True)


def test_a_stranger_sees_nothing_and_a_need_that_is_not_there_is_not_found(shop: dict[str, Offer]) -> None:
    government = Government.objects.get(code="D43")
    firm, other = registered(government), registered(government)
    assert signed(member(other)).get(f"/usaha/{firm.pk}/kebutuhan/").status_code == 404
    assert signed(member(firm)).get(f"/usaha/{firm.pk}/kebutuhan/AAAA-AAAA-AAAA/").status_code == 404
