"""A co-operative's listings of its members' goods: only for members that have agreed, and only as long as they do."""

from collections.abc import Sequence

from django.db import transaction

from belanja.catalogue.models import MemberOffer, Offer
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState
from belanja.vendors import registry
from belanja.vendors import selectors as vendors

from .listing_record import locked_many
from .listings import withdraw

_NOT_HERE = (ListingState.ARCHIVE.value, ListingState.REMOVED.value)


@transaction.atomic
def list_for(*, cooperative_id: int, member_id: int | None, offer_ids: Sequence[int], actor: Actor) -> int:
    """Say whose goods some listings of a co-operative sell; None: its own. Returns how many changed.

    Raises RuleBroken: 404/403 for who may not, 409 where the member has not agreed (or has ended it), 422 for nothing
    chosen.
    """
    vendors.require_member(actor, cooperative_id)
    if member_id is not None and not registry.may_list_for(cooperative_id, member_id):
        raise RuleBroken(
            "no_consent", "Usaha anggota ini belum setuju, atau persetujuannya sudah berakhir.", status=409
        )
    offers = [
        one for one in locked_many(offer_ids) if one.seller.firm_id == cooperative_id and one.state not in _NOT_HERE
    ]
    if not offers:
        raise RuleBroken("none_chosen", "Centang paling sedikit satu barang.")
    present = dict(MemberOffer.objects.filter(offer__in=offers).values_list("offer_id", "member_id"))
    changed = [one.pk for one in offers if present.get(one.pk) != member_id]
    MemberOffer.objects.filter(offer_id__in=changed).delete()
    if member_id is not None:
        now = clock.now()
        MemberOffer.objects.bulk_create(
            MemberOffer(offer_id=pk, member_id=member_id, at=now, by_id=actor.user_id) for pk in changed
        )
    if changed:
        journal.append(
            name="catalogue.listed_for_member",
            actor=actor,
            subject=f"firm:{cooperative_id}",
            payload={"member": member_id, "offers": changed},
        )
    return len(changed)


@transaction.atomic
def consent_ended(*, cooperative_id: int, member_id: int, actor: Actor) -> int:
    """The member no longer agrees: its goods leave the co-operative's shelves at once, and its name the listings.
    Returns how many listings that concerned."""
    ids = list(
        MemberOffer.objects.filter(offer__seller__firm_id=cooperative_id, member_id=member_id)
        .order_by("offer_id")
        .values_list("offer_id", flat=True)
    )
    for pk, version in Offer.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "version"):
        try:
            with transaction.atomic():
                withdraw(
                    offer_id=pk, version=version, actor=Actor(None, actor.label),
                    reason="Persetujuan anggota koperasi berakhir.",
                )  # fmt: skip
        except RuleBroken:
            continue  # a draft, or one that is out of sight already
    MemberOffer.objects.filter(offer_id__in=ids).delete()
    return len(ids)
