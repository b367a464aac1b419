"""Fields of the sign-in pages, with our words and without placeholders that vanish while one types."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from belanja.accounts import phones


def _say(form: forms.Form, name: str, label: str, hint: str = "", **attributes: str) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(LoginForm):
    """Either address, and PIN or password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            "login",
            "Nomor telepon atau surel",
            "Nomor boleh diawali 0812 atau +62812.",
            autocomplete="username webauthn",
            autocapitalize="none",
            spellcheck="false",
        )
        _say(self, "password", "PIN atau kata sandi", autocomplete="current-password")

    def clean_login(self) -> str:
        """One spelling, so that the limit of attempts counts them all together."""
        text = str(self.cleaned_data["login"]).strip()
        if "@" in text:
            return text.lower()
        try:
            return phones.normalised(text)
        except ValueError as error:
            raise forms.ValidationError("Isi nomor telepon atau alamat surel.", code="invalid_login") from error


class AgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", "PIN atau kata sandi", autocomplete="current-password")


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", "Kata sandi sekarang", autocomplete="current-password")
        _say(self, "password1", "Kata sandi baru", "Sedikitnya 10 tanda, tidak mudah ditebak.")
        _say(self, "password2", "Kata sandi baru sekali lagi", autocomplete="new-password")


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "Kode", "Enam angka dari aplikasi autentikator, atau satu kode cadangan.")


class CodeAgainForm(SecondFactorAgainForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "Kode", "Enam angka dari aplikasi autentikator.")


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "Kode dari aplikasi", "Enam angka yang sekarang tampil.", inputmode="numeric")
