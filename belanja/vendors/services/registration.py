"""A firm registers itself, anew or by claiming what is known of it, fills in and submits; later it changes its data."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from belanja.accounts import selectors as accounts
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.firm_checks import Severity
from belanja.rules.registration import STEPS, Entry, FirmState, LegalForm, MemberRole, Proof
from belanja.rules.related import Tie

from .. import selectors
from ..models import Firm, FirmId, Member, Profile, ScaleEvidence
from ..statement import KEY, LIGHT, Statement, findings, values
from .related import mark_firm
from .steps import be, locked, person, show, still, take

_OPEN = (FirmState.DRAFT.value, FirmState.RETURNED.value, FirmState.SUBMITTED.value)

Shelves = Sequence[tuple[str, Sequence[str]]]


@transaction.atomic
def register(*, government: Government, statement: Statement, actor: Actor) -> Profile:
    """Begin a registration anew; the person becomes its owner. Nothing shows before it is submitted.

    Raises RuleBroken: 409 where a firm with this NIB is known already (claim it) or too many registrations of this
    account are open, 422 for what cannot be.
    """
    owner = person(actor)
    filled = values(statement)
    _room(owner, government)
    known = selectors.known_by(filled["nib"]) if filled["nib"] else None
    if known is not None:
        raise RuleBroken(
            "firm_known", "Usaha dengan NIB ini sudah dikenal. Klaim data yang ada, jangan mengetik ulang.", status=409
        )
    return begin(government, filled, Entry.NEW, actor, owner, claims=None)


@transaction.atomic
def claim(*, firm_id: int, government: Government, actor: Actor) -> Profile:
    """Begin a registration that says to be a firm known from feeds. What is known is filled in; nothing of the known
    firm is touched, or handed over, before a verifier has passed the claim.

    Raises RuleBroken: 404 for an unknown firm, 409 where it is registered, or this person has claimed it already.
    """
    owner = person(actor)
    known = Firm.objects.select_for_update().filter(pk=firm_id).first()
    if known is None:
        raise RuleBroken("not_found", "Usaha ini tidak ditemukan.", status=404)
    if Profile.objects.filter(firm=known).exists():
        raise RuleBroken(
            "firm_registered", "Usaha ini sudah terdaftar. Mintalah pemiliknya menambahkan Anda.", status=409
        )
    if Member.objects.filter(user_id=owner, firm__profile__claims=known, valid_to__isnull=True).exists():
        raise RuleBroken("claimed_before", "Anda sudah mengklaim usaha ini; lanjutkan yang ada.", status=409)
    _room(owner, government)
    return begin(government, _known_of(known), Entry.CLAIM, actor, owner, claims=known)


def _room(owner: int, government: Government) -> None:
    """Hold an account to so many open registrations (a dated row): more is an attempt to take names."""
    open_now = Member.objects.filter(user_id=owner, valid_to__isnull=True, firm__profile__state__in=_OPEN).count()
    if open_now >= institutions.parameter("usaha.pendaftaran.terbuka", government_id=government.pk, on=clock.today()):
        raise RuleBroken(
            "too_many_open",
            f"Anda punya {open_now} pendaftaran yang belum selesai. Selesaikan salah satunya dahulu.",
            status=409,
        )


def _known_of(firm: Firm) -> dict[str, Any]:
    """What feeds know of a firm, so that it types only what is missing."""
    ids = {one.scheme: one.value for one in FirmId.objects.filter(firm=firm)}
    last = ScaleEvidence.objects.filter(firm=firm).exclude(scale="").order_by("-valid_from", "-id").first()
    place = ScaleEvidence.objects.filter(firm=firm).exclude(region_code="").order_by("-id").first()
    scale = selectors.scale_of(firm.pk, on=clock.today())
    nib = ids.get("nib", "")
    return {
        "name": firm.name,
        "legal_form": _form_of(firm.name),
        "nib": nib if len(nib) == 13 else "",
        "npwp_mark": ids.get("npwp", "")[:24],
        "region_code": place.region_code[:8] if place else "",
        "scale": scale.scale.value if scale.scale else "",
        "scale_evidence": scale.evidence[:300] if scale.scale else "",
        "scale_on": (scale.since or clock.today()) if scale.scale and last else None,
    }


def _form_of(name: str) -> str:
    """The legal form that a name begins with; a person's business where it has none."""
    first = "".join(character for character in name.lower().split(" ")[0] if character.isalpha()) if name else ""
    forms = {
        "pt": LegalForm.PT,
        "cv": LegalForm.CV,
        "koperasi": LegalForm.COOPERATIVE,
        "kud": LegalForm.COOPERATIVE,
        "firma": LegalForm.FIRMA,
        "bumdes": LegalForm.VILLAGE,
        "yayasan": LegalForm.FOUNDATION,
    }
    return forms.get(first, LegalForm.PERSON).value


