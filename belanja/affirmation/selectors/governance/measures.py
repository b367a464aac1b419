"""All measures of one government and year."""

from dataclasses import dataclass
from decimal import Decimal

from belanja.affirmation.figures import GovernmentRef, PullUsed
from belanja.affirmation.remembered import remembered
from belanja.affirmation.selectors.shares import reference
from belanja.institutions.models import Government
from belanja.rules import itkp as rules
from belanja.rules import tkdn
from belanja.rules.measured import Measure, Part
from belanja.rules.shares import Reason

from . import completeness, itkp
from .completeness import UnitCompleteness
from .itkp import NotComputed
from .record import GovernanceRecord, read


@dataclass(frozen=True)
class Governance:
    """The measures of a government and fiscal year as last known, each with its definition and citation."""

    government: GovernmentRef
    year: int
    components: tuple[Measure, ...]
    points: Decimal | None
    """Sum of the components, of `computed_weight` points; None while one of them is not known."""
    known_points: Decimal
    """Sum of the components that are known: the least that `points` can be."""
    computed_weight: Decimal
    not_computed: tuple[NotComputed, ...]
    tkdn: Measure
    completeness: Measure
    units: tuple[UnitCompleteness, ...]
    pulls: tuple[PullUsed, ...]


@remembered
def governance(*, government: Government, year: int) -> Governance:
    """The measures in sixteen queries, whatever the size."""
    record = read(government, year)
    components = itkp.components(record)
    values = {component.code: component.value for component in components}
    units = completeness.of_units(record)
    return Governance(
        government=reference(government),
        year=year,
        components=components,
        points=rules.computed_points(values),
        known_points=sum((value for value in values.values() if value is not None), Decimal("0.00")),
        computed_weight=sum((one.most for one in components if one.most is not None), Decimal(0)),
        not_computed=itkp.not_computed(record),
        tkdn=_tkdn(record),
        completeness=completeness.total(units),
        units=units,
        pulls=tuple(record.evidence.pulls.values()),
    )


def _tkdn(record: GovernanceRecord) -> Measure:
    found = tkdn.weighted(record.tkdn)
    parts = (
        Part("Nilai kontrak katalog yang TKDN produknya tercatat", found.with_tkdn),
        Part("Nilai kontrak katalog yang TKDN produknya tidak tercatat", found.without_tkdn),
    )
    label = "TKDN tertimbang"
    if found.percent is not None:
        return Measure("tkdn", label, found.percent, "persen", parts, tkdn.DEFINITION, tkdn.CITATION, tkdn.LEGAL_BASIS)
    loaded = record.products_loaded
    because = "tidak ada pesanan yang TKDN produknya tercatat" if loaded else "daftar produk katalog belum dimuat"
    return Measure(
        "tkdn", label, None, "persen", parts, tkdn.DEFINITION, tkdn.CITATION, tkdn.LEGAL_BASIS,
        Reason.NO_BUDGET if loaded else Reason.FEED_MISSING, because, "Biro PBJ",
    )  # fmt: skip
