"""`/akun/kode/`: bringing back the code that an officer handed over, by its link or typed by hand."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belanja.accounts import services
from belanja.accounts.models import DoorCode
from belanja.accounts.phones import masked
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken

from .pin_forms import CodeForm, PinForm, place
from .register import enter

_MANY = "Terlalu banyak percobaan. Coba lagi beberapa menit lagi."
_NOT_VALID = "Kode ini tidak berlaku: salah ketik, sudah dipakai, diganti, atau lewat masanya."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def typed(request: HttpRequest) -> HttpResponse:
    """For those who hold a printed sheet and cannot open its QR."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if not ratelimit.consume(request, action="reset_password_from_key"):
            form.add_error(None, _MANY)
            status = 429
        elif form.is_valid():
            code = codes.read(form.cleaned_data["code"])
            if code and services.read_code(typed=code):
                return HttpResponseRedirect(reverse("account_code", args=[code]))
            form.add_error("code", f"{_NOT_VALID} Minta kode baru kepada petugas.")
    return render(request, "account/code_typed.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def brought(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the link. Opening it uses nothing up: WhatsApp itself opens links to show a preview."""
    if not ratelimit.consume(request, action="reset_password_from_key"):
        return render(request, "account/code_void.html", {"why": _MANY}, status=429)
    row = services.read_code(typed=code)
    if row is None:
        return render(request, "account/code_void.html", {"why": _NOT_VALID}, status=404)
    mine = (
        request.user.pk == row.user_id
        and row.purpose != DoorCode.Purpose.RESTORATION
        and row.user.has_usable_password()
    )
    form = PinForm(request.POST if request.method == "POST" and not mine else None, phone=row.phone)
    status = 200
    if request.method == "POST":
        try:
            if mine:
                services.prove_number(typed=code, user_id=row.user_id)
                messages.success(request, "Nomor Anda terbukti.")
                return HttpResponseRedirect(reverse("account_after"))
            if form.is_valid():
                user = services.use_code(typed=code, pin=form.cleaned_data["pin"])
                messages.success(request, "Nomor Anda terbukti dan PIN tersimpan. Lain kali, masuk dengan keduanya.")
                return enter(request, user)
            status = 422
        except RuleBroken as refusal:
            place(form, refusal)
            status = refusal.status
    context = {"form": form, "mine": mine, "row": row, "number": masked(row.phone)}
    return render(request, "account/code.html", context, status=status)
