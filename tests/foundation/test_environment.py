"""What the surroundings may say, and that secrets are invented once and kept to their owner."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from belanja.foundation import environment
from tests.foundation.postgres.processes import surroundings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BELANJA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("A_SECRET", raising=False)
    return tmp_path / "home"


def test_the_data_folder_is_var_beside_the_sources_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BELANJA_HOME")
    assert environment.home() == environment.source_root() / "var"
    monkeypatch.setenv("BELANJA_HOME", "relatif")
    assert environment.home() == Path.cwd() / "relatif"


def test_a_secret_is_invented_once_and_readable_by_its_owner_only(home: Path) -> None:
    first = environment.secret("A_SECRET", "a")
    assert len(first) >= 64
    assert environment.secret("A_SECRET", "a") == first
    assert environment.secret("A_SECRET", "b") != first
    assert stat.S_IMODE((home / "secrets" / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700
    assert sorted(entry.name for entry in (home / "secrets").iterdir()) == ["a", "b"]


def test_a_secret_given_by_the_surroundings_is_used_and_not_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "given")
    assert environment.secret("A_SECRET", "a") == "given"
    assert not home.exists()


def test_an_emptied_secret_is_refused_not_replaced(home: Path) -> None:
    environment.secret("A_SECRET", "a")
    (home / "secrets" / "a").write_text("\n")
    with pytest.raises(environment.EnvironmentProblem, match="kosong"):
        environment.secret("A_SECRET", "a")


def test_processes_that_ask_at_once_get_the_same_secret(tmp_path: Path) -> None:
    script = "from belanja.foundation.environment import secret; import sys; sys.stdout.write(secret('A', 'a'))"
    command = [sys.executable, "-c", script]
    asked = [subprocess.Popen(command, env=surroundings(tmp_path), stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert len({process.communicate()[0] for process in asked}) == 1


@pytest.mark.parametrize(("word", "meaning"), [("1", True), ("Ya", True), ("off", False), ("0", False), ("", None)])
def test_a_switch(monkeypatch: pytest.MonkeyPatch, word: str, meaning: bool | None) -> None:
    monkeypatch.setenv("A_SWITCH", word)
    for default in (True, False):
        assert environment.flag("A_SWITCH", default=default) is (default if meaning is None else meaning)


def test_a_switch_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SWITCH", "mungkin")
    with pytest.raises(environment.EnvironmentProblem, match="A_SWITCH"):
        environment.flag("A_SWITCH", default=False)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "delapan", "80.0", "８０"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("A_NUMBER", value)
    with pytest.raises(environment.EnvironmentProblem, match="A_NUMBER"):
        environment.number("A_NUMBER", default=8000, lowest=1, highest=65535)


def test_words_are_separated_by_blanks_or_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_WORDS", " a.example, b.example\tc.example ")
    assert environment.words("SOME_WORDS", default="x") == ["a.example", "b.example", "c.example"]
    monkeypatch.setenv("SOME_WORDS", "")
    assert environment.words("SOME_WORDS", default="x y") == ["x", "y"]
