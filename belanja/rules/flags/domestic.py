"""Domestic products and small firms: passed over without a word, claimed without proof."""

from typing import Any

from ..buying.policy.book import Book
from ..buying.policy.preference import evaluate
from ..buying.reasons import Use, answers
from ..firms import is_umkk
from ..pdn import PdnClass
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Line, Order
from .told import Input

_LADDER = list(PdnClass)
#: Classes that Pasal 66 puts before any other.
_FIRST = frozenset({PdnClass.TKDN_BMP_40, PdnClass.TKDN_25})


def import_with_substitute(line: Line, book: Book) -> Found:
    """An import was bought while a domestic product of TKDN 25 percent or more could serve, and no reason says why."""
    if line.pdn is None or line.pdn is PdnClass.UNKNOWN:
        return unjudged(Input.PDN)
    if line.pdn is not PdnClass.IMPORT:
        return decided(False, kelas=line.pdn)
    quantity = line.quantity
    if line.alternatives is None or line.reasons is None or quantity is None:
        return unjudged(Input.OFFERS, kelas=line.pdn)
    found = [one.offer for one in line.alternatives if one.pdn in _FIRST and one.serves(quantity)]
    reason = bool(answers(line.reasons, Use.IMPORT))
    return decided(bool(found) and not reason, kelas=line.pdn, pengganti=found or None, beralasan=reason)


def lower_class(line: Line, book: Book) -> Found:
    """A product of a lower class on the ladder was bought while a better one could serve, and no reason says why."""
    if line.pdn is None or line.pdn is PdnClass.UNKNOWN:
        return unjudged(Input.PDN)
    quantity = line.quantity
    if line.alternatives is None or line.reasons is None or quantity is None:
        return unjudged(Input.OFFERS, kelas=line.pdn)
    own = _LADDER.index(line.pdn)
    better = [
        one.offer
        for one in line.alternatives
        if one.pdn.proven and _LADDER.index(one.pdn) < own and one.serves(quantity)
    ]
    reason = bool(answers(line.reasons, Use.LOWER_CLASS) or answers(line.reasons, Use.IMPORT))
    asked = line.pdn is not PdnClass.IMPORT
    return decided(asked and bool(better) and not reason, kelas=line.pdn, lebih_baik=better or None, beralasan=reason)


def certificate(line: Line, book: Book) -> Found:
    """The TKDN it claims does not stand: no number, run out, another's, of another type, higher than registered."""
    if not line.claims_known or line.day is None:
        return unjudged(Input.CLAIMS)
    claim = line.certificate
    if claim is None or claim.claimed <= 0:
        return decided(False)
    wrong = {
        "tanpa nomor": not claim.number,
        "sudah berakhir": claim.valid_to is not None and claim.valid_to < line.day,
        "milik usaha lain": claim.owner_fits is False,
        "untuk tipe lain": claim.kind_fits is False,
        "di atas yang terdaftar": claim.registered is not None and claim.claimed > claim.registered,
    }
    found = [name for name, yes in wrong.items() if yes]
    return decided(bool(found), tkdn=claim.claimed, nomor=claim.number, masalah=found or None)


def import_as_domestic(line: Line, book: Book) -> Found:
    """Called domestic without proof, although its maker or origin is abroad."""
    if line.pdn is None or line.made_abroad is None:
        return unjudged("asal barang")
    called = line.pdn is PdnClass.UNPROVEN or line.pdn.proven
    return decided(called and line.made_abroad, kelas=line.pdn)


def preference_overpaid(line: Line, book: Book) -> Found:
    """Above the value from which preference holds, another offer had a lower evaluated price."""
    if line.amount <= book.number("beli.hea.di_atas"):
        return decided(False, nilai=line.amount)
    quantity, price = line.quantity, line.unit_price
    if line.alternatives is None or quantity is None or price is None:
        return unjudged(Input.OFFERS, nilai=line.amount)
    own = evaluate("", price * quantity, line.tkdn, book=book).evaluated
    others = [
        evaluate(one.offer, one.unit_price * quantity, one.tkdn, book=book).evaluated
        for one in line.alternatives
        if one.unit_price is not None and one.serves(quantity)
    ]
    lowest = min(others, default=own)
    return decided(lowest < own, nilai=line.amount, hea=own, hea_terendah=lowest)


