"""How much waits behind the pages of an officer's desk, for those pages that are queues."""

from collections.abc import Callable, Mapping

from belanja.accounts import selectors as accounts
from belanja.catalogue.selectors import curators
from belanja.catalogue.selectors import queue as listings
from belanja.etalase import selectors as etalase
from belanja.needs import selectors as needs
from belanja.notices import selectors as notices
from belanja.oversight.selectors import asked, reviews, turns
from belanja.purchasing.selectors import desks as purchases
from belanja.rules.needs.states import WANTED
from belanja.rules.reference_prices import OutsideState
from belanja.rules.registration import FirmState
from belanja.rules.sanctions import WAITING
from belanja.vendors import registry
from belanja.vendors.models import SanctionCase
from belanja.web.manager.catalogue.references.outside import outside_prices
from belanja.web.officer.access import BUYERS, Office
from belanja.web.proposals import access as proposals

#: By the address name of the page. Each asks the database once; the desk of buying once for each duty of it, what APIP
#: asks of units once for questions, findings and notes each.
_QUEUES: Mapping[str, Callable[[Office], int]] = {
    "buying:desk": lambda office: _purchases(office),
    "cases:cases": lambda office: turns.waiting(office.government, office.actor).count(),
    "cases:asked": lambda office: asked_of_units(office),
    "reviews:reviews": lambda office: reviews.waiting_for(office.government, office.actor).count(),
    "curation:queue": lambda office: listings.counts(government_id=office.government.pk)[listings.Group.WAITING],
    "curation:claims": lambda office: curators.claims(government=office.government).count(),
    "curation:duplicates": lambda office: curators.duplicates(government=office.government).count(),
    "proposals:proposals": lambda office: len(proposals.waits(office)),
    "shelves:shelves": lambda office: etalase.proposals(office.government.pk).count(),
    "references:outside": lambda office: outside_prices(office).filter(state=OutsideState.WAITING).count(),
    "manager:needs": lambda office: needs.needs_of(office.government.pk, *WANTED).count(),
    "manager:coachings": lambda office: needs.coachings(office.government.pk).count(),
    "firms:queue": lambda office: registry.counts(office.government.pk).get(FirmState.SUBMITTED.value, 0),
    "sanctions:cases": lambda office: SanctionCase.objects.filter(
        government=office.government, state__in=list(WAITING)
    ).count(),
    "doors:people": lambda office: accounts.waiting(office.code).count(),
    "doors:messages": lambda office: notices.to_carry(office.code).count(),
}


def asked_of_units(office: Office) -> int:
    """What of APIP waits for an answer of the units for which this person answers."""
    of_cases = asked.waiting(asked.of_units(office.government, office.actor))
    return of_cases + reviews.waiting_results(office.government, office.actor)


def _purchases(office: Office) -> int:
    """What waits for whoever buys; who only reads orders is asked nothing."""
    return len(purchases.waits_for_officer(office.actor, office.government)) if office.may(*BUYERS) else 0


def waiting(office: Office, section: str) -> int | None:
    """How many wait behind a page, or None for a page that is no queue."""
    queue = _QUEUES.get(section)
    return None if queue is None else queue(office)
