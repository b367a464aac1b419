"""A dose of `make prove-classification`: every set of judged real lines keeps its floor."""

import pytest

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Reader
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


@pytest.mark.parametrize("name", ["held_out", "development", "fresh"])
def test_precision_and_coverage_of_real_lines(name: str) -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not here: no titles of real plans to read")
    reader = Reader(lexemes)
    outcome = outcome_of([(one, verdict_of(reader, one)) for one in sets()[name]])
    assert outcome.lines > 190
    assert outcome.precision >= FLOOR_PRECISION
    assert outcome.coverage >= LEAST_COVERAGE


def test_wilson_is_wide_where_little_was_seen() -> None:
    low, high = wilson(3, 3)
    assert 0.4 < low < 0.5
    assert high == 1.0
    assert wilson(0, 0) == (0.0, 1.0)