def large_firm(order: Order, book: Book) -> Found:
    """Up to the reserve a firm that is not small was bought from, and no reason says why."""
    if order.scale is None:
        return unjudged(Input.SCALE)
    reserve = book.number("beli.umkk.sampai")
    value = order.plan.ceiling if order.plan and order.plan.ceiling is not None else order.amount
    reason = bool(answers(order.reasons or (), Use.NOT_SMALL))
    told: dict[str, Any] = {
        "skala": order.scale,
        "nilai": value,
        "batas": reserve,
        "alasan_diketahui": order.reasons is not None,
    }
    return decided(value <= reserve and not is_umkk(order.scale) and not reason, **told)


DOMESTIC: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.DOMESTIC}.impor_ada_pengganti",
        question="Mengapa barang impor dibeli padahal ada produk dalam negeri yang dapat menggantikannya?",
        formula="kelas impor, ada penawaran TKDN paling sedikit 25% yang melayani tempat dan jumlahnya, tanpa alasan "
        "tertulis",
        innocent="Spesifikasinya memang berbeda; catatan teknisnya lupa dilampirkan.",
        basis="perpres-16-2018", article="Pasal 66 ayat (5)",
        asked_of=Line, judge=import_with_substitute, needs=needs(Input.PDN, Input.OFFERS, Input.REASONS),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT, shown=True,
    ),
    Indicator(
        code=f"{Family.DOMESTIC}.kelas_lebih_rendah",
        question="Mengapa kelas PDN yang lebih rendah dipilih padahal yang lebih baik tersedia?",
        formula="ada penawaran berkelas lebih tinggi yang melayani tempat dan jumlahnya, tanpa alasan tertulis",
        innocent="Persediaan yang lebih baik tidak cukup, waktunya tidak sampai.",
        basis="perpres-16-2018", article="Pasal 66 ayat (2) sampai (2d)",
        asked_of=Line, judge=lower_class, needs=needs(Input.PDN, Input.OFFERS, Input.REASONS),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.DOMESTIC}.sertifikat",
        question="Apakah sertifikat TKDN barang ini berlaku dan memang miliknya?",
        formula="TKDN diklaim, dan nomornya tidak ada, sudah berakhir pada hari pesanan, milik usaha atau tipe lain, "
        "atau nilainya di atas yang terdaftar",
        innocent="Merek dan nama pabrik ditulis dengan cara lain; perpanjangan sedang diproses.",
        basis="permenperin-35-2025", article="sertifikat TKDN; saran pemeriksa tentang tipe dan masa berlaku",
        asked_of=Line, judge=certificate, needs=needs(Input.CLAIMS, Input.DAY),
        severity=Severity.MIDDLE, confidence=Confidence.STRONG, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.DOMESTIC}.impor_berlabel_pdn",
        question="Apakah barang berlabel PDN ini sebenarnya impor?",
        formula="disebut dalam negeri, sedangkan pabrik atau negara asalnya di luar negeri",
        innocent="Dirakit di dalam negeri dengan merek asing.",
        basis="perpres-16-2018", article="Pasal 66; perkara impor berlabel PDN 2022",
        asked_of=Line, judge=import_as_domestic, needs=needs(Input.PDN, Input.CLAIMS),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.DOMESTIC}.preferensi",
        question="Mengapa bukan harga evaluasi akhir terendah yang dipilih?",
        formula="baris di atas Rp1 miliar, dan penawaran lain mempunyai HEA lebih rendah",
        innocent="Preferensi dalam negosiasi katalog tidak diatur jelas; informasi, bukan kewajiban.",
        basis="perpres-16-2018", article="Pasal 67",
        asked_of=Line, judge=preference_overpaid, needs=needs(Input.OFFERS, Input.PRICE, Input.QUANTITY),
        rows=("beli.hea.di_atas", "beli.hea.tkdn", "beli.hea.terbesar"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.SMALL}.usaha_bukan_kecil",
        question="Mengapa paket yang dicadangkan bagi usaha kecil dibeli dari usaha lain?",
        formula="pagu (bila tidak diketahui: nilai pesanan) paling banyak Rp15 miliar, skala penyedia menengah atau "
        "besar, tanpa alasan tertulis",
        innocent="Kemampuan teknisnya tidak dipenuhi usaha kecil; impor data tidak menyebut alasannya.",
        basis="perpres-16-2018", article="Pasal 65 ayat (4)",
        asked_of=Order, judge=large_firm, needs=needs(Input.SCALE), rows=("beli.umkk.sampai",),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
)  # fmt: skip
