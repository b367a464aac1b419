"""`/beli/<gov>/`: what waits for me, by when, and what blocks it; for the bureau and the leadership an overview."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.purchasing.models import Order
from belanja.purchasing.selectors import desks, whose
from belanja.purchasing.selectors.desks import Waiting
from belanja.rules.buying.posts import of_ppk, of_ppks
from belanja.rules.buying.states import OPEN, OrderState, PackageState
from belanja.rules.duties import Duty, Role
from belanja.web.naming import shown
from belanja.web.officer.access import BUYERS
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table
from belanja.web.purchases import calendar, words

from . import lists
from .access import BuyerDesk, buyer_page, frame
from .buyers import missing_notice
from .delegation import lent_notice

_MOST = 30
_MOST_NOTICES = 3


@buyer_page(Duty.SEE_PURCHASES)
def desk(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    context = frame(desk, "buying:desk", title="Meja pembelian")
    context["lead"] = ", ".join(role.label for role in desk.office.roles)
    context["notice"] = [lent_notice(desk), *_without_buyer(desk)]
    parts = []
    if desk.office.may(*BUYERS):
        waiting = _waits(desk)
        parts += [_mine(desk, waiting), _others(desk)]
    else:
        parts += [_states(desk), _late(desk)]
    context["parts"] = parts
    return render(request, "buyer/desk.html", context)


def _without_buyer(desk: BuyerDesk) -> list[Notice]:
    """For PA and KPA: negotiations that wait for a Pejabat Pengadaan whom their unit has no more."""
    if not desk.office.may(Duty.NAME_BUYER):
        return []
    found = whose.without_buyer(desk.government, desk.units(Duty.NAME_BUYER))
    return [missing_notice(desk, order) for order in found[:_MOST_NOTICES]]


@buyer_page(Duty.SEE_PURCHASES)
def terms(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`tenggat.ics`: the terms of what waits for this officer."""
    dues = [
        calendar.Due(one.key, _summary(one), one.due_at, request.build_absolute_uri(_address(desk, one)))
        for one in _waits(desk)
        if one.due_at is not None
    ]
    return calendar.answer(dues, name=f"Tenggat pembelian {desk.government.name}")


def _waits(desk: BuyerDesk) -> list[Waiting]:
    """What waits for this officer, and the carts that he has begun."""
    drafts = desk.packages.filter(state=PackageState.DRAFT.value, created_by_id=desk.actor.user_id).order_by("-pk")
    mine = [Waiting("Lengkapi keranjang", None, package=one) for one in drafts[:_MOST]]
    return [*desks.waits_for_officer(desk.actor, desk.government), *mine]


def _summary(one: Waiting) -> str:
    return f"{one.what}: {one.order.title if one.order else one.package.title if one.package else ''}"


def _address(desk: BuyerDesk, one: Waiting) -> str:
    if one.payment is not None:
        return desk.url("buying:payment", one.payment.pk)
    if one.order is not None:
        return desk.url(f"buying:{one.page}", one.order.code)
    return desk.url("buying:package", one.package.pk) if one.package is not None else desk.url("buying:desk")


def _mine(desk: BuyerDesk, waiting: list[Waiting]) -> Part:
    table = Table(
        key="menunggu-saya",
        caption="Pekerjaan yang menunggu",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="apa", label="Pekerjaan"),
            Column(key="tentang", label="Tentang"),
            Column(key="pihak", label="Penyedia"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[_waiting_row(desk, one) for one in waiting],
        empty=_nothing(desk),
    )
    about = ""
    if any(one.due_at for one in waiting):
        about = "Tenggat dihitung dalam hari kerja."
    items: list[Table | Notice] = [table]
    if any(one.due_at for one in waiting):
        items.append(
            Notice(
                title="Tenggat di kalender Anda",
                action=Link(label="Unduh tenggat.ics", href=desk.url("buying:terms")),
            )
        )
    return Part(key="menunggu", title="Menunggu Anda", about=about, items=items)


def _nothing(desk: BuyerDesk) -> EmptyState:
    """A desk on which nothing waits. Whoever determines orders is told from which value on one comes to him: by the
    nation's own value hardly ever one does."""
    title, soon = "Tidak ada yang menunggu Anda.", "Yang baru datang di sini dan di kotak pesan."
    if not desk.office.may(Duty.DETERMINE_PURCHASE):
        action = Link(label="Semua pesanan", href=desk.url("buying:orders"))
        return EmptyState(title=title, text=soon, action=action)
    above = institutions.parameter("beli.penetapan.di_atas", government_id=desk.government.pk, on=clock.today())
    told = f"Yang datang untuk Anda tetapkan: pesanan di atas {text.rupiah_short(above, trim=True)}."
    return EmptyState(title=title, text=f"{told} Sampai nilai itu {_decides(desk)}. {soon}", action=_figures(desk))


