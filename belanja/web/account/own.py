"""What an owner changes in his own account, and where he goes on after signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belanja.accounts import services
from belanja.accounts.models import User
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from .pin_forms import ContactForm, PinForm, place


def owner(request: HttpRequest) -> tuple[User, Actor]:
    """The signed-in person, acting for himself; only behind `login_required`."""
    user = request.user
    assert isinstance(user, User)
    return user, Actor(user_id=user.pk, label="Pemilik akun")


def proved_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """No further way in while nobody has proved the account's number: the page of the account says so instead.

    The person is asked as read at the start of this request, so that one sent just before the proof does not slip
    through after it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and user.waits_for_proof:
            messages.error(request, services.UNPROVED)
            return HttpResponseRedirect(reverse("mfa_index"))
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@login_required
@require_safe
def after(request: HttpRequest) -> HttpResponse:
    """`/akun/sesudah-masuk/`: officers to their desk, everybody else to his firms."""
    user, _actor = owner(request)
    desk = institutions.governments_of(user).exists()
    return HttpResponseRedirect(reverse("leader:desk" if desk else "vendor:firms"))


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """`/akun/pin/`: another PIN. Other devices are signed out, this one stays."""
    user, actor = owner(request)
    if not user.uses_pin:
        return HttpResponseRedirect(reverse("account_change_password"))
    form = PinForm(request.POST if request.method == "POST" else None, phone=user.phone or "")
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.set_pin(user_id=user.pk, pin=form.cleaned_data["pin"], actor=actor)
        except RuleBroken as refusal:
            place(form, refusal)
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, "PIN diganti. Perangkat lain sudah dikeluarkan.")
            return HttpResponseRedirect(reverse("mfa_index"))
    context = {"form": form, "title": "Ganti PIN", "button": "Simpan PIN"}
    return render(request, "account/form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """`/akun/data/`: name, the address for messages, and whose officers prove the number while nobody has."""
    user, actor = owner(request)
    waits = bool(user.phone) and not user.phone_verified
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        governments=list(institutions.governments()) if waits else [],
        initial={"name": user.name, "contact_email": user.contact_email, "government": user.registered_with},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.change_contact(
                user_id=user.pk,
                name=given["name"],
                contact_email=given["contact_email"],
                government_code=given.get("government", ""),
                actor=actor,
            )
        except RuleBroken as refusal:
            place(form, refusal)
        else:
            messages.success(request, "Data Anda disimpan.")
            return HttpResponseRedirect(reverse("mfa_index"))
    context = {"form": form, "title": "Data saya", "button": "Simpan"}
    return render(request, "account/form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """`/akun/keluar-semua/`: every other device is signed out, this one stays."""
    user, actor = owner(request)
    update_session_auth_hash(request, services.end_sessions(user_id=user.pk, actor=actor))
    messages.success(request, "Semua perangkat lain sudah dikeluarkan.")
    return HttpResponseRedirect(reverse("mfa_index"))
