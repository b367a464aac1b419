"""How django-allauth sees our people: no open sign-up, telephone numbers in one spelling, neutral refusals."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import phones, selectors
from .models import User

_MISMATCH = "Surel, nomor telepon, atau kata sandi tidak cocok. Periksa, lalu coba lagi."


class PhoneField(forms.CharField):
    """A telephone number in any usual spelling; its value is E.164."""

    def clean(self, value: Any) -> str:
        try:
            return phones.normalised(super().clean(value))
        except ValueError as error:
            raise ValidationError("Nomor telepon tidak sah.", code="invalid_phone") from error


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; both kinds of address lead to the same account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for all, so that nobody learns which addresses have an account.
        "account_inactive": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "phone_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "incorrect_password": "Kata sandi tidak cocok.",
        "incorrect_code": "Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.",
        "enter_current_password": "Isi kata sandi Anda yang sekarang.",
        "too_many_login_attempts": "Terlalu banyak percobaan. Coba lagi beberapa menit lagi.",
        "rate_limited": "Terlalu banyak percobaan. Coba lagi beberapa menit lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
    """Our words for what may go wrong with a second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.",
        "cannot_delete_authenticator": "Faktor kedua tidak dapat dimatikan.",
        "cannot_generate_recovery_codes": "Aktifkan aplikasi autentikator sebelum membuat kode cadangan.",
    }
