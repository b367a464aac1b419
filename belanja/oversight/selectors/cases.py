"""Cases and findings as APIP may see them, and what waits for whom of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.course import Rule
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.oversight.states import COUNTED, CaseState, Side
from belanja.rules.oversight.steps import CASES, FINDINGS, FindingStep, Step

from ..models import Case, CaseFile, CaseFlag, Deposit, Finding
from ..services import base

#: Duties of which one reads cases.
READERS = frozenset({Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.APPROVE_HANDOVER})
_COUNTED = [state.value for state in COUNTED]
_MONEY = DecimalField(max_digits=22, decimal_places=2)


def cases(government: Government, actor: Actor, *states: CaseState) -> QuerySet[Case]:
    """Cases of a government, what is due soonest first, ended ones last; without those that are about the reader."""
    found = Case.objects.filter(government=government).exclude(officer_id=actor.user_id or 0)
    if states:
        found = found.filter(state__in=[state.value for state in states])
    # Counted of what is shown alone: a question may have put very many flags into very many cases.
    flags = CaseFlag.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(count=Count("pk"))
    counted = found.annotate(flag_count=Coalesce(Subquery(flags.values("count")), 0))
    return counted.select_related("government", "unit", "firm").order_by(
        F("due").asc(nulls_last=True), "-priority", "-amount", "-pk"
    )


def case(government: Government, code: str, actor: Actor) -> Case:
    """A case by its code. RuleBroken 404 for whoever may not read it, and for whom it is about."""
    found = cases(government, actor).filter(code=code).first()
    if found is None or not institutions.allowed_of(actor, READERS, government):
        raise base.not_there()
    try:
        base.independent(found, actor)
    except RuleBroken as refusal:
        raise base.not_there() from refusal
    return found


def steps_for(found: Case, actor: Actor) -> list[Rule[Step, Side]]:
    """What somebody of APIP may do with a case now, in the order of the table."""
    duties = institutions.allowed_of(actor, READERS, found.government)
    own = found.reviewer_id is not None and found.reviewer_id == actor.user_id
    undeclared = own and found.declared_at is None
    offered = [
        one
        for one in CASES.steps_from(found.state, Side.AUDITOR)
        if one.duty in duties and (own or one.step is Step.TAKE) and (one.step is Step.DECLARE) is undeclared
    ]
    if not own:
        offered += [one for one in CASES.steps_from(found.state, Side.SUPERVISOR) if one.duty in duties]
    return offered


def finding_steps(found: Finding, actor: Actor) -> list[Rule[FindingStep, Side]]:
    """What somebody of APIP may do with a finding now."""
    duties = institutions.allowed_of(actor, READERS, found.government)
    own = found.case.reviewer_id == actor.user_id
    if own and found.case.declared_at is None:
        return []
    side = Side.AUDITOR if own else Side.SUPERVISOR
    return [one for one in FINDINGS.steps_from(found.state, side) if one.duty in duties]


def findings(government: Government, actor: Actor, *, owing: bool = False) -> QuerySet[Finding]:
    """Findings of a government with what is still owed (`owed`), what is due soonest first; `owing`: those alone that
    count and of which something is owed."""
    about = Q(case__officer_id=actor.user_id or 0)
    found = Finding.objects.filter(government=government).exclude(about)
    joined = found.select_related("government", "unit", "firm", "case", "case__government")
    return with_balance(joined, owing=owing).order_by(F("due").asc(nulls_last=True), "-pk")


def with_balance(found: QuerySet[Finding], *, owing: bool = False) -> QuerySet[Finding]:
    """`total`: what was found, `returned`: what was deposited and checked, `owed`: what is left. `owing`: as
    `findings`."""
    zero = Value(Decimal(0), output_field=_MONEY)
    returned = Coalesce(Sum("deposits__amount", filter=Q(deposits__accepted=True)), zero)
    total = F("overpaid") + F("penalty") + F("other")
    counted = found.annotate(total=total, returned=returned).annotate(owed=F("total") - F("returned"))
    return counted.filter(owed__gt=0, state__in=_COUNTED) if owing else counted


def finding(government: Government, code: str, actor: Actor) -> Finding:
    """A finding by its code, as `case`."""
    found = findings(government, actor).filter(code=code).first()
    if found is None:
        raise base.not_there("Temuan")
    case(government, found.case.code, actor)
    return found


def file(found: Case, file_id: int) -> CaseFile:
    """A file of a case. RuleBroken 404 for any other."""
    kept = found.files.filter(pk=file_id).first()
    if kept is None:
        raise base.not_there("Berkas")
    return kept


def named_files(path: str) -> "Prefetch[str, QuerySet[CaseFile], str]":
    """Files beside what they came with (`answers__files`), by name alone: bytes are read where one is handed out."""
    return Prefetch(path, CaseFile.objects.defer("content"))


@dataclass(frozen=True)
class Balance:
    """What findings of a government are about: how many, found, brought back, owed."""

    count: int
    total: Decimal
    returned: Decimal

    @property
    def owed(self) -> Decimal:
        return self.total - self.returned


def balance(government: Government) -> Balance:
    """Of all findings that count. Two queries; no names, so that anybody may read it."""
    counted = Finding.objects.filter(government=government, state__in=_COUNTED, issued_at__isnull=False)
    told = counted.aggregate(count=Count("pk"), total=Sum(F("overpaid") + F("penalty") + F("other")))
    paid = Deposit.objects.filter(finding__in=counted, accepted=True).aggregate(total=Sum("amount"))
    return Balance(told["count"], told["total"] or Decimal(0), paid["total"] or Decimal(0))


def late(found: Iterable[Case]) -> int:
    """How many are past their term."""
    return sum(one.due is not None and one.due < clock.today() for one in found)
