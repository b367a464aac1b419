"""Rows of an upload as tables: what would change with its tick, what is to be mended, what became of each."""

from typing import Any

from django.http import HttpRequest
from xlsxwriter.utility import xl_col_to_name

from belanja.exchange import selectors
from belanja.exchange.models import Upload, UploadRow
from belanja.exchange.rows import Action, Weight
from belanja.foundation import text
from belanja.web.officer.lists import page_of, with_query
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Link, Row, Table, Tabs, Term
from belanja.web.pieces.forms import Tick

from ..access import FirmDesk
from .pieces import Lines

FORM = "pilihan"
_PER_PAGE = 50
#: Changes of one row that are shown; a new listing states more than a cell can hold.
_MOST = 8
Outcome = UploadRow.Outcome


def told_counts(found: Upload) -> DefinitionList:
    """How many rows do what."""
    counts = found.counts
    words = [
        ("baris", "Baris dalam lembar"),
        ("baru", "Barang baru"),
        ("berubah", "Barang yang berubah"),
        ("sama", "Tidak berubah"),
        ("salah", "Perlu diperbaiki dulu"),
        ("foto", "Foto dalam ZIP"),
        ("diterapkan", "Diterapkan"),
        ("ditolak", "Tidak diterapkan"),
        ("dibatalkan", "Dibatalkan"),
        ("tetap", "Tidak dapat dibatalkan"),
    ]
    terms = [Term(term=label, text=text.number(counts[key])) for key, label in words if counts.get(key)]
    lacking = counts.get("kurang", 0)
    if lacking and found.state == Upload.State.PREVIEW:
        told = f"{text.number(lacking)} barang baru belum lengkap; tersimpan sebagai draf sampai Anda melengkapinya"
        terms.append(Term(term="Catatan", text=told))
    return DefinitionList(terms=terms)


def filters(request: HttpRequest, found: Upload, action: str) -> Tabs:
    """The rows by what they do."""
    counts = found.counts
    total = sum(counts.get(one.value, 0) for one in (Action.NEW, Action.CHANGED, Action.WRONG))
    links = [Link(label="Semua", href=with_query("", request.GET, jenis="") or "?", current=not action, count=total)]
    links += [
        Link(
            label=one.label,
            href=with_query("", request.GET, jenis=one.value),
            current=action == one.value,
            count=counts.get(one.value, 0),
        )
        for one in (Action.NEW, Action.CHANGED, Action.WRONG)
        if counts.get(one.value)
    ]
    return Tabs(label="Jenis baris", links=links)


def preview_table(request: HttpRequest, desk: FirmDesk, found: Upload, action: str) -> tuple[Table, list[int]]:
    """The page of rows asked for, and the lines on it that can be chosen."""
    rows = selectors.rows(found.pk, action=action if action in set(Action) else "")
    shown, pagination = page_of(rows, rows.count(), request, per_page=_PER_PAGE)
    letters = _letters(found)
    table = Table(
        key="baris",
        caption="Yang akan berubah",
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="pilih", label="Terapkan"),
            Column(key="perubahan", label="Perubahan"),
            Column(key="perbaikan", label="Yang perlu diperbaiki"),
        ],
        rows=[
            Row(
                cells=[
                    _name(desk, row),
                    _tick(row),
                    Cell(piece=_changes(row)),
                    Cell(piece=_marks(row, letters)) if row.marks else "tidak ada",
                ]
            )
            for row in shown
        ],
        level=2,
        pagination=pagination,
        empty=EmptyState(title="Tidak ada baris di sini."),
    )
    return table, [row.place for row in shown if row.action != Action.WRONG]


def _name(desk: FirmDesk, row: UploadRow) -> Cell:
    about = f"baris {text.number(row.place)}" + (f" · {row.number}" if row.number else "")
    href = desk.url("vendor:listing", row.offer_id) if row.offer_id else ""
    return Cell(text=row.name or "Tanpa nama", sub=about, href=href)


def _tick(row: UploadRow) -> Cell:
    if row.action == Action.WRONG:
        return Cell(text="setelah diperbaiki", words=True)
    label = "tambah" if row.action == Action.NEW else "ubah"
    return Cell(
        piece=Tick(
            name="baris", value=str(row.place), label=label, more=f" baris {row.place}, {row.name}", form=FORM,
            ticked=row.chosen,
        )
    )  # fmt: skip


def _changes(row: UploadRow) -> Lines:
    if row.action == Action.NEW or not row.changes:
        told = [(f"{heading}:", after) for heading, _before, after in row.changes]
    else:
        told = [(f"{heading}:", f"{_short(before)} menjadi {_short(after)}") for heading, before, after in row.changes]
    more = len(told) - _MOST
    shown = [(term, _short(words, 160)) for term, words in told[:_MOST]]
    return Lines(lines=shown, more=f"dan {text.number(more)} isian lain" if more > 0 else "")


def _short(words: str, most: int = 80) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _letters(found: Upload) -> dict[str, str]:
    """Column key -> its heading in the sheet and its letter there, as the program shows it."""
    return {
        str(one["key"]): f"{one['name']} ({xl_col_to_name(place)}"
        for place, one in enumerate(found.headings)
        if one["key"]
    }


def _marks(row: UploadRow, letters: dict[str, str]) -> Lines:
    """The cell, what is wrong and the fix; what keeps the row from being taken first."""
    order = [one.value for one in Weight]
    told: list[tuple[str, str]] = []
    for key, weight, message, fix in sorted(row.marks, key=lambda mark: order.index(mark[1])):
        if weight == Weight.HINT and row.action != Action.WRONG and len(told) >= 2:
            continue
        where = f"{letters[key]}{row.place}):" if key in letters else ""
        told.append((where, f"{message} {fix}"))
    more = len(told) - _MOST
    return Lines(lines=told[:_MOST], more=f"dan {text.number(more)} hal lain" if more > 0 else "")


def done_tables(desk: FirmDesk, found: Upload) -> list[Table]:
    """Rows with something to tell: what was not taken, what stayed a draft, what could not be undone."""
    told: Any = selectors.rows(found.pk).exclude(note="")[:200]
    rows = [
        Row(
            cells=[
                Cell(
                    text=row.name or "Tanpa nama",
                    sub=f"baris {text.number(row.place)}" if found.kind == Upload.Kind.SHEET else "",
                    href=desk.url("vendor:listing", row.offer_id) if row.offer_id else "",
                ),
                row.get_outcome_display(),
                row.note,
            ]
        )
        for row in told
    ]
    if not rows:
        return []
    return [
        Table(
            key="catatan",
            caption="Yang perlu Anda ketahui",
            columns=[
                Column(key="barang", label="Foto" if found.kind == Upload.Kind.PHOTOS else "Barang"),
                Column(key="hasil", label="Hasil"),
                Column(key="alasan", label="Alasan dan yang dapat dilakukan"),
            ],
            rows=rows,
            level=2,
            tight=True,
        )
    ]
