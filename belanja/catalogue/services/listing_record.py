"""What every step over a listing does: lock it, look whether it is still what the actor saw, write down the step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from belanja.catalogue.models import ListingStep, Offer, OfferVersion, Seller
from belanja.catalogue.selectors.licences import withholds
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import Held, missing
from belanja.rules.listing_content import Content
from belanja.rules.listing_steps import Hold, Step, shown_state, with_hold, without_hold
from belanja.rules.listings import ListingState
from belanja.vendors import licences
from belanja.vendors import selectors as vendors

NOT_FOUND = "Penawaran ini tidak ditemukan."
_LOCKED = Question(
    lambda: (
        Offer.objects.select_for_update(of=("self",))
        .select_related("product__brand", "product__etalase", "seller", "government")
        .filter(pk__among=Given("ids"))
        .order_by("pk")
    )
)


def locked(offer_id: int) -> Offer:
    """The offer, locked until the transaction ends, with what it points to. RuleBroken 404 where there is none."""
    found = next(iter(locked_many([offer_id])), None)
    if found is None:
        raise RuleBroken("not_found", NOT_FOUND, status=404)
    return found


def locked_many(offer_ids: Sequence[int]) -> list[Offer]:
    """Several offers, locked in the order of their ids so that two actors never wait for each other."""
    return _LOCKED.rows(ids=list({*offer_ids}))


def firm_of(offer: Offer) -> int:
    """The id of the firm that stands behind an offer. RuleBroken 404 where no firm has claimed it yet."""
    if offer.seller.firm_id is None:
        raise RuleBroken("not_found", NOT_FOUND, status=404)
    return offer.seller.firm_id


def same_version(offer: Offer, version: int) -> None:
    """RuleBroken 409 where somebody has saved another version since the actor's page was made."""
    if offer.version != version:
        last = OfferVersion.objects.filter(offer=offer, number=offer.version).first()
        who = f" oleh {last.by_label}" if last and last.by_label else ""
        raise RuleBroken(
            "version_stale",
            f"Penawaran ini sudah diubah{who} sesudah Anda membukanya (versi {version} menjadi {offer.version}). "
            "Bandingkan dengan isi yang sekarang, lalu ulangi.",
            status=409,
        )


def keep_version(offer: Offer, content: Content, *, actor: Actor, via: str, reason: str = "") -> OfferVersion:
    """Write the next version of what the firm states; the offer then stands at its number."""
    offer.version += 1
    return OfferVersion.objects.create(
        offer=offer,
        number=offer.version,
        content=content.as_json(),
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
        via=via,
        reason=reason,
    )


@dataclass(frozen=True)
class Standing:
    """What a firm's registration says on a day: why it may not list, and why not sell; empty where it may. `held`: the
    licences that it has stated; None where no firm stands behind the offer."""

    no_list: str
    no_sell: str
    held: Sequence[Held] | None = None


def standing_of(firm_id: int | None) -> Standing:
    """Asked once for all listings of a firm. An offer that no firm has claimed is not sold."""
    if firm_id is None:
        return Standing("", "Belum diklaim penyedianya.")
    held = licences.held_by([firm_id]).get(firm_id, [])
    return Standing(vendors.registered_to_list(firm_id), vendors.registered_to_sell(firm_id), held)


def _licensed(offer: Offer, standing: Standing) -> bool:
    """Whether its firm holds today what its shelf asks for, or the government only warns of what is missing."""
    required, today = offer.product.etalase.licences, clock.today()
    if not required or standing.held is None or not missing(required, standing.held, on=today):
        return True
    return not withholds(offer.government_id, on=today)


def settle(offer: Offer, standing: Standing | None = None) -> ListingState:
    """Give a visible offer (or one that its firm's registration hid) the state that follows from its curation, its
    firm's registration and its holds; returns it. A firm that may not list at all hides its listings until it may
    again. A licence that the shelf asks for and the firm does not hold today is a hold. Sanctions and shelves are laid
    over this state (catalogue.standing) and leave it as it is."""
    told = standing or standing_of(offer.seller.firm_id)
    if told.no_list:
        offer.holds = with_hold(offer.holds, Hold.FIRM)
        offer.state, offer.state_reason = ListingState.WITHDRAWN.value, told.no_list[:300]
        return ListingState.WITHDRAWN
    offer.holds = without_hold(offer.holds, Hold.FIRM)
    offer.holds = (without_hold if _licensed(offer, told) else with_hold)(offer.holds, Hold.LICENCE)
    state = shown_state(
        reviewed=offer.reviewed_version is not None and offer.reviewed_version == offer.version,
        may_sell=not told.no_sell,
        sold_before=offer.listed_on is not None,
        holds=[Hold(one) for one in offer.holds],
    )
    reasons = [f"{Hold(one).label}." for one in offer.holds] + ([told.no_sell] if told.no_sell else [])
    why = " ".join(reasons) if state in (ListingState.NOT_FOR_SALE, ListingState.APPROVED) else ""
    offer.state, offer.state_reason = state.value, why[:300]
    if state is ListingState.LISTED and offer.listed_on is None:
        offer.listed_on = clock.today()
    return state


def write_step(
    offer: Offer, step: Step, *, before: str, actor: Actor, reason_code: str = "", note: str = "", **told: Any
) -> ListingStep:
    """Save the offer and write down the step that brought it from `before` to its state, in history and journal."""
    offer.save()
    row = ListingStep.objects.create(
        offer=offer,
        version=offer.version,
        step=step.value,
        from_state=before,
        to_state=offer.state,
        reason_code=reason_code,
        note=note,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    journal.append(
        name=f"catalogue.listing.{step.value}",
        actor=actor,
        subject=f"offer:{offer.pk}",
        government_code=offer.government.code if offer.government else "",
        payload={
            "version": offer.version,
            "from": before,
            "to": offer.state,
            "reason_code": reason_code,
            "note": note,
            **told,
        },
    )
    return row


def write_steps(offers: Sequence[Offer], step: Step, *, before: Mapping[int, str], actor: Actor, subject: str) -> None:
    """The same step over many offers that are saved already: a row of history for each, one event for all."""
    now = clock.now()
    ListingStep.objects.bulk_create(
        (
            ListingStep(
                offer=offer,
                version=offer.version,
                step=step.value,
                from_state=before[offer.pk],
                to_state=offer.state,
                at=now,
                by_id=actor.user_id,
                by_label=actor.label,
            )
            for offer in offers
        ),
        batch_size=1_000,
    )
    first = offers[0].government
    journal.append(
        name=f"catalogue.listing.{step.value}",
        actor=actor,
        subject=subject,
        government_code=first.code if first else "",
        payload={"offers": [offer.pk for offer in offers]},
    )


def number_free(seller: Seller, number: str, *, but: int | None = None) -> None:
    """RuleBroken 409 where another standing offer of the same storefront has that article number: files and photos
    find an offer by it."""
    taken = Offer.objects.filter(seller=seller, number=number).exclude(state=ListingState.REMOVED.value)
    if but is not None:
        taken = taken.exclude(pk=but)
    if number and taken.exists():
        raise RuleBroken(
            "number_taken",
            f"Nomor artikel {number} sudah dipakai penawaran Anda yang lain. Pilih nomor lain.",
            status=409,
        )
