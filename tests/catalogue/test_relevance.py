"""A dose of `make prove-relevance` over the sample: the order may become better, never worse."""

import pytest

from prove import relevance
from prove.judging import Typo, judgments, ndcg, typos

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FLOOR_NDCG, FLOOR_TYPOS = 0.93, 0.99


def test_judged_questions_and_typos_keep_their_floor() -> None:
    relevance.sample_world()
    told = relevance.asked(judgments("contoh"))
    assert told["queries"] >= 190
    assert told["empty"] == 0
    assert told["ndcg10"] >= FLOOR_NDCG
    mended = relevance.mended(count=150)
    assert mended["found_in_first_five"] >= FLOOR_TYPOS
    assert mended["single_words"] >= FLOOR_TYPOS


def test_every_question_is_judged_once() -> None:
    for world in ("contoh", "nyata"):
        asked = [one.question for one in judgments(world)]
        assert len(asked) == len(set(asked)) >= 100


def test_gain_is_one_for_the_best_order_and_less_for_any_other() -> None:
    assert ndcg([3, 2, 1], [1, 2, 3]) == 1.0
    assert 0 < ndcg([1, 2, 3], [1, 2, 3]) < 1.0
    assert ndcg([], [3]) == 0.0


def test_slips_are_slips_of_one_letter() -> None:
    made = typos(["kertas hvs"], 40, usable=lambda word: word != "keras")
    assert len(made) == 40
    assert all(isinstance(one, Typo) and one.typed.endswith(" hvs") and "keras" not in one.typed for one in made)
