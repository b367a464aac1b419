"""`/usaha/<firm>/nasional/`: a firm's goods ready for the national catalogue, and the numbers they got there."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.exchange import national, pack, services
from belanja.exchange.national import Check
from belanja.exchange.pack import Packed
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import Part, page_of, whole_number
from belanja.web.pieces import Badge, Cell, Column, DefinitionList, EmptyState, Notice, Row, Table, Term
from belanja.web.pieces.forms import Tick

from ..access import FirmDesk, firm_page, frame, refused
from .index import as_file

FORM = "paket"
_TITLE = "Katalog nasional"
_WORDS = {True: "Baik", False: "Perlu diperbaiki", None: "Periksa sendiri"}


class NumberForm(forms.Form):
    """What a listing got in the national catalogue."""

    number = forms.CharField(
        label="Nomor produk di katalog nasional",
        max_length=60,
        help_text="Salin seperti tertulis di sana.",
        error_messages={"required": "Isi nomor produknya."},
    )
    address = forms.CharField(
        label="Alamat halamannya",
        max_length=300,
        required=False,
        help_text="Diawali https://",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )


@firm_page()
def goods(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """All goods with their checks; `?barang=` are those of the pack that is asked for."""
    every = pack.goods_of(desk.firm.pk)
    on_page, pagination = page_of(every, every.count(), request)
    shown = pack.packed(desk.firm.pk, offer_ids=[one.pk for one in on_page])
    asked = [number for one in request.GET.getlist("barang") if (number := whole_number(one)) is not None]
    if request.GET.get("siap"):
        asked = [one.offer.pk for one in shown if one.ready]
    if "paket" in request.GET or "siap" in request.GET:
        try:
            made = pack.zipped(firm_id=desk.firm.pk, offer_ids=asked, actor=desk.actor)
            return as_file(made, "application/zip")
        except RuleBroken as refusal:
            refused(request, refusal)
            return HttpResponseRedirect(desk.url("vendor:national"))
    context = frame(desk, "vendor:sheets", title=_TITLE)
    context |= {
        "lead": "Paket siap pakai untuk mencantumkan barang yang sama di katalog nasional: isian urut, teks, dan foto.",
        "table": _table(desk, shown),
        "pagination": pagination,
        "count": text.number(sum(one.ready for one in shown)),
        "form_id": FORM,
        "some": bool(shown),
        "page": request.GET.get("page", ""),
        "parts": [],
    }
    return render(request, "vendor/national.html", context)


def _table(desk: FirmDesk, shown: list[Packed]) -> Table:
    return Table(
        key="barang", stacked=True,
        caption="Barang Anda",
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="pilih", label="Paket"),
            Column(key="periksa", label="Pemeriksaan"),
            Column(key="nomor", label="Nomor di sana"),
        ],
        rows=[
            Row(
                href=desk.url("vendor:national_good", one.offer.pk),
                cells=[
                    Cell(text=one.thing.content.name or "Tanpa nama", sub=one.offer.number),
                    Cell(
                        piece=Tick(
                            name="barang", value=str(one.offer.pk), label="ambil",
                            more=f" {one.thing.content.name}", form=FORM,
                        )
                    ),
                    _summary(one.checks),
                    one.listed.number if one.listed else "belum dicatat",
                ],
            )
            for one in shown
        ],
        level=2,
        empty=EmptyState(title="Belum ada barang.", text="Tambahkan barang Anda lebih dulu."),
    )  # fmt: skip


def _summary(checks: Sequence[Check]) -> Cell:
    wrong = [one.label for one in checks if one.passes is False]
    if not wrong:
        return Cell(piece=Badge(text="siap", kind="is-reached"))
    return Cell(text=f"perbaiki {', '.join(wrong)}")


@firm_page(methods=("GET", "HEAD", "POST"))
def good(request: HttpRequest, desk: FirmDesk, offer_id: int) -> HttpResponse:
    """One listing: the fields to copy in their order, the checks, and the number it got."""
    found = pack.one(desk.firm.pk, offer_id)
    listed = found.listed
    given = {"number": listed.number, "address": listed.address} if listed else None
    form = NumberForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_national_number(offer_id=found.offer.pk, actor=desk.actor, **form.cleaned_data)
        except RuleBroken as refusal:
            if refusal.status == 404:
                raise
            form.add_error("address" if refusal.code == "national_address" else "number", refusal.message)
        else:
            messages.success(request, "Nomor di katalog nasional dicatat.")
            return HttpResponseRedirect(desk.url("vendor:national_good", offer_id))
    name = found.thing.content.name or "Barang tanpa nama"
    context = frame(desk, "vendor:sheets", (_TITLE, desk.url("vendor:national")), title=name)
    context |= {
        "lead": "Salin isian di bawah ini menurut urutan formulir katalog nasional.",
        "form": form,
        "listed": _listed(found),
        "parts": [
            Part(key="periksa", title="Pemeriksaan", items=[_checks(found)]),
            *(
                Part(
                    key=f"bagian-{place}",
                    title=group,
                    items=[DefinitionList(terms=[
                        Term(term=entry.label, text=entry.value or "belum diisi") for entry in entries
                    ])],
                )
                for place, (group, entries) in enumerate(national.entries(found.thing), start=1)
                if entries
            ),
        ],
    }  # fmt: skip
    return render(request, "vendor/national_good.html", context, status=422 if form.errors else 200)


def _listed(found: Packed) -> Notice:
    if found.listed is None:
        return Notice(title="Belum dicatat di katalog nasional.", text="Catat nomornya setelah tercantum di sana.")
    when = f"Dicatat {text.date_time(found.listed.recorded_at)}. {found.listed.address}"
    return Notice(kind="success", title=f"Tercantum sebagai {found.listed.number}.", text=when.strip())


def _checks(found: Packed) -> DefinitionList:
    return DefinitionList(
        terms=[Term(term=one.label, text=f"{_WORDS[one.passes]}: {one.words}") for one in found.checks]
    )
