"""`/kelola/<gov>/pesan/`: messages that nobody has read or carried yet, each ready for WhatsApp, adapter or paper."""

from django.contrib import messages as told
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.notices import selectors, sending, services
from belanja.notices.models import MailState
from belanja.notices.models import Notice as Message
from belanja.rules.duties import Duty
from belanja.vendors.models import Firm
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Notice, Row, Table

from . import handover

_MAIL = (
    "Yang gagal dicoba lagi sendiri, makin lama makin jarang, sampai sehari lebih. Yang terputus saat dikirim mungkin "
    "sudah sampai; putuskan apakah dikirim lagi. Pesannya sendiri tetap ada di kotak pesan penerima."
)
#: Mails shown at once.
_MOST = 200
CARRIERS = (Duty.RESTORE_ACCESS, Duty.ASSIST_FIRM, Duty.VERIFY_FIRM)


@officer_page(*CARRIERS)
def messages(request: HttpRequest, office: Office) -> HttpResponse:
    context = frame(office, "doors:messages", title="Pesan keluar")
    context |= {
        "lead": "Pesan kepada pelaku usaha yang belum dibaca: Anda menyampaikannya. Surel dikirim oleh Belanja.",
        "parts": [
            Part(key="keluar", title="Belum dibaca dan belum disampaikan", items=[_table(request, office)]),
            Part(key="surel", title="Surel yang belum terkirim", about=_MAIL, items=[_mails(office)]),
        ],
    }
    return render(request, "officer/page.html", context)


def _table(request: HttpRequest, office: Office) -> Table:
    found = selectors.to_carry(office.code)
    count = found.count()
    page, pagination = page_of(found, count, request)
    names = _firm_names([one.to_firm_id for one in page if one.to_firm_id])
    return Table(
        key="pesan",
        stacked=True,
        caption=f"{text.number(count)} pesan",
        columns=[
            Column(key="kepada", label="Kepada"),
            Column(key="isi", label="Isi"),
            Column(key="sejak", label="Sejak"),
            Column(key="cara", label="Cara"),
        ],
        rows=[
            Row(
                href=office.url("doors:message", one.pk),
                cells=[
                    _addressee(one, names),
                    one.text if len(one.text) <= 120 else f"{one.text[:117]}…",
                    text.long_date(one.at),
                    Cell(text="WhatsApp atau kertas" if _phone(one) else "kertas"),
                ],
            )
            for one in page
        ],
        pagination=pagination,
        tight=True,
        personal=True,
        empty=EmptyState(title="Tidak ada pesan yang menunggu.", text="Semuanya sudah dibaca atau disampaikan."),
    )


@officer_page(*CARRIERS, methods=("GET", "HEAD", "POST"))
def message(request: HttpRequest, office: Office, notice_id: int) -> HttpResponse:
    found = Message.objects.filter(pk=notice_id, government_code=office.code).select_related("to_user").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        services.handed(notice_id=found.pk, government_code=office.code, actor=office.actor)
        told.success(request, "Dicatat: pesan sudah disampaikan.")
        return HttpResponseRedirect(office.url("doors:messages"))
    addressee = _addressee(found, _firm_names([found.to_firm_id] if found.to_firm_id else []))
    context = frame(office, "doors:messages", title=f"Pesan untuk {addressee}")
    context |= {
        "sheet": handover.of_notice(
            office.government, addressee=addressee, words=found.text, link=found.link, phone=_phone(found)
        ),
        "handed": Notice(kind="success", title="Sudah disampaikan atau dibaca.")
        if found.handed_at or found.read_at
        else None,
        "parts": [],
    }
    return render(request, "doors/message.html", context)


def _mails(office: Office) -> Table:
    found = list(selectors.unsent(office.code)[:_MOST])
    return Table(
        key="surel-tertahan",
        stacked=True,
        show_caption=False,
        caption="Daftar surel yang tertahan",
        columns=[
            Column(key="kepada", label="Kepada"),
            Column(key="perihal", label="Perihal"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="percobaan", label="Percobaan", numeric=True),
            Column(key="berikut", label="Berikutnya"),
        ],
        rows=[
            Row(
                href=office.url("doors:mail", one.pk),
                cells=[
                    one.user.name,
                    one.subject,
                    Cell(text=MailState(one.state).label, sub=one.error),
                    text.number(one.attempts),
                    text.date_time(one.due_at) if one.state == MailState.WAITING else "menunggu keputusan Anda",
                ],
            )
            for one in found
        ],
        tight=True,
        personal=True,
        empty=EmptyState(title="Tidak ada surel yang tertahan.", text="Semuanya sudah terkirim."),
    )


@officer_page(*CARRIERS, methods=("GET", "HEAD", "POST"))
def mail(request: HttpRequest, office: Office, mail_id: int) -> HttpResponse:
    """One stuck mail: who, what about, what went wrong; its words stay with its addressee."""
    found = selectors.unsent(office.code).filter(pk=mail_id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        sending.send_again(mail_id=found.pk, government_code=office.code, actor=office.actor)
        told.success(request, "Surel dikirim lagi secepatnya.")
        return HttpResponseRedirect(office.url("doors:messages"))
    state = MailState(found.state)
    context = frame(office, "doors:messages", title=f"Surel untuk {found.user.name}")
    context |= {
        "lead": f"{found.subject}. {state.label}. {found.error}".strip(),
        "parts": [],
        "may_send": state in (MailState.UNSURE, MailState.GIVEN_UP),
    }
    return render(request, "doors/mail.html", context)


def _firm_names(ids: list[int]) -> dict[int, str]:
    return {firm.pk: firm.name for firm in Firm.objects.filter(pk__in=ids)}


def _addressee(one: Message, names: dict[int, str]) -> str:
    if one.to_user is not None:
        return one.to_user.name
    return names.get(one.to_firm_id or 0) or "Usaha tanpa nama"


def _phone(one: Message) -> str:
    user = one.to_user
    return user.phone or "" if user is not None and user.phone_verified else ""
