"""`/kelola/<gov>/katalog/sanksi/<id>/`: one case, its story, and what this officer may do with it now."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.documents import addresses
from belanja.documents.models import Paper
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules import sanctions
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.sanctions import TRANSITIONS, Action, CaseState, Measure
from belanja.vendors import bars, services
from belanja.vendors.finding import names_of
from belanja.vendors.models import SanctionCase
from belanja.web.acts import Act
from belanja.web.officer.access import SANCTION_READERS, Office, frame, officer_page
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import DocumentCard, Link, Notice

from .forms import ImposeForm, VerdictForm, WordsForm
from .shown import state_tag, story, terms


@officer_page(*SANCTION_READERS, methods=("GET", "HEAD", "POST"))
def case(request: HttpRequest, office: Office, case_id: int) -> HttpResponse:
    found = _case(office, case_id)
    acts = _acts(office, found, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, office, found, acts)
    act = next((one for one in acts if one.key == request.POST.get("do")), None)
    if act is None:
        if request.POST.get("do") in set(Action) and office.may(Duty.PROPOSE_SANCTION, Duty.SANCTION_FIRM):
            gone = RuleBroken("case_state", f"Perkara ini sudah berubah: {found.get_state_display()}.", status=409)
            return _show(request, office, found, acts, refusal=gone)
        raise Http404
    if not act.form.is_valid():
        return _show(request, office, found, acts, wrong=act.form)
    try:
        act.run(act.form, whole_number(request.POST.get("version")) or 0)
    except RuleBroken as refusal:
        if refusal.status == 404 or refusal.code == "duty_missing":
            raise
        fresh = _case(office, case_id)
        return _show(request, office, fresh, _acts(office, fresh, request.POST), refusal=refusal)
    messages.success(request, act.said)
    return HttpResponseRedirect(office.url("sanctions:case", case_id))


def _case(office: Office, case_id: int) -> SanctionCase:
    found = (
        SanctionCase.objects.filter(government=office.government, pk=case_id)
        .select_related("government", "firm", "paper")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    office: Office,
    found: SanctionCase,
    acts: list[Act],
    *,
    refusal: RuleBroken | None = None,
    wrong: forms.Form | None = None,
) -> HttpResponse:
    name = names_of([found.firm_id])[found.firm_id]
    context = frame(office, "sanctions:cases", title=f"Perkara {found.pk}: {name}")
    status = refusal.status if refusal else 422 if wrong else 200
    context |= {
        "state": state_tag(found),
        "refusal": Notice(kind="error", title=refusal.message, text=_typed(request, acts) or refusal.citation)
        if refusal
        else None,
        "wrong": wrong,
        "notices": _notices(office, found),
        "terms": terms(found, name),
        "paper": paper_card(found.paper, _paper_address(office, found)),
        "story": story(found),
        "acts": acts,
        "version": found.version,
    }
    return render(request, "sanctions/case.html", context, status=status)


def _typed(request: HttpRequest, acts: list[Act]) -> str:
    """What was typed into a form that is gone, so that nobody has to write it again."""
    if any(one.key == request.POST.get("do") for one in acts):
        return ""
    words = [str(value) for name, value in request.POST.items() if name.endswith(("-text", "-reason")) and value]
    return f"Yang Anda tulis: {' '.join(words)}" if words else ""


def _paper_address(office: Office, found: SanctionCase) -> str:
    """The register for whoever may open it, else the page where anybody checks the paper."""
    if found.paper is None:
        return ""
    if office.may(Duty.SEE_RELATED_FIRMS):
        return office.url("papers:paper", found.paper.pk)
    return reverse("public:paper", args=[found.paper.code])


def paper_card(paper: Paper | None, href: str) -> DocumentCard | None:
    """The printed decision with the code by which anybody can check it."""
    if paper is None:
        return None
    return DocumentCard(
        title=paper.title,
        href=href,
        number=paper.number,
        date=text.long_date(text.local_day(paper.issued_at)) if paper.issued_at else "",
        details=paper.status.label,
        code=paper.code,
        verify_href=addresses.verification(paper.code),
    )


def _notices(office: Office, found: SanctionCase) -> list[Notice]:
    told = [
        Notice(
            title="Usaha ini",
            text="Perkara lain, Daftar Hitam, dan usaha terkait ada pada catatannya.",
            action=Link(label="Buka catatan usaha", href=office.url("sanctions:dossier", found.firm_id)),
        )
    ]
    own = found.opened_by_id == office.actor.user_id and found.state in sanctions.WAITING
    if own and office.may(Duty.SANCTION_FIRM):
        told.append(Notice(title="Ini usulan Anda.", text="Pejabat lain yang memutusnya."))
    if found.state == CaseState.OBJECTED:
        told += _undecided(found)
    return told


def _undecided(found: SanctionCase) -> list[Notice]:
    """What follows where nobody decides an objection in its time, and whether the legal office has confirmed it."""
    today = clock.today()
    if found.verdict_due is None:
        return []
    gov = found.government_id
    deemed = institutions.switch("sanksi.keberatan.dianggap", government_id=gov, on=today)
    sure = institutions.switch("sanksi.keberatan.dianggap.dipastikan", government_id=gov, on=today)
    law = f"{sanctions.DEEMED}; {'dipastikan' if sure else 'penerapannya belum dipastikan'} Biro Hukum."
    if today <= found.verdict_due:
        if not deemed:
            return []
        due = text.long_date(found.verdict_due)
        return [Notice(title=f"Tanpa putusan sampai {due}, keberatan dianggap dikabulkan dan sanksi batal.", text=law)]
    if bars.deemed_granted(found, on=today):
        told = "Keberatan dianggap dikabulkan; sanksinya sudah tidak berlaku."
    else:
        told = "Keberatan belum diputus dalam waktunya, atau diajukan sesudah tenggatnya. Tetapkan putusannya."
    return [Notice(kind="warning", title=told, text=law)]


def _acts(office: Office, found: SanctionCase, data: Any) -> list[Act]:
    """What the state and this person's duties allow; a form that was just sent keeps what was typed."""
    state = CaseState(found.state)
    possible = {action for at, action in TRANSITIONS if at is state}
    sent = data.get("do") if data is not None else None

    def kept(key: Action) -> Any:
        return data if sent == key else None

    acts: list[Act] = []
    if office.may(Duty.SANCTION_FIRM) and found.opened_by_id != office.actor.user_id:
        acts += _authority(office, found, possible, kept)
    if office.may(Duty.PROPOSE_SANCTION):
        acts += _proposer(office, found, possible, kept)
    return acts