def begin(
    government: Government,
    filled: dict[str, Any],
    entry: Entry,
    actor: Actor,
    owner: int | None,
    *,
    claims: Firm | None,
) -> Profile:
    """A new registration with what is known so far; `owner` is None where an officer enters it."""
    firm = Firm.objects.create(name=filled["name"])
    profile = Profile(
        firm=firm,
        government=government,
        entry=entry.value,
        state="",
        claims=claims,
        entered_by_id=actor.user_id,
        entered_at=clock.now(),
        **filled,
    )
    if owner is not None:
        Member.objects.create(firm=firm, user_id=owner, role=MemberRole.OWNER.value, valid_from=clock.today())
    state = FirmState.AWAITING_OWNER if entry is Entry.ASSISTED else FirmState.DRAFT
    take(
        profile, "begin", state, actor, event="vendors.registration_begun", entry=entry.value,
        claims=claims.pk if claims else None,
    )  # fmt: skip
    return profile


@transaction.atomic
def fill(*, firm_id: int, version: int, statement: Statement, actor: Actor, shelves: Shelves = ()) -> Profile:
    """Write what the firm states. In a draft everything; a refused registration becomes a draft again with it (its
    owner alone; the refusal and its reason stay among the steps). Later, what a verifier looks at goes back to the
    queue (owner alone), the rest applies at once. What was passed stays shown until the change is passed.

    Raises RuleBroken: 404/403 for who may not, 409 where somebody else changed it meanwhile, 422 for what cannot be.
    """
    profile = locked(firm_id)
    selectors.require_member(actor, firm_id)
    filled = values(statement)
    still(profile, version)
    be(
        profile, FirmState.DRAFT, FirmState.RETURNED, FirmState.REFUSED, FirmState.SUBMITTED, FirmState.VERIFIED,
        told="Data usaha ini tidak dapat diubah.",
    )  # fmt: skip
    changed = {name for name, value in filled.items() if getattr(profile, name) != value}
    if not changed:
        return profile
    again = bool(changed & set(KEY)) and profile.state in (FirmState.SUBMITTED, FirmState.VERIFIED)
    mended = profile.state == FirmState.REFUSED
    if again or mended:
        selectors.require_member(actor, firm_id, owner=True)
    for name in changed:
        setattr(profile, name, filled[name])
    profile.version += 1
    if again:
        _look_again(profile, actor, shelves)
    elif mended:
        take(
            profile, "mend", STEPS["mend"].target, actor, event="vendors.registration_mended", fields=sorted(changed),
            refused_for=profile.reason_code,
        )  # fmt: skip
    else:
        take(profile, "fill", FirmState(profile.state), actor, event="vendors.profile_filled", fields=sorted(changed))
    if profile.shown and changed & set(LIGHT):
        profile.shown |= {name: getattr(profile, name) for name in ("phone", "email", "about")}
        profile.save(update_fields=["shown"])
        _follow(profile, actor)
    return profile


def _look_again(profile: Profile, actor: Actor, shelves: Shelves) -> None:
    _check(profile, shelves)
    profile.submitted_at = clock.now()
    if not selectors.was_passed(profile) and profile.entry != Entry.CLAIM:
        if profile.held:
            profile.shown = {}
        else:
            show(profile)
    take(profile, "change", FirmState.SUBMITTED, actor, event="vendors.registration_submitted")
    _mark(profile)
    _follow(profile, actor)


@transaction.atomic
def submit(*, firm_id: int, version: int, consent: bool, actor: Actor, shelves: Shelves = ()) -> Profile:
    """The owner agrees to be listed and hands the registration to the verifiers. What passes the automatic checks may
    list at once, for nobody to buy yet; a claim waits for the look.

    Raises RuleBroken: 404/403, 409 where it was changed meanwhile, is not a draft, or the owner has not proved his
    telephone number, 422 without consent or where a check blocks (its message says how to mend it).
    """
    profile = locked(firm_id)
    selectors.require_member(actor, firm_id, owner=True)
    be(profile, FirmState.DRAFT, FirmState.RETURNED, told="Pendaftaran ini tidak dapat diajukan.")
    still(profile, version)
    if actor.user_id is not None and not accounts.is_proved(actor.user_id):
        raise RuleBroken(
            "number_unproved",
            "Buktikan dahulu nomor telepon Anda: minta kode kepada petugas, lalu buka tautannya. Isian Anda tersimpan.",
            status=409,
        )
    if not consent:
        raise RuleBroken(
            "consent_missing",
            "Centang persetujuan agar usaha dapat ditampilkan. Tanpa persetujuan tidak ada yang ditayangkan.",
            "UU 27/2022 Pasal 20",
        )
    hand_over(profile, actor, Proof.SCREEN, shelves)
    return profile


