"""Checklists are dated and cited, a paper is whole before anybody looks it over, and a frame is kept as it was read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight import frames, results
from belanja.rules.oversight.checklists import BY_CODE, CHECKLISTS, Answer, Paper, checked, checklist, problems
from belanja.rules.oversight.results import Result
from belanja.rules.oversight.reviews import Conclusion, ReviewKind, Said
from belanja.rules.oversight.sampling import Item, Method, draw

DAY = date(2026, 3, 2)
WHOLE = Paper(
    "reviu_transaksi.1",
    {one.code: Answer(Said.YES) for one in BY_CODE["reviu_transaksi.1"].questions},
    "Berkas pesanan dibaca seluruhnya.",
)


@pytest.mark.parametrize("kind", ReviewKind)
def test_each_kind_has_a_checklist_whose_questions_are_cited(kind: ReviewKind) -> None:
    found = checklist(kind, DAY)
    codes = [one.code for one in found.questions]
    assert len(codes) == len(set(codes)) >= 4
    assert all(one.text.endswith("?") and one.criterion and one.source and one.evidence for one in found.questions)
    assert len(BY_CODE) == len(CHECKLISTS)
    with pytest.raises(RuleBroken):
        checklist(kind, date(1990, 1, 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda paper: replace(paper, answers={}), "harga"),
        (lambda paper: _with(paper, Answer(Said.UNJUDGED, "")), "harga"),
        (lambda paper: _with(paper, Answer(Said.NO, "ya")), "harga"),
        (lambda paper: replace(paper, summary=" "), "summary"),
        (lambda paper: _with(paper, Answer(Said.UNJUDGED, "Pembandingnya belum diberikan.")), "conclusion"),
    ],
)
def test_a_paper_that_is_not_whole_says_where(change: Callable[[Paper], Paper], field: str) -> None:
    assert problems(WHOLE) == {}
    assert field in problems(change(WHOLE))


def _with(paper: Paper, answer: Answer) -> Paper:
    return replace(paper, answers={**paper.answers, "harga": answer})


def test_what_is_not_judged_with_its_reason_makes_a_paper_with_a_note() -> None:
    unjudged = _with(WHOLE, Answer(Said.UNJUDGED, "Pembandingnya belum diberikan."))
    assert problems(replace(unjudged, conclusion=Conclusion.NOTED)) == {}
    assert Paper.from_json(unjudged.as_json()) == unjudged


def test_answers_to_what_is_not_asked_are_refused() -> None:
    of = BY_CODE["reviu_transaksi.1"]
    assert checked(WHOLE, of) == WHOLE
    for wrong in (replace(WHOLE, checklist="pemantauan.1"), replace(WHOLE, answers={"lain": Answer(Said.YES)})):
        with pytest.raises(RuleBroken):
            checked(wrong, of)


def test_a_note_of_results_needs_every_part() -> None:
    whole = Result("Harga", "Pembanding tidak ada.", "Harga dibandingkan.", "Belum ada tata cara.",
                   "Harga mahal sekali.", "Susun tata cara.")  # fmt: skip
    assert results.problems(whole) == {}
    assert set(results.problems(replace(whole, title=" ", advice="ya"))) == {"title", "advice"}


FRAMES = st.lists(
    st.builds(
        Item,
        key=st.text(min_size=1, max_size=8),
        amount=st.decimals(min_value=0, max_value=10**12, places=2),
        stratum=st.text(max_size=4),
        risk=st.integers(0, 40),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda one: one.key,
)


@given(FRAMES, st.sampled_from(Method), st.integers(1, 12), st.randoms(use_true_random=False))
def test_from_the_kept_frame_the_same_sample_is_drawn(
    items: list[Item], method: Method, size: int, chance: Random
) -> None:
    kept = frames.packed(items)
    chance.shuffle(items)
    assert frames.packed(items) == kept
    back = frames.unpacked(kept.content, kept.digest)
    assert frames.difference(items, back).same
    assert draw(back, method=method, size=size, seed="x") == draw(items, method=method, size=size, seed="x")


@given(FRAMES)
def test_what_a_frame_has_otherwise_is_told(items: list[Item]) -> None:
    other = [replace(items[0], amount=items[0].amount + Decimal("0.01")), *items[1:-1], Item("kunci baru", Decimal(1))]
    told = frames.difference(items, other)
    assert told.added == 1
    assert told.gone == (len(items) > 1)
    assert told.altered == 1
    with pytest.raises(ValueError, match="kept"):
        frames.unpacked(frames.packed(items).content, "0" * 64)
