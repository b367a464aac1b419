"""Which packages and orders there are for whom: for an officer those of the units in his reach, for a firm its own."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Model, QuerySet, Value

from belanja.foundation.questions import Given, Question
from belanja.institutions.models import Government
from belanja.rules.buying.states import PackageState

from ..models import Order, Package, Template
from ..models.orders import OF_A_FIRM

#: Units in reach of somebody; None: every unit.
Units = Collection[int] | None
_Row = TypeVar("_Row", bound=Model)


def within(rows: QuerySet[_Row], units: Units, unit: str = "unit_id") -> QuerySet[_Row]:
    """Only the rows of units in reach. `unit`: the column that names the unit of a row."""
    return rows if units is None else rows.filter(**{f"{unit}__in": units})


def packages(government_id: int, units: Units) -> QuerySet[Package]:
    """Packages of the units in reach."""
    return within(Package.objects.filter(government_id=government_id).select_related("unit"), units)


_PACKAGE = Question(
    lambda: Package.objects.filter(pk=Given("pk"), government_id=Given("government_id")).select_related(
        "unit", "deliver_to"
    )
)


def package(package_id: int, government: Government, units: Units) -> Package | None:
    """A package of the units in reach; None where there is none."""
    found = _PACKAGE.first(pk=package_id, government_id=government.pk)
    if found is None or not (units is None or found.unit_id in units):
        return None
    found.government = government
    return found


_MOST_DRAFTS = 40
_DRAFTS = Question(lambda: _drafts().order_by("-pk")[:_MOST_DRAFTS])
_DRAFTS_WITHIN = Question(lambda: _drafts().filter(unit_id__among=Given("units")).order_by("-pk")[:_MOST_DRAFTS])


def drafts(government_id: int, units: Units) -> list[Package]:
    """Carts of the units in reach, the latest first."""
    if units is None:
        return _DRAFTS.rows(government_id=government_id)
    return _DRAFTS_WITHIN.rows(government_id=government_id, units=list(units))


def _drafts() -> QuerySet[Package]:
    found = Package.objects.filter(government_id=Given("government_id"), state=PackageState.DRAFT.value)
    return found.select_related("unit")


_MOST_SOURCES = 30
_SOURCES = Question(
    lambda: (
        Order.objects.filter(unit_id=Given("unit_id"))
        .order_by("-pk")
        .values_list(Value(0), "pk", "code", "title")[:_MOST_SOURCES]
        .union(
            Package.objects.filter(unit_id=Given("unit_id"))
            .exclude(pk=Given("package_id"))
            .order_by("-pk")
            .values_list(Value(1), "pk", Value(""), "title")[:_MOST_SOURCES],
            all=True,
        )
    )
)


def sources(package: Package) -> list[tuple[int, int, str, str]]:
    """The latest orders (0) and other packages (1) of the package's unit, in no order: kind, id, code, title."""
    return _SOURCES.rows(unit_id=package.unit_id, package_id=package.pk)


def orders(government_id: int, units: Units) -> QuerySet[Order]:
    """Orders of the units in reach."""
    found = Order.objects.filter(government_id=government_id)
    return within(found.select_related("unit", "firm", "package"), units)


def orders_of_firm(firm_id: int) -> QuerySet[Order]:
    """Orders to a firm: those that are negotiated with it, others once the PPK has signed them."""
    found = Order.objects.filter(OF_A_FIRM, firm_id=firm_id)
    return found.select_related("unit", "government", "firm", "package")


def templates(government_id: int, units: frozenset[int] | None) -> list[Template]:
    """The standing templates of these units (None: of all), with their lines. Two queries."""
    found = Template.objects.filter(government_id=government_id, withdrawn_at__isnull=True).select_related("unit")
    if units is not None:
        found = found.filter(unit_id__in=units)
    return list(found.prefetch_related("lines"))
