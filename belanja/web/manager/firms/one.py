"""`/kelola/<gov>/usaha/<firm>/`: one registration with what the checks find, its story, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.notices.forms import absolute, whatsapp_url
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.registration import Entry, FirmState, Proof
from belanja.vendors import bars, licences, registry, services
from belanja.vendors.models import Profile
from belanja.vendors.statement import findings
from belanja.web.licence_words import state_tag, validity
from belanja.web.officer.access import FIRM_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Notice, Piece, Row, Table, Term
from belanja.web.vendor.home import story
from belanja.web.vendor.profile import checks_shown, facts_of
from belanja.web.vendor.profile_forms import region_name, wanted_shelves

from .forms import DecideForm, SheetForm
from .queue import waited

_FACTS = (
    ("name", "Nama"), ("legal_form", "Bentuk"), ("nib", "NIB"), ("kbli", "KBLI"), ("address", "Alamat"),
    ("region_code", "Kabupaten/kota"),
)  # fmt: skip


@officer_page(*FIRM_READERS, methods=("GET", "HEAD", "POST"))
def one(request: HttpRequest, office: Office, firm_id: int) -> HttpResponse:
    found = profile_here(office, firm_id)
    form = DecideForm(initial={"version": found.version})
    sheet = SheetForm(initial={"version": found.version, "signed_on": clock.today()})
    status, refusal = 200, None
    if request.method == "POST":
        acts = {"decide": _decide, "sheet": _sheet, "see": _see, "code": _code}
        act = acts.get(request.POST.get("do", ""))
        if act is None or not office.may(Duty.VERIFY_FIRM if act is _decide else Duty.ASSIST_FIRM):
            raise Http404
        form = DecideForm(request.POST) if act is _decide else form
        sheet = SheetForm(request.POST) if act is _sheet else sheet
        try:
            said = act(office, found, form if act is _decide else sheet)
        except RuleBroken as broken:
            if broken.status == 404 or broken.code == "duty_missing":
                raise
            refusal, status = broken, broken.status
            found = profile_here(office, firm_id)
        else:
            if said:
                messages.success(request, said)
                return HttpResponseRedirect(office.url("firms:one", firm_id))
            status = 422
    return _show(request, office, found, form, sheet, refusal, status)


def profile_here(office: Office, firm_id: int) -> Profile:
    """The registration, where this government handles it; else it is not there."""
    found = (
        Profile.objects.filter(firm_id=firm_id, government=office.government).select_related("firm", "claims").first()
    )
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    office: Office,
    found: Profile,
    form: DecideForm,
    sheet: SheetForm,
    refusal: RuleBroken | None,
    status: int,
) -> HttpResponse:
    state = FirmState(found.state)
    waiting = state is FirmState.AWAITING_OWNER and office.may(Duty.ASSIST_FIRM)
    context = frame(office, "firms:queue", title=found.name or "Usaha belum bernama")
    context |= {
        "lead": f"{state.label}. {Entry(found.entry).label}.",
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "facts": facts_of(found),
        "confirmed": _confirmed(found),
        "changed": _changed(found),
        "checks": checks_shown(findings(found, shelves=wanted_shelves(found))),
        "beside": _beside(found),
        "form": form if state is FirmState.SUBMITTED and office.may(Duty.VERIFY_FIRM) else None,
        "fresh_version": found.version,
        "owner": _owner(office, found) if waiting else None,
        "sheet": sheet if waiting else None,
        "parts": [_licences(office, found), Part(key="riwayat", title="Riwayat", items=[story(found)])],
    }
    return render(request, "manager/firm.html", context, status=status)


def _licences(office: Office, found: Profile) -> Part:
    """Every licence and tax paper that the firm has stated, with where it stands."""
    rows = [
        Row(
            href=office.url("firms:licence", one.pk),
            cells=[Cell(text=one.named.short, sub=one.number), validity(one), Cell(piece=state_tag(one))],
        )
        for one in licences.of_firm(found.firm_id)
    ]
    table = Table(
        key="izin",
        caption="Izin dan status pajak yang dinyatakan",
        show_caption=False,
        columns=[
            Column(key="izin", label="Pernyataan"),
            Column(key="berlaku", label="Berlaku"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Belum ada yang dinyatakan."),
    )
    return Part(key="izin", title="Izin usaha dan status pajak", items=[table])


def _confirmed(found: Profile) -> Piece | None:
    if found.confirmed_at is None:
        return None
    how = Proof(found.confirmed_how).label
    return Notice(kind="info", title=f"Dikonfirmasi pemilik {how}, {text.date_time(found.confirmed_at)}.")


def _changed(found: Profile) -> Table | None:
    """What differs from what was passed before and is still shown."""
    if not found.shown or found.state != FirmState.SUBMITTED:
        return None
    rows = []
    for name, label in _FACTS:
        old, new = found.shown.get(name), getattr(found, name)
        if old != new:
            rows.append(Row(cells=[label, _told(name, old), Cell(text=_told(name, new), differs=True)]))
    if not rows:
        return None
    return Table(
        key="ubah",
        caption="Yang berubah sejak terakhir ditampilkan",
        columns=[
            Column(key="isian", label="Isian"),
            Column(key="lama", label="Tampil sekarang"),
            Column(key="baru", label="Diajukan"),
        ],
        rows=rows,
    )


def _told(name: str, value: Any) -> str:
    if name == "region_code":
        return region_name(value or "")
    return ", ".join(value) if isinstance(value, list) else str(value or "belum diisi")


def _beside(found: Profile) -> DefinitionList:
    """What the installation knows of the firm besides: the record it claims, and what bars it."""
    terms = [
        Term(
            term="Data yang diklaim",
            text=f"{found.claims.name or 'tanpa nama'}: {', '.join(map(str, found.claims.ids.all()))}"
            if found.claims
            else "tidak ada",
        )
    ]
    bar = bars.bar_of(found.claims_id or found.firm_id, government_id=found.government_id, on=clock.today())
    terms.append(Term(term="Sanksi", text=bar.told if bar else "tidak ada yang berlaku"))
    if found.submitted_at:
        hours = registry.hours_since(found.submitted_at)
        terms.append(Term(term="Menunggu", text=f"{waited(hours)} sejak diajukan"))
    return DefinitionList(terms=terms)


def _owner(office: Office, found: Profile) -> dict[str, Any]:
    """How the owner's confirmation is got: the link of the code, and what has come of the sheet."""
    code = services.code_of(found)
    link = absolute(f"/usaha/konfirmasi/{code}/") if code else ""
    told = f"Data usaha {found.name} sudah dicatat {office.government.name}."
    words = f"{told} Periksa dan konfirmasi dengan akun Anda: {link}"
    recorded = found.sheets.filter(version=found.version, seen_at__isnull=True).first()
    return {
        "link": link if code and services.by_code(code) else "",
        "whatsapp": whatsapp_url(found.phone, words) if found.phone and link else "",
        "sheet_href": office.url("firms:sheet", found.firm_id),
        "amend_href": office.url("firms:amend", found.firm_id),
        "recorded": f"Lembar bertanggal {text.long_date(recorded.signed_on)} tersimpan di {recorded.kept_at}."
        if recorded
        else "",
        "may_see": recorded is not None and recorded.recorded_by_id != office.actor.user_id,
    }


