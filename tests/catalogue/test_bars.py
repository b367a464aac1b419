"""A sanctioned firm's listings stop being sold or shown in the catalogue that sanctioned it, and come back by day."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.models import Offer, OfferSearch, Seller
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services import storefronts  # noqa: F401 - the services are importable
from belanja.catalogue.services.bars import follow_bars
from belanja.foundation import clock
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.rules.listings import ListingState
from belanja.rules.sanctions import Breach, Measure
from belanja.vendors import services as vendors
from belanja.vendors.models import Sanction
from tests.intake.files import as_json
from tests.vendors.cast import MONDAY, Cast, cast

from .worlds import small_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold() -> Any:
    with clock.frozen(MONDAY):
        offer = next(one for one in small_shop().values() if one.state == ListingState.LISTED)
        who = cast(offer.seller.name)
        Seller.objects.filter(pk=offer.seller_id).update(firm=who.firm)
        reindex()
        yield offer, who


def punish(who: Cast, *steps: Measure) -> None:
    for step, breach in zip(steps, (Breach.PRICE, Breach.CLAIM, Breach.QUALITY), strict=False):
        case = vendors.open_case(
            firm_id=who.firm.pk, government=who.government, breach=breach, facts="Uraian kejadiannya.", actor=who.clerk
        )
        vendors.answer(case_id=case.pk, version=1, text="Jawaban penyedia.", actor=who.owner)
        vendors.impose(case_id=case.pk, version=2, measure=step, reason="Terbukti seluruhnya.", actor=who.head)


def shown(offer: Offer) -> int | None:
    row = OfferSearch.objects.filter(offer=offer).first()
    return row.state if row else None


def test_a_warning_changes_nothing_then_nothing_is_sold_then_nothing_is_seen(sold: tuple[Offer, Cast]) -> None:
    offer, who = sold
    punish(who, Measure.SP1)
    assert shown(offer) == 0
    punish(who, Measure.SP2)
    assert shown(offer) == 1
    view = next(one for one in selectors.offers_of(offer.product_id) if one.id == offer.pk)
    assert view.state is ListingState.NOT_FOR_SALE
    assert Offer.objects.get(pk=offer.pk).state == ListingState.LISTED, "the listing itself stays as it was"
    punish(who, Measure.SP3)
    assert shown(offer) is None


def test_terms_end_by_themselves_with_the_daily_pass(sold: tuple[Offer, Cast]) -> None:
    offer, who = sold
    punish(who, Measure.SP1, Measure.SP2)
    with clock.frozen(date(2027, 5, 1)):
        assert follow_bars() == 0
    with clock.frozen(date(2027, 5, 2)):
        assert follow_bars() == 1
        assert follow_bars() == 0
    assert shown(offer) == 0


def test_an_entry_of_the_national_list_is_followed_by_the_daily_pass(sold: tuple[Offer, Cast]) -> None:
    offer, who = sold
    Sanction.objects.create(
        name="", refs=[f"nib:{who.firm.ids.get().value}"], status="PUBLISHED", decree="SK-9", source_row_id=9
    )
    assert follow_bars() == 1
    assert shown(offer) == 1


def test_other_firms_go_on_selling(sold: tuple[Offer, Cast]) -> None:
    offer, who = sold
    before = OfferSearch.objects.exclude(seller_id=offer.seller_id).filter(state=0).count()
    punish(who, Measure.SP1, Measure.SP2)
    assert OfferSearch.objects.exclude(seller_id=offer.seller_id).filter(state=0).count() == before > 0


def test_everybody_reads_why_nothing_can_be_bought(sold: tuple[Offer, Cast]) -> None:
    offer, who = sold
    address = reverse("katalog:seller", args=[offer.seller.slug])
    punish(who, Measure.SP1)
    assert "Surat Peringatan" not in Client().get(address).content.decode()
    punish(who, Measure.SP2)
    page = Client().get(address).content.decode()
    assert "Penyedia dikenai Surat Peringatan 2 (transaksi dihentikan) sampai 1 Mei 2027." in page
    code = Seller.objects.get(pk=offer.seller_id).bar_paper
    assert reverse("public:paper", args=[code]) in page
    assert Client().get(reverse("public:paper", args=[code])).status_code == 200


def test_an_imported_list_is_followed_at_once(sold: tuple[Offer, Cast], tmp_path: Path) -> None:
    offer, who = sold
    entry = {
        "penyedia": "CV LAIN", "organization/individual": "Organization", "dokumen_surat_keputusan": None,
        "nomor_sk": "9/SK", "tanggal_berlaku": "2026-01-01", "tanggal_status": "2026-01-01",
        "durasi_sanksipenyedia": "2 Years", "status": "PUBLISHED", "npwp_penyedia": None,
        "nib_penyedia": who.firm.ids.get().value, "jenis_pelanggaran": "x", "deskripsi_pelanggaran": "y",
        "durasi_penayangan": None, "tanggal_selesai": None, "hps": None,
    }  # fmt: skip
    import_paths(paths=[as_json(tmp_path / "daftar-hitam.json", [entry])], actor=CONSOLE)
    assert Sanction.objects.get().refs == [f"nib:{who.firm.ids.get().value}"]
    assert shown(offer) == 1
