"""Whether a firm is PKP, put right for an order of which the treasurer's step had found the wrong answer.

The firm has its statement put right first, a verifier confirms it: that is what is asked here again, for the very day.
As long as nothing was paid by the wrong answer the treasurer alone puts it right; else another officer confirms it,
with what shows that the money followed. The bill, its BAST and the register's rows stay as they are; of a payment only
its taxes and what is set aside change, so that its parts still add up to it.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.buying.states import FINISHED, CorrectionState, MoneyStep, PaymentPart, PaymentState, Side
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.tax_facts import TaxFacts
from belanja.vendors import licences

from .. import ledgers
from ..models import Order, Payment, TaxCorrection
from ..selectors.deliveries import received_amounts
from ..taxes import without_reserve
from . import base, payments, tax_reserve
from . import payment_sums as sums
from .invoices import BILLED
from .settlements import settlement

_SOURCE = "UU PPN Pasal 3A jo UU 7/2021; UU 1/2004 Pasal 18"
#: Letters of a reason.
_SHORTEST = 10


@dataclass(frozen=True)
class Followed:
    """What shows that the money followed: number and day of what was paid after, deposited or returned."""

    number: str = ""
    day: date | None = None


@transaction.atomic
def propose(*, order_id: int, version: int | None, reason: str, followed: Followed, actor: Actor) -> TaxCorrection:
    """The treasurer puts right what was found of the firm; it holds at once where nothing was paid by it.

    Raises RuleBroken 403/404, 409 for an order of which nothing was found, whose firm is confirmed as it was found, of
    which a proposal waits, or whose plan line has too little left for PPN; 422 without words or without the proof.
    """
    order = base.locked(order_id)
    payments.treasurer(actor, order)
    base.still(order, version)
    base.be(order, *BILLED, told="Status pajak dibetulkan pada pesanan yang sudah ditandatangani kedua pihak.")
    if order.tax_corrections.filter(state=CorrectionState.PROPOSED).exists():
        raise RuleBroken("correction_waits", "Usul pembetulan sebelumnya masih menunggu pejabat lain.", status=409)
    facts = _truth(order)
    if len(reason.strip()) < _SHORTEST:
        raise RuleBroken("reason_missing", "Tulis apa yang keliru, paling sedikit 10 huruf.")
    was_paid = any(PaymentState(one.state).paid for one in concerned(order))
    if was_paid:
        _check(order, followed)
    made = TaxCorrection.objects.create(
        order=order,
        state=CorrectionState.PROPOSED,
        registered=bool(facts.registered),
        reason=reason.strip()[:4000],
        paid=was_paid,
        proof=" ".join(followed.number.split())[:160] if was_paid else "",
        proof_on=followed.day if was_paid else None,
        proposed_at=clock.now(),
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.label,
    )
    if not was_paid:
        return _apply(order, made, facts, actor, note=made.reason)
    base.step(order, MoneyStep.PROPOSE_TAX_STATUS, actor=actor, side=Side.BUYER, note=made.reason, correction=made.pk)
    told = "bendahara mengusulkan pembetulan status pajak penyedia; periksa dan sahkan."
    base.tell_officers(order, told, actor, roles=tuple(sorted(DUTIES[Duty.CONFIRM_TAX_STATUS])))
    return made


@transaction.atomic
def confirm(*, correction_id: int, actor: Actor) -> TaxCorrection:
    """Another officer confirms it: it holds. Raises RuleBroken 403/404, 409 where it waits no more, the firm is
    confirmed otherwise by now, or the plan line has too little left."""
    made, order = _open(correction_id, actor)
    return _apply(order, made, _truth(order), actor, note=f"{made.reason} Bukti: {made.proof}.")


@transaction.atomic
def refuse(*, correction_id: int, note: str, actor: Actor) -> TaxCorrection:
    """Another officer does not: everything stays. Raises RuleBroken 403/404, 409 where it waits no more, 422 without
    words."""
    made, order = _open(correction_id, actor)
    if len(note.strip()) < _SHORTEST:
        raise RuleBroken("reason_missing", "Tulis mengapa tidak disetujui, paling sedikit 10 huruf.")
    _decide(made, CorrectionState.REFUSED, actor, note=note.strip()[:4000])
    base.step(order, MoneyStep.REFUSE_TAX_STATUS, actor=actor, side=Side.BUYER, note=made.decision_note)
    if made.proposed_by_id is not None:
        told = f"pembetulan status pajak tidak disetujui: {made.decision_note}"
        base.tell_people(order, [made.proposed_by_id], told, actor)
    return made


def concerned(order: Order) -> list[Payment]:
    """The payments whose taxes hang on whether the firm is PKP: what is retained was taxed before."""
    found = order.payments.exclude(state=PaymentState.REFUSED).exclude(part=PaymentPart.RETENTION)
    return list(found.select_related("invoice").order_by("pk"))


def _truth(order: Order) -> TaxFacts:
    """How the firm was taxed on the day it was asked, by what is confirmed now. RuleBroken 409 where nothing was found
    then, or the same is."""
    found, day = order.found_later, order.found_on
    if found is None or day is None:
        told = "Status pajak pesanan ini bukan temuan bendahara, sehingga tidak dibetulkan di sini."
        raise RuleBroken("tax_status_not_found", told, _SOURCE, status=409)
    facts = licences.tax_facts_of([order.firm_id], on=day)[order.firm_id]
    if facts.registered is None or facts.registered == found.registered:
        raise RuleBroken(
            "tax_status_same",
            f"Untuk {text.long_date(day)} yang dikonfirmasi verifikator tetap: {facts.status}. Penyedia menarik yang "
            "keliru dan menyatakan yang benar dahulu; sesudah dikonfirmasi, betulkan di sini.",
            _SOURCE,
            status=409,
        )
    return facts


def _check(order: Order, followed: Followed) -> None:
    signed = clock.wib(order.signed_at).date() if order.signed_at else clock.today()
    if not followed.number.strip() or followed.day is None:
        raise RuleBroken(
            "proof_missing",
            "Uangnya sudah dibayar: isi nomor dan tanggal bukti pembayaran kekurangan, setoran, atau pengembaliannya.",
        )
    if not signed <= followed.day <= clock.today():
        raise RuleBroken("payment_day", "Tanggal bukti antara tanda tangan pesanan dan hari ini.")


def _open(correction_id: int, actor: Actor) -> tuple[TaxCorrection, Order]:
    """A proposal that waits, under the lock of its order, for an officer who may decide it."""
    known = TaxCorrection.objects.filter(pk=correction_id).values_list("order_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "Usul pembetulan ini tidak ditemukan.", status=404)
    order = base.locked(known)
    base.officer(actor, Duty.CONFIRM_TAX_STATUS, order)
    made = TaxCorrection.objects.get(pk=correction_id)
    if made.state != CorrectionState.PROPOSED:
        label = CorrectionState(made.state).label.lower()
        raise RuleBroken("correction_state", f"Usul pembetulan ini sekarang: {label}.", status=409)
    if actor.user_id is not None and actor.user_id == made.proposed_by_id:
        raise RuleBroken("four_eyes", "Yang mengusulkan tidak mengesahkan usulnya sendiri.", status=403)
    return made, order


def _decide(made: TaxCorrection, state: CorrectionState, actor: Actor, *, note: str = "") -> None:
    made.state, made.decision_note, made.decided_at = state, note, clock.now()
    made.decided_by_id, made.decided_by_label = actor.user_id, actor.label
    made.save()


def _apply(order: Order, made: TaxCorrection, facts: TaxFacts, actor: Actor, *, note: str) -> TaxCorrection:
    """Write the right answer into the order beside the wrong one, and let plan line, payments and facts follow."""
    before = order.tax_facts["found_later"]
    now = facts.as_json() | {"on": before["on"], "corrected": clock.today().isoformat()}
    former = [*order.tax_facts.get("found_before", []), before]
    order.tax_facts = {**order.tax_facts, "found_later": now, "found_before": former}
    ledgers.hold_tax_anew(order, actor)
    told = _tax_anew(order, actor)
    _decide(made, CorrectionState.APPLIED, actor)
    base.step(order, MoneyStep.CORRECT_TAX_STATUS, actor=actor, side=Side.BUYER, note=note, correction=made.pk,
              registered=made.registered, payments=told)  # fmt: skip
    _tell_facts(order, actor)
    status = "PKP" if made.registered else "bukan PKP"
    base.tell_firm(order, f"status pajak Anda dibetulkan menjadi {status}; rincian tagihannya diperbarui.", actor)
    base.tell_officers(order, f"status pajak penyedia dibetulkan menjadi {status}.", actor)
    return made


def _tax_anew(order: Order, actor: Actor) -> list[int]:
    """Every payment by the right answer, one after the other, so that together they set aside what the plan line gets
    back. Ids of those whose taxes had been confirmed: they are again, and printed anew."""
    account = settlement(order)
    done: list[int] = []
    confirmed = []
    for payment in concerned(order):
        given = sums.lines_of(payment)
        sums.charge(
            order,
            account,
            payment,
            lambda taxable, payment=payment, given=given: tax_reserve.lines_anew(  # type: ignore[misc]
                order, payment, given, taxable, among=done
            ),
        )
        done.append(payment.pk)
        if payment.taxes_confirmed_at is not None:
            payment.taxes_confirmed_at, payment.taxes_confirmed_by_id = clock.now(), actor.user_id
            confirmed.append(payment.pk)
        payment.save()
    sums.keep(account)
    return confirmed


def _tell_facts(order: Order, actor: Actor) -> None:
    """What was told as paid and completed is told anew, under its own day."""
    amounts = without_reserve(order, received_amounts(order))
    if order.paid_at is not None:
        days = order.payments.filter(paid_on__isnull=False).order_by("-paid_on")
        day = days.values_list("paid_on", flat=True).first() or clock.wib(order.paid_at).date()
        base.reached(order, Stage.PAID, day=day, actor=actor, amounts=amounts)
    else:
        payments.finish(order, settlement(order), actor)
    if order.state in FINISHED and order.ended_at is not None:
        base.reached(order, Stage.COMPLETED, day=clock.wib(order.ended_at).date(), actor=actor, amounts=amounts)
