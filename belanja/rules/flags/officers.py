"""Officials: what they may decide, what one person may not do twice, how they rate."""

from ..buying.policy.book import Book
from ..duties import Role
from ..separation import one_person
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import OfficerOrders, Order
from .told import Input


def beyond_authority(order: Order, book: Book) -> Found:
    """A Pejabat Pengadaan above his limit; above the limit of determination nobody determined it."""
    if order.buyer_role is None:
        return unjudged(Input.PARTS)
    if order.buyer_role is Role.PEJABAT_PENGADAAN and order.amount > book.number("beli.pp.sampai"):
        return decided(True, nilai=order.amount, batas=book.number("beli.pp.sampai"), peran=order.buyer_role)
    limit = book.number("beli.penetapan.di_atas")
    if order.amount > limit and order.determined is None:
        return unjudged("penetapan PA/KPA", nilai=order.amount)
    return decided(order.amount > limit and not order.determined, nilai=order.amount, batas=limit)


def two_duties(order: Order, book: Book) -> Found:
    """One person held two parts of the order that exclude each other, delegates included."""
    if order.parts is None:
        return unjudged(Input.PARTS)
    found = one_person(order.parts, order.buyer_role)
    return decided(bool(found), rangkap=[f"{pair.one.label} dan {pair.other.label}" for pair in found])


def same_rating(officer: OfficerOrders, book: Book) -> Found:
    """Every firm gets the highest mark, or nobody is rated at all."""
    told = [one for one in officer.orders if one.rated is not None]
    if len(told) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"pesanan yang waktunya dinilai; baru ada {len(told)}")
    rated = [one for one in told if one.rated]
    best = all(one.score == book.number("tanda.petugas.nilai") for one in rated)
    return decided(not rated or (best and len(rated) == len(told)), pesanan=len(told), dinilai=len(rated))


OFFICERS: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.OFFICER}.kewenangan",
        question="Apakah yang membeli dan menetapkan berwenang untuk nilai ini?",
        formula="Pejabat Pengadaan di atas Rp200 juta, atau di atas Rp100 miliar tanpa penetapan PA/KPA",
        innocent="Nilainya melewati batas hanya karena PPN atau adendum.",
        basis="perpres-16-2018", article="Pasal 9, 11, 12",
        asked_of=Order, judge=beyond_authority, needs=needs(Input.PARTS),
        rows=("beli.pp.sampai", "beli.penetapan.di_atas"),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.OFFICER}.rangkap",
        question="Mengapa satu orang memegang dua tugas yang harus dipisah?",
        formula="satu orang pada dua tugas satu pesanan yang saling meniadakan (PP dan PPK, PPK dan bendahara, "
        "pengusul dan penetap, APIP dan lainnya), pelimpahan ikut dihitung",
        innocent="Unit kecil tanpa pejabat lain, dengan surat penunjukan.",
        basis="uu-1-2004", article="Pasal 10 dan asas saling uji",
        asked_of=Order, judge=two_duties, needs=needs(Input.PARTS),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.OFFICER}.penilaian_seragam",
        question="Apakah kinerja penyedia sungguh dinilai?",
        formula="paling sedikit 5 pesanan yang waktunya dinilai: semua bernilai tertinggi, atau tidak satu pun dinilai",
        innocent="Penyedianya memang sedikit dan baik.",
        basis="perlem-lkpp-4-2021", article="Pasal 11: penilaian kinerja penyedia",
        asked_of=OfficerOrders, judge=same_rating, needs=needs(Input.OFFICER, Input.RATING),
        rows=("tanda.contoh.pesanan", "tanda.petugas.nilai"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.OFFICER,
    ),
)  # fmt: skip
