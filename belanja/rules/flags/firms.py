"""Firms: bought from again and again, of one buyer, new, too large for their scale, sanctioned, tied to others."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ..buying.policy.book import Book
from ..firms import Scale, is_umkk
from ..related import WEIGHT
from ..sanctions import Measure
from .counting import added, at_least, fence
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Bought, DocumentKind, FirmOrders, FirmPair, Order, PairOrders, ShelfOrders
from .subjects.base import ANY_DOCUMENT
from .told import Input


def again_and_again(pair: PairOrders, book: Book) -> Found:
    """One officer, one firm, many orders and most of his value, although others had like goods."""
    if pair.rivals is None:
        return unjudged("penyedia lain yang sebanding")
    since = pair.as_of - timedelta(days=int(book.number("tanda.berulang.hari")))
    within = [one for one in pair.orders if since <= one.day <= pair.as_of]
    own = [one for one in within if one.firm == pair.firm]
    often = len(own) >= book.number("tanda.berulang.pesanan")
    most = at_least(added(own), added(within), book.number("tanda.berulang.persen"))
    others = pair.rivals >= book.number("tanda.berulang.pilihan")
    told: dict[str, Any] = {
        "pesanan": len(own),
        "nilai": added(own),
        "nilai_pejabat": added(within),
        "penyedia_lain": pair.rivals,
    }
    return decided(often and most and others, **told)


def _of_a_unit(shelf: ShelfOrders) -> bool:
    return bool(shelf.unit)


def share_of_unit(shelf: ShelfOrders, book: Book) -> Found:
    """One firm has most of what a unit buys of one kind of goods."""
    enough = len(shelf.orders) >= book.number("tanda.contoh.pesanan")
    if not enough or shelf.total < book.number("tanda.pangsa.nilai"):
        return unjudged(f"pesanan; baru {len(shelf.orders)} pesanan", nilai=shelf.total)
    firm, most = _largest(shelf.orders, "firm")
    told: dict[str, Any] = {"nilai": shelf.total, "terbesar": most, "penyedia_etalase": shelf.firms}
    return decided(at_least(most, shelf.total, book.number("tanda.pangsa.persen")), penyedia=firm, **told)


def one_buyer(firm: FirmOrders, book: Book) -> Found:
    """Nearly all a firm sells goes to one unit."""
    if len(firm.orders) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"pesanan; baru ada {len(firm.orders)}")
    unit, most = _largest(firm.orders, "unit")
    told: dict[str, Any] = {"penjualan": firm.total, "kepada_unit": most, "unit": unit}
    return decided(at_least(most, firm.total, book.number("tanda.satu_pembeli.persen")), **told)


def sells_everything(firm: FirmOrders, book: Book) -> Found:
    """Far more kinds of goods than other firms with as many orders."""
    if len(firm.orders) < book.number("tanda.segala.pesanan"):
        return unjudged(f"pesanan; baru ada {len(firm.orders)}")
    if firm.kinds is None or firm.peers is None or len(firm.peers) < book.number("tanda.contoh.banding"):
        return unjudged("pembanding", ragam=firm.kinds)
    bound = fence([Decimal(one) for one in firm.peers], book.number("tanda.pagar"))
    return decided(firm.kinds >= bound, ragam=firm.kinds, pagar=bound)


def other_trade(order: Order, book: Book) -> Found:
    """The firm's trades (KBLI) do not fit what it sold."""
    if order.trade_fits is None:
        return unjudged("KBLI usaha atau etalase")
    return decided(not order.trade_fits, kbli_cocok=order.trade_fits)


def new_firm(order: Order, book: Book) -> Found:
    """A large order to a firm that has just been registered."""
    if order.firm_since is None or order.day is None:
        return unjudged(Input.FIRM_RECORD)
    young = order.day - order.firm_since < timedelta(days=int(book.number("tanda.penyedia_baru.hari")))
    asked = order.amount > book.number("tanda.penyedia_baru.nilai")
    return decided(young and asked, terdaftar=order.firm_since, dipesan=order.day, nilai=order.amount)


