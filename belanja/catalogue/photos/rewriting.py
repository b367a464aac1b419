"""A photo from outside as the two pictures that are kept of it, or the words why it is not taken."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from belanja.rules.decisions import RuleBroken

from . import limits

_HEIC: Final = re.compile(rb"^....ftyp(?:hei[cfmsx]|hev[cx]|mif1|msf1|avif)", re.DOTALL)
#: What makes one file two: a picture that is a web page, a program, a paper or an archive as well.
_SCRIPTS: Final = re.compile(rb"<script[\s>]|<\?php\s|<html[\s>]|<svg[\s>]|<!doctype\s+html|javascript:", re.IGNORECASE)
_ARCHIVE_END: Final = b"PK\x05\x06"
_ARCHIVE_REACH: Final = 66_000  # how far from the end of a file programs look for an archive's directory
_PAPER_REACH: Final = 1024  # how far from its beginning they look for a PDF's mark

_AGAIN: Final = "Kirim ulang foto aslinya."
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "type": ("bukan foto JPEG, PNG, atau WebP.", "Pilih foto dari kamera atau galeri."),
    "heic": (
        "memakai format HEIC, yang belum dapat dibaca di sini.",
        "Pada iPhone: Pengaturan > Kamera > Format > Paling Kompatibel, lalu ambil fotonya lagi.",
    ),
    "empty": ("kosong.", _AGAIN),
    "large": ("lebih besar dari 12 MB.", "Perkecil fotonya, atau ambil dengan resolusi lebih rendah."),
    "pixels": ("memuat lebih dari 64 juta titik.", "Perkecil fotonya, atau ambil dengan resolusi lebih rendah."),
    "small": ("lebih kecil dari 300 x 300 titik.", "Pakai foto yang lebih besar, supaya barangnya terlihat."),
    "broken": ("rusak atau terputus.", _AGAIN),
    "disguised": ("menyimpan berkas lain di dalam gambarnya, sehingga tidak diterima.", "Ambil fotonya dengan kamera."),
}


@dataclass(frozen=True)
class Picture:
    """One written picture: WebP (or JPEG from `as_jpeg`) without anything beside its points."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Rewritten:
    small: Picture
    large: Picture


def rewritten(content: bytes, *, name: str) -> Rewritten:
    """The photo written anew in two sizes, by a process with limits on time and memory. Nothing of the file itself is
    kept. Raises RuleBroken 422 `photo_…` with the file's name, what is wrong and what to do."""
    _look(content, name)
    made = _run(content, name, "WEBP")
    return Rewritten(small=made["small"], large=made["large"])


def as_jpegs(contents: Sequence[bytes]) -> list[bytes]:
    """Pictures that are kept here as JPEG, all by one process. Raises RuleBroken like `rewritten`."""
    framed = b"".join(len(content).to_bytes(8, "big") + content for content in contents)
    made = _run(framed, "tersimpan", "JPEG") if contents else {}
    return [made[str(place)].content for place in range(len(contents))]


def _look(content: bytes, name: str) -> None:
    """What can be told without opening it."""
    if not content:
        raise refusal("empty", name)
    if len(content) > limits.LARGEST:
        raise refusal("large", name)
    if _HEIC.match(content[:16]):
        raise refusal("heic", name)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and not (
        content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    ):
        raise refusal("type", name)
    if (
        b"%PDF-" in content[:_PAPER_REACH]
        or _ARCHIVE_END in content[-_ARCHIVE_REACH:]
        or _SCRIPTS.search(content) is not None
    ):
        raise refusal("disguised", name)


def refusal(code: str, name: str) -> RuleBroken:
    """Why a photo is not taken: file, problem, remedy."""
    problem, remedy = _WORDS[code]
    shown = "".join(letter for letter in name[-80:] if letter.isprintable()) or "foto"
    return RuleBroken(f"photo_{code}", f"Foto {shown}: {problem} {remedy}", status=422)


def _run(content: bytes, name: str, form: str) -> dict[str, Picture]:
    try:
        child = subprocess.run(  # noqa: S603  # our own module; the file is its input, never its name
            [sys.executable, "-P", "-m", "belanja.catalogue.photos.child", form],
            input=content,
            capture_output=True,
            timeout=limits.SECONDS * 3,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refusal("broken", name) from None
    line, _, rest = child.stdout.partition(b"\n")
    try:
        told = json.loads(line)
    except ValueError:
        raise refusal("broken", name) from None
    if "refused" in told[0]:
        raise refusal(told[0]["refused"], name)
    made = {}
    for one in told:
        made[one["name"]] = Picture(rest[: one["bytes"]], one["width"], one["height"])
        rest = rest[one["bytes"] :]
    return made
