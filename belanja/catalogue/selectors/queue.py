"""What waits for the verifiers of a government, since when, and what of it has changed since it was last passed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db import connection
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from belanja.catalogue.models import ListingStep, Offer, OfferVersion
from belanja.catalogue.services.listing_rows import content_from_rows
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken
from belanja.rules.limit_parameters import LOOK_BACK
from belanja.rules.listing_content import Content, Difference, differences
from belanja.rules.listing_steps import Hold, Step
from belanja.rules.listings import ListingState

_S = ListingState
_WAITS = _S.SUBMITTED.value
_PASSED = (_S.APPROVED, _S.LISTED, _S.NOT_FOR_SALE)


class Group(StrEnum):
    """Listings by whose turn it is."""

    WAITING = "menunggu"
    RETURNED = "dikembalikan"
    PASSED = "lolos"
    FROZEN = "dibekukan"
    REMOVED = "dihapus"

    @property
    def label(self) -> str:
        return {
            "menunggu": "Menunggu kurasi",
            "dikembalikan": "Dikembalikan, menunggu penyedia",
            "lolos": "Lolos kurasi",
            "dibekukan": "Dibekukan",
            "dihapus": "Dihapus pengelola",
        }[self.value]


class Kind(StrEnum):
    """Why a listing waits."""

    NEW = "baru"
    CHANGED = "perubahan"
    MENDED = "perbaikan"

    @property
    def label(self) -> str:
        return {
            "baru": "Pengajuan baru",
            "perubahan": "Perubahan sesudah lolos",
            "perbaikan": "Perbaikan sesudah dikembalikan",
        }[self.value]


_FROZEN = Q(holds__contains=[Hold.PATROL.value])
_GROUPS = {
    Group.WAITING: Q(state=_WAITS),
    Group.RETURNED: Q(state=_S.REVISION.value),
    Group.PASSED: Q(state__in=[state.value for state in _PASSED]) & ~_FROZEN,
    Group.FROZEN: _FROZEN & ~Q(state__in=[_S.REMOVED.value, _S.DRAFT.value]),
    Group.REMOVED: Q(state=_S.REMOVED.value),
}


def _steps(*steps: Step) -> QuerySet[ListingStep]:
    return ListingStep.objects.filter(offer=OuterRef("pk"), step__in=[step.value for step in steps])


#: When it came to wait: the first step into the queue after the last step to anywhere else.
_LAST_ELSEWHERE = (
    ListingStep.objects.filter(offer=OuterRef(OuterRef("pk"))).exclude(to_state=_WAITS).order_by("-id").values("id")[:1]
)
_SINCE = (
    ListingStep.objects.filter(offer=OuterRef("pk"), to_state=_WAITS)
    .filter(id__gt=Coalesce(Subquery(_LAST_ELSEWHERE), 0))
    .order_by("id")
    .values("at")[:1]
)


@dataclass(frozen=True)
class Wanted:
    """What a verifier looks at. `days`: waiting for at least so long."""

    group: Group = Group.WAITING
    kind: Kind | None = None
    etalase_id: int | None = None
    scale: str = ""
    days: int | None = None
    words: str = ""


def listings(*, government_id: int, wanted: Wanted) -> QuerySet[Offer]:
    """Listings of a government, those that wait longest first; each with `since` (None where nothing waits), `passed`
    and `returned` (whether it ever was). Archives are nobody's turn."""
    found = (
        Offer.objects.filter(_GROUPS[wanted.group], government_id=government_id, archive_day=None)
        .select_related("product__brand", "product__etalase", "seller__region")
        .annotate(
            since=Subquery(_SINCE),
            passed=Exists(_steps(Step.APPROVE)),
            returned=Exists(_steps(Step.RETURN)),
        )
    )
    if wanted.kind is Kind.CHANGED:
        found = found.filter(passed=True)
    elif wanted.kind is Kind.MENDED:
        found = found.filter(passed=False, returned=True)
    elif wanted.kind is Kind.NEW:
        found = found.filter(passed=False, returned=False)
    if wanted.etalase_id is not None:
        found = found.filter(product__etalase_id=wanted.etalase_id)
    if wanted.scale:
        found = found.filter(seller__scale="" if wanted.scale == "belum" else wanted.scale)
    if wanted.days is not None:
        found = found.filter(since__lt=clock.now() - timedelta(days=wanted.days))
    for word in wanted.words.split()[:6]:
        found = found.filter(
            Q(product__name__icontains=word) | Q(number__icontains=word) | Q(seller__name__icontains=word)
        )
    return (
        found.order_by(F("since").asc(nulls_last=True), "pk")
        if wanted.group is Group.WAITING
        else found.order_by("-pk")
    )


