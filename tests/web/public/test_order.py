"""The page of one order: its stages, its plan through every revision, its source; never an official."""

from django.test import Client

from belanja.facts.models import PurchaseDocument
from belanja.web.public import plan_chain
from tests.affirmation.worlds import World

ORDER = "/pemda/D901/pesanan/v5/5/"


def test_lines_by_stage_add_up_to_the_order(client: Client, region: World) -> None:
    page = client.get(ORDER).content.decode()
    assert "Jumlah 2 baris" in page
    assert page.count("Rp151<") >= 5
    assert "Rp50,50" in page
    assert "Rp100,50" in page


def test_a_revised_plan_is_followed_and_a_circle_ends(client: Client, region: World) -> None:
    page = client.get(ORDER).content.decode()
    assert "4001 menjadi 4009" in page
    assert "disebut pesanan" in page
    assert "kode pengganti" in page
    assert "tidak berlaku lagi" in page
    chain = plan_chain.chain_of(region.government.pk, ["4001"])
    assert chain.codes == ("4001", "4009")
    assert len(chain.steps) == 2


def test_free_text_that_may_name_people_is_not_shown(client: Client, region: World) -> None:
    assert "Ratna Contoh" not in client.get(ORDER).content.decode()


def test_a_cancelled_order_says_that_it_does_not_count(client: Client, region: World) -> None:
    page = client.get("/pemda/D901/pesanan/v6/BATAL/").content.decode()
    assert "Pesanan ini dibatalkan." in page


def test_an_order_that_left_the_feed_says_so(client: Client, region: World) -> None:
    PurchaseDocument.objects.filter(key="5").update(vanished=True)
    assert "tidak ada lagi dalam tarikan data terakhir" in client.get(ORDER).content.decode()


def test_an_order_without_a_plan_code_is_told(client: Client, region: World) -> None:
    PurchaseDocument.objects.filter(key="5").update(plan_codes=[])
    assert "Pesanan ini tidak menyebut kode RUP." in client.get(ORDER).content.decode()


def test_other_governments_and_keys_are_not_found(client: Client, region: World) -> None:
    for address in ("/pemda/D43/pesanan/v5/5/", "/pemda/D901/pesanan/v6/5/", "/pemda/D901/pesanan/x/5/"):
        assert client.get(address).status_code == 404
