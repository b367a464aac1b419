"""`/kelola/<gov>/parameter/`: dated numbers and switches. One person proposes, another decides, the future changes."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import services
from belanja.institutions.models import CountingMode, LegalBasis, ParameterRow
from belanja.rules import parameters as rules
from belanja.rules.channels import Channel, Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import PARAMETER_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.officer.proposals import proposals_table, subject_of
from belanja.web.officer.words import parameter_value
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    Link,
    Notice,
    Piece,
    Row,
    Table,
    Term,
)

from .parameter_forms import ModeForm, ProposalForm, RejectForm


@officer_page(*PARAMETER_READERS)
def parameters(request: HttpRequest, office: Office) -> HttpResponse:
    gov = office.government.pk
    waiting = institutions.proposals(gov)
    context = frame(office, "manager:parameters", title="Parameter")
    actions = []
    if office.may(Duty.PROPOSE_PARAMETER):
        actions = [
            Link(label="Usulkan nilai baru", href=office.url("manager:propose_parameter")),
            Link(label="Usulkan cara menghitung", href=office.url("manager:propose_mode")),
        ]
    context |= {
        "lead": "Target, sakelar, dan ambang yang berlaku, masing-masing dengan tanggal dan dasarnya.",
        "actions": actions,
        "parts": [
            Part(
                key="usulan",
                title="Menunggu orang kedua",
                items=[proposals_table(office, waiting, key="usulan-tabel")],
            ),
            Part(key="mode", title="Cara menghitung paket Belanja", items=[_mode(office)]),
            Part(key="berlaku", title="Yang berlaku hari ini", items=[_in_force(office)]),
            *_coming(office),
        ],
    }
    return render(request, "manager/parameters.html", context)


def _in_force(office: Office) -> Table:
    found = institutions.parameters(government_id=office.government.pk, on=clock.today())
    rows = []
    for seed in rules.BY_KEY.values():
        row = found.get(seed.key)
        if row is None:
            continue
        rows.append(
            Row(
                cells=[
                    Cell(text=seed.label, sub=seed.key),
                    parameter_value(row.key, row.value),
                    text.long_date(row.valid_from) if row.valid_from != rules.LONG_AGO else "sejak awal",
                    Cell(
                        text=str(row.legal_basis),
                        sub=row.article,
                        href=f"/dasar-hukum/{row.legal_basis.slug}/",
                    ),
                    "daerah ini" if row.government_id else "umum",
                ]
            )
        )
    return Table(
        key="berlaku-tabel",
        caption="Parameter yang berlaku",
        show_caption=False,
        columns=[
            Column(key="apa", label="Parameter"),
            Column(key="nilai", label="Nilai", numeric=True),
            Column(key="sejak", label="Berlaku sejak"),
            Column(key="dasar", label="Dasar", note="ketentuan"),
            Column(key="milik", label="Ditetapkan untuk"),
        ],
        rows=rows,
        tight=True,
    )


def _coming(office: Office) -> list[Part]:
    """Approved rows whose day has not come."""
    rows: list[ParameterRow | CountingMode] = [
        *ParameterRow.objects.filter(
            government=office.government, approved_at__isnull=False, valid_from__gt=clock.today()
        ).select_related("legal_basis"),
        *CountingMode.objects.filter(
            government=office.government, approved_at__isnull=False, valid_from__gt=clock.today()
        ).select_related("legal_basis"),
    ]
    if not rows:
        return []
    table = Table(
        key="nanti-tabel",
        caption="Sudah disetujui, belum berlaku",
        show_caption=False,
        columns=[
            Column(key="apa", label="Parameter"),
            Column(key="nilai", label="Nilai"),
            Column(key="mulai", label="Berlaku mulai"),
            Column(key="dasar", label="Dasar"),
        ],
        rows=[
            Row(
                cells=[
                    *subject_of(row),
                    text.long_date(row.valid_from),
                    str(row.legal_basis) if row.legal_basis else "tanpa dasar hukum",
                ]
            )
            for row in sorted(rows, key=lambda row: row.valid_from)
        ],
        tight=True,
    )
    return [Part(key="nanti", title="Sudah disetujui, belum berlaku", items=[table])]


_MODE_WORDS = {
    Mode.COMPANION: "Paket disiapkan dan dijelaskan di sini, dipesan dan dihitung di katalog nasional.",
    Mode.LOCAL: "Pesanan di sini dihitung sebagai e-Purchasing, atas dasar hukum yang tercatat.",
    Mode.PRACTICE: "Hanya latihan; tidak pernah dihitung.",
}


def _mode(office: Office) -> DefinitionList:
    gov, today = office.government.pk, clock.today()
    row = institutions.counting_mode_row(government_id=gov, on=today)
    mode = Mode(row.mode) if row else Mode.COMPANION
    since = f"sejak {text.long_date(row.valid_from)}" if row else "bawaan, belum pernah ditetapkan"
    basis = str(row.legal_basis) if row and row.legal_basis else "tidak diperlukan"
    return DefinitionList(
        terms=[
            Term(term="Cara", text=f"{mode.label}, {since}"),
            Term(term="Artinya", text=_MODE_WORDS[mode]),
            Term(term="Dasar hukum", text=basis),
        ]
    )


@officer_page(Duty.PROPOSE_PARAMETER, methods=("GET", "HEAD", "POST"))
def propose(request: HttpRequest, office: Office) -> HttpResponse:
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        bases=list(institutions.legal_bases(office.government.pk)),
        initial={"key": request.GET.get("kunci", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = services.propose_parameter(
                government=office.government,
                key=given["key"],
                value=form.plain_value(),
                valid_from=given["valid_from"],
                legal_basis=basis_of(office, given["legal_basis"]),
                article=given["article"],
                reason=given["reason"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            put(form, refusal, {"parameter_value": "value", "not_in_future": "valid_from"})
        else:
            messages.success(
                request,
                f"Usulan disimpan: {subject_of(row)[0]} menjadi {subject_of(row)[1]} mulai "
                f"{text.long_date(row.valid_from)}. Pejabat lain perlu menyetujuinya sebelum hari itu.",
            )
            return HttpResponseRedirect(office.url("manager:parameters"))
    return _form_page(request, office, form, "Usulkan nilai parameter", "Kirim usulan")


@officer_page(Duty.PROPOSE_PARAMETER, methods=("GET", "HEAD", "POST"))
def propose_mode(request: HttpRequest, office: Office) -> HttpResponse:
    form = ModeForm(
        request.POST if request.method == "POST" else None,
        bases=list(institutions.legal_bases(office.government.pk)),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        basis = basis_of(office, given["legal_basis"]) if given["legal_basis"] else None
        try:
            row = services.propose_counting_mode(
                government=office.government,
                mode=Mode(given["mode"]),
                valid_from=given["valid_from"],
                legal_basis=basis,
                channel=Channel.NATIVE,
                reason=given["reason"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            put(form, refusal, {"local_catalogue_basis": "legal_basis", "not_in_future": "valid_from"})
        else:
            messages.success(
                request,
                f"Usulan disimpan: {Mode(row.mode).label} mulai {text.long_date(row.valid_from)}. Pejabat lain perlu "
                "menyetujuinya sebelum hari itu.",
            )
            return HttpResponseRedirect(office.url("manager:parameters"))
    return _form_page(request, office, form, "Usulkan cara menghitung", "Kirim usulan")


@officer_page(*PARAMETER_READERS, methods=("GET", "HEAD", "POST"))
def parameter(request: HttpRequest, office: Office, row_id: int) -> HttpResponse:
    row = ParameterRow.objects.filter(government=office.government, pk=row_id).first()
    return _proposal(request, office, row)


@officer_page(*PARAMETER_READERS, methods=("GET", "HEAD", "POST"))
def counting_mode(request: HttpRequest, office: Office, row_id: int) -> HttpResponse:
    row = CountingMode.objects.filter(government=office.government, pk=row_id).first()
    return _proposal(request, office, row)


def _proposal(request: HttpRequest, office: Office, row: ParameterRow | CountingMode | None) -> HttpResponse:
    if row is None:
        raise Http404
    form = RejectForm(None)
    status = 200
    refusal: RuleBroken | None = None
    if request.method == "POST":
        if not office.may(Duty.APPROVE_PARAMETER):
            raise Http404
        rejecting = request.POST.get("do") == "reject"
        form = RejectForm(request.POST if rejecting else None)
        if not rejecting or form.is_valid():
            try:
                said = _decide(office, row, form.cleaned_data["reason"] if rejecting else None)
            except RuleBroken as broken:
                if broken.status == 404:
                    raise
                refusal, status = broken, broken.status
                row.refresh_from_db()
            else:
                messages.success(request, said)
                return HttpResponseRedirect(office.url("manager:parameters"))
        else:
            status = 422
    subject, value = subject_of(row)
    context = frame(office, "manager:parameters", title=subject)
    open_ = row.approved_at is None and row.rejected_at is None
    context |= {
        "lead": f"Diusulkan menjadi {value} mulai {text.long_date(row.valid_from)}.",
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "top": _proposal_terms(office, row),
        "form": form if open_ and office.may(Duty.APPROVE_PARAMETER) and not _own(office, row) else None,
        "own": _own_notice() if open_ and _own(office, row) else None,
        "parts": [],
    }
    return render(request, "manager/proposal.html", context, status=status)


def _own(office: Office, row: ParameterRow | CountingMode) -> bool:
    return row.proposed_by_id == office.actor.user_id


def _own_notice() -> Piece:
    return Notice(title="Ini usulan Anda.", text="Pejabat lain yang berwenang perlu menyetujui atau menolaknya.")


def _decide(office: Office, row: ParameterRow | CountingMode, because: str | None) -> str:
    """Approve, or reject with a reason; returns what to tell."""
    subject, value = subject_of(row)
    if isinstance(row, ParameterRow):
        if because is None:
            services.approve_parameter(parameter_id=row.pk, actor=office.actor)
        else:
            services.reject_parameter(parameter_id=row.pk, reason=because, actor=office.actor)
    elif because is None:
        services.approve_counting_mode(counting_mode_id=row.pk, actor=office.actor)
    else:
        services.reject_counting_mode(counting_mode_id=row.pk, reason=because, actor=office.actor)
    if because is not None:
        return f"Usulan {subject} ditolak."
    return f"Disetujui: {subject} menjadi {value} mulai {text.long_date(row.valid_from)}."


def _proposal_terms(office: Office, row: ParameterRow | CountingMode) -> DefinitionList:
    subject, value = subject_of(row)
    if isinstance(row, ParameterRow):
        now = institutions.parameters(government_id=office.government.pk, on=clock.today()).get(row.key)
        current = parameter_value(now.key, now.value) if now else "belum ditetapkan"
    else:
        mode = institutions.counting_mode(government_id=office.government.pk, on=clock.today())
        current = mode.label
    if row.approved_at:
        state = f"disetujui {text.date_time(row.approved_at)}"
    elif row.rejected_at:
        state = f"ditolak {text.date_time(row.rejected_at)}"
    else:
        state = "menunggu orang kedua"
    article = f", {row.article}" if isinstance(row, ParameterRow) and row.article else ""
    return DefinitionList(
        terms=[
            Term(term="Yang diubah", text=subject),
            Term(term="Sekarang", text=current),
            Term(term="Menjadi", text=value),
            Term(term="Berlaku mulai", text=text.long_date(row.valid_from)),
            Term(
                term="Dasar hukum",
                text=f"{row.legal_basis}{article}" if row.legal_basis else "tidak disebut",
                href=f"/dasar-hukum/{row.legal_basis.slug}/" if row.legal_basis else "",
            ),
            Term(term="Alasan", text=row.reason or "tidak ditulis"),
            Term(
                term="Diusulkan",
                text=f"{text.date_time(row.proposed_at) if row.proposed_at else 'lewat konsol'}"
                + (", oleh Anda" if _own(office, row) else ""),
            ),
            Term(term="Keadaan", text=state),
        ]
    )


def basis_of(office: Office, slug: str) -> LegalBasis:
    """The legal basis chosen from the list. RuleBroken 422 for one that is not in it."""
    found = institutions.legal_bases(office.government.pk).filter(slug=slug).first()
    if found is None:
        raise RuleBroken("basis_unknown", "Pilih dasar hukum dari daftar.")
    return found


def put(form: forms.Form, refusal: RuleBroken, fields: dict[str, str]) -> None:
    """A refusal at the field it is about, else above the form; 403 and 404 go on to the caller."""
    if refusal.status in (403, 404):
        raise refusal
    citation = f" ({refusal.citation})" if refusal.citation else ""
    form.add_error(fields.get(refusal.code), f"{refusal.message}{citation}")


def _form_page(request: HttpRequest, office: Office, form: forms.Form, title: str, button: str) -> HttpResponse:
    context = frame(office, "manager:parameters", title=title)
    context |= {
        "lead": "Berlaku mulai hari yang akan datang, setelah disetujui pejabat lain. Angka yang terbit tidak berubah.",
        "form": form,
        "button": button,
        "parts": [],
    }
    return render(request, "manager/form.html", context, status=422 if form.errors else 200)
