"""`/beli/<gov>/sp2d/`: upload a register, former ones, and both lists of what found no partner."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.intake import services
from belanja.intake.services.registers import LARGEST
from belanja.purchasing.models import Sp2dRow
from belanja.purchasing.selectors import registers as selectors
from belanja.rules.buying.sp2d import RowKind
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.lists import Part, page_of, whole_number
from belanja.web.once import once
from belanja.web.pieces import Cell, Column, EmptyState, Pagination, Row, Table

from ..access import BuyerDesk, buyer_page, frame
from .desk import bills_table
from .forms import RegisterForm

READERS = (Duty.IMPORT_SP2D, Duty.PAY_PURCHASE)
_MOST = 200


def reach(desk: BuyerDesk) -> frozenset[int] | None:
    """Units whose register and payments are there for this person; None: every unit."""
    bring, pay = desk.units(Duty.IMPORT_SP2D), desk.units(Duty.PAY_PURCHASE)
    if bring is None or pay is None:
        return None
    return bring | pay


@buyer_page(*READERS, methods=("GET", "HEAD", "POST"))
def registers(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    form = _form(request, desk)
    refusal = None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            answer, _first = once(
                request, name="buying.register", actor=desk.actor, do=lambda: _receive(desk, form.cleaned_data)
            )
        except RuleBroken as refused:
            if refused.status in (403, 404):
                raise
            refusal = refused
            form.add_error("document", refused.message)
        else:
            return HttpResponseRedirect(desk.url("buying:register", answer["id"]))
    context = frame(desk, "buying:registers", title="Register SP2D")
    context["lead"] = "Dari sistem keuangan daerah, dengan kolom apa pun. Berkas yang sama boleh diunggah lagi."
    context["form"] = form
    context["parts"] = _parts(request, desk)
    status = refusal.status if refusal else 422 if form is not None and form.errors else 200
    return render(request, "buyer/registers.html", context, status=status)


def _form(request: HttpRequest, desk: BuyerDesk) -> RegisterForm | None:
    if not desk.office.may(Duty.IMPORT_SP2D):
        return None
    posted = request.method == "POST"
    units = _units(desk)
    return RegisterForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        year=clock.today().year,
        units=[(str(unit.pk), shown(unit.name)) for unit in units],
        every=desk.units(Duty.IMPORT_SP2D) is None,
    )


def _units(desk: BuyerDesk) -> list[Unit]:
    mine = desk.units(Duty.IMPORT_SP2D)
    found = institutions.units(desk.government.pk).filter(replaced_by__isnull=True)
    return list(found if mine is None else found.filter(pk__in=mine))


def _receive(desk: BuyerDesk, given: dict[str, Any]) -> dict[str, Any]:
    document, unit_id = given["document"], whole_number(given["unit"])
    if document.size > LARGEST:
        raise RuleBroken("sheet_size", "Berkas terlalu besar.")
    document.seek(0)
    made = services.receive_register(
        government=desk.government,
        year=given["tahun"],
        file_name=document.name or "",
        content=document.read(),
        actor=desk.actor,
        unit=next((unit for unit in _units(desk) if unit.pk == unit_id), None),
    )
    return {"id": made.pk}


def _parts(request: HttpRequest, desk: BuyerDesk) -> list[Part]:
    units, year = reach(desk), clock.today().year
    alone = selectors.rows_alone(desk.government.pk, units, year=year)
    rows, pages = page_of(alone, alone.count(), request)
    waiting = list(selectors.payments_alone(desk.government.pk, units)[:_MOST])
    return [
        Part(
            key="baris",
            title=f"Baris SP2D {year} tanpa pembayaran",
            about="Bukan pembayaran yang dikenal di sini. Cocokkan, atau sisihkan dengan alasannya.",
            items=[_rows(desk, rows, pages)],
        ),
        Part(
            key="pembayaran",
            title="Pembayaran tanpa baris SP2D",
            about="Sudah ditagih atau dicatat dibayar, dan belum ditemukan dalam register.",
            items=[bills_table(desk, waiting, key="tanpa-baris")],
        ),
        Part(key="register", title="Register yang diunggah", items=[_uploads(desk)]),
    ]


def _rows(desk: BuyerDesk, rows: list[Sp2dRow], pages: Pagination | None) -> Table:
    return Table(
        key="baris",
        caption="Nomor, penerima, dan nilai",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="nomor", label="Nomor SP2D"),
            Column(key="penerima", label="Penerima"),
            Column(key="unit", label="Unit"),
            Column(key="uraian", label="Uraian"),
            Column(key="nilai", label="Belum terbagi", numeric=True),
        ],
        rows=[
            Row(
                href=desk.url("buying:register_row", one.pk),
                cells=[
                    Cell(text=one.number, sub=_about(one)),
                    one.firm_name or Cell(text="tidak disebut", words=True),
                    shown(one.unit.name) if one.unit else Cell(text="tidak disebut", words=True),
                    one.words[:120] or Cell(text="kosong", words=True),
                    Cell(text=text.rupiah(one.left), sub=f"sisa dari {text.rupiah(one.amount)}" if one.used else ""),
                ],
            )
            for one in rows
        ],
        pagination=pages,
        empty=EmptyState(title="Setiap baris sudah dicocokkan atau disisihkan."),
    )


def _about(row: Sp2dRow) -> str:
    kind = RowKind(row.kind)
    day = text.long_date(row.day) if row.day else "tanpa tanggal"
    return f"{day}, {kind.label}" if kind else day


def _uploads(desk: BuyerDesk) -> Table:
    found = selectors.registers(desk.government.pk, reach(desk))
    return Table(
        key="register",
        caption="Terbaru dahulu",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="berkas", label="Berkas"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="baru", label="Baris baru", numeric=True),
            Column(key="dikenal", label="Sudah dikenal", numeric=True),
            Column(key="cocok", label="Pembayaran cocok", numeric=True),
            Column(key="diunggah", label="Diunggah"),
        ],
        rows=[
            Row(
                href=desk.url("buying:register", one.pk),
                cells=[
                    Cell(
                        text=one.file_name, sub=f"tahun {one.year}" + (f", {shown(one.unit.name)}" if one.unit else "")
                    ),
                    one.get_state_display(),
                    text.number(one.rows_new),
                    text.number(one.rows_known),
                    text.number(one.matched),
                    Cell(text=one.uploaded_by_label, sub=text.date_time(one.uploaded_at)),
                ],
            )
            for one in found.defer("content")[:50]
        ],
        empty=EmptyState(
            title="Belum ada register yang diunggah.",
            text="" if reach(desk) is None else "Register seluruh pemerintah daerah diunggah dan dilihat BPKAD.",
        ),
    )