def same_marks(pair: FirmPair, book: Book) -> Found:
    """Two firms with marks in common that sell on one shelf or to one buyer."""
    if pair.ties is None or pair.meet is None:
        return unjudged(Input.FIRM_RECORD)
    weight = sum(WEIGHT[tie] for tie in pair.ties)
    alike = weight >= book.number("tanda.ciri.bobot")
    return decided(alike and pair.meet > 0, ciri=sorted(pair.ties), bobot=weight, bertemu=pair.meet)


def twin_listings(pair: FirmPair, book: Book) -> Found:
    """Two such firms list the same goods: competition in form alone."""
    if pair.ties is None or pair.alike is None:
        return unjudged(Input.FIRM_RECORD)
    weight = sum(WEIGHT[tie] for tie in pair.ties)
    alike = weight >= book.number("tanda.ciri.bobot") and pair.alike >= book.number("tanda.kembar.barang")
    return decided(alike, ciri=sorted(pair.ties), bobot=weight, barang_sejenis=pair.alike)


def tied_to_officials(order: Order, book: Book) -> Found:
    """People of the firm and officials of the order share a mark; never by a name alone."""
    if order.links is None:
        return unjudged("ciri pejabat dan pemilik usaha")
    return decided(bool(order.links), ciri=order.links)


def above_its_scale(firm: FirmOrders, book: Book) -> Found:
    """It sold more in twelve months than a firm of its stated scale may; other sales are not even seen."""
    if firm.scale is None:
        return unjudged(Input.SCALE, penjualan=firm.total)
    keys = {Scale.MICRO: "tanda.skala.mikro", Scale.SMALL: "tanda.skala.kecil"}
    if firm.scale not in keys:
        return decided(False, skala=firm.scale, penjualan=firm.total)
    most = book.number(keys[firm.scale])
    return decided(firm.total > most, skala=firm.scale, penjualan=firm.total, paling_banyak=most)


def front_for_imports(firm: FirmOrders, book: Book) -> Found:
    """A small firm that sells hardly anything but imports."""
    if firm.scale is None:
        return unjudged(Input.SCALE)
    told = [one for one in firm.orders if one.imported is not None]
    if len(told) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"kelas PDN; baru diketahui dari {len(told)} pesanan")
    abroad = sum((one.imported or Decimal(0) for one in told), Decimal(0))
    most = at_least(abroad, added(told), book.number("tanda.umkk_impor.persen"))
    return decided(most and is_umkk(firm.scale), skala=firm.scale, penjualan=added(told), impor=abroad)


def sanctioned(order: Order, book: Book) -> Found:
    """Bought from a firm that a sanction barred on that day. A first warning bars nothing."""
    day = order.day
    if order.bars is None or day is None:
        return unjudged(Input.FIRM_ID)
    bars = [one for one in order.bars if one.kind != Measure.SP1 and one.since <= day]
    bars = [one for one in bars if one.until is None or day < one.until]
    return decided(bool(bars), sanksi=[f"{one.label} sejak {one.since.isoformat()}" for one in bars])


