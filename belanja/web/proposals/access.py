"""Who sits at a page of proposals: an office, the units for which the person writes and signs, the proposal at hand."""

from typing import Any

from django.http import Http404

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.needs import selectors as needs
from belanja.needs.models import Need
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.rules.duties import OF_A_UNIT, Duty
from belanja.web.officer.access import Office, frame

SECTION = "proposals:proposals"


def units_for(office: Office, duty: Duty) -> list[Unit]:
    """The units for which this person may do a duty of proposals, by name."""
    if not office.may(duty):
        return []
    reach = office.reach.units(duty)
    found = institutions.units(office.government.pk).filter(replaced_by__isnull=True)
    return list(found if reach is None else found.filter(pk__in=reach))


def waits(office: Office) -> list[selectors.Waiting]:
    """Proposals that wait for this person."""
    held = {
        duty: office.reach.units(duty) if duty in OF_A_UNIT else None
        for duty in (Duty.DRAFT_PROPOSAL, Duty.SIGN_PROPOSAL, Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE)
        if office.may(duty)
    }
    return selectors.waiting(office.government, held)


def proposal_of(office: Office, code: str) -> Proposal:
    """A proposal of this government that the person may see; 404 for any other."""
    found = selectors.proposal(code, office.actor)
    if found.government_id != office.government.pk:
        raise Http404
    return found


def writes(office: Office, found: Proposal) -> bool:
    """Whether the person writes for the unit of a proposal."""
    return institutions.is_allowed(office.actor, Duty.DRAFT_PROPOSAL, office.government, unit_id=found.unit_id)


def needs_of(unit_ids: list[int], *also: int) -> list[Need]:
    """Needs of some units that are still looked for, and those named besides."""
    return list(needs.wanted_of_units(unit_ids, *also))


def around(office: Office, found: Proposal, *, title: str) -> dict[str, Any]:
    """The frame of a page below a proposal, with nothing yet in the places that these pages share."""
    return frame(office, SECTION, (found.name, office.url("proposals:proposal", found.code)), title=title) | {
        "around": None,
        "second": None,
        "state": None,
        "due": "",
        "notices": [],
        "links": [],
        "papers": [],
        "parts": [],
        "back": office.url("proposals:proposal", found.code),
    }
