"""`/beli/<gov>/pesanan/<code>/jaminan/`: guarantees of an order: written down with their scan, given back, claimed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Guarantee, Order
from belanja.purchasing.selectors import guarantees as selectors
from belanja.purchasing.services import guarantees
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept, kept_files
from belanja.web.purchases import guarantees as shown
from belanja.web.purchases import words
from belanja.web.purchases.guarantee_forms import ClaimForm, DayForm, GuaranteeForm

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def page(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.order(code),
        acts=_acts,
        show=_show,
        gone=words.gone,
        name="buying.guarantees",
        to=desk.url("buying:guarantees", code),
        open_to=lambda desk, found: desk.may(Duty.ACCEPT_GOODS, found.unit_id),
    )


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Jaminan")
    context |= {
        "lead": f"{found.title} · {found.firm_name}",
        "outcome": outcome,
        "guarantees": shown.pieces(
            found,
            list(selectors.guarantees(found.pk)),
            lambda one: desk.url("buying:guarantee_scan", found.code, one.pk),
        ),
        "acts": _acts(request, desk, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
    }
    return render(request, "buyer/guarantees.html", context, status=outcome.status)


def _acts(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    """What the PPK may do now; the services ask again."""
    if not desk.may(Duty.ACCEPT_GOODS, found.unit_id) or found.signed_at is None:
        return []
    held = [one for one in selectors.guarantees(found.pk) if one.returned_on is None and one.claimed_on is None]
    ends = [act for one in held for act in (_give_back(request, desk, one), _claim(request, desk, one))]
    return ends if OrderState(found.state).cancelled else [_record(request, desk, found, quiet=bool(held)), *ends]


def _record(request: HttpRequest, desk: BuyerDesk, found: Order, *, quiet: bool) -> Act:
    def run(form: GuaranteeForm, _version: int) -> object:
        guarantees.record(order_id=found.pk, told=form.told, scan=form.scan, actor=desk.actor)
        return None

    form = GuaranteeForm(kept(request, "jaminan"), kept_files(request, "jaminan"), key="jaminan")
    return Act("jaminan", "Catat jaminan", "Catat jaminan", form, run, "Jaminan dicatat.", quiet=quiet)


def _give_back(request: HttpRequest, desk: BuyerDesk, one: Guarantee) -> Act:
    key = f"kembali-{one.pk}"

    def run(form: DayForm, _version: int) -> object:
        guarantees.give_back(guarantee_id=one.pk, day=form.cleaned_data["day"], actor=desk.actor)
        return None

    return Act(
        key, f"Kembalikan {_named(one)}", "Catat dikembalikan", DayForm(kept(request, key), key=key), run,
        "Jaminan dicatat dikembalikan.", f"{one.issuer}, {text.rupiah(one.amount)}.", quiet=True,
    )  # fmt: skip


def _claim(request: HttpRequest, desk: BuyerDesk, one: Guarantee) -> Act:
    key = f"cair-{one.pk}"

    def run(form: ClaimForm, _version: int) -> object:
        told = form.cleaned_data
        guarantees.claim(guarantee_id=one.pk, day=told["day"], reason=told["note"], actor=desk.actor)
        return None

    return Act(
        key, f"Cairkan {_named(one)}", "Catat dicairkan", ClaimForm(kept(request, key), key=key), run,
        "Jaminan dicatat dicairkan.", f"{one.issuer}, {text.rupiah(one.amount)}. Penyedia diberi tahu.", quiet=True,
    )  # fmt: skip


def _named(one: Guarantee) -> str:
    return f"{one.get_kind_display().lower()} {one.number}"


@buyer_page(Duty.SEE_PURCHASES)
def scan(request: HttpRequest, desk: BuyerDesk, code: str, guarantee_id: int) -> HttpResponse:
    """`jaminan/<id>/berkas`: the scan as it was sent."""
    return shown.scan_of(desk.order(code), guarantee_id)
