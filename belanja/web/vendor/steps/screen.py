"""`/usaha/<firm>/langkah/`: one screen for the owner: the next step, who wants what the firm makes, what it must still
bring, what it will be paid and when. It fits one sheet of A4 and the worst telephone."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.needs import selectors
from belanja.needs.selectors import coach
from belanja.needs.selectors.coach import Standing
from belanja.needs.selectors.needs import Size
from belanja.needs.selectors.reach import in_reach
from belanja.rules.needs.states import WANTED
from belanja.vendors.models import Profile
from belanja.web.officer.lists import Part
from belanja.web.pieces import EmptyState, Link, Notice, Piece
from belanja.web.vendor.access import FirmDesk, firm_page, frame
from belanja.web.vendor.new_shelves import returned_notice
from belanja.web.vendor.questions import waiting_notice
from belanja.web.vendor.sanctions import asked_to_answer

from . import near, orders
from .pieces import Items
from .words import asked_item, next_card, stone_item

#: Needs shown here; all of them are one touch away.
_NEEDS = 4
#: Needs that a field or two would bring, shown as long as fewer than that have come.
_NEAR = 2


@firm_page()
def steps(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    if profile is None:
        return HttpResponseRedirect(desk.url("vendor:home"))
    now, found = coach.standing(profile, actor=desk.actor), coach.progress(desk.firm.pk)
    comes = orders.coming(found)
    context = frame(desk, "vendor:steps", title="Langkah saya")
    context |= {
        "lead": "",
        "notice": [asked_to_answer(desk), waiting_notice(desk), returned_notice(desk)],
        "next": next_card(desk, now),
        "parts": [
            Part(key="dicari", title="Siapa mencari barang saya", items=_wanted(desk, profile)),
            Part(key="lengkapi", title="Yang masih harus saya lengkapi", items=_to_bring(desk, now)),
            Part(
                key="terima",
                title="Yang akan saya terima, dan kapan",
                about=orders.told(found, comes),
                items=[orders.row(desk, found, comes), orders.paces(comes)],
            ),
        ],
    }
    return render(request, "vendor/steps.html", context)


def _wanted(desk: FirmDesk, profile: Profile) -> list[Piece]:
    wanted = selectors.matches_of_firm(desk.firm.pk).filter(need__state__in=[state.value for state in WANTED])
    matches = list(wanted.filter(declined_at=None)[:_NEEDS])
    close = in_reach(profile)[:_NEAR] if len(matches) < _NEAR else []
    if not matches and not close:
        return [_nothing()]
    sizes = selectors.sizes([match.need.demand for match in matches]) if matches else {}
    told = [asked_item(desk, one, together(sizes[one.need.demand_id])) for one in matches]
    return [Items(items=[*told, *near.items(desk, close).items])]


def _nothing() -> Piece:
    return EmptyState(
        title="Belum ada yang cocok.",
        text="Setiap hari yang dicari kantor dicocokkan dengan barang, bidang, dan tempat usaha Anda.",
        action=Link(label="Lihat semua kebutuhan", href=reverse("katalog:needs")),
    )


def together(size: Size) -> str:
    """How much all who look for it want; nothing where one alone does."""
    if size.needs < 2:
        return ""
    parts = [f"{text.number(amount)} {measure}".strip() for measure, amount in size.amounts.items()]
    parts += [text.rupiah(size.value)] if size.value is not None else []
    told = f"Bersama {text.number(size.units)} pembeli"
    return f"{told}: {', '.join(parts)}" if parts else told


def _to_bring(desk: FirmDesk, now: Standing) -> list[Piece]:
    left = [stone_item(desk, now, one) for one in now.steps if not one.done]
    coach_page = Link(label="Buka Pendamping: syarat, surat contoh, dan kalender", href=desk.url("vendor:coach"))
    done = f"{now.done} dari {len(now.steps)} langkah sudah."
    first: Piece = Items(items=left) if left else Notice(kind="success", title="Syarat berjualan lengkap.")
    return [first, Notice(title=done, action=coach_page)]
