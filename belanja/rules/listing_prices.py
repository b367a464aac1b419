"""What a change of price asks for.

A rise is held against the lowest price of the last days (`katalog.harga.hari_terendah`), so that small steps of one day
add up; against what each buyer paid, so that moving a price to another region or quantity hides nothing; and on one
basis: without tax per base unit where that is known (`rules.asked.times`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .asked import Asked, Statement, reached, times
from .listing_content import Content
from .listings import TaxBasis
from .prices import per_base


@dataclass(frozen=True)
class Rise:
    """`by`: how many times the old price the new one is; None where it cannot be told."""

    old: Asked
    new: Asked
    place: str
    quantity: Decimal
    by: Decimal | None


def found(held: Iterable[Sequence[Asked]], new: Sequence[Asked], *, percent: Decimal) -> list[Rise]:
    """The buyers (a place and a quantity) for whom `new` is more than `percent` above the lowest of the prices that
    held (`held`: each time what held together), or for whom that cannot be told."""
    before = [list(rows) for rows in held]
    everything = [*new, *(row for rows in before for row in rows)]
    rises = []
    for place in dict.fromkeys(row.place for row in everything):
        for quantity in sorted({row.least_quantity for row in everything}):
            now = reached(new, place=place, quantity=quantity)
            was = [row for rows in before for row in reached(rows, place=place, quantity=quantity)]
            if now and was:
                rises.append(_rise(was, now[0], str(place or ""), quantity))
    return [one for one in rises if one.by is None or one.by > 1 + percent / 100]


def _rise(was: Sequence[Asked], now: Asked, place: str, quantity: Decimal) -> Rise:
    parts = [(times(row, now), row) for row in was]
    known = [(part, row) for part, row in parts if part is not None]
    if len(known) < len(parts):
        return Rise(next(row for part, row in parts if part is None), now, place, quantity, None)
    most, row = max(known, key=lambda one: one[0])
    return Rise(row, now, place, quantity, most)


def rises(
    old: Content,
    new: Content,
    *,
    percent: Decimal,
    lately: Iterable[Sequence[Asked]] = (),
    names: Mapping[str, str] | None = None,
) -> list[str]:
    """What rises by more than `percent` over what is stated now (`old`) and what held lately (places as codes), or of
    which that cannot be told: in words that go on after "Harga". `names`: of places by their code."""
    before = [asked(old), *lately]
    if old.base_unit != new.base_unit:
        before = [[_other_unit(row, same=old.unit == new.unit) for row in rows] for rows in before]
    steep = sorted(found(before, asked(new), percent=percent), key=lambda one: one.by is None)
    return list(dict.fromkeys(_clause(one, percent, names or {}) for one in steep))


def asked(content: Content) -> list[Statement]:
    """What a statement asks of buyers."""
    try:
        basis = TaxBasis(content.tax_basis)
    except ValueError:
        basis = TaxBasis.UNKNOWN
    tax = None if basis is TaxBasis.EXEMPT else content.tax_percent
    return [
        Statement(
            one.region or None,
            one.least_quantity,
            one.amount,
            basis,
            tax,
            per_base(one.amount, content.pack_size, basis, tax),
        )
        for one in content.prices
    ]


def _other_unit(row: Asked, *, same: bool) -> Statement:
    """A price per base unit says nothing of another base unit; nor the amount, where the sold unit is another too."""
    return Statement(
        row.place, row.least_quantity, row.amount, row.basis if same else TaxBasis.UNKNOWN, row.tax_percent, None
    )


def _clause(one: Rise, percent: Decimal, names: Mapping[str, str]) -> str:
    if one.by is None:
        return f"belum dapat dibandingkan dengan yang sebelumnya ({_words(one, names)})"
    return f"naik lebih dari {percent.normalize():f}% ({_words(one, names)})"


def _words(one: Rise, names: Mapping[str, str]) -> str:
    old, new = one.old, one.new
    where = f" untuk {names.get(one.place, one.place)}" if one.place else ""
    where += f" mulai {one.quantity.normalize():f} satuan" if one.quantity > 1 else ""
    taxed = (old.basis, old.tax_percent) != (new.basis, new.tax_percent)
    was, now = (
        f"Rp{_money(row.amount)} {row.basis.label}" if taxed else f"Rp{_money(row.amount)}" for row in (old, new)
    )
    said = f"dari {was} menjadi {now}{where}"
    if one.by and not taxed and abs(old.amount * one.by - new.amount) > new.amount / 1000:
        said += f", {(one.by - 1) * 100:.0f}% lebih mahal per satuan isi"
    return said


def _money(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", ".")
