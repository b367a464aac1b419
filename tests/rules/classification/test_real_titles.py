"""A dose of `make prove-classification`: the held-out half of the judged real lines keeps its floor."""

import pytest

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Reader
from belanja.rules.intervals import wilson
from prove.classification import FLOOR_PRECISION, outcome_of, verdict_of
from prove.plan_titles import SHARED, judged, labels

LEAST_COVERAGE = 0.75


def test_labels_name_classes_that_exist() -> None:
    known = labels("first")
    assert len(known) >= 400
    assert {code for codes in known.values() for code in codes} <= set(CLASSES)


@pytest.mark.parametrize("held_out", [True, False])
def test_precision_and_coverage_of_real_lines(held_out: bool) -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not here: no titles of real plans to read")
    reader = Reader(lexemes)
    lines = [one for one in judged("first") if one.held_out is held_out]
    outcome = outcome_of([(one, verdict_of(reader, one)) for one in lines])
    assert outcome.lines > 190
    assert outcome.precision >= FLOOR_PRECISION
    assert outcome.coverage >= LEAST_COVERAGE


def test_wilson_is_wide_where_little_was_seen() -> None:
    low, high = wilson(3, 3)
    assert 0.4 < low < 0.5
    assert high == 1.0
    assert wilson(0, 0) == (0.0, 1.0)
