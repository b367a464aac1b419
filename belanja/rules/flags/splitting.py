"""Splitting: parts below a limit which they pass together, and values that cling to it (Pasal 20 ayat (2))."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from ..buying.policy.book import Book
from .counting import added, at_least
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Bought, LikeOrders, Order, UnitOrders
from .subjects.groups import SAME_FIRM
from .told import Input

#: Limits of the law, and the one from which firms are to be compared: the lowest that is passed is told.
_LIMITS = ("beli.minikom.disarankan.di_atas", "beli.pp.sampai", "beli.penetapan.di_atas")


def _of_one_firm(group: LikeOrders) -> bool:
    return group.same == SAME_FIRM


def _of_one_need(group: LikeOrders) -> bool:
    return group.same != SAME_FIRM


def split(group: LikeOrders, book: Book) -> Found:
    """Like orders of a unit within the dated days, none above a limit, all together above it, one of them near it. Of
    what is bought in many months (catering, paper) only where two of them to one firm cling to the limit. A call-off is
    one contract, however often it is called."""
    parts = [one for one in group.orders if not one.call_off]
    months = len({(one.day.year, one.day.month) for one in parts})
    for key in _LIMITS:
        for limit, window in _passing(parts, book, key):
            clinging = _clinging(window, limit, book.number("tanda.pecah.rapat"))
            if months < book.number("tanda.pecah.rutin") or clinging:
                return _asks(group, limit, window, clinging)
    return decided(False, pesanan=len(parts), bersama=added(parts), bulan=months, sama=group.same)


def split_with_one_firm(group: LikeOrders, book: Book) -> Found:
    """The same of all orders that a unit gave one firm, whatever they bought."""
    if not group.firm:
        return unjudged(Input.FIRM)
    for limit, window in _passing(group.orders, book, "beli.pp.sampai"):
        return _asks(group, limit, window)
    return decided(False, pesanan=len(group.orders), bersama=group.total, sama=group.same)


def _passing(orders: Sequence[Bought], book: Book, key: str) -> Iterator[tuple[Decimal, list[Bought]]]:
    """Of a limit: orders of some days that pass it together, none alone, one of them near it."""
    near, limit = book.number("tanda.pecah.dekat"), book.number(key)
    parts = [one for one in orders if one.total <= limit]
    for window in _windows(parts, int(book.number("beli.pecah.hari"))):
        if len(window) > 1 and added(window) > limit and any(at_least(one.total, limit, near) for one in window):
            yield limit, window


def _clinging(window: Sequence[Bought], limit: Decimal, percent: Decimal) -> list[Bought]:
    """Two or more orders to one firm that nearly reach a limit."""
    close = [one for one in window if one.firm and at_least(one.total, limit, percent)]
    firms = Counter(one.firm for one in close)
    return [one for one in close if firms[one.firm] > 1]


def _asks(group: LikeOrders, limit: Decimal, window: Sequence[Bought], clinging: Sequence[Bought] = ()) -> Found:
    return decided(
        True,
        strong=len({one.firm for one in window}) == 1,
        batas=limit,
        bersama=added(window),
        pesanan=[one.key for one in window],
        sama=group.same,
        rapat=[one.key for one in clinging] or None,
    )


def _windows(orders: Sequence[Bought], days: int) -> Iterator[list[Bought]]:
    """Of each order all those of the days before it, itself among them."""
    ordered = sorted(orders, key=lambda one: (one.day, one.key))
    first = 0
    for last, one in enumerate(ordered):
        while ordered[first].day < one.day - timedelta(days=days):
            first += 1
        yield ordered[first : last + 1]


def bunching(unit: UnitOrders, book: Book) -> Found:
    """Many orders just below the limit and hardly any just above it."""
    if not unit.orders:
        return unjudged("pesanan")
    limit, width = book.number("beli.pp.sampai"), book.number("tanda.menumpuk.persen")
    low, high = limit * (100 - width) / 100, limit * (100 + width) / 100
    below = [one.key for one in unit.orders if low <= one.total <= limit]
    above = sum(1 for one in unit.orders if limit < one.total <= high)
    enough = len(below) >= book.number("tanda.menumpuk.pesanan")
    most = at_least(len(below), len(below) + above, book.number("tanda.menumpuk.bagian"))
    return decided(enough and most, batas=limit, di_bawah=below, di_atas=above)


def near_limit(order: Order, book: Book) -> Found:
    """One order a little below a limit of authority or of the reserve for small firms."""
    percent = book.number("tanda.menempel.persen")
    for key in ("beli.pp.sampai", "beli.umkk.sampai", "beli.penetapan.di_atas"):
        limit = book.number(key)
        if order.amount <= limit and at_least(order.amount, limit, percent):
            return decided(True, nilai=order.amount, batas=limit)
    if order.amount <= 0:
        return unjudged("nilai pesanan")
    return decided(False, nilai=Decimal(order.amount))


SPLITTING: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.SPLITTING}.batas",
        question="Mengapa kebutuhan sejenis dibeli dalam beberapa pesanan yang bersama melewati batas?",
        formula="dua pesanan atau lebih satu unit, golongan barang (KBKI 5 angka, tanpa itu etalase) atau paket RUP "
        "sama, dalam 30 hari, masing-masing paling banyak batas dan bersama di atasnya, salah satu paling sedikit 80% "
        "batas; yang dibeli pada 6 bulan atau lebih dalam setahun hanya bila dua di antaranya kepada satu penyedia "
        "paling sedikit 90% batas; pesanan bertahap tidak (kuat: satu penyedia)",
        innocent="Sub-kegiatan atau tempat kirim yang berbeda; kebutuhan rutin yang baru dimulai.",
        basis="perpres-16-2018", article="Pasal 20 ayat (2): dilarang memecah paket",
        asked_of=LikeOrders, concerned=_of_one_need, judge=split, needs=needs(Input.DAY, Input.ALIKE),
        rows=("tanda.pecah.dekat", "tanda.pecah.rutin", "tanda.pecah.rapat", "beli.pecah.hari", *_LIMITS),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT, version=2,
    ),
    Indicator(
        code=f"{Family.SPLITTING}.penyedia_sama",
        question="Mengapa beberapa pesanan kepada satu penyedia bersama melewati batas?",
        formula="dua pesanan atau lebih satu unit kepada satu penyedia dalam 30 hari, masing-masing paling banyak "
        "batas Pejabat Pengadaan dan bersama di atasnya, salah satu paling sedikit 80% batas",
        innocent="Barangnya berbeda dan penyedianya serba ada; paket RUP-nya pun berbeda.",
        basis="kajian-ocp", article="R055: jumlah pembelian langsung melewati batas",
        asked_of=LikeOrders, concerned=_of_one_firm, judge=split_with_one_firm, needs=needs(Input.DAY, Input.FIRM),
        rows=("tanda.pecah.dekat", "beli.pecah.hari", "beli.pp.sampai"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.SPLITTING}.menumpuk",
        question="Mengapa begitu banyak pesanan tepat di bawah batas dan hampir tidak ada di atasnya?",
        formula="paling sedikit 5 pesanan dalam 10% di bawah batas Pejabat Pengadaan, 90% atau lebih dari semua dalam "
        "10% di kedua sisinya",
        innocent="Harga satu barang kebetulan di sana.",
        basis="kajian-gti", article="banyak kontrak tepat di bawah batas",
        asked_of=UnitOrders, judge=bunching, needs=needs(Input.DAY),
        rows=("tanda.menumpuk.persen", "tanda.menumpuk.pesanan", "tanda.menumpuk.bagian", "beli.pp.sampai"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.SPLITTING}.menempel_batas",
        question="Mengapa nilainya sedikit di bawah batas kewenangan?",
        formula="nilai 95% sampai 100% dari batas Pejabat Pengadaan, cadangan usaha kecil, atau penetapan PA/KPA",
        innocent="Pagu disusun setinggi batas; sendiri tidak berarti apa-apa.",
        basis="kajian-gti", article="nilai tepat di bawah batas",
        asked_of=Order, judge=near_limit, needs=needs(Input.DAY),
        rows=("tanda.menempel.persen", "beli.pp.sampai", "beli.umkk.sampai", "beli.penetapan.di_atas"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT,
    ),
)  # fmt: skip
