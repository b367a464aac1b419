"""`/usaha/konfirmasi/<code>/`: the owner reads what an officer entered, and says that it is true."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.vendors import services
from belanja.vendors.statement import findings
from belanja.web.pieces import Breadcrumbs, Link

from .access import signed_in
from .profile import checks_shown, facts_of
from .profile_forms import SubmitForm, wanted_shelves


@signed_in(methods=("GET", "HEAD", "POST"))
def confirm(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    found = services.by_code(code)
    if found is None:
        raise Http404
    form = SubmitForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.confirm_on_screen(
                    code=code,
                    version=form.cleaned_data["version"],
                    consent=form.cleaned_data["consent"],
                    actor=actor,
                    shelves=wanted_shelves(found),
                )
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error("consent" if refusal.code == "consent_missing" else None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, "Terima kasih. Anda kini pemilik usaha ini di Belanja.")
                return HttpResponseRedirect(reverse("vendor:home", args=[found.firm_id]))
    context = {
        "title": f"Konfirmasi data {found.name}",
        "crumbs": Breadcrumbs(
            links=[Link(label="Usaha saya", href=reverse("vendor:firms")), Link(label="Konfirmasi", href="")]
        ),
        "tabs": None,
        "lead": f"Petugas {found.government.name} mencatatkan data ini untuk Anda. Data baru berlaku setelah Anda "
        "menyatakannya benar. Bila ada yang salah, jangan setujui; mintalah petugas memperbaikinya.",
        "checks": checks_shown(findings(found, shelves=wanted_shelves(found))),
        "facts": facts_of(found),
        "form": form,
        "blocked": False,
        "unproved": False,
        "edit_href": "",
        "parts": [],
    }
    return render(request, "vendor/submit.html", context, status=status)
