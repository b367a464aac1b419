"""From the signature to the payment: impossible days, late without penalty, left hanging, grown by addenda."""

from datetime import date, timedelta

from ..buying.policy.book import Book
from .base_rates import share_of_peers
from .counting import at_least, more_than
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Order, UnitOrders
from .told import Input


def impossible_delivery(order: Order, book: Book) -> Found:
    """A part received before it was signed or sent, or a lot of it on the very day of the signature."""
    first = order.first_received_on or order.received_on
    if first is None or order.signed_on is None:
        return unjudged(Input.RECEIPT)
    early = first < order.signed_on
    unsent = order.sent_on is not None and first < order.sent_on
    much = order.pieces is not None and order.pieces > book.number("tanda.mustahil.jumlah")
    at_once = much and order.received_on == order.signed_on
    return decided(
        early or unsent or at_once,
        strong=early or unsent,
        tanda_tangan=order.signed_on,
        dikirim=order.sent_on,
        diterima=first,
        jumlah=order.pieces,
    )


def received_at_year_end(unit: UnitOrders, book: Book) -> Found:
    """A good part of the year's hand-overs on its last days."""
    received = [one for one in unit.orders if one.received_on is not None]
    if unit.as_of < date(unit.year, 12, 31):
        return unjudged("akhir tahun anggaran")
    if len(received) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"serah terima; baru ada {len(received)}")
    first = date(unit.year, 12, 31) - timedelta(days=int(book.number("tanda.terima_akhir.hari")) - 1)
    late = [one.key for one in received if one.received_on and one.received_on >= first]
    many = at_least(len(late), len(received), book.number("tanda.terima_akhir.persen"))
    return decided(many, serah_terima=len(received), di_akhir=late)


def late_without_penalty(order: Order, book: Book) -> Found:
    """It came after the agreed day, extensions included, and no penalty was found."""
    if order.due_on is None or order.penalty is None:
        return unjudged(Input.PENALTY)
    came = order.arrived_on or order.received_on
    if came is None:
        return unjudged("hari tiba; barang belum tiba", jatuh_tempo=order.due_on)
    days = (came - order.due_on).days
    late = days > book.number("tanda.terlambat.hari")
    return decided(late and order.penalty == 0, jatuh_tempo=order.due_on, tiba=came, denda=order.penalty)


def left_hanging(order: Order, book: Book) -> Found:
    """Delivered long ago and still not brought to its end."""
    if order.delivered is None or order.ended is None or order.state_since is None:
        return unjudged(Input.STATE)
    days = (order.as_of - order.state_since).days
    long = days > book.number("tanda.gantung.hari")
    return decided(order.delivered and not order.ended and long, sejak=order.state_since)


def grown_by_addenda(order: Order, book: Book) -> Found:
    """All addenda together raised it by more than the law lets."""
    if order.first_total is None:
        return unjudged(Input.ADDENDA)
    grown = more_than(order.amount - order.first_total, order.first_total, book.number("beli.perubahan.persen"))
    return decided(grown, semula=order.first_total, menjadi=order.amount)


def raised_at_once(order: Order, book: Book) -> Found:
    """A quantity was raised shortly after both had signed."""
    if not order.addenda_known or order.signed_on is None:
        return unjudged(Input.ADDENDA)
    if order.raised_on is None:
        return decided(False, tanda_tangan=order.signed_on)
    soon = order.raised_on - order.signed_on <= timedelta(days=int(book.number("tanda.adendum.hari")))
    return decided(soon, tanda_tangan=order.signed_on, ditambah=order.raised_on)


def paid_before_receipt(order: Order, book: Book) -> Found:
    """Paid, advances aside, before anything was handed over."""
    if order.paid_on is None:
        return unjudged("hari pembayaran; belum dibayar")
    first = order.first_received_on or order.received_on
    return decided(first is None or order.paid_on < first, dibayar=order.paid_on, diterima=first)


def paid_outside(unit: UnitOrders, book: Book) -> Found:
    """Far more of a unit's orders are paid outside the system than of the others."""
    told = [one for one in unit.orders if one.outside is not None]
    return share_of_peers(sum(1 for one in told if one.outside), len(told), unit.peers, book)


