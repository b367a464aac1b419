"""Codes handed over by an officer: they prove a telephone number, open an account for its owner, or restore it."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q

from belanja.accounts import pins
from belanja.accounts.models import DoorCode, User
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken

from .attempts import forgive
from .people import deactivate_account
from .register import OWNER, checked_number, locked, put_pin

_NOT_VALID = (
    "Kode ini tidak berlaku: salah ketik, sudah dipakai, diganti, atau lewat masanya. Minta kode baru kepada petugas."
)


@transaction.atomic
def hand_code(
    *, user_id: int, purpose: str, government_code: str, days: int, actor: Actor, phone: str = ""
) -> tuple[DoorCode, str]:
    """Make the code that an officer hands over now; a former one that was not used ends. Who may is asked above.

    It may lie on a desk or in a message for so many `days` before it is brought back (a dated row, read above).
    `phone` (any usual spelling, default the account's) is the number that the code proves. Returns the row and the
    code itself, which nobody can read again. Raises RuleBroken 404 for an unknown account, 409 for a number that is
    proved already by this account (nothing is left to prove) or by another one.
    """
    user = locked(user_id)
    if actor.user_id == user.pk:
        raise RuleBroken("own_account", "Kode untuk akun sendiri dibuat oleh petugas lain.", status=403)
    number = checked_number(phone=phone) if phone else user.phone or ""
    if not number:
        raise RuleBroken("phone_missing", "Akun ini tidak punya nomor telepon.", status=409)
    if purpose != DoorCode.Purpose.RESTORATION and user.phone_verified and number == user.phone:
        raise RuleBroken("number_proved", "Nomor ini sudah terbukti.", status=409)
    _free(number, user)
    now = clock.now()
    DoorCode.objects.filter(user=user, used_at__isnull=True, cancelled_at__isnull=True).update(
        cancelled_at=now, phone=""
    )
    code = codes.new()
    row = DoorCode.objects.create(
        user=user,
        purpose=purpose,
        phone=number,
        code_hash=pins.keyed("kode", code),
        government_code=government_code,
        made_at=now,
        made_by_id=actor.user_id,
        expires_at=now + timedelta(days=days),
    )
    _tell("accounts.code_handed", row, actor)
    return row, code


def read_code(*, typed: str) -> DoorCode | None:
    """The code that may be used now, however it was typed; None for every other, without saying which."""
    code = codes.read(typed)
    if code is None:
        return None
    return (
        DoorCode.objects.filter(
            code_hash=pins.keyed("kode", code),
            used_at__isnull=True,
            cancelled_at__isnull=True,
            expires_at__gt=clock.now(),
            user__is_active=True,
        )
        .select_related("user")
        .first()
    )


@transaction.atomic
def use_code(*, typed: str, pin: str) -> User:
    """Bring a code back and choose the PIN: the number counts as proved, every older way in ends (sessions, passkeys,
    second factor, the address for messages: whoever opened the account need not be who holds the number), and
    accounts that others opened for the same number without proving it are closed.

    Raises RuleBroken 404 for a code that does not hold, 422 for a weak PIN (the code stays good), 409 where the
    number has been proved by another account meanwhile.
    """
    row, user = _open(typed)
    user.phone = row.phone
    put_pin(user, pin)
    user.sessions += 1
    user.contact_email = ""
    Authenticator.objects.filter(user=user).delete()
    return _proved(row, user)


@transaction.atomic
def prove_number(*, typed: str, user_id: int) -> User:
    """Bring a code back to the account one is signed in to: the number is proved, PIN and sessions stay.

    Raises RuleBroken as `use_code`; 404 also for a code that was handed for another account or needs a new PIN.
    """
    row, user = _open(typed)
    if user.pk != user_id or row.purpose == DoorCode.Purpose.RESTORATION or not user.has_usable_password():
        raise RuleBroken("code_invalid", _NOT_VALID, status=404)
    user.phone = row.phone
    return _proved(row, user)


def _open(typed: str) -> tuple[DoorCode, User]:
    found = read_code(typed=typed)
    if found is None:
        raise RuleBroken("code_invalid", _NOT_VALID, status=404)
    # All who claim this number, in one order, so that two who prove it at once wait for each other.
    claims = Q(phone=found.phone, is_active=True) | Q(pk=found.user_id)
    list(User.objects.select_for_update().filter(claims).order_by("pk").values_list("pk"))
    user = locked(found.user_id)
    row = DoorCode.objects.select_for_update().get(pk=found.pk)
    if row.used_at is not None or row.cancelled_at is not None:
        raise RuleBroken("code_invalid", _NOT_VALID, status=404)
    _free(row.phone, user)
    return row, user


def _proved(row: DoorCode, user: User) -> User:
    user.phone_verified = True
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_verified", "password", "sessions", "contact_email"])
    except IntegrityError as error:
        raise _taken() from error
    number = row.phone
    row.used_at, row.phone = clock.now(), ""
    row.save(update_fields=["used_at", "phone"])
    owner = Actor(user.pk, OWNER)
    _tell("accounts.number_proved", row, owner)
    claims = User.objects.filter(phone=number, phone_verified=False, is_active=True, email__isnull=True)
    for other in claims.exclude(pk=user.pk).values_list("pk", flat=True):
        deactivate_account(user_id=other, actor=owner)
    forgive(number=number, wholly=True)
    return user


def _free(number: str, user: User) -> None:
    if User.objects.filter(phone=number, phone_verified=True).exclude(pk=user.pk).exists():
        raise _taken()


def _taken() -> RuleBroken:
    return RuleBroken(
        "number_taken",
        "Nomor ini sudah dibuktikan oleh akun lain. Masuk dengan akun itu, atau minta petugas memulihkan aksesnya.",
        status=409,
    )


def _tell(event: str, row: DoorCode, actor: Actor) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"account:{row.user_id}",
        government_code=row.government_code,
        payload={"purpose": str(row.purpose)},
    )
