"""Opening and closing accounts. Who may ask for it is decided above (`institutions.services.open_account`)."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from belanja.accounts import phones, resets
from belanja.accounts.models import DoorCode, Trace, User
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

_ERASED = "Akun ditutup"


@transaction.atomic
def create_account(
    *, name: str, email: str | None, phone: str | None, password: str, actor: Actor, is_example: bool = False
) -> User:
    """Open an account that signs in with `email` or `phone` (any usual spelling) and `password`. Whoever opens it
    answers for the addresses; somebody who opens his own goes through `register`.

    Raises RuleBroken 422 for a missing name, an address that is none, a weak password; 409 where the address
    already belongs to an account.
    """
    mail, number = _checked_email(email), _checked_phone(phone)
    if not name.strip():
        raise RuleBroken("name_missing", "Isi nama.")
    if not (mail or number):
        raise RuleBroken("address_missing", "Isi surel atau nomor telepon.")
    draft = User(name=name.strip(), email=mail, phone=number)
    try:
        validate_password(password, user=draft)
    except ValidationError as error:
        raise RuleBroken("password_weak", " ".join(error.messages)) from error
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                name=name.strip(),
                email=mail,
                phone=number,
                password=password,
                is_example=is_example,
            )
    except IntegrityError as error:
        raise RuleBroken(
            "account_exists", "Surel atau nomor telepon ini sudah dipakai akun lain.", status=409
        ) from error
    journal.append(
        name="accounts.account_opened",
        actor=actor,
        subject=f"account:{user.pk}",
        payload={"by": "surel dan telepon" if mail and number else "surel" if mail else "telepon"},
    )
    return user


@transaction.atomic
def deactivate_account(*, user_id: int, actor: Actor) -> User:
    """Close an account and erase the person: name, addresses, password, second factors, traces. The row and its id
    stay, so that records keep their meaning. Doing it twice changes nothing. Raises RuleBroken 404 for an unknown
    id."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise RuleBroken("account_unknown", "Akun tidak ditemukan.", status=404)
    if not user.is_active:
        return user
    user.name, user.email, user.phone, user.phone_verified, user.is_active = _ERASED, None, None, False, False
    user.last_login, user.contact_email = None, ""
    user.set_unusable_password()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    Trace.objects.filter(user=user).delete()
    DoorCode.objects.filter(user=user).update(phone="")
    DoorCode.objects.filter(user=user, used_at__isnull=True, cancelled_at__isnull=True).update(cancelled_at=clock.now())
    journal.append(name="accounts.account_closed", actor=actor, subject=f"account:{user.pk}", payload={})
    return user


@transaction.atomic
def set_password(*, user_id: int, password: str, actor: Actor) -> User:
    """Give an account a new password; every session of it ends. Raises RuleBroken like `create_account`."""
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None:
        raise RuleBroken("account_unknown", "Akun tidak ditemukan atau sudah ditutup.", status=404)
    try:
        validate_password(password, user=user)
    except ValidationError as error:
        raise RuleBroken("password_weak", " ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.append(name="accounts.password_set", actor=actor, subject=f"account:{user.pk}", payload={})
    return user


@transaction.atomic
def choose_password(*, user_id: int, token: str, password: str) -> User:
    """Whoever holds the link of a mail chooses a new password: the link counts no more, every session ends, the second
    factor stays. Raises RuleBroken 404 for a link that does not hold, 422 for a weak password."""
    list(User.objects.select_for_update().filter(pk=user_id))
    user = resets.holder(user_id, token)
    if user is None:
        raise RuleBroken("reset_void", "Tautan ini tidak berlaku lagi.", status=404)
    actor = Actor(user_id=user.pk, label="pemilik akun, lewat tautan surel")
    changed = set_password(user_id=user.pk, password=password, actor=actor)
    journal.append(name="accounts.password_reset", actor=actor, subject=f"account:{user.pk}", payload={"way": "surel"})
    return changed


@transaction.atomic
def reset_second_factor(*, user_id: int, actor: Actor) -> None:
    """Take the second factor away from somebody who lost telephone and recovery codes. Raises RuleBroken 404 for
    an unknown account, 409 where there is none to take away."""
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None:
        raise RuleBroken("account_unknown", "Akun tidak ditemukan atau sudah ditutup.", status=404)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise RuleBroken("no_second_factor", "Akun ini tidak memakai faktor kedua.", status=409)
    journal.append(name="accounts.second_factor_reset", actor=actor, subject=f"account:{user.pk}", payload={})


def _checked_email(email: str | None) -> str | None:
    if not email or not email.strip():
        return None
    text = email.strip().lower()
    try:
        validate_email(text)
    except ValidationError as error:
        raise RuleBroken("email_invalid", "Surel tidak sah.") from error
    return text


def _checked_phone(phone: str | None) -> str | None:
    if not phone or not phone.strip():
        return None
    try:
        return phones.normalised(phone)
    except ValueError as error:
        raise RuleBroken("phone_invalid", "Nomor telepon tidak sah.") from error
