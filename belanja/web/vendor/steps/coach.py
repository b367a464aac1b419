"""`/usaha/<firm>/langkah/pendamping/`: every stone of the way, needs that two more fields would bring, what runs out
when, and letters to print."""

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents.pdf import setting
from belanja.foundation import clock, text
from belanja.needs.selectors import coach as coaching
from belanja.needs.selectors import papers
from belanja.needs.selectors.coach import Standing
from belanja.needs.selectors.papers import Ending
from belanja.needs.selectors.reach import in_reach
from belanja.vendors import letters
from belanja.vendors.letters import Letter
from belanja.web.officer.lists import Part
from belanja.web.pieces import Directory, Link, LinkGroup, Notice, Piece, StatusTag
from belanja.web.pieces import Standing as Sign
from belanja.web.purchases import calendar
from belanja.web.vendor.access import FirmDesk, firm_page, frame

from . import near
from .pieces import Item, Items
from .words import ending_address, next_card, stone_item

_REACH, _ENDINGS = 5, 12
#: A paper is renewed weeks, not a day, before it ends.
_WARNED = 30


@firm_page()
def coach(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    if profile is None:
        return HttpResponseRedirect(desk.url("vendor:home"))
    now = coaching.standing(profile, actor=desk.actor)
    context = frame(desk, "vendor:steps", title="Pendamping")
    context |= {
        "lead": "Dari mendaftar sampai barang dapat dibeli. Kerjakan satu per satu.",
        "notice": None,
        "next": next_card(desk, now),
        "parts": [
            Part(
                key="syarat",
                title=f"Syarat berjualan: {now.done} dari {len(now.steps)} sudah",
                items=[Items(items=[stone_item(desk, now, one) for one in now.steps])],
            ),
            Part(key="terjangkau", title="Yang cocok bila Anda lengkapi", items=[_reach(desk)]),
            Part(key="kalender", title="Kalender surat dan barang", items=_calendar(desk, now)),
            Part(
                key="surat",
                title="Surat contoh",
                about="Sudah berisi nama, NIB, dan alamat usaha Anda. Cetak, isi titik-titiknya, lalu tanda tangani.",
                items=[_letters(desk, letters.for_firm(profile))],
            ),
        ],
    }
    return render(request, "vendor/steps.html", context)


def _reach(desk: FirmDesk) -> Piece:
    found = in_reach(desk.profile) if desk.profile else []
    if not found:
        return Notice(title="Saat ini tidak ada kebutuhan lain yang tinggal dilengkapi.")
    return near.items(desk, found[:_REACH])


def _calendar(desk: FirmDesk, now: Standing) -> list[Piece]:
    if not now.endings:
        return [Notice(title="Tidak ada yang habis dalam setahun ini.")]
    items = [_ending(desk, one, soon=one in now.ending) for one in now.endings[:_ENDINGS]]
    file = Link(label="Unduh kalender.ics", href=desk.url("vendor:papers_due"))
    return [Items(items=items), Notice(title="Pasang di kalender telepon Anda", action=file)]


def _ending(desk: FirmDesk, one: Ending, *, soon: bool) -> Item:
    if one.last < clock.today():
        tag = StatusTag(standing=Sign.BEHIND, word="sudah habis")
    elif soon:
        tag = StatusTag(standing=Sign.ON_WAY, word="segera")
    else:
        tag = StatusTag(standing=Sign.REACHED, word="berlaku")
    about = f"Sampai {text.long_date(one.last)}{f'. {one.about}' if one.about else ''}"
    return Item(label=one.what, tag=tag, href=ending_address(desk, one), facts=[about])


@firm_page()
def papers_due(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """`kalender.ics`: the last day of each paper, listing and confirmation."""
    profile = desk.profile
    if profile is None:
        raise Http404
    dues = [
        calendar.Due(
            f"usaha-{desk.firm.pk}-{one.key}",
            f"{one.what} habis{f': {one.about}' if one.about else ''}",
            datetime.combine(one.last, time(8), tzinfo=clock.WIB),
            request.build_absolute_uri(ending_address(desk, one)),
            days=_WARNED,
        )
        for one in papers.endings(profile, on=clock.today())
    ]
    return calendar.answer(dues, name=f"Surat dan barang {desk.firm.name}")


def _letters(desk: FirmDesk, found: list[Letter]) -> Piece:
    links = [Link(label=one.title, href=desk.url("vendor:letter", one.code)) for one in found]
    return Directory(label="Surat contoh", groups=[LinkGroup(title="Unduh sebagai PDF", links=links)])


@firm_page()
def letter(request: HttpRequest, desk: FirmDesk, letter_code: str) -> HttpResponse:
    """`surat/<code>.pdf`: one letter to print, with what the firm has stated of itself."""
    profile, chosen = desk.profile, letters.LETTERS.get(letter_code)
    if profile is None or chosen is None:
        raise Http404
    answer = HttpResponse(setting.pdf(letters.content_of(chosen, profile)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{chosen.code}.pdf"'
    return answer
