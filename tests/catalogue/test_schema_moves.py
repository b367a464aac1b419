"""A shelf gets another version of its schema: what followed is not punished, and a misfit keeps what it has."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer, OfferVersion, PriceRow, Product
from belanja.catalogue.services import curation, listings, shelves
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.products import merge
from belanja.etalase.models import Schema, SchemaAttribute
from belanja.exchange.models import Upload
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from tests.exchange.sheets import applied, filled, sent, template
from tests.support.listings import PAPER, Shop, paper, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db

CHEAPER = (Price(Decimal(50_000)),)
CERTIFIED = {"ukuran": "F4", "gramatur": "80", "bersertifikat": True}
COLOUR = {"key": "warna", "label": "Warna", "type": "teks", "required": True}


@pytest.fixture
def mine() -> Shop:
    return shop()


def listed(mine: Shop, **changes: object) -> Offer:
    made = mine.submitted(paper(attributes=CERTIFIED, **changes))
    verifier = hired(Government.objects.get(code="D43"), Role.VERIFIKATOR)
    made = curation.decide(offer_id=made.pk, version=made.version, step=Step.APPROVE, actor=verifier)
    assert made.state == ListingState.LISTED
    return made


def publish(mine: Shop, *attributes: dict[str, object]) -> Schema:
    number = mine.etalase.schemas.count() + 1
    schema = Schema.objects.create(etalase=mine.etalase, version=number, valid_from=date(2026, 11, 1))
    for place, one in enumerate(attributes):
        SchemaAttribute.objects.create(schema=schema, position=place, **one)
    shelves.follow_schema(etalase_id=mine.etalase.pk)
    return schema


def by_form(mine: Shop, offer: Offer, asked: set[str], **changes: object) -> Offer:
    """As the screen saves it: only what the schema in force asks for comes back."""
    told = content_of(offer)
    told = replace(told, attributes={key: value for key, value in told.attributes.items() if key in asked}, **changes)
    return listings.edit(offer_id=offer.pk, version=offer.version, content=told, actor=mine.owner)


def cheaper_by_sheet(mine: Shop) -> Upload:
    upload = sent(mine, filled(template(mine), changes={(2, "Harga satu satuan jual *"): 50_000}))
    assert upload.counts.get("berubah") == 1, upload.counts
    return applied(mine, upload)


def test_goods_that_followed_stay_for_sale_after_a_price_cut(mine: Shop) -> None:
    made = listed(mine)
    publish(mine, *PAPER[:2])
    made.refresh_from_db()
    assert content_of(made).attributes == {"ukuran": "F4", "gramatur": "80"}
    assert (made.version, made.reviewed_version) == (2, 2)
    assert OfferVersion.objects.get(offer=made, number=1).content["attributes"] == CERTIFIED
    made = by_form(mine, made, {"ukuran", "gramatur"}, prices=CHEAPER)
    assert made.state == ListingState.LISTED
    assert PriceRow.objects.get(offer=made, ended_on=None).amount == Decimal(50_000)
    assert made.product.former_attributes == {"bersertifikat": True}
    publish(mine, *PAPER)
    made.refresh_from_db()
    assert content_of(made).attributes == CERTIFIED, "what is asked again comes back"
    assert by_form(mine, made, set(CERTIFIED), prices=(Price(Decimal(49_000)),)).state == ListingState.LISTED


def test_goods_that_followed_get_a_price_by_sheet(mine: Shop) -> None:
    made = listed(mine)
    publish(mine, *PAPER[:2])
    cheaper_by_sheet(mine)
    made.refresh_from_db()
    assert made.state == ListingState.LISTED
    assert PriceRow.objects.get(offer=made, ended_on=None).amount == Decimal(50_000)


def test_a_shared_product_is_not_split_by_a_version_of_the_schema(mine: Shop) -> None:
    other = shop()
    kept, second = listed(mine), listed(other)
    clerk = hired(mine.government, Role.BIRO_PBJ)
    merge(kept_id=kept.product_id, other_id=second.product_id, reason="Barang yang sama.", government=mine.government,
          actor=clerk)  # fmt: skip
    publish(mine, *PAPER[:2])
    second.refresh_from_db()
    second = by_form(other, second, {"ukuran", "gramatur"}, prices=CHEAPER)
    assert (second.product_id, second.state) == (kept.product_id, ListingState.LISTED)


@pytest.mark.parametrize("door", ["layar", "lembar"])
def test_a_misfit_keeps_its_version_through_a_price_cut(mine: Shop, door: str) -> None:
    made = listed(mine)
    before = Product.objects.values().get(pk=made.product_id)
    publish(mine, *PAPER[:2], COLOUR)
    made.refresh_from_db()
    assert made.version == 1
    if door == "layar":
        by_form(mine, made, {"ukuran", "gramatur", "warna"}, prices=CHEAPER)
    else:
        cheaper_by_sheet(mine)
    made.refresh_from_db()
    assert made.state == ListingState.LISTED
    assert PriceRow.objects.get(offer=made, ended_on=None).amount == Decimal(50_000)
    assert content_of(made).attributes == CERTIFIED
    assert Product.objects.values().get(pk=made.product_id) == before


def test_a_misfit_that_is_mended_moves_and_what_is_not_asked_is_laid_aside(mine: Shop) -> None:
    made = listed(mine)
    latest = publish(mine, *PAPER[:2], COLOUR)
    made.refresh_from_db()
    told = replace(content_of(made), attributes={"ukuran": "F4", "gramatur": "80", "warna": "putih"})
    made = listings.edit(offer_id=made.pk, version=made.version, content=told, actor=mine.owner)
    assert made.state == ListingState.SUBMITTED
    assert made.product.schema_id == latest.pk
    assert made.product.attributes == told.attributes == content_of(made).attributes
    assert made.product.former_attributes == {"bersertifikat": True}


def test_a_draft_is_asked_by_the_version_in_force(mine: Shop) -> None:
    made = mine.draft(paper(attributes=CERTIFIED))
    latest = publish(mine, *PAPER[:2], COLOUR)
    made = by_form(mine, made, {"ukuran", "gramatur", "warna"}, brand="Lain")
    assert made.product.schema_id == latest.pk
    with pytest.raises(RuleBroken, match="Warna wajib diisi"):
        listings.submit(offer_id=made.pk, version=made.version, actor=mine.owner)


def test_what_a_visible_listing_lacked_before_is_forgiven_by_sheet_as_on_screen(mine: Shop) -> None:
    made = listed(mine)
    mine.etalase.kbki = ["3212"]
    mine.etalase.save()
    cheaper_by_sheet(mine)
    made.refresh_from_db()
    assert PriceRow.objects.get(offer=made, ended_on=None).amount == Decimal(50_000)
    upload = sent(mine, filled(template(mine), changes={(2, "Satuan jual *"): ""}))
    assert upload.counts == {"salah": 1, "baris": 1}, "what it did not lack before is still refused"