def counts(*, government_id: int) -> dict[Group, int]:
    """How many listings are in each group. One query."""
    parts = {group.value: Q(one) for group, one in _GROUPS.items()}
    found = Offer.objects.filter(government_id=government_id, archive_day=None)
    told = found.aggregate(**{name: Count("pk", filter=one) for name, one in parts.items()})
    return {group: told[group.value] for group in Group}


def shelves(*, government_id: int) -> list[tuple[int, str]]:
    """Id and name of the shelves on which a government's firms list something, by name. One query."""
    offers = Offer.objects.filter(product__etalase=OuterRef("pk"), government_id=government_id, archive_day=None)
    return list(Etalase.objects.filter(Exists(offers)).order_by("sort_key").values_list("pk", "name"))


def kind_of(offer: Offer) -> Kind:
    """Why a listing of `listings` waits."""
    if offer.passed:  # type: ignore[attr-defined]  # annotated
        return Kind.CHANGED
    return Kind.MENDED if offer.returned else Kind.NEW  # type: ignore[attr-defined]


def one(*, government_id: int, offer_id: int) -> Offer:
    """A listing of a government as its verifiers see it; RuleBroken 404 for any other, and for an archive."""
    found = (
        Offer.objects.filter(pk=offer_id, government_id=government_id, archive_day=None)
        .select_related("product__brand", "product__etalase", "seller__region", "seller__firm", "government")
        .annotate(since=Subquery(_SINCE), passed=Exists(_steps(Step.APPROVE)), returned=Exists(_steps(Step.RETURN)))
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Penawaran ini tidak ditemukan.", status=404)
    return found


@dataclass(frozen=True)
class Change:
    """What a listing states otherwise than it did at a step of its curators (passed or returned), on that day."""

    step: Step
    at: datetime
    version: int
    found: list[Difference]


def changes(offer: Offer) -> list[Change]:
    """What has changed since the listing was last returned (if that came after it was passed) and since it was last
    passed; nothing for one that was neither."""
    told = []
    marks: list[ListingStep] = []
    for step in (Step.RETURN, Step.APPROVE):
        last = ListingStep.objects.filter(offer=offer, step=step.value).order_by("-id").first()
        if last is not None and (not marks or step is Step.APPROVE):
            marks.append(last)
    if len(marks) == 2 and marks[0].pk < marks[1].pk:
        marks = marks[1:]
    content = _content(offer, offer.version) if marks else Content()
    for mark in marks:
        before = _content(offer, mark.version)
        told.append(Change(Step(mark.step), mark.at, mark.version, differences(before, content)))
    return told


def _content(offer: Offer, number: int) -> Content:
    """What a version states; of a listing that came from elsewhere and was never edited here, what its rows say."""
    kept = OfferVersion.objects.filter(offer=offer, number=number).first()
    return Content.from_json(kept.content) if kept else content_from_rows(offer)


@dataclass(frozen=True)
class Pace:
    """How long decisions took: the middle and the ninth tenth in hours, over how many decisions; None for none."""

    median_hours: Decimal | None
    slow_hours: Decimal | None
    decisions: int
    waiting: int
    oldest: datetime | None
    days: int


_PACE = """
WITH decided AS (
  SELECT d.id, d.offer_id, d.at FROM catalogue_listingstep d JOIN catalogue_offer o ON o.id = d.offer_id
  WHERE d.step = ANY(%(steps)s) AND d.from_state = %(waits)s AND d.at >= %(since)s AND o.government_id = %(government)s
), took AS (
  SELECT extract(epoch FROM d.at - s.at) / 3600 AS hours FROM decided d JOIN LATERAL (
    SELECT min(b.at) AS at FROM catalogue_listingstep b
    WHERE b.offer_id = d.offer_id AND b.id < d.id AND b.to_state = %(waits)s AND b.id > coalesce((
      SELECT max(e.id) FROM catalogue_listingstep e
      WHERE e.offer_id = d.offer_id AND e.id < d.id AND e.to_state <> %(waits)s), 0)
  ) s ON s.at IS NOT NULL
)
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY hours), percentile_cont(0.9) WITHIN GROUP (ORDER BY hours), count(*)
FROM took
"""


def pace(*, government_id: int) -> Pace:
    """How long a government's verifiers took to decide in the days of its dated row, and what waits now."""
    days = int(institutions.parameter(LOOK_BACK, government_id=government_id, on=clock.today()))
    steps = [step.value for step in (Step.APPROVE, Step.RETURN, Step.TAKE_DOWN)]
    with connection.cursor() as cursor:
        cursor.execute(
            _PACE,
            {
                "steps": steps,
                "waits": _WAITS,
                "since": clock.now() - timedelta(days=days),
                "government": government_id,
            },
        )
        middle, slow, count = cursor.fetchone() or (None, None, 0)
    now = listings(government_id=government_id, wanted=Wanted()).aggregate(waiting=Count("pk"), oldest=Min("since"))
    return Pace(_hours(middle), _hours(slow), count, now["waiting"], now["oldest"], days)


def _hours(value: float | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))
