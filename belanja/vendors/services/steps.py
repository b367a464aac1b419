"""What every step of a registration shares: the locked row, the version seen, the story, the words to the firm."""

from typing import Any

from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.reasons import Reason
from belanja.rules.registration import FirmState

from ..models import Profile, RegistrationStep
from .telling import tell_firm

#: What the public sees of a firm; people and marks are not among it.
SHOWN = ("name", "legal_form", "nib", "kbli", "address", "region_code", "phone", "email", "about")
#: Letters below which a note says nothing.
_SHORT = 10


def locked(firm_id: int) -> Profile:
    """The registration of a firm, held until the transaction ends. Raises RuleBroken 404 where there is none."""
    found = Profile.objects.select_for_update(of=("self",)).select_related("government", "firm").filter(firm_id=firm_id)
    profile = found.first()
    if profile is None:
        raise RuleBroken("not_found", "Pendaftaran usaha ini tidak ditemukan.", status=404)
    return profile


def still(profile: Profile, version: int) -> None:
    """Raise RuleBroken 409 where somebody else has changed the registration since this person saw it."""
    if profile.version != version:
        raise RuleBroken(
            "changed_meanwhile",
            "Data usaha ini sudah diubah orang lain sejak Anda membukanya. Isian Anda masih ada di bawah; "
            "bandingkan dengan data terbaru, lalu kirim lagi.",
            status=409,
        )


def be(profile: Profile, *states: FirmState, told: str) -> None:
    """Raise RuleBroken 409 unless the registration is in one of these states."""
    if profile.state not in states:
        label = FirmState(profile.state).label.lower()
        raise RuleBroken("wrong_state", f"{told} Keadaannya sekarang: {label}.", status=409)


def take(
    profile: Profile,
    step: str,
    target: FirmState,
    actor: Actor,
    *,
    event: str,
    reason_code: str = "",
    note: str = "",
    **told: Any,
) -> None:
    """Move the registration, write the step and the event, and save. The caller holds the lock."""
    before = profile.state
    profile.state = target.value
    profile.save()
    RegistrationStep.objects.create(
        profile=profile,
        step=step,
        from_state=before,
        to_state=target.value,
        version=profile.version,
        reason_code=reason_code,
        note=note,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    journal.append(
        name=event,
        actor=actor,
        subject=f"firm:{profile.firm_id}",
        government_code=profile.government.code,
        payload={"from": before, "to": target.value, "version": profile.version, "reason": reason_code, **told},
    )


def explained(reason: Reason | None, note: str) -> Reason:
    """The standard reason with which something goes back to a firm. Raises RuleBroken 422 where it is none, or lacks
    the words that it needs beside it."""
    if reason is None:
        raise RuleBroken("reason_missing", "Pilih alasannya, agar usaha tahu apa yang harus diperbaiki.")
    if reason.needs_note and len(note.strip()) < _SHORT:
        raise RuleBroken("note_missing", "Tulis dalam satu kalimat apa yang dimaksud; alasan ini tidak cukup sendiri.")
    return reason


def entered_by(profile: Profile, user_id: int) -> bool:
    """Whether this person typed any of what an officer entered, first or later, or recorded its signed sheet."""
    typed = profile.steps.filter(step__in=("begin", "amend", "sheet"), by_id=user_id)
    return profile.entered_by_id == user_id or typed.exists()


def show(profile: Profile) -> None:
    """Let the public see the registration as it stands now."""
    profile.shown = {name: getattr(profile, name) for name in SHOWN}
    if profile.firm.name != profile.name:
        profile.firm.name = profile.name
        profile.firm.save(update_fields=["name"])


def tell(
    profile: Profile, text: str, actor: Actor, *, kind: str = "vendors.registration", link: str = "", once: str = ""
) -> bool:
    """A message to the firm about its registration (`tell_firm`). `link`: else its desk. Whether anything was told."""
    return tell_firm(
        firm_id=profile.firm_id, kind=kind, text=text, link=link or f"/usaha/{profile.firm_id}/", actor=actor,
        government_code=profile.government.code, once=once,
    )  # fmt: skip


def person(actor: Actor) -> int:
    """The account behind an actor. Raises RuleBroken 404 for the console: a firm is registered by a person."""
    if actor.user_id is None:
        raise RuleBroken("not_found", "Masuk dahulu dengan akun Anda.", status=404)
    return actor.user_id
