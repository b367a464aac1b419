"""`/usaha/<firm>/barang/`: a firm's listings by what there is to do, and one press to say that they still hold."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue import listings as cards
from belanja.catalogue.models import ListingStep, Offer, OfferVersion
from belanja.catalogue.selectors import desk as records
from belanja.catalogue.selectors.desk import Group
from belanja.catalogue.services import listings as services
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.rules.listing_steps import RULES, Step
from belanja.rules.listings import ListingState
from belanja.web.officer.lists import page_of, whole_number, with_query
from belanja.web.pieces import Actions, Cell, Column, EmptyState, Link, Row, Table, Tabs
from belanja.web.pieces.forms import Tick

from ..access import FirmDesk, firm_page, frame, refused
from .words import state_words, to_do

FORM = "konfirmasi"


@firm_page(methods=("GET", "HEAD", "POST"))
def listings(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    if request.method == "POST":
        return _confirm(request, desk)
    counts = records.counts_of(desk.firm.pk)
    given = request.GET.get("kelompok", "")
    group = Group(given) if given in set(Group) else None
    if group is None and not given and counts[Group.TO_DO]:
        group = Group.TO_DO
    words = " ".join(request.GET.get("q", "").split())[:80]
    found = records.listings_of(desk.firm.pk, group=group, words=words)
    total = found.count()
    context = frame(desk, "vendor:listings", title="Barang")
    context |= {
        "lead": "Barang dan jasa yang Anda jual, menurut apa yang perlu Anda lakukan.",
        "actions": _actions(desk),
        "groups": _groups(request, counts, group, shown_all=given == "semua"),
        "words": words,
        "group": group.value if group else "semua",
        "table": _table(request, desk, found, total),
        "confirmable": total > 0 and group in (Group.TO_DO, Group.ON_SALE, Group.NOT_SOLD, Group.WAITING, None),
        "visible": text.number(records.to_confirm(desk.firm.pk).count()),
        "parts": [],
    }
    return render(request, "vendor/listings.html", context)


def _actions(desk: FirmDesk) -> Actions:
    links = [Link(label="Tambah barang", href=desk.url("vendor:listing_shelves"))]
    waiting = records.claimable(desk.firm.pk).count()
    if waiting:
        links.append(
            Link(label=f"Ambil {text.number(waiting)} barang dari arsip nasional", href=desk.url("vendor:archive"))
        )
    return Actions(links=links)


def _groups(request: HttpRequest, counts: dict[Group, int], group: Group | None, *, shown_all: bool) -> Tabs:
    links = [
        Link(
            label=one.label,
            href=with_query("", request.GET, kelompok=one.value),
            current=one is group,
            count=counts[one],
        )
        for one in Group
        if counts[one] or one is group or one in (Group.TO_DO, Group.ON_SALE)
    ]
    every = sum(count for one, count in counts.items() if one is not Group.GONE)
    links.append(
        Link(label="Semua", href=with_query("", request.GET, kelompok="semua"), current=group is None, count=every)
    )
    return Tabs(label="Kelompok", links=links)


def _table(request: HttpRequest, desk: FirmDesk, found: Any, total: int) -> Table:
    offers: list[Offer]
    offers, pagination = page_of(found, total, request)
    returned = _returned(offers)
    prices = _prices(offers)
    rows = []
    for offer in offers:
        word, why = state_words(offer)
        rows.append(
            Row(
                href=desk.url("vendor:listing", offer.pk),
                cells=[
                    Cell(text=offer.product.name or "Tanpa nama", sub=f"{offer.number} · {offer.product.etalase.name}"),
                    Cell(text=word, sub=to_do(offer, returned.get(offer.pk)) or why),
                    text.rupiah(prices[offer.pk]) if offer.pk in prices else "belum diisi",
                    _tick(offer),
                ],
            )
        )
    return Table(
        key="barang",
        caption="Barang",
        show_caption=False,
        columns=[
            Column(key="nama", label="Barang"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="harga", label="Harga", numeric=True),
            Column(key="pilih", label="Masih berlaku"),
        ],
        rows=rows,
        level=2,
        stacked=True,
        pagination=pagination,
        empty=EmptyState(
            title="Tidak ada barang di sini.",
            text="Tambahkan barang pertama Anda: satu nama, satu harga, dan ia dapat dilihat hari ini juga.",
            action=Link(label="Tambah barang", href=desk.url("vendor:listing_shelves")),
        ),
    )


def _prices(offers: list[Offer]) -> dict[int, Decimal]:
    """The lowest price in force; of a draft the one it will have."""
    shown = {one.offer_id: one.price for one in cards.listings([one.pk for one in offers]) if one.price is not None}
    ids = [one.pk for one in offers if one.pk not in shown]
    stood = {one.pk: one.version for one in offers}
    for row in OfferVersion.objects.filter(offer_id__in=ids):
        price = Content.from_json(row.content).price if row.number == stood[row.offer_id] else None
        if price is not None:
            shown[row.offer_id] = price
    return shown


def _tick(offer: Offer) -> Cell:
    if ListingState(offer.state) not in RULES[Step.CONFIRM].sources:
        return Cell(text="")
    since = f"dinyatakan {text.long_date(offer.confirmed_on)}" if offer.confirmed_on else "belum dinyatakan"
    return Cell(
        piece=Tick(name="barang", value=str(offer.pk), label="pilih", more=f" {offer.product.name}", form=FORM),
        sub=since,
    )


def _returned(offers: list[Offer]) -> dict[int, tuple[str, str]]:
    """Reason code and note with which each returned listing came back last."""
    ids = [one.pk for one in offers if one.state == ListingState.REVISION.value]
    rows = ListingStep.objects.filter(offer_id__in=ids, step=Step.RETURN.value).order_by("id")
    return {row.offer_id: (row.reason_code, row.note) for row in rows}


def _confirm(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    if request.POST.get("semua"):
        ids = list(records.to_confirm(desk.firm.pk).values_list("pk", flat=True))
    else:
        ids = [number for given in request.POST.getlist("barang") if (number := whole_number(given)) is not None]
    try:
        done = services.confirm(firm_id=desk.firm.pk, offer_ids=ids, actor=desk.actor)
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        if done:
            messages.success(request, f"{text.number(len(done))} barang Anda nyatakan masih berlaku hari ini.")
        else:
            messages.error(request, "Belum ada barang yang dipilih. Centang barangnya, lalu tekan lagi.")
    return HttpResponseRedirect(request.get_full_path())