def _decides(desk: BuyerDesk) -> str:
    """Who decides below that value: somebody who acts as PPK himself is told so."""
    acting = desk.office.may(Duty.APPROVE_PURCHASE)
    return "Anda sendiri memeriksanya, selaku PPK" if acting else "PPK yang memutuskan"


def _figures(desk: BuyerDesk) -> Link:
    """The figures of the unit to which this officer's role is bound; else of the whole government."""
    roll_up = institutions.pd_map(desk.government.pk, clock.today())
    tops = {roll_up.get(unit_id, unit_id) for unit_id in desk.office.unit_ids}
    unit = institutions.units(desk.government.pk).filter(pk__in=tops).first()
    if unit is None:
        return Link(label="Angka pemerintah daerah", href=desk.url("leader:overview"))
    return Link(label=f"Angka {shown(unit.name)}", href=desk.url("leader:unit", unit.code))


def _waiting_row(desk: BuyerDesk, one: Waiting) -> Row:
    order, package = one.order, one.package
    title = order.title if order else package.title if package else ""
    return Row(
        href=_address(desk, one),
        cells=[
            one.what,
            Cell(text=title, sub=order.code if order else "paket"),
            order.firm_name if order else Cell(text="beberapa penyedia", words=True),
            words.until(one.due_at) or Cell(text="tidak ada", words=True),
            _worth(one),
        ],
    )


def _worth(one: Waiting) -> Cell | str:
    if one.payment is not None:
        return text.rupiah(one.payment.gross)
    return text.rupiah(one.order.total) if one.order else Cell(text="lihat paket", words=True)


def _others(desk: BuyerDesk) -> Part:
    """What runs and waits for somebody else: who blocks it, since when, until when."""
    running = desk.orders.filter(state__in=[state.value for state in OPEN]).order_by("due_at", "pk")
    running = desks.with_rounds(running)
    mine = list(running[:_MOST])
    table = Table(
        key="menunggu-lain",
        caption="Berjalan",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="giliran", label="Giliran"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[_running_row(desk, order) for order in mine],
        empty=EmptyState(title="Tidak ada pesanan yang menunggu tanda tangan kedua pihak."),
    )
    return Part(
        key="berjalan",
        title="Belum ditandatangani kedua pihak",
        about="Pagu disisihkan dan stok ditahan untuk pesanan ini.",
        items=[table],
    )


_TURNS = {
    OrderState.REVIEW: "PPK",
    OrderState.DETERMINATION: "PA/KPA",
    OrderState.SIGNING: "PPK",
    OrderState.CONFIRMATION: "penyedia",
}


def _turn(order: Order) -> str:
    return of_ppk(_TURNS.get(OrderState(order.state), ""), Role(order.ppk_role))


def _running_row(desk: BuyerDesk, order: Order) -> Row:
    return Row(
        href=desk.url("buying:order", order.code),
        cells=[
            Cell(text=order.title, sub=order.code),
            order.firm_name,
            Cell(piece=words.order_tag(order)),
            _turn(order) or desks.turn_of(order).label.lower(),
            words.until(order.due_at) or Cell(text="tidak ada", words=True),
            text.rupiah(order.total),
        ],
    )


def _states(desk: BuyerDesk) -> Part:
    """Every state with how many orders and what they are worth, this fiscal year."""
    year = clock.today().year
    sums = desk.orders.filter(year=year).values("state", "ppk_role").annotate(many=Count("*"), worth=Sum("total"))
    by_state: dict[str, list[dict[str, Any]]] = {}
    for row in sums.order_by():
        by_state.setdefault(row["state"], []).append({**row})
    found = [state for state in OrderState if state.value in by_state]
    table = Table(
        key="keadaan",
        caption=f"Pesanan {year} menurut keadaan",
        tight=True,
        columns=[
            Column(key="keadaan", label="Keadaan"),
            Column(key="jumlah", label="Pesanan", numeric=True),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[
            Row(
                href=f"{desk.url('buying:orders')}?keadaan={state.value}",
                cells=[
                    of_ppks(state.label, [Role(row["ppk_role"]) for row in by_state[state.value]]),
                    text.number(sum(row["many"] for row in by_state[state.value])),
                    text.rupiah(sum(row["worth"] for row in by_state[state.value])),
                ],
            )
            for state in found
        ],
        empty=EmptyState(title="Belum ada pesanan tahun ini."),
    )
    return Part(key="keadaan", title="Ikhtisar", items=[table])


def _late(desk: BuyerDesk) -> Part:
    """Orders whose term has run out, the longest first."""
    late = desk.orders.filter(Q(due_at__lt=clock.now()), ended_at__isnull=True).order_by("due_at", "pk")
    return Part(
        key="lewat",
        title="Lewat tenggat",
        items=[
            lists.orders_table(
                desk, list(late[:_MOST]), empty=EmptyState(title="Tidak ada pesanan yang lewat tenggat.")
            )
        ],
    )
