"""`/pesanan/<code>/`: one order from plan to payment, for everybody. An allow-list: what is not named is not shown;
officials by post and unit, never by name, and nothing of a running negotiation."""

from datetime import date, datetime
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderLine, OrderVersion
from belanja.purchasing.selectors.deliveries import deliveries
from belanja.rules.buying.posts import post_of_ppk
from belanja.rules.buying.states import DeliveryState, OrderState, VersionState
from belanja.rules.duties import Role
from belanja.rules.money import ZERO
from belanja.web import context
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, DefinitionList, Event, Notice, Row, Table, Term, Timeline
from belanja.web.public import doors
from belanja.web.purchases import tables, words
from belanja.web.purchases.rules import kept_answers, open_rules

from .signed import signed_orders


@doors.open_page
def order(request: HttpRequest, code: str) -> HttpResponse:
    found = signed_orders().filter(code=code).select_related("package").first()
    if found is None:
        raise Http404
    context.at(request, found.government)
    versions = list(found.versions.order_by("number"))
    lines = list(found.lines.select_related("deliver_to"))
    return render(
        request,
        "pesanan/order.html",
        {
            "title": found.title,
            "code": found.code,
            "trail": doors.trail(found.government, ("Pesanan", reverse("public:signed_orders")), (found.code, "")),
            "state": words.order_tag(found),
            "mode": found.get_mode_display(),
            "notices": _notices(found),
            "terms": DefinitionList(terms=[*tables.order_terms(found), *_officials(found), *_days(found)]),
            "lines": tables.lines_table(found, lines),
            "rules": open_rules(kept_answers(found.answers.all())),
            "reasons": tables.reasons(found.package, public=True),
            "addenda": _addenda(versions),
            "calls": _calls(found),
            "deliveries": _deliveries(found, lines),
            "story": _story(found),
        },
    )


def _notices(found: Order) -> list[Notice]:
    told = []
    if found.is_example:
        told.append(
            Notice(kind="warning", title="Pesanan contoh.", text="Dibuat untuk memperagakan, tidak pernah ada.")
        )
    if OrderState(found.state).cancelled:
        told.append(Notice(title="Pesanan ini dibatalkan.", text="Nilainya tidak dihitung dalam porsi mana pun."))
    return told


def _officials(found: Order) -> list[Term]:
    """By post and unit alone."""
    unit = shown(found.unit.name)
    signer = post_of_ppk(Role(found.ppk_role))
    buyer = signer if found.buyer_id == found.ppk_id else found.buyer_label
    terms = [Term(term="Dibeli oleh", text=words.post_in(buyer, unit))]
    terms.append(Term(term="Ditandatangani oleh", text=f"{signer}, {unit}, dan pemilik usaha"))
    if found.determined_by_id is not None:
        terms.append(Term(term="Ditetapkan oleh", text=f"PA/KPA, {unit}"))
    return terms


def _days(found: Order) -> list[Term]:
    """How long it took: to the hand-over, and from there to the money."""
    terms = []
    if found.signed_at and found.handed_over_at:
        terms.append(Term(term="Sampai serah terima", text=_between(found.signed_at, found.handed_over_at)))
    if found.handed_over_at and found.paid_at:
        terms.append(Term(term="Dari serah terima sampai dibayar", text=_between(found.handed_over_at, found.paid_at)))
    elif found.handed_over_at:
        terms.append(Term(term="Dari serah terima sampai dibayar", text="belum dibayar menurut catatan di sini"))
    return terms


def _between(first: datetime | date, last: datetime | date) -> str:
    days = (text.local_day(last) - text.local_day(first)).days
    return f"{text.count_words(days)} hari" if days else "pada hari yang sama"


def _addenda(versions: list[OrderVersion]) -> Table | None:
    """Addenda that both sides have signed; proposals that came to nothing are no part of the order."""
    found = [one for one in versions if one.number and one.state in {VersionState.IN_FORCE, VersionState.REPLACED}]
    if not found:
        return None
    before = {one.number: one for one in versions}
    return Table(
        key="adendum",
        caption="Daftar adendum",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="adendum", label="Adendum"),
            Column(key="alasan", label="Alasan"),
            Column(key="nilai", label="Nilai sesudahnya", numeric=True),
            Column(key="beda", label="Perubahan", numeric=True),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=f"Adendum {one.number}", sub=text.long_date(one.in_force_at) if one.in_force_at else ""),
                    one.reason,
                    text.rupiah(one.total),
                    _changed(one, before),
                ]
            )
            for one in found
        ],
    )


