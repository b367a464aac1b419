"""A dose of `make prove-classification`: every set of judged real lines keeps its floor."""

from dataclasses import replace

import pytest

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Reader
from belanja.rules.classification.evidence import PHRASES
from belanja.rules.intervals import wilson
from prove.classification import FLOORS, Outcome, kept, outcome_of, sets, verdict_of
from prove.plan_titles import SAMPLES, SHARED, labels

needs_feeds = pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED} is not here: no titles of real plans to read")


def test_labels_name_classes_that_exist() -> None:
    samples = [labels(name) for name in SAMPLES]
    assert [len(one) for one in samples] == [412, 300, 150, 94]
    assert len({key for one in samples for key in one}) == 412 + 300 + 150 + 94, "no line is judged in two samples"
    assert {code for one in samples for codes in one.values() for code in codes} <= set(CLASSES)


@needs_feeds
def test_every_judged_line_is_in_the_feeds() -> None:
    assert {name: len(lines) for name, lines in sets().items()} == {
        "held_out": 201, "development": 211, "second": 300, "ministry": 150, "ministry_held_out": 94,
    }  # fmt: skip


@needs_feeds
@pytest.mark.parametrize("name", FLOORS)
def test_precision_and_coverage_of_real_lines(name: str) -> None:
    outcome = outcome_by(Reader(lexemes), name)
    assert kept(name, outcome.precision, outcome.coverage), outcome


@needs_feeds
def test_the_floors_can_be_missed() -> None:
    deaf = Reader(lexemes, [one for one in PHRASES if one.means not in ("mamin", "konstruksi", "atk")])
    outcome = outcome_by(deaf, "second")
    assert outcome.precision >= FLOORS["second"][0]
    assert not kept("second", outcome.precision, outcome.coverage), "too little is told"
    wrong = Reader(lexemes, [replace(one, means="kertas") if one.means == "atk" else one for one in PHRASES])
    outcome = outcome_by(wrong, "second")
    assert not kept("second", outcome.precision, 1), "too much is told wrongly"


def outcome_by(reader: Reader, name: str) -> Outcome:
    return outcome_of([(one, verdict_of(reader, one)) for one in sets()[name]])


def test_wilson_is_wide_where_little_was_seen() -> None:
    low, high = wilson(3, 3)
    assert 0.4 < low < 0.5
    assert high == 1.0
    assert wilson(0, 0) == (0.0, 1.0)
