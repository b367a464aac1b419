"""Where a firm stands on the way to its first five orders, as its coach shows it: what is done, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, Q, When

from belanja.accounts import selectors as accounts
from belanja.catalogue.models import ListingStep, Offer
from belanja.catalogue.selectors import desk as listings
from belanja.catalogue.selectors import licences as goods
from belanja.catalogue.selectors.desk import Group
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.purchasing.models import Order
from belanja.purchasing.selectors import desks, lists
from belanja.purchasing.selectors.desks import Waiting
from belanja.rules.buying.states import OrderState
from belanja.rules.firm_checks import Finding, Severity
from belanja.rules.licences import Missing
from belanja.rules.listing_steps import Step as ListingMove
from belanja.rules.listings import ListingState
from belanja.rules.needs.coaching import FIRST_ORDERS, Next, Situation, Step, next_step, steps
from belanja.rules.needs.states import WANTED
from belanja.rules.registration import FirmState, MemberRole
from belanja.vendors import licences
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Member, Profile
from belanja.vendors.statement import findings, owner_unproved

from ..models import Match
from . import papers
from .needs import matches_of_firm

_SEEN = [
    state.value
    for state in (ListingState.SUBMITTED, ListingState.APPROVED, ListingState.LISTED, ListingState.NOT_FOR_SALE)
]
_OVER = [state.value for state in OrderState if state.cancelled]


@dataclass(frozen=True)
class Lacking:
    """A licence that a shelf of the firm asks for and it does not hold."""

    shelf: str
    missing: Missing


@dataclass(frozen=True)
class Unfinished:
    """A good that waits for its firm, of those the one to begin with; `returned`: reason code and note of the curator,
    where one returned it."""

    offer: Offer
    returned: tuple[str, str] | None


@dataclass(frozen=True)
class Standing:
    """All that the coach of a firm knows. `unanswered`: needs that wait for its answer, the nearest day first;
    `asked`: findings that keep its registration back; `coded` as in `Situation`; `unfinished`: the good to finish
    first."""

    steps: tuple[Step, ...]
    next: Next
    coded: bool
    waiting: Sequence[Waiting]
    unanswered: Sequence[Match]
    asked: Sequence[Finding]
    lacking: Sequence[Lacking]
    unfinished: Unfinished | None
    endings: Sequence[papers.Ending]
    ending: Sequence[papers.Ending]

    @property
    def done(self) -> int:
        return sum(one.done for one in self.steps)


def standing(profile: Profile, *, actor: Actor) -> Standing:
    """Where a firm stands today. RuleBroken 404 for strangers. At most thirty-five queries, whatever there is."""
    today = clock.today()
    waiting = desks.waits_for_firm(actor, profile.firm_id)
    unanswered = _unanswered(profile.firm_id)
    asked = _asked(profile)
    lacking = [
        Lacking(need.etalase.name, one)
        for need in goods.needs_of(profile.firm_id, profile.shelves, on=today)
        for one in need.missing
        if not one.waits
    ]
    found = papers.endings(profile, on=today)
    soon = papers.soon(found, on=today)
    good = _unfinished(profile.firm_id)
    now = replace(
        _of_firm(profile),
        lacks=[one.field for one in asked],
        papers=len(lacking),
        returned=int(good is not None and good.returned is not None),
        unanswered=len(unanswered),
        ending=len(soon),
        orders=len(waiting),
    )
    return Standing(steps(now), next_step(now), now.coded, waiting, unanswered, asked, lacking, good, found, soon)


def _of_firm(profile: Profile) -> Situation:
    """What the registration, the tax papers and the goods of a firm say of where it stands."""
    today = clock.today()
    proved = not owner_unproved(profile.firm_id)
    tax = licences.tax_facts_of([profile.firm_id], on=today)[profile.firm_id]
    counts = listings.counts_of(profile.firm_id)
    return Situation(
        state=FirmState(profile.state),
        proved=proved,
        coded=not proved and accounts.has_code(_owners(profile.firm_id)),
        mended=_mended(profile),
        scaled=bool(profile.scale) or vendors.scale_of(profile.firm_id, on=today).scale is not None,
        taxed=tax.registered is not None or bool(tax.waiting),
        shown=Offer.objects.filter(seller__firm_id=profile.firm_id, state__in=_SEEN).count(),
        sold=counts[Group.ON_SALE],
        unfinished=counts[Group.TO_DO],
    )


def _owners(firm_id: int) -> list[int]:
    owners = Member.objects.filter(firm_id=firm_id, role=MemberRole.OWNER.value, valid_to__isnull=True)
    return list(owners.values_list("user_id", flat=True))


def _mended(profile: Profile) -> bool:
    """Whether a returned registration was filled in since it came back."""
    if profile.state != FirmState.RETURNED:
        return False
    return profile.steps.order_by("-at", "-id").values_list("step", flat=True).first() == "fill"


def _unfinished(firm_id: int) -> Unfinished | None:
    """What an officer returned comes before what the firm has begun; the newest listing first."""
    todo = listings.listings_of(firm_id, group=Group.TO_DO)
    returned = Case(When(state=ListingState.REVISION.value, then=0), default=1)
    offer = todo.order_by(returned, "-pk").first()
    if offer is None or offer.state != ListingState.REVISION:
        return None if offer is None else Unfinished(offer, None)
    told = ListingStep.objects.filter(offer=offer, step=ListingMove.RETURN.value).order_by("-id")
    return Unfinished(offer, told.values_list("reason_code", "note").first() or ("", ""))


def _asked(profile: Profile) -> list[Finding]:
    """What the checks ask the firm to mend before it is entered; nothing of one that was."""
    if profile.state in (FirmState.SUBMITTED, FirmState.VERIFIED):
        return []
    shelves = Etalase.objects.filter(pk__in=profile.shelves).order_by("sort_key")
    told = findings(profile, shelves=[(one.name, list(one.kbki)) for one in shelves])
    return [one for one in told if one.severity is Severity.BLOCK]


def _unanswered(firm_id: int) -> list[Match]:
    found = matches_of_firm(firm_id).filter(
        Q(need__needed_by=None) | Q(need__needed_by__gte=clock.today()),
        need__state__in=[state.value for state in WANTED], interested_at=None, declined_at=None,
    )  # fmt: skip
    return sorted(
        found[:200], key=lambda one: (one.need.needed_by is None, one.need.needed_by or clock.today(), one.pk)
    )


@dataclass(frozen=True)
class Progress:
    """How far a firm came with its first orders. `signed`: orders that both have signed, of all; `paid`: those paid in
    full; `shown`: the first five, the oldest first, or for a firm with more those that are not paid yet."""

    signed: int
    paid: int
    shown: Sequence[Order]

    @property
    def beyond(self) -> bool:
        return self.signed > FIRST_ORDERS


def progress(firm_id: int) -> Progress:
    """The orders of a firm by which its way is measured; cancelled ones are none. Five queries."""
    mine = lists.orders_of_firm(firm_id).exclude(state__in=_OVER)
    mine = mine.select_related("unit__government").prefetch_related("payments", "lines")
    signed = mine.filter(signed_at__isnull=False)
    count, paid = signed.count(), signed.filter(paid_at__isnull=False).count()
    if count > FIRST_ORDERS:
        shown = signed.filter(paid_at=None).order_by("signed_at", "pk")
    else:
        shown = mine.order_by("signed_at", "pk")
    return Progress(count, paid, list(shown[:FIRST_ORDERS]))
