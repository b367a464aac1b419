"""`/katalog/kebutuhan/pasang`: a need is posted; `…/<id>/ubah`: it is written anew."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.etalase import selectors as etalase
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.institutions.unit_names import shown
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.needs.services.base import poster
from belanja.needs.services.posting import amend_need, post_need
from belanja.plans.models import RupPackage
from belanja.rules.classification import CLASSES
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState
from belanja.rules.needs.states import WANTED, NeedState
from belanja.web import context
from belanja.web.middleware import desk_of
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import Notice
from belanja.web.public import doors

from .need_form import NeedForm, first_values
from .people import signed_in
from .places import enter, place_asked, places_served
from .requests import request_name

#: Which field a refusal of the service is about.
_REFUSED = {"need_day_passed": "tanggal", "need_value": "nilai", "need_amount": "jumlah"}

#: How plan lines begin and goods are not called.
_BUYING = re.compile(r"^((belanja|pengadaan|pembelian)\s+)+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class _Asked:
    """What the form is made of: whose need it is, the shelf that is chosen among `shelves`, and what is filled in
    before anything is written."""

    government: Government
    shelves: list[Etalase]
    shelf: Etalase | None
    units: dict[int, Unit]
    start: dict[str, Any]

    def form(self, data: Any = None, *, typed: Mapping[str, Any] | None = None) -> NeedForm:
        """The form: sent (`data`), or to be filled, with what was `typed` before."""
        start = {**self.start, "permintaan": request_name(), **(typed or {})}
        start["etalase"] = self.shelf.slug if self.shelf else ""
        return NeedForm(
            data, initial=start, places=places_served(), units=self.units, shelf=self.shelf, shelves=self.shelves
        )


@signed_in
def post(request: HttpRequest) -> HttpResponse:
    """The form, filled with what was looked for (`q`, `kirim`), a plan line (`rup`) or a shelf (`etalase`)."""
    asked = _asked(request)
    if request.method != "POST" or _chooses(request):
        return _form(request, asked.form(typed=request.POST.dict()), asked)
    form = asked.form(request.POST)
    if not form.is_valid() or not _planned(form, asked.government):
        return _form(request, form, asked, status=422)
    try:
        need = post_need(
            government=asked.government,
            wanted=form.wanted(),
            request=form.cleaned_data["permintaan"],
            actor=desk_of(request).actor(),
            unit=form.unit(),
        )
    except RuleBroken as refusal:
        return _refused(request, form, asked, refusal)
    messages.success(request, "Kebutuhan Anda terpasang. Biro PBJ dan penyedia dapat membacanya.")
    return HttpResponseRedirect(reverse("katalog:need", args=[need.pk]))


@signed_in
def amend(request: HttpRequest, number: int) -> HttpResponse:
    """A need that is still looked for, filled in as it stands; a late-comer is told and keeps what he typed."""
    need = selectors.need(number)
    actor = desk_of(request).actor()
    poster(actor, need)
    context.at(request, need.government)
    shelves = _shelves(need.government)
    if need.etalase is not None and need.etalase not in shelves:
        shelves.append(need.etalase)
    asked = _Asked(need.government, shelves, _shelf(request, shelves, need.etalase), {}, first_values(need))
    if request.method != "POST" or _chooses(request):
        return _form(request, asked.form(typed=request.POST.dict()), asked, need=need)
    form = asked.form(request.POST)
    if not form.is_valid():
        return _form(request, form, asked, need=need, status=422)
    try:
        wanted = replace(form.wanted(), plan_code=need.plan_code)
        if asked.shelf != need.etalase:
            # What is hidden in the form told the goods of the shelf that it had; the new one tells its own.
            wanted = replace(wanted, kbki=())
        amend_need(need_id=number, version=whole_number(request.POST.get("version")) or 0, wanted=wanted, actor=actor)
    except RuleBroken as refusal:
        return _refused(request, form, asked, refusal, need=need)
    messages.success(request, "Kebutuhan diubah.")
    return HttpResponseRedirect(reverse("katalog:need_desk", args=[number]))


def _chooses(request: HttpRequest) -> bool:
    """Whether only another shelf is chosen: what was typed stays."""
    return request.POST.get("do") == "etalase"


def _planned(form: NeedForm, government: Government) -> bool:
    """Whether the plan has the line that the form names, if it names one; else the form says so."""
    code = form.cleaned_data.get("rup", "").strip()
    if not code or _plan_line(code, government) is not None:
        return True
    form.add_error("rup", "Kode RUP ini tidak ada dalam rencana yang sudah dimuat. Periksa angkanya, atau kosongkan.")
    return False


def _refused(
    request: HttpRequest, form: NeedForm, asked: _Asked, refusal: RuleBroken, *, need: Need | None = None
) -> HttpResponse:
    if refusal.status == 404:
        raise refusal
    field = _REFUSED.get(refusal.code)
    form.add_error(field if field in form.fields else None, refusal.message)
    return _form(request, form, asked, need=need, status=refusal.status)


def _form(
    request: HttpRequest, form: NeedForm, asked: _Asked, *, need: Need | None = None, status: int = 200
) -> HttpResponse:
    title = "Ubah kebutuhan" if need else "Pasang kebutuhan"
    steps = [("Katalog", reverse("katalog:home")), ("Kebutuhan", reverse("katalog:needs"))]
    if need:
        steps.append((need.what, reverse("katalog:need", args=[need.pk])))
    closed = need is not None and need.state not in WANTED
    told = {
        "trail": doors.trail(None, *steps, (title, "")),
        "title": title,
        "form": form,
        "button": "Simpan perubahan" if need else "Pasang kebutuhan",
        "version": request.POST.get("version") or (need.version if need else ""),
        "shelves": form["etalase"] if asked.shelves else None,
        "notice": Notice(kind="warning", title=f"Kebutuhan ini sekarang {NeedState(need.state).label}.",
                         text="Selama begitu tidak dapat diubah.") if need and closed else None,
    }  # fmt: skip
    return render(request, "katalog/need_form.html", told, status=status)


def _asked(request: HttpRequest) -> _Asked:
    government = _government(request)
    actor = desk_of(request).actor()
    units = _units(actor, government)
    words = request.GET.get("q", "").strip()[:160]
    place = place_asked(request.GET, places_served())
    start: dict[str, Any] = {"apa": words, "dicari": words, "wilayah": str(place.id) if place else ""}
    line = _plan_line(request.GET.get("rup", "").strip(), government)
    if line is not None:
        start |= _of_plan(line, units)
    elif len(own := [one for one in units.values() if one.kind == Unit.Kind.PD]) == 1:
        start |= {"pd": str(own[0].pk), "nama": shown(own[0].name)[:120]}
    shelves = _shelves(government)
    return _Asked(government, shelves, _shelf(request, shelves, None), units, start)


def _government(request: HttpRequest) -> Government:
    """Whose need it is: that of the plan line, else of the catalogue; RuleBroken 404 where there is none yet."""
    if code := request.GET.get("pemda", "").strip():
        found = institutions.government(code)
        context.at(request, found)
        return found
    enter(request)
    government = context.government_of(request)
    if government is None:
        raise RuleBroken("no_catalogue", "Belum ada pemerintah daerah dengan katalog di sini.", status=404)
    return government


def _units(actor: Any, government: Government) -> dict[int, Unit]:
    """Units for which a need may be posted, by name."""
    ids = institutions.units_allowed(actor, Duty.POST_NEED, government)
    if ids is not None and not ids:
        return {}
    found = institutions.units(government.pk)
    return {one.pk: one for one in (found if ids is None else found.filter(pk__in=ids))}


def _plan_line(code: str, government: Government) -> RupPackage | None:
    found = RupPackage.objects.filter(government=government, code=code, counts=True).select_related("unit", "classed")
    return found.order_by("-year").first() if code else None


def _of_plan(line: RupPackage, units: dict[int, Unit]) -> dict[str, Any]:
    row = getattr(line, "classed", None)
    kbki = CLASSES[row.code].kbki if row is not None and row.code in CLASSES else ()
    return {
        "apa": text.capital_word(_BUYING.sub("", line.title))[:160], "dicari": "",
        "nilai": text.rupiah(line.pagu), "rup": line.code,
        "pd": str(line.unit_id) if line.unit_id in units else "", "nama": shown(line.unit.name)[:120],
        "kbki": " ".join(kbki),
    }  # fmt: skip


def _shelf(request: HttpRequest, shelves: list[Etalase], of_need: Etalase | None) -> Etalase | None:
    """The shelf that the form or its address names, else that of the need."""
    slug = request.POST.get("etalase", request.GET.get("etalase"))
    return of_need if slug is None else next((one for one in shelves if one.slug == slug), None)


def _shelves(government: Government) -> list[Etalase]:
    return list(etalase.governed(government.pk).filter(state=EtalaseState.ACTIVE.value))
