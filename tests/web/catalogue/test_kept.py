"""Pages of evidence and of needs: an account keeps and posts, everybody reads."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer, SavedSearch
from belanja.institutions.models import Government
from belanja.journal.once import fresh_key
from belanja.needs.models import Need
from belanja.rules.duties import Role
from tests.catalogue.worlds import price, small_shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db
SAVE = "/katalog/bukti/simpan/pencarian?q=kretas+f4"


@pytest.fixture
def shop(freeze: Callable[[date], datetime]) -> dict[str, Offer]:
    freeze(date(2026, 11, 2))
    return small_shop()


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=hired(Government.objects.get(code="D43"), *roles).user_id))
    return client


def sent(client: Client, address: str, **fields: Any) -> Any:
    """The form of a page, filled in and sent."""
    shown = client.get(address).content.decode()
    found = re.search(r'name="permintaan" value="([^"]+)"', shown)
    assert found is not None, address
    return client.post(address, {"permintaan": found[1], **fields})


def step(client: Client, address: str, do: str, **fields: Any) -> Any:
    """One act of a page, sent once more than ever before."""
    return client.post(address, {"sekali": fresh_key(), "do": do, "version": "1", **fields})


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_stranger_is_sent_to_sign_in_and_keeps_nothing(client: Client, shop: dict[str, Offer]) -> None:
    for address in (SAVE, "/katalog/bukti/", "/katalog/kebutuhan/pasang?q=kursi"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/akun/masuk/"), address
        assert client.post(address).status_code == 302
    assert not SavedSearch.objects.exists()
    assert not Need.objects.exists()


def test_a_search_is_kept_and_anybody_reads_it(client: Client, shop: dict[str, Offer]) -> None:
    assert SAVE.replace("&", "&amp;") in text(client, "/katalog/cari?q=kretas+f4")
    buyer = signed_in()
    answer = sent(buyer, SAVE, keperluan="Paket kertas 2026")
    kept = SavedSearch.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/katalog/bukti/{kept.code}/")
    shown = text(client, f"/katalog/bukti/{kept.code}/")
    for words in ("Isi bukti ini utuh.", "kertas f4", "Paket kertas 2026", kept.sha256, kept.code, "Toko Sumber Ilmu"):
        assert words in shown
    assert kept.code in text(buyer, "/katalog/bukti/")
    assert kept.code not in text(signed_in(), "/katalog/bukti/")
    typed = client.get("/verifikasi/", {"kode": kept.code.lower()}, follow=True)
    assert typed.redirect_chain[-1][0] == f"/katalog/bukti/{kept.code}/"
    assert client.get(f"/katalog/bukti/{kept.code}.json").content == bytes(kept.content)


def test_a_search_without_result_is_evidence_too(client: Client, shop: dict[str, Offer]) -> None:
    sent(signed_in(), "/katalog/bukti/simpan/pencarian?q=roketair")
    shown = text(client, f"/katalog/bukti/{SavedSearch.objects.get().code}/")
    assert "Saat itu tidak ada yang menjual ini di katalog." in shown


def test_a_comparison_is_kept_with_its_lines_and_landed_prices(client: Client, shop: dict[str, Offer]) -> None:
    both = f"o={shop['f4'].pk}&o={shop['f4 besar'].pk}"
    assert "Simpan sebagai bukti" in text(client, f"/katalog/banding?{both}")
    sent(signed_in(), f"/katalog/bukti/simpan/perbandingan?{both}")
    content = json.loads(bytes(SavedSearch.objects.get().content))
    assert [item["landed_total"] for item in content["items"]] == ["111.000000", "104.000000"]
    assert "Sampai tujuan" in {label for label, _values in content["lines"]}
    assert "Sampai tujuan" in text(client, f"/katalog/bukti/{SavedSearch.objects.get().code}/")


@pytest.mark.parametrize("address", ["/katalog/bukti/0000-0000-0000/", "/katalog/bukti/xx/", "/katalog/bukti/xx.json"])
def test_a_code_nobody_has_is_not_found(client: Client, shop: dict[str, Offer], address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["lain?q=a", "pencarian", "perbandingan?o=1", "perbandingan?o=x&o=99999999999999999"])
def test_what_is_nothing_cannot_be_kept(shop: dict[str, Offer], path: str) -> None:
    assert signed_in().get(f"/katalog/bukti/simpan/{path}").status_code == 404


def test_a_need_goes_from_nothing_found_to_biro_pbj_and_back(client: Client, shop: dict[str, Offer]) -> None:
    assert "/katalog/kebutuhan/pasang?q=kursi+roda" in text(client, "/katalog/cari?q=kursi+roda")
    poster = signed_in()
    address = "/katalog/kebutuhan/pasang?q=kursi+roda"
    wrong = sent(poster, address, apa="", nama="", rincian="ada")
    assert wrong.status_code == 422
    assert "Tulis atas nama siapa" in wrong.content.decode()
    answer = sent(
        poster, address, apa="Kursi roda lipat", nama="Dinas Kesehatan", jumlah="40 buah", tanggal="2026-12-01"
    )
    need = Need.objects.get()
    assert answer["Location"] == f"/katalog/kebutuhan/{need.pk}/"
    for page in ("/katalog/kebutuhan/", f"/katalog/kebutuhan/{need.pk}/"):
        assert "Kursi roda lipat" in text(client, page)
    name = User.objects.get(pk=need.by_id).name
    assert name not in text(client, f"/katalog/kebutuhan/{need.pk}/")
    assert "Urus kebutuhan ini" in text(poster, f"/katalog/kebutuhan/{need.pk}/")
    assert "Urus kebutuhan ini" not in text(client, f"/katalog/kebutuhan/{need.pk}/")
    assert signed_in().get(f"/katalog/kebutuhan/{need.pk}/urus").status_code == 404
    clerk = signed_in(Role.BIRO_PBJ)
    desk = f"/kelola/D43/katalog/kebutuhan/{need.pk}/"
    assert "Kursi roda lipat" in text(clerk, "/kelola/D43/katalog/kebutuhan/")
    hidden = step(clerk, desk, "tautkan", produk="999999", keterangan="Ada.")
    assert (hidden.status_code, "Tidak ada barang yang tampak" in hidden.content.decode()) == (422, True)
    product = str(shop["f4"].product_id)
    assert step(clerk, desk, "tautkan", produk=product, keterangan="Kini dijual.").status_code == 302
    assert "Kini dijual." in text(client, f"/katalog/kebutuhan/{need.pk}/")
    need.refresh_from_db()
    assert (need.state, need.amount, need.measure) == ("tayang", Decimal(40), "buah")
    mine = f"/katalog/kebutuhan/{need.pk}/urus"
    assert step(poster, mine, "tarik").status_code == 302
    late = step(poster, mine, "tarik")
    assert (late.status_code, "sekarang ditarik pemasangnya" in late.content.decode()) == (409, True)


def test_the_desk_of_needs_is_for_whoever_keeps_the_catalogue(shop: dict[str, Offer]) -> None:
    for roles in ((), (Role.APIP,), (Role.PPK,)):
        assert signed_in(*roles).get("/kelola/D43/katalog/kebutuhan/").status_code == 404


def test_compared_prices_stand_beside_their_likes_and_their_past(client: Client, shop: dict[str, Offer]) -> None:
    row = shop["f4"].prices.get()
    row.ended_on = date(2026, 10, 20)
    row.save(update_fields=["ended_on"])
    price(shop["f4"], 58_000, valid_from=date(2026, 10, 20))
    shown = text(client, f"/katalog/banding?o={shop['f4'].pk}&o={shop['f4 besar'].pk}")
    assert "Terendah 30 hari" in shown
    assert "Rp55.500" in shown
    assert "Harga barang sejenis" in shown
    assert "kurang dari tiga harga" in shown
    assert "Paling murah kini B" in shown
    assert "± " in shown
