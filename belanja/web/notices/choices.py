"""`/pesan/pilihan/`: whether one's messages also come by e-mail, and the address of one's calendar."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belanja.accounts.models import User
from belanja.foundation import text
from belanja.journal.services import Actor
from belanja.notices import mailing, selectors, services
from belanja.notices.forms import absolute, address_of
from belanja.notices.models import MailPace
from belanja.purchasing.waiting import things_of
from belanja.rules.decisions import RuleBroken
from belanja.web.pieces import Breadcrumbs, Link
from belanja.web.purchases import calendar

_SHOWN_ONCE = "belanja_calendar"


class PaceForm(forms.Form):
    cara = forms.ChoiceField(
        label="Surel untuk pesan saya",
        choices=[(pace.value, pace.label) for pace in MailPace],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu cara.", "invalid_choice": "Pilih salah satu cara."},
    )


def _owner(request: HttpRequest) -> tuple[User, Actor]:
    user = request.user
    assert isinstance(user, User)
    return user, Actor(user_id=user.pk, label="Pemilik akun")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    user, actor = _owner(request)
    choice = selectors.mail_choice(user.pk)
    form = PaceForm(
        request.POST if request.method == "POST" else None, initial={"cara": mailing.pace_of(user, choice).value}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_mail(user_id=user.pk, pace=form.cleaned_data["cara"], actor=actor)
        except RuleBroken as refusal:
            form.add_error("cara", refusal.message)
        else:
            messages.success(request, "Pilihan Anda disimpan.")
            return HttpResponseRedirect(reverse("notices:choices"))
    word = request.session.pop(_SHOWN_ONCE, "")
    context: dict[str, Any] = {
        "crumbs": Breadcrumbs(
            links=[
                Link(label="Akun saya", href=reverse("mfa_index")),
                Link(label="Pesan", href=reverse("notices:box")),
                Link(label="Pemberitahuan saya", href=""),
            ]
        ),
        "form": form,
        "address": address_of(user),
        "leaves": settings.MAIL_LEAVES,
        "since": text.date_time(choice.calendar_at) if choice and choice.calendar_at else "",
        "fresh": absolute(reverse("notices:calendar", args=[word])) if word else "",
    }
    return render(request, "notices/choices.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def open_calendar(request: HttpRequest) -> HttpResponse:
    """A new address, shown once on the next page; the one before answers no more."""
    user, actor = _owner(request)
    request.session[_SHOWN_ONCE] = services.open_calendar(user_id=user.pk, actor=actor)
    return HttpResponseRedirect(f"{reverse('notices:choices')}#kalender")


@never_cache
@login_required
@require_POST
def close_calendar(request: HttpRequest) -> HttpResponse:
    user, actor = _owner(request)
    if services.close_calendar(user_id=user.pk, actor=actor):
        messages.success(request, "Alamat kalender dicabut; yang memakainya tidak mendapat apa-apa lagi.")
    return HttpResponseRedirect(f"{reverse('notices:choices')}#kalender")


@never_cache
@require_safe
def feed(request: HttpRequest, word: str) -> HttpResponse:
    """`/kalender/<word>.ics`: the terms of whoever made the address; 404 for any other. No sign-in: a calendar asks by
    itself. Nothing but what is to be done, by when, and the page, which asks for a sign-in."""
    user = selectors.calendar_owner(word)
    if user is None:
        raise Http404
    dues = [
        calendar.Due(one.key, one.what, one.due_at, absolute(one.link))
        for one in things_of(user)
        if one.due_at is not None
    ]
    answer = calendar.answer(dues, name="Tenggat saya di Belanja")
    answer["X-Robots-Tag"] = "noindex"
    return answer
