"""`…/<code>/telaah/` and `…/telaah/skema/`: the bureau writes the study of a proposal (Penelaahan Produk)."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.etalase import selectors as shelves
from belanja.proposals import services
from belanja.proposals.models import Proposal
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import Side
from belanja.rules.proposals.steps import PROPOSALS, Step
from belanja.web.officer.access import Office, officer_page
from belanja.web.pieces import Notice

from .access import around, proposal_of
from .forms import FIELDS, StudyForm
from .write import LATE, attributes_page


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def study(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    found = _studied(office, code)
    before = found.studied()
    form = StudyForm(
        request.POST if request.method == "POST" else None,
        initial=StudyForm.begun(before, version=found.version),
        national=shelves.national_choices(office.government),
    )
    status, late = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.write_study(
                    proposal_id=found.pk, version=form.opened_on(), study=form.study(before), actor=office.actor
                )
            except RuleBroken as refusal:
                form.tell(refusal, FIELDS)
                status, late = refusal.status, refusal.status == 409
                if late:
                    form.catch_up(found.version)
            else:
                messages.success(request, "Penelaahan tersimpan.")
                return HttpResponseRedirect(office.url("proposals:proposal", code))
    context = around(office, found, title="Penelaahan produk")
    context |= {
        "lead": f"Usulan {found.name}. Dimulai dari yang diusulkan; yang ditetapkan adalah isi penelaahan ini.",
        "form": form,
        "around": Notice(kind="warning", title="Rekan Anda menyimpan isi lain sementara itu.", text=LATE)
        if late
        else None,
        "button": "Simpan penelaahan",
    }
    return render(request, "manager/shelves/form.html", context, status=status)


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def schema(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """The schema that the etalase would have."""
    found = _studied(office, code)
    return attributes_page(
        request,
        office,
        found,
        attributes=found.studied().attributes,
        save=lambda version, given: services.write_study(
            proposal_id=found.pk, version=version, study=replace(found.studied(), attributes=given), actor=office.actor
        ),
    )


def _studied(office: Office, code: str) -> Proposal:
    """A proposal that is studied now. RuleBroken 409 for one that is not."""
    found = proposal_of(office, code)
    PROPOSALS.rule_for(Step.WRITE_STUDY, found.state, Side.BUREAU)
    return found
