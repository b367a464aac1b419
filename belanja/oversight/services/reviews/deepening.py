"""A working paper that needs more leads to a case of the ordinary kind, which asks before anything more is said."""

from decimal import Decimal

from belanja.foundation import clock
from belanja.rules import codes
from belanja.rules.flags.model import Gather
from belanja.rules.oversight.states import JOINABLE, CaseState, Side
from belanja.rules.oversight.steps import Step

from ...models import Case, Flag, SampleItem, WorkingPaper
from .. import base

#: Somebody has looked at it: it comes first. An order, no probability (`rules.flags.cases`).
_PRIORITY = 9


def case_for(paper: WorkingPaper) -> Case:
    """The case that a paper joins, or one that it opens. Under the lock of the government, as `opening.open_cases`."""
    item, about = paper.item, f"{paper} reviu {paper.review.code}"
    key = _key(item)
    standing = {one.key: one for one in Case.objects.filter(
        government_id=paper.review.government_id, key__in=[key, *_keys_of_flags(paper)], closed_at__isnull=True
    )}  # fmt: skip
    joinable = [one for one in standing.values() if CaseState(one.state) in JOINABLE]
    if joinable:
        case = base.locked(min(joinable, key=lambda one: (one.key != key, one.pk)).pk)
        case.amount = max(case.amount, item.amount)
        base.take(case, Step.JOIN, side=Side.TIME, actor=base.CALENDAR, about=about)
    else:
        case = _open(paper, f"reviu:{paper.pk}" if key in standing else key, about)
    told = f"{about} perlu pendalaman: kasus {case.code}."
    base.tell_apip(case, told, base.CALENDAR)
    return case


def _open(paper: WorkingPaper, key: str, about: str) -> Case:
    item, now = paper.item, clock.now()
    case = Case(
        code=codes.new(), government=paper.review.government, key=key, year=item.year, unit_id=item.unit_id,
        firm_id=item.firm_id, officer_id=item.officer_id, amount=max(item.amount, Decimal(0)), priority=_PRIORITY,
        state="", since=now, opened_at=now, version=0,
    )  # fmt: skip
    base.take(case, Step.OPEN, side=Side.TIME, actor=base.CALENDAR, about=about)
    return case


def _key(item: SampleItem) -> str:
    """By what flags of its unit and firm are gathered (`rules.flags.cases.case_key`), so that both are one case."""
    if item.firm_id is None:
        return f"{Gather.UNIT.value}:{item.unit_id}:{item.year}"
    return f"{Gather.UNIT_FIRM.value}:{item.unit_id}:{item.firm_id}:{item.year}"


def _keys_of_flags(paper: WorkingPaper) -> list[str]:
    """Of the flags that stand on the item itself."""
    found = Flag.objects.filter(
        government_id=paper.review.government_id, subject_kind=paper.item.subject_kind,
        subject_key=paper.item.subject_key, gone_at__isnull=True, shown=True,
    )  # fmt: skip
    return sorted(set(found.values_list("case_key", flat=True)))
