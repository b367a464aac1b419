"""What firms lack of the licences that their shelves ask for, and what a change of a shelf's requirements would do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from belanja.catalogue.models import Offer, Seller
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.licences import Missing, kinds_on, missing
from belanja.rules.listing_steps import RULES, Hold, Step
from belanja.rules.listings import OPEN_SHELVES, ListingState
from belanja.vendors import licences as vendors
from belanja.vendors.licences import Holders

_SHOWN = [state.value for state in sorted(RULES[Step.UNLICENSED].sources)]
_OPEN = [state.value for state in sorted(OPEN_SHELVES)]
_GONE = [ListingState.REMOVED.value, ListingState.ARCHIVE.value]


def withholds(government_id: int | None, *, on: date) -> bool:
    """Whether a listing whose firm lacks a required licence is not for sale (`katalog.izin.menahan`)."""
    return institutions.switch("katalog.izin.menahan", government_id=government_id, on=on)


def refuses(government_id: int | None, *, on: date) -> bool:
    """Whether it may not even be submitted (`katalog.izin.menolak`)."""
    return institutions.switch("katalog.izin.menolak", government_id=government_id, on=on)


def lacking(firm_id: int | None, etalase: Etalase, *, on: date) -> list[Missing]:
    """What a firm lacks for a shelf on a day; nothing where no firm stands behind it. One query, none for a shelf that
    asks for nothing."""
    if firm_id is None or not etalase.licences:
        return []
    return missing(etalase.licences, vendors.held_by([firm_id]).get(firm_id, ()), on=on)


def unlicensed(offer: Offer, *, on: date) -> str:
    """Why an offer may not be bought on a day for want of a licence; empty where it may. Asked of the day itself: what
    ended at midnight stops buying before the calendar has been through the listings."""
    lacks = lacking(offer.seller.firm_id, offer.product.etalase, on=on)
    if not lacks or not withholds(offer.government_id, on=on):
        return ""
    return f"Izin yang diminta etalasenya belum ada atau sudah berakhir: {', '.join(one.kind.short for one in lacks)}."


@dataclass(frozen=True)
class Need:
    """A shelf on which a firm sells or wants to: what it asks for, and what the firm lacks of it."""

    etalase: Etalase
    offers: int
    missing: list[Missing]


def needs_of(firm_id: int, wanted: Collection[int], *, on: date) -> list[Need]:
    """The open shelves that ask for licences among those where the firm has listings, and those it `wanted` when it
    registered. Two queries."""
    mine = Q(products__offers__seller__firm_id=firm_id) & ~Q(products__offers__state__in=_GONE)
    found = (
        Etalase.objects.filter(state__in=_OPEN)
        .exclude(licences=[])
        .annotate(mine=Count("products__offers", filter=mine, distinct=True))
        .filter(Q(mine__gt=0) | Q(pk__in=list(wanted)))
        .order_by("sort_key", "pk")
    )
    held = vendors.held_by([firm_id]).get(firm_id, [])
    return [Need(one, one.mine, missing(one.licences, held, on=on)) for one in found]


def held_for(firm_id: int, kind: str) -> int:
    """How many listings of a firm are not for sale today and stand on a shelf that asks for this kind."""
    mine = Offer.objects.filter(seller__firm_id=firm_id, holds__contains=[Hold.LICENCE.value])
    return mine.filter(product__etalase__licences__contains=[kind], state__in=_SHOWN).count()


def holders_on(etalase: Etalase, *, on: date) -> tuple[list[Holders], int]:
    """How many of the firms that sell on a shelf hold each licence it asks for, and how many firms those are. Two
    queries, none for a shelf that asks for nothing."""
    if not etalase.licences:
        return [], 0
    sellers = Seller.objects.filter(offers__product__etalase=etalase, offers__state__in=_SHOWN)
    firms = {firm or -seller for seller, firm in sellers.values_list("pk", "firm_id").distinct()}
    return vendors.holders([one for one in firms if one > 0], etalase.licences, on=on), len(firms)


@dataclass(frozen=True)
class Affected:
    """A visible listing that a change of its shelf's requirements would touch; `missing` is empty where it would be
    free again."""

    offer: Offer
    missing: list[Missing]


@dataclass(frozen=True)
class Effect:
    """What a change of the required licences does: to listings that would be held, and to those that would be free."""

    held: list[Affected]
    freed: list[Affected]
    withholds: bool

    @property
    def any(self) -> bool:
        return bool(self.held or self.freed)


def effect_of(etalase: Etalase, required: Sequence[str]) -> Effect:
    """What would change today for the visible listings of registered firms on a shelf if it required these licences.
    Three queries."""
    today = clock.today()
    offers = list(
        Offer.objects.filter(product__etalase=etalase, state__in=_SHOWN, seller__firm__profile__isnull=False)
        .select_related("product", "seller")
        .order_by("seller__sort_key", "product__name", "pk")
    )
    held = vendors.held_by({offer.seller.firm_id for offer in offers if offer.seller.firm_id})
    stopped, freed = [], []
    for offer in offers:
        mine = held.get(offer.seller.firm_id or 0, [])
        have = kinds_on(mine, on=today)
        now, then = set(etalase.licences) <= have, set(required) <= have
        if now and not then:
            stopped.append(Affected(offer, missing(required, mine, on=today)))
        elif then and not now and Hold.LICENCE.value in offer.holds:
            freed.append(Affected(offer, []))
    return Effect(stopped, freed, withholds(etalase.government_id, on=today))
