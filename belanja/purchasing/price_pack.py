"""The price evidence of an order as plain data: like-for-like offers of this minute with their statistics, standards
and outside prices beside them, the firm's own price curve, what was paid before, and how the price was negotiated.

One basis for all that is counted: rupiah a base unit, delivered to the place, with freight and tax. Outside prices and
standards are told on their own basis and never counted. Nobody is named; firms stand by their offers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import PriceRow
from belanja.catalogue.selectors import references
from belanja.foundation import clock
from belanja.rules.buying.policy import Alternative, Book
from belanja.rules.buying.price_evidence import Aside, Price, finding, gather
from belanja.rules.listings import Freight
from belanja.rules.reference_prices import beside as beside_standard

from .alternatives import Market, market_of, per_base_unit
from .models import Order, OrderLine, RoundLine
from .policy_case import pieces_of
from .pricing import rows_of

#: Grows when the shape of the pack changes.
SHAPE = 1
BASIS = "rupiah per satuan dasar sampai di tempat, dengan ongkos kirim dan pajak"
#: Former purchases of each product that are told, the latest first.
MOST_PAID = 10


def pack_of(order: Order, book: Book, lines: Sequence[OrderLine], market: Market | None = None) -> dict[str, Any]:
    """The pack of an order with these lines (`lines_of`) at this minute: amounts as text, moments ISO. `market`: what
    is beside its lines, where the step has asked that already. About ten queries whatever its lines."""
    market = market or market_of(pieces_of(lines), order.government_id, book)
    curves = rows_of(one.offer_id for one in lines)
    paid = _paid(order, lines)
    return {
        "shape": SHAPE,
        "order": order.code,
        "at": clock.now().isoformat(),
        "basis": BASIS,
        "lines": [
            _line(one, order, market.like.get(one.pk, ()), book)
            | {
                "curve": [_price_row(row) for row in _until_today(curves.get(one.offer_id, ()))],
                "paid": paid.get(one.product_id, []),
                **_beside(one, market.beside.get(one.product_id)),
            }
            for one in lines
        ],
        "trail": _trail(order),
    }


def _line(line: OrderLine, order: Order, like: Sequence[Alternative], book: Book) -> dict[str, Any]:
    """The line with the statistics of its like offers; without a pack size nothing can be compared."""
    product = line.offer.product
    told = {
        "position": line.position,
        "name": line.name,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "base_unit": product.base_unit,
        "unit_price": str(line.unit_price),
        "listed_price": str(line.listed_price),
    }
    own = per_base_unit(line.total, line.quantity * product.pack_size) if product.pack_size else None
    if own is None:
        return told | {"n": 0, "finding": "isi satuannya belum diketahui, harganya tidak dapat dibandingkan"}
    prices, aside = _parted(like, order)
    found = gather(prices, own=own, book=book, excluded=aside)
    evidence: dict[str, Any] = found.as_json()
    statistics = evidence.pop("statistics") or {}
    return {**told, **evidence, **statistics, "n": len(found.counted), "finding": finding(found)}


def _parted(like: Iterable[Alternative], order: Order) -> tuple[list[Price], list[Aside]]:
    """Offers that can be compared, and the others with the reason why not."""
    prices, aside = [], []
    for one in like:
        price = Price(one.offer, one.landed_price or Decimal(0))
        if one.firm == str(order.firm_id):
            aside.append(Aside(price, "penawaran lain dari penyedia yang sama"))
        elif not one.in_region:
            aside.append(Aside(price, "tidak dikirim ke tempat ini"))
        elif one.landed_price is None:
            aside.append(Aside(price, "harga sampai di tempat belum dapat dihitung"))
        else:
            prices.append(price)
    return prices, aside


def _price_row(row: PriceRow) -> dict[str, Any]:
    return {
        "from": row.valid_from.isoformat(),
        "to": row.ended_on.isoformat() if row.ended_on else None,
        "region": row.region_id,
        "least_quantity": str(row.least_quantity),
        "amount": str(row.amount),
        "tax_basis": row.tax_basis,
    }


def _until_today(rows: Sequence[PriceRow]) -> list[PriceRow]:
    """Prices that have begun, by their days: one that is to begin later is no evidence of this minute."""
    return sorted((row for row in rows if row.valid_from <= clock.today()), key=_since)


def _since(row: PriceRow) -> tuple[str, int]:
    return row.valid_from.isoformat(), row.pk


def _paid(order: Order, lines: Sequence[OrderLine]) -> Mapping[int, list[dict[str, Any]]]:
    """What was paid for these products before: price without tax a sold unit, by whom, when. One query."""
    rows = (
        OrderLine.objects.filter(
            product__in={one.product_id for one in lines},
            order__government=order.government_id,
            order__signed_at__isnull=False,
        )
        .exclude(order=order)
        .select_related("order__unit")
        .order_by("-order__signed_at", "-pk")
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows[: MOST_PAID * len(lines) * 5]:
        if len(found[row.product_id]) < MOST_PAID and row.order.signed_at is not None:
            found[row.product_id].append(
                {
                    "order": row.order.code,
                    "on": clock.wib(row.order.signed_at).date().isoformat(),
                    "unit": row.order.unit.name,
                    "quantity": str(row.quantity),
                    "unit_price": str(row.unit_price),
                }
            )
    return found


def _beside(line: OrderLine, beside: references.Beside | None) -> dict[str, Any]:
    """Standards of the region with how far the agreed price is above each, and prices seen outside; never counted."""
    product = line.offer.product
    freighted = line.offer.freight_rule == Freight.INCLUDED
    standards = []
    for view in beside.references if beside else ():
        stands = beside_standard(
            view.standard,
            per_base=per_base_unit(line.unit_price, product.pack_size),
            freighted=freighted,
            unit=line.unit,
            base_unit=product.base_unit,
            pack_size=product.pack_size,
        )
        standards.append(
            {
                "kind": view.standard.kind.value,
                "name": view.name,
                "amount": str(view.standard.amount),
                "unit": view.unit_written,
                "year": view.year,
                "decree": view.decree,
                "above": None if stands.percent is None else str(stands.percent),
                "why_not": stands.why_not,
            }
        )
    outside = [
        {
            "shop": one.shop,
            "place": one.place,
            "on": one.seen_on.isoformat(),
            "amount": str(one.amount),
            "unit": one.unit,
        }
        for one in (beside.outside if beside else ())
    ]
    return {"standards": standards, "outside": outside}


def _trail(order: Order) -> list[dict[str, Any]]:
    """Every round of the negotiation, as both sides saw it."""
    said: dict[int, list[RoundLine]] = defaultdict(list)
    for one in RoundLine.objects.filter(round__order=order).select_related("line").order_by("line__position"):
        said[one.round_id].append(one)
    return [
        {
            "number": one.number,
            "side": one.side,
            "state": one.state,
            "at": one.at.isoformat(),
            "total": str(one.total),
            "lines": [
                {
                    "position": line.line.position,
                    "unit_price": str(line.unit_price),
                    "quantity": str(line.quantity),
                    "freight": str(line.freight),
                }
                for line in said[one.pk]
            ],
        }
        for one in order.rounds.all()
    ]