DELIVERY: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.DELIVERY}.mustahil",
        question="Bagaimana barang dapat diterima pada hari itu?",
        formula="serah terima sebelum tanda tangan atau sebelum dikirim (kuat), atau pada hari tanda tangan dengan "
        "jumlah di atas 100",
        innocent="Barang digital, persediaan di tempat, atau tanggal yang salah diketik.",
        basis="uu-1-2004", article="Pasal 21 ayat (1): dibayar sesudah barang diterima; temuan BPK tentang dokumen",
        asked_of=Order, judge=impossible_delivery, needs=needs(Input.SIGNED, Input.DELIVERY, Input.RECEIPT),
        rows=("tanda.mustahil.jumlah",),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.UNIT_FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.DELIVERY}.akhir_tahun",
        question="Apakah serah terima pada hari-hari terakhir tahun ini sungguh terjadi?",
        formula="paling sedikit 5 serah terima setahun, 20% atau lebih pada 2 hari terakhir tahun",
        innocent="Kontrak tahunan yang memang berakhir 31 Desember.",
        basis="belanja-kebijakan-data", article="serah terima massal di akhir tahun; pilihan awal aplikasi ini",
        asked_of=UnitOrders, judge=received_at_year_end, needs=needs(Input.RECEIPT),
        rows=("tanda.contoh.pesanan", "tanda.terima_akhir.hari", "tanda.terima_akhir.persen"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.DELIVERY}.terlambat_tanpa_denda",
        question="Mengapa keterlambatan tidak dikenai denda?",
        formula="tiba sesudah hari yang disepakati (perpanjangan dihitung) dan denda nol",
        innocent="Keadaan kahar, atau perpanjangan disetujui tetapi tidak dicatat.",
        basis="perpres-16-2018", article="Pasal 56: denda 1/1000 per hari",
        asked_of=Order, judge=late_without_penalty, needs=needs(Input.DELIVERY, Input.PENALTY),
        rows=("tanda.terlambat.hari",),
        severity=Severity.MIDDLE, confidence=Confidence.STRONG, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.DELIVERY}.menggantung",
        question="Mengapa pesanan yang sudah tiba tidak diselesaikan?",
        formula="barang sudah tiba, pesanan belum selesai, status tidak berubah lebih dari 30 hari",
        innocent="Pembayaran di luar sistem; sumbernya tidak diperbarui.",
        basis="belanja-kebijakan-data", article="pesanan yang tidak ditutup; pilihan awal aplikasi ini",
        asked_of=Order, judge=left_hanging, needs=needs(Input.STATE), rows=("tanda.gantung.hari",),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.CONTRACT}.adendum_besar",
        question="Mengapa nilai kontrak bertambah melebihi batas?",
        formula="nilai sekarang di atas nilai pertama ditambah 10%",
        innocent="PPN atau ongkos kirim berubah menurut aturan.",
        basis="perpres-16-2018", article="Pasal 54: paling banyak 10 persen nilai awal",
        asked_of=Order, judge=grown_by_addenda, needs=needs(Input.ADDENDA), rows=("beli.perubahan.persen",),
        severity=Severity.MIDDLE, confidence=Confidence.STRONG, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.CONTRACT}.adendum_segera",
        question="Mengapa jumlahnya ditambah segera sesudah ditandatangani?",
        formula="adendum menambah jumlah paling lama 14 hari sesudah kedua pihak menandatangani",
        innocent="Salah hitung kebutuhan yang segera diperbaiki.",
        basis="perpres-16-2018", article="Pasal 54; Pasal 20 ayat (2)",
        asked_of=Order, judge=raised_at_once, needs=needs(Input.ADDENDA, Input.SIGNED), rows=("tanda.adendum.hari",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.PAYMENT}.sebelum_terima",
        question="Mengapa dibayar sebelum barang diterima?",
        formula="pembayaran pertama yang bukan uang muka lebih awal daripada serah terima pertama, atau tanpa serah "
        "terima",
        innocent="Berlangganan yang lazim dibayar di muka; BAST dicatat belakangan.",
        basis="uu-1-2004", article="Pasal 21 ayat (1)",
        asked_of=Order, judge=paid_before_receipt, needs=needs(Input.PAYMENT, Input.RECEIPT),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.PAYMENT}.di_luar_sistem",
        question="Mengapa unit ini jauh lebih sering membayar di luar sistem?",
        formula="paling sedikit 5 pesanan, bagian yang dibayar di luar sistem di atas pagar unit lain",
        innocent="SP2D daring atau BLUD, yang memang dibayar demikian.",
        basis="kepka-lkpp-177-2024", article="pembayaran di luar sistem; surat LKPP, dari sumber kedua",
        asked_of=UnitOrders, judge=paid_outside, needs=needs(Input.OUTSIDE),
        rows=("tanda.contoh.pesanan", "tanda.contoh.banding", "tanda.pagar"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
)  # fmt: skip
