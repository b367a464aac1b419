"""Reading registrations: who is known by a number, what waits for whom, and how long verifiers take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.firm_checks import nib_number
from belanja.rules.limit_parameters import LOOK_BACK
from belanja.rules.registration import FirmState

from . import selectors
from .models import CooperativeMember, Firm, FirmId, Profile


@dataclass(frozen=True)
class Found:
    """What a person's search by number finds: the firm, and its registration where it has one."""

    firm: Firm
    profile: Profile | None
    by: str


def find(written: str) -> Found | None:
    """The firm with this NIB (13 digits) or SIKaP id, as people write them; None where nobody has it. A registration
    that has not been passed is not told to strangers."""
    nib = nib_number(written)
    digits = "".join(character for character in written if character.isalnum())
    wanted = [("nib", nib)] if nib else []
    if digits.isdigit() and 3 <= len(digits) <= 12:
        wanted.append(("sikap", digits))
    for scheme, value in wanted:
        known = FirmId.objects.select_related("firm", "firm__profile").filter(scheme=scheme, value=value).first()
        if known is not None:
            return Found(known.firm, getattr(known.firm, "profile", None), scheme)
    return None


def queue(government_id: int, *, state: str = FirmState.SUBMITTED.value, entry: str = "") -> QuerySet[Profile]:
    """Registrations of a government in a state, who waits longest first."""
    found = Profile.objects.filter(government_id=government_id, state=state).select_related("firm", "claims")
    if entry:
        found = found.filter(entry=entry)
    return found.order_by("submitted_at", "entered_at", "id")


def counts(government_id: int) -> dict[str, int]:
    """How many registrations of a government stand in which state."""
    found = dict.fromkeys((state.value for state in FirmState), 0)
    for state in Profile.objects.filter(government_id=government_id).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


@dataclass(frozen=True)
class Waiting:
    """How long verifiers took in the last days: `decided` answers, their median and nine-tenths hours (None without
    any), and how many wait now, the longest for how many hours."""

    decided: int
    median: Decimal | None
    ninetieth: Decimal | None
    waiting: int
    longest: Decimal | None
    since: datetime
    days: int


_HOURS = """
WITH story AS (
  SELECT s.step, s.at, s.profile_id,
    max(s.at) FILTER (WHERE s.step IN ('submit', 'change')) OVER
      (PARTITION BY s.profile_id ORDER BY s.at, s.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS asked
  FROM vendors_registrationstep s JOIN vendors_profile p ON p.id = s.profile_id
  WHERE %(government)s::bigint IS NULL OR p.government_id = %(government)s
)
SELECT count(*),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM at - asked) / 3600),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM at - asked) / 3600)
FROM story WHERE step IN ('pass', 'return', 'refuse') AND asked IS NOT NULL AND at >= %(since)s
"""


def waiting(government_id: int | None = None) -> Waiting:
    """Hours from a submission to its answer, over the days of the dated row; of one government or of all."""
    now = clock.now()
    days = int(institutions.parameter(LOOK_BACK, government_id=government_id, on=clock.today()))
    since = now - timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute(_HOURS, {"government": government_id, "since": since})
        decided, median, ninetieth = cursor.fetchone()
    open_now = Profile.objects.filter(state=FirmState.SUBMITTED.value, submitted_at__isnull=False)
    if government_id is not None:
        open_now = open_now.filter(government_id=government_id)
    moments = list(open_now.order_by("submitted_at").values_list("submitted_at", flat=True))
    return Waiting(
        decided,
        _hours(median),
        _hours(ninetieth),
        len(moments),
        hours_since(moments[0]) if moments and moments[0] else None,
        since,
        days,
    )


def hours_since(moment: datetime) -> Decimal:
    """Hours from a moment to now, to a tenth."""
    return (Decimal(int((clock.now() - moment).total_seconds())) / 3600).quantize(Decimal("0.1"))


def _hours(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))


def cooperative_members(cooperative_id: int) -> Sequence[CooperativeMember]:
    """Firms for which a co-operative lists or has asked to, the latest first; ended ones are left out."""
    found = CooperativeMember.objects.filter(cooperative_id=cooperative_id, ended_at__isnull=True)
    return _still_asked(found.select_related("member", "member__profile").order_by("-invited_at"))


def cooperatives_of(member_id: int) -> Sequence[CooperativeMember]:
    """Co-operatives that list for a firm or have asked to; ended ones are left out."""
    found = CooperativeMember.objects.filter(member_id=member_id, ended_at__isnull=True)
    return _still_asked(found.select_related("cooperative", "cooperative__profile").order_by("-invited_at"))


def _still_asked(rows: QuerySet[CooperativeMember]) -> list[CooperativeMember]:
    """Those agreed to, and those whose days to answer have not passed."""
    return [
        one
        for one in rows
        if one.consented_at is not None or one.invited_at > selectors.invited_since(one.cooperative_id)
    ]


def may_list_for(cooperative_id: int, member_id: int) -> bool:
    """Whether a co-operative may list goods of a member: the member's owner has agreed and nobody has ended it."""
    return CooperativeMember.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, consented_at__isnull=False, ended_at__isnull=True
    ).exists()
