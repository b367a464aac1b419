"""When things were bought: fresh from the listing, within minutes, at odd hours, at the end of the year."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..buying.policy.book import Book
from .counting import added, at_least, average, deviation, more_than, percent_of
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Line, OfficerOrders, Order, UnitOrders
from .subjects.base import ANY_DOCUMENT
from .told import Input


def fresh_listing(line: Line, book: Book) -> Found:
    """Bought as soon as it was listed, although like goods had been on offer before."""
    if line.ordered_at is None or line.listed_at is None or line.older_alike is None:
        return unjudged(Input.LISTING_LIFE)
    age = line.ordered_at - line.listed_at
    fresh = timedelta(0) <= age <= timedelta(hours=int(book.number("tanda.baru.jam")))
    strong = age <= timedelta(hours=int(book.number("tanda.baru.kuat")))
    told: dict[str, Any] = {
        "tayang": line.listed_at,
        "dipesan": line.ordered_at,
        "sejenis_lebih_dulu": line.older_alike,
    }
    return decided(fresh and line.older_alike > 0, strong=strong, **told)


def too_fast(order: Order, book: Book) -> Found:
    """From the open package to the agreement in minutes."""
    if order.opened_at is None:
        return unjudged(Input.CLOCK)
    if order.agreed_at is None:
        return unjudged("kesepakatan; pesanan belum disepakati")
    took = order.agreed_at - order.opened_at
    fast = took <= timedelta(minutes=int(book.number("tanda.cepat.menit")))
    strong = took <= timedelta(minutes=int(book.number("tanda.cepat.kuat")))
    asked = order.amount > book.number("tanda.cepat.mulai")
    return decided(
        fast and asked, strong=strong, nilai=order.amount, dibuka=order.opened_at, disepakati=order.agreed_at
    )


def odd_hours(officer: OfficerOrders, book: Book) -> Found:
    """A good part of an officer's orders at night. One order says nothing."""
    told = [one for one in officer.orders if one.at is not None]
    if len(told) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"pesanan berjam; baru ada {len(told)}")
    evening, morning = book.number("tanda.janggal.mulai"), book.number("tanda.janggal.sampai")
    odd = [one.key for one in told if one.at and (one.at.hour >= evening or one.at.hour < morning)]
    often = at_least(len(odd), len(told), book.number("tanda.janggal.persen"))
    return decided(often, pesanan=len(told), janggal=odd)


def days_off(unit: UnitOrders, book: Book) -> Found:
    """A good part of a unit's orders on days on which its office is closed."""
    told = [one for one in unit.orders if one.day_off is not None]
    if len(told) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"pesanan berhari; baru ada {len(told)}")
    off = [one.key for one in told if one.day_off]
    return decided(at_least(len(off), len(told), book.number("tanda.libur.persen")), pesanan=len(told), libur=off)


def one_step(order: Order, book: Book) -> Found:
    """A single offer, accepted within minutes: a negotiation in form alone."""
    if order.rounds is None or order.offered_at is None or order.agreed_at is None:
        return unjudged(Input.ROUNDS)
    took = order.agreed_at - order.offered_at
    quick = took < timedelta(minutes=int(book.number("tanda.langkah.menit")))
    return decided(
        order.rounds == 1 and quick, putaran=order.rounds, ditawar=order.offered_at, diterima=order.agreed_at
    )


def year_end(unit: UnitOrders, book: Book) -> Found:
    """More in the last days of the year than is usual for this very unit."""
    last = date(unit.year, 12, 31)
    if unit.as_of < last:
        return unjudged("akhir tahun anggaran")
    if len(unit.former) < book.number("tanda.akhir.tahun"):
        return unjudged(f"tahun sebelumnya; baru ada {len(unit.former)}")
    first = last - timedelta(days=int(book.number("tanda.akhir.hari")) - 1)
    part, whole = added(one for one in unit.orders if one.day >= first), unit.total
    usual = average(unit.former) + book.number("tanda.akhir.sigma") * deviation(unit.former)
    rush = more_than(part, whole, book.number("tanda.akhir.persen")) and more_than(part, whole, usual)
    return decided(rush, akhir_tahun=part, setahun=whole, biasanya_persen=usual.quantize(Decimal("0.01")))


def last_quarter(unit: UnitOrders, book: Book) -> Found:
    """Most of the year's value in its last quarter, or in December alone."""
    if unit.as_of < date(unit.year, 12, 31):
        return unjudged("akhir tahun anggaran")
    quarter = added(one for one in unit.orders if one.day >= date(unit.year, 10, 1))
    december = added(one for one in unit.orders if one.day >= date(unit.year, 12, 1))
    late = more_than(quarter, unit.total, book.number("tanda.akhir.triwulan"))
    later = more_than(december, unit.total, book.number("tanda.akhir.desember"))
    return decided(
        late or later,
        triwulan_iv=quarter,
        desember=december,
        setahun=unit.total,
        triwulan_persen=percent_of(quarter, unit.total),
    )