def _largest(orders: tuple[Bought, ...], by: str) -> tuple[str, Decimal]:
    """Who (unit or firm) has most of their value, and how much."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in orders:
        sums[getattr(one, by)] += one.total
    return min(sums.items(), key=lambda one: (-one[1], one[0]))


_NEWCOMER = frozenset({DocumentKind.NEED, DocumentKind.ONBOARDING})

FIRMS: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.FIRM}.berulang",
        question="Mengapa pejabat ini terus membeli dari penyedia yang sama padahal ada yang lain?",
        formula="dalam 90 hari paling sedikit 5 pesanan dan 50% nilai pejabat itu pada satu penyedia, dan paling "
        "sedikit 3 penyedia lain menayangkan barang sejenis",
        innocent="Pesanan bertahap dari satu kebutuhan, garansi atau layanan setempat, tidak ada yang lain di "
        "dekatnya.",
        basis="kajian-stranas-pk", article="penyedia yang sama berulang-ulang",
        asked_of=PairOrders, judge=again_and_again, needs=needs(Input.OFFICER, Input.FIRM, Input.GOODS, Input.DAY),
        rows=("tanda.berulang.hari", "tanda.berulang.pesanan", "tanda.berulang.persen", "tanda.berulang.pilihan"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.OFFICER, shown=True,
    ),
    Indicator(
        code=f"{Family.FIRM}.pangsa_unit",
        question="Mengapa satu penyedia mendapat sebagian besar belanja unit ini untuk satu kelompok barang?",
        formula="paling sedikit 5 pesanan dan Rp100 juta setahun, 50% atau lebih nilainya pada satu penyedia",
        innocent="Pasarnya tipis: penyedia di etalase itu hanya satu atau dua.",
        basis="kajian-gti", article="pangsa pemasok pada satu pembeli",
        asked_of=ShelfOrders, concerned=_of_a_unit, judge=share_of_unit, needs=needs(Input.FIRM, Input.GOODS),
        rows=("tanda.contoh.pesanan", "tanda.pangsa.nilai", "tanda.pangsa.persen"), answered_by=ANY_DOCUMENT,
        severity=Severity.MIDDLE, confidence=Confidence.WEAK, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.satu_pembeli",
        question="Mengapa penyedia ini hampir hanya menjual kepada satu unit?",
        formula="paling sedikit 5 pesanan setahun, 90% atau lebih nilainya kepada satu unit",
        innocent="Usaha mikro setempat yang baru mulai: justru yang diharapkan surat edaran.",
        basis="kajian-ocp", article="pemasok satu pembeli",
        asked_of=FirmOrders, judge=one_buyer, needs=needs(Input.FIRM),
        rows=("tanda.contoh.pesanan", "tanda.satu_pembeli.persen"), answered_by=_NEWCOMER,
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.menjual_segala",
        question="Mengapa penyedia ini menjual barang yang begitu beragam?",
        formula="paling sedikit 20 pesanan, ragam kelompok barang pada atau di atas pagar penyedia sebesar itu",
        innocent="Koperasi atau toko serba ada.",
        basis="kajian-cardinal", article="R048: barang yang sangat beragam",
        asked_of=FirmOrders, judge=sells_everything, needs=needs(Input.FIRM, Input.GOODS),
        rows=("tanda.segala.pesanan", "tanda.contoh.banding", "tanda.pagar"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.kbli",
        question="Apakah usaha ini memang bergerak di bidang barang yang dijualnya?",
        formula="tidak satu pun KBLI usaha termasuk yang diminta etalase",
        innocent="KBLI belum diperbarui di NIB; padanan KBLI dan KBKI keliru.",
        basis="kepka-lkpp-122-2022", article="persyaratan kualifikasi; pengumuman LKPP tentang KBLI",
        asked_of=Order, judge=other_trade, needs=needs(Input.FIRM_RECORD, Input.GOODS),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.baru",
        question="Mengapa pesanan sebesar ini diberikan kepada usaha yang baru terdaftar?",
        formula="pesanan di atas Rp50 juta dalam kurang dari 90 hari sesudah usaha terdaftar",
        innocent="Usaha baru yang didampingi atau menjawab kebutuhan terbuka: tujuan surat edaran.",
        basis="kajian-ocp", article="perusahaan baru dengan kontrak besar",
        asked_of=Order, judge=new_firm, needs=needs(Input.FIRM_RECORD, Input.DAY),
        rows=("tanda.penyedia_baru.hari", "tanda.penyedia_baru.nilai"), answered_by=_NEWCOMER,
        severity=Severity.MIDDLE, confidence=Confidence.WEAK, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.ciri_sama",
        question="Apakah dua penyedia ini sungguh dua usaha yang bersaing?",
        formula="ciri yang sama (pemilik, rekening, telepon, alamat) berbobot paling sedikit 3, dan keduanya menjual "
        "di satu etalase atau kepada satu pembeli",
        innocent="Saudara serumah, alamat pasar, akuntan yang sama; pendamping resmi sudah dikecualikan.",
        basis="uu-5-1999", article="Pasal 22: persekongkolan; alarm LKPP atas KTP yang sama",
        asked_of=FirmPair, judge=same_marks, needs=needs(Input.FIRM_RECORD), rows=("tanda.ciri.bobot",),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.LISTING}.kembar_terkait",
        question="Mengapa dua usaha yang terkait menayangkan barang yang sama?",
        formula="ciri yang sama berbobot paling sedikit 3 dan paling sedikit 3 barang sejenis pada keduanya",
        innocent="Agen resmi satu merek; koperasi dan anggotanya yang tercatat.",
        basis="uu-5-1999", article="Pasal 22: persekongkolan",
        asked_of=FirmPair, judge=twin_listings, needs=needs(Input.FIRM_RECORD),
        rows=("tanda.ciri.bobot", "tanda.kembar.barang"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.terkait_pejabat",
        question="Apakah ada pertentangan kepentingan antara pejabat dan penyedia pesanan ini?",
        formula="ciri (akun, NIK, rekening, telepon) pejabat pesanan sama dengan ciri orang penyedia",
        innocent="Nomor yang pernah dipakai bersama; nama yang sama saja tidak pernah dihitung.",
        basis="uu-30-2014", article="Pasal 42 sampai 45: pertentangan kepentingan",
        asked_of=Order, judge=tied_to_officials, needs=needs(Input.PARTS, Input.FIRM_RECORD),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.melampaui_skala",
        question="Apakah skala usaha penyedia ini masih benar?",
        formula="penjualan 12 bulan di atas Rp2 miliar (mikro) atau Rp15 miliar (kecil); penjualan lain tidak terlihat",
        innocent="Usahanya tumbuh dan skalanya belum diperbarui.",
        basis="pp-7-2021", article="Pasal 35",
        asked_of=FirmOrders, judge=above_its_scale, needs=needs(Input.FIRM, Input.SCALE),
        rows=("tanda.skala.mikro", "tanda.skala.kecil"),
        severity=Severity.MIDDLE, confidence=Confidence.STRONG, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.SMALL}.kedok_impor",
        question="Apakah usaha kecil ini menjual terutama barang impor?",
        formula="paling sedikit 5 pesanan yang kelas PDN-nya diketahui, 80% atau lebih nilainya impor",
        innocent="Barang yang memang belum dibuat di dalam negeri.",
        basis="inpres-2-2022", article="produk dalam negeri dari usaha mikro, kecil, dan koperasi",
        asked_of=FirmOrders, judge=front_for_imports, needs=needs(Input.FIRM, Input.SCALE, Input.PDN),
        rows=("tanda.contoh.pesanan", "tanda.umkk_impor.persen"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.FIRM}.sanksi",
        question="Mengapa dibeli dari penyedia yang sedang dikenai sanksi?",
        formula="pada hari pesanan berlaku SP2, SP3, pencabutan, atau Daftar Hitam",
        innocent="Kontrak sudah ditandatangani sebelum sanksi, atau sanksinya ditangguhkan putusan.",
        basis="perlem-lkpp-4-2021", article="Daftar Hitam; Kepka LKPP 122/2022 huruf H",
        asked_of=Order, judge=sanctioned, needs=needs(Input.FIRM_ID, Input.DAY),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.UNIT_FIRM, shown=True,
    ),
)  # fmt: skip
