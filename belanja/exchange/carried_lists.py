"""Short lists as sheets of any columns that are looked at before anything is taken.

The sheet itself is not kept: what was read of it goes along as text with the page that shows it, so nothing is lost
while its columns are explained or its rows mended.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from belanja.intake.learnt_sheets import kind_of, limited, opened
from belanja.rules.decisions import RuleBroken


@dataclass(frozen=True)
class Listed:
    """A sheet as it was read: its headings, and its rows as text."""

    names: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def text(self) -> str:
        """The same as text, for the page to carry along."""
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows([self.names, *self.rows])
        return out.getvalue()


@dataclass(frozen=True)
class Limits:
    """How large a list may be: bytes of its file, rows below its headings, letters of a cell (the rest is cut off), and
    letters of what goes along with the page."""

    largest: int
    rows: int
    cell: int
    letters: int

    def read(self, file_name: str, content: bytes) -> Listed:
        """An uploaded sheet. RuleBroken 422 for what is no table, is too large or has too many rows."""
        if not content or len(content) > self.largest:
            raise RuleBroken("sheet_size", f"Berkas kosong atau lebih dari {self.largest // 1024**2} MB.")
        with opened(content, kind_of(file_name)) as table:
            names = list(table.columns)
            found = limited(table, most=self.rows, whole="Daftar")
            rows = [[self._cell(row.get(name)) for name in names] for _place, row in found]
        listed = Listed(names, rows)
        if len(listed.text) > self.letters:
            raise RuleBroken(
                "sheet_size", "Daftar ini terlalu panjang. Hapus kolom yang tidak dipakai, lalu unggah lagi."
            )
        return listed

    def _cell(self, value: object) -> str:
        return " ".join(str(value or "").split())[: self.cell]

    def carried(self, text: str) -> Listed:
        """What a page carried along. RuleBroken 422 for what is none."""
        try:
            rows = [row for row in csv.reader(io.StringIO(text[: self.letters]), delimiter=";") if row]
        except csv.Error:
            rows = []
        if len(rows) < 2 or len(rows) > self.rows + 1 or any(len(row) != len(rows[0]) for row in rows):
            raise RuleBroken("sheet_lost", "Daftar ini tidak terbaca lagi. Unggah berkasnya sekali lagi.")
        return Listed(rows[0], rows[1:])