def _changed(one: OrderVersion, before: dict[int, OrderVersion]) -> Cell:
    earlier = [before[number] for number in range(one.number - 1, -1, -1) if number in before]
    last = next((each for each in earlier if each.in_force_at is not None), None)
    if last is None or last.total == one.total:
        return Cell(text="nilai tetap", words=True)
    change = one.total - last.total
    return Cell(text=("+" if change > 0 else "") + text.rupiah(change))


def _calls(found: Order) -> Table | None:
    """What was called under one price list, by month; a call that was taken back is none."""
    months: dict[date, list[Decimal]] = {}
    for day, total in found.calls.filter(cancelled_at__isnull=True).values_list("wanted_on", "total"):
        months.setdefault(day.replace(day=1), []).append(total)
    if not months:
        return None
    worth = sum((sum(totals) for totals in months.values()), ZERO)
    share = f", {text.percent(worth * 100 / found.cap)} dari batas" if found.cap else ""
    return Table(
        key="panggilan",
        caption="Panggilan menurut bulan",
        show_caption=False,
        tight=True,
        columns=[
            Column(key="bulan", label="Bulan"),
            Column(key="panggilan", label="Panggilan", numeric=True),
            Column(key="nilai", label="Nilai", numeric=True, note="dengan ongkos kirim dan pajak"),
        ],
        rows=[
            Row(cells=[text.capital_first(text.month_year(month)), text.number(len(totals)), text.rupiah(sum(totals))])
            for month, totals in sorted(months.items())
        ],
        total=[f"Seluruhnya{share}", text.number(sum(len(one) for one in months.values())), text.rupiah(worth)],
    )


def _deliveries(found: Order, lines: list[OrderLine]) -> Table | None:
    """Consignments by place and day; who signed for them is not told."""
    places = {line.pk: shown(line.deliver_to.name) for line in lines if line.deliver_to}
    rows = [
        Row(
            cells=[
                f"Kiriman {one.number}",
                shown(one.deliver_to.name)
                if one.deliver_to
                else "; ".join(sorted({places[each.line_id] for each in one.lines.all() if each.line_id in places})),
                text.long_date(one.arrived_on) if one.arrived_on else Cell(text="belum tiba", words=True),
                DeliveryState(one.state).label,
                "; ".join(
                    f"{words.quantity(line.accepted, line.line.unit)} {line.line.name}" for line in one.lines.all()
                )
                if one.state == DeliveryState.INSPECTED
                else Cell(text="belum diperiksa", words=True),
            ]
        )
        for one in deliveries(found.pk)
    ]
    if not rows:
        return None
    return Table(
        key="kiriman",
        caption="Daftar kiriman",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="kiriman", label="Kiriman"),
            Column(key="tempat", label="Tempat"),
            Column(key="tiba", label="Tiba"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="diterima", label="Diterima"),
        ],
        rows=rows,
    )


def _story(found: Order) -> Timeline:
    """The milestones, from the plan to the money: those reached, and those still to come."""
    milestones = (
        ("Dipesan", found.created_at),
        ("Ditandatangani kedua pihak", found.signed_at),
        ("Serah terima selesai", found.handed_over_at),
        ("Dibayar", found.paid_at),
    )
    events = [Event(title="Direncanakan", text=f"Kode RUP {found.plan_code}")]
    for title, moment in milestones:
        if moment is None and OrderState(found.state).cancelled:
            continue
        events.append(
            Event(
                title=title,
                when=text.long_date(text.local_day(moment)) if moment else "",
                state="done" if moment else "later",
            )
        )
    if OrderState(found.state).cancelled and found.ended_at:
        events.append(Event(title="Dibatalkan", when=text.long_date(text.local_day(found.ended_at)), state="now"))
    return Timeline(events=events)
