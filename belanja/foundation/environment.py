"""What an installation may set from outside: folders, secrets and switches, read from environment variables.

Nothing here has a side effect except `secret`, which keeps what it invents so that sessions and hashes
survive a restart.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

_TRUE = frozenset({"1", "true", "yes", "on", "ya"})
_FALSE = frozenset({"0", "false", "no", "off", "tidak"})
_SECRET_BYTES = 64


class EnvironmentProblem(RuntimeError):
    """The surroundings do not allow the work; the message is one Indonesian line for who started it."""


def source_root() -> Path:
    """The folder that holds the package `belanja`, `manage.py` and the Makefile."""
    return Path(__file__).resolve().parents[2]


def home() -> Path:
    """The data folder, absolute: `BELANJA_HOME`, else `var` beside the sources. It is not created here."""
    value = os.environ.get("BELANJA_HOME", "").strip()
    return Path(value).expanduser().absolute() if value else source_root() / "var"


def prepare_home() -> Path:
    """Create the data folder for its owner only and prove that it can be written.

    Raises EnvironmentProblem naming the folder and the reason.
    """
    folder = home()
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise EnvironmentProblem(
            f"Folder data {folder} tidak dapat ditulis ({error.strerror}); "
            "pilih folder lain dengan BELANJA_HOME=/folder/anda."
        ) from error
    return folder


def secret(env_name: str, file_name: str) -> str:
    """The value of `env_name`, else of the file `secrets/<file_name>` in the data folder, invented once.

    Several processes may ask at once: all get the same value, because the file appears whole or not at all.
    Raises EnvironmentProblem where the folder cannot be written.
    """
    value = os.environ.get(env_name, "").strip()
    if value:
        return value
    target = home() / "secrets" / file_name
    if not target.exists():
        _invent(target)
    kept = target.read_text(encoding="ascii").strip()
    if not kept:
        raise EnvironmentProblem(f"Berkas rahasia {target} kosong; pulihkan dari cadangan atau hapus berkas itu.")
    return kept


def _invent(target: Path) -> None:
    """Write a fresh secret under a private name and link it into place; the first to link wins."""
    prepare_home()
    target.parent.mkdir(mode=0o700, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_SECRET_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, target)
        except FileExistsError:
            return
    finally:
        draft.unlink()


def flag(name: str, *, default: bool) -> bool:
    """A switch. A word that is neither yes nor no raises EnvironmentProblem: guessing could open a door."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise EnvironmentProblem(f"{name}={value!r} tidak dikenal; tulis 1 atau 0.")


def words(name: str, *, default: str) -> list[str]:
    """A list of words separated by blanks or commas."""
    return (os.environ.get(name, "").strip() or default).replace(",", " ").split()


def text(name: str, *, default: str) -> str:
    """A plain text without surrounding blanks."""
    return os.environ.get(name, "").strip() or default


def number(name: str, *, default: int, lowest: int, highest: int) -> int:
    """A whole number within bounds (both included), else EnvironmentProblem."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
        raise EnvironmentProblem(f"{name}={value!r} harus bilangan antara {lowest} dan {highest}.")
    return int(value)


@dataclass(frozen=True)
class MailServer:
    """How mail leaves: the parts of `EMAIL_URL`."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


def mail_server(name: str = "EMAIL_URL") -> MailServer | None:
    """The server of `smtp://user:password@host:587` (with STARTTLS), `smtps://…:465`, or `smtp://host:25?tls=0` inside
    an office; None where none is named, and mail is kept in a folder. Raises EnvironmentProblem for anything else."""
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    parts = urlsplit(value)
    asked = parse_qs(parts.query)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1 or asked.keys() - {"tls"}:
        raise EnvironmentProblem(f"{name} harus seperti smtp://nama:sandi@peladen:587 atau smtps://….")
    secure = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=port or (465 if secure else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=not secure and asked.get("tls", ["1"]) != ["0"],
        ssl=secure,
    )
