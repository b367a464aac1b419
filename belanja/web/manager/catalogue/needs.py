"""`/kelola/<gov>/katalog/kebutuhan/`: what was posted because the catalogue does not have it, and what became of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue import selectors as catalogue
from belanja.foundation import text
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.needs.services.answering import link_product, remove_need
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.states import RUNNING, NeedState
from belanja.web.needs_table import COLUMNS, row
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, DefinitionList, EmptyState, Link, Notice, Table, Tabs, Term

SECTION = "manager:needs"


class AnswerForm(forms.Form):
    """What became of a need, in words that its page shows."""

    hasil = forms.ChoiceField(
        label="Hasilnya",
        choices=[
            (NeedState.LISTED.value, "Sudah ada di katalog"),
            (NeedState.REMOVED.value, "Turunkan dari halaman umum"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya."},
    )
    produk = forms.CharField(
        label="Nomor produk di katalog",
        required=False,
        max_length=12,
        help_text="Angka dalam alamat halaman produknya: /katalog/produk/123-….",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    keterangan = forms.CharField(
        label="Keterangan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bila terpenuhi, terbaca oleh umum. Bila diturunkan, tersimpan sebagai alasannya.",
        error_messages={"required": "Tulis apa yang memenuhinya, atau mengapa diturunkan."},
    )

    def clean_produk(self) -> int | None:
        """The product, which must be visible."""
        written = str(self.cleaned_data["produk"]).strip()
        if not written:
            return None
        try:
            return catalogue.product(int(written)).id if written.isascii() and written.isdigit() else self._none()
        except RuleBroken:
            return self._none()

    def clean(self) -> dict[str, Any]:
        """What meets it is named."""
        if self.cleaned_data.get("hasil") == NeedState.LISTED and self.cleaned_data.get("produk", 0) is None:
            self.add_error("produk", "Tulis nomor produk yang memenuhinya.")
        return self.cleaned_data

    def _none(self) -> int | None:
        raise forms.ValidationError("Tidak ada produk yang tampak dengan nomor ini.")


@officer_page(Duty.CURATE_CATALOGUE)
def needs(request: HttpRequest, office: Office) -> HttpResponse:
    """Needs of one state, the latest first."""
    asked = request.GET.get("keadaan", NeedState.OPEN.value)
    state = NeedState(asked) if asked in set(NeedState) else NeedState.OPEN
    found = selectors.needs_of(office.government.pk, state)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="kebutuhan",
        stacked=True,
        caption=f"Kebutuhan: {state.label}",
        columns=COLUMNS,
        rows=[
            row(one, href=office.url("manager:need", one.pk), what=Cell(text=one.what, sub=one.details[:120]))
            for one in rows
        ],
        pagination=pagination,
        empty=EmptyState(title=f"Tidak ada kebutuhan yang {state.label}."),
        level=2,
    )
    links = [
        Link(label=text.capital_first(one.label), href=f"?keadaan={one.value}", current=one is state)
        for one in NeedState
    ]
    context = frame(office, SECTION, title="Kebutuhan yang dipasang")
    context |= {
        "lead": "Yang dicari pembeli dan tidak ditemukannya di katalog.",
        "parts": [Part(key="daftar", title="Daftar", items=[Tabs(label="Keadaan", links=links), table])],
    }
    return render(request, "officer/page.html", context)


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def need(request: HttpRequest, office: Office, need_id: int) -> HttpResponse:
    """One need, and the form by which it is closed."""
    found = Need.objects.select_related("region").filter(pk=need_id, government=office.government).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            _answered(form, need_id, office)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, "Tersimpan.")
            return HttpResponseRedirect(office.url(SECTION))
    context = frame(office, SECTION, title=found.what)
    context |= {
        "lead": found.details,
        "form": form if found.state in RUNNING else None,
        "facts": [_facts(found)],
        "search": f"{reverse('katalog:search')}?q={(found.question or found.what).replace(' ', '+')}",
        "parts": [],
    }
    return render(request, "manager/need.html", context, status=422 if status == 200 and form.errors else status)


def _answered(form: AnswerForm, need_id: int, office: Office) -> None:
    told = form.cleaned_data["keterangan"]
    if form.cleaned_data["hasil"] == NeedState.LISTED:
        link_product(need_id=need_id, product_id=form.cleaned_data["produk"], answer=told, actor=office.actor)
    else:
        remove_need(need_id=need_id, note=told, actor=office.actor)


def _facts(found: Need) -> DefinitionList | Notice:
    terms = [
        Term(term="Keadaan", text=NeedState(found.state).label),
        Term(term="Jumlah", text=found.quantity or "tidak disebut"),
        Term(term="Dikirim ke", text=str(found.region) if found.region else "seluruh wilayah"),
        Term(term="Paling lambat", text=text.long_date(found.needed_by) if found.needed_by else "tidak disebut"),
        Term(term="Atas nama", text=found.on_behalf),
        Term(term="Dipasang", text=text.date_time(found.at)),
        Term(term="Dicari dengan kata", text=found.question or "tidak dari pencarian"),
    ]
    if found.answer:
        terms.append(Term(term="Keterangan", text=found.answer))
    return DefinitionList(terms=terms)
