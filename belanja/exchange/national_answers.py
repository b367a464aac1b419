"""The file that went to the owner of a national category, as he filled it in: the XLSX (or the same as CSV) of
`proposals.national_file`, with his answer in the rows that were left empty for him."""

import hashlib
from dataclasses import dataclass

from belanja.proposals.models import NationalExport
from belanja.rules.decisions import RuleBroken
from belanja.rules.headings import tidied
from belanja.rules.proposals.national import CODE, PRINT, Reply, read

from .carried_lists import Limits

SHEET = Limits(largest=2 * 1024 * 1024, rows=400, cell=2000, letters=400_000)


@dataclass(frozen=True)
class Answered:
    """An answer as it was read, and the mark of the file that it came in."""

    reply: Reply
    sha256: str


def answered(export: NationalExport, *, file_name: str, content: bytes) -> Answered:
    """The answer of a filled file. RuleBroken 422 for what is no sheet, is the file of another proposal or of another
    version of it, or has no readable answer (the sentence names the rows)."""
    listed = SHEET.read(file_name, content)
    if len(listed.names) < 2:
        raise RuleBroken("answer_columns", "Berkas itu tidak mempunyai kolom Hal dan Isi.")
    rows = {tidied(row[0]): row[1] for row in listed.rows if row[0].strip()}
    if rows.get(tidied(CODE)) != export.proposal.code or rows.get(tidied(PRINT)) != export.record.sha256:
        raise RuleBroken("answer_of_another", "Berkas itu bukan jawaban atas berkas yang dikirim ini.")
    reply, wrong = read(rows)
    if reply is None:
        told = " ".join(f"{label}: {why}" for label, why in wrong.items())
        raise RuleBroken("answer_unreadable", f"Jawabannya tidak terbaca. {told}")
    return Answered(reply, hashlib.sha256(content).hexdigest())
