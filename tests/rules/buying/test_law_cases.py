"""The table of law cases, under the rules of 2023 and of 2026; stored answers asked again; every threshold mutated."""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from belanja.rules import parameters
from belanja.rules.buying.parameters import BUYING
from belanja.rules.buying.policy import Answer, Book, asked_and_kept, book_of, replayed
from belanja.rules.buying.policy.book import Noted
from belanja.rules.buying.policy.engine import RULES
from belanja.rules.buying.tax_parameters import TAXES
from belanja.rules.decisions import RuleBroken

from . import law

ASKED = [(row, day) for row in law.CASES for day in law.days_of(row)]
NAMES = [f"{row['id']}-{day.year}" for row, day in ASKED]
#: Dated rows by which the rules of buying go.
ROWS = [
    *BUYING,
    *TAXES,
    *(parameters.BY_KEY[key] for key in ("pdn.tkdn.minimum", "pdn.tkdn_bmp.wajib", "pdn.bmp.terbesar")),
]


@pytest.mark.parametrize(("row", "day"), ASKED, ids=NAMES)
def test_a_law_case(row: law.Facts, day: date) -> None:
    book = law.book_for(row, day)
    assert law.expected(row, day)
    assert law.differences(row, day, book) == []
    first, wanted = next(iter(law.expected(row, day).items()))
    if row.get("kind", "aturan") == "aturan" and wanted != law.SILENT:
        assert row["article"] in law.says(row, day, book)[first]["article"]


def test_the_table_is_large_and_every_case_has_a_name_of_its_own() -> None:
    assert len(law.CASES) >= 120
    assert len({row["id"] for row in law.CASES}) == len(law.CASES)
    assert all(row["says"] for row in law.CASES)


def test_every_rule_speaks_and_falls_silent_and_every_outcome_is_met() -> None:
    met: dict[str, Counter[str]] = {}
    for row, day in ASKED:
        for rule, wanted in law.expected(row, day).items():
            if "." in rule:
                outcome = wanted["outcome"] if isinstance(wanted, dict) else wanted
                met.setdefault(rule, Counter())[outcome] += 1
    assert len(met) >= len(RULES)
    assert {outcome for outcomes in met.values() for outcome in outcomes} == {
        "boleh", "peringatan", "perlu_alasan", "ditolak", law.SILENT,
    }  # fmt: skip
    assert not [rule for rule, outcomes in met.items() if len(outcomes) < 2]


@pytest.mark.parametrize(("row", "day"), ASKED, ids=NAMES)
def test_what_was_kept_is_asked_again_with_the_same_answers(row: law.Facts, day: date) -> None:
    if row.get("kind", "aturan") != "aturan":
        return
    answers, record = asked_and_kept(law.purchase(row["facts"], day), book=law.book_for(row, day))
    stored = json.loads(json.dumps(record()))
    assert replayed(stored) == answers
    assert tuple(Answer.from_json(one) for one in stored["answers"]) == answers
    # The same case under other rules of another day keeps speaking by the rules of its own.
    assert asked_and_kept(law.purchase(row["facts"], day), book=law.book_for(row, day))[1]() == record()


def _mutations(seed: parameters.Parameter) -> list[str]:
    """The lawful neighbours of a value: one unit (of its last digit) more and less, or the other words."""
    if not any(character.isdigit() for character in seed.value) or seed.unit == "naskah":
        words = ("ya", "tidak", "12/2021", "46/2025", "bagian", "seluruh", "bendahara", "pihak_lain")
        found = [word for word in words if word != seed.value]
    else:
        value = Decimal(seed.value)
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        found = [str(value + step), str(value - step)]
    return [one for one in found if _lawful(seed.key, one)]


def _lawful(key: str, value: str) -> bool:
    try:
        parameters.checked_value(key, value)
    except RuleBroken:
        return False
    return True


def _looking() -> dict[str, list[tuple[law.Facts, date]]]:
    """By key: the cases whose rules look at its value at all."""
    found: dict[str, list[tuple[law.Facts, date]]] = defaultdict(list)
    for row, day in ASKED:
        rows = Noted(law.book_for(row, day).rows)
        law.says(row, day, Book(day, rows))
        for key in rows.looked_at:
            found[key].append((row, day))
    return found


LOOKING = _looking()
MUTATIONS = [(seed, value) for seed in ROWS for value in _mutations(seed)]


def _noticed(seed: parameters.Parameter, value: str) -> str:
    """The first law case that fails when this row says something else; empty: none."""
    for row, day in LOOKING[seed.key]:
        book = law.book_for(row, day)
        held = book.row(seed.key)
        if held.valid_from != seed.valid_from or seed.key in law.set_by(row):
            continue
        if law.differences(row, day, Book(day, {**book.rows, seed.key: replace(held, value=value)})):
            return str(row["id"])
    return ""


@pytest.mark.parametrize(
    ("seed", "value"), MUTATIONS, ids=[f"{seed.key}-{seed.valid_from.year}-{value}" for seed, value in MUTATIONS]
)
def test_a_law_case_notices_every_change_of_a_threshold(seed: parameters.Parameter, value: str) -> None:
    assert _noticed(seed, value)


def test_every_row_was_mutated() -> None:
    assert {(seed.key, seed.valid_from) for seed, _ in MUTATIONS} == {(seed.key, seed.valid_from) for seed in ROWS}
    assert all(book_of(day).rows.keys() >= {seed.key for seed in ROWS} for day in law.DAYS)
