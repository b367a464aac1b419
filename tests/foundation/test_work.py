"""Steps that nobody waits for: each gets its turn, and one that fails keeps none of the others from theirs."""

import threading
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from belanja.foundation import clock, work


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_steps", {})
    monkeypatch.setattr(work, "_last", {})
    monkeypatch.setattr(work, "_apart", set())
    monkeypatch.setattr(work, "_REST", 0.001)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)


def test_every_step_has_its_turn() -> None:
    left = {"a": 2, "b": 1}

    def take(name: str) -> bool:
        left[name] -= 1
        return left[name] >= 0

    work.step("a")(lambda: take("a"))
    work.step("b")(lambda: take("b"))

    assert work.once()
    assert work.once()
    assert not work.once()
    assert left == {"a": -1, "b": -2}


def test_a_step_that_fails_is_told_and_waits(caplog: pytest.LogCaptureFixture) -> None:
    stopped = threading.Event()
    done: list[int] = []

    @work.step("bad")
    def bad() -> bool:
        done.append(0)
        raise ValueError("rusak")

    @work.step("good")
    def good() -> bool:
        done.append(1)
        if done.count(1) == 3:
            stopped.set()
        return True

    work.until(stopped)
    assert done == [0, 1, 1, 1]
    assert "step bad failed" in caplog.text


def test_what_takes_long_keeps_nobody_from_his_turn() -> None:
    stopped, begun, ended = threading.Event(), threading.Event(), threading.Event()

    @work.step("long", apart=True)
    def long() -> bool:
        begun.set()
        ended.wait(10)
        return False

    @work.step("short")
    def short() -> bool:
        if begun.wait(10):
            stopped.set()
        return False

    work.until(stopped)
    assert not ended.is_set(), "the short one had its turn while the long one was under way"
    ended.set()


#: Day and minute of the month, in WIB, at which all steps are asked.
ASKED = ("05 09:00", "05 09:30", "05 10:00", "05 10:05", "05 23:50", "06 00:01", "06 00:30", "06 00:50", "06 01:01")


def at(told: str) -> datetime:
    return datetime.strptime(f"2026-01-{told}", "%Y-%m-%d %H:%M").replace(tzinfo=clock.WIB)


def test_a_step_with_a_time_is_taken_after_its_pause_or_on_a_new_day() -> None:
    taken: dict[str, list[str]] = {"hour": [], "hour or day": [], "day": []}

    def take(name: str) -> bool:
        taken[name].append(clock.wib(clock.now()).strftime("%d %H:%M"))
        return True

    work.every("hour", timedelta(hours=1))(lambda: take("hour"))
    work.every("hour or day", timedelta(hours=1), new_day=True)(lambda: take("hour or day"))
    work.daily("day")(lambda: take("day"))
    for told in ASKED:
        with clock.frozen(at(told)):
            assert work.once() == any(told in times for times in taken.values())
            assert not work.once(), "what was taken in this minute has its pause"

    assert taken == {
        "hour": ["05 09:00", "05 10:00", "05 23:50", "06 00:50"],
        "hour or day": ["05 09:00", "05 10:00", "05 23:50", "06 00:01", "06 01:01"],
        "day": ["05 09:00", "06 00:01"],
    }


@pytest.mark.parametrize(("insist", "passes"), [(True, 3), (False, 2)])
def test_a_pass_that_failed_is_taken_again_or_waits_for_its_time(insist: bool, passes: int) -> None:
    done: list[int] = []

    @work.every("bad", timedelta(hours=6), insist=insist)
    def bad() -> bool:
        done.append(0)
        raise ValueError("rusak")

    for told in ("05 09:00", "05 09:30", "05 15:00"):
        with clock.frozen(at(told)), suppress(ValueError):
            assert not bad()
    assert len(done) == passes


def test_work_in_pieces_goes_on_until_none_is_left_and_lets_others_have_their_turn() -> None:
    left, order = [2, 1], list[str]()

    @work.daily("pieces", by_pieces=True)
    def pieces() -> bool:
        order.append("piece" if left else "none")
        return bool(left and left.pop())

    @work.step("other")
    def other() -> bool:
        order.append("other")
        return False

    with clock.frozen(at("05 09:00")):
        assert [work.once() for _ in range(4)] == [True, True, False, False]
    assert order == ["piece", "other", "piece", "other", "none", "other", "other"]
