"""Firms register for an announced etalase; the bureau verifies each, sends it back, or refuses it with a reason."""

from django.db import IntegrityError, transaction

from belanja.foundation import clock, text
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.proposals.entrants import (
    ANSWERING,
    ENTERING,
    ENTRANTS,
    LATER,
    MOST_LETTERS,
    REASONS,
    EntrantSide,
    EntrantState,
    EntrantStep,
    answered,
)
from belanja.rules.proposals.states import ProposalState
from belanja.rules.proposals.steps import KEPKA_122
from belanja.rules.registration import FirmState
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Profile
from belanja.vendors.services.telling import tell_firm

from ..models import Entrant, EntrantRecord, Proposal
from . import base

#: Letters below which a firm has not said what it would list.
_SHORT = 10
#: Said of a firm that named the etalase when it registered itself.
_NAMED = "Etalase ini disebut dalam data usaha kami sebagai tempat berjualan."


@transaction.atomic
def enter(*, proposal_id: int, firm_id: int, offers: str, actor: Actor) -> Entrant:
    """A firm registers for the etalase of a proposal whose registration is open, or again after it had left.
    Registered already: nothing happens.

    Raises RuleBroken: 404 for strangers and for what is no public proposal, 409 where registration is not open, 422
    where it does not say what it would list.
    """
    proposal = _for_firm(proposal_id, firm_id, actor)
    known = _of(proposal, firm_id)
    if known is not None and known.state in (EntrantState.ENTERED, EntrantState.VERIFIED):
        return known
    _be(proposal, ENTERING, "Pendaftaran etalase ini tidak dibuka.")
    return _enter(proposal, firm_id, _said(offers), actor, known)


@transaction.atomic
def mend(*, proposal_id: int, firm_id: int, version: int | None, offers: str, actor: Actor) -> Entrant:
    """A firm that was sent back sends again. RuleBroken as `enter`, 409 where it changed meanwhile."""
    proposal, found = _own(proposal_id, firm_id, version, actor)
    _be(proposal, ANSWERING, "Etalase ini sudah dibuka atau batal.")
    found.offers = _said(offers)
    _take(proposal, found, EntrantStep.MEND, EntrantSide.FIRM, actor)
    _tell_bureau(proposal, found, actor)
    return found


@transaction.atomic
def leave(*, proposal_id: int, firm_id: int, version: int | None, actor: Actor) -> Entrant:
    """A firm does not want to any more, before it was answered. RuleBroken as `mend`."""
    proposal, found = _own(proposal_id, firm_id, version, actor)
    _take(proposal, found, EntrantStep.LEAVE, EntrantSide.FIRM, actor)
    return found


@transaction.atomic
def verify(*, entrant_id: int, version: int | None, actor: Actor) -> Entrant:
    """The firm fulfils what the announcement asks. Verified already: nothing happens.

    Raises RuleBroken: 403/404 for a missing duty, 409 where it changed, is answered, or the firm itself is not
    registered yet.
    """
    proposal, found = _for_bureau(entrant_id, None, actor)
    if found.state == EntrantState.VERIFIED:
        return found
    unchanged("Pendaftaran", found.version, version)
    profile = vendors.profile_of(found.firm_id)
    if profile is None or profile.state != FirmState.VERIFIED:
        raise RuleBroken(
            "entrant_not_registered",
            "Usaha ini sendiri belum terverifikasi. Selesaikan pendaftaran usahanya dahulu, atau kembalikan.",
            KEPKA_122,
            status=409,
        )
    _take(proposal, found, EntrantStep.VERIFY, EntrantSide.BUREAU, actor)
    _tell(proposal, found, "lulus verifikasi. Barang dicantumkan begitu etalase dibuka.", actor)
    return found


@transaction.atomic
def send_back(*, entrant_id: int, version: int | None, reason_code: str, note: str, actor: Actor) -> Entrant:
    """Something is missing: the firm may send again until the etalase opens. RuleBroken as `verify`, 422 without reason
    and words."""
    return _answered(entrant_id, version, EntrantStep.RETURN, reason_code, note, actor)


@transaction.atomic
def refuse(*, entrant_id: int, version: int | None, reason_code: str, note: str, actor: Actor) -> Entrant:
    """The firm does not fulfil it. RuleBroken as `send_back`."""
    return _answered(entrant_id, version, EntrantStep.REFUSE, reason_code, note, actor)


def undecided(proposal: Proposal) -> int:
    """How many entrants of a proposal wait for the bureau."""
    return proposal.entrants.filter(state=EntrantState.ENTERED.value).count()


def lapse(proposal: Proposal, actor: Actor) -> None:
    """Its etalase opens or is not to be: whoever is still on the way is told so."""
    running = [EntrantState.ENTERED.value, EntrantState.RETURNED.value]
    opened = proposal.state == ProposalState.OPENED
    told = "tidak dilengkapi sampai etalasenya dibuka." if opened else "berakhir, karena etalasenya batal dibuka."
    more = f" {LATER}." if opened else ""
    for found in proposal.entrants.select_for_update().filter(state__in=running).order_by("pk"):
        _take(proposal, found, EntrantStep.LAPSE, EntrantSide.TIME, actor)
        _tell(proposal, found, told + more, actor)


def call_in(proposal: Proposal, actor: Actor) -> None:
    """Its etalase is open: the firms that were verified are asked to list."""
    for found in proposal.entrants.filter(state=EntrantState.VERIFIED.value).order_by("pk"):
        _tell(proposal, found, "selesai: etalasenya dibuka. Cantumkan barang Anda.", actor, link="barang/baru/")


