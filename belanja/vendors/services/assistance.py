"""An officer enters a firm on its behalf. It counts only once the owner has confirmed: on screen with the code that the
officer hands over, or on a printed sheet with a signature, which one officer records and another sees."""

import base64
import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.registration import Entry, FirmState, MemberRole, Proof

from .. import selectors
from ..models import Member, Profile, SignedSheet
from ..statement import Statement, values
from .registration import Shelves, begin, hand_over
from .steps import be, entered_by, locked, person, still, take, tell


@transaction.atomic
def assist(*, government: Government, statement: Statement, actor: Actor, claims_id: int | None = None) -> Profile:
    """Biro PBJ or the office that helps small firms enters a firm. Nothing of it shows before the owner confirms.

    Raises RuleBroken: 403/404 for a missing duty, 409 where a firm with this NIB is registered, 422 for what cannot be.
    """
    institutions.require(actor, Duty.ASSIST_FIRM, government)
    filled = values(statement)
    known = selectors.known_by(filled["nib"]) if filled["nib"] else None
    if known is not None and (selectors.profile_of(known.pk) is not None):
        raise RuleBroken("firm_known", "Usaha dengan NIB ini sudah terdaftar.", status=409)
    profile = begin(government, filled, Entry.ASSISTED, actor, None, claims=known)
    _new_code(profile)
    return profile


@transaction.atomic
def amend(*, firm_id: int, version: int, statement: Statement, actor: Actor) -> Profile:
    """An officer mends what was entered, while the owner has not confirmed it; codes and sheets of before are void."""
    profile = locked(firm_id)
    institutions.require(actor, Duty.ASSIST_FIRM, profile.government)
    be(profile, FirmState.AWAITING_OWNER, told="Data yang sudah dikonfirmasi hanya diubah pemiliknya.")
    still(profile, version)
    for name, value in values(statement).items():
        setattr(profile, name, value)
    profile.version += 1
    take(profile, "amend", FirmState.AWAITING_OWNER, actor, event="vendors.profile_filled")
    _new_code(profile)
    return profile


@transaction.atomic
def renew_code(*, firm_id: int, actor: Actor) -> Profile:
    """A new confirmation code; the former one is void. Raises RuleBroken like `amend`."""
    profile = locked(firm_id)
    institutions.require(actor, Duty.ASSIST_FIRM, profile.government)
    be(profile, FirmState.AWAITING_OWNER, told="Usaha ini sudah dikonfirmasi pemiliknya.")
    _new_code(profile)
    return profile


def _new_code(profile: Profile) -> None:
    profile.code_nonce, profile.code_issued_at = secrets.token_hex(12), clock.now()
    profile.save(update_fields=["code_nonce", "code_issued_at"])


def code_of(profile: Profile) -> str:
    """The confirmation code in force, as it stands in the link and on the sheet; empty where there is none. It is not
    kept: whoever may see the registration as an officer can have it made again."""
    if not profile.code_nonce:
        return ""
    told = f"konfirmasi:{profile.pk}:{profile.version}:{profile.code_nonce}"
    digest = hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).digest()
    return f"{profile.pk}-{base64.b32encode(digest)[:16].decode().lower()}"


def by_code(code: str) -> Profile | None:
    """The registration that waits for its owner under this code; None for a wrong, used or outworn one."""
    number, _, _rest = code.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        return None
    profile = Profile.objects.select_related("government", "firm").filter(pk=int(number)).first()
    if profile is None or profile.state != FirmState.AWAITING_OWNER or profile.code_issued_at is None:
        return None
    good = hmac.compare_digest(code_of(profile), code.strip().lower())
    return profile if good and clock.now() < _until(profile) else None


def _until(profile: Profile) -> datetime:
    days = institutions.parameter("usaha.konfirmasi.hari", government_id=profile.government_id, on=clock.today())
    assert profile.code_issued_at is not None
    return profile.code_issued_at + timedelta(days=int(days))


