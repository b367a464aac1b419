"""Where the embedded server keeps its things. Everything is below the data folder, with one exception:

the path of a Unix socket holds at most 107 bytes, so a data folder with a long path (or with characters that
libpq reads as separators) gets a private folder with a short name instead. Its name is written into the data
folder, so that every process finds the same one whatever its own environment says.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from belanja.foundation.postgres.errors import DatabaseUnavailable

#: The major version is part of the folder's name: a newer server must never open an older cluster.
MAJOR = "18"
PORT = 5432
DATABASE = "belanja"
USER = "belanja"
_SOCKET_NAME = f".s.PGSQL.{PORT}"
_CONTROL_NAME = "control"
_LONGEST_SOCKET_PATH = 107
#: libpq splits a host list at commas; the server splits its folder list at commas and unquotes.
_SEPARATORS = frozenset(b",\"'\\")


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one embedded server, all derived from its data folder."""

    home: Path

    @property
    def base(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.base / MAJOR

    @property
    def unfinished(self) -> Path:
        """A cluster that is being made; renamed to `data` when it is whole."""
        return self.base / f"{MAJOR}.new"

    @property
    def start_lock(self) -> Path:
        """Held for the moment in which one process decides to start the supervisor."""
        return self.base / "start.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the supervisor and inherited by every PostgreSQL process: free means that none lives."""
        return self.base / "server.lock"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    @property
    def _short_folder_record(self) -> Path:
        return self.base / "socket-folder"

    def socket_folder(self) -> Path:
        """The folder of the sockets; computed or read, never created here."""
        own = self.base / "run"
        if _fits(own):
            return own
        try:
            recorded = self._short_folder_record.read_text(encoding="utf-8").strip()
        except OSError:
            recorded = ""
        known = Path(recorded) if recorded else None
        return known if known and known.parent.is_dir() else _short_folder(self.home)

    def control_socket(self) -> Path:
        return self.socket_folder() / _CONTROL_NAME

    def prepare_socket_folder(self, owner: int) -> Path:
        """Create the folder 0700 for user id `owner` and refuse one that somebody else prepared.

        The caller holds the server lock, so sockets found here are those of a killed server; their lock file
        may name a process id that belongs to a living stranger by now, and is cleared as well.
        Raises DatabaseUnavailable when the name is taken by a link, a file, or another user's folder.
        """
        folder = self.socket_folder()
        if folder.parent != self.base:
            self._short_folder_record.write_text(f"{folder}\n", encoding="utf-8")
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, owner, -1)
        except FileExistsError:
            pass
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise DatabaseUnavailable(
                f"Folder soket {folder} milik pengguna lain; hapus folder itu atau pilih BELANJA_HOME yang pendek."
            )
        folder.chmod(0o700)
        if found.st_uid != owner:
            os.chown(folder, owner, -1)
        for stale in (_CONTROL_NAME, _SOCKET_NAME, f"{_SOCKET_NAME}.lock"):
            (folder / stale).unlink(missing_ok=True)
        return folder

    def remove_short_folder(self) -> None:
        """Leave nothing outside the data folder after the server has stopped."""
        folder = self.socket_folder()
        if folder.parent == self.base:
            return
        try:
            folder.rmdir()
            self._short_folder_record.unlink()
        except OSError:
            return  # not empty or already gone: the next start checks and uses it again


def _fits(folder: Path) -> bool:
    name = os.fsencode(folder / _SOCKET_NAME)
    return len(name) <= _LONGEST_SOCKET_PATH and not _SEPARATORS & set(name)


def _short_folder(home: Path) -> Path:
    """A private folder named by user and data folder, in the user's runtime folder or in /tmp."""
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "") or "/nonexistent")
    if runtime.is_absolute() and runtime.is_dir() and runtime.stat().st_uid == os.geteuid():
        folder = runtime / f"belanja-{digest}"
        if _fits(folder):
            return folder
    return Path(f"/tmp/belanja-{os.geteuid()}-{digest}")  # noqa: S108 - ownership is checked on creation
