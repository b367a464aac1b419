"""The firm and the goods of a practice: invented, on shelves that are there, and in no search and no list of the public
(`catalogue.search.index` passes by what belongs to a practice)."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import F

from belanja.catalogue.models import Offer, PriceRow, Product, Region, Seller
from belanja.etalase.models import Schema
from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions.models import Government
from belanja.rules import prices
from belanja.rules.decisions import RuleBroken
from belanja.rules.firms import Scale
from belanja.rules.licences import LicenceState
from belanja.rules.listings import EtalaseState, Freight, ListingState, Origin, TaxBasis
from belanja.rules.registration import Entry, FirmState, LegalForm, Proof
from belanja.rules.tax_facts import PKP
from belanja.vendors.models import Firm, FirmLicence, Profile
from belanja.vendors.services.joining import state_registration

#: Kota Serang: where the goods are and where they go.
PLACE = "36.73"
_TAX = Decimal(11)
_STOCK = Decimal(1_000_000)


@dataclass(frozen=True)
class _Good:
    name: str
    unit: str
    price: int
    pdn: str


_GOODS = (
    _Good("Kursi kerja putar (latihan)", "H87", 850_000, "tkdn_25"),
    _Good("Meja kerja kayu (latihan)", "H87", 1_450_000, "tkdn_25"),
    _Good("Lemari arsip besi (latihan)", "H87", 2_300_000, "pdn"),
    _Good("Papan tulis (latihan)", "H87", 620_000, "pdn"),
    _Good("Kertas A4 80 gram (latihan)", "RM", 55_000, "tkdn_25"),
    _Good("Bolpoin isi 12 (latihan)", "XBX", 36_000, "pdn"),
)


def lay_out(place: Government) -> None:
    """One verified firm of practice and its offers, for sale from now on."""
    seller = _seller(place)
    schema = _shelf()
    for number, good in enumerate(_GOODS, 1):
        product = Product.objects.create(
            etalase=schema.etalase, schema=schema, name=good.name, description="Barang latihan: tidak dijual.",
            kbki="3811100000", unit=good.unit, pack_size=Decimal(1), base_unit=good.unit, attributes={},
            likeness=f"latihan|{place.pk}|{number}", origin=Origin.DOMESTIC.value, pdn=good.pdn, pdn_reason="Latihan.",
            tkdn=Decimal(40) if good.pdn == "tkdn_25" else None,
        )  # fmt: skip
        offer = Offer.objects.create(
            government=place, product=product, seller=seller, number=f"LATIHAN-{number}", role="produsen",
            stock=_STOCK, least_order=Decimal(1), lead_days=3, serves=[seller.region_id],
            freight_rule=Freight.INCLUDED.value, valid_to=clock.today() + timedelta(days=3650),
            confirmed_on=clock.today(), state=ListingState.LISTED.value, listed_on=clock.today(), reviewed_version=0,
        )  # fmt: skip
        amount = Decimal(good.price)
        PriceRow.objects.create(
            offer=offer, least_quantity=1, amount=amount, tax_basis=TaxBasis.INCLUDED.value, tax_percent=_TAX,
            per_base=prices.per_base(amount, Decimal(1), TaxBasis.INCLUDED, _TAX), valid_from=clock.today(),
            recorded_at=clock.now(), reason="",
        )  # fmt: skip


def _shelf() -> Schema:
    """A schema of a shelf that is open already, a national one before others: practice adds none to any list."""
    found = Schema.objects.filter(etalase__state=EtalaseState.ACTIVE.value, etalase__licences=[]).select_related(
        "etalase"
    )
    schema = found.order_by(F("etalase__government").asc(nulls_first=True), "etalase_id", "-version").first()
    if schema is None:
        raise RuleBroken("no_shelf", "Latihan memerlukan satu etalase aktif; buka dulu satu etalase.", status=409)
    return schema


def _seller(place: Government) -> Seller:
    name = f"CV {place.name} (dimainkan Belanja)"
    region = Region.objects.get(code=PLACE)
    firm = Firm.objects.create(name=name)
    now = clock.now()
    profile = Profile.objects.create(
        firm=firm, government=place, state=FirmState.VERIFIED.value, entry=Entry.NEW.value, name=name,
        legal_form=LegalForm.CV.value, nib=f"9129{place.pk:09d}", kbli=["47611"], address="Jalan Latihan",
        region_code=PLACE, consent_at=now, scale=Scale.MICRO.value, scale_evidence="Latihan", scale_on=now.date(),
        scale_confirmed_on=now.date(), entered_at=now, confirmed_at=now,
        confirmed_how=Proof.SCREEN.value, submitted_at=now, decided_at=now,
    )  # fmt: skip
    state_registration(profile, [f"nib:{profile.nib}"])
    FirmLicence.objects.create(
        firm=firm, kind=PKP, number="LATIHAN", issuer="Latihan", valid_from=now.date(), evidence="Latihan.",
        state=LicenceState.CONFIRMED.value, stated_at=now, decided_at=now,
    )  # fmt: skip
    return Seller.objects.create(
        government=place, firm=firm, slug=f"latihan-{place.pk}", name=name, sort_key=name_key(name), region=region,
        scale=Scale.MICRO.value, scale_evidence="Latihan", scale_on=now.date(), joined_on=now.date(), is_example=True,
    )  # fmt: skip
