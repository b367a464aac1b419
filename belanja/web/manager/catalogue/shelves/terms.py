"""`…/etalase/baru/` and `…/<id>/ubah/`: what a shelf says of itself."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.selectors import licences
from belanja.etalase import selectors, services
from belanja.etalase.models import Etalase
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, officer_page
from belanja.web.pieces import Link, Notice, Piece

from .effect import effect_notice, effect_table
from .forms import EditForm, ProposeForm, TermsForm
from .page import desk
from .words import category_fields, terms_list


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def propose(request: HttpRequest, office: Office) -> HttpResponse:
    national = selectors.national_choices(office.government)
    form = ProposeForm(request.POST if request.method == "POST" else None, national=national)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.propose_etalase(
                    government=office.government,
                    terms=form.terms(),
                    reason=form.cleaned_data["reason"],
                    actor=office.actor,
                )
            except RuleBroken as refusal:
                form.tell(refusal, {"category": "category_1", "etalase_name": "name"})
                status = refusal.status
            else:
                messages.success(request, f"Usulan {made.name} disimpan. Susun skemanya, lalu ajukan untuk dibuka.")
                return HttpResponseRedirect(office.url("shelves:shelf", made.pk))
    context = desk(office, title="Usulkan etalase")
    context |= {
        "lead": "Usulan belum terlihat di katalog. Yang belum diketahui boleh menyusul sebelum etalase dibuka.",
        "form": form,
        "button": "Simpan usulan",
        "back": office.url("shelves:shelves"),
        "parts": [],
    }
    return render(request, "manager/shelves/form.html", context, status=status)


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest, office: Office, etalase_id: int) -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    form = EditForm(
        request.POST if request.method == "POST" else None,
        initial=EditForm.of(etalase),
        national=selectors.national_choices(office.government),
    )
    status, late = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            terms = form.terms()
            effect = _to_show(etalase, terms.licences, form)
            if effect is not None:
                return _show(request, office, etalase, form, [effect_notice(effect), effect_table(effect)], 200)
            try:
                services.edit_etalase(etalase_id=etalase.pk, version=form.opened_on(), terms=terms, actor=office.actor)
            except RuleBroken as refusal:
                form.tell(refusal, category_fields(refusal))
                status, late = refusal.status, refusal.code == "etalase_changed"
                if late:
                    form.catch_up(etalase.version)
            else:
                messages.success(request, "Keterangan etalase disimpan.")
                return HttpResponseRedirect(office.url("shelves:shelf", etalase.pk))
    around: list[Piece] = []
    if late:
        around = [Notice(kind="warning", title="Keadaan sekarang, yang disimpan rekan Anda:"), terms_list(etalase)]
    return _show(request, office, etalase, form, around, status)


def _to_show(etalase: Etalase, required: Sequence[str], form: EditForm) -> licences.Effect | None:
    """What the changed licences would do to the listings, where that has not been shown yet."""
    if set(required) == set(etalase.licences) or form.has_shown(required):
        return None
    effect = licences.effect_of(etalase, required)
    if not effect.any:
        return None
    form.show(required)
    return effect


def _show(
    request: HttpRequest, office: Office, etalase: Etalase, form: TermsForm, around: Sequence[Piece], status: int
) -> HttpResponse:
    context = desk(office, (etalase.name, office.url("shelves:shelf", etalase.pk)), title="Ubah keterangan")
    context |= {
        "lead": f"Etalase {etalase.name}. Alamatnya tetap walaupun namanya berubah.",
        "form": form,
        "around": around,
        "button": "Simpan",
        "back": office.url("shelves:shelf", etalase.pk),
        "parts": [],
        "links": [Link(label="Kembali", href=office.url("shelves:shelf", etalase.pk))],
    }
    return render(request, "manager/shelves/form.html", context, status=status)
