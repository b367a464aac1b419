"""`/kelola/<gov>/pendampingan/`: needs in the hands of Dinas Koperasi UKM, Disperindag or Biro PBJ."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.needs import selectors
from belanja.needs.models import Coaching, Match, Need, ProspectMatch
from belanja.needs.services import base
from belanja.needs.services import coaching as services
from belanja.needs.texts import reasons
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.helping import Coach, Outcome, Task
from belanja.rules.needs.states import WANTED
from belanja.web.needs import shown
from belanja.web.officer.access import Office, frame, officer_page, refused
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Link, Row, Table, Tabs, Term

from .coaching_forms import HandOverForm, ReportForm

SECTION = "manager:coachings"


@officer_page(Duty.ASSIST_FIRM)
def desk(request: HttpRequest, office: Office) -> HttpResponse:
    """What waits for a coach, by its term; what was reported, the latest first."""
    ended = request.GET.get("keadaan") == "selesai"
    asked = request.GET.get("dinas", "")
    coach = asked if asked in set(Coach) else ""
    found = selectors.coachings(office.government.pk, coach=coach, ended=ended)
    rows, pagination = page_of(found, found.count(), request)
    kept = "&keadaan=selesai" if ended else ""
    tabs = [
        Link(label="Semua", href=f"?{kept.lstrip('&')}", current=not coach),
        *(Link(label=one.label, href=f"?dinas={one.value}{kept}", current=coach == one) for one in Coach),
    ]
    which = f"dinas={coach}&" if coach else ""
    states = [
        Link(label="Menunggu", href=f"?{which}", current=not ended),
        Link(label="Selesai", href=f"?{which}keadaan=selesai", current=ended),
    ]
    table = Table(
        key="pendampingan",
        caption="Pendampingan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="kebutuhan", label="Kebutuhan"),
            Column(key="dinas", label="Diserahkan kepada"),
            Column(key="diminta", label="Yang diminta"),
            Column(key="tenggat", label="Hasil" if ended else "Dilaporkan paling lambat"),
        ],
        rows=[_row(office, one) for one in rows],
        pagination=pagination,
        empty=EmptyState(title="Tidak ada pendampingan di sini."),
    )
    context = frame(office, SECTION, title="Pendampingan usaha")
    context |= {
        "lead": "Kebutuhan yang diserahkan agar usaha kecil dan koperasi yang cocok didampingi sampai tayang.",
        "parts": [
            Part(key="daftar", title="Daftar", items=[Tabs(label="Dinas", links=tabs),
                                                      Tabs(label="Keadaan", links=states), table])
        ],
    }  # fmt: skip
    return render(request, "officer/page.html", context)


@officer_page(Duty.ASSIST_FIRM, methods=("GET", "HEAD", "POST"))
def one(request: HttpRequest, office: Office, coaching_id: int) -> HttpResponse:
    """One hand-over: what is asked, which firms could meet the need and why, and the report."""
    found = selectors.coaching(office.government.pk, coaching_id)
    if found is None:
        raise Http404
    pairs, listed = list(selectors.pairs_of(found.need)), list(selectors.listed_for(found.need))
    form, status = ReportForm(pairs=pairs, listed=listed, version=found.version), 200
    if request.method == "POST" and request.POST.get("do") == "mulai":
        return _taken_up(request, office, found)
    if request.method == "POST":
        form, status = ReportForm(request.POST, pairs=pairs, listed=listed, version=found.version), 422
        if form.is_valid():
            try:
                _report(form, found, office)
            except RuleBroken as refusal:
                if refusal.status in (403, 404):
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, "Hasil pendampingan tersimpan.")
                return HttpResponseRedirect(office.url(SECTION))
    context = frame(office, SECTION, title=found.need.what)
    context |= {
        "lead": f"Diserahkan kepada {Coach(found.coach).label} oleh {found.by_label}.",
        "facts": [_facts(found)],
        "form": form if found.ended_at is None else None,
        "may_begin": found.ended_at is None and found.taken_at is None,
        "version": found.version,
        "parts": [
            Part(key="usaha", title="Usaha yang cocok", items=[_pairs(office, found, pairs)]),
            *([Part(key="calon", title="Usaha dari daftar dinas", items=[_listed(office, found, listed)],
                    about="Belum terdaftar. Dinas yang menghubungi pertama kali.")] if listed else []),
        ],
    }  # fmt: skip
    return render(request, "manager/coaching.html", context, status=status)


@officer_page(Duty.CURATE_CATALOGUE, Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def hand_over(request: HttpRequest, office: Office, need_id: int) -> HttpResponse:
    """Whoever posted a need, or Biro PBJ, asks for help with it; the door knows no unit, so it is asked here."""
    need = Need.objects.select_related("government", "unit").filter(pk=need_id, government=office.government).first()
    if need is None or not (office.may(Duty.CURATE_CATALOGUE) or base.is_poster(office.actor, need)):
        raise Http404
    form, status = HandOverForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                made = services.hand_over(
                    need_id=need.pk, coach=told["dinas"], tasks=told["tugas"], note=told["catatan"], actor=office.actor
                )
            except RuleBroken as refusal:
                if refusal.status in (403, 404):
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                words = f"Diserahkan; dilaporkan paling lambat {text.long_date(made.due_on)}."
                messages.success(request, words)
                return HttpResponseRedirect(_back(office, need))
    handed = shown.coachings(need)
    context = frame(office, SECTION, title=f"Minta pendampingan: {need.what}")
    context |= {
        "lead": "Dinas pembina menghubungi usaha yang cocok, mendampinginya, dan melaporkan hasilnya.",
        "form": form if need.state in WANTED else None,
        "parts": [Part(key="sudah", title="Sudah diserahkan", items=[handed])] if handed else [],
    }
    return render(request, "manager/hand_over.html", context, status=status)


def _back(office: Office, need: Need) -> str:
    """Where whoever handed it over goes on with it."""
    if base.is_poster(office.actor, need):
        return reverse("katalog:need_desk", args=[need.pk])
    return office.url("manager:need", need.pk)


def _taken_up(request: HttpRequest, office: Office, found: Coaching) -> HttpResponse:
    written = request.POST.get("version", "")
    try:
        services.take_up(
            coaching_id=found.pk, version=int(written) if written.isascii() and written.isdigit() else None,
            actor=office.actor,
        )  # fmt: skip
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        messages.success(request, "Tercatat sedang dikerjakan.")
    return HttpResponseRedirect(office.url("manager:coaching", found.pk))


def _report(form: ReportForm, found: Coaching, office: Office) -> None:
    told = form.cleaned_data
    services.report(
        coaching_id=found.pk,
        version=told["version"],
        told=services.Report(
            told["hasil"], told["catatan"], *([int(pk) for pk in told.get(name, ())] for name in ("usaha", "calon"))
        ),
        actor=office.actor,
    )


def _row(office: Office, found: Coaching) -> Row:
    need = found.need
    where = f"{need.on_behalf}, {need.region or 'seluruh wilayah'}"
    return Row(
        href=office.url("manager:coaching", found.pk),
        cells=[
            Cell(text=need.what, sub=where),
            Coach(found.coach).label,
            "; ".join(Task(task).label for task in found.tasks),
            shown.term(found),
        ],
    )


def _facts(found: Coaching) -> DefinitionList:
    need = found.need
    terms = [
        Term(term="Kebutuhan", text=need.what, href=reverse("katalog:need", args=[need.pk])),
        Term(term="Jumlah", text=shown.amount(need)),
        Term(term="Dikirim ke", text=str(need.region) if need.region else "seluruh wilayah"),
        Term(term="Yang diminta", text="; ".join(Task(task).label for task in found.tasks)),
        Term(term="Keterangan", text=found.note),
        Term(term="Dilaporkan paling lambat", text=text.long_date(found.due_on)),
        Term(
            term="Dikerjakan sejak",
            text=f"{text.date_time(found.taken_at)}, {found.taken_label}" if found.taken_at else "belum",
        ),
    ]
    if found.ended_at is not None:
        terms += [
            Term(term="Hasil", text=Outcome(found.outcome).label),
            Term(term="Usaha didampingi", text=text.number(found.helped)),
            Term(term="Dilaporkan", text=f"{text.date_time(found.ended_at)}, {found.ended_label}"),
            Term(term="Keterangan hasil", text=found.report or "tidak ada"),
        ]
    return DefinitionList(terms=terms)


def _pairs(office: Office, found: Coaching, pairs: list[Match]) -> Table:
    return Table(
        key="usaha",
        caption="Usaha yang dapat memenuhinya, dengan alasannya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="usaha", label="Usaha"),
            Column(key="alasan", label="Mengapa cocok"),
            Column(key="sampai", label="Sudah sampai mana"),
        ],
        rows=[
            Row(
                href=office.url("firms:one", pair.firm_id),
                cells=[
                    Cell(text=pair.firm.name or str(pair.firm_id), sub=pair.scale.capitalize()),
                    "; ".join(reasons(pair.grounds, found.need.what)) or "datang sendiri",
                    _reached(pair),
                ],
            )
            for pair in pairs
        ],
        empty=EmptyState(
            title="Belum ada usaha yang cocok.",
            text="Pencocokan diulang setiap hari. Usaha yang Anda kenal dapat dicatatkan lewat menu Usaha.",
        ),
    )


def _listed(office: Office, found: Coaching, listed: list[ProspectMatch]) -> Table:
    return Table(
        key="calon",
        caption="Usaha dari daftar dinas yang cocok",
        show_caption=False,
        stacked=True,
        personal=True,
        columns=[
            Column(key="usaha", label="Usaha"),
            Column(key="alasan", label="Mengapa cocok"),
            Column(key="sampai", label="Sudah sampai mana"),
        ],
        rows=[
            Row(
                href=office.url("manager:prospect", pair.prospect_id),
                cells=[
                    pair.prospect.name,
                    "; ".join(reasons(pair.grounds, found.need.what)),
                    "didampingi" if pair.helped_at else "dihubungi dinas" if pair.contacted_at else "belum dihubungi",
                ],
            )
            for pair in listed
            if pair.prospect
        ],
    )


def _reached(pair: Match) -> str:
    if pair.helped_at:
        return "didampingi"
    if pair.interested_at:
        return "berminat"
    if pair.seen_at:
        return "melihat"
    return "diberi tahu" if pair.told_at else "cocok"
