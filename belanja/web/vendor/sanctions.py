"""`/usaha/<firm>/sanksi/`: what is held against a firm, its answer and its objection."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.rules import sanctions
from belanja.rules.decisions import RuleBroken
from belanja.rules.sanctions import Action, CaseState, Measure
from belanja.vendors import bars, services
from belanja.vendors.finding import names_of
from belanja.vendors.models import SanctionCase
from belanja.web.acts import Act
from belanja.web.manager.catalogue.sanctions.case import paper_card
from belanja.web.manager.catalogue.sanctions.forms import WordsForm
from belanja.web.manager.catalogue.sanctions.shown import state_tag, story, terms
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table

from .access import FirmDesk, firm_page, frame


@firm_page()
def cases(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    found = SanctionCase.objects.filter(firm=desk.firm).select_related("government").order_by("-opened_at", "-pk")
    context = frame(desk, "vendor:sanctions", title="Sanksi")
    national = bars.bar_of(desk.firm.pk, government_id=None, on=clock.today())
    context |= {
        "lead": "Perkara di katalog lokal. Anda didengar sebelum diputus, dan dapat mengajukan keberatan sesudahnya.",
        "notice": Notice(kind="warning", title=national.told, text=f"Nomor SK {national.number}.")
        if national
        else None,
        "parts": [Part(key="perkara", title="Perkara", items=[_list(desk, list(found))])],
    }
    return render(request, "vendor/home.html", context)


def _list(desk: FirmDesk, found: list[SanctionCase]) -> Table:
    return Table(
        key="perkara-tabel",
        stacked=True,
        caption="Perkara usaha ini",
        show_caption=False,
        columns=[
            Column(key="pelanggaran", label="Pelanggaran"),
            Column(key="daerah", label="Katalog"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="sanksi", label="Sanksi"),
        ],
        rows=[
            Row(
                href=desk.url("vendor:sanction", case.pk),
                cells=[
                    case.get_breach_display(),
                    case.government.name,
                    Cell(piece=state_tag(case)),
                    Measure(case.measure).label if case.measure else "belum diputus",
                ],
            )
            for case in found
        ],
        empty=EmptyState(title="Tidak ada perkara terhadap usaha Anda."),
    )


def asked_to_answer(desk: FirmDesk) -> Notice | None:
    """The case in which the firm has the next word, soonest first; nothing where there is none."""
    found = SanctionCase.objects.filter(firm=desk.firm, state=CaseState.CLARIFYING).order_by("answer_due", "pk").first()
    if found is None:
        return None
    return Notice(
        kind="warning",
        title=f"Biro PBJ meminta klarifikasi Anda sampai {text.long_date(found.answer_due)}.",
        text=found.get_breach_display(),
        action=Link(label="Beri klarifikasi", href=desk.url("vendor:sanction", found.pk)),
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def case(request: HttpRequest, desk: FirmDesk, case_id: int) -> HttpResponse:
    found = _case(desk, case_id)
    if request.method != "POST":
        return _show(request, desk, found, _acts(desk, found, None))
    acts = _acts(desk, found, request.POST)
    act = next((one for one in acts if one.key == request.POST.get("do")), None)
    if act is None:
        gone = RuleBroken("case_state", f"Perkara ini sudah berubah: {found.get_state_display()}.", status=409)
        return _show(request, desk, found, acts, refusal=gone)
    if not act.form.is_valid():
        return _show(request, desk, found, acts, wrong=act.form)
    try:
        act.run(act.form, whole_number(request.POST.get("version")) or 0)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        fresh = _case(desk, case_id)
        return _show(request, desk, fresh, _acts(desk, fresh, request.POST), refusal=refusal)
    messages.success(request, act.said)
    return HttpResponseRedirect(desk.url("vendor:sanction", case_id))


@firm_page()
def decision(request: HttpRequest, desk: FirmDesk, case_id: int) -> HttpResponse:
    """The printed decision, byte for byte as it was issued."""
    found = _case(desk, case_id)
    file = found.paper.files.order_by("id").first() if found.paper else None
    if file is None:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="keputusan-sanksi-{found.pk}.pdf"'
    return answer


def _case(desk: FirmDesk, case_id: int) -> SanctionCase:
    found = (
        SanctionCase.objects.filter(firm=desk.firm, pk=case_id).select_related("government", "firm", "paper").first()
    )
    if found is None:
        raise Http404
    return found


def _acts(desk: FirmDesk, found: SanctionCase, data: Any) -> list[Act]:
    """What the firm may do now: answer, or object (its owner alone)."""
    state = CaseState(found.state)
    sent = data.get("do") if data is not None else None
    by: dict[str, Any] = {"case_id": found.pk, "actor": desk.actor}
    if state is CaseState.CLARIFYING:
        form = WordsForm(data if sent == Action.ANSWER else None, label="Klarifikasi Anda", key="jawab",
                         help_text="Apa yang terjadi menurut Anda, dan apa yang sudah Anda perbaiki.")  # fmt: skip
        return [
            Act(Action.ANSWER, "Beri klarifikasi", "Kirim klarifikasi", form,
                lambda form, version: services.answer(version=version, text=form.text, **by),
                "Klarifikasi terkirim; pejabat membacanya sebelum memutus.",
                f"Sampai {text.long_date(found.answer_due)}. Sesudah dikirim tidak dapat diubah.")
        ]  # fmt: skip
    if (state, Action.OBJECT) in sanctions.TRANSITIONS and desk.is_owner and found.objected_at is None:
        form = WordsForm(data if sent == Action.OBJECT else None, label="Keberatan Anda", key="keberatan",
                         help_text="Mengapa putusan itu keliru, dengan buktinya.")  # fmt: skip
        due = text.long_date(found.objection_due) if found.objection_due else ""
        return [
            Act(Action.OBJECT, "Ajukan keberatan", "Ajukan keberatan", form,
                lambda form, version: services.object_to(version=version, text=form.text, **by),
                "Keberatan diajukan.", f"Sampai {due}. Dasar: {sanctions.OBJECTIONS}.", quiet=True)
        ]  # fmt: skip
    return []


def _show(
    request: HttpRequest,
    desk: FirmDesk,
    found: SanctionCase,
    acts: list[Act],
    *,
    refusal: RuleBroken | None = None,
    wrong: Any = None,
) -> HttpResponse:
    name = names_of([found.firm_id])[found.firm_id]
    context = frame(desk, "vendor:sanctions", title=f"Perkara {found.pk}")
    typed = "" if acts else " ".join(str(value) for key, value in request.POST.items() if key.endswith("-text"))
    context |= {
        "lead": f"Katalog {found.government.name}.",
        "state": state_tag(found),
        "refusal": Notice(kind="error", title=refusal.message, text=f"Yang Anda tulis: {typed}" if typed else "")
        if refusal
        else None,
        "wrong": wrong,
        "notices": [],
        "terms": terms(found, name),
        "paper": paper_card(found.paper, desk.url("vendor:sanction_paper", found.pk)),
        "story": story(found),
        "acts": acts,
        "version": found.version,
        "parts": [],
    }
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "sanctions/case.html", context, status=status)
