"""A dose of `make prove-classification`: every set of judged real lines keeps its floor."""

from dataclasses import replace

import pytest

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Reader
from belanja.rules.classification.evidence import PHRASES
from belanja.rules.intervals import wilson
from prove.classification import FLOOR_PRECISION, outcome_of, sets, verdict_of
from prove.plan_titles import SHARED, labels

LEAST_COVERAGE = 0.75


def test_labels_name_classes_that_exist() -> None:
    first, second = labels("first"), labels("second")
    assert len(first) >= 400
    assert len(second) == 300
    assert not set(first) & set(second)
    assert {code for codes in (first | second).values() for code in codes} <= set(CLASSES)


@pytest.mark.parametrize("name", ["held_out", "development", "second"])
def test_precision_and_coverage_of_real_lines(name: str) -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not here: no titles of real plans to read")
    reader = Reader(lexemes)
    outcome = outcome_of([(one, verdict_of(reader, one)) for one in sets()[name]])
    assert outcome.lines > 190
    assert outcome.precision >= FLOOR_PRECISION
    assert outcome.coverage >= LEAST_COVERAGE


def test_the_floors_can_be_missed() -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not here: no titles of real plans to read")
    lines = sets()["second"]
    deaf = Reader(lexemes, [one for one in PHRASES if one.means not in ("mamin", "konstruksi", "atk")])
    assert outcome_of([(one, verdict_of(deaf, one)) for one in lines]).coverage < LEAST_COVERAGE
    wrong = Reader(lexemes, [replace(one, means="kertas") if one.means == "atk" else one for one in PHRASES])
    assert outcome_of([(one, verdict_of(wrong, one)) for one in lines]).precision < FLOOR_PRECISION


def test_wilson_is_wide_where_little_was_seen() -> None:
    low, high = wilson(3, 3)
    assert 0.4 < low < 0.5
    assert high == 1.0
    assert wilson(0, 0) == (0.0, 1.0)
