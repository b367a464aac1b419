"""`/beli/<gov>/paket/<id>/daftar/`: a sheet of goods is read, its columns are explained, every row is told what would
become of it, and then it is put in."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.documents import xlsx
from belanja.exchange import cart_lists
from belanja.exchange.carried_lists import Listed
from belanja.foundation import text
from belanja.purchasing.models import Package
from belanja.purchasing.services import package_lines
from belanja.rules.buying.lists import Meaning
from belanja.rules.buying.states import PackageState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, sent
from belanja.web.pieces import Cell, Column, Row, Table

from .access import BuyerDesk, buyer_page, frame
from .package_acts import tell_refused

_LOOK, _PUT = "lihat", "masukkan"
_KEEPERS = (Duty.REQUEST_PURCHASE, Duty.BUY)


class SheetForm(forms.Form):
    """The file, in which row by row stands what is wanted."""

    file = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Kolomnya boleh apa saja; baris pertama berisi judul kolom.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )


class ColumnsForm(forms.Form):
    """What the columns of a sheet mean; what was read of it goes along."""

    def __init__(self, data: Any, listed: Listed, given: dict[str, Meaning]) -> None:
        super().__init__(data, prefix="kolom")
        for place, name in enumerate(listed.names):
            samples = list(dict.fromkeys(row[place] for row in listed.rows if row[place]))[:3]
            self.fields[f"arti-{place}"] = forms.ChoiceField(
                label=f"Kolom “{name}”",
                help_text=f"Isinya: {', '.join(samples)}" if samples else "Kolom ini kosong.",
                choices=[(one.value, one.label) for one in Meaning],
                initial=given[name].value,
            )

    def meanings(self, listed: Listed) -> dict[str, Meaning]:
        return {name: Meaning(self.cleaned_data[f"arti-{place}"]) for place, name in enumerate(listed.names)}


@buyer_page(*_KEEPERS, methods=("GET", "HEAD", "POST"))
def fill(request: HttpRequest, desk: BuyerDesk, package_id: int) -> HttpResponse:
    if sent(request) == _LOOK:
        found = _open(desk, package_id)
        try:
            return _show(request, desk, found, Outcome(), _listed(request))
        except RuleBroken as refusal:
            return _show(request, desk, found, Outcome(refusal=refusal), None)
    return answer(
        request,
        desk,
        read=lambda: _open(desk, package_id),
        acts=_acts,
        show=lambda request, desk, found, outcome: _show(request, desk, found, outcome, _again(request)),
        gone=lambda _found: "Paket ini sudah berubah. Tidak ada yang tersimpan.",
        name="buying.package_list",
        to=desk.url("buying:package", package_id),
    )


@buyer_page(*_KEEPERS)
def empty(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`daftar-kosong.xlsx`: the headings alone."""
    made = cart_lists.empty()
    file = HttpResponse(made.content, content_type=xlsx.MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return file


def _open(desk: BuyerDesk, package_id: int) -> Package:
    """A package that may be filled. Raises Http404 for any other."""
    found = desk.package(package_id)
    if found.state != PackageState.DRAFT or not any(desk.may(duty, found.unit_id) for duty in _KEEPERS):
        raise Http404
    return found


def _listed(request: HttpRequest) -> Listed:
    """The sheet that was sent now, else the one that goes along. RuleBroken 422."""
    file = request.FILES.get("file")
    if file is not None:
        if file.size is None or file.size > cart_lists.LIST.largest:
            raise RuleBroken("sheet_size", f"Berkas lebih dari {cart_lists.LIST.largest // 1024**2} MB.")
        return cart_lists.LIST.read(file.name or "", file.read())
    if not request.POST.get("lembar"):
        raise RuleBroken("sheet_missing", "Pilih berkasnya.")
    return cart_lists.LIST.carried(request.POST["lembar"])


def _again(request: HttpRequest) -> Listed | None:
    try:
        return cart_lists.LIST.carried(request.POST["lembar"]) if request.POST.get("lembar") else None
    except RuleBroken:
        return None


def _columns(request: HttpRequest, found: Package, listed: Listed) -> ColumnsForm:
    told = request.POST if "kolom-arti-0" in request.POST and "file" not in request.FILES else None
    return ColumnsForm(told, listed, cart_lists.meanings(found.government_id, listed))


def _given(form: ColumnsForm, found: Package, listed: Listed) -> dict[str, Meaning]:
    if form.is_bound and form.is_valid():
        return form.meanings(listed)
    return cart_lists.meanings(found.government_id, listed)


def _acts(request: HttpRequest, desk: BuyerDesk, found: Package) -> list[Act]:
    listed = _again(request)
    if listed is None:
        return []
    form = _columns(request, found, listed)

    def put(form: ColumnsForm, version: int) -> str:
        given = form.meanings(listed)
        rows = cart_lists.rows_of(listed, given)
        done = package_lines.add_listed(package_id=found.pk, version=version, rows=rows, actor=desk.actor)
        if not done.count:
            raise RuleBroken("nothing_taken", "Tidak satu baris pun dapat dimasukkan; sebabnya di samping barisnya.")
        cart_lists.explain(found.government, given, desk.actor)
        tell_refused(request, done)
        return ""

    return [Act(_PUT, "Masukkan daftar", "Masukkan ke paket", form, put, "Daftar dimasukkan.")]


def _show(
    request: HttpRequest, desk: BuyerDesk, found: Package, outcome: Outcome, listed: Listed | None
) -> HttpResponse:
    here = desk.url("buying:package", found.pk)
    context = frame(desk, "buying:packages", (found.title, here), title="Daftar barang dari lembar")
    context |= {"lead": found.title, "outcome": outcome, "version": found.version, "upload": SheetForm()}
    context |= {"empty_href": desk.url("buying:empty_list"), "columns": None, "preview": None, "told": ""}
    if listed is not None:
        form = _columns(request, found, listed)
        context |= {"columns": form, "carried": listed.text} | _preview(desk, found, listed, form)
    return render(request, "buyer/package_list.html", context, status=outcome.status)


def _preview(desk: BuyerDesk, found: Package, listed: Listed, form: ColumnsForm) -> dict[str, Any]:
    """Every row with what would become of it now, in the words in which it would be refused."""
    try:
        rows = cart_lists.rows_of(listed, _given(form, found, listed))
        done = package_lines.tried(package_id=found.pk, version=found.version, rows=rows, actor=desk.actor)
    except RuleBroken as refusal:
        return {"told": refusal.message}
    why = {one.row: one.why for one in done.refused}
    table = Table(
        key="pratinjau",
        caption="Baris daftar ini",
        show_caption=False,
        stacked=True,
        personal=True,  # of a page that was sent: there is no address at which it could be had as a file
        columns=[
            Column(key="baris", label="Baris"),
            Column(key="isi", label="Isi"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="hasil", label="Hasil"),
        ],
        rows=[
            Row(
                cells=[
                    str(row.place),
                    row.number or row.written,
                    text.number(row.quantity) if row.quantity else Cell(text="tidak terbaca", words=True),
                    why.get(row.place, "dapat dimasukkan"),
                ]
            )
            for row in rows
        ],
    )
    said = f"{done.count} dari {len(rows)} baris dapat dimasukkan."
    return {"preview": table, "told": said, "takes": done.count}
