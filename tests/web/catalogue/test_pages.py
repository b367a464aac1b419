"""The open catalogue: every page answers in few queries, says what it does not know, and needs no script."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belanja.catalogue.models import Claim, Offer, PriceRow, ZeroResult
from belanja.catalogue.search.index import reindex
from belanja.web.public.catalogue import pictures
from tests.catalogue.worlds import offer, price, seller, small_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(freeze: Callable[[date], datetime]) -> dict[str, Offer]:
    freeze(date(2026, 11, 2))
    return small_shop()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def address_of(one: Offer) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", one.product.name.lower()).strip("-")
    return reverse("katalog:product", args=[one.product_id, slug])


def test_every_page_takes_at_most_five_queries_and_a_hundred_kilobytes(client: Client, shop: dict[str, Offer]) -> None:
    one = shop["f4"]
    addresses = [
        "/katalog/",
        "/katalog/cari?q=kertas",
        "/katalog/cari?q=kretas",
        "/katalog/etalase/kertas/",
        address_of(one),
        f"{address_of(one)}?kirim={one.seller.region_id}",
        f"/katalog/penyedia/{one.seller.slug}/",
        f"/katalog/banding?o={one.pk}&o={shop['a4'].pk}",
    ]
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            content = page(client, address)
        assert len(queries) <= 5, (address, [query["sql"][:90] for query in queries])
        assert len(content) < 100_000
        assert "<script>" not in content
        assert 'style="' not in content


def test_a_search_says_what_it_understood_and_how_it_orders(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, "/katalog/cari?q=kretas+f4")
    assert "Menampilkan hasil untuk “kertas f4”." in told
    assert "/katalog/cari?q=kretas+f4&amp;persis=1" in told
    assert "Urutan: relevansi + afirmasi (PDN terbukti, UMKK)" in told
    assert "tanpa afirmasi" in page(client, "/katalog/cari?q=kertas&urut=relevansi")


def test_choices_are_links_and_can_be_taken_back(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, "/katalog/cari?q=kertas")
    assert 'href="/katalog/cari?q=kertas&amp;skala=mikro"' in told
    micro = page(client, "/katalog/cari?q=kertas&skala=mikro&min=50000")
    assert "<strong>1 penawaran</strong>" in micro
    assert 'href="/katalog/cari?q=kertas&amp;min=50000"' in micro
    nothing = page(client, "/katalog/cari?q=kertas&min=999999999")
    assert "Tidak ada penawaran dengan saringan ini." in nothing


def test_nothing_found_is_said_and_counted_without_the_asker(client: Client, shop: dict[str, Offer]) -> None:
    assert "Belum ada yang menjual ini di katalog." in page(client, "/katalog/cari?q=roketair")
    assert ZeroResult.objects.get().query == "roketair"


def test_an_empty_question_leads_to_the_front(client: Client, shop: dict[str, Offer]) -> None:
    for address in ("/katalog/cari", "/katalog/cari?q=+"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/katalog/")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999999999999999999", "pdn=x&skala=y&merek=-1&kirim=9e9&a.x=1&min=abc", "urut=;drop", "kirim=²"],
)
def test_senseless_addresses_narrow_nothing(client: Client, shop: dict[str, Offer], query: str) -> None:
    assert "<strong>3 penawaran</strong>" in page(client, f"/katalog/cari?q=kertas&{query}")


def test_what_is_typed_is_shown_and_never_run(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, f"/katalog/cari?q={quote('<script>alert(1)</script>')}")
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told


def test_a_product_shows_offers_on_one_basis(client: Client, shop: dict[str, Offer]) -> None:
    one = shop["f4"]
    told = page(client, f"{address_of(one)}?kirim={one.seller.region_id}")
    assert told.index("PT Niaga Besar") < told.index("Toko Sumber Ilmu")
    assert "Rp93,69" in told  # 52.000 / 1,11 / 500
    assert "Rp104" in told  # with tax, freight included
    assert "termasuk PPN" in told
    assert "kurang dari tiga penawaran" in told


def test_like_prices_carry_their_number(client: Client, shop: dict[str, Offer]) -> None:
    third = offer(shop["f4"].product, seller("Koperasi Pelajar", scale="koperasi"), 60_000)
    from belanja.catalogue.search.index import reindex

    reindex([third.pk])
    told = page(client, address_of(shop["f4"]))
    assert "dari 3 penawaran yang dapat dibeli" in told
    assert "<dd>Rp100</dd>" in told  # median 55.500 / 1,11 / 500


def test_price_history_is_a_picture_beside_its_table(client: Client, shop: dict[str, Offer]) -> None:
    one = shop["f4"]
    PriceRow.objects.filter(offer=one).update(ended_on=date(2026, 6, 1))
    price(one, 50_000, valid_from=date(2026, 6, 1))
    told = page(client, address_of(one))
    assert "Harga terendah turun" in told
    assert '<svg class="plot"' in told or 'class="plot"' in told
    for words in ("Rp55.500", "Rp50.000", "5 Januari 2026", "1 Juni 2026", "masih berlaku"):
        assert words in told


def test_an_unproven_claim_is_never_a_fact(client: Client, shop: dict[str, Offer]) -> None:
    proved = page(client, address_of(shop["a4"]))
    assert "TKDN 44,1%" in proved
    assert "terverifikasi" in proved
    thing = shop["stapler"].product
    Claim.objects.create(product=thing, kind="tkdn", number="X-1", percent=Decimal(60), verification="belum")
    told = page(client, address_of(shop["stapler"]))
    assert "PDN belum terbukti" in told
    assert "belum diperiksa" in told
    assert "tidak dihitung" in told
    assert '<span class="tag pdn-1"' not in told


def test_an_archive_says_its_day_and_that_it_is_not_for_sale(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, address_of(shop["arsip"]))
    assert "Arsip katalog nasional: harga per 22 Desember 2022." in told
    assert "belum dapat dibeli di sini" in told
    assert "harga per 22 Desember 2022" in page(client, "/katalog/cari?q=stapler")


def test_a_comparison_marks_what_differs_and_names_the_lowest(client: Client, shop: dict[str, Offer]) -> None:
    ids = [shop["f4"].pk, shop["f4 besar"].pk]
    told = page(client, f"/katalog/banding?o={ids[0]}&o={ids[1]}")
    assert "2 penawaran berdampingan" in told
    assert "Rp104/lembar (terendah)" in told
    assert re.search(r'class="differs">Skala usaha', told)
    assert not re.search(r'class="differs">Gramatur', told)
    assert f"/katalog/banding?o={ids[1]}" in told


def test_at_most_six_are_compared_and_unknown_ones_left_out(client: Client, shop: dict[str, Offer]) -> None:
    many = "&".join(f"o={one.pk}" for one in shop.values())
    assert "Paling banyak 6 penawaran" in page(client, f"/katalog/banding?{many}")
    assert "Belum ada yang dibandingkan." in page(client, "/katalog/banding?o=999999&o=x&o=1e3")


def test_an_incomplete_price_is_no_bargain(client: Client, shop: dict[str, Offer]) -> None:
    Offer.objects.filter(pk=shop["f4 besar"].pk).update(freight_rule="")
    told = page(client, f"/katalog/banding?o={shop['f4'].pk}&o={shop['f4 besar'].pk}")
    assert "belum dapat dihitung" in told
    assert "(terendah)" not in told


def test_a_firm_shows_its_scale_with_its_evidence(client: Client, shop: dict[str, Offer]) -> None:
    firm = shop["f4"].seller
    told = page(client, f"/katalog/penyedia/{firm.slug}/")
    assert "Usaha mikro" in told
    firm.scale = ""
    firm.save()
    assert "belum diketahui: belum ada bukti" in page(client, f"/katalog/penyedia/{firm.slug}/")


def test_addresses_are_clean_and_strangers_find_nothing(client: Client, shop: dict[str, Offer]) -> None:
    right = address_of(shop["f4"])
    wrong = right.replace("kertas-hvs", "apa-saja")
    answer = client.get(wrong)
    assert (answer.status_code, answer["Location"]) == (301, right)
    for address in ("/katalog/produk/999999-x/", "/katalog/etalase/tidak-ada/", "/katalog/penyedia/tidak-ada/"):
        assert client.get(address).status_code == 404
    Offer.objects.filter(pk=shop["nasi"].pk).update(state="dihapus")
    from belanja.catalogue.search.index import reindex

    reindex([shop["nasi"].pk])
    assert client.get(address_of(shop["nasi"])).status_code == 404


def test_search_engines_get_the_goods(client: Client, shop: dict[str, Offer]) -> None:
    assert "/katalog/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "/katalog/sitemap-1.xml" in client.get("/katalog/sitemap.xml").content.decode()
    told = client.get("/katalog/sitemap-1.xml").content.decode()
    assert address_of(shop["f4"]) in told
    assert "/katalog/etalase/kertas/" in told
    assert f"/katalog/penyedia/{shop['f4'].seller.slug}/" in told
    assert address_of(shop["arsip"]) not in told
    assert client.get("/katalog/sitemap-2.xml").status_code == 404
    shown = page(client, address_of(shop["f4"]))
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)
    assert found is not None
    machine = json.loads(found[1])
    assert (machine["@type"], machine["brand"]["name"]) == ("Product", "Rinjani")
    assert (machine["offers"]["lowPrice"], machine["offers"]["offerCount"]) == ("52000.00", 2)
    assert {one["seller"]["name"] for one in machine["offers"]["offers"]} == {"Toko Sumber Ilmu", "PT Niaga Besar"}
    assert '"offers"' not in page(client, address_of(shop["arsip"]))


def test_the_address_of_a_merged_product_leads_to_the_one_that_stays(client: Client, shop: dict[str, Offer]) -> None:
    former, stays = shop["stapler"].product, shop["f4"].product
    shop["stapler"].state = "dihapus"
    shop["stapler"].save()
    reindex([shop["stapler"].pk])
    former.merged_into = stays
    former.save()
    answer = client.get(f"/katalog/produk/{former.pk}-stapler-sedang/", follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, address_of(shop["f4"]))


def test_names_cannot_break_out_of_what_machines_read(client: Client, shop: dict[str, Offer]) -> None:
    product = shop["f4"].product
    product.name = "Kertas </script><b>&"
    product.save()
    shown = client.get(f"/katalog/produk/{product.pk}-x/", follow=True).content.decode()
    assert "</script><b>" not in shown
    assert "\\u003c/script\\u003e" in shown


def test_every_motif_is_drawn_and_nothing_else(client: Client) -> None:
    for motif in pictures._MOTIFS:
        answer = client.get(f"/katalog/gambar/{motif}-1-2.svg")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/svg+xml"
        assert "immutable" in answer["Cache-Control"]
    for name in ("tidakada-1-2", "kertas-9-0", "kertas-1-9", "..%2Fx"):
        assert client.get(f"/katalog/gambar/{name}.svg").status_code == 404


def test_the_interface_answers_like_the_page(client: Client, shop: dict[str, Offer]) -> None:
    answer = client.get("/api/v1/offers?q=kretas+f4")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["total"], told["corrected_query"]) == (2, "kertas f4")
    first = told["items"][0]
    assert {"id", "name", "etalase", "price", "unit", "firm"} <= first.keys()
    assert (first["name"], first["etalase"], first["unit"]) == ("Kertas HVS F4 80 g", "Kertas dan Cover", "rim")
    assert first["price"] in {"55500.00", "52000.00"}
    assert client.get("/api/v1/offers?q=stapler").json()["corrected_query"] is None
    assert client.get("/api/v1/offers?etalase=tidak-ada").status_code == 404
    assert client.get("/api/v1/offers?page=0").status_code == 422


def test_a_card_says_from_where_a_price_depends_on_quantity_or_region(client: Client, shop: dict[str, Offer]) -> None:
    assert "Rp55.500" in page(client, "/katalog/cari?q=kertas+f4")
    assert "mulai Rp" not in page(client, "/katalog/cari?q=kertas+f4")
    price(shop["f4"], 54_000, least_quantity=Decimal(10))
    price(shop["a4"], 47_000, region=shop["a4"].seller.region)
    PriceRow.objects.filter(offer=shop["nasi"]).update(ended_on=date(2026, 11, 1), ended_at="2026-11-01T00:00Z")
    price(shop["nasi"], 24_000, least_quantity=Decimal(20))
    reindex()
    told = page(client, "/katalog/cari?q=kertas")
    assert "mulai Rp54.000" in told
    assert "sampai Rp55.500 menurut jumlah" in told
    assert "mulai Rp45.000" in told
    assert "sampai Rp47.000 menurut wilayah" in told
    assert "pesanan mulai 20 buah" in page(client, "/katalog/cari?q=nasi+kotak")
    assert "menurut harga terendahnya" in page(client, "/katalog/cari?q=kertas&urut=harga")


def test_a_search_says_what_sizes_do_and_where_everything_lies(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, "/katalog/cari?q=kertas+80gr")
    assert "Yang ukurannya seperti Anda tulis didahulukan; ukuran lain menyusul." in told
    assert "semua di etalase Kertas dan Cover" in told
    assert "didahulukan; ukuran lain" not in page(client, "/katalog/cari?q=kertas")
    assert "semua di etalase" not in page(client, "/katalog/etalase/kertas/")


def test_affirmation_never_lifts_another_size_above_the_one_that_was_asked_for(
    client: Client, shop: dict[str, Offer]
) -> None:
    thing = shop["a4"].product
    type(thing).objects.filter(pk=thing.pk).update(name="Kertas HVS F4 70 g", attributes={"gramatur": "70"})
    type(thing).objects.filter(pk=shop["f4"].product_id).update(pdn="tanpa_bukti")
    reindex()
    told = page(client, "/katalog/cari?q=kertas+hvs+f4+80gr")
    assert told.index("Kertas HVS F4 80 g</a>") < told.index("Kertas HVS F4 70 g</a>")
