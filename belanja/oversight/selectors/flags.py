"""Reading flags. Whoever asks has been let in by the page."""

from django.db.models import Exists, OuterRef, QuerySet

from belanja.foundation import clock
from belanja.rules.decisions import RuleBroken
from belanja.rules.flags.cases import Accepted
from belanja.rules.oversight.states import ANSWERED, Verdict

from ..models import CaseFlag, Disposition, Flag

_ANSWERED = [state.value for state in ANSWERED]


def flags(
    *, government_id: int, indicator: str = "", answered: bool | None = None, gone: bool = False
) -> QuerySet[Flag]:
    """Flags of a government, the weightiest amounts first: those that stand, or (`gone`) those that are over.
    `answered`: only those that a document answers in advance, or only those that ask."""
    found = Flag.objects.filter(government_id=government_id, gone_at__isnull=not gone)
    if indicator:
        found = found.filter(indicator=indicator)
    if answered is not None:
        found = found.exclude(answered_by="") if answered else found.filter(answered_by="")
    return found.select_related("unit", "firm").order_by("-amount", "pk").defer("evidence")


def flag(*, government_id: int, flag_id: int) -> Flag:
    """One flag with its evidence. Raises RuleBroken 404 for another government's."""
    found = Flag.objects.filter(government_id=government_id, pk=flag_id).select_related("unit", "firm", "sweep").first()
    if found is None:
        raise RuleBroken("flag_unknown", "Tanda itu tidak ada.", status=404)
    return found


def unasked(*, government_id: int) -> QuerySet[Flag]:
    """Flags that are shown, stand, are not answered in advance and in no case. Those of a case that was closed with an
    explanation are among them again, for that holds for its days alone (`rules.flags.cases.grouped` with `accepted`);
    those of a case that is open, or that ended with findings or outside, never."""
    asked = CaseFlag.objects.filter(flag=OuterRef("pk")).exclude(case__state__in=_ANSWERED)
    standing = Flag.objects.filter(government_id=government_id, shown=True, gone_at__isnull=True, answered_by="")
    return standing.exclude(Exists(asked)).defer("evidence")


def accepted(*, government_id: int, key: str = "") -> list[Accepted]:
    """What APIP has accepted or did not pursue, by case and indicator, of all cases or of one key: the same is not
    asked again within its days, also where its figures have grown meanwhile."""
    settled = Disposition.objects.filter(
        case__government_id=government_id, case__state__in=_ANSWERED,
        verdict__in=[Verdict.ACCEPT.value, Verdict.DISMISS.value], state=Disposition.State.SETTLED,
    )  # fmt: skip
    if key:
        settled = settled.filter(case__key=key)
    rows = settled.values_list("case__key", "case__flags__indicator", "decided_at").distinct()
    return [Accepted(of, code, clock.wib(at).date()) for of, code, at in rows if code and at]
