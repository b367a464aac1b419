"""The measures beside the shares once more, in plain Python over source rows: what `governance` says must be this."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from belanja.affirmation.selectors.governance import Governance
from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.intake.models import SourceRow
from belanja.rules import itkp, rup
from belanja.rules.channels import Channel, Stage

from .orders import Order, imported_orders
from .rows import Tree, current_rows, tree_of

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Recounted:
    """Numbers as counted anew, by the code of the measure and the place of the part."""

    parts: dict[str, tuple[Decimal, ...]]
    values: dict[str, Decimal]


def recount_governance(found: Governance, *, judged: date | None = None) -> Recounted:
    """Count again. `judged`: the day on which the RUP is judged (31 March of the year)."""
    government_id, year = found.government.id, found.year
    day = min(judged or date(year, 3, 31), clock.today())
    tree = tree_of(government_id, year, min(clock.today(), date(year, 12, 31)))
    orders = list(imported_orders(government_id, year, tree).values())
    budgets = {unit.code: unit.budget for unit in found.units if unit.budget}
    by_day, whole, methods = _plans(government_id, year, tree, day, set(budgets))
    sirup_base = sum((budget for budget in budgets.values() if budget), ZERO)
    tender, direct = _finished(orders, Channel.TENDER), _finished(orders, Channel.NON_TENDER)
    contracted = sum(1 for order in tender if order.stages & Stage.CONTRACTED)
    catalogue = [
        order
        for order in orders
        if order.channel in (Channel.V5, Channel.V6) and order.stages and not order.stages & Stage.CANCELLED
    ]
    done = sum(1 for order in catalogue if order.stages & Stage.COMPLETED)
    shops = sum(1 for order in orders if order.channel is Channel.TOKO_DARING and order.stages & Stage.COMPLETED)
    tender_base = sum((methods[name] for name in itkp.TENDER_METHODS), ZERO)
    direct_base = sum((methods[name] for name in itkp.DIRECT_METHODS), ZERO)
    with_tkdn, without, mean = _tkdn(government_id, year, orders)
    parts = {
        "sirup": (by_day, sirup_base),
        "etendering": (_pagu(tender), tender_base),
        "nonetendering": (_pagu(direct), direct_base),
        "ekontrak": (Decimal(contracted), Decimal(len(tender))),
        "ekatalog": (Decimal(done), Decimal(len(catalogue))),
        "toko_daring": (Decimal(shops),),
        "tkdn": (with_tkdn, without),
        "rup_completeness": (whole, sirup_base),
    }
    values = {
        "sirup": _points(by_day, sirup_base, 10, "0.5", penalised=True),
        "etendering": _points(_pagu(tender), tender_base, 5, "0.5", penalised=True),
        "nonetendering": _points(_pagu(direct), direct_base, 5, "0.5", penalised=True),
        "ekontrak": _points(Decimal(contracted), Decimal(len(tender)), 5, "0.2"),
        "ekatalog": _points(Decimal(done), Decimal(len(catalogue)), 4, "0.5"),
        "toko_daring": Decimal("1.00") if shops else ZERO,
        "tkdn": mean,
        "rup_completeness": None if not sirup_base else _half_up(Fraction(whole) / Fraction(sirup_base) * 100),
    }
    return Recounted(parts, {code: value for code, value in values.items() if value is not None})


def governance_differences(found: Governance) -> list[str]:
    """Where the published measures and the recount disagree; measures that are not known are left out."""
    counted = recount_governance(found)
    told = []
    for measure in (*found.components, found.tkdn, found.completeness):
        if measure.value is None:
            continue
        if measure.value != counted.values.get(measure.code):
            told.append(f"{measure.code}: {measure.value} lawan {counted.values.get(measure.code)}")
        parts = [part.value for part in measure.parts if not part.aside]
        if parts != list(counted.parts[measure.code]):
            told.append(f"{measure.code}: bagian {parts} lawan {counted.parts[measure.code]}")
    return told


def _plans(
    government_id: int, year: int, tree: Tree, day: date, known: set[str]
) -> tuple[Decimal, Decimal, dict[str, Decimal]]:
    """Pagu of units with a known budget: announced by the day, and all; and of all units by method."""
    by_day = whole = ZERO
    methods: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in current_rows(government_id, year, ("rup_penyedia", "rup_swakelola")):
        payload = row.payload
        announced = rup.is_announced(payload.get("status_umumkan"))
        if not announced or not rup.is_active(payload.get("aktif"), payload.get("dihapus")):
            continue
        pagu = Decimal(payload["pagu"])
        if row.feed == "rup_penyedia":
            methods[rup.method_name(payload.get("metode")).lower()] += pagu
        if tree.pd_of(tree.code_of(row)) in known:
            whole += pagu
            when = payload.get("diumumkan")
            if when is not None and date.fromisoformat(when[:10]) <= day:
                by_day += pagu
    return by_day, whole, methods


def _finished(orders: list[Order], channel: Channel) -> list[Order]:
    column = "status_tender" if channel is Channel.TENDER else "status"
    return [
        order
        for order in orders
        if order.channel is channel
        and not order.stages & (Stage.CANCELLED | Stage.UNCERTAIN)
        and (order.rows[0].payload.get(column) or "").strip().lower() not in itkp.GOES_ON
    ]


def _pagu(orders: list[Order]) -> Decimal:
    return sum((Decimal(order.rows[0].payload["pagu"]) for order in orders if order.rows[0].payload.get("pagu")), ZERO)


def _tkdn(government_id: int, year: int, orders: list[Order]) -> tuple[Decimal, Decimal, Decimal | None]:
    """Contracted rupiah with and without a TKDN on record, and the mean."""
    said: dict[str, set[Decimal | None]] = defaultdict(set)
    rows = SourceRow.objects.filter(feed="products", pull_to__isnull=True).values_list("payload", flat=True)
    for payload in rows.iterator(chunk_size=5000):
        tkdn = Decimal(payload["tkdn"]) if payload.get("tkdn") is not None else None
        said[payload["kd_produk"]].add(tkdn or None)
    known = unknown = ZERO
    product = Fraction(0)
    for order in orders:
        if order.channel not in (Channel.V5, Channel.V6):
            continue
        for part in order.parts(Stage.CONTRACTED):
            contents = said.get(part.product or "", {None})
            content = next(iter(contents)) if len(contents) == 1 else None
            if content is None:
                unknown += part.amount
            else:
                known += part.amount
                product += Fraction(part.amount) * Fraction(content)
    own = SpendFact.objects.filter(
        government_id=government_id, year=year, channel=Channel.NATIVE, stage=Stage.CONTRACTED, counts=True,
        known_to__isnull=True,
    )  # fmt: skip
    unknown += sum(own.values_list("amount", flat=True), ZERO)
    return known, unknown, _half_up(product / Fraction(known)) if known else None


def _points(above: Decimal, below: Decimal, weight: int, least: str, *, penalised: bool = False) -> Decimal | None:
    if below <= 0:
        return None
    ratio = Fraction(above) / Fraction(below)
    if ratio <= Fraction(least):
        return ZERO
    if ratio > 1:
        ratio = max(Fraction(0), 2 - ratio) if penalised else Fraction(1)
    return _half_up(ratio * weight)


def _half_up(exact: Fraction) -> Decimal:
    return Decimal(floor(exact * 100 + Fraction(1, 2))).scaleb(-2)
