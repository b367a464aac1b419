"""Rows of the quarantine read again with corrected cells, and the memory of corrections for later pulls."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from typing import Any

from .feeds import Feed, Plan, Reject
from .feeds.base import accepting
from .models import Correction, CorrectionRow, QuarantineRow
from .staging import Rejected, Staging

Cells = Mapping[str, str]
"""Our name of a column -> its new value, as a person writes it."""


def digest(payload: Mapping[str, Any]) -> bytes:
    """The same row of the source gives the same digest, whatever pull brought it."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def line(staging: Staging, payload: Mapping[str, Any], cells: Cells, *, accept: bool, file_no: int = 0) -> str:
    """A row in quarantine as a line for the staging table, with its corrections. Raises Reject where it still does
    not fit, in words. `accept`: doubts are set aside, because two people want the row as it is."""
    row = {name: _cell(value) for name, value in payload.items()} | dict(cells)
    with accepting() if accept else nullcontext():
        written = staging.line(_plan(staging.feed.name), row, file_no)
    if staging.feed.yearly and any(year is None for _gov, year in staging.scopes):
        raise Reject("year_missing", "Baris tidak menyebut tahun anggaran; isi kolom tahun.", "tahun")
    return written


def columns(feed: Feed) -> list[str]:
    """Columns that may be corrected: all but marks of officials, which nobody can write."""
    return [column.name for column in feed.columns if not column.private]


def repeat(staging: Staging, files: Sequence[str]) -> None:
    """Rows of this pull that were corrected, accepted or refused by two people before are so again, by themselves;
    the pull says how many."""
    if not staging.rejected:
        return
    known = _known(staging)
    if not known:
        return
    left: list[Rejected] = []
    lines: list[str] = []
    for row in staging.rejected:
        decided = known.get((row.gov, digest(row.payload)))
        if decided is None:
            left.append(row)
        elif decided.correction.action == Correction.Action.REJECT:
            left.append(replace(row, state=QuarantineRow.State.REJECTED.value))
        else:
            accept = decided.correction.action == Correction.Action.ACCEPT
            file_no = files.index(row.file) if row.file in files else 0
            try:
                lines.append(line(staging, row.payload, decided.cells, accept=accept, file_no=file_no))
            except Reject:
                left.append(row)
    staging.rejected[:] = left
    staging.write(lines)
    if lines:
        message = f"{len(lines)} baris dimuat menurut koreksi yang sudah disetujui dua orang pada tarikan sebelumnya."
        staging.notes.append({"code": "corrected", "rows": len(lines), "message": message})


def _known(staging: Staging) -> dict[tuple[str, bytes], CorrectionRow]:
    digests = [digest(row.payload) for row in staging.rejected]
    rows = (
        CorrectionRow.objects.filter(
            feed=staging.feed.name, digest__in=digests, correction__state=Correction.State.APPROVED
        )
        .select_related("correction__government")
        .order_by("correction__decided_at", "id")
    )
    return {(row.correction.government.code, bytes(row.digest)): row for row in rows}


def _cell(value: Any) -> Any:
    return ",".join(map(str, value)) if isinstance(value, list) else value


@lru_cache(maxsize=64)
def _plan(feed: str) -> Plan:
    """Reads rows that have our own names; marks of officials are marks already."""
    from .feeds import BY_NAME

    plain = tuple(replace(column, private=False) for column in BY_NAME[feed].columns)
    return Plan(replace(BY_NAME[feed], columns=plain), [column.name for column in plain], str)
