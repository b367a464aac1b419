"""Data folders of every shape, and nothing touched outside them but one private folder that goes away."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from belanja.foundation.postgres.places import Places
from tests.foundation.postgres.processes import holding, until_nothing_lives


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A runtime folder with a short path, as systems give it (pytest's own paths are long)."""
    folder = Path(tempfile.mkdtemp(prefix="run-"))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "name",
    ["with blanks in it", "koma, \"kutip\" & 'petik' $HOME `x` \\", "panjang/" + "sangat-panjang/" * 12],
    ids=["blanks", "separators", "long"],
)
def test_a_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    with holding(home) as holder, holding(home) as other:
        assert holder.query("SELECT 1") == (1,)
        assert other.says["pid"] == holder.says["pid"]
        folder = Path(holder.says["folder"])
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    until_nothing_lives(home)
    assert folder.is_relative_to(home) or not folder.exists()


def test_a_long_path_uses_the_runtime_folder_where_there_is_one_and_everybody_finds_it(
    tmp_path: Path, runtime: Path
) -> None:
    home = tmp_path / ("sangat-panjang/" * 12)
    with holding(home, more={"XDG_RUNTIME_DIR": str(runtime)}) as starter:
        expected = starter.says["folder"]
        assert Path(expected).parent == runtime
        with holding(home) as other:  # its own environment names no runtime folder
            assert other.says["folder"] == expected
            assert other.query("SELECT 1") == (1,)
    assert list(runtime.iterdir()) == []


@pytest.mark.parametrize("bait", ["link", "file"])
def test_a_short_folder_that_somebody_prepared_is_refused(tmp_path: Path, runtime: Path, bait: str) -> None:
    home = tmp_path / ("sangat-panjang/" * 12)
    (runtime / "elsewhere").mkdir()
    with holding(home, more={"XDG_RUNTIME_DIR": str(runtime)}) as holder:
        taken = Path(holder.says["folder"])
    if bait == "link":
        taken.symlink_to(runtime / "elsewhere")
    else:
        taken.touch()
    with holding(home, more={"XDG_RUNTIME_DIR": str(runtime)}) as holder:
        assert str(taken) in holder.says["error"]
    assert list((runtime / "elsewhere").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can prepare a folder of another user")
def test_a_short_folder_of_another_user_is_refused(tmp_path: Path, runtime: Path) -> None:
    home = tmp_path / ("sangat-panjang/" * 12)
    with holding(home, more={"XDG_RUNTIME_DIR": str(runtime)}) as holder:
        taken = Path(holder.says["folder"])
    taken.mkdir()
    os.chown(taken, 12345, 12345)
    with holding(home, more={"XDG_RUNTIME_DIR": str(runtime)}) as holder:
        assert str(taken) in holder.says["error"]


def test_everything_in_the_data_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with holding(home) as holder:
        assert holder.says["pid"]
        places = Places(home)
        for folder in (home, places.base, places.data, places.socket_folder()):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for file in (places.log, places.server_lock, places.start_lock):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert {entry.stat().st_uid for entry in home.rglob("*")} == {os.geteuid()}


def test_the_server_listens_on_no_network_address(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        assert holder.query("SHOW listen_addresses") == ("",)
        sockets = set(Path(f"/proc/{holder.says['pid']}/fd").iterdir())
        inodes = {os.readlink(link)[8:-1] for link in sockets if os.readlink(link).startswith("socket:[")}
        for table in ("tcp", "tcp6", "udp", "udp6"):
            lines = Path(f"/proc/{holder.says['pid']}/net/{table}").read_text().splitlines()[1:]
            assert not inodes & {line.split()[9] for line in lines}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with holding(tmp_path / "home") as holder:
        assert str(tmp_path / "home") in holder.says["error"]


def test_a_data_folder_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with holding(tmp_path / "file" / "home") as holder:
        assert str(tmp_path / "file" / "home") in holder.says["error"]
        assert "BELANJA_HOME" in holder.says["error"]
