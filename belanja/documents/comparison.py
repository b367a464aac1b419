"""A returned copy beside what was issued: the same, the same with something added, or different, and where."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import Finding

from . import reading
from .intake import PDF, Arrived

#: Places told at most, and words of each.
PLACES: Final = 10
WORDS: Final = 24


@dataclass(frozen=True)
class Compared:
    """What was found; `detail` holds the places of a difference and the words that were added, for readers."""

    finding: Finding
    detail: dict[str, Any] = field(default_factory=dict)


def compare(*, issued: bytes, returned: Arrived) -> Compared:
    """Compare by bytes, then by the text of every page. An incremental update keeps the issued bytes as its
    beginning but may put anything over them, so its text is compared as well.

    Raises RuleBroken 422 for a PDF that would run something when opened.
    """
    if returned.content == issued:
        return Compared(Finding.IDENTICAL)
    if returned.media_type != PDF:
        return Compared(Finding.NOT_COMPARABLE, {"why": "Salinan berupa gambar."})
    there = reading.text_of(returned.content)
    if there is None:
        return Compared(
            Finding.NOT_COMPARABLE, {"why": "Isi PDF tidak dapat dibaca: rusak, terkunci, atau terlalu besar."}
        )
    if there.active:
        raise RuleBroken("file_acts", "PDF ini memuat perintah yang dijalankan saat dibuka. Simpan ulang tanpa itu.")
    here = reading.text_of(issued)
    if here is None or not any(page.strip() for page in here.pages):
        return Compared(Finding.NOT_COMPARABLE, {"why": "Berkas terbit tidak memuat teks."})
    if not any(page.strip() for page in there.pages):
        return Compared(Finding.NOT_COMPARABLE, {"why": "Salinan hasil pindai tidak memuat teks."})
    return _texts(here.pages, there.pages, extended=returned.content.startswith(issued))


def _texts(here: tuple[str, ...], there: tuple[str, ...], *, extended: bool) -> Compared:
    places: list[dict[str, Any]] = []
    added: list[str] = []
    if len(there) < len(here):
        places.append({"page": len(there) + 1, "issued": f"{len(here)} halaman", "returned": f"{len(there)} halaman"})
    for number, (old, new) in enumerate(zip(here, there, strict=False), start=1):
        changed, around = _changes(_words(old), _words(new))
        places += [{"page": number, "issued": issued, "returned": returned} for issued, returned in changed]
        added += [f"halaman {number}: {words}" for words in around]
    for number, page in enumerate(there[len(here) :], start=len(here) + 1):
        added.append(f"halaman {number} (tambahan): {_told(_words(page))}")
    detail = {"pages": places[:PLACES], "added": added[:PLACES]}
    if places:
        return Compared(Finding.DIFFERENT, detail)
    return Compared(Finding.EXTENDED if extended else Finding.SAME_TEXT, detail)


def _words(page: str) -> list[str]:
    return re.findall(r"\S+", page)


def _changes(old: list[str], new: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """What of the issued words is gone, other, or interrupted by new ones; and what was added before or after them.

    A mark of a signature stands around the text. A word in the midst of it may turn its meaning.
    """
    if old == new:
        return [], []
    if len(new) > 4 * len(old) + 2000:  # no page of ours; comparing word by word would take for ever
        return [(_told(old), f"{len(new)} kata")], []
    changed, around = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "insert" and a in (0, len(old)):
            around.append(_told(new[c:d]))
        elif tag != "equal":
            changed.append((_told(old[a:b]), _told(new[c:d])))
    return changed, around


def _told(words: list[str]) -> str:
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