def _authority(office: Office, found: SanctionCase, possible: set[Action], kept: Callable[[Action], Any]) -> list[Act]:
    acts = []
    by: dict[str, Any] = {"case_id": found.pk, "actor": office.actor}
    heard = found.state == CaseState.ANSWERED or clock.today() > found.answer_due
    if Action.IMPOSE in possible and heard:
        due = services.sanctions.due_now(found.firm_id, found.government_id, sanctions.Breach(found.breach))
        acts.append(
            Act(Action.IMPOSE, "Jatuhkan sanksi", "Putuskan dan terbitkan", ImposeForm(kept(Action.IMPOSE), due=due),
                lambda form, version: services.impose(version=version, **by, **form.cleaned_data),
                "Sanksi dijatuhkan; keputusannya terbit dan penyedia diberi tahu.",
                f"Menurut jenjang: {due.label}. {sanctions.LADDER}."))  # fmt: skip
    if Action.DISMISS in possible:
        acts.append(
            Act(Action.DISMISS, "Tidak terbukti", "Nyatakan tidak terbukti",
                WordsForm(kept(Action.DISMISS), label="Pertimbangan", key="tidak"),
                lambda form, version: services.dismiss(version=version, reason=form.text, **by),
                "Perkara selesai: tidak terbukti.", quiet=True))  # fmt: skip
    if Action.UPHOLD in possible:
        acts.append(
            Act(Action.UPHOLD, "Putus keberatan", "Simpan putusan",
                VerdictForm(kept(Action.UPHOLD), measure=Measure(found.measure)),
                lambda form, version: services.decide_objection(version=version, **by, **form.cleaned_data),
                "Keberatan diputus; penyedia diberi tahu."))  # fmt: skip
    over = found.term is None or (found.term.end is not None and found.term.end <= clock.today())
    if Action.LIFT in possible and not over:
        acts.append(
            Act(Action.LIFT, "Akhiri lebih awal", "Akhiri mulai hari ini",
                WordsForm(kept(Action.LIFT), label="Alasan", key="akhiri"),
                lambda form, version: services.lift(version=version, reason=form.text, **by),
                "Sanksi diakhiri mulai hari ini.", quiet=True))  # fmt: skip
    return acts


def _proposer(office: Office, found: SanctionCase, possible: set[Action], kept: Callable[[Action], Any]) -> list[Act]:
    acts = []
    by: dict[str, Any] = {"case_id": found.pk, "actor": office.actor}
    letter = "Untuk surat yang diantar penyedia tanpa akun; salin pokoknya."
    if Action.ANSWER in possible:
        acts.append(
            Act(Action.ANSWER, "Catat klarifikasi lewat surat", "Catat klarifikasi",
                WordsForm(kept(Action.ANSWER), label="Klarifikasi penyedia", key="jawab", help_text=letter),
                lambda form, version: services.answer(version=version, text=form.text, by_letter=True, **by),
                "Klarifikasi dicatat.", quiet=True))  # fmt: skip
    if Action.WITHDRAW in possible:
        acts.append(
            Act(Action.WITHDRAW, "Tarik usulan", "Tarik usulan",
                WordsForm(kept(Action.WITHDRAW), label="Alasan menarik", key="tarik"),
                lambda form, version: services.withdraw_case(version=version, reason=form.text, **by),
                "Usulan ditarik.", quiet=True))  # fmt: skip
    if Action.OBJECT in possible and found.term is not None and found.objected_at is None:
        acts.append(
            Act(Action.OBJECT, "Catat keberatan lewat surat", "Catat keberatan",
                WordsForm(kept(Action.OBJECT), label="Keberatan penyedia", key="keberatan-surat", help_text=letter),
                lambda form, version: services.object_to(version=version, text=form.text, by_letter=True, **by),
                "Keberatan dicatat; tunggu putusan pejabat.", quiet=True))  # fmt: skip
    return acts
