"""Price evidence beside an order: what was paid before for the same product, and the frozen pack of its minute."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderLine, PriceEvidence
from belanja.purchasing.policy_case import book_for, lines_of
from belanja.purchasing.price_pack import pack_of
from belanja.rules.measures import word_of
from belanja.web.pieces import Cell, Column, Row, Table
from belanja.web.public.catalogue.cards import amount

#: Of each product so many former purchases are read for the trend.
_MOST = 5


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
        stacked=True,
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


def pack(order: Order) -> tuple[PriceEvidence | None, dict[str, Any]]:
    """The evidence as frozen with the buyer's signature, and what it says; before that None, and what it says now."""
    kept = PriceEvidence.objects.filter(order=order).first()
    if kept is not None:
        return kept, kept.content
    return None, pack_of(order, book_for(order.government_id), lines_of(order))


def beside(order: Order) -> Table | None:
    """Like offers with their statistics for each line: as frozen, or of now."""
    kept, content = pack(order)
    lines = content.get("lines", [])
    if not lines:
        return None
    when = f"dibekukan {text.date_time(kept.at)}" if kept is not None else "keadaan sekarang"
    return Table(
        key="bukti-harga",
        caption=f"Harga sejenis, {when}",
        tight=True,
        stacked=True,
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="sendiri", label="Harga pesanan ini", numeric=True, note="per satuan dasar sampai di tempat"),
            Column(key="bawah", label="Kuartil bawah", numeric=True),
            Column(key="median", label="Median", numeric=True),
            Column(key="atas", label="Kuartil atas", numeric=True),
            Column(key="n", label="n", numeric=True),
            Column(key="simpulan", label="Simpulan"),
        ],
        rows=[_pack_row(one) for one in lines],
    )


def _pack_row(one: Mapping[str, Any]) -> Row:
    def money(name: str) -> Cell:
        value = one.get(name)
        return Cell(text=amount(Decimal(str(value)))) if value is not None else Cell(text=text.UNKNOWN, words=True)

    aside = one.get("excluded") or []
    told = f"{text.count_words(len(aside))} harga disisihkan, alasannya tersimpan" if aside else ""
    return Row(
        cells=[
            Cell(text=str(one.get("name", "")), sub=_standards(one)),
            money("own"),
            money("lower"),
            money("median"),
            money("upper"),
            text.number(int(one.get("n") or 0)),
            Cell(text=text.capital_first(str(one.get("finding", ""))), sub=told),
        ]
    )


def _standards(one: Mapping[str, Any]) -> str:
    """The region's standards beside it, each on its own basis."""
    told = []
    for standard in one.get("standards") or []:
        above = standard.get("above")
        stands = difference_words(Decimal(str(above))) if above is not None else str(standard.get("why_not") or "")
        told.append(
            f"{str(standard['kind']).upper()} {standard['year']} {amount(Decimal(standard['amount']))}: {stands}"
        )
    return "; ".join(told)


def difference_words(percent: Decimal) -> str:
    """`4,2% di atas`."""
    if not percent:
        return "sama"
    return f"{text.percent(abs(percent), 1)} {'di atas' if percent > 0 else 'di bawah'}"
