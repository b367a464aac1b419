"""`/kelola/<gov>/akun/`: who registered with this government and waits for a code; inviting somebody else."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.accounts import selectors as accounts
from belanja.accounts.models import DoorCode, User
from belanja.foundation import clock, text
from belanja.institutions import services
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, whole_number
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Notice, Row, Table, Term
from belanja.web.pieces.forms import Tick

from . import handover

_ONCE = "Kode ini hanya tampil sekarang."
#: Sheets made at once: a training room, not a mailing.
_MOST = 50
_CHOICE = "pilihan"
_ONCE_TEXT = "Sampaikan sekarang juga. Bila halaman ini tertutup, buat kode baru."


class InviteForm(forms.Form):
    name = forms.CharField(
        label="Nama orangnya",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Isi namanya."},
    )
    phone = forms.CharField(
        label="Nomor teleponnya",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
        error_messages={"required": "Isi nomor teleponnya."},
    )


@officer_page(Duty.RESTORE_ACCESS)
def people(request: HttpRequest, office: Office) -> HttpResponse:
    return _people(request, office, InviteForm())


def _people(request: HttpRequest, office: Office, form: InviteForm, status: int = 200) -> HttpResponse:
    table = _table(request, office)
    context = frame(office, "doors:people", title="Akun penyedia")
    context |= {
        "lead": "Pendaftar yang nomornya belum terbukti. Berikan kode lewat WhatsApp ke nomor itu, atau di kertas.",
        "form": form,
        "invite_url": office.url("doors:invite"),
        "sheets_url": office.url("doors:sheets"),
        "choice": _CHOICE,
        "parts": [Part(key="menunggu", title="Menunggu bukti nomor", items=[table])],
        "anybody": bool(table.rows),
    }
    return render(request, "doors/people.html", context, status=status)


def _table(request: HttpRequest, office: Office) -> Table:
    found = accounts.waiting(office.code)
    count = found.count()
    page, pagination = page_of(found, count, request)
    codes = {row.user_id: row for row in DoorCode.objects.filter(user__in=page, used_at=None, cancelled_at=None)}
    return Table(
        key="pendaftar",
        stacked=True,
        caption=f"{text.number(count)} pendaftar",
        columns=[
            Column(key="nama", label="Nama"),
            Column(key="pilih", label="Pilih"),
            Column(key="nomor", label="Nomor telepon"),
            Column(key="sejak", label="Sejak"),
            Column(key="kode", label="Kode terakhir"),
        ],
        rows=[
            Row(
                href=office.url("doors:code", user.pk),
                cells=[
                    user.name,
                    Cell(
                        text="",
                        piece=Tick(name="siapa", value=str(user.pk), label="pilih", more=f" {user.name}", form=_CHOICE),
                    ),
                    user.phone or "",
                    text.long_date(user.date_joined),
                    _code_cell(codes.get(user.pk)),
                ],
            )
            for user in page
        ],
        pagination=pagination,
        tight=True,
        personal=True,
        empty=EmptyState(title="Tidak ada yang menunggu.", text="Pendaftar baru tampil di sini."),
    )


def _code_cell(row: DoorCode | None) -> Cell:
    if row is None:
        return Cell(text="belum ada", words=True)
    ended = row.expires_at <= clock.now()
    return Cell(
        text=f"diberikan {text.long_date(row.made_at)}",
        sub="lewat masanya" if ended else f"berlaku sampai {text.long_date(row.expires_at)}",
    )


@officer_page(Duty.RESTORE_ACCESS, methods=("GET", "HEAD", "POST"))
def code(request: HttpRequest, office: Office, user_id: int) -> HttpResponse:
    user = accounts.waiting(office.code).filter(pk=user_id).first()
    if user is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            row, made = services.hand_code(government=office.government, user_id=user.pk, actor=office.actor)
        except RuleBroken as broken:
            if broken.status == 404 or broken.code == "duty_missing":
                raise
            refusal = Notice(kind="error", title=broken.message)
        else:
            return hand_over(request, office, row, made, user.name, section="doors:people")
    context = frame(office, "doors:people", title=f"Kode untuk {user.name}")
    context |= {"lead": "Pastikan nama dan nomornya sebelum kode dibuat.", "facts": _facts(user), "refusal": refusal}
    return render(request, "doors/code.html", context | {"parts": []}, status=409 if refusal else 200)


def _facts(user: User) -> DefinitionList:
    same = accounts.claimants(user.phone) if user.phone else []
    terms = [Term(term="Nama", text=user.name), Term(term="Nomor telepon", text=user.phone or "tidak ada")]
    if len(same) > 1:
        others = ", ".join(one.name for one in same if one.pk != user.pk)
        terms.append(
            Term(
                term="Nomor ini juga diakui",
                text=f"{others}. Yang menerima kode inilah pemiliknya; akun lain dengan nomor ini ditutup.",
            )
        )
    return DefinitionList(terms=terms)


@officer_page(Duty.RESTORE_ACCESS, methods=("GET", "HEAD", "POST"))
def invite(request: HttpRequest, office: Office) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _people(request, office, form)
    if not form.is_valid():
        return _people(request, office, form, 422)
    try:
        user, made = services.invite_person(government=office.government, actor=office.actor, **form.cleaned_data)
    except RuleBroken as refusal:
        if refusal.status == 404 or refusal.code == "duty_missing":
            raise
        form.add_error("name" if refusal.code == "name_missing" else "phone", refusal.message)
        return _people(request, office, form, refusal.status)
    row = DoorCode.objects.get(user=user, used_at=None, cancelled_at=None)
    return hand_over(request, office, row, made, user.name, section="doors:people")


@officer_page(Duty.RESTORE_ACCESS, methods=("POST",))
def sheets(request: HttpRequest, office: Office) -> HttpResponse:
    """Codes for several people at once, one sheet each, for the printer of a training room."""
    chosen = {number for word in request.POST.getlist("siapa") if (number := whole_number(word)) is not None}
    if not 0 < len(chosen) <= _MOST:
        messages.error(request, f"Pilih satu sampai {_MOST} orang.")
        return HttpResponseRedirect(office.url("doors:people"))
    made, failed = [], []
    for user in accounts.waiting(office.code).filter(pk__in=chosen):
        try:
            row, code_ = services.hand_code(government=office.government, user_id=user.pk, actor=office.actor)
        except RuleBroken as broken:
            if broken.code == "duty_missing":
                raise
            failed.append(f"{user.name}: {broken.message}")
        else:
            made.append(handover.of_code(office.government, row, code_, user.name))
    context = frame(office, "doors:people", title=f"{text.number(len(made))} lembar kode")
    context |= {
        "sheets": made,
        "failed": [Notice(kind="warning", title=words) for words in failed],
        "notice_title": "Kode ini hanya tampil sekarang.",
        "notice_text": "Cetak halaman ini: setiap orang mendapat lembarnya sendiri.",
        "back": office.url("doors:people"),
        "parts": [],
    }
    return render(request, "doors/sheets.html", context)


def hand_over(
    request: HttpRequest, office: Office, row: DoorCode, made: str, name: str, *, section: str
) -> HttpResponse:
    """Show a code just made, in every form in which it can be carried."""
    context = frame(office, section, title=f"Kode untuk {name}")
    context |= {
        "sheet": handover.of_code(office.government, row, made, name),
        "notice_title": _ONCE,
        "notice_text": _ONCE_TEXT,
        "back": office.url(section),
        "parts": [],
    }
    return render(request, "doors/handover.html", context)
