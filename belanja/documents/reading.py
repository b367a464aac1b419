"""Reads the text of a PDF from outside, page by page, in a process with limits on time and memory.

pypdf reads; nothing in the file is executed. `python -m belanja.documents.reading` takes a PDF on its input and
writes `{"pages": [text], "active": bool}` as JSON; a file that cannot be read ends it with code 1.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Final

MEMORY: Final = 1024**3
SECONDS: Final = 30
PAGES: Final = 2000
LETTERS: Final = 20_000_000
#: Names under which a PDF acts by itself.
_ACTIVE: Final = frozenset({"/JavaScript", "/JS", "/Launch", "/RichMedia", "/SubmitForm", "/ImportData"})
#: Parts of a PDF that hold what is seen, not what is done.
_STILL: Final = frozenset({"/Pages", "/Parent", "/P", "/StructTreeRoot", "/Popup"})


@dataclass(frozen=True)
class Read:
    """The text of each page; `active`: the file would run something when opened."""

    pages: tuple[str, ...]
    active: bool


def text_of(content: bytes) -> Read | None:
    """The text of a PDF; None where it cannot be read within the limits (broken, locked, a bomb)."""
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "belanja.documents.reading"],
            input=content,
            capture_output=True,
            timeout=SECONDS + 10,
            check=False,
        )
        if child.returncode != 0:
            return None
        found = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return Read(tuple(found["pages"]), bool(found["active"]))


def _main() -> int:
    import io
    import logging
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable(logging.CRITICAL)
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted or len(reader.pages) > PAGES:
            return 1
        pages: list[str] = []
        letters = 0
        for page in reader.pages:
            pages.append(page.extract_text())
            letters += len(pages[-1])
            if letters > LETTERS:
                return 1
        doors = [reader.trailer.get("/Root"), *(page.get(name) for page in reader.pages for name in ("/AA", "/Annots"))]
        seen: set[int] = set()
        active = any(_acts(door, 0, seen) for door in doors)
    except Exception:
        return 1
    sys.stdout.write(json.dumps({"pages": pages, "active": active}))
    return 0


def _acts(node: Any, depth: int, seen: set[int]) -> bool:
    """Whether a name of `_ACTIVE` is reached from the catalogue, pages apart; eight levels are enough."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if depth > 8 or id(node) in seen:
        return False
    seen.add(id(node))
    if isinstance(node, dict):
        if _ACTIVE & set(node) or str(node.get("/S", "")) in _ACTIVE:
            return True
        return any(_acts(value, depth + 1, seen) for key, value in node.items() if key not in _STILL)
    if isinstance(node, list):
        return any(_acts(value, depth + 1, seen) for value in node)
    return False


if __name__ == "__main__":
    sys.exit(_main())
