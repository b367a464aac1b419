"""What may come with a form as its proof: a scan, judged by its bytes and not by its name."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from .decisions import RuleBroken

#: Bytes of a scan.
LARGEST = 10 * 1024 * 1024
#: What a scan may be, by its first bytes.
_HEADS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


@dataclass(frozen=True)
class Scan:
    """A scan as it was sent; `name` as the sender calls it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Kept:
    """A scan as it is kept: a name without a path, its kind, the hash of its bytes."""

    file_name: str
    media_type: str
    sha256: str
    content: bytes


def checked(scan: Scan, *, unnamed: str) -> Kept:
    """`scan` as it is kept; `unnamed`: its name where the sender's leaves none. Raises RuleBroken 422 for what is no
    scan or too large."""
    kind = next((media for head, media in _HEADS if scan.content.startswith(head)), "")
    if not kind or len(scan.content) > LARGEST:
        raise RuleBroken("scan_wrong", f"Pindaian berupa PDF, JPG, atau PNG, paling besar {LARGEST // 1024**2} MB.")
    last = PurePath(scan.name.replace("\\", "/")).name
    name = "".join(one for one in last if one.isprintable() and one != '"').strip()[:160] or unnamed
    return Kept(name, kind, hashlib.sha256(scan.content).hexdigest(), scan.content)
