"""`…/baru/`, `…/<code>/isi/`, `…/skema/` and `…/contoh/`: a unit writes a proposal, in as many sittings as it needs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.etalase import selectors as shelves
from belanja.institutions.models import Unit
from belanja.proposals import services
from belanja.proposals.models import Proposal
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.proposals.dossier import MOST_SAMPLES
from belanja.rules.proposals.states import WRITABLE, Side
from belanja.rules.proposals.steps import PROPOSALS, Step
from belanja.rules.schemas import MOST_ATTRIBUTES
from belanja.web.manager.catalogue.shelves.forms import AttributeForm, LateForm
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.pieces import ErrorSummary, Link, Notice
from belanja.web.public.catalogue.places import places_served
from belanja.web.public.catalogue.requests import request_name

from .access import SECTION, around, needs_of, proposal_of, units_for, writes
from .forms import FIELDS, BeginForm, DossierForm, RowForm, SampleForm

LATE = "Simpan lagi untuk memakai isian Anda, atau muat ulang halaman untuk memakai isian rekan Anda."
_MORE_ROWS = 3
#: The door of a unit's officers; whether somebody writes for a unit is asked behind it.
_DOOR = (Duty.SEE_SOURCE_ROWS,)


@officer_page(*_DOOR, methods=("GET", "HEAD", "POST"))
def begin(request: HttpRequest, office: Office) -> HttpResponse:
    """A proposal begun with a name; from a search or a plan line its words are filled in (`?nama=…`), from a plan line
    its unit and class as well (`&unit=…&kelas=…`)."""
    units = units_for(office, Duty.DRAFT_PROPOSAL)
    if not units:
        raise Http404
    asked = request.GET.get("nama", "").strip()[:120]
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        units=units,
        needs=needs_of([one.pk for one in units]) if len(units) <= 20 else [],
        initial={
            "unit": _proposing(units, request.GET.get("unit", "")),
            "name": asked[:1].upper() + asked[1:],
            "words": (request.GET.get("sebutan") or asked).strip().lower()[:80],
            "needs": request.GET.getlist("kebutuhan"),
            "spend_class": request.GET.get("kelas", ""),
            "request": request_name(),
        },
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = _begun(office, form, units)
            except RuleBroken as refusal:
                if refusal.status == 404 and refusal.code != "need_unknown":
                    raise
                for name, told in getattr(refusal, "fields", {"": refusal.message}).items():
                    form.add_error(name if name in form.fields else None, told)
                status = refusal.status
            else:
                messages.success(request, "Draf usulan disimpan. Hanya unit Anda yang melihatnya sampai diusulkan.")
                return HttpResponseRedirect(office.url("proposals:write", made.code))
    context = frame(office, SECTION, title="Usulkan etalase")
    context |= {
        "lead": "Mulai dengan nama dan sebutannya; bukti kebutuhannya dihitung Belanja. Yang belum diketahui boleh "
        "menyusul sebelum kepala Perangkat Daerah menandatangani.",
        "form": form,
        "around": None,
        "button": "Mulai usulan",
        "back": office.url("proposals:proposals"),
        "second": None,
        "parts": [],
    }
    return render(request, "manager/shelves/form.html", context, status=status)


def _proposing(units: list[Unit], code: str) -> str:
    """The unit that proposes: that of the plan line, else the one Perangkat Daerah among those of this person."""
    own = [one for one in units if one.kind == Unit.Kind.PD]
    found = next((one for one in units if one.code == code), own[0] if len(own) == 1 else None)
    return str(found.pk) if found else ""


def _begun(office: Office, form: BeginForm, units: list[Unit]) -> Proposal:
    given = form.cleaned_data
    return services.begin_proposal(
        government=office.government,
        unit=next(one for one in units if str(one.pk) == given["unit"]),
        dossier=form.dossier(),
        request=given["request"],
        need_ids=[int(one) for one in given["needs"]],
        actor=office.actor,
    )


@officer_page(*_DOOR, methods=("GET", "HEAD", "POST"))
def write(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """The dossier itself."""
    found = _writable(office, code)
    before = found.dossier()
    linked = list(found.needs.values_list("pk", flat=True))
    form = DossierForm(
        request.POST if request.method == "POST" else None,
        initial=DossierForm.begun(before, version=found.version, need_ids=linked),
        national=shelves.national_choices(office.government),
        needs=needs_of([found.unit_id], *linked),
    )
    status, late = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.write_proposal(
                    proposal_id=found.pk, version=form.opened_on(), dossier=form.dossier(before), actor=office.actor,
                    need_ids=form.need_ids(),
                )  # fmt: skip
            except RuleBroken as refusal:
                status, late = _refused(form, refusal, found.version)
            else:
                return _saved(request, office, code)
    context = around(office, found, title="Isi usulan")
    context |= {
        "lead": f"Usulan {found.name}. Tersimpan sebagai draf unit; tidak terbaca pihak lain sebelum diusulkan.",
        "form": form,
        "around": Notice(kind="warning", title="Rekan Anda menyimpan isi lain sementara itu.", text=LATE)
        if late
        else None,
        "button": "Simpan",
    }
    return render(request, "manager/shelves/form.html", context, status=status)


def _refused(form: LateForm, refusal: RuleBroken, version: int) -> tuple[int, bool]:
    """Status of the page that shows the form again, and whether somebody else wrote meanwhile."""
    form.tell(refusal, FIELDS)
    late = refusal.status == 409
    if late:
        form.catch_up(version)
    return refusal.status, late


def _saved(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    messages.success(request, "Tersimpan.")
    return HttpResponseRedirect(office.url("proposals:proposal", code))


def _writable(office: Office, code: str) -> Proposal:
    """A proposal for somebody who writes for its unit; 404 for anybody else. RuleBroken 409 once it is signed."""
    found = proposal_of(office, code)
    if not writes(office, found):
        raise Http404
    if found.state not in {one.value for one in WRITABLE}:
        PROPOSALS.rule_for(Step.WRITE, found.state, Side.UNIT)
    return found


@officer_page(*_DOOR, methods=("GET", "HEAD", "POST"))
def schema(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """The draft schema, all attributes on one page."""
    found = _writable(office, code)
    return attributes_page(
        request,
        office,
        found,
        attributes=found.dossier().attributes,
        save=lambda version, given: services.write_proposal(
            proposal_id=found.pk, version=version, dossier=replace(found.dossier(), attributes=given),
            actor=office.actor,
        ),
    )  # fmt: skip


def attributes_page(
    request: HttpRequest, office: Office, found: Proposal, *, attributes: Any, save: Callable[..., object]
) -> HttpResponse:
    """A page on which the attributes of a proposal or of its study are written; `save` gets version and attributes."""
    initial = [AttributeForm.of(one) | {"key": one.key} for one in attributes]
    rows = formset_factory(RowForm, extra=_MORE_ROWS, can_delete=True, max_num=MOST_ATTRIBUTES)
    return _rows_page(
        request, office, found, rows, initial, {}, save,
        title="Skema atribut", name="Atribut",
        lead="Yang ditanyakan dari setiap barang. Yang wajib dan yang menjadi pembanding menentukan barang sejenis.",
    )  # fmt: skip


@officer_page(*_DOOR, methods=("GET", "HEAD", "POST"))
def samples(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """Products that would stand there."""
    found = _writable(office, code)
    rows = formset_factory(SampleForm, extra=_MORE_ROWS, can_delete=True, max_num=MOST_SAMPLES)
    initial = [vars(one) for one in found.dossier().samples]
    return _rows_page(
        request, office, found, rows, initial, {"places": places_served()},
        lambda version, given: services.write_proposal(
            proposal_id=found.pk, version=version, dossier=replace(found.dossier(), samples=given), actor=office.actor
        ),
        title="Produk contoh", name="Produk",
        lead="Barang atau jasa yang akan berada di etalase ini, seperti yang diketahui unit Anda.",
    )  # fmt: skip


def _rows_page(
    request: HttpRequest,
    office: Office,
    found: Proposal,
    rows: "type[BaseFormSet[Any]]",
    initial: list[dict[str, Any]],
    more: Mapping[str, Any],
    save: Callable[..., object],
    *,
    title: str,
    name: str,
    lead: str,
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = LateForm(posted, initial={"version": found.version})
    filled = rows(posted, initial=initial, form_kwargs=dict(more), prefix="baris")
    status, late = 200, False
    if posted is not None:
        status = 422
        if form.is_valid() and filled.is_valid():
            given = tuple(one.given() for one in filled.forms if one.has_changed() or one.initial
                          if one.cleaned_data and not one.cleaned_data.get("DELETE"))  # fmt: skip
            try:
                save(form.opened_on(), given)
            except RuleBroken as refusal:
                status, late = _refused(form, refusal, found.version)
            else:
                return _saved(request, office, found.code)
    context = around(office, found, title=title)
    context |= {
        "lead": f"Usulan {found.name}. {lead}",
        "form": form,
        "rows": filled,
        "name": name,
        "wrong": _wrong(form, filled, name) if posted is not None else None,
        "around": Notice(kind="warning", title="Rekan Anda menyimpan isi lain sementara itu.", text=LATE)
        if late
        else None,
    }
    return render(request, "proposals/rows.html", context, status=status)


def _wrong(form: LateForm, filled: "BaseFormSet[Any]", name: str) -> ErrorSummary | None:
    """Everything that is wrong on the page in one list, each with the number of its row; None where nothing is."""
    found = list(ErrorSummary.of(form).errors)
    for place, row in enumerate(filled.forms, start=1):
        found += [Link(label=f"{name} {place}: {one.label}", href=one.href) for one in ErrorSummary.of(row).errors]
    return ErrorSummary(errors=found) if found else None
