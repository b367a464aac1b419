"""A list of goods for a package as a sheet: any columns, their headings learnt, looked at before anything is put in."""

import io
from collections.abc import Mapping, Sequence

from belanja.documents import xlsx
from belanja.documents.sheets import Field, Kind, Sheet
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake.learnt_sheets import Columns
from belanja.journal.services import Actor
from belanja.rules import headings
from belanja.rules.buying import lists
from belanja.rules.buying.lists import HEADINGS, MOST_ROWS, Meaning, check_headings

from .carried_lists import Limits, Listed
from .downloads import Download
from .models import CartHeading

LIST = Limits(largest=2 * 1024 * 1024, rows=MOST_ROWS, cell=300, letters=200_000)
COLUMNS = Columns(
    CartHeading.objects,
    Meaning,
    Meaning.IGNORED,
    check=check_headings,
    likely=lambda names: headings.best_fit(names, HEADINGS),
)


def meanings(government_id: int, listed: Listed) -> dict[str, Meaning]:
    """What each column is taken to mean: as explained before, else by likeness."""
    return {one.name: one.meaning for one in COLUMNS.headings(government_id, listed.names, {})}


def explain(government: Government, given: Mapping[str, Meaning], actor: Actor) -> None:
    """Remember what the columns mean. RuleBroken 422 where they make no list."""
    COLUMNS.remember(government, given, actor)


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
