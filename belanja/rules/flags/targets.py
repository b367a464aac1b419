"""The target of 30 percent made rather than met: ordered and cancelled, told twice, a smaller base, a last-day jump."""

from datetime import timedelta
from typing import Any

from ..buying.policy.book import Book
from ..channels import SPSE, Channel
from .counting import added, at_least, more_than
from .model import Confidence, Family, Found, Gather, Indicator, Scope, Severity, decided, needs, unjudged
from .subjects import Period, PlanLine, UnitPlan
from .told import Input


def cancelled_after_period(period: Period, book: Book) -> Found:
    """Counted at the cut-off, cancelled soon after."""
    until = period.last + timedelta(days=int(book.number("tanda.batal.hari")))
    if period.as_of < until:
        return unjudged(f"hari sampai {until.isoformat()}")
    counted = [one for one in period.orders if one.cancelled_on is None or one.cancelled_on > period.last]
    gone = [one for one in counted if one.cancelled_on is not None and one.cancelled_on <= until]
    much = more_than(added(gone), added(counted), book.number("tanda.batal.persen"))
    return decided(much, nilai=added(counted), batal=added(gone), pesanan=[one.key for one in gone])


def told_twice(line: PlanLine, book: Book) -> Found:
    """One plan line stands with the same value in e-Purchasing and in another channel, and nothing ties the two."""
    if not line.records:
        return unjudged("catatan pembelian paket RUP ini")
    open_ = [one for one in line.records if not one.linked]
    beside = {one.total for one in open_ if one.channel in (*SPSE, Channel.TOKO_DARING)}
    both = [one for one in open_ if one.channel not in (*SPSE, Channel.TOKO_DARING) and one.total in beside]
    return decided(bool(both), nilai=[one.total for one in both] or None, catatan=[one.key for one in open_])


def smaller_base(unit: UnitPlan, book: Book) -> Found:
    """The budget that the share is measured against was lowered, and no document of a change is on record."""
    if unit.budget is None or unit.former_budget is None:
        return unjudged("belanja pengadaan pada laporan sebelumnya")
    lower = unit.budget < unit.former_budget
    told: dict[str, Any] = {"semula": unit.former_budget, "menjadi": unit.budget, "dokumen": unit.change_document}
    return decided(lower and not unit.change_document, **told)


def jump_at_the_end(period: Period, book: Book) -> Found:
    """Much was signed in the last days of the quarter and had not been received long after."""
    days = timedelta(days=int(book.number("tanda.lonjakan.terima")))
    if period.as_of < period.last + days:
        return unjudged(f"{days.days} hari sesudah triwulan")
    first = period.last - timedelta(days=int(book.number("tanda.lonjakan.hari")) - 1)
    signed = [(one, one.signed_on) for one in period.orders if one.signed_on is not None]
    within = [one for one, day in signed if day <= period.last]
    waiting = [
        one
        for one, day in signed
        if first <= day <= period.last and (one.received_on is None or one.received_on > day + days)
    ]
    much = at_least(added(waiting), added(within), book.number("tanda.lonjakan.persen"))
    return decided(much, nilai=added(within), belum_diterima=added(waiting), pesanan=[one.key for one in waiting])


_LETTER = "se-banten-027-1181-2023"

TARGETS: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.TARGET}.batal_sesudah_tutup",
        question="Mengapa pesanan yang dihitung pada akhir periode kemudian dibatalkan?",
        formula="dibatalkan paling lama 30 hari sesudah akhir periode, bersama lebih dari 5% nilai periode itu",
        innocent="Penyedia tidak sanggup; pembatalannya diminta penyedia.",
        basis=_LETTER, article="paling sedikit 30 persen belanja pengadaan; turunan, tanpa sumber luar",
        asked_of=Period, judge=cancelled_after_period, needs=needs(Input.CANCELLED, Input.DAY),
        rows=("tanda.batal.hari", "tanda.batal.persen"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.TARGET}.tercatat_ganda",
        question="Apakah satu pembelian dicatat di dua kanal?",
        formula="paket RUP yang sama dengan nilai yang sama ada di e-Purchasing dan di Toko Daring atau SPSE, tanpa "
        "tautan",
        innocent="Dua pembelian yang kebetulan sama nilainya.",
        basis=_LETTER, article="porsi dihitung sekali; turunan, tanpa sumber luar",
        asked_of=PlanLine, judge=told_twice, needs=needs(Input.PLAN),
        about=(Channel.NATIVE, Channel.V5, Channel.V6, *SPSE),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.PLAN,
    ),
    Indicator(
        code=f"{Family.TARGET}.penyebut_turun",
        question="Mengapa belanja pengadaan unit ini berkurang tanpa dokumen perubahan?",
        formula="belanja pengadaan di bawah yang dipakai laporan sebelumnya dan tidak ada DPPA atau pergeseran "
        "tercatat",
        innocent="Dokumennya ada dan belum dimasukkan.",
        basis=_LETTER, article="dari total nilai belanja pengadaan; turunan, tanpa sumber luar",
        asked_of=UnitPlan, judge=smaller_base, needs=frozenset(), scope=Scope.PLANS,
        severity=Severity.MIDDLE, confidence=Confidence.STRONG, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.TARGET}.lonjakan_akhir_triwulan",
        question="Apakah kontrak pada hari-hari terakhir triwulan ini sungguh dilaksanakan?",
        formula="40% atau lebih nilai triwulan ditandatangani pada 5 hari terakhir dan belum diterima 60 hari kemudian",
        innocent="Barang pesanan khusus dengan waktu kirim panjang.",
        basis=_LETTER, article="paling sedikit 30 persen belanja pengadaan; turunan, tanpa sumber luar",
        asked_of=Period, judge=jump_at_the_end, needs=needs(Input.SIGNED, Input.RECEIPT),
        rows=("tanda.lonjakan.hari", "tanda.lonjakan.persen", "tanda.lonjakan.terima"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
)  # fmt: skip
