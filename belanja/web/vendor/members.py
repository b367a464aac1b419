"""`/usaha/<firm>/anggota/`: who acts for the firm; the owner lets people in and out."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.rules.decisions import RuleBroken
from belanja.rules.registration import MemberRole
from belanja.vendors import selectors, services
from belanja.vendors.models import AccessRequest, Member
from belanja.web.officer.lists import whole_number

from .access import FirmDesk, firm_page, frame, refused

_INVITING = frozenset({"add", "take_back"})
#: The same whether or not anybody has the number: the form does not tell who has an account.
INVITED = (
    "Bila nomor atau surel itu punya akun, undangannya menunggu di halaman Usaha saya orang itu. "
    "Namanya tampil di sini setelah ia menerima."
)


TAKEN_BACK = "Bila ada undangan untuk nomor atau surel itu yang belum dijawab, ia sudah ditarik."


class MemberForm(forms.Form):
    login = forms.CharField(
        label="Nomor telepon atau surel",
        help_text="Yang punya akun mendapat undangan, dan menjadi anggota setelah menerimanya sendiri.",
        max_length=120,
        error_messages={"required": "Isi nomor telepon atau surelnya."},
    )
    role = forms.ChoiceField(
        label="Peran",
        help_text="Admin toko mengisi barang dan harga. Pemilik juga mengubah data pokok dan anggota.",
        choices=[(MemberRole.KEEPER.value, MemberRole.KEEPER.label), (MemberRole.OWNER.value, MemberRole.OWNER.label)],
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def members(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    form = MemberForm(request.POST if request.POST.get("do") in _INVITING else None)
    status = 200
    if request.method == "POST":
        if request.POST.get("do") not in _INVITING:
            return _act(request, desk)
        status = 422
        if form.is_valid():
            try:
                said = _invite(desk, form, back=request.POST.get("do") == "take_back")
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, said)
                return HttpResponseRedirect(desk.url("vendor:members"))
    today = clock.today()
    found = Member.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), firm=desk.firm)
    asked = AccessRequest.objects.filter(firm=desk.firm, state=AccessRequest.State.OPEN).select_related("user")
    context = frame(desk, "vendor:members", title="Anggota")
    context |= {
        "lead": "Siapa yang bertindak untuk usaha ini. Setiap orang memakai akunnya sendiri.",
        "form": form if desk.is_owner else None,
        "people": [
            {
                "id": one.pk,
                "name": one.user.name,
                "role": MemberRole(one.role).label,
                "since": text.long_date(one.valid_from),
                "me": one.user_id == desk.actor.user_id,
                "may_end": desk.is_owner or one.user_id == desk.actor.user_id,
            }
            for one in found.select_related("user").order_by("role", "valid_from", "id")
        ],
        "asked": [{"id": one.pk, "name": one.user.name, "when": text.date_time(one.at)} for one in asked]
        if desk.is_owner
        else [],
        "parts": [],
    }
    return render(request, "vendor/members.html", context, status=status)


def _invite(desk: FirmDesk, form: MemberForm, *, back: bool) -> str:
    """Invite somebody, or take the invitation back; returns what is said of it."""
    login = form.cleaned_data["login"]
    if back:
        services.take_back_invite(firm_id=desk.firm.pk, login=login, actor=desk.actor)
        return TAKEN_BACK
    role = MemberRole(form.cleaned_data["role"])
    services.invite_member(firm_id=desk.firm.pk, login=login, role=role, actor=desk.actor)
    return INVITED


def _act(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """End somebody's part, or answer who asked to come in."""
    number = whole_number(request.POST.get("id")) or 0
    what = request.POST.get("do")
    try:
        if what == "end":
            member = Member.objects.filter(pk=number, firm=desk.firm).first()
            services.end_member(member_id=member.pk if member else 0, actor=desk.actor)
            messages.success(request, "Keanggotaan diakhiri hari ini.")
        elif what in {"accept", "decline"}:
            asked = AccessRequest.objects.filter(pk=number, firm=desk.firm).first()
            services.answer_access(request_id=asked.pk if asked else 0, accept=what == "accept", actor=desk.actor)
            messages.success(request, "Permintaan diterima." if what == "accept" else "Permintaan ditolak.")
    except RuleBroken as refusal:
        refused(request, refusal)
    left = not selectors.is_member(desk.actor.user_id, desk.firm.pk)
    return HttpResponseRedirect("/usaha/" if left else desk.url("vendor:members"))
