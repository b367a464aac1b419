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

from ..access import FirmDesk
from .pieces import Line, SheetRow, SheetRows

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
        ("draf", "Masih draf"),
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


def preview_rows(request: HttpRequest, desk: FirmDesk, found: Upload, action: str) -> tuple[SheetRows, list[int]]:
    """The page of rows asked for, and the lines on it that can be chosen."""
    rows = selectors.rows(found.pk, action=action if action in set(Action) else "")
    shown, pagination = page_of(rows, rows.count(), request, per_page=_PER_PAGE)
    where = _places(found)
    piece = SheetRows(
        title="Baris yang akan berubah",
        form=FORM,
        rows=[_row(desk, row, where) for row in shown],
        pagination=pagination,
        empty=EmptyState(title="Tidak ada baris di sini."),
    )
    return piece, [row.place for row in shown if row.action != Action.WRONG]


def _row(desk: FirmDesk, row: UploadRow, where: dict[str, str]) -> SheetRow:
    taken = row.action != Action.WRONG
    changes, more = _changes(row) if taken else ([], "")
    wrong = _marks(row, where, Weight.ERROR)
    lacks = _marks(row, where, Weight.LACKS)
    word = {Action.NEW.value: "Tambahkan", Action.CHANGED.value: "Ubah"}.get(row.action, "Perbaiki dulu")
    return SheetRow(
        name=row.name or "Tanpa nama",
        about=f"baris {text.number(row.place)}" + (f" · {row.number}" if row.number else ""),
        href=desk.url("vendor:listing", row.offer_id) if row.offer_id else "",
        word=f"{word} sebagai draf" if row.action == Action.NEW and not row.complete else word,
        tick=str(row.place) if taken else "",
        ticked=row.chosen,
        wrong=wrong[:_MOST],
        lacks=lacks[:_MOST],
        changes=changes,
        more=more,
    )


def _changes(row: UploadRow) -> tuple[list[Line], str]:
    told = [
        Line(
            term=heading,
            words=_short(after, 160) if row.offer_id is None else f"{_short(before)} menjadi {_short(after)}",
        )
        for heading, before, after in row.changes
    ]
    more = len(told) - _MOST
    return told[:_MOST], f"dan {text.number(more)} isian lain" if more > 0 else ""


def _short(words: str, most: int = 80) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _places(found: Upload) -> dict[str, str]:
    """Column key -> its heading in the sheet and the letter by which the program names it: `Stok (AC`."""
    return {
        str(one["key"]): f"{str(one['name']).removesuffix(' *')} ({xl_col_to_name(place)}"
        for place, one in enumerate(found.headings)
        if one["key"]
    }


def _marks(row: UploadRow, where: dict[str, str], weight: Weight) -> list[Line]:
    """The cell, what is wrong with it and the fix."""
    return [
        Line(term=f"{where[key]}{row.place}):" if key in where else "", words=f"{message} {fix}")
        for key, of_weight, message, fix in row.marks
        if of_weight == weight
    ]


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
