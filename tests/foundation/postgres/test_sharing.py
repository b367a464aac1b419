"""Several processes use one embedded server: one starts it, all may leave in any order and in any way."""

import os
import signal
from pathlib import Path

import pytest

from tests.foundation.postgres.processes import PATIENCE, Holder, alive, holding, until_nothing_lives


def test_a_server_serves_and_is_gone_when_its_holder_has_left(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        assert holder.says["started"]
        assert holder.query("SELECT 1") == (1,)
        assert alive(tmp_path)
        server = holder.says["pid"]
    assert server not in alive(tmp_path)  # not a moment later: who leaves last has waited for it
    until_nothing_lives(tmp_path)


def test_data_survives_a_stop(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        holder.query("CREATE TABLE kept AS SELECT 42 AS answer")
    with holding(tmp_path) as holder:
        assert holder.query("SELECT answer FROM kept") == (42,)


def test_of_many_that_start_at_once_one_starts_the_server_and_the_others_join(tmp_path: Path) -> None:
    holders = [Holder(tmp_path) for _ in range(6)]
    try:
        assert len({holder.says["pid"] for holder in holders}) == 1
        assert [holder.says["started"] for holder in holders].count(True) == 1
    finally:
        codes = [holder.leave() for holder in holders]
    assert codes == [0] * 6
    until_nothing_lives(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_however_the_only_holder_ends_the_server_ends(tmp_path: Path, number: signal.Signals) -> None:
    holder = Holder(tmp_path)
    assert holder.query("SELECT 1") == (1,)
    holder.kill(number)
    until_nothing_lives(tmp_path)


def test_ctrl_c_at_the_terminal_reaches_the_holder_but_not_the_server(tmp_path: Path) -> None:
    with holding(tmp_path, process_group=0) as starter, holding(tmp_path) as other:
        assert other.says["pid"] == starter.says["pid"]
        os.killpg(starter.process.pid, signal.SIGINT)
        starter.process.wait(PATIENCE)
        assert other.query("SELECT 1") == (1,)


def test_a_holder_outlives_the_process_that_started_the_server(tmp_path: Path) -> None:
    starter = Holder(tmp_path)
    assert starter.says["started"]
    with holding(tmp_path) as other:
        assert not other.says["started"]
        starter.kill(signal.SIGKILL)
        assert other.query("SELECT 1") == (1,)
        assert alive(tmp_path)
    until_nothing_lives(tmp_path)


def test_a_forked_copy_that_ends_does_not_take_the_server_from_its_parent(tmp_path: Path) -> None:
    with holding(tmp_path, "--fork") as holder, holding(tmp_path) as other:
        pid = holder.says["pid"]
        assert other.says["pid"] == pid
        assert holder.query("SELECT 1") == (1,)
    until_nothing_lives(tmp_path)


def test_who_comes_while_the_server_stops_gets_one_again(tmp_path: Path) -> None:
    for _ in range(5):
        leaving = Holder(tmp_path)
        assert leaving.says["pid"]
        assert leaving.process.stdin
        leaving.process.stdin.close()
        with holding(tmp_path) as coming:
            assert coming.query("SELECT 1") == (1,)
        leaving.leave()
    until_nothing_lives(tmp_path)
