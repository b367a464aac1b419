"""`/kelola/<gov>/katalog/harga-acuan/daftar/<id>/`: what its columns mean, what its rows say, putting it in force."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import ReferenceList
from belanja.foundation import text
from belanja.intake import reference_sheets as reading
from belanja.intake import services
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reference_prices import Kind
from belanja.web.officer.access import REFERENCE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import page_of
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Piece, Row, Stepper, Table

from .forms import HeadingForm
from .lists import basis_words

State = ReferenceList.State
_STEPS = ("Unggah", "Arti kolom", "Periksa baris", "Berlaku")
_PLACE = {State.HEADINGS: 2, State.ROWS: 3, State.STANDING: 4, State.REPLACED: 4, State.DISCARDED: 4}
_MOST_PROBLEMS = 200


@officer_page(*REFERENCE_READERS, methods=("GET", "HEAD", "POST"))
def one_list(request: HttpRequest, office: Office, list_id: int) -> HttpResponse:
    found = _list(office, list_id)
    if request.method != "POST":
        return _show(request, office, found)
    act = request.POST.get("do", "")
    if act not in {"map", "apply", "discard"} or not office.may(Duty.IMPORT_REFERENCE_PRICES):
        raise Http404
    try:
        said = _act(act, request, office, found)
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        return _show(request, office, _list(office, list_id), refusal=refusal, data=request.POST)
    messages.success(request, said)
    return HttpResponseRedirect(office.url("references:list", list_id))


def _act(act: str, request: HttpRequest, office: Office, found: ReferenceList) -> str:
    if act == "map":
        form = HeadingForm(request.POST, columns=reading.columns(found))
        if not form.is_valid():
            raise RuleBroken("heading_meaning", "Pilih arti setiap kolom.")
        services.explain_list(list_id=found.pk, meanings=form.meanings(), actor=office.actor)
        return "Arti kolom disimpan; daftar dengan judul yang sama tidak ditanyakan lagi."
    if act == "apply":
        count = services.apply_list(list_id=found.pk, actor=office.actor)
        return f"{text.number(count)} harga berlaku untuk tahun {found.year}."
    services.discard_list(list_id=found.pk, actor=office.actor)
    return "Daftar dibatalkan."


def _list(office: Office, list_id: int) -> ReferenceList:
    found = ReferenceList.objects.filter(government=office.government, pk=list_id).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    office: Office,
    found: ReferenceList,
    *,
    refusal: RuleBroken | None = None,
    data: Any = None,
) -> HttpResponse:
    context = frame(office, "references:lists", title=f"{Kind(found.kind).short} {found.year}")
    may = office.may(Duty.IMPORT_REFERENCE_PRICES)
    context |= {
        "lead": f"{found.decree}, {text.long_date(found.dated)}. Harga {basis_words(found)}. Berkas {found.file_name}.",
        "steps": Stepper(steps=_STEPS, current=_PLACE[State(found.state)]),
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "discards": may and found.state in (State.HEADINGS, State.ROWS, State.STANDING),
        "stands": found.state == State.STANDING,
        "parts": [],
        **dict.fromkeys(("form", "notices", "tables", "applies")),
    }
    try:
        context |= _step(request, office, found, data if data and data.get("do") == "map" else None, may=may)
    except RuleBroken as broken:
        context["refusal"] = Notice(kind="error", title=broken.message)
    return render(request, "references/list.html", context, status=refusal.status if refusal else 200)


def _step(request: HttpRequest, office: Office, found: ReferenceList, data: Any, *, may: bool) -> dict[str, Any]:
    if found.state == State.HEADINGS:
        return {"form": HeadingForm(data, columns=reading.columns(found)) if may else None}
    if found.state == State.ROWS:
        return _preview(found, may=may)
    if found.state == State.DISCARDED:
        return {"notices": [Notice(title="Daftar ini dibatalkan.")]}
    told: list[Piece] = [
        Notice(
            title=f"{text.number(found.prices.count())} harga {found.get_state_display()}.",
            action=Link(label="Cocokkan dengan barang katalog", href=office.url("references:prices")),
        )
    ]
    prices = found.prices.order_by("row")
    rows, pagination = page_of(prices, prices.count(), request)
    table = Table(
        key="harga",
        caption="Harga dalam daftar",
        level=2,
        columns=_COLUMNS[1:],
        rows=[
            Row(
                href=office.url("references:price", one.pk),
                cells=[Cell(text=one.name, sub=one.specification), one.code, text.rupiah(one.amount), one.unit_written],
            )
            for one in rows
        ],
        pagination=pagination,
        tight=True,
    )
    return {"notices": told, "tables": [table]}


_COLUMNS = [
    Column(key="baris", label="Baris"),
    Column(key="nama", label="Nama", note="spesifikasi"),
    Column(key="kode", label="Kode"),
    Column(key="harga", label="Harga", numeric=True),
    Column(key="satuan", label="Satuan"),
]


def _preview(found: ReferenceList, *, may: bool) -> dict[str, Any]:
    """What would come into force, and every row that would not, with the reason."""
    lines = reading.lines(found)
    good = [line for line in lines if not line.problems]
    doubtful = [line for line in good if line.doubts]
    told = [
        Notice(
            title=f"{text.number(len(good))} dari {text.number(len(lines))} baris dapat diberlakukan.",
            text=f"{text.number(len(lines) - len(good))} baris ditinggalkan; alasannya ada di bawah."
            if len(good) < len(lines)
            else "",
        )
    ]
    if doubtful:
        told.append(
            Notice(
                kind="warning",
                title=f"{text.number(len(doubtful))} baris memakai satuan yang belum dikenal.",
                text="Harganya ditampilkan, tetapi tidak dibandingkan: "
                + ", ".join(list(dict.fromkeys(line.unit_written for line in doubtful))[:8]),
            )
        )
    left = [line for line in lines if line.problems]
    tables = [
        _lines("ditinggalkan", f"Ditinggalkan ({text.number(len(left))})", left[:_MOST_PROBLEMS], with_reason=True),
        _lines("contoh", "Contoh baris yang diberlakukan", good[:20], with_reason=False),
    ]
    return {"notices": told, "tables": [table for table in tables if table.rows], "applies": may and bool(good)}


def _lines(key: str, caption: str, lines: list[reading.PriceLine], *, with_reason: bool) -> Table:
    columns = [*_COLUMNS, *([Column(key="alasan", label="Alasan")] if with_reason else [])]
    rows = []
    for line in lines:
        cells: list[Cell | str] = [
            text.number(line.row),
            Cell(text=line.name, sub=line.specification),
            line.code,
            text.rupiah(line.amount) if line.amount is not None else Cell(text=text.UNKNOWN, words=True),
            line.unit_written,
        ]
        if with_reason:
            cells.append("; ".join(line.problems))
        rows.append(Row(cells=cells))
    return Table(key=key, caption=caption, columns=columns, rows=rows, level=2, tight=True,
                 empty=EmptyState(title="Tidak ada."))  # fmt: skip
