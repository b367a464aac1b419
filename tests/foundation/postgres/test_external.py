"""`DATABASE_URL`: another server is checked and used, and nothing is started."""

import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from belanja.foundation import postgres
from tests.foundation.postgres.processes import holding, surroundings

_INT = struct.Struct("!i")


def test_another_server_is_used_and_none_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "theirs") as theirs:
        monkeypatch.setenv("DATABASE_URL", f"postgresql://belanja@/belanja?host={theirs.says['folder']}&port=5432")
        monkeypatch.setenv("BELANJA_HOME", str(tmp_path / "ours"))
        with postgres.running() as server:
            assert not server.embedded
            assert not server.started
            assert not server.lost()
        assert postgres.database_settings()["HOST"] == theirs.says["folder"]
    assert not (tmp_path / "ours" / "postgres").exists()


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("DATABASE_URL", f"postgres://a:rahasia@127.0.0.1:{nobody.getsockname()[1]}/x")
        with (
            pytest.raises(postgres.DatabaseUnavailable, match="tidak dapat dihubungi") as refusal,
            postgres.running(),
        ):
            pass
    assert "rahasia" not in str(refusal.value)


@pytest.mark.parametrize(("version", "accepted"), [("14.19", False), ("15.0", True)])
def test_a_server_older_than_15_is_refused(monkeypatch: pytest.MonkeyPatch, version: str, *, accepted: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_greet, args=(listener, version), daemon=True).start()
        port = listener.getsockname()[1]
        monkeypatch.setenv("DATABASE_URL", f"postgresql://a@127.0.0.1:{port}/x?sslmode=disable")
        if accepted:
            with postgres.running() as server:
                assert not server.embedded
        else:
            with pytest.raises(postgres.DatabaseUnavailable, match="berversi 14"), postgres.running():
                pass


def _greet(listener: socket.socket, version: str) -> None:
    """The first words of a PostgreSQL server of that version: signed in, version, ready."""
    connection, _ = listener.accept()
    with connection:
        connection.recv(4096)
        setting = b"server_version\0" + version.encode() + b"\0"
        connection.sendall(
            b"R"
            + _INT.pack(8)
            + _INT.pack(0)
            + b"S"
            + _INT.pack(4 + len(setting))
            + setting
            + b"Z"
            + _INT.pack(5)
            + b"I"
        )
        connection.recv(4096)


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "postgresql://a@b", "postgresql://a:rahasia@b:port/c", "/var/lib/x.sqlite3"]
)
def test_an_address_that_is_no_postgresql_is_refused_without_repeating_the_password(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(postgres.DatabaseUnavailable, match="DATABASE_URL") as refusal:
        postgres.database_settings()
    assert "rahasia" not in str(refusal.value)


def test_every_part_of_the_address_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://us%40er:p%2Fw@db.example:6432/na%20me?sslmode=require")
    found = postgres.database_settings()
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        *("us@er", "p/w", "db.example", "6432", "na me")
    ]
    assert found["OPTIONS"]["sslmode"] == "require"


def test_reading_the_settings_starts_nothing(tmp_path: Path) -> None:
    script = "import belanja.config.settings"
    subprocess.run([sys.executable, "-c", script], env=surroundings(tmp_path), check=True)
    assert not (tmp_path / "postgres").exists()
