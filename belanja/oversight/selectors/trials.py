"""How often a question would be asked under other thresholds: tried on history before anybody proposes a change."""

import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from django.db import OperationalError

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules import parameters
from belanja.rules.buying.policy import Book
from belanja.rules.decisions import RuleBroken
from belanja.rules.flags import engine
from belanja.rules.flags.model import Indicator, Verdict

from ..sweep import bounded, history

#: Somebody waits for a trial: so many seconds are given to reading, and so many to all of it.
READING, ALL = 8, 16


@dataclass
class Trial:
    """What the question says of what is on record, today and as proposed. `cut`: there was more than could be asked in
    the time; then it is of a part, what was recorded first."""

    now: Counter[Verdict] = field(default_factory=Counter)
    then: Counter[Verdict] = field(default_factory=Counter)
    cut: bool = False

    @property
    def asked(self) -> int:
        return self.now.total()


def trial(*, government: Government, indicator: Indicator, values: Mapping[str, str]) -> Trial:
    """Ask what is on record twice, as much of it as the time allows. `values`: of rows that the indicator looks at, as
    numbers with a decimal point. Raises RuleBroken 404 or 422 for a value that the register would not take, 422 where
    not even the first of it came in time."""
    book = institutions.book(government_id=government.pk, on=clock.today())
    checked = {key: parameters.checked_value(key, value) for key, value in values.items() if key in indicator.rows}
    rows = {key: replace(row, value=checked[key]) if key in checked else row for key, row in book.rows.items()}
    other, made, end = Book(book.day, rows), Trial(), time.monotonic() + ALL
    try:
        with bounded(READING) as bound, closing(history(government, indicator, seconds=ALL)) as found:
            for one in found:
                made.now.update(engine.counted(indicator, [one], book=book))
                made.then.update(engine.counted(indicator, [one], book=other))
                if time.monotonic() > end:
                    made.cut = True
                    break
            made.cut = made.cut or bound.cut
    except OperationalError as late:
        raise RuleBroken("trial_too_long", f"Catatannya terlalu banyak untuk dicoba dalam {ALL} detik.") from late
    return made
