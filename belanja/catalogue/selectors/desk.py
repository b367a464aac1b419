"""What a firm sees of its own listings: by what there is to do, with every version and step, and its archive."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from belanja.catalogue.models import ListingStep, Offer, OfferVersion, PriceRow
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import ListingState

_S = ListingState


class Group(StrEnum):
    """Listings by what there is to do with them."""

    TO_DO = "perlu_tindakan"
    WAITING = "menunggu"
    ON_SALE = "dapat_dibeli"
    NOT_SOLD = "tidak_dapat_dibeli"
    AWAY = "ditarik"
    GONE = "dihapus"

    @property
    def label(self) -> str:
        return {
            "perlu_tindakan": "Perlu tindakan Anda",
            "menunggu": "Menunggu verifikator",
            "dapat_dibeli": "Dapat dibeli",
            "tidak_dapat_dibeli": "Tayang, tidak dapat dibeli",
            "ditarik": "Dicabut sementara",
            "dihapus": "Dihapus",
        }[self.value]


_UNCONFIRMED = Q(holds__contains=[Hold.UNCONFIRMED.value])
_GROUPS: dict[Group, Q] = {
    Group.TO_DO: Q(state__in=[_S.DRAFT, _S.REVISION, _S.EXPIRED])
    | Q(state__in=[_S.SUBMITTED, _S.APPROVED, _S.NOT_FOR_SALE]) & _UNCONFIRMED,
    Group.WAITING: Q(state=_S.SUBMITTED) & ~_UNCONFIRMED,
    Group.ON_SALE: Q(state=_S.LISTED),
    Group.NOT_SOLD: Q(state__in=[_S.NOT_FOR_SALE, _S.APPROVED]) & ~_UNCONFIRMED,
    Group.AWAY: Q(state=_S.WITHDRAWN),
    Group.GONE: Q(state=_S.REMOVED),
}


def listings_of(
    firm_id: int, *, group: Group | None = None, words: str = "", etalase_id: int | None = None
) -> QuerySet[Offer]:
    """A firm's own listings in all governments, the newest first; without a group all but removed ones."""
    found = Offer.objects.filter(seller__firm_id=firm_id).exclude(state=_S.ARCHIVE.value)
    found = found.filter(_GROUPS[group]) if group else found.exclude(state=_S.REMOVED.value)
    if etalase_id is not None:
        found = found.filter(product__etalase_id=etalase_id)
    for word in words.split()[:6]:
        found = found.filter(Q(product__name__icontains=word) | Q(number__icontains=word))
    return found.select_related("product__etalase", "product__brand", "seller", "government").order_by("-pk")


def counts_of(firm_id: int) -> dict[Group, int]:
    """How many listings stand in each group; one query."""
    told = {group.value: Count("pk", filter=wanted) for group, wanted in _GROUPS.items()}
    row = Offer.objects.filter(seller__firm_id=firm_id).exclude(state=_S.ARCHIVE.value).aggregate(**told)
    return {group: row[group.value] for group in Group}


def to_confirm(firm_id: int) -> QuerySet[Offer]:
    """What its firm can confirm in one go: everything of it that is visible."""
    shown = [_S.SUBMITTED, _S.APPROVED, _S.LISTED, _S.NOT_FOR_SALE]
    return Offer.objects.filter(seller__firm_id=firm_id, state__in=shown).order_by("pk")


def claimable(firm_id: int, *, words: str = "") -> QuerySet[Offer]:
    """Offers of the national archive that stand under the firm's name there and have not become its own here yet."""
    live = Offer.objects.filter(continues__isnull=False).exclude(state=_S.REMOVED.value).values("continues")
    found = Offer.objects.filter(seller__firm_id=firm_id, state=_S.ARCHIVE.value).exclude(pk__in=live)
    for word in words.split()[:6]:
        found = found.filter(product__name__icontains=word)
    return found.select_related("product__etalase", "seller").order_by("product__name", "pk")


@dataclass(frozen=True)
class Story:
    """A listing with everything that was written down about it."""

    offer: Offer
    versions: list[OfferVersion]
    steps: list[ListingStep]
    prices: list[PriceRow]

    def version(self, number: int) -> OfferVersion:
        """RuleBroken 404 where there is no such version."""
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise RuleBroken("not_found", "Versi ini tidak ada.", status=404)
        return found

    def before(self, number: int) -> OfferVersion | None:
        """The version that stood before one."""
        return next((one for one in reversed(self.versions) if one.number < number), None)


def story_of(firm_id: int, offer_id: int) -> Story:
    """A listing of the firm; RuleBroken 404 for any other. Four queries."""
    offer = (
        Offer.objects.filter(pk=offer_id, seller__firm_id=firm_id)
        .exclude(state=_S.ARCHIVE.value)
        .select_related("product__etalase", "product__brand", "seller", "government", "continues__product")
        .first()
    )
    if offer is None:
        raise RuleBroken("not_found", "Penawaran ini tidak ditemukan.", status=404)
    return Story(
        offer,
        list(OfferVersion.objects.filter(offer=offer).order_by("number").defer("content")),
        list(ListingStep.objects.filter(offer=offer).order_by("id")),
        list(PriceRow.objects.filter(offer=offer).select_related("region").order_by("-recorded_at", "-id")),
    )


def confirmation_due(offer: Offer, *, days: int) -> date | None:
    """The last day on which the listing's confirmation holds; None where it was never confirmed."""
    return offer.confirmed_on + timedelta(days=days) if offer.confirmed_on else None
