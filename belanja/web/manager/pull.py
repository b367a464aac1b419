"""`/kelola/<gov>/impor/<id>/`: one pull accounted for: files, rows and rupiah, what changed, what did not fit."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.intake import quarantine as quarantine_records
from belanja.intake import selectors as intake
from belanja.intake.models import HeldItem, Pull, QuarantineRow
from belanja.intake.selectors import Change
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, with_query
from belanja.web.officer.words import field_label, field_value, quarantine_label
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Flow,
    Link,
    Notice,
    Piece,
    Reconciliation,
    Row,
    Standing,
    StatusTag,
    Table,
    Tabs,
    Term,
)

from . import files


def title_of(of: Pull | HeldItem) -> str:
    """Feed and year, as in a heading."""
    return f"{intake.feed_label(of.feed)}{f' {of.year}' if of.year else ''}"


@officer_page(Duty.SEE_IMPORTS)
def pull(request: HttpRequest, office: Office, pull_id: int) -> HttpResponse:
    found = intake.pull(government_id=office.government.pk, pull_id=pull_id)
    context = frame(office, "manager:pulls", title=title_of(found))
    parts = [
        Part(key="rekonsiliasi", title="Rekonsiliasi", items=[reconciliation(office, found), _later(found)]),
        Part(
            key="ubah",
            title="Yang berubah pada data",
            about=_compared(found),
            items=[_changes_table(office, found)],
        ),
        Part(key="berkas", title="Berkas", items=[_files(found)]),
        Part(key="karantina", title="Karantina", items=_quarantine(request, office, found)),
    ]
    context |= {
        "lead": f"Dimuat {text.date_time(found.at)} oleh {found.actor_label}.",
        "top": [_terms(office, found), *notes_of(found), _undo(office, found)],
        "parts": parts,
    }
    return render(request, "inspector/detail.html", context)


@officer_page(Duty.SEE_IMPORTS)
def changes(request: HttpRequest, office: Office, pull_id: int, change: str) -> HttpResponse:
    """Rows that a pull added, changed or lost."""
    if change not in tuple(Change):
        raise Http404
    found = intake.pull(government_id=office.government.pk, pull_id=pull_id)
    what = Change(change)
    rows = intake.changes(found, what)
    count = _counts(found)[what]
    shown, pagination = page_of(rows, count, request, streams=True)
    table = Table(
        key="baris",
        caption=f"{text.number(count)} baris {what}",
        columns=[
            Column(key="kunci", label="Kunci baris"),
            Column(key="paket", label="Isi"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                href=office.url("inspector:row", row.pk),
                cells=[
                    row.key,
                    _gist(row.payload),
                    str(row.payload.get("nama_satker") or row.payload.get("kd_satker_str") or ""),
                    Cell(text=text.UNKNOWN, words=True) if row.amount is None else text.rupiah(row.amount),
                ],
            )
            for row in shown
        ],
        whole=lambda: files.changes(rows, _gist, title=f"Baris {what}, {title_of(found)}"),
        pagination=pagination,
        tight=True,
        empty=EmptyState(title=f"Tidak ada baris {what} dalam tarikan ini."),
    )
    trail = (title_of(found), office.url("manager:pull", found.pk))
    context = frame(office, "manager:pulls", trail, title=f"Baris {what}")
    links = [
        Link(
            label=text.capital_first(item.value),
            href=office.url("manager:changes", found.pk, item.value),
            current=item is what,
            count=_counts(found)[item],
        )
        for item in Change
    ]
    context |= {
        "lead": f"{title_of(found)}, tarikan {text.date_time(found.at)}",
        "top": Tabs(label="Jenis perubahan", links=links),
        "parts": [Part(key="daftar", title="Daftar", items=[table])],
    }
    return render(request, "inspector/detail.html", context)


def reconciliation(office: Office, found: Pull, *, key: str = "rekonsiliasi-tabel", of: str = "") -> Reconciliation:
    """What came in equals what became of it, in rows and in rupiah; `of` where a page shows several."""
    here = office.url("manager:pull", found.pk)
    return Reconciliation(
        key=key,
        caption="Rekonsiliasi baris dan rupiah" + (f", {of}" if of else ""),
        incoming=Flow(label="Masuk", rows=found.rows_in, amount=found.amount_in),
        outgoing=[
            Flow(label="Dimuat", rows=found.rows_loaded, amount=found.amount_loaded),
            Flow(label="Tidak berubah", rows=found.rows_unchanged, amount=found.amount_unchanged),
            Flow(label="Berulang, dihitung sekali", rows=found.rows_replayed, amount=found.amount_replayed),
            Flow(
                label="Karantina",
                rows=found.rows_quarantined,
                amount=found.amount_quarantined,
                href=f"{here}#karantina" if found.rows_quarantined else "",
            ),
        ],
    )


def notes_of(found: Pull) -> list[Piece]:
    """What is worth knowing about a pull: unknown and vanished columns, and whether it waits."""
    pieces: list[Piece] = []
    if found.state == Pull.State.HELD:
        pieces.append(
            Notice(
                kind="warning",
                title="Tarikan ini tampak terpotong dan menunggu keputusan.",
                text="Baris lama yang tidak ada di dalamnya tetap dipakai; porsi yang bergantung padanya ditahan.",
            )
        )
    for note in found.notes:
        kind = "warning" if note.get("code") == "column_vanished" else "info"
        title = {"column_vanished": "Kolom hilang.", "unknown_column": "Kolom belum dikenal."}
        pieces.append(
            Notice(kind=kind, title=title.get(str(note.get("code")), "Perhatian."), text=str(note.get("message", "")))
        )
    return pieces


def _terms(office: Office, found: Pull) -> DefinitionList:
    former = intake.former_pull(found)
    held = found.state == Pull.State.HELD
    withdrawn = found.state == Pull.State.WITHDRAWN
    standing = Standing.UNKNOWN if withdrawn else Standing.HELD if held else Standing.REACHED
    state = StatusTag(standing=standing, word=found.get_state_display())
    terms = [
        Term(term="Keadaan", piece=state),
        Term(term="Bentuk berkas", text=found.shape),
        Term(
            term="Hari menurut sumber",
            text=text.long_date(found.source_day) if found.source_day else "tidak disebut",
        ),
        Term(
            term="Tarikan sebelumnya",
            text=text.date_time(former.at) if former else "tidak ada, ini yang pertama",
            href=office.url("manager:pull", former.pk) if former else "",
        ),
    ]
    return DefinitionList(terms=terms)


def _undo(office: Office, found: Pull) -> Piece | None:
    """The way to take an import back, or that it was."""
    if found.state == Pull.State.WITHDRAWN:
        when = text.date_time(found.withdrawn_at) if found.withdrawn_at else ""
        return Notice(
            kind="warning",
            title="Impor ini sudah ditarik dan tidak masuk angka mana pun.",
            text=f"{when}, {found.withdrawn_by_label}. Alasan: {found.withdrawn_reason}",
        )
    if not office.may(Duty.CORRECT_IMPORT) or found.government_id is None:
        return None
    return Notice(
        title="Berkasnya salah?",
        text="Impor dapat ditarik utuh dengan alasan; angka kembali ke tarikan sebelumnya.",
        action=Link(label="Tarik impor ini", href=office.url("manager:withdraw", found.pk)),
    )


def _later(found: Pull) -> Table | None:
    """What became of the rows that this pull put in quarantine: the account still adds up."""
    later = quarantine_records.corrected_later(found)
    if not later or set(later) == {QuarantineRow.State.OPEN}:
        return None
    labels = dict(QuarantineRow.State.choices)
    rows = [
        Row(
            cells=[
                text.capital_first(labels[QuarantineRow.State(state)]),
                text.number(told.rows),
                text.rupiah(told.amount),
            ]
        )
        for state, told in sorted(later.items())
    ]
    return Table(
        key="karantina-kemudian",
        caption="Yang terjadi kemudian dengan baris karantina",
        columns=[
            Column(key="keadaan", label="Keadaan"),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="nilai", label="Nilai menurut sumber", numeric=True, note="rupiah"),
        ],
        rows=rows,
        total=["Jumlah", text.number(found.rows_quarantined), text.rupiah(found.amount_quarantined)],
        tight=True,
    )


def _compared(found: Pull) -> str:
    if found.state == Pull.State.HELD:
        return "Baris yang tidak ada dalam tarikan ini belum ditutup sampai ada keputusan."
    return "Dibandingkan dengan baris yang berlaku sebelum tarikan ini."


def _counts(found: Pull) -> dict[Change, int]:
    return {Change.ADDED: found.added, Change.CHANGED: found.changed, Change.VANISHED: found.vanished}


def _changes_table(office: Office, found: Pull) -> Table:
    words = {
        Change.ADDED: "Baris yang belum pernah ada",
        Change.CHANGED: "Baris dengan isi yang berbeda dari tarikan sebelumnya",
        Change.VANISHED: "Baris lama yang tidak ada lagi",
    }
    return Table(
        key="perubahan",
        caption="Baris menurut perubahan",
        columns=[
            Column(key="jenis", label="Jenis"),
            Column(key="arti", label="Artinya"),
            Column(key="baris", label="Baris", numeric=True),
        ],
        rows=[
            Row(
                href=office.url("manager:changes", found.pk, change.value) if count else "",
                cells=[text.capital_first(change.value), words[change], text.number(count)],
            )
            for change, count in _counts(found).items()
        ],
        tight=True,
    )


def _files(found: Pull) -> Table:
    return Table(
        key="berkas-tabel",
        caption="Berkas tarikan ini",
        columns=[
            Column(key="nama", label="Nama berkas"),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="ukuran", label="Ukuran", numeric=True, note="byte"),
            Column(key="sidik", label="Sidik SHA-256"),
        ],
        rows=[
            Row(
                cells=[
                    file["name"],
                    text.number(file["rows"]),
                    text.number(file["bytes"]),
                    file["sha256"],
                ]
            )
            for file in found.files
        ],
        tight=True,
    )


def _quarantine(request: HttpRequest, office: Office, found: Pull) -> Sequence[Piece | None]:
    reasons = intake.quarantine_reasons(found)
    reason = request.GET.get("alasan", "")
    counts = dict(reasons)
    reason = reason if reason in counts else ""
    total = sum(counts.values())
    held = intake.quarantine(found, reason=reason)
    shown, pagination = page_of(held, counts.get(reason, total), request, streams=True)
    links = [Link(label="Semua", href=with_query("", request.GET, alasan="") or "?", current=not reason, count=total)]
    links += [
        Link(
            label=quarantine_label(code),
            href=with_query("", request.GET, alasan=code),
            current=code == reason,
            count=count,
        )
        for code, count in reasons
    ]
    table = Table(
        key="karantina-tabel",
        caption="Baris yang tidak dimuat",
        columns=[
            Column(key="baris", label="Berkas dan baris"),
            Column(key="alasan", label="Mengapa, dan apa yang perlu dilakukan"),
            Column(key="isi", label="Isi yang terbaca"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[_quarantine_row(row) for row in shown],
        whole=lambda: files.quarantine(held, title=title_of(found)),
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Tidak ada baris yang dikarantina.", text="Semua baris cocok dengan bentuk yang dikenal."
        ),
    )
    return [Tabs(label="Alasan karantina", links=links) if len(reasons) > 1 else None, table]


def _quarantine_row(row: QuarantineRow) -> Row:
    told = [
        f"{field_label(name)}: {field_value(name, value)}"
        for name, value in row.payload.items()
        if value not in (None, "", [])
    ]
    return Row(
        cells=[
            Cell(text=f"Baris {text.number(row.row_number)}", sub=row.file),
            Cell(text=row.message, sub=quarantine_label(row.reason)),
            Cell(text="; ".join(told[:6])),
            Cell(text=text.UNKNOWN, words=True) if row.amount is None else text.rupiah(row.amount),
        ]
    )


def _gist(payload: dict[str, Any]) -> str:
    for name in ("nama_paket", "nama_komoditas", "uraian", "keterangan", "nama_satker"):
        if payload.get(name):
            return str(payload[name])
    return ""
