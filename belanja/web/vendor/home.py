"""`/usaha/<firm>/`: where a firm stands, and what it can do next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.rules.decisions import RuleBroken
from belanja.rules.firms import Scale
from belanja.rules.registration import FirmState
from belanja.rules.registration_reasons import REASONS
from belanja.vendors import registry, selectors, services
from belanja.vendors.models import Profile
from belanja.web.officer.lists import Part
from belanja.web.pieces import Event, Link, Notice, Piece, Stepper, Timeline

from . import questions, tax
from .access import FirmDesk, firm_page, frame, refused
from .goods import summary as goods
from .licences import asked_for
from .orders.access import waiting_notice
from .sanctions import asked_to_answer

_STEPS = ("Isi data", "Ajukan", "Diperiksa", "Berjualan")
_STORY = {
    "begin": "Pendaftaran dimulai",
    "fill": "Data dilengkapi",
    "amend": "Data diperbaiki petugas",
    "sheet": "Lembar bertanda tangan dicatat",
    "submit": "Diajukan",
    "change": "Perubahan diajukan",
    "pass": "Diluluskan",
    "return": "Dikembalikan",
    "refuse": "Ditolak",
    "leave": "Berhenti ditampilkan",
    "mend": "Diperbaiki sesudah ditolak",
}


@firm_page()
def home(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    title = (profile.name if profile else desk.firm.name) or "Usaha tanpa nama"
    context = frame(desk, "vendor:home", title=title)
    context |= {
        "stepper": Stepper(steps=_STEPS, current=_current(profile)) if profile else None,
        "notice": [
            asked_to_answer(desk),
            questions.waiting_notice(desk),
            waiting_notice(desk),
            _notice(desk, profile),
            asked_for(desk),
            tax.asked_for(profile),
        ],
        "scale": _scale(desk, profile),
        "asks_scale": desk.is_owner and profile is not None and selectors.scale_overdue(profile, on=clock.today()),
        "scale_href": desk.url("vendor:confirm_scale"),
        "parts": [goods.part(desk), Part(key="riwayat", title="Riwayat pendaftaran", items=[story(profile)])]
        if profile
        else [],
    }
    return render(request, "vendor/start.html", context)


def _current(profile: Profile) -> int:
    state = FirmState(profile.state)
    if state is FirmState.VERIFIED:
        return 4
    if state is FirmState.SUBMITTED:
        return 3
    return 2 if profile.nib and profile.address else 1


def _notice(desk: FirmDesk, profile: Profile | None) -> Piece | None:
    """What to do now, or why nothing has to be done."""
    if profile is None:
        return Notice(kind="warning", title=selectors.may_list(desk.firm.pk, on=clock.today()))
    state = FirmState(profile.state)
    edit = Link(label="Lengkapi data", href=desk.url("vendor:profile"))
    if state is FirmState.DRAFT:
        return Notice(kind="info", title="Draf belum diajukan.", text="Lengkapi data, lalu ajukan.", action=edit)
    if state in (FirmState.RETURNED, FirmState.REFUSED):
        reason = REASONS.get(profile.reason_code)
        told = f"{reason.label}. {reason.cure} ({reason.citation})" if reason else ""
        note = f" Catatan verifikator: {profile.note}" if profile.note else ""
        returned = state is FirmState.RETURNED
        return Notice(
            kind="warning" if returned else "error",
            title="Dikembalikan untuk diperbaiki." if returned else "Pendaftaran ditolak.",
            text=told + note,
            action=Link(
                label="Perbaiki data" if returned else "Perbaiki dan ajukan lagi", href=desk.url("vendor:profile")
            ),
        )
    why_not = selectors.may_sell(desk.firm.pk, on=clock.today())
    if state is FirmState.SUBMITTED:
        return Notice(kind="info", title=why_not or "Perubahan data sedang diperiksa.", text=_how_long(profile))
    return Notice(kind="warning", title=why_not) if why_not else Notice(kind="success", title="Usaha terverifikasi.")


def _how_long(profile: Profile) -> str:
    told = registry.waiting(profile.government_id)
    since = f"Diajukan {text.date_time(profile.submitted_at)}." if profile.submitted_at else ""
    if told.median is None:
        return since
    return f"{since} Separuh pendaftaran dijawab dalam {text.number(told.median, 1)} jam."


def _scale(desk: FirmDesk, profile: Profile | None) -> str:
    if profile is None or not profile.scale:
        known = selectors.scale_of(desk.firm.pk, on=clock.today())
        if known.scale is None:
            return "Belum diketahui. Isi skala dan buktinya di Data usaha."
        since = f" sejak {text.long_date(known.since)}" if known.since else ""
        return (
            f"{known.scale.label}{since}, menurut {known.evidence or 'data nasional'}. Nyatakan sendiri di Data usaha."
        )
    label = Scale(profile.scale).label
    if profile.scale_confirmed_on is None:
        return f"{label}, belum diperiksa."
    return f"{label}, dinyatakan terakhir {text.long_date(profile.scale_confirmed_on)}."


def story(profile: Profile) -> Timeline:
    """Every step of a registration, the latest first; officers by their post."""
    events = []
    for step in profile.steps.order_by("-at", "-id")[:30]:
        reason = REASONS.get(step.reason_code)
        told = ". ".join(part for part in (reason.label if reason else "", step.note) if part)
        events.append(
            Event(
                title=_STORY.get(step.step, step.step),
                when=text.date_time(step.at),
                who=step.by_label,
                text=told,
            )
        )
    return Timeline(events=events)


@firm_page(owner=True, methods=("POST",))
def confirm_scale(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    try:
        services.confirm_scale(firm_id=desk.firm.pk, actor=desk.actor)
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        messages.success(request, "Terima kasih. Skala usaha dinyatakan masih berlaku.")
    return HttpResponseRedirect(desk.url("vendor:home"))
