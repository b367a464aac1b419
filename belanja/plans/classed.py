"""Plan lines with what they buy: the queue of those that nobody can tell yet. Read through `plans.selectors`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db.models import Count, Q, QuerySet, Sum

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Reader
from belanja.rules.money import ZERO

from .models import ClassDecision, PlanClass, RupPackage


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
    """How many lines wait for a person's word, and their pagu."""

    count: int
    pagu: Decimal


def class_queue(
    *, government_id: int, year: int, unit_ids: Collection[int] | None, words: str = "", decided: bool = False
) -> QuerySet[PlanClass]:
    """Provider lines that count and of which neither rules nor a person tell what they buy, of some units or of all
    (None), the largest first; `decided`: those that a person has told instead, the latest first. `words`: all of them
    in the title or the beginning of the code."""
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
    return found.filter(read="", decided="").order_by("-package__pagu", "package_id")


def unsure(*, government_id: int, year: int, unit_ids: Collection[int] | None) -> Unsure:
    """What waits in the queue. One query."""
    found = class_queue(government_id=government_id, year=year, unit_ids=unit_ids)
    told = found.order_by().aggregate(pagu=Sum("package__pagu"), count=Count("pk"))
    return Unsure(told["count"], told["pagu"] or ZERO)


def class_history(package: RupPackage) -> list[ClassDecision]:
    """What people said of a line, the latest first."""
    found = ClassDecision.objects.filter(
        government_id=package.government_id, year=package.year, kind=package.kind, code=package.code
    )
    return list(found.order_by("-id"))
