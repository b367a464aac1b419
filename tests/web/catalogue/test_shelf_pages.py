"""What everybody reads of an etalase: its state, its terms, and its goods against a ready specification."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belanja.catalogue.models import Offer, Product
from belanja.catalogue.search.index import changed, reindex
from belanja.catalogue.selectors.specifications import against_specification
from belanja.etalase.models import Etalase, ReadySpecification
from belanja.rules.attributes import unmet
from belanja.rules.listings import ListingState
from belanja.web.public.catalogue import shelf as shelf_page
from tests.catalogue.worlds import offer, product, seller, shelf, small_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> dict[str, Offer]:
    made = small_shop()
    papers = Etalase.objects.get(slug="kertas")
    Etalase.objects.filter(pk=papers.pk).update(
        allowed_roles=["pengecer"], licences=["perdagangan"], category=["Kantor", "Kertas"], kbki=["3212"]
    )
    ReadySpecification.objects.create(
        etalase=papers, slug="hvs-f4", name="HVS F4 80 g, rim",
        requirements=[{"key": "ukuran", "one_of": ["F4"]}, {"key": "gramatur", "least": "80", "most": "80"}],
    )  # fmt: skip
    changed()
    return made


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_list_leads_to_terms_and_specifications(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, "/katalog/etalase/kertas/")
    assert "Etalase lokal · harga provinsi" in told
    assert 'href="/katalog/etalase/kertas/syarat/"' in told
    assert 'href="/katalog/etalase/kertas/spesifikasi/hvs-f4/"' in told


def test_the_terms_say_all_a_firm_must_know(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, "/katalog/etalase/kertas/syarat/")
    for words in ("Pengecer", "Izin usaha perdagangan (dahulu SIUP)", "Kantor › Kertas", "3212",
                  "Versi 1, berlaku sejak 1 Januari 2026.", "Gramatur",
                  "angka dalam g", "pilihan, dari A4; F4", "Ukuran F4; Gramatur 80 g"):  # fmt: skip
        assert words in told, words
    assert "belum diketahui" in page(client, "/katalog/etalase/atk/syarat/"), "what is not said is unknown"


def test_a_specification_is_met_or_missed_with_the_reason(client: Client, shop: dict[str, Offer]) -> None:
    told = page(client, "/katalog/etalase/kertas/spesifikasi/hvs-f4/")
    assert "1 barang memenuhi, 1 tidak." in told
    assert told.index("Kertas HVS F4 80 g") < told.index("Kertas HVS A4 70 g")
    assert "Ukuran A4, diminta F4. Gramatur 70 g, diminta 80 g." in told
    assert "Rp52.000" in told, "the cheaper of the two offers stands for the product"
    page(client, "/katalog/etalase/kertas/spesifikasi/tidak-ada/", 404)


def test_few_queries(client: Client, shop: dict[str, Offer]) -> None:
    for address, most in (("/katalog/etalase/kertas/syarat/", 6), ("/katalog/etalase/kertas/spesifikasi/hvs-f4/", 5)):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        sent = [one["sql"][:90] for one in queries if "SAVEPOINT" not in one["sql"]]
        assert len(sent) <= most, (address, sent)
        assert len(answer.content) < 100_000


def test_frozen_closed_merged_and_proposed(client: Client, shop: dict[str, Offer]) -> None:
    papers = Etalase.objects.filter(slug="kertas")
    since = date(2026, 11, 1)
    papers.update(state="beku", state_since=since, state_reason="Harga sedang ditinjau.")
    reindex()
    told = page(client, "/katalog/etalase/kertas/")
    assert "Etalase ini dibekukan sejak 1 November 2026." in told
    assert "Harga sedang ditinjau." in told
    assert "Tayang, tidak dapat dibeli." in told
    papers.update(state="ditutup")
    reindex()
    told = page(client, "/katalog/etalase/kertas/", 410)
    assert "Etalase ini ditutup sejak 1 November 2026." in told
    assert "Kertas HVS F4" not in told
    page(client, "/katalog/etalase/kertas/syarat/", 404)
    papers.update(state="digabung", merged_into=Etalase.objects.get(slug="atk"))
    changed()
    answer = client.get("/katalog/etalase/kertas/")
    assert (answer.status_code, answer["Location"]) == (301, "/katalog/etalase/atk/")
    other = shelf("baru", "Etalase Baru")
    offer(product(other, "Barang Baru"), seller("Toko Sumber Ilmu"))
    Etalase.objects.filter(pk=other.pk).update(state="usulan")
    reindex()
    page(client, "/katalog/etalase/baru/", 404)
    page(client, "/katalog/etalase/baru/syarat/", 404)
    assert "Barang Baru" not in page(client, "/katalog/cari?q=barang+baru")


def test_a_specification_that_many_meet_reads_no_more_than_it_shows(
    client: Client, shop: dict[str, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers, firm = Etalase.objects.get(slug="kertas"), seller("CV Banyak Kertas")
    for number in range(4):
        meets = product(papers, f"Kertas cocok {number}", attributes={"ukuran": "F4", "gramatur": "80"})
        offer(meets, firm, 40 - 10 * number, state=ListingState.NOT_FOR_SALE if number == 3 else ListingState.LISTED)
        offer(product(papers, f"Kertas lain {number}", attributes={"ukuran": "F4", "gramatur": "70"}), firm)
    reindex()
    asked: list[int] = []
    whole = shelf_page.listings
    monkeypatch.setattr(shelf_page, "listings", lambda ids: asked.append(len(ids)) or whole(ids))
    monkeypatch.setattr(shelf_page, "_MOST", 2)
    told = page(client, "/katalog/etalase/kertas/spesifikasi/hvs-f4/")
    assert asked == [2]
    assert "5 barang memenuhi, 5 tidak." in told
    assert "3 barang lain juga memenuhi" in told
    assert "5 barang tidak memenuhi, 2 yang paling dekat" in told
    assert "Kertas HVS A4 70 g" not in told, "it misses two demands, others one"
    best = against_specification("kertas", "hvs-f4", most=5).meeting
    names = [Offer.objects.in_bulk(best)[one].product.name for one in best]
    assert names[0] == "Kertas cocok 2", "the cheapest for sale"
    assert names[-1] == "Kertas cocok 3", "what is not for sale comes last, however cheap"


def test_the_database_judges_as_the_rules_do(client: Client, shop: dict[str, Offer]) -> None:
    papers, firm = Etalase.objects.get(slug="kertas"), seller("CV Macam-macam")
    values: list[object] = ["80", " 80 ", "80.0", 80, 79.5, "8e1", "+80", "81", "8,0", "delapan", "", None, True, False]
    for number, value in enumerate(values):
        thing = product(papers, f"Kertas {number}")
        Product.objects.filter(pk=thing.pk).update(attributes={"ukuran": "f4", "gramatur": value, "tebal": number > 6})
        offer(thing, firm)
    reindex()
    found = ReadySpecification.objects.get(slug="hvs-f4")
    for demands in (
        [{"key": "gramatur", "least": "79.5", "most": "80"}],
        [{"key": "gramatur", "least": "80"}, {"key": "ukuran", "one_of": ["A4", "F4"]}],
        [{"key": "gramatur", "one_of": ["80", "TRUE", "delapan"], "most": "80"}],
        [{"key": "tebal", "one_of": ["true"]}, {"key": "warna", "one_of": ["putih"]}],
        [],
    ):
        ReadySpecification.objects.filter(pk=found.pk).update(requirements=demands)
        needs = ReadySpecification(requirements=demands).rules()
        schema = papers.schemas.get().rules()
        goods = Product.objects.filter(etalase=papers)
        reasons = {one.pk: unmet(schema, needs, one.attributes) for one in goods}
        told = against_specification("kertas", "hvs-f4", most=99)
        meet = {one.product_id for one in Offer.objects.filter(pk__in=told.meeting)}
        assert meet == {pk for pk, missing in reasons.items() if not missing}, demands
        assert {one.product_id: one.reasons for one in told.missed} == {pk: why for pk, why in reasons.items() if why}
        assert (told.meeting_count, told.missed_count) == (len(meet), len(told.missed))
