"""Whose name PostgreSQL runs under. It refuses root, so a supervisor started by root has to give that up.

First choice: a fresh user namespace without a mapping. Inside it the process has no user id 0 and no power,
while the kernel still treats files as root's own: nothing has to change owner and a checkout below root's
0700 home works. Where the system forbids namespaces, an unprivileged user id is taken if it can reach the
programs and the data folder. Else the message names the ways out.

These functions run in the supervisor, which has one thread: forking and acting between fork and exec is safe.
"""

import ctypes
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from belanja.foundation.postgres.errors import DatabaseUnavailable

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
#: `nobody` on every Linux; used only where no other unprivileged owner is known.
_NOBODY = 65534
_NO_WAY = (
    "PostgreSQL tidak boleh berjalan sebagai root, dan sistem ini tidak mengizinkan user namespace. Jalankan "
    "perintah ini sebagai pengguna biasa, atau isi DATABASE_URL dengan alamat PostgreSQL 15 atau lebih baru."
)
# Loaded once, here: between fork and exec nothing may be looked up.
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Identity:
    """How a PostgreSQL process gives up root: not at all, by a namespace, or by becoming `user`."""

    user: int
    namespace: bool = False

    def enter(self) -> None:
        """Called in the child, before the program is executed. Raises OSError where the system forbids it."""
        if self.namespace:
            if _libc.unshare(_CLONE_NEWUSER) != 0:
                raise OSError(ctypes.get_errno(), "unshare")
        elif self.user != os.geteuid():
            os.setgroups([])
            os.setgid(self.user)
            os.setuid(self.user)


def child_setup(identity: Identity | None, death_signal: signal.Signals) -> Callable[[], None]:
    """What a child of this process does between fork and exec: take `identity`, and end when we end.

    The kernel means the thread that forks, so only a main thread may use this.
    The death signal is asked for last, because the kernel forgets it when credentials change.
    """
    parent = os.getpid()

    def setup() -> None:
        if identity:
            identity.enter()
        end_with_parent(death_signal, parent)

    return setup


def end_with_parent(death_signal: signal.Signals, parent: int) -> None:
    """Ask the kernel to send `death_signal` to this process when its parent dies; exit if it is dead."""
    if _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os._exit(1)


def choose(base: Path, data: Path, programs: Path) -> Identity:
    """The identity for the cluster `data` below `base`, tried out in a child before it is used.

    A cluster that exists keeps its owner. Raises DatabaseUnavailable where no identity can work.
    """
    me = os.geteuid()
    owner = data.stat().st_uid if data.exists() else None
    if me != 0:
        if owner not in {None, me}:
            raise DatabaseUnavailable(f"Basis data {data} milik pengguna lain; pakai BELANJA_HOME milik Anda sendiri.")
        return Identity(me)
    if owner in {None, 0}:
        inside = Identity(0, namespace=True)
        if _works(inside, base, programs):
            return inside
    if owner == 0:
        raise DatabaseUnavailable(_NO_WAY)
    return _unprivileged(owner or base.parent.stat().st_uid or _NOBODY, base, programs)


def _unprivileged(user: int, base: Path, programs: Path) -> Identity:
    """Open the two folders that are ours for passing through, nothing above them, and try."""
    identity = Identity(user)
    for folder in (base.parent, base):
        folder.chmod(folder.stat().st_mode & 0o7777 | 0o011)
    if not _works(identity, base, programs, write=False):
        raise DatabaseUnavailable(_NO_WAY)
    return identity


def _works(identity: Identity, base: Path, programs: Path, *, write: bool = True) -> bool:
    """Whether a process of that identity can run the server program and use the folder."""
    child = os.fork()
    if child == 0:
        try:
            identity.enter()
            needed = os.X_OK | (os.W_OK if write else 0)
            usable = os.access(programs / "postgres", os.R_OK | os.X_OK) and os.access(base, needed)
            os._exit(0 if usable else 1)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
