"""`/akun/daftar/`: an account by telephone number and PIN; `/akun/lupa-pin/`: what to do without it."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belanja.accounts import services
from belanja.accounts.models import User
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken

from .pin_forms import RegisterForm, place

_MANY = "Terlalu banyak pendaftaran dari tempat ini. Coba lagi beberapa saat lagi."


def enter(request: HttpRequest, user: User) -> HttpResponse:
    """Sign somebody in who has just shown PIN or code; goes on to the second factor or to where he was heading."""
    answer: HttpResponse = perform_password_login(request, {}, Login(user=user))
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The answer is the same for a number that has an account and for one that has none."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account_after"))
    governments = list(institutions.governments())
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        governments=governments,
        initial={"government": settings.DEFAULT_GOVERNMENT},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if not form.is_valid():
            pass
        elif not ratelimit.consume(request, action="signup"):
            form.add_error(None, _MANY)
            status = 429
        else:
            given = form.cleaned_data
            try:
                user = services.register(
                    name=given["name"],
                    phone=given["phone"],
                    pin=given["pin"],
                    contact_email=given["contact_email"],
                    government_code=given["government"],
                )
            except RuleBroken as refusal:
                place(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "Akun siap dipakai. Mintalah kode bukti nomor kepada petugas.")
                return enter(request, user)
    return render(request, "account/register.html", {"form": form}, status=status)


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Says the way back; asks nothing, so that nothing about anybody's account can be learnt here."""
    return render(request, "account/forgotten.html")
