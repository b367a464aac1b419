"""Calls under one agreed price list, as both sides see them: how much of the cap is used, what was called by month."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.purchasing.models import CallOff, Order, OrderLine
from belanja.purchasing.services import call_offs
from belanja.rules.buying.states import DeliveryState, OrderKind, OrderState, PaymentState, Side
from belanja.rules.buying.steps import Step
from belanja.rules.money import ZERO
from belanja.web.acts import Act, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.pieces import Cell, Column, EmptyState, Figure, Row, Standing, StatusTag, Table

from . import words
from .forms import NoteForm, PlainForm


class CallForm(forms.Form):
    """What is wanted on a day; lines left empty are not called."""

    wanted_on = day_field("Untuk tanggal")
    address = forms.CharField(label="Alamat", required=False, max_length=300)
    note = forms.CharField(label="Catatan untuk penyedia", required=False, max_length=300)

    def __init__(self, data: Any = None, *, lines: Sequence[OrderLine]) -> None:
        super().__init__(data, prefix=Step.CALL)
        self._lines = lines
        for line in lines:
            self.fields[f"quantity-{line.pk}"] = forms.DecimalField(
                label=f"{line.name}, {text.rupiah(line.unit_price)} per {words.quantity(Decimal(1), line.unit)[2:]}",
                required=False,
                min_value=0,
                max_digits=14,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "6"}),
                error_messages={"invalid": "Tulis angka saja, misalnya 40."},
            )
        self.order_fields([*(f"quantity-{line.pk}" for line in lines), "wanted_on", "address", "note"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self._told(told):
            self.add_error(None, "Isi jumlah paling sedikit pada satu barang.")
        return told

    def _told(self, values: dict[str, Any]) -> dict[int, Decimal]:
        found = {line.pk: values.get(f"quantity-{line.pk}") for line in self._lines}
        return {pk: value for pk, value in found.items() if value}

    @property
    def quantities(self) -> dict[int, Decimal]:
        """By line, of those that are called."""
        return self._told(self.cleaned_data)


def called(order: Order) -> Order:
    """An order under which one calls. Raises Http404 for any other."""
    if order.kind != OrderKind.CALL_OFF:
        raise Http404
    return order


def calls_of(order: Order) -> list[CallOff]:
    """Every call with its lines, the latest first. Four queries."""
    return list(order.calls.prefetch_related("lines__line", "deliveries").order_by("-wanted_on", "-number"))


def acts(
    request: HttpRequest, order: Order, calls: Sequence[CallOff], *, side: Side, actor: Actor, takes_part: bool
) -> list[Act]:
    """Call, where the buyer sits; answer what waits, where the firm does; take back what was not delivered."""
    if not takes_part or order.state != OrderState.PROCESS:
        return []
    by: dict[str, Any] = {"order_id": order.pk, "actor": actor}
    found = [_call(request, order, by)] if side is Side.BUYER else []
    for one in calls:
        if one.cancelled_at is not None:
            continue
        if side is Side.FIRM and one.answered_at is None:
            found.append(_answer(request, one, by))
        if not one.deliveries.all() and (one.answered_at is None or side is Side.BUYER):
            found.append(_cancel(request, one, side, by))
    return found


def _call(request: HttpRequest, order: Order, by: dict[str, Any]) -> Act:
    form = CallForm(kept(request, Step.CALL), lines=list(order.lines.all()))

    def run(form: CallForm, version: int) -> object:
        told = form.cleaned_data
        return call_offs.call(
            version=version,
            quantities=form.quantities,
            wanted_on=told["wanted_on"],
            address=told["address"],
            note=told["note"],
            **by,
        )

    return Act(Step.CALL, "Panggil barang", "Panggil", form, run, "Panggilan dikirim; penyedia diberi tahu.")


def _answer(request: HttpRequest, one: CallOff, by: dict[str, Any]) -> Act:
    key = f"{Step.ANSWER_CALL}-{one.number}"
    return Act(
        key, f"Panggilan {one.number}, {text.long_date(one.wanted_on)}", "Sanggupi", PlainForm(kept(request, key)),
        lambda _form, version: call_offs.answer(version=version, number=one.number, **by), "Panggilan disanggupi.",
        f"{_contents(one)}. Nilainya {text.rupiah(one.total)}.",
    )  # fmt: skip


def _cancel(request: HttpRequest, one: CallOff, side: Side, by: dict[str, Any]) -> Act:
    key = f"{Step.CANCEL_CALL}-{one.number}"
    label = "Batalkan" if side is Side.BUYER else "Tolak"
    return Act(
        key, f"{label} panggilan {one.number}", f"{label} panggilan",
        NoteForm(kept(request, key), key=key, label="Sebab"),
        lambda form, version: call_offs.cancel(version=version, number=one.number, side=side, note=form.note, **by),
        "Panggilan dibatalkan.", quiet=True,
    )  # fmt: skip


def figures(order: Order, calls: Sequence[CallOff]) -> list[Figure]:
    """How much of the cap is used, and how long the price list holds."""
    used = sum((one.total for one in calls if one.cancelled_at is None), Decimal(0))
    cap = order.cap or Decimal(0)
    percent = used * 100 / cap if cap else None
    return [
        Figure(label="Sudah dipanggil", value=text.rupiah(used), remark=f"{text.percent(percent)} dari batas", level=2),
        Figure(label="Batas", value=text.rupiah(cap), remark="dengan ongkos kirim dan pajak", level=2),
        Figure(label="Masih dapat dipanggil", value=text.rupiah(cap - used), level=2),
        Figure(
            label="Berlaku sampai",
            value=text.long_date(order.term_to) if order.term_to else None,
            remark=words.until(order.term_to).partition(", ")[2],
            level=2,
        ),
    ]


#: Year and month.
_MonthKey = tuple[int, int]


def paid_by_month(order: Order) -> dict[_MonthKey, tuple[Decimal, Decimal]]:
    """What was billed for each month, and of it what is paid. One query."""
    found: dict[_MonthKey, tuple[Decimal, Decimal]] = {}
    bills = order.payments.exclude(state=PaymentState.REFUSED).values_list("invoice__month", "gross", "state")
    for month, gross, state in bills:
        if month is None:
            continue  # an advance or what was held back is of no month
        asked, paid = found.get((month.year, month.month), (ZERO, ZERO))
        got = gross if PaymentState(state).paid else ZERO
        found[month.year, month.month] = (asked + gross, paid + got)
    return found


def by_month(calls: Sequence[CallOff], money: Mapping[_MonthKey, tuple[Decimal, Decimal]]) -> list[Table]:
    """Calls of each month with their sum, and what was billed and paid of it (`paid_by_month`); the latest first."""
    months: dict[_MonthKey, list[CallOff]] = {}
    for one in calls:
        months.setdefault((one.wanted_on.year, one.wanted_on.month), []).append(one)
    return [_month(found, money.get(key)) for key, found in sorted(months.items(), reverse=True)]


def _month(calls: Sequence[CallOff], money: tuple[Decimal, Decimal] | None) -> Table:
    day = calls[0].wanted_on
    standing = [one for one in calls if one.cancelled_at is None]
    return Table(
        key=f"bulan-{day:%Y-%m}",
        caption=text.capital_first(text.month_year(day)),
        tight=True,
        stacked=True,
        columns=[
            Column(key="panggilan", label="Panggilan"),
            Column(key="isi", label="Isi"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[_row(one) for one in calls],
        total=["Jumlah bulan ini", "", _money(money), text.rupiah(sum((one.total for one in standing), ZERO))],
    )


def _money(money: tuple[Decimal, Decimal] | None) -> Cell:
    if money is None:
        return Cell(text="belum ditagih", words=True, label="Tagihan")
    asked, paid = money
    return Cell(text=f"ditagih {text.rupiah(asked)}, dibayar {text.rupiah(paid)}", words=True, label="Tagihan")


def _contents(one: CallOff) -> str:
    return "; ".join(f"{words.quantity(line.quantity, line.line.unit)} {line.line.name}" for line in one.lines.all())


def _row(one: CallOff) -> Row:
    return Row(
        cells=[
            Cell(text=f"{one.number}, {text.long_date(one.wanted_on)}", sub=one.address),
            Cell(text=_contents(one), sub=one.note),
            Cell(piece=_state(one), sub=one.cancel_note),
            text.rupiah(one.total),
        ]
    )


def _state(one: CallOff) -> StatusTag:
    if one.cancelled_at is not None:
        return StatusTag(standing=Standing.HELD, word="Dibatalkan")
    if consignments := one.deliveries.all():
        came = all(each.state == DeliveryState.INSPECTED for each in consignments)
        return StatusTag(
            standing=Standing.REACHED if came else Standing.ON_WAY, word="Diperiksa" if came else "Dikirim"
        )
    if one.answered_at is not None:
        return StatusTag(standing=Standing.REACHED, word="Disanggupi")
    late = one.wanted_on < clock.today()
    return StatusTag(standing=Standing.BEHIND if late else Standing.ON_WAY, word="Menunggu jawaban")


def context(request: HttpRequest, order: Order, *, side: Side, actor: Actor, takes_part: bool) -> dict[str, Any]:
    """What the page of calls shows to either side."""
    calls = calls_of(order)
    return {
        "figures": figures(order, calls),
        "months": by_month(calls, paid_by_month(order)),
        "empty": EmptyState(title="Belum ada panggilan.", text="Panggilan dikirim pembeli sesuai kebutuhannya."),
        "acts": acts(request, order, calls, side=side, actor=actor, takes_part=takes_part),
        "version": order.version,
        "open_act": request.POST.get("do", ""),
    }