@transaction.atomic
def leave(*, firm_id: int, version: int, actor: Actor) -> Profile:
    """The owner takes back the consent to be listed (UU 27/2022 Pasal 9): the firm and its goods are out of sight at
    once. Nothing is lost; submitting again brings the firm back, after another look.

    Raises RuleBroken: 404/403, 409 where it was changed meanwhile or nothing of it shows.
    """
    profile = locked(firm_id)
    selectors.require_member(actor, firm_id, owner=True)
    be(profile, *STEPS["leave"].sources, told="Usaha ini tidak sedang ditampilkan.")
    still(profile, version)
    profile.version += 1
    profile.consent_at, profile.shown = None, {}
    take(profile, "leave", STEPS["leave"].target, actor, event="vendors.consent_withdrawn")
    _follow(profile, actor)
    return profile


def hand_over(profile: Profile, actor: Actor, proof: Proof, shelves: Shelves = ()) -> None:
    """Submit a locked registration that its owner has confirmed; used by the owner's own submission, by the
    confirmation of what an officer entered, and by the signed sheet."""
    _check(profile, shelves)
    now = clock.now()
    profile.consent_at = profile.consent_at or now
    profile.confirmed_by_id, profile.confirmed_at, profile.confirmed_how = actor.user_id, now, proof.value
    profile.submitted_at = now
    profile.reason_code = profile.note = ""
    profile.code_nonce = ""
    if not profile.held and profile.entry != Entry.CLAIM and not selectors.was_passed(profile):
        show(profile)
    take(profile, "submit", FirmState.SUBMITTED, actor, event="vendors.registration_submitted", how=proof.value)
    _mark(profile)
    _follow(profile, actor)


def _check(profile: Profile, shelves: Shelves) -> None:
    found = findings(profile, shelves=shelves)
    blocking = next((one for one in found if one.severity is Severity.BLOCK), None)
    if blocking is not None:
        raise RuleBroken(f"check_{blocking.code}", f"{blocking.message} {blocking.fix}".strip())
    profile.findings = [one.code for one in found]
    profile.held = any(one.severity is Severity.ASK for one in found)


@transaction.atomic
def number_proved(*, user_id: int, actor: Actor) -> None:
    """An owner has proved his telephone number: what was held for that alone shows at once."""
    owned = Member.objects.filter(user_id=user_id, role=MemberRole.OWNER.value, valid_to__isnull=True)
    for firm_id in sorted(owned.values_list("firm_id", flat=True)):
        profile = locked(firm_id)
        if profile.state != FirmState.SUBMITTED or not profile.held:
            continue
        found = findings(profile)
        profile.findings = [one.code for one in found]
        profile.held = any(one.severity is Severity.ASK for one in found)
        if not profile.held and profile.entry != Entry.CLAIM and not selectors.was_passed(profile):
            show(profile)
        profile.save()
        _follow(profile, actor)


def _mark(profile: Profile) -> None:
    """Keyed marks by which related firms can be seen: address, published telephone, and the owners' own numbers."""
    stated = {Tie.ADDRESS: f"{profile.address}, {profile.region_code}", Tie.PHONE: profile.phone}
    mark_firm(firm_id=profile.firm_id, stated=stated, source="pendaftaran")
    owners = Member.objects.filter(firm_id=profile.firm_id, role=MemberRole.OWNER.value, valid_to__isnull=True)
    for user_id, number in owners.values_list("user_id", "user__phone"):
        same = {Tie.OWNER: f"akun pemilik {user_id}", Tie.PHONE: number or ""}
        mark_firm(firm_id=profile.firm_id, stated=same, source="akun pemilik")


def _follow(profile: Profile, actor: Actor) -> None:
    """The storefronts follow."""
    journal.append(
        name="vendors.firm_changed",
        actor=actor,
        subject=f"firm:{profile.firm_id}",
        government_code=profile.government.code,
        payload={"version": profile.version},
    )