def named(firm_id: int) -> None:
    """A firm handed in its registration: where it names an etalase whose registration is open, it is entered there."""
    profile = Profile.objects.filter(firm_id=firm_id).first()
    if profile is None or not profile.shelves:
        return
    open_now = Proposal.objects.filter(state=ProposalState.REGISTRATION.value, etalase_id__in=profile.shelves)
    for proposal_id in open_now.exclude(entrants__firm_id=firm_id).order_by("pk").values_list("pk", flat=True):
        proposal = base.locked(proposal_id)
        if proposal.state == ProposalState.REGISTRATION and _of(proposal, firm_id) is None:
            _enter(proposal, firm_id, _NAMED, Actor(None, "Data usaha"), None)


def _for_firm(proposal_id: int, firm_id: int, actor: Actor) -> Proposal:
    if not vendors.is_member(actor.user_id, firm_id):
        raise base.not_there()
    proposal = base.locked(proposal_id)
    base.hidden(proposal, actor)
    return proposal


def _own(proposal_id: int, firm_id: int, version: int | None, actor: Actor) -> tuple[Proposal, Entrant]:
    proposal = _for_firm(proposal_id, firm_id, actor)
    found = _of(proposal, firm_id)
    if found is None:
        raise base.not_there()
    unchanged("Pendaftaran", found.version, version)
    return proposal, found


def _for_bureau(entrant_id: int, version: int | None, actor: Actor) -> tuple[Proposal, Entrant]:
    proposal_id = Entrant.objects.filter(pk=entrant_id).values_list("proposal_id", flat=True).first()
    if proposal_id is None:
        raise base.not_there()
    proposal = base.for_bureau(proposal_id, None, Duty.MANAGE_ETALASE, actor)
    found = proposal.entrants.select_for_update(of=("self",)).select_related("firm").get(pk=entrant_id)
    unchanged("Pendaftaran", found.version, version)
    return proposal, found


def _of(proposal: Proposal, firm_id: int) -> Entrant | None:
    held = proposal.entrants.select_for_update(of=("self",)).select_related("firm")
    return held.filter(firm_id=firm_id).first()


def _be(proposal: Proposal, states: frozenset[ProposalState], told: str) -> None:
    if proposal.state not in {one.value for one in states}:
        raise RuleBroken("registration_closed", told, KEPKA_122, status=409)


def _said(offers: str) -> str:
    said = offers.strip()[:MOST_LETTERS]
    if len(said) < _SHORT:
        raise RuleBroken("entrant_offers", "Tulis dalam satu kalimat barang atau jasa yang akan dicantumkan.")
    return said


def _enter(proposal: Proposal, firm_id: int, offers: str, actor: Actor, known: Entrant | None) -> Entrant:
    found = known or Entrant(proposal=proposal, firm_id=firm_id, at=clock.now(), version=0)
    found.offers = offers
    try:
        with transaction.atomic():
            _take(proposal, found, EntrantStep.ENTER, EntrantSide.FIRM, actor)
    except IntegrityError:
        return proposal.entrants.get(firm_id=firm_id)
    _tell_bureau(proposal, found, actor)
    return found


def _answered(
    entrant_id: int, version: int | None, step: EntrantStep, reason_code: str, note: str, actor: Actor
) -> Entrant:
    proposal, found = _for_bureau(entrant_id, version, actor)
    _be(proposal, ANSWERING, "Etalase ini sudah dibuka atau batal.")
    reason = REASONS.get(reason_code)
    if reason is None or step not in reason.uses:
        raise RuleBroken("entrant_reason_missing", "Pilih alasannya dari daftar.")
    if not note.strip():
        raise RuleBroken("entrant_note_missing", "Tulis apa yang kurang dalam kata-kata sendiri.")
    found.reason_code, found.answer = reason_code, note.strip()
    _take(proposal, found, step, EntrantSide.BUREAU, actor, reason_code=reason_code, note=note.strip())
    words = text.sentences(*answered(found.state, reason_code, found.answer))
    _tell(proposal, found, f"{EntrantState(found.state).label}: {words}", actor)
    return found


def _take(
    proposal: Proposal, found: Entrant, step: EntrantStep, side: EntrantSide, actor: Actor, *, reason_code: str = "",
    note: str = "",
) -> None:  # fmt: skip
    """Take a step of an entrant whose proposal is locked, write its record and its event."""
    source = found.state
    rule = ENTRANTS.rule_for(step, source, side)
    found.state, found.since = rule.targets[0], clock.now()
    found.version += 1
    found.save()
    EntrantRecord.objects.create(
        entrant=found, step=step.value, source=source, target=found.state, side=side.value, reason_code=reason_code,
        note=note, at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    journal.append(
        name=f"proposals.entrant_{step.value}", actor=actor, subject=f"entrant:{found.pk}",
        government_code=proposal.government.code,
        payload={"code": proposal.code, "firm": found.firm_id, "state": found.state, "reason": reason_code},
    )  # fmt: skip


def _tell(proposal: Proposal, found: Entrant, told: str, actor: Actor, *, link: str = "") -> None:
    tell_firm(
        firm_id=found.firm_id, kind="proposals.entrant", text=f"Pendaftaran etalase “{proposal.name}” {told}",
        link=f"/usaha/{found.firm_id}/{link or f'etalase-baru/{proposal.code}/'}", actor=actor,
        government_code=proposal.government.code,
    )  # fmt: skip


def _tell_bureau(proposal: Proposal, found: Entrant, actor: Actor) -> None:
    told = f"{found.firm.name} mendaftar di etalase “{proposal.name}”. Verifikasi pendaftarannya."
    base.tell_bureau(proposal, Duty.MANAGE_ETALASE, told, actor)
