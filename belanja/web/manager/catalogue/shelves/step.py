"""`…/etalase/<id>/keadaan/<langkah>/`: open, freeze, thaw, close or merge, with what it does before it is done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors, services
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState
from belanja.rules.shelves import MOVES, Move, Step
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Link, Notice, Piece

from .forms import MergeForm, StepForm
from .misfits import misfit_table, reasons_table
from .page import desk


@officer_page(Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE, methods=("GET", "HEAD", "POST"))
def take(request: HttpRequest, office: Office, etalase_id: int, step: str) -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    move = MOVES.get(Step(step)) if step in set(Step) else None
    if move is None or not office.may(move.duty):
        raise Http404
    form = _form(request, etalase, move)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and isinstance(form, MergeForm) and not form.has_shown():
            form.show()
            return _show(request, office, etalase, move, form, 200)
        if form.is_valid():
            into = whole_number(form.cleaned_data.get("into"))
            try:
                done = services.take_step(
                    etalase_id=etalase.pk,
                    version=form.opened_on(),
                    step=move.step,
                    reason=form.cleaned_data["reason"],
                    into_id=into,
                    actor=office.actor,
                )
            except RuleBroken as refusal:
                form.tell(refusal)
                status = refusal.status
                if refusal.code == "etalase_changed":
                    form.catch_up(etalase.version)
            else:
                messages.success(request, f"{done.name} sekarang {EtalaseState(done.state).label.lower()}.")
                return HttpResponseRedirect(office.url("shelves:shelf", done.pk))
    return _show(request, office, etalase, move, form, status)


def _form(request: HttpRequest, etalase: Etalase, move: Move) -> StepForm:
    data = request.POST if request.method == "POST" else None
    chosen = request.GET.get("ke", "")
    initial = {"version": etalase.version, "into": chosen, "previewed": chosen}
    if move.step is Step.MERGE:
        return MergeForm(data, initial=initial, successors=list(selectors.successors(etalase)))
    return StepForm(data, initial=initial)


def _show(
    request: HttpRequest, office: Office, etalase: Etalase, move: Move, form: StepForm, status: int
) -> HttpResponse:
    context = desk(office, (etalase.name, office.url("shelves:shelf", etalase.pk)), title=move.label)
    around: list[Piece] = [Notice(title=move.effect, text=_concerned(etalase))]
    if request.method == "POST" and status == 200:
        told = f"Belum digabungkan. Lihat akibatnya di bawah, lalu tekan {move.label} sekali lagi."
        around.insert(0, Notice(kind="warning", title=told))
    if EtalaseState(etalase.state) not in move.sources:
        now = EtalaseState(etalase.state).label.lower()
        title = f"Etalase ini sekarang {now}; langkah ini tidak berlaku lagi."
        context |= {
            "lead": f"Etalase {etalase.name}.",
            "around": Notice(kind="warning", title=title),
            "actions": [Link(label="Kembali ke etalase", href=office.url("shelves:shelf", etalase.pk))],
        }
        return render(request, "manager/shelves/list.html", context, status=status)
    context |= {
        "lead": f"Etalase {etalase.name}.",
        "form": form,
        "around": around,
        "button": move.label,
        "back": office.url("shelves:shelf", etalase.pk),
        "parts": _merge_preview(etalase, form) if move.step is Step.MERGE else [],
    }
    return render(request, "manager/shelves/form.html", context, status=status)


def _concerned(etalase: Etalase) -> str:
    count = goods.counts([etalase.pk]).get(etalase.pk)
    if count is None:
        return "Sekarang tidak ada penawaran yang terlihat di etalase ini."
    return (
        f"Menyangkut {text.number(count.offers)} penawaran dari {text.number(count.firms)} penyedia, "
        f"{text.number(count.for_sale)} di antaranya sekarang dapat dibeli."
    )


def _merge_preview(etalase: Etalase, form: StepForm) -> list[Part]:
    """How the goods would stand on the successor, as soon as one is chosen."""
    chosen = whole_number(str(form["into"].value() or ""))
    into = selectors.successors(etalase).filter(pk=chosen or 0).first()
    if into is None:
        return []
    latest = next(iter(selectors.versions(into.pk)), None)
    told = goods.preview(etalase, latest.rules() if latest else (), allowed=into.allowed_roles)
    about = f"{text.number(told.fitting)} dari {text.number(told.products)} barang cocok dengan skema {into.name}."
    if told.misfits:
        about += " Sisanya ikut pindah dan masuk daftar yang perlu disesuaikan penyedianya."
    items: list[Piece] = [reasons_table(told), misfit_table(told, told.misfits[:20])] if told.misfits else []
    return [Part(key="akibat", title=f"Di {into.name}", about=about, items=items)]
