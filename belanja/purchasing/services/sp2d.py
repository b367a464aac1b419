"""The register of payment orders: kept row by row, matched with payments by number, firm, amount and account.

The same register may come any number of times. Account numbers become keyed marks here and are kept nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.foundation.marks import private_hash
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.buying.sp2d import RowKind, Share, check_shares
from belanja.rules.buying.states import MoneyStep, PaymentState, PaymentWay, Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.separation import Part

from ..models import Order, Payment, Sp2dRow
from ..selectors import registers
from . import apart, base, payments, tax_reserve

#: Letters of a reason.
_SHORTEST = 10


@dataclass(frozen=True)
class RegisterRow:
    """A row as it was read. `account`: the number itself, which is not kept."""

    number: str
    amount: Decimal
    day: date | None
    firm: str = ""
    account: str = ""
    unit_id: int | None = None
    words: str = ""
    kind: RowKind = RowKind.UNKNOWN


@dataclass(frozen=True)
class Taken:
    """What an upload brought: rows that are new, that were known, and payments that are paid by it."""

    new: int
    known: int
    matched: int


@transaction.atomic
def take_register(
    *, government: Government, year: int, rows: Iterable[RegisterRow], upload: str, actor: Actor
) -> Taken:
    """Keep the rows of a register and match what is beyond doubt. Uploads of one government follow one another, so that
    two of the same register count once. Whoever acts for some units brings rows of those alone.

    Raises RuleBroken 403/404 for a missing duty, 422 for rows of another unit.
    """
    units = reach(actor, government)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.sp2d'), %s)", [government.pk])
    given = list(rows)
    if units is not None and any(row.unit_id not in units for row in given):
        raise RuleBroken("other_units", "Register ini memuat baris unit lain. Unggah register unit Anda saja.")
    before = set(Sp2dRow.objects.filter(government=government, year=year).values_list("number", "amount"))
    made = []
    for row in given:
        key = (row.number, row.amount)
        if key in before:
            continue
        before.add(key)
        made.append(_kept(government, year, row, upload))
    Sp2dRow.objects.bulk_create(made, batch_size=2_000)
    matched = _match_certain(government, units, year, actor)
    journal.append(
        name="purchasing.register_taken",
        actor=actor,
        subject=f"government:{government.pk}",
        government_code=government.code,
        payload={"year": year, "file": upload, "rows": len(given), "new": len(made), "matched": matched},
    )
    return Taken(len(made), len(given) - len(made), matched)


@transaction.atomic
def match(*, row_id: int, payment_id: int, reason: str, actor: Actor, day: date | None = None) -> Payment:
    """A person says that a row is a payment: what is left of the row goes to it, as far as the bill reaches. A reason
    is asked where nothing in it speaks for that.

    Raises RuleBroken 403/404 for a missing duty, 409 where either is matched already, 422 without a reason or a day.
    """
    payment, order = payments.taken(payment_id)
    payments.treasurer(actor, order)
    row = _row(row_id, actor, order.government)
    _free(row, payment)
    tax_reserve.insist(order, payment)
    likely = next(iter(registers.candidates(row, [payment])), None)
    if (likely is None or not likely.likely.certain) and len(reason.strip()) < _SHORTEST:
        raise RuleBroken("match_reason", "Nilai, nomor atau penerimanya berbeda: tulis mengapa ini pembayarannya.")
    _join(order, payment, row, actor, share=min(row.left, payment.payable), day=_day(row, day), reason=reason.strip())
    return payment


@transaction.atomic
def distribute(
    *, row_id: int, shares: Mapping[int, Decimal], reason: str, actor: Actor, day: date | None = None
) -> list[Payment]:
    """One row (of kind GU, or a lump sum) pays several bills: to each payment (by id) its share in rupiah. What is left
    of the row stays among those without a payment. All of it or nothing. A reason is asked where a share is none of
    the sums that a register states of its bill, or the bill is of another unit.

    Raises RuleBroken 403/404 for a missing duty, 409 where a payment is matched already or the row has too little left,
    422 for shares beyond their bills, without a reason or a day.
    """
    if not shares:
        raise RuleBroken("share_amount", "Isi nilai di atas nol untuk sedikitnya satu tagihan.")
    held = payments.all_taken(shares)
    for _payment, order in held:
        payments.treasurer(actor, order)
    row = _row(row_id, actor, held[0][1].government)
    given = [Share(shares[one.pk], one.payable, registers.amounts_of(one)) for one, _order in held]
    for payment, order in held:
        _free(row, payment)
        tax_reserve.insist(order, payment)
        if order.government_id != row.government_id:
            raise RuleBroken("not_found", "Pembayaran ini tidak ditemukan.", status=404)
    check_shares(row.left, given)
    own = all(row.unit_id in (None, order.unit_id) for _payment, order in held)
    if not (own and all(share.stated for share in given)) and len(reason.strip()) < _SHORTEST:
        raise RuleBroken("match_reason", "Ada bagian yang bukan nilai tagihannya, atau unitnya lain: tulis alasannya.")
    # Packages are closed in the order of their ids, whatever orders they hold.
    for payment, order in sorted(held, key=lambda pair: (pair[1].package_id, pair[0].pk)):
        _join(order, payment, row, actor, share=shares[payment.pk], day=_day(row, day), reason=reason.strip())
    return [payment for payment, _order in held]


@transaction.atomic
def unmatch(*, row_id: int, payment_id: int, reason: str, actor: Actor) -> Payment:
    """A row was not that payment after all: both stand again as before, what it told the facts is taken back, and no
    register matches the two by itself any more. Raises RuleBroken 403/404, 409 where they are not matched, 422 without
    words."""
    payment, order = payments.taken(payment_id)
    payments.treasurer(actor, order)
    row = _row(row_id, actor, order.government)
    if payment.row_id != row.pk or payment.row_amount is None:
        raise RuleBroken("not_matched", "Baris ini tidak lagi dicocokkan dengan pembayaran itu.", status=409)
    if len(reason.strip()) < _SHORTEST:
        raise RuleBroken("reason_missing", "Tulis mengapa keduanya tidak cocok, paling sedikit 10 huruf.")
    # What comes back is seen again, also where the rest of the row had been set aside.
    row.used, row.settled_note = row.used - payment.row_amount, ""
    row.save(update_fields=["used", "settled_note"])
    payment.not_rows = [*payment.not_rows, row.pk]
    payments.parted(order, payment, actor, reason=reason.strip()[:4000])
    return payment


@transaction.atomic
def set_aside(*, row_id: int, note: str, actor: Actor) -> Sp2dRow:
    """What is left of a row belongs to no order here (salaries, grants, other purchases), or does after all (empty
    note). Raises RuleBroken 403/404, 409 for a row that is matched."""
    known = Sp2dRow.objects.filter(pk=row_id).select_related("government").first()
    if known is None:
        raise RuleBroken("not_found", "Baris ini tidak ditemukan.", status=404)
    row = _row(row_id, actor, known.government)
    if row.left <= 0:
        raise RuleBroken("row_matched", "Baris ini sudah dicocokkan dengan pembayaran.", status=409)
    row.settled_note = note.strip()[:300]
    row.save(update_fields=["settled_note"])
    journal.append(
        name="purchasing.register_row_set_aside",
        actor=actor,
        subject=f"sp2d_row:{row.pk}",
        government_code=known.government.code,
        payload={"number": row.number, "note": row.settled_note},
    )
    return row


def reach(actor: Actor, government: Government) -> frozenset[int] | None:
    """Units whose register somebody may bring; None: of every unit. Raises RuleBroken 403/404."""
    units = institutions.units_allowed(actor, Duty.IMPORT_SP2D, government)
    if units is None or units:
        return units
    if not institutions.roles_of(actor, government_id=government.pk):
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    raise RuleBroken("duty_missing", "Peran Anda tidak mencakup tindakan ini.", status=403)


def account_mark(number: str) -> str:
    """The mark of an account: its digits, keyed; empty for none."""
    digits = "".join(character for character in number if character.isdigit())
    return private_hash(f"rekening:{digits}") if digits else ""


def _match_certain(government: Government, units: frozenset[int] | None, year: int, actor: Actor) -> int:
    alone = registers.rows_alone(government.pk, units, year=year).filter(used=0, day__isnull=False)
    rows = list(alone)
    waiting = list(registers.payments_alone(government.pk, units))
    done = 0
    for pair in registers.certain(rows, waiting):
        payment, order = payments.taken(pair.payment.pk)
        row = Sp2dRow.objects.select_for_update().get(pk=pair.row.pk)
        if payment.row_id is not None or payment.state == PaymentState.REFUSED or row.used or row.settled_note:
            continue  # somebody was faster
        if tax_reserve.waits(order, payment):
            continue  # the treasurer asks first whether the firm is PKP
        if apart.clash(order, Part.TREASURER, actor) is not None:
            continue  # whoever bought, signed or determined it leaves it to somebody else
        _join(order, payment, row, actor, share=row.amount, day=_day(row, None))
        done += 1
    return done


def _join(
    order: Order, payment: Payment, row: Sp2dRow, actor: Actor, *, share: Decimal, day: date, reason: str = ""
) -> None:
    """A payment takes its share of a row. The caller holds the order and the row, and has asked whether it may."""
    told = f"cocok dengan SP2D {row.number}"
    row.used += share
    row.save(update_fields=["used"])
    payments.remember(payment)
    payment.not_rows = [known for known in payment.not_rows if known != row.pk]
    documented = payment.state == PaymentState.DOCUMENTED
    payment.state, payment.row, payment.row_amount = PaymentState.MATCHED, row, share
    if RowKind(row.kind).of_cash:
        payment.way = PaymentWay.UP
    if documented:
        # It was paid before: the register only confirms it.
        payment.sp2d, payment.paid_on = row.number, day
        payment.save()
        base.step(
            order, MoneyStep.MATCH, actor=actor, side=Side.BUYER, note=reason or told, payment=payment.pk, row=row.pk
        )
        return
    payments.paid(order, payment, actor, number=row.number, day=day, told=f"{told}: {reason}" if reason else told)


def _day(row: Sp2dRow, given: date | None) -> date:
    """When a row was paid. Raises RuleBroken 422 where neither the row nor the person says."""
    day = row.day or given
    if day is None:
        raise RuleBroken("match_day", "Baris ini tidak bertanggal: isi tanggal SP2D-nya.")
    return day


def _free(row: Sp2dRow, payment: Payment) -> None:
    if payment.row_id is not None or payment.state in (PaymentState.REFUSED, PaymentState.MATCHED):
        raise RuleBroken("payment_matched", "Pembayaran ini sudah dicocokkan atau ditolak.", status=409)
    if row.left <= 0:
        raise RuleBroken("row_matched", "Baris SP2D ini sudah habis untuk pembayaran lain.", status=409)


def _row(row_id: int, actor: Actor, government: Government) -> Sp2dRow:
    """A row of the register, held, within the units of the actor. Raises RuleBroken 404."""
    row = Sp2dRow.objects.select_for_update().filter(pk=row_id, government=government).first()
    units = reach(actor, government)
    if row is None or (units is not None and row.unit_id is not None and row.unit_id not in units):
        raise RuleBroken("not_found", "Baris ini tidak ditemukan.", status=404)
    return row


def _kept(government: Government, year: int, row: RegisterRow, upload: str) -> Sp2dRow:
    return Sp2dRow(
        government=government,
        unit_id=row.unit_id,
        year=year,
        number=row.number,
        day=row.day,
        amount=row.amount,
        firm_name=row.firm[:200],
        account_mark=account_mark(row.account),
        words=row.words[:2000],
        kind=row.kind,
        upload=upload,
        at=clock.now(),
    )
