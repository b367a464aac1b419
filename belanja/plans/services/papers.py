"""The document behind an entry: taken in as bytes, refused when it is not what it says, kept once."""

import hashlib
from pathlib import PurePath

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken

from ..models import BudgetPaper

#: A DPA is some hundred pages of text; scans of it stay below this.
LARGEST_PAPER = 20 * 1024 * 1024
_HEAD, _TAIL = 1024, 4096


def keep_paper(*, government: Government, name: str, content: bytes, kind: str = BudgetPaper.Kind.PDF) -> BudgetPaper:
    """Keep a document of a government; the same bytes are kept once. Must run inside the transaction of the entry.

    A PDF is judged by its bytes, not by its name: head, end, and no page that wants a password. Nothing of it is
    run or shown here, and it is only ever handed out as a download. Raises RuleBroken 422.
    """
    if not content:
        raise RuleBroken("paper_empty", "Dokumen kosong. Pilih berkas DPA.")
    if len(content) > LARGEST_PAPER:
        raise RuleBroken("paper_too_large", f"Dokumen lebih dari {LARGEST_PAPER // 1024**2} MB. Perkecil pindaiannya.")
    if kind == BudgetPaper.Kind.PDF:
        _check_pdf(content)
    found, _new = BudgetPaper.objects.get_or_create(
        government=government,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "kind": kind,
            "name": _clean(name, kind),
            "size": len(content),
            "content": content,
            "added_at": clock.now(),
        },
    )
    return found


def _check_pdf(content: bytes) -> None:
    if b"%PDF-" not in content[:_HEAD] or b"%%EOF" not in content[-_TAIL:]:
        raise RuleBroken("paper_not_pdf", "Berkas ini bukan PDF yang utuh. Simpan dokumennya sebagai PDF.")
    if b"/Encrypt" in content:
        raise RuleBroken("paper_encrypted", "PDF ini terkunci dengan sandi. Unggah salinan tanpa sandi.")


def _clean(name: str, kind: str) -> str:
    """The last part of the name without control characters, so that it may be shown; never used as a path."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(character for character in last if character.isprintable()).strip()
    return kept[:160] or f"dokumen.{kind}"
