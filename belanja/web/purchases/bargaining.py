"""The negotiation of an order as both sides see it: every round line by line, prices, and the form of an offer.

Nothing here differs between the sides but whose turn it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderLine, Round, RoundLine
from belanja.purchasing.services.negotiation import Said
from belanja.rules.buying.states import RoundState, Side
from belanja.web.acts import Act
from belanja.web.manager.parameter_forms import day_field
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Figure, Row, Table, Term

from . import evidence, words
from .forms import amount_field, words_field


def rounds_of(order: Order) -> list[Round]:
    """Every round with its lines, oldest first. Three queries."""
    return list(order.rounds.prefetch_related("lines__line").order_by("number"))


def waiting(rounds: Sequence[Round]) -> Round | None:
    """The offer that waits for an answer."""
    return next((one for one in rounds if one.state == RoundState.OPEN), None)


def history(rounds: Sequence[Round]) -> list[Table]:
    """A table for each round, the latest first: what was said of each line, and what became of it."""
    return [_round(one) for one in reversed(rounds)]


def _round(one: Round) -> Table:
    due = f", dijawab sampai {words.until(one.due_at)}" if one.state == RoundState.OPEN and one.due_at else ""
    state = RoundState(one.state).label.lower()
    return Table(
        key=f"putaran-{one.number}",
        caption=f"Putaran {one.number}: {Side(one.side).label.lower()}, {text.date_time(one.at)}, {state}{due}",
        tight=True,
        stacked=True,
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="harga", label="Harga satuan", numeric=True, note="tanpa pajak"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="kirim", label="Ongkos kirim", numeric=True),
            Column(key="tiba", label="Tiba paling lambat"),
        ],
        rows=[_said(line) for line in one.lines.all()],
        total=[
            Cell(text="Seluruhnya dengan pajak", sub=one.message),
            Cell(text=text.rupiah(one.total), label="Nilai"),
            "",
            "",
            "",
        ],
    )


def _said(line: RoundLine) -> Row:
    listed = line.line.listed_price
    cut = (
        f"{text.percent((listed - line.unit_price) * 100 / listed, 1)} di bawah tayang"
        if listed > line.unit_price
        else ""
    )
    return Row(
        cells=[
            line.line.name,
            Cell(text=text.rupiah(line.unit_price), sub=cut),
            words.quantity(line.quantity, line.line.unit),
            text.rupiah(line.freight),
            text.long_date(line.due_on) if line.due_on else Cell(text="seperti pesanan", words=True),
        ]
    )


def no_rounds() -> EmptyState:
    return EmptyState(
        title="Belum ada penawaran.",
        text="Pembeli atau penyedia membuka dengan harga, jumlah, ongkos kirim, dan waktu.",
    )


@dataclass(frozen=True)
class BidRow:
    """One line of the form: what is bought, its listed price, and the four fields."""

    name: str
    listed: str
    fields: Sequence[forms.BoundField]


class BidForm(forms.Form):
    """An offer over all lines, with a message."""

    message = words_field("Pesan", "Terlihat oleh kedua pihak dan tercetak dalam berita acara.", required=False, rows=2)

    def __init__(self, data: Any = None, *, key: str, lines: Sequence[OrderLine], latest: Round | None) -> None:
        super().__init__(data, prefix=key)
        self._lines = lines
        said = {one.line_id: one for one in latest.lines.all()} if latest is not None else {}
        for line in lines:
            before = said.get(line.pk)
            self.fields |= self._fields(line, before)
        self.order_fields([*(name for name in self.fields if name != "message"), "message"])

    @staticmethod
    def _fields(line: OrderLine, before: RoundLine | None) -> dict[str, forms.Field]:
        last = before or line
        return {
            f"unit_price-{line.pk}": amount_field(f"Harga satuan {line.name}", last.unit_price, least=Decimal("0.01")),
            f"quantity-{line.pk}": amount_field(f"Jumlah {line.name}", last.quantity, least=Decimal("0.01")),
            f"freight-{line.pk}": amount_field(f"Ongkos kirim {line.name}", last.freight, least=Decimal(0)),
            f"due_on-{line.pk}": day_field(f"Tiba {line.name}", required=False, initial=last.due_on),
        }

    @property
    def rows(self) -> list[BidRow]:
        return [
            BidRow(
                line.name,
                f"tayang {text.rupiah(line.listed_price)}",
                [self[f"{name}-{line.pk}"] for name in ("unit_price", "quantity", "freight", "due_on")],
            )
            for line in self._lines
        ]

    @property
    def said(self) -> list[Said]:
        told = self.cleaned_data
        return [
            Said(
                line_id=line.pk,
                unit_price=told[f"unit_price-{line.pk}"],
                quantity=told[f"quantity-{line.pk}"],
                freight=told[f"freight-{line.pk}"],
                due_on=told[f"due_on-{line.pk}"],
            )
            for line in self._lines
        ]


def context(request: HttpRequest, order: Order, acts: Sequence[Act]) -> dict[str, Any]:
    """What the page of a negotiation shows to either side. `acts`: what this side may do now."""
    lines, rounds = list(order.lines.select_related("product")), rounds_of(order)
    return {
        "state": words.order_tag(order),
        "due": words.term(order),
        "version": order.version,
        "open_act": request.POST.get("do", ""),
        "bid": next((act for act in acts if act.key == "tawar"), None),
        "agreed": bool(rounds) and rounds[-1].state == RoundState.ACCEPTED,
        "acts": [act for act in acts if act.key != "tawar"],
        "rounds": history(rounds),
        "no_rounds": no_rounds(),
        "prices": evidence.paid_before(order, lines),
        "evidence": evidence.beside(order),
    }


def minutes_context(order: Order) -> dict[str, Any]:
    """What the printed course of a negotiation shows: listed and agreed prices, what was saved, every round."""
    lines = list(order.lines.all())
    listed = sum((line.listed_price * line.quantity for line in lines), Decimal(0))
    agreed = sum((line.unit_price * line.quantity for line in lines), Decimal(0))
    return {
        "lead": f"{order.title} · pesanan {order.code}",
        "figures": [
            Figure(label="Harga tayang", value=text.rupiah(listed), level=2),
            Figure(label="Harga pesanan sekarang", value=text.rupiah(agreed), level=2),
            Figure(label="Lebih hemat", value=text.rupiah(listed - agreed), level=2),
        ],
        "rounds": history(rounds_of(order)),
        "parties": DefinitionList(
            terms=[
                Term(term="Pembeli", text=words.post_in(order.buyer_label, shown(order.unit.name))),
                Term(term="Penyedia", text=order.firm_name),
                Term(term="Kode RUP", text=order.plan_code),
            ]
        ),
    }
