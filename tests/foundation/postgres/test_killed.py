"""What is left behind by processes that were killed, and that the next start copes with it."""

import os
import signal
import socket
import subprocess
from pathlib import Path

import psycopg

from belanja.foundation.postgres.places import Places
from tests.foundation.postgres.processes import (
    Holder,
    alive,
    holding,
    supervisor_of,
    until,
    until_nothing_lives,
)


def test_a_killed_supervisor_takes_the_server_with_it_and_holders_can_join_again(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        holder.query("CREATE TABLE kept AS SELECT 42 AS answer")
        first = holder.says["pid"]
        os.kill(supervisor_of(tmp_path), signal.SIGKILL)
        until(lambda: first not in alive(tmp_path), "the end of the orphaned server")
        holder.tell("rejoin")
        assert holder.hear()["pid"] != first
        assert holder.query("SELECT answer FROM kept") == (42,)
    until_nothing_lives(tmp_path)


def test_a_supervisor_told_to_stop_stops_the_server(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        assert holder.says["pid"]
        os.kill(supervisor_of(tmp_path), signal.SIGTERM)
        until_nothing_lives(tmp_path)


def test_a_killed_server_comes_back_for_the_same_holder(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        holder.query("CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(holder.says["pid"], signal.SIGKILL)
        until(lambda: _answers(holder), "a server after the kill")
        assert holder.query("SELECT answer FROM kept") == (42,)
    until_nothing_lives(tmp_path)


def test_a_server_that_cannot_start_is_reported_with_its_own_words(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        assert holder.says["pid"]
    (tmp_path / "postgres" / "18" / "PG_VERSION").write_text("9\n")
    with holding(tmp_path) as holder:
        assert "tidak dapat berjalan" in holder.says["error"]
        assert "PostgreSQL" in holder.says["error"]
    until_nothing_lives(tmp_path)


def test_a_first_start_killed_half_way_leaves_no_half_made_cluster(tmp_path: Path) -> None:
    places = Places(tmp_path)
    holder = Holder(tmp_path)
    until(lambda: (places.unfinished / "PG_VERSION").exists(), "the beginning of a cluster")
    holder.process.send_signal(signal.SIGSTOP)  # else it would start another supervisor at once
    os.kill(supervisor_of(tmp_path), signal.SIGKILL)
    holder.kill(signal.SIGKILL)
    until_nothing_lives(tmp_path)
    assert not places.data.exists()
    with holding(tmp_path) as again:
        assert again.query("SELECT 1") == (1,)
    assert not places.unfinished.exists()


def test_stale_files_are_cleared_even_when_the_old_number_belongs_to_a_living_stranger(
    tmp_path: Path,
) -> None:
    with holding(tmp_path) as holder:
        assert holder.says["pid"]
    places = Places(tmp_path)
    (places.data / "postmaster.pid").write_text(f"{os.getpid()}\n{places.data}\n0\n5432\n\n\n\nready\n")
    folder = places.socket_folder()
    for name in ("control", ".s.PGSQL.5432"):
        with socket.socket(socket.AF_UNIX) as stale:
            stale.bind(str(folder / name))
    (folder / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n{places.data}\n0\n5432\n{folder}\n")
    with holding(tmp_path) as holder:
        assert holder.query("SELECT 1") == (1,)
    until_nothing_lives(tmp_path)


def test_a_server_that_somebody_started_by_hand_is_left_alone(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        assert holder.says["pid"]
    data = Places(tmp_path).data
    stranger = subprocess.Popen(["sleep", "60"], cwd=data)
    try:
        (data / "postmaster.pid").write_text(f"{stranger.pid}\n{data}\n")
        with holding(tmp_path) as holder:
            assert f"PID {stranger.pid}" in holder.says["error"]
        assert (data / "postmaster.pid").exists()
    finally:
        stranger.kill()
        stranger.wait()


def _answers(holder: Holder) -> bool:
    try:
        return holder.query("SELECT 1") == (1,)
    except psycopg.Error:
        return False
