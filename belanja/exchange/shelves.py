"""What a firm has on one etalase of one government, and how its sheet reads today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from belanja.catalogue.models import Offer, OfferVersion, Region, Seller
from belanja.catalogue.selectors.prices import Lately, held_lately, late_days
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.listing_schema import latest
from belanja.catalogue.services.listings import shelf_for
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.rules.listings import VISIBLE, EtalaseState, ListingState, PriceClass

from .layout import Layout, layout_of
from .rows import Present, Reader

_GONE = (ListingState.REMOVED.value, ListingState.ARCHIVE.value)


@dataclass(frozen=True)
class FirmShelf:
    """One firm, one government, one etalase."""

    firm_id: int
    government_id: int
    etalase: Etalase

    @cached_property
    def seller(self) -> Seller | None:
        return Seller.objects.filter(firm=self.firm_id, government=self.government_id).first()

    @cached_property
    def reader(self) -> Reader:
        """How rows are read today."""
        today = clock.today()
        shelf = shelf_for(self.etalase, government_id=self.government_id, firm_id=self.firm_id)
        if not shelf.refuses_unlicensed:  # told once in the help of the sheet, not in every row
            shelf = replace(shelf, lacking=())
        return Reader(
            layout=self.layout,
            shelf=shelf,
            on=today,
            least_price=institutions.parameter("katalog.harga.terkecil", government_id=self.government_id, on=today),
            steep=institutions.parameter("katalog.harga.naik_perlu_alasan", government_id=self.government_id, on=today),
        )

    @cached_property
    def layout(self) -> Layout:
        schema = latest(self.etalase)
        return layout_of(
            schema.rules() if schema else (),
            regions=served_regions(),
            roles=self.etalase.allowed_roles,
            by_region=self.etalase.price_class == PriceClass.REGENCY.value,
        )

    def offers(self) -> Sequence[Offer]:
        """The firm's standing listings on this etalase, by article number."""
        if self.seller is None:
            return []
        found = (
            Offer.objects.filter(seller=self.seller, product__etalase=self.etalase)
            .exclude(state__in=_GONE)
            .select_related("product__brand", "product__etalase")
            .order_by("number", "id")
        )
        return list(found)

    def stated(self) -> Iterator[tuple[Offer, Content]]:
        """Every listing with what it states now; the versions are read together."""
        offers = self.offers()
        wanted = {offer.pk: offer.version for offer in offers if offer.version}
        kept = {
            row.offer_id: row.content
            for row in OfferVersion.objects.filter(offer__in=list(wanted))
            if row.number == wanted[row.offer_id]
        }
        for offer in offers:
            yield offer, Content.from_json(kept[offer.pk]) if offer.pk in kept else content_of(offer)


def served_regions() -> Mapping[str, str]:
    """Code -> name of the kabupaten/kota that can be served, by code."""
    return dict(Region.objects.exclude(code="").exclude(name="").order_by("code").values_list("code", "name"))


def open_etalase(*, etalase_id: int, government_id: int) -> Etalase:
    """An active etalase that takes listings of the government. RuleBroken 404, 409 where it takes none now."""
    found = (
        Etalase.objects.filter(pk=etalase_id, government_id__in=[government_id]).first()
        or Etalase.objects.filter(pk=etalase_id, government__isnull=True).first()
    )
    if found is None:
        raise RuleBroken("etalase_unknown", "Etalase ini tidak ditemukan.", status=404)
    if found.state != EtalaseState.ACTIVE.value:
        raise RuleBroken(
            "etalase_closed", f"Etalase {found.name} sedang {found.get_state_display().lower()}.", status=409
        )
    return found


class Presents:
    """The firm's listings by id and by article number, for rows that speak of them."""

    def __init__(self, shelf: FirmShelf) -> None:
        self._now = {offer.pk: (offer, content) for offer, content in shelf.stated()}
        submitted = [offer.pk for offer, _content in self._now.values() if offer.submitted_at is not None]
        self._lately = held_lately(submitted, days=late_days(shelf.government_id))
        self._by_number = {offer.number.casefold(): offer.pk for offer, _content in self._now.values() if offer.number}
        seller = shelf.seller
        others = (
            Offer.objects.filter(seller=seller).exclude(state__in=_GONE).exclude(pk__in=list(self._now))
            if seller
            else Offer.objects.none()
        )
        self.elsewhere = {
            number.casefold(): name
            for number, name in others.exclude(number="").values_list("number", "product__etalase__name")
        }

    def by_number(self, number: str) -> int | None:
        return self._by_number.get(number.casefold())

    def present(self, offer_id: int, version: int | None) -> Present | None:
        """The listing; `version`: that of the sheet (None: today's). None where the firm has none such here."""
        if offer_id not in self._now:
            return None
        offer, now = self._now[offer_id]
        then = now
        if version is not None and version != offer.version:
            kept = OfferVersion.objects.filter(offer=offer, number=version).first()
            then = Content.from_json(kept.content) if kept else now
        return present_of(offer, now, then, self._lately.get(offer_id))


def present_of(offer: Offer, now: Content, then: Content | None = None, held: Lately | None = None) -> Present:
    """A listing for the reader of rows; `then`: what it stated in the sheet, where that differs; `held`: its prices of
    late, where a rise is looked for."""
    state = ListingState(offer.state)
    return Present(
        offer.pk, offer.version, now, then or now, visible=state in VISIBLE,
        submitted=offer.submitted_at is not None, expired=state is ListingState.EXPIRED,
        lately=held.before if held else (),
    )  # fmt: skip
