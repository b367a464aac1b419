"""Shelves of a government for the letter: by state, by month, and those of which nothing was sold."""

from collections import Counter
from datetime import date

from belanja.affirmation.selectors.shelves import shelf_sales
from belanja.rules.listings import EtalaseState

from .model import ShelfMonth, Shelves

_ENDED = (EtalaseState.CLOSED.value, EtalaseState.MERGED.value)


def shelves_of(government_id: int, year: int, until: date) -> Shelves:
    """The shelves with each month of the year that has begun by `until`. Three queries."""
    sales = shelf_sales(government_id=government_id, on=until)
    found = [(one.state, one.opened_on, one.state_since) for one in sales.every]
    opened = Counter(_month(day) for _state, day, _since in found if day)
    frozen = Counter(_month(since) for state, _day, since in found if since and state == EtalaseState.FROZEN.value)
    ended = Counter(_month(since) for state, _day, since in found if since and state in _ENDED)
    months = [date(year, number, 1) for number in range(1, 13) if date(year, number, 1) <= until]
    return Shelves(
        by_state={state.value: sum(1 for one, _day, _since in found if one == state.value) for state in EtalaseState},
        months=tuple(ShelfMonth(month, opened[month], frozen[month], ended[month]) for month in months),
        without_sale=tuple(sale.etalase.name for sale in sales.idle),
        not_known=len(sales.unknown),
        young=len(sales.young),
        since=sales.since,
    )


def _month(day: date) -> date:
    return day.replace(day=1)