@transaction.atomic
def confirm_on_screen(*, code: str, version: int, consent: bool, actor: Actor, shelves: Shelves = ()) -> Profile:
    """The owner has read what was entered and says that it is true: becomes its owner here, and it is submitted.

    Raises RuleBroken: 404 for a wrong or outworn code, 403 for the officer who entered it, 409 where it was amended
    meanwhile, 422 without consent or where a check blocks.
    """
    owner = person(actor)
    found = by_code(code)
    if found is None:
        raise RuleBroken("code_unknown", "Kode ini tidak berlaku. Mintalah kode baru kepada petugas.", status=404)
    profile = locked(found.firm_id)
    be(profile, FirmState.AWAITING_OWNER, told="Usaha ini sudah dikonfirmasi.")
    still(profile, version)
    if entered_by(profile, owner) or institutions.is_allowed(actor, Duty.ASSIST_FIRM, profile.government):
        raise RuleBroken(
            "officer_is_not_owner",
            "Petugas tidak dapat mengonfirmasi sebagai pemilik. Pemilik masuk dengan akunnya sendiri.",
            status=403,
        )
    if not consent:
        raise RuleBroken("consent_missing", "Centang persetujuan agar usaha dapat ditampilkan.", "UU 27/2022 Pasal 20")
    Member.objects.create(firm_id=profile.firm_id, user_id=owner, role=MemberRole.OWNER.value, valid_from=clock.today())
    hand_over(profile, actor, Proof.SCREEN, shelves)
    return profile


@transaction.atomic
def record_sheet(*, firm_id: int, version: int, signed_on: date, kept_at: str, actor: Actor) -> SignedSheet:
    """An officer received the sheet with the owner's signature. It counts once another officer has seen it.

    Raises RuleBroken: 403/404, 409 where the data has changed since the sheet was printed or a sheet is recorded, 422
    for a day that has not come or without a place where the sheet is kept.
    """
    profile = locked(firm_id)
    institutions.require(actor, Duty.ASSIST_FIRM, profile.government)
    be(profile, FirmState.AWAITING_OWNER, told="Usaha ini tidak menunggu konfirmasi.")
    still(profile, version)
    if signed_on > clock.today() or signed_on < clock.wib(profile.entered_at).date():
        raise RuleBroken("signed_on", "Tanggal tanda tangan di antara hari data dicatat dan hari ini.")
    if not kept_at.strip():
        raise RuleBroken("kept_at", "Tulis di mana lembarnya disimpan, misalnya Map Pendaftaran 3/2026.")
    try:
        with transaction.atomic():
            sheet = SignedSheet.objects.create(
                profile=profile,
                version=version,
                signed_on=signed_on,
                kept_at=kept_at.strip()[:160],
                recorded_by_id=actor.user_id,
                recorded_at=clock.now(),
            )
    except IntegrityError as error:
        raise RuleBroken(
            "sheet_recorded", "Lembar ini sudah dicatat; tinggal dilihat petugas kedua.", status=409
        ) from error
    take(profile, "sheet", FirmState.AWAITING_OWNER, actor, event="vendors.sheet_recorded", kept_at=sheet.kept_at)
    return sheet


@transaction.atomic
def see_sheet(*, firm_id: int, actor: Actor, shelves: Shelves = ()) -> Profile:
    """A second officer has the signed sheet before him and finds that it says the same: the registration is submitted.

    Raises RuleBroken: 403/404, 403 for the officer who recorded it, 409 where no sheet waits, 422 where a check blocks.
    """
    profile = locked(firm_id)
    institutions.require(actor, Duty.ASSIST_FIRM, profile.government)
    be(profile, FirmState.AWAITING_OWNER, told="Usaha ini tidak menunggu konfirmasi.")
    sheet = profile.sheets.select_for_update().filter(version=profile.version, seen_at__isnull=True).first()
    if sheet is None:
        raise RuleBroken("sheet_missing", "Belum ada lembar bertanda tangan untuk data terakhir.", status=409)
    if actor.user_id is not None and sheet.recorded_by_id == actor.user_id:
        raise RuleBroken("second_person", "Lembar ini Anda catat sendiri; petugas lain yang melihatnya.", status=403)
    sheet.seen_by_id, sheet.seen_at = actor.user_id, clock.now()
    sheet.save(update_fields=["seen_by_id", "seen_at"])
    hand_over(profile, actor, Proof.SHEET, shelves)
    tell(profile, f"Lembar konfirmasi {profile.name} diterima; usaha Anda kini diperiksa verifikator.", actor)
    return profile
