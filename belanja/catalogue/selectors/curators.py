"""What the curators' desk reads: searches without result, claims, likely duplicates and what was moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from belanja.catalogue.models import (
    Claim,
    LikelyDuplicate,
    Offer,
    Patrol,
    ProductMove,
    Synonym,
    ZeroResult,
    ZeroResultAnswer,
)
from belanja.catalogue.models.offers import UNSEEN
from belanja.foundation import clock
from belanja.foundation.phrases import holds
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import VISIBLE, ListingState, Verification

_LIVE = [state.value for state in VISIBLE - {ListingState.ARCHIVE}]
_SEEN = [state.value for state in VISIBLE]


@dataclass(frozen=True)
class Unfound:
    """A search that found nothing: how often within the days looked at, and on which day last."""

    query: str
    times: int
    last: date


def zero_results(*, days: int, least: int = 1) -> list[Unfound]:
    """Searches without result of the last days, most asked first; those a curator has answered only with what came
    since. One query."""
    answered = ZeroResultAnswer.objects.filter(query=OuterRef("query"), on__gte=OuterRef("day"))
    rows = (
        ZeroResult.objects.filter(day__gt=clock.today() - timedelta(days=days))
        .exclude(Exists(answered))
        .values("query")
        .annotate(times=Sum("count"), last=Max("day"))
        .filter(times__gte=least)
        .order_by("-times", "query")
    )
    return [Unfound(row["query"], row["times"], row["last"]) for row in rows]


def unfound(phrases: Iterable[str], *, since: date, before: date) -> list[Unfound]:
    """Searches without result from a day until before another that hold all words of one of the phrases, answered or
    not, most asked first. One query."""
    rows = (
        ZeroResult.objects.filter(holds("query", phrases), day__gte=since, day__lt=before)
        .values("query")
        .annotate(times=Sum("count"), last=Max("day"))
        .order_by("-times", "query")
    )
    return [Unfound(row["query"], row["times"], row["last"]) for row in rows]


def zero_result_answers() -> QuerySet[ZeroResultAnswer]:
    """What curators have made of searches without result, the latest first."""
    return ZeroResultAnswer.objects.order_by("-on", "query")


def synonyms(*, words: str = "", active: bool | None = None) -> QuerySet[Synonym]:
    """Terms with their equivalents in alphabetical order; those that hold some letters, or are (not) in force."""
    found = Synonym.objects.order_by("term")
    if words:
        said = words.lower().strip()
        found = found.filter(Q(term__contains=said) | Q(equivalents__contains=[said]))
    return found if active is None else found.filter(active=active)


def claims(
    *,
    government: Government,
    waiting: bool = True,
    kind: str = "",
    older_than_days: int | None = None,
    number: str = "",
    archive: bool = False,
) -> QuerySet[Claim]:
    """Claims on what is offered under a government, the longest waiting first; those that were looked into the latest
    first. `archive`: also those that only a pull of the national listing told."""
    offers = Offer.objects.filter(product=OuterRef("product_id"), state__in=_SEEN if archive else _LIVE)
    offers = offers.filter(Q(government=government) | Q(government=None))
    found = Claim.objects.filter(Exists(offers)).select_related("product__etalase", "product__brand")
    open_ = Q(verification=Verification.OPEN.value)
    found = found.filter(open_) if waiting else found.exclude(open_)
    if kind:
        found = found.filter(kind=kind)
    if number:
        found = found.filter(Q(number__icontains=number) | Q(owner__icontains=number))
    if older_than_days is not None:
        found = found.filter(stated_at__lt=clock.now() - timedelta(days=older_than_days))
    if waiting:
        return found.order_by(F("stated_at").asc(nulls_first=True), "id")
    return found.order_by(F("verified_on").desc(nulls_last=True), "-id")


def claim(*, government: Government, claim_id: int) -> Claim:
    """A claim on what is offered under a government; RuleBroken 404 for any other."""
    offers = Offer.objects.filter(product=OuterRef("product_id")).filter(Q(government=government) | Q(government=None))
    found = (
        Claim.objects.filter(Exists(offers), pk=claim_id).select_related("product__etalase", "product__brand").first()
    )
    if found is None:
        raise RuleBroken("claim_unknown", "Klaim ini tidak ada.", status=404)
    return found


def same_certificate(claim: Claim) -> QuerySet[Claim]:
    """Other claims that name the same certificate: one look answers them all."""
    if not claim.number:
        return Claim.objects.none()
    others = Claim.objects.filter(kind=claim.kind, number__iexact=claim.number).exclude(pk=claim.pk)
    return others.select_related("product__etalase", "product__brand").order_by("id")


def _of(government: Government, *paths: str) -> Q:
    """The shelf at each path is this government's or a national one."""
    wanted = Q()
    for path in paths:
        wanted &= Q(**{path: government.pk}) | Q(**{f"{path}__isnull": True})
    return wanted


def duplicates(*, government: Government, state: str = LikelyDuplicate.State.OPEN) -> QuerySet[LikelyDuplicate]:
    """Pairs on a government's shelves, the likeliest first; decided ones the latest first."""
    found = LikelyDuplicate.objects.filter(
        _of(government, "first__etalase__government", "second__etalase__government"), state=state
    ).select_related("first__brand", "first__etalase", "second__brand", "second__etalase")
    if state == LikelyDuplicate.State.OPEN:
        return found.order_by("-score", "id")
    return found.order_by("-decided_at", "-id")


def duplicate(*, government: Government, pair_id: int) -> LikelyDuplicate:
    """One pair on a government's shelves; RuleBroken 404 for any other."""
    found = (
        LikelyDuplicate.objects.filter(_of(government, "first__etalase__government", "second__etalase__government"))
        .select_related("first__brand", "first__etalase", "second__brand", "second__etalase")
        .filter(pk=pair_id)
        .first()
    )
    if found is None:
        raise RuleBroken("pair_unknown", "Pasangan ini tidak ada lagi.", status=404)
    return found


def moves(*, government: Government) -> QuerySet[ProductMove]:
    """Merges and splits, the latest first."""
    return (
        ProductMove.objects.filter(government=government)
        .select_related("source__etalase", "target__etalase")
        .order_by("-at", "-id")
    )


def offers_of(product_ids: Sequence[int]) -> QuerySet[Offer]:
    """All standing offers of some products, with their firms; drafts that were never shown are nobody's business."""
    return (
        Offer.objects.filter(product__in=product_ids)
        .exclude(state=ListingState.REMOVED.value)
        .exclude(UNSEEN)
        .select_related("seller", "product")
        .order_by("product_id", "pk")
    )


def patrols(*, government: Government) -> QuerySet[Patrol]:
    """Patrols of a government, the latest first."""
    return Patrol.objects.filter(government=government).order_by(Coalesce("closed_at", clock.now()).desc(), "-pk")


def patrol(*, government: Government, patrol_id: int) -> Patrol:
    """One patrol; RuleBroken 404 for another government's."""
    found = Patrol.objects.filter(government=government, pk=patrol_id).first()
    if found is None:
        raise RuleBroken("patrol_unknown", "Patroli ini tidak ada.", status=404)
    return found
