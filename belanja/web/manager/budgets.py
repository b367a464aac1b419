"""`/kelola/<gov>/anggaran/`: budgets entered by people; who entered, who confirms, what it does to the figures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.affirmation.figures import UnitShare
from belanja.affirmation.selectors.entries import if_confirmed
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.intake import selectors as intake
from belanja.plans import budgets as records
from belanja.plans import services
from belanja.plans.models import BudgetVersion
from belanja.rules.budgets import BudgetKind, BudgetState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number, with_query
from belanja.web.officer.words import number_of
from belanja.web.pieces import (
    Cell,
    Choice,
    Column,
    DefinitionList,
    EmptyState,
    FilterRow,
    Link,
    Notice,
    Piece,
    Row,
    Standing,
    StatusTag,
    Table,
    Tabs,
    Term,
)

from .budget_forms import ReasonForm

_STATES = (
    ("menunggu", "Menunggu pengesahan", BudgetState.PROPOSED),
    ("disahkan", "Disahkan", BudgetState.CONFIRMED),
    ("semua", "Semua", ""),
)


@officer_page(Duty.SEE_SOURCE_ROWS)
def budgets(request: HttpRequest, office: Office) -> HttpResponse:
    year = whole_number(request.GET.get("tahun"))
    chosen = request.GET.get("keadaan", _STATES[0][0])
    state = next((state for code, _label, state in _STATES if code == chosen), BudgetState.PROPOSED)
    gov = office.government.pk
    every = records.versions(government_id=gov, year=year)
    found = every.filter(state=state) if state else every
    years = sorted({*intake.years(gov), clock.today().year}, reverse=True)
    context = frame(office, "manager:budgets", title="Anggaran")
    links = []
    for code, label, value in _STATES:
        count = (every.filter(state=value) if value else every).count()
        href = with_query("", request.GET, keadaan=code)
        links.append(Link(label=label, href=href, current=value == state, count=count))
    context |= {
        "lead": "Anggaran yang diisi dari DPA bila sumber nasional belum memuatnya atau keliru. "
        "Orang kedua mengesahkan, lalu angka memakainya.",
        "filters": FilterRow(
            key="saring",
            filters=[
                select("tahun", "Tahun anggaran", "Semua", [(str(one), str(one)) for one in years], str(year or ""))
            ],
            kept=[Choice(value="keadaan", label=chosen)] if "keadaan" in request.GET else [],
        ),
        "kinds": Tabs(label="Keadaan", links=links),
        "parts": [Part(key="daftar", title="Entri", items=[*_doors(office), _list(request, office, found)])],
    }
    return render(request, "inspector/missing.html", context)


def _doors(office: Office) -> list[Piece]:
    if not office.may(Duty.ENTER_BUDGET):
        return []
    doors: list[Piece] = [
        Notice(
            title="Ada unit yang anggarannya belum ada atau keliru?",
            text="Isi dari DPA-nya, dengan nomor, tanggal, dan dokumennya.",
            action=Link(label="Isi anggaran", href=office.url("manager:enter_budget")),
        ),
        Notice(
            title="Banyak unit sekaligus?",
            text="Unggah lembar dari DPA, SIPD, atau SiRUP (XLSX, CSV); kolomnya ditanyakan sekali, lalu diingat.",
            action=Link(label="Unggah lembar", href=office.url("manager:budget_sheets")),
        ),
    ]
    return doors if office.may(Duty.CONFIRM_BUDGET) else doors[:1]


def _list(request: HttpRequest, office: Office, found: object) -> Table:
    count = found.count()  # type: ignore[attr-defined]  # a QuerySet
    rows, pagination = page_of(found, count, request)  # type: ignore[arg-type]
    return Table(
        key="entri",
        caption="Terbaru dahulu",
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="dokumen", label="Dokumen"),
            Column(key="mulai", label="Berlaku mulai"),
            Column(key="nilai", label="Belanja pengadaan", numeric=True, note="rupiah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=office.url("manager:budget", version.pk),
                cells=[
                    Cell(text=shown(version.unit.name), sub=f"{version.unit.code}, tahun {version.year}"),
                    Cell(text=document_of(version), sub=f"tanggal {text.long_date(version.dated)}"),
                    text.long_date(version.valid_from),
                    text.rupiah(version.pengadaan),
                    Cell(piece=state_tag(version), sub=f"diisi {version.proposed_by_label}"),
                ],
            )
            for version in rows
        ],
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada entri di sini."),
    )


def document_of(version: BudgetVersion) -> str:
    return f"{BudgetKind(version.kind).label} {version.number}"


def state_tag(version: BudgetVersion) -> StatusTag:
    standing = {BudgetState.PROPOSED: Standing.HELD, BudgetState.CONFIRMED: Standing.REACHED}
    state = BudgetState(version.state)
    return StatusTag(standing=standing.get(state, Standing.UNKNOWN), word=state.label)


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def budget(request: HttpRequest, office: Office, version_id: int) -> HttpResponse:
    version = records.version(government_id=office.government.pk, version_id=version_id)
    if request.method != "POST":
        return _show(request, office, version, ReasonForm())
    return _decide(request, office, version)


def _decide(request: HttpRequest, office: Office, version: BudgetVersion) -> HttpResponse:
    act = request.POST.get("do", "")
    form = ReasonForm(request.POST if act != "confirm" else None)
    answers: dict[str, tuple[Callable[..., BudgetVersion], str]] = {
        "confirm": (services.confirm_budget, "Anggaran disahkan dan dipakai dalam angka"),
        "reject": (services.reject_budget, "Entri ditolak"),
        "withdraw": (services.withdraw_budget, "Entri ditarik"),
    }
    if act not in answers or (act != "withdraw" and not office.may(Duty.CONFIRM_BUDGET)):
        raise Http404
    service, said = answers[act]
    if act != "confirm" and not form.is_valid():
        return _show(request, office, version, form, status=422)
    more = {} if act == "confirm" else {"reason": form.cleaned_data["reason"]}
    try:
        service(version_id=version.pk, actor=office.actor, **more)
    except RuleBroken as refusal:
        if refusal.status == 404 or (refusal.status == 403 and refusal.code == "duty_missing"):
            raise
        version = records.version(government_id=office.government.pk, version_id=version.pk)
        return _show(request, office, version, ReasonForm(), status=refusal.status, refusal=refusal)
    messages.success(request, f"{said}: {shown(version.unit.name)} {version.year}.")
    return HttpResponseRedirect(office.url("manager:budget", version.pk))


def _show(
    request: HttpRequest,
    office: Office,
    version: BudgetVersion,
    form: ReasonForm,
    *,
    status: int = 200,
    refusal: RuleBroken | None = None,
) -> HttpResponse:
    own = version.proposed_by_id == office.actor.user_id
    waits = version.state == BudgetState.PROPOSED
    decides = waits and not own and office.may(Duty.CONFIRM_BUDGET)
    withdraws = (
        institutions.is_allowed(office.actor, Duty.ENTER_BUDGET, office.government, unit_id=version.unit_id)
        if waits
        else version.state == BudgetState.CONFIRMED and office.may(Duty.CONFIRM_BUDGET)
    )
    context = frame(office, "manager:budgets", title=f"Anggaran {shown(version.unit.name)}")
    context |= {
        "lead": f"{document_of(version)}, tahun anggaran {version.year}.",
        "refusal": Notice(kind="error", title=refusal.message) if refusal else None,
        "top": _terms(office, version),
        "warnings": _warnings(office, version, own=own, decides=decides),
        "effect": _effect(version) if waits else None,
        "decides": decides,
        "withdraws": withdraws and not decides,
        "form": form,
        "parts": [],
    }
    return render(request, "manager/budget.html", context, status=status)


def _terms(office: Office, version: BudgetVersion) -> DefinitionList:
    decided = ""
    if version.decided_at:
        decided = f"{version.decided_by_label}, {text.date_time(version.decided_at)}"
    gone = ""
    if version.withdrawn_at:
        gone = f"{version.withdrawn_by_label}, {text.date_time(version.withdrawn_at)}: {version.withdrawal_reason}"
    paper = version.paper
    terms = [
        Term(term="Keadaan", piece=state_tag(version)),
        Term(term="Perangkat Daerah", text=f"{shown(version.unit.name)} ({version.unit.code})"),
        Term(term="Dokumen", text=f"{document_of(version)}, tanggal {text.long_date(version.dated)}"),
        Term(term="Berlaku mulai", text=text.long_date(version.valid_from)),
        Term(term="Belanja operasi yang diadakan", text=text.rupiah(version.operasi)),
        Term(term="Belanja modal", text=text.rupiah(version.modal)),
        Term(term="Belanja tidak terduga", text=text.rupiah(version.btt)),
        Term(term="Belanja pengadaan", text=text.rupiah(version.pengadaan)),
        Term(term="Belanja non-pengadaan", text=text.rupiah(version.non_pengadaan)),
        Term(
            term="Cakupan",
            text="termasuk semua unit di bawahnya" if version.covers_below else "unit ini sendiri",
        ),
        Term(
            term="Berkas",
            text=f"{paper.name}, SHA-256 {paper.sha256[:16]}…" if paper else "tidak ada",
            href=office.url("manager:budget_paper", version.pk) if paper else "",
        ),
        Term(term="Keterangan", text=version.note) if version.note else None,
        Term(term="Diisi", text=f"{version.proposed_by_label}, {text.date_time(version.proposed_at)}"),
        Term(term="Diputuskan", text=decided) if decided else None,
        Term(term="Alasan penolakan", text=version.decision_reason) if version.decision_reason else None,
        Term(term="Ditarik atau diganti", text=gone) if gone else None,
    ]
    return DefinitionList(terms=[term for term in terms if term is not None])


def _warnings(office: Office, version: BudgetVersion, *, own: bool, decides: bool) -> list[Piece]:
    found: list[Piece] = []
    if version.state == BudgetState.PROPOSED and own:
        found.append(
            Notice(title="Ini entri Anda.", text="Orang lain di BPKAD atau Biro PBJ yang mengesahkan atau menolaknya.")
        )
    if version.doubt and version.state == BudgetState.PROPOSED:
        against = number_of(version.doubt.get("compared_with"))
        text_ = str(version.doubt.get("message", ""))
        if against is not None:
            text_ += f" Dibandingkan dengan {text.rupiah(against)}."
        found.append(Notice(kind="warning", title="Nilainya tampak tidak wajar.", text=text_))
    feed = records.feed_amounts(government_id=version.government_id, year=version.year, unit_ids=[version.unit_id]).get(
        version.unit_id, ()
    )
    if any(amount != version.pengadaan for amount in feed):
        told = " dan ".join(text.rupiah(amount) for amount in feed)
        found.append(
            Notice(
                kind="warning" if decides else "info",
                title=f"Struktur Anggaran PD di SiRUP menyebut {told}.",
                text="Selama entri ini berlaku, angka memakai entri. Cocokkan dengan DPA, dan minta SiRUP diperbaiki.",
            )
        )
    return found


def _effect(version: BudgetVersion) -> Table:
    found = if_confirmed(version)
    total = (found.before.total, found.after.total)
    rows = [
        Row(cells=["Perangkat Daerah ini", _share(found.unit_before), _share(found.unit_after)]),
        Row(
            cells=[
                "Pemerintah daerah",
                *(Cell(text=text.percent(one.share_percent), words=one.share_percent is None) for one in total),
            ]
        ),
        Row(cells=["Unit yang diketahui", *(text.number(one.units_known) for one in total)]),
    ]
    return Table(
        key="akibat",
        caption=f"{found.before.definition.numerator.label} dibagi belanja pengadaan, tahun {version.year}",
        columns=[
            Column(key="apa", label="Porsi"),
            Column(key="sekarang", label="Sekarang", numeric=True),
            Column(key="nanti", label="Bila disahkan", numeric=True),
        ],
        rows=rows,
    )


def _share(unit: UnitShare | None) -> Cell:
    if unit is None or unit.share_percent is None:
        return Cell(text=text.UNKNOWN, words=True)
    return Cell(
        text=text.percent(unit.share_percent),
        sub=f"{text.rupiah(unit.numerator or 0)} dari {text.rupiah(unit.denominator or 0)}",
    )


_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@officer_page(Duty.SEE_SOURCE_ROWS)
def paper(request: HttpRequest, office: Office, version_id: int) -> HttpResponse:
    """The document as it came, only ever as a download."""
    version = records.version(government_id=office.government.pk, version_id=version_id)
    if version.paper_id is None:
        raise Http404
    found = records.paper(government_id=office.government.pk, paper_id=version.paper_id)
    answer = HttpResponse(bytes(found.content), content_type=_TYPES[found.kind])
    answer["Content-Disposition"] = f'attachment; filename="anggaran-{version.year}-{found.sha256[:12]}.{found.kind}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
