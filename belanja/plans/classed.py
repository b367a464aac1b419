"""Plan lines with what they buy: the queue of those that nobody can tell yet. Read through `plans.selectors`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db.models import Case, Count, F, Func, Q, QuerySet, Sum, TextField, Value, When

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Reader
from belanja.rules.money import ZERO

from .models import ClassDecision, PlanClass, RupFundingLine, RupPackage

#: An account by which the rules read, within what a feed writes.
ACCOUNT = "5[.][123](?:[.][0-9]{2}){3}[.][0-9]{3,4}"
#: A person has decided about another text than the line has now.
READS_OTHERWISE = Q(decision__isnull=False) & ~Q(decision__of="") & ~Q(decision__of=F("of"))


@cache
def reader() -> Reader:
    """The rules by which lines are read, made ready once in a process."""
    return Reader(lexemes)


def shelf_classes(name: str, kbki: Iterable[str]) -> frozenset[str]:
    """The classes whose goods a shelf holds: by its name, or else by the one class whose first KBKI group it has."""
    named = reader().classes_of(name)
    if named:
        return named
    by_kbki = {one.code for one in CLASSES.values() if any(code.startswith(one.kbki[0]) for code in kbki)}
    return frozenset(by_kbki) if len(by_kbki) == 1 else frozenset()


def measured_only(packages: Iterable[RupPackage]) -> set[int]:
    """Ids of those that are works or advice, as far as is known: measured from imports alone. One query."""
    codes = [one.code for one in CLASSES.values() if one.in_catalogues and not one.bought_here]
    found = PlanClass.objects.filter(package__in=[one.pk for one in packages], code__in=codes)
    return set(found.values_list("package_id", flat=True))


@dataclass(frozen=True)
class Unsure:
    """How many lines nobody tells, and their pagu; apart from them those that read otherwise since a person decided."""

    count: int
    pagu: Decimal
    changed: int


def class_queue(
    *, government_id: int, year: int, unit_ids: Collection[int] | None, words: str = "", decided: bool = False
) -> QuerySet[PlanClass]:
    """Provider lines that count and wait for a person, of some units or of all (None): first those that read otherwise
    since they were decided, then those of which neither rules nor a person tell what they buy, the largest first.
    `decided`: those that a person has told instead, the latest first. `words`: all of them in the title or the
    beginning of the code."""
    found = PlanClass.objects.filter(
        package__government_id=government_id,
        package__year=year,
        package__kind=RupPackage.Kind.PENYEDIA,
        package__counts=True,
    ).select_related("package__unit", "decision")
    if unit_ids is not None:
        found = found.filter(package__unit_id__in=unit_ids)
    for word in words.split():
        found = found.filter(Q(package__title__icontains=word) | Q(package__code__startswith=word))
    if decided:
        return found.filter(decision__isnull=False).order_by("-decision_id")
    untold = Case(When(decided="", then=1), default=0)
    return found.filter(Q(read="", decided="") | READS_OTHERWISE).order_by(untold, "-package__pagu", "package_id")


def unsure(*, government_id: int, year: int, unit_ids: Collection[int] | None) -> Unsure:
    """What waits in the queue. One query."""
    found = class_queue(government_id=government_id, year=year, unit_ids=unit_ids)
    untold = Q(decided="")
    told = found.order_by().aggregate(
        pagu=Sum("package__pagu", filter=untold),
        count=Count("pk", filter=untold),
        changed=Count("pk", filter=~untold),
    )
    return Unsure(told["count"], told["pagu"] or ZERO, told["changed"])


def accounts_of(packages: Collection[RupPackage]) -> dict[tuple[int, str, str], str]:
    """The accounts by which the rules read some lines of one government: (year, kind, code) -> by blanks; no entry
    where there are none. One query."""
    found = (
        RupFundingLine.objects.filter(
            government_id__in={one.government_id for one in packages},
            year__in={one.year for one in packages},
            code__in=[one.code for one in packages],
            counts=True,
        )
        .annotate(read=Func(F("account"), Value(ACCOUNT), function="substring", output_field=TextField()))
        .exclude(read__isnull=True)
        .values_list("year", "kind", "code", "read")
    )
    told: dict[tuple[int, str, str], set[str]] = {}
    for year, kind, code, read in found:
        told.setdefault((year, kind, code), set()).add(read)
    return {key: " ".join(sorted(accounts)) for key, accounts in told.items()}


def class_history(package: RupPackage) -> list[ClassDecision]:
    """What people said of a line, the latest first."""
    found = ClassDecision.objects.filter(
        government_id=package.government_id, year=package.year, kind=package.kind, code=package.code
    )
    return list(found.order_by("-id"))
