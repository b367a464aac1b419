"""From a flag to its case and back: where a flag went, which cases a question led to and what they were settled as,
which flags wait for a case to end, and which findings came again."""

from collections.abc import Iterable, Mapping

from django.db.models import Case as Choice
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.flags.cases import REASON_DAYS
from belanja.rules.oversight.findings import Known, repeated
from belanja.rules.oversight.parameters import REPEAT_YEARS
from belanja.rules.oversight.states import COUNTED, Verdict

from ..models import Case, CaseFlag, Disposition, Finding, Flag
from . import cases, flags

#: In which order settled cases are told; those that are not settled come first.
_ORDER = [When(verdict=one.value, then=Value(place)) for place, one in enumerate(Verdict, start=1)]


def case_of(flag: Flag, actor: Actor) -> Case | None:
    """The case of a flag, if it is in one that this person may read; of several the latest."""
    code = Case.objects.filter(flags__flag=flag).order_by("-pk").values_list("code", flat=True).first()
    if code is None:
        return None
    try:
        return cases.case(flag.government, code, actor)
    except RuleBroken:
        return None


def cases_of(government: Government, indicator: str, actor: Actor) -> QuerySet[Case]:
    """Cases with a flag of one question: `verdict`, as what they were settled last (empty: not yet), `asked`, how many
    flags of the question each has. By verdict, the latest first."""
    of_question = CaseFlag.objects.filter(indicator=indicator)
    settled = Disposition.objects.filter(case=OuterRef("pk"), state=Disposition.State.SETTLED)
    counted = of_question.filter(case=OuterRef("pk")).order_by().values("case").annotate(count=Count("pk"))
    found = cases.cases(government, actor).filter(pk__in=of_question.values("case"))
    told = found.annotate(
        verdict=Coalesce(Subquery(settled.order_by("-decided_at", "-pk").values("verdict")[:1]), Value("")),
        asked=Subquery(counted.values("count"), output_field=IntegerField()),
    )
    return told.order_by(Choice(*_ORDER, default=Value(0)), "-opened_at", "-pk")


def asked_in(found: Iterable[Case]) -> Mapping[int, tuple[str, ...]]:
    """The questions of the flags of some cases, by case; those with the most flags first. One query."""
    counted = CaseFlag.objects.filter(case__in=found).order_by().values_list("case_id", "indicator")
    told: dict[int, list[str]] = {}
    for case_id, code, _count in counted.annotate(count=Count("pk")).order_by("case_id", "-count", "indicator"):
        told.setdefault(case_id, []).append(code)
    return {case_id: tuple(codes) for case_id, codes in told.items()}


def flags_behind(found: Case) -> QuerySet[Flag]:
    """Flags of the same key that are in no case while this one is open: they join it at the next pass, or wait until it
    has ended because its findings have begun. What an accepted reason answers today is not among them."""
    if found.closed_at is not None:
        return Flag.objects.none()
    today = clock.today()
    days = institutions.book(government_id=found.government_id, on=today).number(REASON_DAYS)
    reasons = flags.accepted(government_id=found.government_id, key=found.key)
    answered = {one.indicator for one in reasons if one.holds(today, days=days)}
    standing = flags.unasked(government_id=found.government_id).filter(case_key=found.key)
    return standing.exclude(indicator__in=answered).order_by("-strong", "-amount", "pk")


def repeats(found: Iterable[Finding]) -> Mapping[int, tuple[Known, ...]]:
    """Earlier findings of the same kind about the same unit or firm within the dated years, by finding; those that were
    issued and not withdrawn alone. One query for all of one government."""
    asked = list(found)
    if not asked:
        return {}
    government_id = asked[0].government_id
    years = int(institutions.book(government_id=government_id, on=clock.today()).number(REPEAT_YEARS))
    units, firms = {one.unit_id for one in asked}, {one.firm_id for one in asked}
    earlier = Finding.objects.filter(
        Q(unit_id__in=units - {None}) | Q(firm_id__in=firms - {None}), government_id=government_id,
        state__in=[state.value for state in COUNTED],
        category__in={one.category for one in asked}, year__lt=max(one.year for one in asked),
        year__gte=min(one.year for one in asked) - years,
    )  # fmt: skip
    known = [_known(one) for one in earlier.only("code", "unit_id", "firm_id", "category", "year")]
    return {one.pk: again for one in asked if (again := repeated(_known(one), known, years=years))}


def _known(one: Finding) -> Known:
    whom = f"unit:{one.unit_id}" if one.unit_id else f"firm:{one.firm_id}"
    return Known(one.code, whom, one.category, one.year)
