"""What a curator decides about one listing: pass, return, freeze, release, remove."""

from django.db import transaction

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.curation_reasons import REASONS, USES
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listing_steps import By, Hold, Rule, Step, rule_for, with_hold, without_hold
from belanja.rules.listings import ListingState

from .curators import own_firms
from .listing_news import tell_one
from .listing_record import NOT_FOUND, locked, same_version, settle, write_step

_FREEZING = frozenset({Step.FREEZE, Step.RELEASE})


@transaction.atomic
def decide(*, offer_id: int, version: int, step: Step, reason_code: str = "", note: str = "", actor: Actor) -> Offer:
    """Take one curator's step over the version that the curator saw. RuleBroken 404 for a stranger, 403 without the
    duty or for a member of the firm itself, 409 where the firm has saved another version or somebody else decided
    first, 422 without a reason that the step asks for."""
    offer = locked(offer_id)
    if offer.government is None:
        raise RuleBroken("not_found", NOT_FOUND, status=404)
    institutions.require(actor, Duty.FREEZE_LISTING if step in _FREEZING else Duty.CURATE_LISTING, offer.government)
    refuse_own(offer, actor)
    same_version(offer, version)
    before = ListingState(offer.state)
    rule = rule_for(step, before)
    _guard(offer, rule, reason_code, note)
    _apply(offer, step, rule)
    write_step(offer, step, before=before.value, actor=actor, reason_code=reason_code, note=note.strip()[:600])
    tell_one(offer, step, reason_code=reason_code, note=note, actor=actor)
    reindex([offer.pk, *([offer.continues_id] if offer.continues_id else [])])
    return offer


def refuse_own(offer: Offer, actor: Actor) -> None:
    """Nobody decides on the listings of a firm that is his own, or was until a short while ago."""
    if offer.seller.firm_id in own_firms(actor, offer.government_id):
        raise RuleBroken(
            "own_firm", "Ini penawaran usaha Anda sendiri. Rekan Anda yang harus memutuskan.",
            "Perpres 16/2018 Pasal 7: menghindari pertentangan kepentingan", status=403,
        )  # fmt: skip


def _guard(offer: Offer, rule: Rule, reason_code: str, note: str) -> None:
    if rule.by is not By.CURATOR:
        raise RuleBroken("step_not_allowed", "Langkah ini bukan milik verifikator.", rule.citation, status=403)
    if rule.step is Step.RELEASE and Hold.PATROL.value not in offer.holds:
        raise RuleBroken("not_frozen", "Penawaran ini tidak sedang dibekukan.", rule.citation, status=409)
    if rule.step is Step.FREEZE and Hold.PATROL.value in offer.holds:
        raise RuleBroken("frozen_already", "Penawaran ini sudah dibekukan.", rule.citation, status=409)
    if rule.needs_note and len(note.strip()) < 5:
        raise RuleBroken("note_missing", "Tuliskan alasannya, paling sedikit lima huruf.", rule.citation)
    if rule.needs_reason:
        reason = REASONS.get(reason_code)
        if reason is None or USES[rule.step] not in reason.uses:
            raise RuleBroken("reason_missing", "Pilih alasan baku dari daftar.", rule.citation)
        if reason.needs_note and len(note.strip()) < 5:
            raise RuleBroken("note_missing", f"Alasan “{reason.label}” perlu penjelasan Anda.", reason.citation)


def _apply(offer: Offer, step: Step, rule: Rule) -> None:
    if step is Step.APPROVE:
        offer.reviewed_version = offer.version
        if offer.confirmed_on is None:
            offer.confirmed_on = clock.today()
    elif step is Step.FREEZE:
        offer.holds = with_hold(offer.holds, Hold.PATROL)
    elif step is Step.RELEASE:
        offer.holds = without_hold(offer.holds, Hold.PATROL)
    elif rule.target is not None:
        # What was passed before must be looked at again once it has been mended.
        offer.state, offer.reviewed_version, offer.state_reason = rule.target.value, None, ""
        return
    settle(offer)
