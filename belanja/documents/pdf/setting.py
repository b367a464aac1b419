"""Setting a paper: typst in a process of its own, to PDF/A-2a and PDF/UA-1, the same bytes for the same content.

typst keeps what it has laid out for the life of a process (some 250 MB for a long table), and a drawing in a paper
may come from outside; so each paper is set by a child that has a limit on memory and time, and ends.
"""

import json
import subprocess
import sys
from typing import Any, Final

from belanja.rules.decisions import RuleBroken

from .content import Content
from .refused import Refused, remember

#: Seconds a paper may take.
LONGEST: Final = 120


_SAID: Final = (
    "Naskah belum dapat dicetak: penata halaman menolaknya. Tidak ada yang diubah dan tidak ada nomor yang terpakai; "
    "isian Anda masih ada. Kejadian ini dicatat; coba lagi, dan bila berulang hubungi pengelola Belanja."
)


class PaperNotSetError(RuleBroken):
    """typst refused. Readers are told so in a sentence; `diagnosis` is typst's own, for the log and the journal."""

    def __init__(self, diagnosis: str) -> None:
        super().__init__("paper_not_set", _SAID, status=503)
        self.diagnosis = diagnosis

    def __str__(self) -> str:
        return self.diagnosis


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
        raise _refused(template, data, f"{template}: more than {LONGEST} seconds") from error
    if child.returncode != 0 or not child.stdout.startswith(b"%PDF-"):
        raise _refused(template, data, f"{template}: {child.stderr.decode('utf-8', 'replace')[-2000:]}")
    return child.stdout


def _refused(template: str, data: dict[str, Any], diagnosis: str) -> PaperNotSetError:
    """The error, kept for the journal too."""
    remember(Refused(template, str(data.get("title", "")), diagnosis))
    return PaperNotSetError(diagnosis)
