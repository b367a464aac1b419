"""Setting a paper: typst in a process of its own, to PDF/A-2a and PDF/UA-1, the same bytes for the same content.

typst keeps what it has laid out for the life of a process (some 250 MB for a long table), and a drawing in a paper
may come from outside; so each paper is set by a child that has a limit on memory and time, and ends.
"""

import json
import subprocess
import sys
from typing import Any, Final

from .content import Content

#: Seconds a paper may take.
LONGEST: Final = 120


class PaperNotSetError(RuntimeError):
    """typst refused: the message is its own diagnosis, for the log; readers are told that the paper failed."""


def pdf(content: Content) -> bytes:
    """The paper as PDF/A-2a + PDF/UA-1. Raises PaperNotSetError where typst or one of the two standards refuses."""
    return compiled("paper.typ", content.as_data())


def compiled(template: str, data: dict[str, Any]) -> bytes:
    """A template of `templates/` with its data, which must hold `date` as year, month and day."""
    task = json.dumps({"template": template, "data": data}, ensure_ascii=False)
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "belanja.documents.pdf.child"],
            input=task.encode("utf-8", "replace"),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PaperNotSetError(f"{template}: more than {LONGEST} seconds") from error
    if child.returncode != 0 or not child.stdout.startswith(b"%PDF-"):
        raise PaperNotSetError(f"{template}: {child.stderr.decode('utf-8', 'replace')[-2000:]}")
    return child.stdout
