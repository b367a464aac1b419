"""Reading what firms uploaded, and which etalase they may fill."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from belanja.catalogue.models import Offer
from belanja.etalase.models import Etalase
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import EtalaseState, ListingState
from belanja.vendors.selectors import profile_of

from .models import Upload, UploadRow
from .rows import Action

_GONE = (ListingState.REMOVED.value, ListingState.ARCHIVE.value)


@dataclass(frozen=True)
class Shelf:
    """An etalase that takes listings now, the government in whose catalogue the firm lists there, its goods there, and
    whether it said that it wants to sell there."""

    etalase: Etalase
    government_id: int
    goods: int
    wanted: bool


def shelves(firm_id: int, *, words: str = "") -> Sequence[Shelf]:
    """Active etalase by words; those with goods of the firm first, then those it wants to sell on. Empty for a firm
    that is not registered."""
    profile = profile_of(firm_id)
    if profile is None:
        return []
    found = Etalase.objects.filter(state=EtalaseState.ACTIVE.value).select_related("government")
    for word in words.split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(description__icontains=word))
    goods = dict(
        Offer.objects.filter(seller__firm=firm_id)
        .exclude(state__in=_GONE)
        .values_list("product__etalase")
        .annotate(count=Count("pk"))
    )
    made = [
        Shelf(one, one.government_id or profile.government_id, goods.get(one.pk, 0), one.pk in profile.shelves)
        for one in found.order_by("sort_key")
    ]
    return sorted(made, key=lambda one: (-one.goods, not one.wanted))


def shelf(firm_id: int, etalase_id: int) -> Shelf:
    """One of `shelves`. RuleBroken 404 for any other."""
    found = next((one for one in shelves(firm_id) if one.etalase.pk == etalase_id), None)
    if found is None:
        raise RuleBroken("etalase_unknown", "Etalase ini tidak ditemukan.", status=404)
    return found


def uploads(firm_id: int) -> QuerySet[Upload]:
    """What a firm has uploaded, the latest first, without the files."""
    return (
        Upload.objects.filter(firm=firm_id)
        .defer("content")
        .select_related("etalase", "government")
        .order_by("-created_at", "-id")
    )


def upload(firm_id: int, upload_id: int) -> Upload:
    """One upload of the firm. RuleBroken 404 for any other."""
    found = uploads(firm_id).filter(pk=upload_id).first()
    if found is None:
        raise RuleBroken("not_found", "Berkas ini tidak ditemukan.", status=404)
    return found


def rows(upload_id: int, *, action: str = "", outcome: str = "") -> QuerySet[UploadRow]:
    """Rows of an upload in the order of the sheet, of one action or outcome where asked."""
    found = UploadRow.objects.filter(upload=upload_id)
    if action:
        found = found.filter(action=action)
    if outcome:
        found = found.filter(outcome=outcome)
    return found.order_by("place")


def chosen(upload_id: int) -> int:
    """How many rows would be applied now."""
    usable = [Action.NEW.value, Action.CHANGED.value]
    return UploadRow.objects.filter(upload=upload_id, outcome="", chosen=True, action__in=usable).count()
