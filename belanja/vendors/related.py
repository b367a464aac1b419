"""Which firms share an owner, an address, a telephone or an account: for Biro PBJ and APIP only."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.selectors import Who
from belanja.rules.duties import Duty
from belanja.rules.related import MOST_SHARING, WEIGHT, Tie

from .models import Firm, FirmMark


@dataclass(frozen=True)
class Related:
    """A firm that shares something with another; `ties` are the strongest first. A question, never a proof."""

    firm: Firm
    ties: tuple[Tie, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHT[tie] for tie in self.ties)


def related_firms(firm_id: int, *, government: Government, who: Who) -> list[Related]:
    """Firms that share a mark with this one, by how much that says. Marks of very many firms are left out.

    Raises RuleBroken 403/404 for whoever may not see it.
    """
    institutions.require(who, Duty.SEE_RELATED_FIRMS, government)
    own = list(FirmMark.objects.filter(firm_id=firm_id).values_list("mark", flat=True))
    shared = defaultdict(set)
    for mark in FirmMark.objects.filter(mark__in=_telling(own)).exclude(firm_id=firm_id).select_related("firm"):
        shared[mark.firm].add(Tie(mark.kind))
    found = [Related(firm, tuple(sorted(ties, key=_strength))) for firm, ties in shared.items()]
    return sorted(found, key=lambda one: (-one.weight, one.firm.name, one.firm.pk))


@dataclass(frozen=True)
class Group:
    """Firms that share one mark."""

    tie: Tie
    firms: tuple[Firm, ...]


def groups(*, government: Government, who: Who, tie: Tie | None = None) -> list[Group]:
    """Every mark that several firms share, the strongest ties and largest groups first; groups of the same firms by
    the same tie once. Raises RuleBroken 403/404 for whoever may not see it."""
    institutions.require(who, Duty.SEE_RELATED_FIRMS, government)
    marks = FirmMark.objects.all() if tie is None else FirmMark.objects.filter(kind=tie)
    sharing = (
        marks.values("kind", "mark")
        .annotate(firms=Count("firm"))
        .filter(firms__gt=1, firms__lte=MOST_SHARING)
        .values_list("mark", flat=True)
    )
    members: dict[tuple[str, str], list[Firm]] = defaultdict(list)
    rows = FirmMark.objects.filter(mark__in=list(sharing)).select_related("firm").order_by("firm__name", "firm_id")
    for row in rows:
        members[row.kind, row.mark].append(row.firm)
    found = {Group(Tie(kind), tuple(firms)) for (kind, _mark), firms in members.items()}
    return sorted(found, key=lambda one: (_strength(one.tie), -len(one.firms), [firm.pk for firm in one.firms]))


def _telling(marks: list[str]) -> list[str]:
    return list(
        FirmMark.objects.filter(mark__in=marks)
        .values("mark")
        .annotate(firms=Count("firm"))
        .filter(firms__gt=1, firms__lte=MOST_SHARING)
        .values_list("mark", flat=True)
    )


def _strength(tie: Tie) -> tuple[int, str]:
    return -WEIGHT[tie], tie.value
