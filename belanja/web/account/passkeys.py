"""Passkeys: adding and removing them, and signing in by one. The script speaks with the device and decides nothing.

What a device sends comes from outside and may be anything: whatever cannot be read is a passkey that does not fit.
"""

import json
import struct
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belanja.accounts import services
from belanja.accounts.models import User
from belanja.rules.decisions import RuleBroken

from .own import owner, proved_only

_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError, struct.error)
_MISFIT = "Kunci sandi ini tidak dikenali. Coba lagi, atau masuk dengan PIN."


class PasskeyForm(forms.Form):
    """A name to tell devices apart, and what the device answered."""

    name = forms.CharField(
        label="Nama kunci",
        max_length=60,
        help_text="Agar Anda mengenalinya nanti, misalnya “HP Siti”.",
        error_messages={"required": "Isi nama kuncinya."},
    )
    credential = forms.JSONField(widget=forms.HiddenInput, required=False)

    def clean_credential(self) -> dict[str, Any]:
        """Checked against the challenge of this session. Raises ValidationError for what does not fit."""
        answer = self.cleaned_data["credential"]
        if not answer:
            raise forms.ValidationError(
                "Perangkat belum menjawab. Tekan tombolnya lagi; peramban tanpa JavaScript tidak dapat membuat kunci."
            )
        try:
            auth.parse_registration_response(answer)
            binding = auth.complete_registration(answer)
        except _UNREADABLE as error:
            raise forms.ValidationError(_MISFIT, code="incorrect_code") from error
        if not binding.is_user_verified():
            raise forms.ValidationError("Perangkat tidak memeriksa bahwa ini Anda. Aktifkan kunci layarnya dahulu.")
        return dict(answer)


class PasskeySignInForm(LoginWebAuthnForm):
    """Signing in by passkey; whatever a stranger sends instead of one is refused in words."""

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()
        except _UNREADABLE as error:
            raise forms.ValidationError(_MISFIT, code="incorrect_code") from error
        if not found.user.is_active:
            raise forms.ValidationError(_MISFIT, code="incorrect_code")
        return found


@never_cache
@login_required
@proved_only
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """`/akun/kunci-sandi/tambah/`."""
    user, actor = owner(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_passkey(user_id=user.pk, actor=actor, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Kunci sandi disimpan. Lain kali, masuk dengan kunci layar perangkat ini.")
            return HttpResponseRedirect(reverse("mfa_index"))
    options = json.dumps(auth.begin_registration(user, True), cls=DjangoJSONEncoder, default=dict)
    return render(
        request, "account/passkey_add.html", {"form": form, "options": options}, status=422 if form.errors else 200
    )


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """`/akun/kunci-sandi/<id>/hapus/`: asks once, then takes it away."""
    user, actor = owner(request)
    found = Authenticator.objects.filter(user=user, pk=passkey_id, type=Authenticator.Type.WEBAUTHN).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        services.remove_passkey(user_id=user.pk, passkey_id=found.pk, actor=actor)
        update_session_auth_hash(request, User.objects.get(pk=user.pk))
        messages.success(request, "Kunci sandi dihapus. Perangkat lain sudah dikeluarkan.")
        return HttpResponseRedirect(reverse("mfa_index"))
    return render(request, "account/passkey_remove.html", {"name": found.wrap().name})
