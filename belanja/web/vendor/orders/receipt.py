"""`/usaha/<firm>/pesanan/<code>/pengiriman/`: prepare and send, hand over, ask for the money, answer the rating."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Delivery, Order, Rating
from belanja.purchasing.selectors import matching
from belanja.purchasing.selectors.deliveries import open_handover, still_to_replace, still_to_send
from belanja.purchasing.services import deliveries, invoices, ratings
from belanja.rules.buying.states import DeliveryState, OrderKind, OrderState, PaymentPart, Side
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.buyer.receipt import hand_over_acts
from belanja.web.purchases import receipts, words
from belanja.web.purchases.forms import NoteForm, PlainForm
from belanja.web.purchases.receipt_forms import ArriveForm, InvoiceForm, PrepareForm, SendForm
from belanja.web.purchases.receipts import Section
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of
from .received import bills as bill_cards
from .received import card


@firm_page(methods=("GET", "HEAD", "POST"))
def receipt(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: order_of(desk, code),
        acts=lambda request, desk, found: [act for section in _sections(request, desk, found) for act in section.acts],
        show=_show,
        gone=words.gone,
        name="firm.receipt",
        to=desk.url("vendor:receipt", code),
    )


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Pengiriman dan tagihan")
    context |= {
        "outcome": outcome,
        "state": words.order_tag(found),
        "shipment": words.shipment_word(found),
        "progress": receipts.progress(list(found.lines.all())),
        "received": card(found),
        "sections": _sections(request, desk, found),
        "version": found.version,
        "open_act": request.POST.get("do", ""),
    }
    return render(request, "firm_orders/receipt.html", context, status=outcome.status)


def _sections(request: HttpRequest, desk: FirmDesk, found: Order) -> list[Section]:
    running = found.state == OrderState.PROCESS
    consignments, table = receipts.consignments(found)
    _basts, bast_table = receipts.bast(found)
    _bills, bill_table = receipts.bills(found)
    rating = receipts.rating_of(found)
    by: dict[str, Any] = {"actor": desk.actor, "side": Side.FIRM}
    waiting = open_handover(found.pk)
    handing = hand_over_acts(request, found, waiting, side=Side.FIRM, by=by) if running else []
    return [
        Section("kiriman", "Kiriman", [table], _sending(request, desk, found, consignments) if running else []),
        Section("bast", "Serah terima", [bast_table], handing),
        Section(
            "tagihan", "Tagihan", [bill_table, *bill_cards(found)], _billing(request, desk, found) if running else []
        ),
        Section("nilai", "Penilaian", [receipts.rating_terms(rating)], _replying(request, desk, found, rating)),
    ]


def _sending(request: HttpRequest, desk: FirmDesk, found: Order, consignments: list[Delivery]) -> list[Act]:
    lines = list(found.lines.all())
    acts: list[Act] = []
    for one in consignments:
        acts += _consignment(request, desk, one)
    rooms: dict[int | None, dict[int, Decimal]] = {}
    for (line_id, call_id), amount in still_to_send(found).items():
        if amount > 0:
            rooms.setdefault(call_id, {})[line_id] = amount
    calls = {one.pk: one for one in found.calls.all()} if rooms.keys() - {None} else {}
    for call_id, room in rooms.items():
        title = f"Siapkan kiriman panggilan {calls[call_id].number}" if call_id else "Siapkan kiriman"
        form = PrepareForm(kept(request, f"siap-{call_id or 0}"), key=f"siap-{call_id or 0}", lines=lines, room=room)
        acts.append(_prepare(desk, found, f"siap-{call_id or 0}", title, form, call_id=call_id))
    for one in consignments:
        room = {pk: amount for pk, amount in still_to_replace(one).items() if amount > 0}
        if room:
            key = f"ganti-{one.number}"
            form = PrepareForm(kept(request, key), key=key, lines=lines, room=room)
            title = f"Kirim pengganti kiriman {one.number}"
            acts.append(_prepare(desk, found, key, title, form, call_id=one.call_id, replaces_id=one.pk))
    return acts


def _prepare(desk: FirmDesk, found: Order, key: str, title: str, form: PrepareForm, **more: Any) -> Act:
    def run(form: PrepareForm, version: int) -> object:
        told: dict[str, Any] = {**form.rest, **more}
        return deliveries.prepare(order_id=found.pk, version=version, lines=form.quantities, actor=desk.actor, **told)

    return Act(key, title, "Siapkan kiriman", form, run, "Kiriman disiapkan. Kirim bila sudah berangkat.")


def _consignment(request: HttpRequest, desk: FirmDesk, one: Delivery) -> list[Act]:
    send, arrive, drop = (f"{name}-{one.number}" for name in ("antar", "tiba", "bongkar"))
    by: dict[str, Any] = {"delivery_id": one.pk, "actor": desk.actor}
    if one.state == DeliveryState.PREPARED:
        return [
            Act(send, f"Kiriman {one.number} berangkat", "Kirim", SendForm(kept(request, send), key=send),
                lambda form, version: deliveries.send(version=version, **form.cleaned_data, **by),
                "Kiriman berangkat."),
            Act(drop, f"Batalkan kiriman {one.number}", "Batalkan kiriman", PlainForm(kept(request, drop)),
                lambda _form, version: deliveries.discard(version=version, **by), "Kiriman dibatalkan.", quiet=True),
        ]  # fmt: skip
    if one.state == DeliveryState.SENT:
        return [
            Act(arrive, f"Kiriman {one.number} sudah tiba", "Catat tiba",
                ArriveForm(kept(request, arrive), key=arrive, by_firm=True),
                lambda form, version: deliveries.arrive(version=version, by_firm=True, **form.cleaned_data, **by),
                "Tanggal tiba dicatat; pembeli diberi tahu.", quiet=True)
        ]  # fmt: skip
    return []


def _billing(request: HttpRequest, desk: FirmDesk, found: Order) -> list[Act]:
    claim, parts = matching.whole_claim(found), _parts(found)
    asks = any(quantity for quantity, _amount in claim.values())
    if not asks and not {PaymentPart.ADVANCE, PaymentPart.RETENTION} & set(parts):
        return []
    form = InvoiceForm(
        kept(request, "tagih"),
        key="tagih",
        lines=list(found.lines.all()),
        claim=claim,
        parts=parts,
        call_off=found.kind == OrderKind.CALL_OFF,
    )

    def run(form: InvoiceForm, _version: int) -> object:
        told = form.cleaned_data
        part = PaymentPart(told["part"])
        of_lines = matching.needs_lines(part)
        asked = {pk: (amount, Decimal(0)) for pk, amount in form.quantities.items()}
        worth = {one.line.pk: (one.quantity, one.worth) for one in matching.matched(found, asked) if one.quantity}
        return invoices.receive(
            order_id=found.pk,
            number=told["number"],
            day=told["day"],
            part=part,
            actor=desk.actor,
            lines=worth if of_lines else None,
            amount=None if of_lines else told.get("amount"),
            tax_invoice=told["tax_invoice"],
            month=told.get("month"),
        )

    about = "Ditagih menurut harga kontrak, paling banyak yang sudah diserahterimakan dan belum ditagih."
    return [Act("tagih", "Kirim tagihan", "Kirim tagihan", form, run, "Tagihan masuk ke bendahara.", about)]


def _parts(found: Order) -> list[PaymentPart]:
    parts = [PaymentPart.FINAL, PaymentPart.INSTALMENT]
    if found.advance:
        parts.append(PaymentPart.ADVANCE)
    if found.retention_percent:
        parts.append(PaymentPart.RETENTION)
    return parts


def _replying(request: HttpRequest, desk: FirmDesk, found: Order, rating: Rating | None) -> list[Act]:
    if rating is None or rating.unrated or rating.reply:
        return []
    form = NoteForm(kept(request, "tanggapi"), key="tanggapi", label="Tanggapan")
    return [
        Act("tanggapi", "Tanggapi penilaian", "Kirim tanggapan", form,
            lambda form, _version: ratings.reply(order_id=found.pk, text=form.note, actor=desk.actor),
            "Tanggapan disimpan di samping penilaian.", quiet=True)
    ]  # fmt: skip
