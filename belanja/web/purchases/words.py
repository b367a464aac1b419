"""States, days and amounts of purchases in words."""

from datetime import date, datetime
from decimal import Decimal

from belanja.foundation import clock, text
from belanja.purchasing.models import Order, OrderLine, Package
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.states import FINISHED, OrderState, PackageState, ShipmentState
from belanja.rules.buying.taxes import TaxLine
from belanja.rules.duties import Role
from belanja.rules.measures import word_of
from belanja.web.pieces import Standing, StatusTag

_PACKAGE = {
    PackageState.DRAFT: Standing.UNKNOWN,
    PackageState.REQUESTED: Standing.ON_WAY,
    PackageState.BUYING: Standing.ON_WAY,
    PackageState.DONE: Standing.REACHED,
    PackageState.CANCELLED: Standing.HELD,
}


def order_tag(order: Order) -> StatusTag:
    """Where an order stands; a term that has run out is behind."""
    state = OrderState(order.state)
    if state.cancelled:
        standing = Standing.HELD
    elif state in FINISHED:
        standing = Standing.REACHED
    elif order.due_at is not None and order.due_at < clock.now():
        standing = Standing.BEHIND
    else:
        standing = Standing.ON_WAY
    return StatusTag(standing=standing, word=state_word(order))


def state_word(order: Order) -> str:
    """`Menunggu persetujuan PPK`, or `… PA selaku PPK` where PA acts as one."""
    return of_ppk(OrderState(order.state).label, Role(order.ppk_role))


def shipment_word(order: Order) -> str:
    return ShipmentState(order.shipment).label


def package_tag(package: Package) -> StatusTag:
    state = PackageState(package.state)
    return StatusTag(standing=_PACKAGE[state], word=state.label)


def until(due: datetime | date | None) -> str:
    """`3 Desember 2026, 2 hari lagi`; empty where no term runs."""
    if due is None:
        return ""
    day = text.local_day(due)
    left = (day - clock.today()).days
    if left == 0:
        told = "hari ini"
    elif left > 0:
        told = f"{text.count_words(left)} hari lagi"
    else:
        told = f"lewat {text.count_words(-left)} hari"
    return f"{text.long_date(day)}, {told}"


def term(order: Order) -> str:
    """`Tenggat 3 Desember 2026, 2 hari lagi`, and whose it is where it could be taken for the other side's; empty where
    none runs."""
    told = until(order.due_at)
    if not told:
        return ""
    return f"Tenggat pembeli menyerahkan lagi: {told}" if order.being_mended else f"Tenggat {told}"


def quantity(amount: Decimal, unit: str = "") -> str:
    """`12 buah`; decimals only where there are any."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{text.number(amount, places)} {word_of(unit) if unit else ''}".strip()


def line_quantity(line: OrderLine) -> str:
    return quantity(line.quantity, line.unit)


def collected(line: TaxLine) -> str:
    """`dipungut bendahara`, or that nobody is paid it."""
    return "disisihkan; dibayarkan hanya kepada PKP" if line.set_aside else f"dipungut {line.collector.label}"


def tax_word(kind: str, percent: Decimal) -> str:
    """`PPN 11%`, `cadangan PPN 11%` where nobody knows whether the firm is PKP, `PBJT 10%`, `tanpa pajak`."""
    if not percent:
        return "tanpa pajak"
    name = {"ppn": "PPN", "ppn_cadangan": "cadangan PPN", "pbjt": "PBJT"}.get(kind, kind.upper())
    return f"{name} {text.percent_short(percent)}"


def post_in(post: str, unit: str) -> str:
    """`Pejabat Pengadaan, Dinas Sosial`; a post that names its unit already stays as it is."""
    return post if unit in post else f"{post}, {unit}"


def gone(order: Order) -> str:
    """Why a step is not there any more."""
    return f"Pesanan ini sudah berubah: {state_word(order)}. Tidak ada yang tersimpan."
