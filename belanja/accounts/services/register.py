"""Registering by telephone number and PIN, and what an owner changes in his own account."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from belanja.accounts import phones, pins, selectors
from belanja.accounts.models import DoorCode, User
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.pins import weakness

from .attempts import charge

#: How the journal names somebody who acts for himself.
OWNER = "Pemilik akun"


@transaction.atomic
def register(*, name: str, phone: str, pin: str, contact_email: str = "", government_code: str = "") -> User:
    """Open an account for whoever asks, by telephone number and PIN. The number is not proved by this.

    The same number and PIN again find the same account, so that sending a form twice changes nothing. A number that
    belongs to somebody else gives a second account all the same: nobody learns from registering who has one.
    It counts as an attempt to sign in. Raises RuleBroken 422 for what is missing or weak, 429 while the number rests.
    """
    words, number, mail = checked_name(name), checked_number(phone=phone), checked_contact(contact_email)
    _strong(pin, number)
    if (until := charge(number=number)) is not None:
        raise resting(until=until)
    for known in selectors.claimants(number):
        if known.uses_pin and known.check_password(pin):
            return known
    user = User(
        name=words,
        phone=number,
        contact_email=mail,
        registered_with=government_code,
        password=pins.hashed(pin),
    )
    user.save(force_insert=True)
    _tell("accounts.registered", user, Actor(user.pk, OWNER), government_code)
    return user


@transaction.atomic
def invite(*, name: str, phone: str, government_code: str, actor: Actor) -> User:
    """An officer opens an account for somebody else, who chooses the PIN himself with a code (`hand_code`).

    An unproved account of this number that was invited before is found again. Raises RuleBroken 422 for what is
    missing, 409 where the number is proved and belongs to an account.
    """
    words, number = checked_name(name), checked_number(phone=phone)
    if User.objects.filter(phone=number, phone_verified=True).exists():
        raise RuleBroken("number_taken", "Nomor ini sudah punya akun. Pemiliknya tinggal masuk.", status=409)
    waiting = (
        User.objects.select_for_update()
        .filter(phone=number, phone_verified=False, is_active=True, last_login__isnull=True)
        .order_by("-id")
    )
    found = next((one for one in waiting if not one.has_usable_password()), None)
    if found is not None:
        return found
    user = User(name=words, phone=number, registered_with=government_code)
    user.set_unusable_password()
    user.save(force_insert=True)
    _tell("accounts.invited", user, actor, government_code)
    return user


@transaction.atomic
def set_pin(*, user_id: int, pin: str, actor: Actor) -> User:
    """Give an account another PIN; every session of it ends. Raises RuleBroken 404, 422."""
    user = locked(user_id)
    put_pin(user, pin)
    user.save(update_fields=["password"])
    _tell("accounts.pin_set", user, actor, "")
    return user


@transaction.atomic
def change_contact(*, user_id: int, name: str, contact_email: str, actor: Actor, government_code: str = "") -> User:
    """The owner's name, and the e-mail address at which he likes to be told. With `government_code` the officers of
    another government prove the number; once it is proved this changes nothing. Raises RuleBroken 404, 422."""
    user = locked(user_id)
    user.name, user.contact_email = checked_name(name), checked_contact(contact_email)
    if government_code and not user.phone_verified:
        user.registered_with = government_code
    user.save(update_fields=["name", "contact_email", "registered_with"])
    _tell("accounts.contact_changed", user, actor, "")
    return user


@transaction.atomic
def end_sessions(*, user_id: int, actor: Actor) -> User:
    """Sign the account out everywhere. Raises RuleBroken 404."""
    user = locked(user_id)
    user.sessions += 1
    user.save(update_fields=["sessions"])
    _tell("accounts.sessions_ended", user, actor, "")
    return user


@transaction.atomic
def lock_out(*, user_id: int, actor: Actor) -> User:
    """Take away every way in: PIN or password, passkeys, second factor, sessions. What was lost must not open the
    door for whoever found it. Raises RuleBroken 404."""
    user = locked(user_id)
    user.set_unusable_password()
    user.sessions += 1
    user.save(update_fields=["password", "sessions"])
    Authenticator.objects.filter(user=user).delete()
    DoorCode.objects.filter(user=user, used_at__isnull=True, cancelled_at__isnull=True).update(
        cancelled_at=clock.now(), phone=""
    )
    _tell("accounts.locked_out", user, actor, "")
    return user


def put_pin(user: User, pin: str) -> None:
    """Set a PIN on a row at hand, without saving. Raises RuleBroken 422 for a weak one."""
    _strong(pin, user.phone or "")
    user.password = pins.hashed(pin)


def locked(user_id: int) -> User:
    """The account in use, its row locked. Raises RuleBroken 404."""
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None:
        raise RuleBroken("account_unknown", "Akun tidak ditemukan atau sudah ditutup.", status=404)
    return user


def checked_name(name: str) -> str:
    """The name as it is kept. Raises RuleBroken 422."""
    words = " ".join(name.split())
    if not words or len(words) > 120 or not words.isprintable():
        raise RuleBroken("name_missing", "Isi nama, paling panjang 120 huruf.")
    return words


def checked_number(*, phone: str) -> str:
    """E.164. Raises RuleBroken 422."""
    try:
        return phones.normalised(phone)
    except ValueError as error:
        raise RuleBroken("phone_invalid", "Nomor telepon tidak sah. Contoh: 0812 3456 7890.") from error


def checked_contact(contact_email: str) -> str:
    """The address as it is kept, or empty. Raises RuleBroken 422."""
    text = contact_email.strip()
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise RuleBroken("email_invalid", "Surel tidak sah. Kosongkan bila tidak punya.") from error
    return text


def resting(*, until: datetime) -> RuleBroken:
    """What is said while a number rests; the same whether it has an account or not."""
    shown = clock.wib(until).strftime("%H.%M")
    return RuleBroken(
        "number_rests", f"Terlalu banyak percobaan untuk nomor ini. Coba lagi sesudah pukul {shown} WIB.", status=429
    )


def _strong(pin: str, number: str) -> None:
    if why := weakness(pin, phone=number):
        raise RuleBroken("pin_weak", why)


def _tell(event: str, user: User, actor: Actor, government_code: str) -> None:
    journal.append(name=event, actor=actor, subject=f"account:{user.pk}", payload={}, government_code=government_code)
