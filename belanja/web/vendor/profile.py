"""`/usaha/<firm>/data/` and `/ajukan/`: what a firm states of itself, and handing it to the verifiers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.accounts import selectors as accounts
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.firm_checks import Finding, Severity
from belanja.rules.firms import Scale
from belanja.rules.registration import FirmState, LegalForm
from belanja.vendors import services
from belanja.vendors.models import Profile
from belanja.vendors.statement import findings
from belanja.web.pieces import Decision, DefinitionList, Notice, Piece, Term

from . import tax
from .access import FirmDesk, firm_page, frame
from .profile_forms import LeaveForm, ProfileForm, SubmitForm, initial_of, region_name, wanted_shelves

_OPEN = (FirmState.DRAFT, FirmState.RETURNED)
_FILLED = (*_OPEN, FirmState.REFUSED)


@firm_page(methods=("GET", "HEAD", "POST"))
def profile(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    found = _profile(desk)
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    status, latest = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                after = services.fill(
                    firm_id=desk.firm.pk,
                    version=form.cleaned_data["version"] or 0,
                    statement=form.statement(),
                    actor=desk.actor,
                    shelves=wanted_shelves(found),
                )
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.refuse(refusal)
                status = refusal.status
                latest = _facts(found) if refusal.code == "changed_meanwhile" else None
            else:
                return _saved(request, desk, found, after)
    context = frame(desk, "vendor:profile", title="Data usaha")
    context |= {
        "lead": _lead(found),
        "form": form,
        "latest": latest,
        "fresh_version": found.version if latest or form.data.get("version") is None else form.data["version"],
        "npwp_known": bool(found.npwp_mark),
        "button": "Simpan",
        "leave_href": desk.url("vendor:leave") if desk.is_owner and found.consent_at else "",
        "parts": [],
    }
    return render(request, "vendor/profile.html", context, status=status)


def _saved(request: HttpRequest, desk: FirmDesk, before: Profile, after: Profile) -> HttpResponse:
    if after.state in _OPEN:
        messages.success(request, "Data disimpan. Periksa, lalu ajukan.")
        return HttpResponseRedirect(desk.url("vendor:submit"))
    again = before.state == FirmState.VERIFIED and after.state == FirmState.SUBMITTED
    told = "Data disimpan dan diperiksa lagi; yang lama tetap tampil sampai diluluskan." if again else "Data disimpan."
    messages.success(request, told)
    return HttpResponseRedirect(desk.url("vendor:home"))


def _lead(found: Profile) -> str:
    if found.state in _FILLED:
        return "Boleh disimpan sebagian dan dilanjutkan kapan saja. Tidak ada yang tampil sebelum diajukan."
    return "Telepon, surel, dan keterangan langsung berubah. Perubahan lain diperiksa dahulu oleh verifikator."


@firm_page(owner=True, methods=("GET", "HEAD", "POST"))
def submit(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    found = _profile(desk)
    if found.state not in _OPEN:
        return HttpResponseRedirect(desk.url("vendor:home"))
    form = SubmitForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.submit(
                    firm_id=desk.firm.pk,
                    version=form.cleaned_data["version"],
                    consent=form.cleaned_data["consent"],
                    actor=desk.actor,
                    shelves=wanted_shelves(found),
                )
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error("consent" if refusal.code == "consent_missing" else None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, "Pendaftaran diajukan.")
                return HttpResponseRedirect(desk.url("vendor:home"))
    told = findings(found, shelves=wanted_shelves(found))
    blocked = any(one.severity is Severity.BLOCK for one in told)
    context = frame(desk, "vendor:profile", title="Periksa dan ajukan")
    context |= {
        "lead": "Pemeriksaan otomatis selesai saat itu juga. Yang lolos langsung boleh menayangkan barang; barang "
        "dapat dibeli setelah usaha diverifikasi.",
        "checks": [*checks_shown(told), tax.asked_for(found)],
        "facts": _facts(found),
        "form": form,
        "blocked": blocked,
        "unproved": not blocked and desk.actor.user_id is not None and not accounts.is_proved(desk.actor.user_id),
        "edit_href": desk.url("vendor:profile"),
        "parts": [],
    }
    return render(request, "vendor/submit.html", context, status=status)


@firm_page(owner=True, methods=("GET", "HEAD", "POST"))
def leave(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """Taking back the consent to be listed; asked once, because it hides everything."""
    found = _profile(desk)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.leave(firm_id=desk.firm.pk, version=form.cleaned_data["version"], actor=desk.actor)
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, "Persetujuan ditarik. Usaha dan barangnya tidak lagi ditampilkan.")
                return HttpResponseRedirect(desk.url("vendor:home"))
    context = frame(desk, "vendor:profile", title="Berhenti ditampilkan")
    context |= {
        "lead": "Usaha dan semua barangnya langsung hilang dari katalog. Pesanan yang sudah berjalan tetap harus "
        "diselesaikan. Anda dapat mengajukan lagi kapan saja; isian tidak hilang.",
        "form": form,
        "fields": [form["sure"], form["version"]],
        "button": "Tarik persetujuan",
        "parts": [],
    }
    return render(request, "vendor/form.html", context, status=status)


def _profile(desk: FirmDesk) -> Profile:
    found = desk.profile
    if found is None:
        raise Http404
    return found


def checks_shown(found: list[Finding]) -> list[Piece]:
    """The findings of the automatic checks as decisions of rules; one word where there are none."""
    if not found:
        return [Notice(kind="success", title="Pemeriksaan otomatis tidak menemukan masalah.")]
    outcome = {Severity.BLOCK: "stop", Severity.ASK: "ask", Severity.WARN: "warn"}
    words = {
        Severity.BLOCK: "Perlu diperbaiki",
        Severity.ASK: "Dilihat petugas dahulu",
        Severity.WARN: "Perlu diperhatikan",
    }
    return [
        Decision(
            outcome=outcome[one.severity],
            verdict=words[one.severity],
            why=one.message,
            citation="Pemeriksaan otomatis pendaftaran",
            changes=[one.fix] if one.fix else [],
        )
        for one in found
    ]


def _facts(found: Profile) -> DefinitionList:
    return facts_of(found)


def facts_of(found: Profile) -> DefinitionList:
    """A registration as a list of facts, unknown ones in words."""
    unknown = text.UNKNOWN
    scale = f"{Scale(found.scale).label}: {found.scale_evidence}" if found.scale else unknown
    if found.scale and found.scale_on:
        scale += f" (sejak {text.long_date(found.scale_on)})"
    return DefinitionList(
        terms=[
            Term(term="Nama", text=found.name or unknown),
            Term(term="Bentuk usaha", text=LegalForm(found.legal_form).label),
            Term(term="NIB", text=found.nib or unknown),
            Term(term="KBLI", text=", ".join(found.kbli) or unknown),
            Term(term="NPWP", text="sudah diisi (hanya sidiknya yang disimpan)" if found.npwp_mark else "belum diisi"),
            Term(term="Alamat", text=found.address or unknown),
            Term(term="Kabupaten/kota", text=region_name(found.region_code)),
            Term(term="Telepon", text=found.phone or "belum diisi"),
            Term(term="Surel", text=found.email or "belum diisi"),
            Term(term="Skala usaha", text=scale),
            Term(term="Etalase", text=", ".join(name for name, _kbki in wanted_shelves(found)) or "belum dipilih"),
        ]
    )
