"""Price evidence beside an order: what was paid before for the same product, and the frozen pack of its minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderLine, PriceEvidence
from belanja.rules.measures import word_of
from belanja.web.pieces import Cell, Column, Row, Table
from belanja.web.public.catalogue.cards import amount

#: Of each product so many former purchases are read for the trend.
_MOST = 5


@dataclass(frozen=True)
class Paid:
    """A former purchase of a product: price without tax a sold unit."""

    price: Decimal
    order: OrderLine


def last_paid(product_ids: Sequence[int], *, before: Order | None = None) -> dict[int, list[OrderLine]]:
    """The latest signed purchases of each product, newest first, at most five each. One query."""
    rows = (
        OrderLine.objects.filter(product_id__in=product_ids, order__signed_at__isnull=False)
        .select_related("order", "order__unit")
        .order_by("-order__signed_at", "-pk")
    )
    if before is not None:
        rows = rows.exclude(order_id=before.pk).filter(order__signed_at__lt=before.created_at)
    found: dict[int, list[OrderLine]] = {}
    for row in rows[: 50 * len(product_ids)]:
        mine = found.setdefault(row.product_id, [])
        if len(mine) < _MOST:
            mine.append(row)
    return found


def paid_before(order: Order, lines: Sequence[OrderLine]) -> Table | None:
    """Beside each line the price last paid and how it went: for whoever approves."""
    if not lines:
        return None
    paid = last_paid([line.product_id for line in lines], before=order)
    return Table(
        key="harga",
        caption="Harga yang pernah dibayar",
        show_caption=False,
        tight=True,
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="sekarang", label="Harga pesanan ini", numeric=True, note="tanpa pajak"),
            Column(key="terakhir", label="Terakhir dibayar", numeric=True, note="tanpa pajak"),
            Column(key="beda", label="Beda"),
            Column(key="arah", label="Arah harga"),
        ],
        rows=[_compared(line, paid.get(line.product_id, [])) for line in lines],
    )


def _compared(line: OrderLine, paid: Sequence[OrderLine]) -> Row:
    unknown = Cell(text="belum pernah dibeli di sini", words=True)
    if not paid:
        return Row(cells=[line.name, text.rupiah(line.unit_price), unknown, "", ""])
    last = paid[0]
    day = text.long_date(last.order.signed_at) if last.order.signed_at else ""
    return Row(
        cells=[
            line.name,
            Cell(text=text.rupiah(line.unit_price), sub=f"per {word_of(line.unit)}"),
            Cell(text=text.rupiah(last.unit_price), sub=f"{day}, {last.order.unit.name}"),
            difference(line.unit_price, last.unit_price),
            trend([one.unit_price for one in reversed(paid)]),
        ]
    )


def difference(now: Decimal, then: Decimal) -> str:
    """`4,2% lebih murah`."""
    if now == then or not then:
        return "sama"
    share = abs(now - then) * 100 / then
    return f"{text.percent(share, 1)} lebih {'mahal' if now > then else 'murah'}"


def trend(prices: Sequence[Decimal]) -> str:
    """How a price went over former purchases, oldest first."""
    if len(prices) < 2:
        return "satu pembelian"
    told = f"{text.count_words(len(prices))} pembelian"
    if prices[-1] == prices[0]:
        return f"tetap, {told}"
    return f"{'naik' if prices[-1] > prices[0] else 'turun'}, {told}"


def frozen(order: Order) -> Table | None:
    """The pack that was frozen with the order: like-for-like statistics of each line."""
    pack = PriceEvidence.objects.filter(order=order).first()
    lines = pack.content.get("lines", []) if pack is not None else []
    if not lines:
        return None
    return Table(
        key="bukti-harga",
        caption="Bukti harga",
        show_caption=False,
        tight=True,
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="n", label="Pembanding", numeric=True),
            Column(key="bawah", label="Kuartil bawah", numeric=True),
            Column(key="median", label="Median", numeric=True),
            Column(key="atas", label="Kuartil atas", numeric=True),
        ],
        rows=[_pack_row(one) for one in lines],
    )


def _pack_row(one: dict[str, object]) -> Row:
    def money(name: str) -> Cell:
        value = one.get(name)
        return Cell(text=amount(Decimal(str(value)))) if value is not None else Cell(text=text.UNKNOWN, words=True)

    return Row(cells=[str(one.get("name", "")), str(one.get("n", 0)), money("lower"), money("median"), money("upper")])
