"""`/beli/<gov>/sp2d/<id>/`: what the columns of a register mean, what its rows say, taking them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.intake import register_sheets as reading
from belanja.intake import services
from belanja.purchasing.models import Register
from belanja.purchasing.selectors import registers
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Piece, Row, Stepper, Table

from ..access import BuyerDesk, buyer_page, frame
from .forms import HeadingForm

State = Register.State
_STEPS = ("Unggah", "Arti kolom", "Periksa baris", "Dimuat")
_PLACE = {State.HEADINGS: 2, State.ROWS: 3, State.TAKEN: 4, State.DISCARDED: 4}
_MOST = 100


@buyer_page(Duty.IMPORT_SP2D, methods=("GET", "HEAD", "POST"))
def register(request: HttpRequest, desk: BuyerDesk, register_id: int) -> HttpResponse:
    found = _register(desk, register_id)
    if request.method != "POST":
        return _show(request, desk, found)
    try:
        said = _act(request, desk, found)
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        return _show(request, desk, _register(desk, register_id), refusal=refusal, data=request.POST)
    messages.success(request, said)
    return HttpResponseRedirect(desk.url("buying:register", register_id))


def _act(request: HttpRequest, desk: BuyerDesk, found: Register) -> str:
    act = request.POST.get("do", "")
    if act == "map":
        if found.state not in (State.HEADINGS, State.ROWS):
            raise RuleBroken("already_decided", f"Register ini sudah {found.get_state_display()}.", status=409)
        form = HeadingForm(request.POST, columns=reading.columns(found))
        if not form.is_valid():
            raise RuleBroken("heading_meaning", "Pilih arti setiap kolom.")
        services.explain_register(register_id=found.pk, meanings=form.meanings(), actor=desk.actor)
        return "Arti kolom disimpan; register dengan judul yang sama tidak ditanyakan lagi."
    if act == "take":
        done = services.take_register(register_id=found.pk, actor=desk.actor)
        return f"{text.number(done.rows_new)} baris baru dimuat, {text.number(done.matched)} pembayaran cocok."
    if act == "discard":
        services.discard_register(register_id=found.pk, actor=desk.actor)
        return "Register dibatalkan; berkasnya dihapus."
    raise Http404


def _register(desk: BuyerDesk, register_id: int) -> Register:
    rows = registers.registers(desk.government.pk, desk.units(Duty.IMPORT_SP2D))
    found = rows.filter(pk=register_id).select_related("government").first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, desk: BuyerDesk, found: Register, *, refusal: RuleBroken | None = None, data: Any = None
) -> HttpResponse:
    context = frame(desk, "buying:registers", title=found.file_name)
    whose = f", {shown(found.unit.name)}" if found.unit else ""
    context |= {
        "lead": f"Register SP2D tahun {found.year}{whose}, {found.get_state_display()}.",
        "steps": Stepper(steps=_STEPS, current=_PLACE[State(found.state)]),
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "discards": found.state in (State.HEADINGS, State.ROWS),
        "takes": False,
        "form": None,
        "items": [],
        "parts": [],
    }
    try:
        context |= _step(desk, found, data if data and data.get("do") == "map" else None)
    except RuleBroken as broken:
        context["refusal"] = Notice(kind="error", title=broken.message)
    return render(request, "buyer/register.html", context, status=refusal.status if refusal else 200)


def _step(desk: BuyerDesk, found: Register, data: Any) -> dict[str, Any]:
    if found.state == State.HEADINGS:
        return {"form": HeadingForm(data, columns=reading.columns(found))}
    if found.state == State.ROWS:
        return _preview(found)
    if found.state == State.DISCARDED:
        return {"items": [Notice(title="Register ini dibatalkan; berkasnya sudah dihapus.")]}
    told = (
        f"{text.number(found.rows_new)} baris baru, {text.number(found.rows_known)} sudah dikenal, "
        f"{text.number(found.rows_left)} ditinggalkan; {text.number(found.matched)} pembayaran cocok."
    )
    link = Link(label="Lihat yang belum cocok", href=desk.url("buying:registers"))
    return {"items": [Notice(kind="success", title=told, text="Berkasnya sudah dihapus.", action=link)]}


def _preview(found: Register) -> dict[str, Any]:
    """What would be taken, and every row that would not, with the reason."""
    lines = reading.lines(found)
    good, left = [one for one in lines if one.read], [one for one in lines if one.problems]
    told: list[Piece] = [
        Notice(
            title=f"{text.number(len(good))} dari {text.number(len(lines))} baris dapat dimuat.",
            text=f"{text.number(len(left))} baris ditinggalkan; alasannya ada di bawah." if left else "",
        )
    ]
    tables = [
        _table("ditinggalkan", f"Ditinggalkan ({text.number(len(left))})", left[:_MOST]),
        _table("contoh", "Contoh baris yang dimuat", good[:10]),
    ]
    return {"items": [*told, *(table for table in tables if table.rows)], "takes": bool(good)}


def _table(key: str, caption: str, lines: list[reading.RegisterLine]) -> Table:
    return Table(
        key=key,
        caption=caption,
        level=2,
        stacked=True,
        columns=[
            Column(key="baris", label="Baris"),
            Column(key="nomor", label="Nomor"),
            Column(key="penerima", label="Penerima"),
            Column(key="unit", label="Unit"),
            Column(key="nilai", label="Nilai", numeric=True),
            Column(key="catatan", label="Catatan"),
        ],
        rows=[
            Row(
                cells=[
                    text.number(one.row),
                    one.written[:80],
                    one.read.firm if one.read and one.read.firm else Cell(text="tidak disebut", words=True),
                    shown(one.unit.name) if one.unit else Cell(text="tidak disebut", words=True),
                    text.rupiah(one.read.amount) if one.read else Cell(text=text.UNKNOWN, words=True),
                    Cell(text="; ".join(one.problems) or "dimuat", words=True),
                ]
            )
            for one in lines
        ],
        empty=EmptyState(title="Tidak ada."),
    )
