"""`/beli/<gov>/pesanan/<code>/penerimaan/`: consignments and their inspection, BAST, bills and payments, the rating."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Delivery, Handover, Order
from belanja.purchasing.selectors import ratings as rated
from belanja.purchasing.selectors.deliveries import accepted, handed_over
from belanja.purchasing.services import deliveries, handovers, payments, ratings
from belanja.rules.buying.states import DeliveryState, OrderKind, OrderState, Side
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.purchases import receipts, words
from belanja.web.purchases.forms import NoteForm, PlainForm
from belanja.web.purchases.receipt_forms import ArriveForm, HandoverForm, InspectForm, RateForm
from belanja.web.purchases.receipts import Section

from .access import BuyerDesk, buyer_page, frame

_PARTS = (Duty.RECEIVE_GOODS, Duty.ACCEPT_GOODS, Duty.RATE_FIRM)


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def receipt(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.order(code),
        acts=lambda request, desk, found: [act for section in _sections(request, desk, found) for act in section.acts],
        show=_show,
        gone=words.gone,
        name="buying.receipt",
        to=desk.url("buying:receipt", code),
        open_to=lambda desk, found: any(desk.may(duty, found.unit_id) for duty in _PARTS),
    )


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Penerimaan dan pembayaran")
    context |= {
        "lead": f"{found.title} · {found.firm_name}",
        "outcome": outcome,
        "state": words.order_tag(found),
        "shipment": words.shipment_word(found),
        "progress": receipts.progress(list(found.lines.all())),
        "sections": _sections(request, desk, found),
        "version": found.version,
        "open_act": request.POST.get("do", ""),
    }
    return render(request, "buyer/receipt.html", context, status=outcome.status)


def _sections(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Section]:
    running = found.state == OrderState.PROCESS
    consignments, table = receipts.consignments(found)
    basts, bast_table = receipts.bast(found)
    _bills, bill_table = receipts.bills(found)
    rating = receipts.rating_of(found)
    return [
        Section("kiriman", "Kiriman dan pemeriksaan", [table], _inspecting(request, desk, found, consignments)),
        Section("bast", "Serah terima", [bast_table], _handing_over(request, desk, found, basts) if running else []),
        Section("tagihan", "Tagihan dan pembayaran", [bill_table], _ending(request, desk, found) if running else []),
        Section("nilai", "Penilaian penyedia", [receipts.rating_terms(rating)], _rating(request, desk, found)),
    ]


def _inspecting(request: HttpRequest, desk: BuyerDesk, found: Order, consignments: list[Delivery]) -> list[Act]:
    if not desk.may(Duty.RECEIVE_GOODS, found.unit_id) or found.state != OrderState.PROCESS:
        return []
    acts = []
    for one in consignments:
        if one.state == DeliveryState.ARRIVED:
            acts.append(_inspect(request, desk, one))
        if one.state == DeliveryState.SENT:
            acts.append(_arrive(request, desk, one))
    return acts


def _inspect(request: HttpRequest, desk: BuyerDesk, one: Delivery) -> Act:
    key = f"periksa-{one.number}"

    def run(form: InspectForm, version: int) -> object:
        return deliveries.inspect(delivery_id=one.pk, version=version, found=form.found, actor=desk.actor, **form.rest)

    form = InspectForm(kept(request, key), key=key, delivery=one)
    about = "Fungsi, jumlah, dan waktu. Yang ditolak diganti penyedia tanpa biaya."
    return Act(key, f"Periksa kiriman {one.number}", "Simpan pemeriksaan", form, run, "Pemeriksaan disimpan.", about)


def _arrive(request: HttpRequest, desk: BuyerDesk, one: Delivery) -> Act:
    key = f"tiba-{one.number}"

    def run(form: ArriveForm, version: int) -> object:
        return deliveries.arrive(delivery_id=one.pk, version=version, day=form.cleaned_data["day"], actor=desk.actor)

    form = ArriveForm(kept(request, key), key=key, by_firm=False)
    return Act(key, f"Catat tiba kiriman {one.number}", "Catat tiba", form, run, "Tanggal tiba dicatat.")


def _handing_over(request: HttpRequest, desk: BuyerDesk, found: Order, basts: list[Handover]) -> list[Act]:
    if not desk.may(Duty.ACCEPT_GOODS, found.unit_id):
        return []
    waiting = next((one for one in basts if _waits(one)), None)
    return hand_over_acts(request, found, waiting, side=Side.BUYER, by={"actor": desk.actor, "side": Side.BUYER})


def _waits(one: Handover) -> bool:
    return one.refused_at is None and not (one.buyer_signed_at and one.firm_signed_at)


def hand_over_acts(
    request: HttpRequest, found: Order, waiting: Handover | None, *, side: Side, by: dict[str, Any]
) -> list[Act]:
    """Propose a BAST over what was accepted, or sign the one that waits; the same for both sides."""
    if waiting is None:
        if not _anything_to_hand_over(found):
            return []
        form = HandoverForm(kept(request, "bast"), key="bast", call_off=found.kind == OrderKind.CALL_OFF)
        return [
            Act("bast", "Buat berita acara serah terima", "Buat dan tanda tangani", form,
                lambda form, version: handovers.propose(
                    order_id=found.pk, version=version, **form.cleaned_data, **by
                ),
                "BAST dibuat; pihak lain diberi tahu.", "Atas semua yang diterima dan belum diserahterimakan.")
        ]  # fmt: skip
    mine = waiting.buyer_signed_at if side is Side.BUYER else waiting.firm_signed_at
    acts = []
    if not mine:
        acts.append(
            Act("setuju", f"BAST {waiting.number} menunggu Anda", "Tanda tangani BAST",
                PlainForm(kept(request, "setuju")),
                lambda _form, version: handovers.agree(handover_id=waiting.pk, version=version, **by),
                "BAST ditandatangani kedua pihak.",
                "Persetujuan di layar untuk uji coba, bukan tanda tangan tersertifikasi.")
        )  # fmt: skip
    acts.append(
        Act("tolak-bast", f"Tidak setuju dengan BAST {waiting.number}", "Kirim",
            NoteForm(kept(request, "tolak-bast"), key="tolak-bast", label="Sebab"),
            lambda form, version: handovers.refuse(
                handover_id=waiting.pk, version=version, reason=form.note, **by
            ),
            "Keberatan dikirim; yang sudah diterima tetap diterima.", quiet=True)
    )  # fmt: skip
    return acts


def _anything_to_hand_over(found: Order) -> bool:
    taken = handed_over(found)
    return any(amount > (taken[key].quantity if key in taken else 0) for key, amount in accepted(found).items())


def _ending(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    """The PPK ends an order that is paid outside of what is recorded here."""
    if not desk.may(Duty.ACCEPT_GOODS, found.unit_id) or found.handed_over_at is None:
        return []
    form = NoteForm(kept(request, "luar"), key="luar", label="Dibayar di mana")
    return [
        Act("luar", "Selesai, dibayar di luar sistem", "Nyatakan selesai", form,
            lambda form, version: payments.close_outside(
                order_id=found.pk, version=version, note=form.note, actor=desk.actor
            ),
            "Pesanan selesai, dibayar di luar sistem.",
            "Baru dihitung sebagai dibayar bila buktinya dicatat bendahara.", quiet=True)
    ]  # fmt: skip


def _rating(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    if not desk.may(Duty.RATE_FIRM, found.unit_id) or not rated.awaited(found):
        return []
    form = RateForm(kept(request, "nilai"), key="nilai")
    return [
        Act("nilai", "Nilai penyedia", "Simpan penilaian", form,
            lambda form, _version: ratings.rate(
                order_id=found.pk, marks=form.marks, note=form.cleaned_data["note"], actor=desk.actor
            ),
            "Penilaian disimpan; penyedia dapat menanggapi.", "Peraturan LKPP 4/2021: empat aspek.")
    ]  # fmt: skip
