"""The verifier's answer to a registration: passed, returned with a reason, or refused; many at once, each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.registration import STEPS, Entry, FirmState, Hand, Proof
from belanja.rules.registration_reasons import REASONS, Use

from .. import selectors
from ..models import Firm, FirmId, Profile
from ..statement import owner_unproved, refs_of
from .joining import join, state_registration
from .steps import be, entered_by, explained, locked, show, still, take, tell


@dataclass(frozen=True)
class Outcome:
    """What became of one registration of a batch; `refusal` is empty where it was decided."""

    firm_id: int
    name: str
    refusal: str = ""


@transaction.atomic
def decide(*, firm_id: int, version: int, step: str, reason_code: str = "", note: str = "", actor: Actor) -> Profile:
    """Pass, return or refuse a submitted registration.

    Raises RuleBroken: 403/404 for a missing duty, for a firm of one's own and for what the person entered himself; 409
    where somebody decided or the firm changed it meanwhile, or another firm with this NIB was passed; 422 without the
    reason that the step needs.
    """
    _hold_claimed(firm_id)
    profile = locked(firm_id)
    institutions.require(actor, Duty.VERIFY_FIRM, profile.government)
    unconcerned(profile, actor)
    if step not in STEPS or STEPS[step].hand is not Hand.VERIFIER:
        raise RuleBroken("step_unknown", "Pilih putusan: luluskan, kembalikan, atau tolak.")
    be(profile, FirmState.SUBMITTED, told="Pendaftaran ini sudah diputus orang lain, atau ditarik untuk diperbaiki.")
    still(profile, version)
    citation = _reason(step, reason_code, note)
    profile.decided_by_id, profile.decided_at = actor.user_id, clock.now()
    profile.reason_code, profile.note = (reason_code, note.strip()) if STEPS[step].needs_reason else ("", "")
    if step == "pass":
        _pass(profile)
    try:
        with transaction.atomic():
            take(
                profile, step, STEPS[step].target, actor, event=f"vendors.registration_{_EVENT[step]}",
                reason_code=profile.reason_code, note=profile.note,
            )  # fmt: skip
    except IntegrityError as error:
        raise RuleBroken(
            "nib_taken", "Usaha lain dengan NIB yang sama sudah diluluskan. Tolak yang ini, atau periksa keduanya.",
            status=409,
        ) from error  # fmt: skip
    if step == "pass":
        _after_pass(profile, actor)
    _write("vendors.firm_changed", profile, actor)
    _answer(profile, step, actor, citation)
    return profile


def _hold_claimed(firm_id: int) -> None:
    """The claimed firm before the registration: who passes one claim moves the others, and must not wait for them."""
    claimed = Profile.objects.filter(firm_id=firm_id).values_list("claims_id", flat=True).first()
    if claimed is not None:
        list(Firm.objects.select_for_update().filter(pk=claimed))


_EVENT = {"pass": "passed", "return": "returned", "refuse": "refused"}


def unconcerned(profile: Profile, actor: Actor) -> None:
    """Raise RuleBroken 403 for who acts for the firm, lately too, and for who entered it: others decide about it."""
    if selectors.is_concerned(actor.user_id, profile.firm_id, government_id=profile.government_id):
        raise RuleBroken(
            "own_firm", "Anda bertindak untuk usaha ini, kini atau belum lama ini; petugas lain yang memutusnya.",
            "Perpres 16/2018 Pasal 7 (mencegah pertentangan kepentingan)", status=403,
        )  # fmt: skip
    if actor.user_id is not None and entered_by(profile, actor.user_id):
        raise RuleBroken("second_person", "Data ini Anda catat sendiri; petugas lain yang memutusnya.", status=403)


def _reason(step: str, code: str, note: str) -> str:
    """The article of the reason; empty for a step that needs none."""
    if not STEPS[step].needs_reason:
        return ""
    reason = REASONS.get(code)
    use = Use.RETURN if step == "return" else Use.REFUSE
    return explained(reason if reason and use in reason.uses else None, note).citation


def _pass(profile: Profile) -> None:
    if owner_unproved(profile.firm_id) and profile.confirmed_how == Proof.SCREEN and profile.entry != Entry.ASSISTED:
        raise RuleBroken(
            "number_unproved",
            "Nomor telepon pemilik belum dibuktikan. Serahkan dahulu kode bukti nomor, lalu luluskan.",
            status=409,
        )
    if profile.claims_id is not None and Profile.objects.filter(firm_id=profile.claims_id).exists():
        raise RuleBroken("firm_registered", "Usaha yang diklaim sudah terdaftar. Tolak klaim ini.", status=409)
    other = FirmId.objects.filter(scheme=FirmId.Scheme.NIB, value=profile.nib).exclude(firm_id=profile.firm_id).first()
    if other is not None and Profile.objects.filter(firm_id=other.firm_id).exists():
        raise RuleBroken("nib_taken", "Usaha lain dengan NIB yang sama sudah diluluskan.", status=409)
    profile.held = False
    profile.scale_confirmed_on = clock.today() if profile.scale else None
    show(profile)


def _after_pass(profile: Profile, actor: Actor) -> None:
    """The firm takes over what was known of it, and its own statement counts from now on."""
    others = {profile.claims_id} - {None, profile.firm_id}
    others |= set(
        FirmId.objects.filter(scheme=FirmId.Scheme.NIB, value=profile.nib)
        .exclude(firm_id=profile.firm_id)
        .values_list("firm_id", flat=True)
    )
    for other in sorted(pk for pk in others if pk is not None):
        join(from_id=other, into_id=profile.firm_id, actor=actor, government_code=profile.government.code)
    state_registration(profile, refs_of(profile))
    _write("vendors.firm_verified", profile, actor, refs=refs_of(profile))


def _write(name: str, profile: Profile, actor: Actor, **told: object) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"firm:{profile.firm_id}",
        government_code=profile.government.code,
        payload={"version": profile.version, **told},
    )


def _answer(profile: Profile, step: str, actor: Actor, citation: str) -> None:
    if step == "pass":
        tell(profile, f"{profile.name} terverifikasi. Barang yang sudah disetujui kini dapat dibeli.", actor)
        return
    reason = REASONS[profile.reason_code]
    verb = "dikembalikan untuk diperbaiki" if step == "return" else "ditolak"
    note = f" Catatan: {profile.note}" if profile.note else ""
    tell(profile, f"Pendaftaran {profile.name} {verb}: {reason.label} ({citation}). {reason.cure}{note}", actor)


def decide_many(
    *,
    government: Government,
    chosen: Sequence[tuple[int, int]],
    step: str,
    reason_code: str = "",
    note: str = "",
    actor: Actor,
) -> list[Outcome]:
    """One answer for several registrations (firm and the version seen), in the order of the firms: each is decided or
    refused by itself. Raises RuleBroken 403/404 for a missing duty."""
    institutions.require(actor, Duty.VERIFY_FIRM, government)
    outcomes = []
    for firm_id, version in sorted(chosen):
        profile = Profile.objects.filter(firm_id=firm_id, government=government).only("name").first()
        name = profile.name if profile else f"#{firm_id}"
        try:
            if profile is None:
                raise RuleBroken("not_found", "Pendaftaran ini tidak ditemukan.", status=404)
            decide(
                firm_id=firm_id, version=version, step=step, reason_code=reason_code, note=note, actor=actor
            )  # fmt: skip
        except RuleBroken as refusal:
            outcomes.append(Outcome(firm_id, name, refusal.message))
        else:
            outcomes.append(Outcome(firm_id, name))
    return outcomes
