"""The exit codes other tools rely on: 0 done, 1 refused with a message, 2 wrong usage. Real commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.foundation.postgres.processes import holding, surroundings, until_nothing_lives


def belanja(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-W", "error", "-m", "belanja.cli", *arguments]
    return subprocess.run(command, env=surroundings(home, **more), capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty, migrated database."""
    folder = tmp_path_factory.mktemp("cli") / "home"
    made = belanja(folder, "migrate")
    assert (made.returncode, made.stderr) == (0, "")
    return folder


def test_help_is_done_and_lists_the_commands(tmp_path: Path) -> None:
    answer = belanja(tmp_path, "--help")
    assert answer.returncode == 0
    assert all(f"\n  {name} " in answer.stdout for name in ("run", "import", "shares", "migrate"))


@pytest.mark.parametrize("words", [[], ["terbang"], ["migrate", "--fast"], ["shares"], ["import"]])
def test_wrong_usage_is_2_with_the_reason_and_starts_no_server(tmp_path: Path, words: list[str]) -> None:
    answer = belanja(tmp_path, *words)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "usage: belanja" in answer.stderr
    assert not (tmp_path / "postgres").exists()


def test_a_second_migration_has_nothing_to_do(home: Path) -> None:
    answer = belanja(home, "migrate")
    assert (answer.returncode, answer.stdout) == (0, "Tabel basis data sudah sesuai.\n")
    until_nothing_lives(home)


def test_a_refusal_is_1_with_a_message_and_no_half_answer(home: Path) -> None:
    answer = belanja(home, "shares", "--government", "X999", "--year", "2025", "--json")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "X999" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_any_command_fills_an_empty_database_first(tmp_path: Path) -> None:
    answer = belanja(tmp_path, "shares", "--government", "X999", "--year", "2025")
    assert answer.returncode == 1
    assert "X999" in answer.stderr


def test_a_data_folder_that_cannot_be_used_is_1_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = belanja(tmp_path / "file" / "home", "migrate")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "BELANJA_HOME" in answer.stderr


def test_a_server_in_use_elsewhere_is_not_migrated_by_the_way(home: Path, tmp_path: Path) -> None:
    with holding(home) as server:
        url = f"postgresql://belanja@/belanja?host={server.says['folder']}&port=5432"
        server.query("DELETE FROM django_migrations WHERE app = 'intake'")
        answer = belanja(tmp_path, "shares", "--government", "X999", "--year", "2025", DATABASE_URL=url)
        assert answer.returncode == 1
        assert "belanja migrate" in answer.stderr
        assert server.query("SELECT count(*) FROM django_migrations WHERE app = 'intake'") == (0,)