def _decide(office: Office, found: Profile, form: DecideForm | SheetForm) -> str:
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    services.decide(
        firm_id=found.firm_id,
        version=given["version"] or 0,
        step=given["step"],
        reason_code=given["reason_code"],
        note=given["note"],
        actor=office.actor,
    )
    return {"pass": "Usaha diluluskan.", "return": "Pendaftaran dikembalikan.", "refuse": "Pendaftaran ditolak."}[
        given["step"]
    ]


def _sheet(office: Office, found: Profile, form: DecideForm | SheetForm) -> str:
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    services.record_sheet(
        firm_id=found.firm_id,
        version=given["version"],
        signed_on=given["signed_on"],
        kept_at=given["kept_at"],
        actor=office.actor,
    )
    return "Lembar dicatat. Petugas kedua melihatnya, lalu pendaftaran diajukan."


def _see(office: Office, found: Profile, _form: DecideForm | SheetForm) -> str:
    services.see_sheet(firm_id=found.firm_id, actor=office.actor, shelves=wanted_shelves(found))
    return "Lembar cocok. Pendaftaran diajukan kepada verifikator."


def _code(office: Office, found: Profile, _form: DecideForm | SheetForm) -> str:
    services.renew_code(firm_id=found.firm_id, actor=office.actor)
    return "Kode baru dibuat; yang lama tidak berlaku lagi."
