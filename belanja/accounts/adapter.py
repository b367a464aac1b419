"""How django-allauth sees our people: a door of our own, telephone numbers in one spelling, neutral refusals."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import phones, selectors, services
from .models import User

_MISMATCH = "Nomor telepon atau surel, atau PIN atau kata sandinya, tidak cocok. Periksa, lalu coba lagi."


class PhoneField(forms.CharField):
    """A telephone number in any usual spelling; its value is E.164."""

    def clean(self, value: Any) -> str:
        try:
            return phones.normalised(super().clean(value))
        except ValueError as error:
            raise ValidationError("Nomor telepon tidak sah.", code="invalid_phone") from error


class AccountAdapter(DefaultAccountAdapter):
    """Officers' accounts are opened by an administrator, sellers open theirs at `/akun/daftar/`; both sign in here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for all, so that nobody learns which addresses have an account.
        "account_inactive": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "phone_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "incorrect_password": "PIN atau kata sandi tidak cocok.",
        "incorrect_code": "Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.",
        "enter_current_password": "Isi kata sandi Anda yang sekarang.",
        "too_many_login_attempts": "Terlalu banyak percobaan. Coba lagi beberapa menit lagi.",
        "rate_limited": "Terlalu banyak percobaan. Coba lagi beberapa menit lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never by allauth's own pages: registering is `accounts.services.register`."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Count the attempt by the number that is tried, before it is made. Raises ValidationError while it rests."""
        number = credentials.get("phone")
        if number and (until := services.charge(number=number)) is not None:
            raise ValidationError(services.resting(until=until).message, code="number_rests")
        user = super().authenticate(request, **credentials)
        if number and isinstance(user, User):
            services.forgive(number=number, wholly=user.phone_verified)
        return user

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        return selectors.by_login(phone) if "@" not in phone else None

    def get_phone(self, user: User) -> tuple[str, bool] | None:  # type: ignore[override]  # there is one user model
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # type: ignore[override]  # as above
        user.phone, user.phone_verified = phones.normalised(phone), verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:  # type: ignore[override]  # as above
        self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """No installation sends text messages; numbers are checked by the administrator who opens the account."""
        raise ValidationError("Pengiriman pesan singkat tidak tersedia.")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our words for what may go wrong with a second factor; and a passkey is a way in, never a second question."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.",
        "cannot_delete_authenticator": "Faktor kedua tidak dapat dimatikan.",
        "cannot_generate_recovery_codes": "Aktifkan aplikasi autentikator sebelum membuat kode cadangan.",
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether a code is asked for after PIN or password: only where an authenticator app is set up. A passkey
        opens the door alone, so that whoever sits at another device without it still gets in by PIN."""
        asked = [Authenticator.Type.TOTP] if types is None else [one for one in types if one != "webauthn"]
        return super().is_mfa_enabled(user, asked)
