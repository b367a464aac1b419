"""`/akun/lupa-sandi/`: a link to a new password by mail, for whoever signs in with an address; `…/<id>/<token>/`: the
new password. Nothing here tells whether an address has an account."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belanja.accounts import resets, services
from belanja.notices import mailing
from belanja.rules.decisions import RuleBroken

_MANY = "Terlalu banyak permintaan. Coba lagi satu jam lagi."


class AskForm(forms.Form):
    email = forms.EmailField(
        label="Surel untuk masuk",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Isi surel Anda.", "invalid": "Isi alamat surel, misalnya nama@dinas.go.id."},
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="Kata sandi baru",
        help_text="Sedikitnya 10 tanda, tidak mudah ditebak.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Isi kata sandi baru."},
    )
    again = forms.CharField(
        label="Kata sandi baru sekali lagi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Ketik kata sandi itu sekali lagi."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"password", "again"} <= given.keys() and given["password"] != given["again"]:
            self.add_error("again", "Kedua kata sandi tidak sama.")
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The answer is the same for an address that has an account and for one that has none."""
    form = AskForm(request.POST if request.method == "POST" else None)
    status, asked = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            email = form.cleaned_data["email"].lower()
            if ratelimit.consume(request, action="reset_password", key=email):
                mailing.queue_reset(email=email)
                status, asked = 200, True
            else:
                form.add_error(None, _MANY)
                status = 429
    return render(request, "account/reset.html", {"form": form, "asked": asked}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, user_id: int, token: str) -> HttpResponse:
    """A link that does not hold is answered by 404 and the way to a new one."""
    if resets.holder(user_id, token) is None:
        return render(request, "account/reset_void.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if not ratelimit.consume(request, action="reset_password_from_key"):
            form.add_error(None, _MANY)
            status = 429
        elif form.is_valid():
            try:
                services.choose_password(user_id=user_id, token=token, password=form.cleaned_data["password"])
            except RuleBroken as refusal:
                if refusal.status == 404:
                    return render(request, "account/reset_void.html", status=404)
                form.add_error("password", refusal.message)
            else:
                messages.success(request, "Kata sandi baru disimpan. Semua perangkat lain sudah keluar; masuklah lagi.")
                return HttpResponseRedirect(reverse("account_login"))
    return render(request, "account/reset_choose.html", {"form": form}, status=status)
