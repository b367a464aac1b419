"""`/pesan/`: what one was told, the unread first. Opening is a button, so that looking changes nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belanja.accounts.models import User
from belanja.foundation import text
from belanja.notices import selectors, services
from belanja.web.officer.lists import page_of
from belanja.web.pieces import Breadcrumbs, Link


def _reader(request: HttpRequest) -> int:
    user = request.user
    assert isinstance(user, User)
    return user.pk


@never_cache
@login_required
@require_safe
def box(request: HttpRequest) -> HttpResponse:
    reader = _reader(request)
    found = selectors.box(reader)
    shown, pagination = page_of(found, found.count(), request, per_page=20)
    unread = selectors.unread(reader)
    context = {
        "crumbs": Breadcrumbs(links=[Link(label="Akun saya", href=reverse("mfa_index")), Link(label="Pesan", href="")]),
        "notices": shown,
        "pagination": pagination,
        "unread": unread,
        "lead": f"{text.number(unread)} belum dibaca." if unread else "Semua sudah dibaca.",
    }
    return render(request, "notices/box.html", context)


@never_cache
@login_required
@require_POST
def opened(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one message as read and go where it leads. Another person's message is not there."""
    reader = _reader(request)
    notice = selectors.box(reader).filter(pk=notice_id).first()
    if notice is None:
        raise Http404
    services.read(notice_ids=[notice.pk], user_id=reader)
    return HttpResponseRedirect(notice.link or reverse("notices:box"))


@never_cache
@login_required
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    count = services.read(notice_ids=None, user_id=_reader(request))
    messages.success(request, f"{text.number(count)} pesan ditandai terbaca.")
    return HttpResponseRedirect(reverse("notices:box"))
