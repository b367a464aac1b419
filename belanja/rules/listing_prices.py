"""What a change of price asks for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from .listing_content import Price


def rises(
    old: Sequence[Price], new: Sequence[Price], *, percent: Decimal, names: Mapping[str, str] | None = None
) -> list[str]:
    """The prices that rise by more than `percent` over the price of the same region and quantity (or, for a new
    region, over the one that held everywhere), in words; nothing where none does. `names`: of
    regions by their code."""
    before = {(one.region, one.least_quantity): one.amount for one in old}
    found = []
    for one in new:
        was = before.get((one.region, one.least_quantity), before.get(("", one.least_quantity)))
        if was is not None and one.amount > was * (1 + percent / 100):
            place = f" untuk {(names or {}).get(one.region, one.region)}" if one.region else ""
            found.append(f"dari Rp{_money(was)} menjadi Rp{_money(one.amount)}{place}")
    return found


def _money(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", ".")
