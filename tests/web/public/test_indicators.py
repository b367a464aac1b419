"""The shares side by side on open pages: labelled by their evidence, bands drawn, definitions one touch away."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client

from belanja.web.pieces import ShareBar, Standing
from tests.affirmation.worlds import PD_A, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("address", ["/pemda/D901/", f"/pemda/D901/perangkat-daerah/{PD_A}/"])
def test_the_shares_stand_side_by_side_with_their_definitions(region: World, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    for label in ("Porsi UMKK menurut tanda RUP", "Porsi UMKK menurut bukti", "Porsi PDN menurut bukti"):
        assert label in page
    assert 'href="/definisi/umkk.rup.rencana.belanja_pengadaan/"' in page
    assert 'href="/definisi/pdn.bukti.kontrak.realisasi_pengadaan/"' in page


def test_the_table_of_units_can_be_asked_for_another_indicator(region: World, client: Client) -> None:
    page = client.get("/pemda/D901/perangkat-daerah/?indikator=pdn.rup").content.decode()
    assert "Terhadap 95%" in page
    assert "indikator=pdn.rup" in page
    assert client.get("/pemda/D901/perangkat-daerah/?indikator=pdn.bukti&pembilang=rencana").status_code == 422


def test_governance_says_what_is_not_computed(region: World, client: Client) -> None:
    page = client.get("/pemda/D901/tata-kelola/").content.decode()
    assert "Kualifikasi SDM pengadaan" in page
    assert "belum diketahui" in page


def test_a_channel_leads_down_to_what_cannot_be_matched(region: World, client: Client) -> None:
    page = client.get("/pemda/D901/kanal/").content.decode()
    assert "/pemda/D901/kanal/v6/tanpa-rencana/" in page
    assert client.get("/pemda/D901/kanal/v6/tanpa-rencana/").status_code == 200
    assert client.get("/pemda/D901/kanal/pos/tanpa-rencana/").status_code == 404


def test_a_band_is_filled_to_its_lowest_and_striped_to_its_highest() -> None:
    bar = ShareBar(share=None, low=Decimal("20"), high=Decimal("50"), target=Decimal(40), standing=Standing.BAND)
    assert (bar.is_band, bar.width, bar.reach) == (True, "20.00%", "50.00%")
    assert bar.spoken == "20,00% sampai 50,00%, belum pasti, target 40%"
    assert 'class="perhaps"' in bar_html(bar)


def bar_html(bar: ShareBar) -> str:
    return render_to_string(bar.template, {"piece": bar})
