"""What was asked and answered, as JSON, so that it can be asked again under the rules of its day.

Amounts are text, days ISO, sets sorted: the same case is the same JSON. Of the thresholds only those are kept that the
rules looked at.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ...kept import made, plain
from .book import Book, Noted, Threshold
from .engine import ask
from .model import Answer, Case


def asked_and_kept(case: Case, *, book: Book) -> tuple[tuple[Answer, ...], Callable[[], dict[str, Any]]]:
    """The answers, and what makes a record (JSON) from which `replayed` gives the same ones. It is made when asked for:
    a page that only shows the answers keeps none, and it grows with the unit's other orders."""
    rows = Noted(book.rows)
    answers = ask(case, book=Book(book.day, rows))

    def record() -> dict[str, Any]:
        return {
            "case": plain(case),
            "rows": [plain(book.rows[key]) for key in sorted(rows.looked_at)],
            "answers": [answer.as_json() for answer in answers],
        }

    return answers, record


def replayed(record: Mapping[str, Any]) -> tuple[Answer, ...]:
    """The rules asked again with the case and the thresholds of a record. Raises KeyError, TypeError or ValueError for
    what is no record."""
    case = made(Case, record["case"])
    rows = {row["key"]: made(Threshold, row) for row in record["rows"]}
    return ask(case, book=Book(case.day, rows))
