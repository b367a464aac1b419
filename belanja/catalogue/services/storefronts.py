"""A firm's storefront in the catalogue of a government: made at its first listing there, kept in step with the firm."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify

from belanja.catalogue.models import Offer, Region, Seller
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.decisions import RuleBroken
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Firm, Profile
from belanja.vendors.selectors import KnownScale


@transaction.atomic
def storefront(*, firm_id: int, government_id: int) -> Seller:
    """The firm as the catalogue of the government shows it, made where it is not there yet; name, place and scale as
    they are known today. Raises RuleBroken 404 for an unknown firm, 409 for one that shows nothing yet."""
    firm = Firm.objects.select_for_update().filter(pk=firm_id).first()
    if firm is None:
        raise RuleBroken("not_found", "Usaha ini tidak ditemukan.", status=404)
    found = Seller.objects.filter(firm=firm, government_id=government_id).first()
    if found is None:
        found = Seller(firm=firm, government_id=government_id, slug=_slug(firm), joined_on=clock.today())
    return _in_step(found, firm)


@transaction.atomic
def keep_in_step(*, firm_id: int) -> None:
    """Write name, place and scale of a firm into each of its storefronts; the search follows. Where the firm shows
    nothing (any more), what it said about itself goes."""
    firm = Firm.objects.select_related("profile").filter(pk=firm_id).exclude(profile=None).first()
    if firm is None:
        return
    if not firm.profile.shown:
        Seller.objects.filter(firm=firm, government__isnull=False).update(about="")
        return
    for front in Seller.objects.filter(firm=firm, government__isnull=False):
        _in_step(front, firm)


def _in_step(front: Seller, firm: Firm) -> Seller:
    profile = vendors.profile_of(firm.pk)
    if profile is None or not profile.shown:
        raise RuleBroken("firm_not_shown", "Usaha ini belum dapat ditampilkan.", status=409)
    shown = profile.shown
    scale = vendors.scale_of(firm.pk, on=clock.today())
    before = (front.name, front.region_id, front.scale, front.scale_on) if front.pk else None
    front.name = shown["name"]
    front.sort_key = name_key(shown["name"])[:200]
    front.region = Region.objects.filter(code=shown["region_code"]).exclude(code="").first()
    front.about = shown["about"]
    front.scale = scale.scale.value if scale.scale else ""
    front.scale_evidence = scale.evidence[:200]
    front.scale_on = max(filter(None, (scale.since, _confirmed(profile, scale))), default=None)
    front.save()
    if before is not None and before != (front.name, front.region_id, front.scale, front.scale_on):
        reindex(list(Offer.objects.filter(seller=front).values_list("pk", flat=True)))
    return front


def _confirmed(profile: Profile, known: KnownScale) -> date | None:
    """When the firm last said that the scale which is known still holds."""
    return profile.scale_confirmed_on if known.scale and profile.scale == known.scale.value else None


def _slug(firm: Firm) -> str:
    wanted = slugify(firm.name)[:120] or "penyedia"
    taken = Seller.objects.filter(slug=wanted).exists()
    return f"{wanted}-{firm.pk}" if taken else wanted


@projector("vendors.firm_joined")
def _taken_over(event: Event) -> None:
    """What the firm took over from its record of the feeds stands under its name from now on."""
    keep_in_step(firm_id=int(event.subject.partition(":")[2]))


@projector("vendors.firm_changed")
def _follow(event: Event) -> None:
    keep_in_step(firm_id=int(event.subject.partition(":")[2]))
