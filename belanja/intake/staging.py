"""The staging table: where the rows of one feed and one run wait, typed, until they are compared and applied.

Rows are streamed in with COPY, a batch at a time, so that memory stays small however large the file is.
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.foundation.marks import private_hash
from belanja.rules.decisions import RuleBroken

from . import values
from .feeds import Feed, Plan, Reject
from .readers import Table

TABLE = "intake_incoming"
COMMON = (
    ("rid", "integer"),
    ("file_no", "smallint"),
    ("digest", "bytea"),
    ("payload", "jsonb"),
    ("gov", "text"),
    ("year", "smallint"),
    ("key", "text"),
    ("version", "text"),
    ("repeats", "boolean"),
    ("amount", "numeric(20,2)"),
    ("unit_number", "text"),
    ("unit_code", "text"),
)
#: More unreadable rows than this is not a feed with some bad rows, but the wrong file.
MOST_REJECTED = 100_000
#: So many unknown columns are told by name.
MOST_NAMED = 40

#: Stands for "nothing" in a line of COPY: a character that no text we keep can have (`values` takes it out).
_NULL = "\x01"
_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True)
class Rejected:
    file: str
    row_number: int
    gov: str
    year: int | None
    reason: str
    message: str
    column: str
    payload: dict[str, Any]
    amount: Decimal | None
    state: str = "open"
    """Of `models.QuarantineRow`: the same row may have been refused by two people before."""


@dataclass
class Staging:
    """What was seen while the rows of one feed were staged."""

    feed: Feed
    default_government: str | None
    rows: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    governments: dict[str, tuple[str, str]] = field(default_factory=dict)
    """KLPD code -> (name, kind) as the feed spells them."""
    units: dict[tuple[str, int | None, str, str], str] = field(default_factory=dict)
    """(government, year, kd_satker, kd_satker_str) -> name, both codes '' where absent."""
    notes: list[dict[str, Any]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    scopes: set[tuple[str, int | None]] = field(default_factory=set)
    """(government, year) of the staged rows; without a year where rows of a feed with fiscal years name none."""
    _rid: int = 0

    def create(self) -> None:
        """Make the empty table; it goes with the transaction."""
        columns = ", ".join(f"{name} {kind}" for name, kind in (*COMMON, *self.feed.typed))
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE} CASCADE")
            cursor.execute(f"CREATE TEMP TABLE {TABLE} ({columns}) ON COMMIT DROP")

    def copy(self, table: Table, file_no: int) -> Iterator[int]:
        """Stream a file's rows in; yields the number of rows after each batch, for the progress bar."""
        columns: dict[str, None] = dict.fromkeys(name for row in table.peek(200) for name in row)
        plan = Plan(self.feed, columns, private_hash)
        number = 0
        with (
            _undisturbed(),
            connection.cursor() as cursor,
            cursor.copy(f"COPY {TABLE} FROM STDIN WITH (NULL '{_NULL}')") as copy,
        ):
            for batch in table.rows():
                # Rows of JSON may leave empty columns out; one that comes late is still a column.
                if not columns.keys() >= (present := set().union(*batch)):
                    columns.update(dict.fromkeys(sorted(present)))
                    plan = Plan(self.feed, columns, private_hash)
                lines = []
                for row in batch:
                    number += 1
                    try:
                        lines.append(self.line(plan, row, file_no))
                    except Reject as reject:
                        self._reject(plan, row, table.name, number, reject)
                if lines:
                    copy.write("".join(lines))
                self.rows += len(batch)
                yield number
        self._note_columns(table, plan)

    def write(self, lines: Iterable[str]) -> None:
        """Take in some more rows as lines of COPY."""
        text = "".join(lines)
        if text:
            with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} FROM STDIN WITH (NULL '{_NULL}')") as copy:
                copy.write(text)

    def _note_columns(self, table: Table, plan: Plan) -> None:
        for column in plan.missing:
            if column.if_missing or column.required:
                self.missing.add(column.name)
                spelt = " atau ".join(column.all_spellings)
                why = column.if_missing or "tanpa kolom itu barisnya tidak dapat dimuat"
                self.notes.append(
                    {
                        "code": "column_vanished",
                        "column": column.name,
                        "message": f"{table.name}: kolom {spelt} tidak ada; {why}.",
                    }
                )
        unknown = [values.text(name) or "?" for name in plan.unknown[:MOST_NAMED]]
        if unknown:
            self.notes.append(
                {
                    "code": "unknown_column",
                    "columns": unknown,
                    "message": f"{table.name}: kolom yang belum dikenal dan tidak disimpan: " + ", ".join(unknown),
                }
            )

    def line(self, plan: Plan, row: dict[str, Any], file_no: int) -> str:
        """The row as a line of COPY. Raises Reject where it does not fit."""
        clean, payload = plan.read(row)
        gov = "" if self.feed.national else self._government(clean)
        staged = self.feed.stage(clean)
        unit_number, unit_code = clean.get("kd_satker") or "", clean.get("kd_satker_str") or ""
        year = staged.year if self.feed.yearly else 0
        if unit_number or unit_code:
            self.units.setdefault((gov, year, unit_number, unit_code), clean.get("nama_satker") or "")
        self.scopes.add((gov, year))
        self._rid += 1
        digest = hashlib.blake2b(payload.encode(), digest_size=16).hexdigest()
        cells = (gov, year, staged.key, staged.version, staged.repeats, staged.amount, unit_number, unit_code)
        texts = [cell if type(cell) is str else _copy_text(cell) for cell in cells + staged.typed]
        line = "\t".join(texts)
        if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(texts):
            line = "\t".join([text.translate(_SPECIAL) for text in texts])
        if "\\" in payload:  # the only one of them that JSON leaves in a text
            payload = payload.replace("\\", "\\\\")
        return f"{self._rid}\t{file_no}\t\\\\x{digest}\t{payload}\t{line}\n"

    def _government(self, clean: dict[str, Any]) -> str:
        code = clean.get("kd_klpd")
        if code is None:
            if self.default_government is None:
                raise Reject(
                    "government_missing",
                    "Baris tidak menyebut kode pemerintah daerah (kd_klpd). Impor ulang dengan --government.",
                    "kd_klpd",
                )
            if self.feed.without_code and clean.get("nama_klpd"):
                self.governments.setdefault(self.default_government, (clean["nama_klpd"], ""))
            return self.default_government
        code = str(code)
        if self.default_government is not None and code != self.default_government:
            raise Reject(
                "other_government",
                f"Baris milik pemerintah lain ({code}), sedangkan impor ini untuk {self.default_government}.",
                "kd_klpd",
            )
        if code not in self.governments:
            self.governments[code] = (clean.get("nama_klpd") or code, clean.get("jenis_klpd") or "")
        return code

    def _reject(self, plan: Plan, row: dict[str, Any], file: str, number: int, reject: Reject) -> None:
        if len(self.rejected) >= MOST_REJECTED:
            raise RuleBroken(
                "too_many_rejected",
                f"{file}: lebih dari {MOST_REJECTED} baris tidak dapat dibaca. Periksa apakah berkasnya benar.",
            )
        kept = plan.salvage(row)
        self.rejected.append(
            Rejected(
                file,
                number,
                str(kept.get("kd_klpd") or self.default_government or ""),
                kept["tahun"] if isinstance(kept.get("tahun"), int) else None,
                reject.reason,
                reject.message,
                reject.column,
                kept,
                _amount_of(self.feed, kept),
            )
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Rows come and go by the hundred thousand and hold no circles: looking for some would only cost time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _amount_of(feed: Feed, kept: dict[str, Any]) -> Decimal | None:
    """The amount of a rejected row for the reconciliation, where it could be read."""
    name = next((name for name in AMOUNT_COLUMNS if name in kept), "")
    written = kept.get(name)
    return Decimal(written) if isinstance(written, str) and _is_amount(written) else None


AMOUNT_COLUMNS = (
    "total_harga",
    "nilai_kontrak",
    "total_realisasi",
    "nilai_realisasi",
    "total_nilai",
    "pengadaan",
    "valuasi",
    "pagu",
)


def _is_amount(written: str) -> bool:
    whole, _, sen = written.removeprefix("-").partition(".")
    return whole.isdigit() and len(sen) == 2 and sen.isdigit() and len(whole) <= 18


def _copy_text(cell: Any) -> str:
    """A value that is no text, as COPY reads it."""
    if cell is None:
        return _NULL
    if cell is True:
        return "t"
    if cell is False:
        return "f"
    if isinstance(cell, list):
        quoted = ['"' + str(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in cell]
        return "{" + ",".join(quoted) + "}"
    return str(cell)
