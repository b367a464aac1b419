"""A list of goods for a package as a sheet: any columns, their headings learnt, looked at before anything is put in.

The sheet itself is not kept: what was read of it goes along as text with the page that shows it, so nothing is lost
while its columns are explained or its rows mended.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belanja.documents import xlsx
from belanja.documents.sheets import Field, Kind, Sheet
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake.learnt_sheets import Columns, kind_of, limited, opened
from belanja.journal.services import Actor
from belanja.rules import headings
from belanja.rules.buying import lists
from belanja.rules.buying.lists import HEADINGS, MOST_ROWS, Meaning, check_headings
from belanja.rules.decisions import RuleBroken

from .downloads import Download
from .models import CartHeading

#: Bytes of a file, and letters of what goes along with the page.
LARGEST, MOST_LETTERS = 2 * 1024 * 1024, 200_000
COLUMNS = Columns(
    CartHeading.objects,
    Meaning,
    Meaning.IGNORED,
    check=check_headings,
    likely=lambda names: headings.best_fit(names, HEADINGS),
)


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


def read(file_name: str, content: bytes) -> Listed:
    """An uploaded sheet. RuleBroken 422 for what is no table, is too large or has too many rows."""
    if not content or len(content) > LARGEST:
        raise RuleBroken("sheet_size", f"Berkas kosong atau lebih dari {LARGEST // 1024**2} MB.")
    with opened(content, kind_of(file_name)) as table:
        names = list(table.columns)
        found = limited(table, most=MOST_ROWS, whole="Daftar")
        rows = [[" ".join(str(row.get(name) or "").split())[:300] for name in names] for _place, row in found]
    listed = Listed(names, rows)
    if len(listed.text) > MOST_LETTERS:
        raise RuleBroken("sheet_size", "Daftar ini terlalu panjang. Hapus kolom yang tidak dipakai, lalu unggah lagi.")
    return listed


def carried(text: str) -> Listed:
    """What a page carried along. RuleBroken 422 for what is none."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text[:MOST_LETTERS]), delimiter=";") if row]
    except csv.Error:
        rows = []
    if len(rows) < 2 or len(rows) > MOST_ROWS + 1 or any(len(row) != len(rows[0]) for row in rows):
        raise RuleBroken("sheet_lost", "Daftar ini tidak terbaca lagi. Unggah berkasnya sekali lagi.")
    return Listed(rows[0], rows[1:])


def meanings(government_id: int, listed: Listed) -> dict[str, Meaning]:
    """What each column is taken to mean: as explained before, else by likeness."""
    known = COLUMNS.remembered(government_id, listed.names)
    guessed = COLUMNS.likely([name for name in listed.names if name not in known])
    taken = set(known.values())
    rest = {name: one for name, one in guessed.items() if one not in taken}
    return {name: known.get(name) or rest.get(name, Meaning.IGNORED) for name in listed.names}


def explain(government: Government, given: Mapping[str, Meaning], actor: Actor) -> None:
    """Remember what the columns mean. RuleBroken 422 where they make no list."""
    check_headings(given)
    for name, meaning in given.items():
        CartHeading.objects.update_or_create(
            government=government,
            heading=headings.tidied(name),
            defaults={"meaning": meaning, "decided_by_id": actor.user_id, "decided_at": clock.now()},
        )


def rows_of(listed: Listed, given: Mapping[str, Meaning]) -> list[lists.Row]:
    """The rows as a package takes them, numbered as in the sheet with its heading as row 1. RuleBroken 422 where the
    columns make no list."""
    check_headings(given)
    where = {meaning: place for place, name in enumerate(listed.names) if (meaning := given.get(name))}

    def cell(row: Sequence[str], meaning: Meaning) -> str:
        return row[where[meaning]] if meaning in where else ""

    found = [
        lists.row_of_cells(place, *(cell(row, one) for one in (Meaning.NUMBER, Meaning.QUANTITY, Meaning.NOTE)))
        for place, row in enumerate(listed.rows, start=2)
    ]
    return [row for row in found if row is not None]


def empty() -> Download:
    """A sheet with the headings alone, to be filled in."""
    fields = (
        Field("nomor_barang", "Nomor barang", Kind.CODE, 24),
        Field("jumlah", "Jumlah", Kind.NUMBER),
        Field("catatan", "Catatan", Kind.TEXT, 50),
    )
    source = (
        ("Nomor barang", "nomor pada halaman barangnya di katalog, atau nomor artikel penyedia"),
        ("Jumlah", "dalam satuan jual; paling banyak dua angka di belakang koma"),
        ("Catatan", "untuk penyedia; boleh kosong"),
        ("Baris", f"paling banyak {MOST_ROWS}"),
    )
    target = io.BytesIO()
    sheet = Sheet(name="Daftar", title="Daftar barang", fields=fields, rows=list, source=source)
    xlsx.write(target, [sheet], title="Daftar barang untuk paket", created=clock.now())
    return Download("daftar-barang-kosong.xlsx", target.getvalue(), 0)
