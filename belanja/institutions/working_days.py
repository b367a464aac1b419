"""Working days of a government: the rule of `rules.working_days` with the table of holidays. The one way to count them.

A year whose decree nobody has entered has only Saturdays and Sundays off: its terms end earlier than the law's.
"""

from datetime import date

from belanja.journal.readings import Part, kept
from belanja.rules import working_days as rules

from .models import Holiday


@kept(Part.RULES)
def holidays(government_id: int | None) -> frozenset[date]:
    """Days off of a government (None: of everybody), its own rows before the general ones. Kept until they change."""
    rows = Holiday.objects.filter(withdrawn_at__isnull=True, government__isnull=True)
    if government_id is not None:
        rows |= Holiday.objects.filter(withdrawn_at__isnull=True, government_id=government_id)
    works: dict[date, bool] = {}
    for day, of, at_work in rows.values_list("day", "government_id", "works"):
        if of is not None or day not in works:
            works[day] = at_work
    return frozenset(day for day, at_work in works.items() if not at_work)


def listed(government_id: int) -> list[Holiday]:
    """The rows of the table that a government goes by, its own and the general ones, by day, with their grounds."""
    rows = Holiday.objects.filter(withdrawn_at__isnull=True)
    found = rows.filter(government__isnull=True) | rows.filter(government_id=government_id)
    return list(found.select_related("legal_basis").order_by("day", "pk"))


def after(day: date, count: int, *, government_id: int | None) -> date:
    """The day `count` working days later."""
    return rules.working_days_after(day, count, holidays(government_id))


def between(first: date, last: date, *, government_id: int | None) -> int:
    """Working days after `first` until and with `last`."""
    return rules.working_days_between(first, last, holidays(government_id))


#: Monday, 3 January 2000: from here on `counted_sql` numbers working days.
_MONDAY = "DATE '2000-01-03'"


@kept(Part.RULES)
def days_off(government_id: int | None) -> str:
    """Holidays that fall on Monday to Friday, in order, as PostgreSQL reads an array of days: what `counted_sql` needs.
    Kept until they change."""
    days = sorted(day for day in holidays(government_id) if rules.is_working_day(day, ()))
    return f"{{{','.join(day.isoformat() for day in days)}}}"


def counted_sql(day: str) -> str:
    """SQL for the number of a day among working days: the difference of two is `between` of them, where the second is
    not earlier. `day`: an expression of type date; parameter `off`: `days_off`."""
    since = f"(({day}) - {_MONDAY})"
    whole = f"floor({since} / 7.0)::int * 5 + least(mod(mod({since}, 7) + 7, 7) + 1, 5)"
    return f"({whole} - width_bucket({day}, %(off)s::date[]))"
