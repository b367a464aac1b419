"""*Harga transaksi*: what was really paid for a product here, by orders that both sides have signed."""

from django.urls import reverse

from belanja.foundation import text
from belanja.purchasing.models import OrderLine
from belanja.rules.buying.states import CANCELLED
from belanja.rules.measures import word_of
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, Row, Table

_MOST = 20


def transactions(product_id: int) -> Table | None:
    """The latest purchases of a product, each with its open order. One query; None where there is none."""
    rows = (
        OrderLine.objects.filter(product_id=product_id, order__signed_at__isnull=False)
        .exclude(order__state__in=[state.value for state in CANCELLED])
        .select_related("order__unit")
        .order_by("-order__signed_at", "-pk")[:_MOST]
    )
    lines = [_row(line) for line in rows]
    if not lines:
        return None
    return Table(
        key="transaksi",
        caption="Harga transaksi",
        show_caption=False,
        tight=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="tanggal", label="Ditandatangani"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="harga", label="Harga satuan", numeric=True, note="tanpa pajak"),
        ],
        rows=lines,
    )


def _row(line: OrderLine) -> Row:
    order = line.order
    listed = f"tayang {text.rupiah(line.listed_price)}" if line.unit_price < line.listed_price else ""
    return Row(
        href=reverse("public:signed_order", args=[order.code]),
        cells=[
            order.code,
            text.long_date(order.signed_at) if order.signed_at else "",
            shown(order.unit.name),
            order.firm_name,
            f"{text.number(line.quantity)} {word_of(line.unit)}",
            Cell(text=text.rupiah(line.unit_price), sub=listed),
        ],
    )
