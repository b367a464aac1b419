"""Contracted value by class of PDN and by scale of the firm, from source rows, in plain Python."""

from datetime import date
from decimal import Decimal

from belanja.facts.models import SpendFact
from belanja.rules.channels import Channel, Stage
from belanja.rules.firms import is_umkk
from belanja.rules.pdn import Thresholds
from belanja.rules.spend_classes import PdnSpend, ScaleSpend, SpendClasses, of_content

from .marks import PDN_BUKTI, UMKK_BUKTI, MarkedPart, Marks, bought_as, marks_of
from .orders import Order, imported_orders
from .rows import tree_of

ZERO = Decimal("0.00")


def class_sums(government_id: int, year: int, limit: Thresholds, as_of: date | None = None) -> SpendClasses:
    """The same classes as `facts.selectors.spend_classes`, counted anew."""
    tree, marks = tree_of(government_id, year, date(year, 12, 31)), marks_of(government_id, year)
    pdn, scales = dict.fromkeys(PdnSpend, ZERO), dict.fromkeys(ScaleSpend, ZERO)
    for order in imported_orders(government_id, year, tree).values():
        small, larger = _scales(marks, order)
        for part in marks.of(order, Stage.CONTRACTED):
            if not _in_time(part.day, as_of):
                continue
            yes, no = part.marks[PDN_BUKTI]
            pdn[_product(marks, order, part, limit)] += yes
            pdn[PdnSpend.FOREIGN] += no
            pdn[PdnSpend.OPEN] += part.amount - yes - no
            yes, no = part.marks[UMKK_BUKTI]
            scales[small] += yes
            scales[larger] += no
            scales[ScaleSpend.OPEN] += part.amount - yes - no
    for fact in _native(government_id, year, as_of):
        domestic, is_small = bought_as(fact)
        pdn[PdnSpend(fact.pdn_class) if domestic else PdnSpend.OPEN if domestic is None else PdnSpend.FOREIGN] += (
            fact.amount
        )
        scales[ScaleSpend.OPEN if is_small is None else ScaleSpend(fact.business_scale)] += fact.amount
    return pdn, scales


def class_differences(published: SpendClasses, counted: SpendClasses) -> list[str]:
    """Classes on which both computations disagree, to the sen; empty when they agree."""
    (pdn, scales), (pdn_again, scales_again) = published, counted
    return [
        f"kelas PDN {one.label}: {amount} lawan {pdn_again[one]}"
        for one, amount in pdn.items()
        if amount != pdn_again[one]
    ] + [
        f"skala usaha {size.label}: {amount} lawan {scales_again[size]}"
        for size, amount in scales.items()
        if amount != scales_again[size]
    ]


def _product(marks: Marks, order: Order, part: MarkedPart, limit: Thresholds) -> PdnSpend:
    """The one class that all listings of the part's product prove."""
    if marks.products.get(part.product or "") != {True} or marks.pdn_part(order) not in (None, order.total):
        return PdnSpend.TOLD
    found = {of_content(tkdn, bmp, limit) for tkdn, bmp in marks.contents[part.product or ""]}
    return found.pop() if len(found) == 1 else PdnSpend.TOLD


def _scales(marks: Marks, order: Order) -> tuple[ScaleSpend, ScaleSpend]:
    """The classes of what goes to small firms and of what does not."""
    said = set(marks.scales_of(order))
    if len(said) != 1:
        return ScaleSpend.TOLD, ScaleSpend.OTHER
    scale = said.pop()
    if is_umkk(scale):
        return ScaleSpend(scale.value), ScaleSpend.OTHER
    return ScaleSpend.TOLD, ScaleSpend(scale.value)


def _native(government_id: int, year: int, as_of: date | None) -> list[SpendFact]:
    """Own packages have no source row: their lines keep what they were bought as."""
    facts = SpendFact.objects.filter(
        government_id=government_id, year=year, channel=Channel.NATIVE, stage=Stage.CONTRACTED, counts=True,
        known_to__isnull=True,
    )  # fmt: skip
    return [fact for fact in facts if _in_time(fact.day, as_of)]


def _in_time(day: date | None, as_of: date | None) -> bool:
    return as_of is None or (day is not None and day <= as_of)
