"""Needs that the catalogue does not meet: posted from a search that found nothing, read by everybody, taken back by
whoever posted them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.models import Region
from belanja.catalogue.search.directory import Place
from belanja.foundation import clock, text
from belanja.institutions.models import Government
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.needs.services.base import is_poster
from belanja.needs.services.posting import Wanted, post_need, take_back_need
from belanja.rules.decisions import RuleBroken
from belanja.rules.needs.states import ANSWERED, RUNNING, WANTED, NeedState
from belanja.web import context
from belanja.web.middleware import desk_of
from belanja.web.needs_table import COLUMNS, row
from belanja.web.officer.lists import page_of
from belanja.web.pieces import DefinitionList, EmptyState, Link, Notice, Table, Term
from belanja.web.public import doors

from .people import signed_in
from .places import enter, places_served
from .requests import request_field, request_name

#: Which field a refusal of the service is about.
_REFUSED = {"need_day_passed": "tanggal"}


class NeedForm(forms.Form):
    """A need in words."""

    apa = forms.CharField(
        label="Apa yang dibutuhkan",
        max_length=160,
        help_text="Satu barang atau jasa, misalnya: kursi roda lipat dewasa.",
        error_messages={"required": "Tulis apa yang dibutuhkan."},
    )
    rincian = forms.CharField(
        label="Spesifikasi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ukuran, bahan, atau standar yang harus dipenuhi. Jangan menyebut merek kecuali perlu.",
    )
    jumlah = forms.CharField(
        label="Jumlah dan satuan", required=False, max_length=80, help_text="Misalnya: 40 buah, atau 12 bulan."
    )
    wilayah = forms.ChoiceField(label="Dikirim ke", required=False)
    tanggal = forms.DateField(
        label="Dibutuhkan paling lambat",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal sebagai hari, bulan, dan tahun."},
    )
    nama = forms.CharField(
        label="Atas nama",
        max_length=120,
        help_text="Dinas, unit, sekolah, atau usaha. Ini terbaca oleh umum; jangan menulis nama orang.",
        error_messages={"required": "Tulis atas nama siapa kebutuhan ini dipasang."},
    )
    permintaan = request_field()
    dicari = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, places: dict[int, Place], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["wilayah"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Seluruh wilayah"),
            *((str(one.id), one.name) for one in places.values()),
        ]

    def wanted(self) -> Wanted:
        """What was filled in."""
        given = self.cleaned_data
        region = Region.objects.filter(pk=int(given["wilayah"])).first() if given["wilayah"] else None
        return Wanted(
            what=given["apa"],
            details=given["rincian"],
            quantity=given["jumlah"],
            region=region,
            needed_by=given["tanggal"],
            on_behalf=given["nama"],
            question=given["dicari"],
        )


@signed_in
def post(request: HttpRequest) -> HttpResponse:
    """`/katalog/kebutuhan/pasang?q=…`: the form, filled with what was looked for."""
    government = _government(request)
    places = places_served()
    asked = request.GET.get("q", "").strip()[:160]
    if request.method != "POST":
        start = {"apa": asked, "dicari": asked, "permintaan": request_name()}
        return _form(request, NeedForm(initial=start, places=places))
    form = NeedForm(request.POST, places=places)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        need = post_need(
            government=government,
            wanted=form.wanted(),
            request=form.cleaned_data["permintaan"],
            actor=desk_of(request).actor(),
        )
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        form.add_error(_REFUSED.get(refusal.code), refusal.message)
        return _form(request, form, status=refusal.status)
    messages.success(request, "Kebutuhan Anda terpasang. Biro PBJ dan penyedia dapat membacanya.")
    return HttpResponseRedirect(reverse("katalog:need", args=[need.pk]))


def _form(request: HttpRequest, form: NeedForm, *, status: int = 200) -> HttpResponse:
    title = "Pasang kebutuhan"
    trail = doors.trail(None, _home(), ("Kebutuhan", reverse("katalog:needs")), (title, ""))
    return render(request, "katalog/need_form.html", {"trail": trail, "title": title, "form": form}, status=status)


@doors.open_page
def needs(request: HttpRequest) -> HttpResponse:
    """`/katalog/kebutuhan/`: what is wanted and not on sale; nothing where no catalogue is yet. Three queries."""
    enter(request)
    government = context.government_of(request)
    found = selectors.needs_of(government.pk if government else 0, *WANTED)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="kebutuhan",
        stacked=True,
        caption="Kebutuhan yang masih terbuka",
        columns=COLUMNS,
        rows=[row(one, href=reverse("katalog:need", args=[one.pk]), what=one.what) for one in rows],
        pagination=pagination,
        show_caption=False,
        level=2,
        empty=EmptyState(
            title="Tidak ada kebutuhan yang terbuka.",
            text="Kebutuhan dipasang dari pencarian yang tidak menemukan apa-apa.",
            action=Link(label="Cari di katalog", href=reverse("katalog:home")),
        ),
    )
    return render(
        request,
        "katalog/needs.html",
        {
            "trail": doors.trail(None, _home(), ("Kebutuhan", "")),
            "table": table,
            "way": reverse("public:needs_way", args=[government.code]) if government else "",
        },
    )


@signed_in
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """`/katalog/kebutuhan/<id>/tarik`: whoever posted it no longer needs it."""
    need = selectors.need(number)
    if not is_poster(desk_of(request).actor(), need):
        raise RuleBroken("need_unknown", "Kebutuhan ini tidak ditemukan.", status=404)
    context.at(request, need.government)
    if request.method == "POST":
        try:
            take_back_need(need_id=number, actor=desk_of(request).actor())
        except RuleBroken as refusal:
            if refusal.status == 404:
                raise
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Kebutuhan ini sudah ditarik.")
        return HttpResponseRedirect(reverse("katalog:need", args=[number]))
    return render(request, "katalog/need_back.html", {"trail": _trail(need, "Tarik"), "need": need})


@doors.open_page
def need(request: HttpRequest, number: int) -> HttpResponse:
    """`/katalog/kebutuhan/<id>/`: one need. Two queries."""
    found = selectors.need(number)
    context.at(request, found.government)
    mine = request.user.is_authenticated and is_poster(desk_of(request).actor(), found)
    return render(
        request,
        "katalog/need.html",
        {
            "trail": _trail(found),
            "need": found,
            "state": _state(found),
            "terms": _terms(found),
            "search": f"{reverse('katalog:search')}?q={found.what.replace(' ', '+')}",
            "back": reverse("katalog:need_back", args=[number]) if mine and found.state in RUNNING else "",
        },
    )


def _home() -> tuple[str, str]:
    return "Katalog", reverse("katalog:home")


def _trail(need: Need, *more: str) -> Any:
    steps = [_home(), ("Kebutuhan", reverse("katalog:needs"))]
    if more:
        return doors.trail(None, *steps, (need.what, reverse("katalog:need", args=[need.pk])), (more[0], ""))
    return doors.trail(None, *steps, (need.what, ""))


def _government(request: HttpRequest) -> Government:
    """Whose catalogue it is; RuleBroken 404 where no government has data yet."""
    enter(request)
    government = context.government_of(request)
    if government is None:
        raise RuleBroken("no_catalogue", "Belum ada pemerintah daerah dengan katalog di sini.", status=404)
    return government


def _state(need: Need) -> Notice:
    state = NeedState(need.state)
    if state in WANTED:
        late = need.needed_by is not None and need.needed_by < clock.today()
        if late:
            return Notice(kind="warning", title="Tanggal dibutuhkannya sudah lewat, dan kebutuhan ini belum ditarik.")
        return Notice(
            title="Masih dibutuhkan.",
            text="Anda menjualnya? Daftarkan usaha dan barangnya di katalog.",
            action=Link(label="Daftarkan usaha", href=reverse("vendor:firms")),
        )
    product = (
        Link(label="Lihat barangnya", href=reverse("katalog:product", args=[need.product_id, "barang"]))
        if need.product_id
        else None
    )
    return Notice(
        kind="success" if state in ANSWERED | {NeedState.LISTED} else "info",
        title=text.capital_first(f"{state.label}."),
        text=need.answer,
        action=product,
    )


def _terms(need: Need) -> DefinitionList:
    terms = [
        Term(term="Jumlah", text=need.quantity or "tidak disebut"),
        Term(term="Dikirim ke", text=str(need.region) if need.region else "seluruh wilayah"),
        Term(term="Paling lambat", text=text.long_date(need.needed_by) if need.needed_by else "tidak disebut"),
        Term(term="Atas nama", text=need.on_behalf),
        Term(term="Dipasang", text=text.date_time(need.at)),
    ]
    if need.question and need.question != need.what:
        terms.append(Term(term="Dicari dengan kata", text=need.question))
    return DefinitionList(terms=terms)
