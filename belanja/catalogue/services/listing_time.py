"""What time and the standing of firms do to listings: validity that ends, confirmations that lapse, firms that may sell
from today on or no longer.

The daily pass may run as often as one likes: a second run on the same day finds nothing to do. It goes in small
transactions, so that nobody waits for it, and what a killed run left is done by the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.licences import kinds_on
from belanja.rules.listing_steps import RULES, Hold, Step, with_hold
from belanja.rules.listings import ListingState

from .bars import follow_bars
from .listing_news import tell_many
from .listing_record import Standing, locked_many, settle, standing_of, write_step

#: The actor of what nobody does but the calendar.
CALENDAR = Actor(user_id=None, label="waktu")
_BATCH = 200
_SHOWN = [state.value for state in sorted(RULES[Step.EXPIRE].sources)]


@dataclass(frozen=True)
class Passed:
    """How many listings ended, lapsed for want of a confirmation, or got another state by their firm's
    registration; and how many storefronts are barred, or no longer."""

    expired: int
    lapsed: int
    resettled: int
    barred: int = 0

    @property
    def any(self) -> bool:
        return bool(self.expired or self.lapsed or self.resettled or self.barred)


def pass_day() -> Passed:
    """Bring every listing of a registered firm, and what bars firms, in line with today."""
    return Passed(_expire(), _lapse(), _follow_firms(_of_firms()), follow_bars())


def _of_firms() -> QuerySet[Offer]:
    """Offers behind which a registered firm stands: nobody could confirm any other."""
    return Offer.objects.filter(seller__firm__profile__isnull=False)


def _expire() -> int:
    over = _of_firms().filter(state__in=_SHOWN, valid_to__lt=clock.today())
    return sum(_take(ids, Step.EXPIRE) for ids in _batches(over))


def _lapse() -> int:
    """Listings that nobody has confirmed for longer than the government in question allows."""
    found = 0
    for government in Government.objects.filter(offers__isnull=False).distinct():
        since = last_day_without_confirmation(government.pk)
        unconfirmed = (
            _of_firms()
            .filter(government=government, state__in=_SHOWN, confirmed_on__lt=since)
            .exclude(holds__contains=[Hold.UNCONFIRMED.value])
        )
        found += sum(_take(ids, Step.LAPSE) for ids in _batches(unconfirmed))
    return found


def last_day_without_confirmation(government_id: int | None, *, on: date | None = None) -> date:
    """The first day whose confirmation still holds on a day (default today)."""
    day = on or clock.today()
    days = institutions.parameter("katalog.konfirmasi.hari", government_id=government_id, on=day)
    return day - timedelta(days=int(days))


@transaction.atomic
def _take(ids: Sequence[int], step: Step) -> int:
    """One step of the calendar over some listings; what has changed meanwhile is left alone."""
    done = []
    for offer in locked_many(ids):
        before = offer.state
        if ListingState(before) not in RULES[step].sources or not _due(offer, step):
            continue
        if step is Step.EXPIRE:
            offer.state = ListingState.EXPIRED.value
            offer.state_reason = "Masa berlaku yang disebut penyedia sudah lewat."
        else:
            offer.holds = with_hold(offer.holds, Hold.UNCONFIRMED)
            settle(offer)
        write_step(offer, step, before=before, actor=CALENDAR)
        done.append(offer)
    tell_many(done, step, actor=CALENDAR)
    _show(done)
    return len(done)


def _due(offer: Offer, step: Step) -> bool:
    if step is Step.EXPIRE:
        return offer.valid_to is not None and offer.valid_to < clock.today()
    since = last_day_without_confirmation(offer.government_id)
    held = Hold.UNCONFIRMED.value in offer.holds
    return not held and offer.confirmed_on is not None and offer.confirmed_on < since


def resettle(*, firm_id: int, actor: Actor = CALENDAR) -> int:
    """Bring the listings of a firm in line with its registration today, in the transaction of whatever
    changed it; returns how many got another state."""
    return _follow_firms(_of_firms().filter(seller__firm_id=firm_id), actor)


def resettle_shelf(*, etalase_id: int, actor: Actor = CALENDAR) -> int:
    """Bring the listings of a shelf in line with the licences that it asks for from now on, in the transaction of what
    changed them (the caller has locked its offers in the order of their ids); returns how many changed."""
    return _follow_firms(_of_firms().filter(product__etalase_id=etalase_id), actor)


def _follow_firms(offers: QuerySet[Offer], actor: Actor = CALENDAR) -> int:
    found = 0
    shown = offers.filter(state__in=[*_SHOWN, ListingState.WITHDRAWN.value]).order_by()
    for firm_id in sorted(set(shown.values_list("seller__firm_id", flat=True))):
        standing = standing_of(firm_id)
        mine = offers.filter(seller__firm_id=firm_id).filter(_out_of_line(standing))
        found += sum(_settle_batch(ids, standing, actor) for ids in _batches(mine))
    return found


def _out_of_line(standing: Standing) -> Q:
    """Which listings of a firm have another state, or another hold for want of a licence, than its standing gives
    them."""
    if standing.no_list:
        return Q(state__in=_SHOWN)
    back = Q(state=ListingState.WITHDRAWN.value, holds__contains=[Hold.FIRM.value])
    have = kinds_on(standing.held or (), on=clock.today())
    licensed = Q(product__etalase__licences__contained_by=sorted(have))
    held = Q(holds__contains=[Hold.LICENCE.value])
    back |= Q(state__in=_SHOWN) & (licensed & held | ~licensed & ~held)
    if standing.no_sell:
        return back | Q(state=ListingState.LISTED.value)
    return back | Q(state__in=[ListingState.APPROVED.value, ListingState.NOT_FOR_SALE.value], holds=[])


@transaction.atomic
def _settle_batch(ids: Sequence[int], standing: Standing, actor: Actor) -> int:
    done, unlicensed = [], []
    for offer in locked_many(ids):
        before, holds = offer.state, offer.holds
        hid_by_firm = before == ListingState.WITHDRAWN.value and Hold.FIRM.value in holds
        if not (before in _SHOWN or hid_by_firm):
            continue
        settle(offer, standing)
        if (offer.state, offer.holds) == (before, holds):
            continue
        step = _step_of(offer, holds)
        write_step(offer, step, before=before, actor=actor, note=offer.state_reason)
        if step is Step.UNLICENSED:
            unlicensed.append(offer)
        done.append(offer)
    tell_many(unlicensed, Step.UNLICENSED, actor=actor)
    _show(done)
    return len(done)


def _step_of(offer: Offer, holds: Sequence[str]) -> Step:
    """What has happened to a listing that got another state or hold; `holds` are those it had before."""
    if offer.state == ListingState.LISTED:
        return Step.LIST
    lacks = Hold.LICENCE.value in offer.holds and Hold.LICENCE.value not in holds
    return Step.UNLICENSED if lacks else Step.STAND


def _show(offers: Iterable[Offer]) -> None:
    ids = [one for offer in offers for one in (offer.pk, offer.continues_id) if one]
    if ids:
        reindex(ids)


def _batches(offers: QuerySet[Offer]) -> Iterator[list[int]]:
    """Ids, some hundreds at a time; each is handed out once, whatever becomes of it."""
    last = 0
    while True:
        ids = list(offers.filter(Q(pk__gt=last)).order_by("pk").values_list("pk", flat=True)[:_BATCH])
        if not ids:
            return
        last = ids[-1]
        yield ids
