"""Questions, cases and findings of a year as counts alone: what a public report may tell of them. No unit, firm or
officer stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from belanja.oversight.models import Case, Finding, Flag, Recommendation


@dataclass(frozen=True)
class Asked:
    """Standing questions of one shown indicator: how many, how many of them in the harder form, how many that a
    document answers in advance, and since when the oldest stands."""

    indicator: str
    count: int
    strong: int
    answered: int
    oldest: datetime | None


@dataclass(frozen=True)
class Counted:
    """`cases`, `findings` by state, `recommendations` by resolution (empty: none yet)."""

    asked: tuple[Asked, ...]
    cases: Mapping[str, int]
    findings: Mapping[str, int]
    recommendations: Mapping[str, int]


def counted(*, government_id: int, year: int) -> Counted:
    """The counts of a fiscal year as they stand now. Four queries."""
    flags = (
        Flag.objects.filter(government_id=government_id, year=year, shown=True, gone_at__isnull=True)
        .values_list("indicator")
        .annotate(
            count=Count("pk"),
            strong=Count("pk", filter=Q(strong=True)),
            answered=Count("pk", filter=~Q(answered_by="")),
            oldest=Min("found_at"),
        )
        .order_by("indicator")
    )
    of = Q(government_id=government_id, year=year)
    told = Recommendation.objects.filter(finding__government_id=government_id, finding__year=year)
    return Counted(
        asked=tuple(Asked(*row) for row in flags),
        cases=_by(Case.objects.filter(of).values_list("state").annotate(count=Count("pk"))),
        findings=_by(Finding.objects.filter(of).values_list("state").annotate(count=Count("pk"))),
        recommendations=_by(told.values_list("resolution").annotate(count=Count("pk"))),
    )


def _by(rows: object) -> Mapping[str, int]:
    return dict(rows)  # type: ignore[call-overload,no-any-return]