TIMING: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.TIMING}.baru_tayang",
        question="Mengapa barang ini dibeli segera sesudah tayang, padahal yang sejenis sudah ada?",
        formula="dipesan dalam 72 jam sesudah tayang (kuat: 24 jam), dan ada barang sejenis yang tayang lebih dulu",
        innocent="Usaha baru memang diundang: ada kebutuhan terbuka, usulan etalase, atau pendampingan.",
        basis="kajian-stranas-pk", article="dicantumkan dan dibeli pada hari yang sama",
        asked_of=Line, judge=fresh_listing, needs=needs(Input.CLOCK, Input.LISTING_LIFE),
        rows=("tanda.baru.jam", "tanda.baru.kuat"), answered_by=ANY_DOCUMENT,
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.TIMING}.terlalu_cepat",
        question="Bagaimana barang dipilih dan dinegosiasi dalam waktu sesingkat ini?",
        formula="nilai di atas Rp10 juta, dan dari keranjang dibuka sampai disepakati paling lama 16 menit (kuat: 10)",
        innocent="Barang habis pakai yang dibeli berulang; spesifikasinya disiapkan sebelum keranjang dibuka.",
        basis="kajian-stranas-pk", article="transaksi 10 sampai 16 menit; wajarnya 23 sampai 24 jam",
        asked_of=Order, judge=too_fast, needs=needs(Input.CLOCK),
        rows=("tanda.cepat.menit", "tanda.cepat.kuat", "tanda.cepat.mulai"),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.OFFICER, shown=True,
    ),
    Indicator(
        code=f"{Family.TIMING}.jam_janggal",
        question="Mengapa banyak pesanan pejabat ini dibuat larut malam?",
        formula="paling sedikit 5 pesanan setahun, 20% atau lebih di antara pukul 22.00 dan 05.00 WIB",
        innocent="Rumah sakit, penanggulangan bencana, atau tugas jaga.",
        basis="kajian-stranas-pk", article="pembelian tengah malam",
        asked_of=OfficerOrders, judge=odd_hours, needs=needs(Input.OFFICER, Input.CLOCK),
        rows=("tanda.contoh.pesanan", "tanda.janggal.mulai", "tanda.janggal.sampai", "tanda.janggal.persen"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.TIMING}.hari_libur",
        question="Mengapa banyak pesanan unit ini dibuat pada hari libur?",
        formula="paling sedikit 5 pesanan setahun, 20% atau lebih pada hari yang bukan hari kerja",
        innocent="Unit yang melayani setiap hari, atau tanggal yang dicatat belakangan oleh sistem.",
        basis="kajian-stranas-pk", article="pembelian di luar jam kerja",
        asked_of=UnitOrders, judge=days_off, needs=needs(Input.DAY),
        rows=("tanda.contoh.pesanan", "tanda.libur.persen"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.TIMING}.satu_langkah",
        question="Apakah negosiasi ini sungguh dilakukan?",
        formula="satu putaran saja, diterima kurang dari 5 menit sesudah ditawar",
        innocent="Tawarannya sudah baik, dan penyedianya sedang menunggu.",
        basis="kepka-lkpp-122-2022", article="negosiasi menurunkan harga tertinggi",
        asked_of=Order, judge=one_step, needs=needs(Input.ROUNDS, Input.CLOCK), rows=("tanda.langkah.menit",),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.TIMING}.akhir_tahun",
        question="Mengapa belanja pada akhir tahun jauh di atas kebiasaan unit ini sendiri?",
        formula="nilai 30 hari terakhir di atas 35% setahun dan di atas rata-rata + 2 simpangan baku 3 tahun terakhir",
        innocent="Perubahan APBD ditetapkan terlambat, atau dana transfer baru turun.",
        basis="belanja-kebijakan-data", article="lonjakan akhir tahun; besarnya pilihan awal aplikasi ini",
        asked_of=UnitOrders, judge=year_end, needs=needs(Input.DAY),
        rows=("tanda.akhir.hari", "tanda.akhir.persen", "tanda.akhir.sigma", "tanda.akhir.tahun"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.TIMING}.triwulan_akhir",
        question="Mengapa sebagian besar belanja jatuh pada triwulan IV atau Desember?",
        formula="nilai triwulan IV di atas 45% atau Desember di atas 25% nilai pesanan setahun",
        innocent="Perubahan APBD; banyak unit demikian, jadi lemah bila sendiri.",
        basis="belanja-kebijakan-data", article="lonjakan akhir tahun; besarnya pilihan awal aplikasi ini",
        asked_of=UnitOrders, judge=last_quarter, needs=needs(Input.DAY),
        rows=("tanda.akhir.triwulan", "tanda.akhir.desember"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT,
    ),
)  # fmt: skip
