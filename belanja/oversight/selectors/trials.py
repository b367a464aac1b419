"""How often a question would be asked under other thresholds: tried on history before anybody proposes a change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules import parameters
from belanja.rules.buying.policy import Book
from belanja.rules.flags import engine
from belanja.rules.flags.model import Indicator, Verdict

from ..sweep import history


@dataclass(frozen=True)
class Trial:
    """What the question says of all that is on record, today and as proposed."""

    now: Counter[Verdict]
    then: Counter[Verdict]


def trial(*, government: Government, indicator: Indicator, values: Mapping[str, str]) -> Trial:
    """Ask everything on record twice. `values`: of rows that the indicator looks at, as numbers with a decimal point.
    Raises RuleBroken 404 or 422 for a value that the register would not take."""
    book = institutions.book(government_id=government.pk, on=clock.today())
    checked = {key: parameters.checked_value(key, value) for key, value in values.items() if key in indicator.rows}
    rows = {key: replace(row, value=checked[key]) if key in checked else row for key, row in book.rows.items()}
    asked = list(history(government, indicator))
    return Trial(
        engine.counted(indicator, asked, book=book), engine.counted(indicator, asked, book=Book(book.day, rows))
    )
