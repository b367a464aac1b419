"""Steps that nobody waits for: each gets its turn, and one that fails keeps none of the others from theirs."""

import threading

import pytest

from belanja.foundation import work


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_steps", {})
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
