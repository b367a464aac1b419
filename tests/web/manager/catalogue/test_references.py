"""The pages of standard and outside prices: from a file to the product's page, and who gets in."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from belanja.catalogue.models import Offer, OutsidePrice, PhotoFile, Product, ReferenceList, ReferencePrice
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.web.manager.catalogue.references import urls
from tests.catalogue.worlds import DAY, small_shop
from tests.support.officers import sitting

pytestmark = pytest.mark.django_db
CURATE, IMPORT = Duty.CURATE_CATALOGUE, Duty.IMPORT_REFERENCE_PRICES
OPENS = {
    "lists": {CURATE, IMPORT},
    "list": {CURATE, IMPORT},
    "prices": {CURATE},
    "price": {CURATE},
    "outside": {CURATE},
    "outside_price": {CURATE},
}
GOV = "D43"
SSH = (
    "Kode Barang;Uraian Barang;Satuan;Harga (Rp);Paraf\n"
    "1.1.7.01;Kertas HVS F4 80 gram;Rim;Rp 50.000;x\n"
    "1.1.7.02;Tanpa harga;Rim;;x\n"
)


@pytest.fixture
def shop() -> Iterator[dict[str, Offer]]:
    with clock.frozen(DAY):
        made = small_shop()
        reindex()
        yield made


def thing(shop: dict[str, Offer]) -> Product:
    return next(one.product for one in shop.values() if one.product.name.startswith("Kertas HVS F4"))


def upload(client: Client, text: str = SSH, **changed: Any) -> Any:
    body = {
        "kind": "ssh", "year": "2026", "decree": "188.44/2025", "dated": "2025-08-01", "tax_basis": "termasuk_ppn",
        "tax_percent": "11", "delivery": "termasuk",
        "document": SimpleUploadedFile("SSH 2026.csv", text.encode(), "text/csv"),
    } | changed  # fmt: skip
    return client.post(reverse("references:lists", args=[GOV]), body)


def head() -> Client:
    return sitting(Government.objects.get(code=GOV), Role.BIRO_PBJ)


def in_force(client: Client) -> ReferencePrice:
    upload(client)
    found = ReferenceList.objects.get()
    page = reverse("references:list", args=[GOV, found.pk])
    form = client.get(page).context["form"]
    meanings = {name: field.initial for name, field in form.fields.items()}
    client.post(page, {"do": "map", **meanings})
    client.post(page, {"do": "apply"})
    return ReferencePrice.objects.get()


def test_from_a_file_to_the_page_of_the_product(shop: dict[str, Offer]) -> None:
    client = head()
    price = in_force(client)
    assert (price.code, price.amount, price.unit) == ("1.1.7.01", Decimal(50_000), "RM")
    todo = client.get(reverse("references:prices", args=[GOV]), {"q": "kertas"}).content.decode()
    assert "Kertas HVS F4 80 gram" in todo
    page = reverse("references:price", args=[GOV, price.pk])
    product = thing(shop)
    assert product.name in client.get(page).content.decode()
    assert client.post(page, {"products": [str(product.pk)]}).status_code == 302
    address = reverse("katalog:product", args=[product.pk, "x"])
    shown = Client().get(Client().get(address)["Location"]).content.decode()
    assert "SSH 2026, Provinsi Banten" in shown
    assert "188.44/2025" in shown
    assert "termasuk PPN" in shown
    assert "keduanya termasuk pengiriman" in shown
    offer = next(one for one in shop.values() if one.product_id == product.pk)
    beside = Client().get(reverse("katalog:compare"), {"o": [str(offer.pk)]}).content.decode()
    assert "SSH 2026 Rp50.000/rim, termasuk PPN, termasuk pengiriman:" in beside
    match = product.reference_matches.get()
    client.post(page, {"lepas": str(match.pk)})
    assert "SSH 2026" not in Client().get(Client().get(address)["Location"]).content.decode()


def test_the_preview_says_why_a_row_is_left_out(shop: dict[str, Offer]) -> None:
    client = head()
    upload(client)
    found = ReferenceList.objects.get()
    page = reverse("references:list", args=[GOV, found.pk])
    form = client.get(page).context["form"]
    client.post(page, {"do": "map", **{name: field.initial for name, field in form.fields.items()}})
    shown = client.get(page).content.decode()
    assert "1 dari 2 baris dapat diberlakukan." in shown
    assert "Harga kosong atau nol" in shown


def test_a_form_that_is_not_complete_keeps_what_was_typed(shop: dict[str, Offer]) -> None:
    answer = upload(head(), decree="", tax_percent="")
    assert answer.status_code == 422
    assert "Isi nomor keputusan" in answer.content.decode()
    assert not ReferenceList.objects.exists()


def label(size: tuple[int, int] = (640, 480)) -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", size, "white").save(picture, "JPEG")
    return SimpleUploadedFile("label.jpg", picture.getvalue(), "image/jpeg")


def test_a_citizen_sends_a_price_that_shows_after_somebody_looked(shop: dict[str, Offer]) -> None:
    product = thing(shop)
    send = reverse("katalog:send_outside", args=[product.pk])
    assert Client().get(send).status_code == 302, "an account is needed"
    citizen = sitting(Government.objects.get(code=GOV))
    body = {"toko": "Toko Buku Cilegon", "wilayah": "", "tanggal": "2026-11-01", "harga": "47500", "satuan": "RM"}
    assert citizen.post(send, {**body, "foto": label((20, 20))}).status_code == 422
    assert citizen.post(send, {**body, "foto": label()}).status_code == 302
    price = OutsidePrice.objects.get()
    address = Client().get(reverse("katalog:product", args=[product.pk, "x"]))["Location"]
    assert "Toko Buku Cilegon" not in Client().get(address).content.decode()
    client = head()
    assert "Toko Buku Cilegon" in client.get(reverse("references:outside", args=[GOV])).content.decode()
    page = reverse("references:outside_price", args=[GOV, price.pk])
    assert client.post(page, {"do": "tampilkan"}).status_code == 302
    shown = Client().get(address).content.decode()
    assert "Toko Buku Cilegon" in shown
    assert "Rp47.500" in shown
    assert client.post(page, {"do": "tampilkan"}).status_code == 409
    assert client.post(page, {"do": "tolak", "reason": "data_pribadi"}).status_code == 302
    assert "Toko Buku Cilegon" not in Client().get(address).content.decode()
    assert not PhotoFile.objects.exists(), "a photo with personal data goes"


def test_the_matrix_knows_every_address() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(OPENS)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_duty_opens_a_page(shop: dict[str, Offer], role: Role) -> None:
    price = in_force(head())
    sent = OutsidePrice.objects.create(
        product=thing(shop), shop="Toko", seen_on=DAY, amount=Decimal(1), unit="RM", sent_at=clock.now()
    )
    more = {"list": [price.list_id], "price": [price.pk], "outside_price": [sent.pk]}
    client = sitting(Government.objects.get(code=GOV), role)
    other = sitting(Government.objects.get(code="D50"), role)
    for name, duties in OPENS.items():
        address = reverse(f"references:{name}", args=[GOV, *more.get(name, [])])
        opens = any(role in DUTIES[duty] for duty in duties)
        assert client.get(address).status_code == (200 if opens else 404), name
        assert other.get(address).status_code == 404
        if not opens:
            assert client.post(address, {"do": "discard"}).status_code in (404, 405)
    assert ReferenceList.objects.get().state == "berlaku"
