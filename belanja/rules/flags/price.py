"""Prices of one line: moved around the purchase, above a standard, far from what others paid, dearer than another."""

from datetime import timedelta
from decimal import Decimal

from ..buying.policy.book import Book
from ..buying.reasons import Use, answers
from ..pdn import PdnClass
from .counting import at_least, fence, median, middle_price, more_than, percent_of, price_on, spread
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Line
from .told import Input

#: Distances in MAD become those in standard deviations by it (Iglewicz and Hoaglin).
_NORMAL = Decimal("0.6745")
_LADDER = list(PdnClass)


def raised_at_purchase(line: Line, book: Book) -> Found:
    """The listed price stood higher when it was bought than before, and came back afterwards."""
    after = int(book.number("tanda.naik.sesudah"))
    if line.curve is None or line.listed_price is None or line.day is None:
        return unjudged(Input.PRICE_HISTORY)
    first = line.day - timedelta(days=int(book.number("tanda.naik.sebelum")))
    base = middle_price(line.curve, first, line.day - timedelta(days=int(book.number("tanda.naik.jeda"))))
    if base is None:
        return unjudged("harga tayang sebelum dibeli", tayang=line.listed_price)
    more = book.number("tanda.naik.persen")
    if not at_least(line.listed_price - base, base, more):
        return decided(False, sebelum=base, saat=line.listed_price)
    if line.as_of < line.day + timedelta(days=after):
        return unjudged(f"harga tayang {after} hari sesudah dibeli", sebelum=base, saat=line.listed_price)
    later = middle_price(line.curve, line.day + timedelta(days=1), line.day + timedelta(days=after))
    if later is None:
        return unjudged("harga tayang sesudah dibeli", sebelum=base, saat=line.listed_price)
    back = not more_than(later - base, base, book.number("tanda.naik.kembali"))
    return decided(back, sebelum=base, saat=line.listed_price, sesudah=later)


def raised_before_purchase(line: Line, book: Book) -> Found:
    """The listed price rose shortly before it was bought, whatever came later."""
    if line.curve is None or line.listed_price is None or line.day is None:
        return unjudged(Input.PRICE_HISTORY)
    former = price_on(line.curve, line.day - timedelta(days=int(book.number("tanda.menjelang.hari"))))
    if former is None:
        return unjudged("harga tayang sebelum dibeli", tayang=line.listed_price)
    rose = at_least(line.listed_price - former, former, book.number("tanda.menjelang.persen"))
    return decided(rose, sebelum=former, saat=line.listed_price)


def above_standard(line: Line, book: Book) -> Found:
    """Above the region's standard price on the same basis."""
    if line.unit_price is None:
        return unjudged(Input.PRICE)
    if line.standard_price is None:
        return unjudged("standar harga satuan barang ini", harga=line.unit_price)
    over = more_than(line.unit_price - line.standard_price, line.standard_price, book.number("beli.standar.persen"))
    return decided(over, harga=line.unit_price, standar=line.standard_price)


def above_highest_retail(line: Line, book: Book) -> Found:
    """Above the highest retail price that a ministry has set."""
    if line.unit_price is None:
        return unjudged(Input.PRICE)
    if line.highest_retail is None:
        return unjudged("harga eceran tertinggi barang ini", harga=line.unit_price)
    return decided(line.unit_price > line.highest_retail, harga=line.unit_price, het=line.highest_retail)


def above_outside(line: Line, book: Book) -> Found:
    """Dearer than where somebody saw it outside the catalogue, and a curator has checked that."""
    if line.unit_price is None:
        return unjudged(Input.PRICE)
    if line.outside_price is None:
        return unjudged("harga luar yang sudah diperiksa", harga=line.unit_price)
    dearer = at_least(line.unit_price - line.outside_price, line.outside_price, book.number("tanda.luar.persen"))
    return decided(dearer, harga=line.unit_price, luar=line.outside_price)


def outlier(line: Line, book: Book) -> Found:
    """Far above what others paid for like goods. Of few prices a fence is asked, of many a robust score."""
    if line.unit_price is None or line.like_prices is None:
        return unjudged("harga transaksi barang sejenis")
    told, own = line.like_prices, line.unit_price
    if len(told) < book.number("beli.bukti.harga"):
        return unjudged(f"harga transaksi sejenis; baru ada {len(told)}", harga=own)
    middle = median(told)
    far = own >= middle * book.number("tanda.pencilan.kali")
    if len(told) < book.number("tanda.contoh.banding"):
        bound = fence(told, book.number("tanda.pagar"))
        return decided(far and own > bound, harga=own, median=middle, pagar=bound, contoh=len(told))
    away = spread(told)
    odd = _NORMAL * (own - middle) >= book.number("tanda.pencilan.z") * away
    return decided(far and odd, harga=own, median=middle, mad=away, contoh=len(told))


def cheaper_on_offer(line: Line, book: Book) -> Found:
    """A like offer of no lower PDN class was live, served place and quantity, was cheaper delivered, and no reason says
    why it was not taken."""
    if line.alternatives is None or line.landed_price is None or line.quantity is None or line.pdn is None:
        return unjudged(Input.OFFERS)
    if line.reasons is None:
        return unjudged(Input.REASONS)
    rank = _LADDER.index(line.pdn)
    prices = [
        one.landed_price
        for one in line.alternatives
        if one.landed_price is not None and one.serves(line.quantity) and _LADDER.index(one.pdn) <= rank
    ]
    if not prices:
        return decided(False, harga=line.landed_price)
    saved = at_least(line.landed_price - min(prices), line.landed_price, book.number("tanda.murah.persen"))
    reason = bool(answers(line.reasons, Use.DEARER))
    return decided(saved and not reason, harga=line.landed_price, termurah=min(prices), beralasan=reason)


def freight(line: Line, book: Book) -> Found:
    """Freight that is much of the goods, and more than others paid to the same kabupaten for such goods."""
    if line.freight is None or not line.goods:
        return unjudged(Input.FREIGHT)
    if line.freight_parts is None or len(line.freight_parts) < book.number("tanda.contoh.banding"):
        return unjudged("ongkos kirim pembanding ke kabupaten ini", ongkir=line.freight)
    bound = max(book.number("tanda.ongkir.persen"), fence(line.freight_parts, book.number("tanda.pagar")))
    return decided(
        more_than(line.freight, line.goods, bound),
        ongkir=line.freight,
        bagian_persen=percent_of(line.freight, line.goods),
        batas_persen=bound,
    )


_ROUND = (Input.DAY, Input.LISTED, Input.PRICE_HISTORY)

PRICE: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.PRICE}.naik_saat_dibeli",
        question="Mengapa harga tayang lebih tinggi pada saat dibeli, lalu turun lagi?",
        formula="harga tayang saat dibeli paling sedikit 20% di atas median 90 sampai 7 hari sebelumnya, dan median 30 "
        "hari sesudahnya paling banyak 5% di atas median itu",
        innocent="Harga bahan memang naik sebentar (BBM, pangan, musim), terlihat juga pada penyedia lain.",
        basis="kajian-e-audit", article="perubahan harga mencolok di sekitar transaksi",
        asked_of=Line, judge=raised_at_purchase, needs=needs(*_ROUND),
        rows=("tanda.naik.persen", "tanda.naik.kembali", "tanda.naik.sebelum", "tanda.naik.jeda", "tanda.naik.sesudah"),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.UNIT_FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.PRICE}.naik_menjelang_dibeli",
        question="Mengapa harga tayang dinaikkan menjelang pembelian ini?",
        formula="harga tayang saat dibeli paling sedikit 5% di atas harga 14 hari sebelumnya",
        innocent="Daftar harga pabrik, ongkos atau kurs berubah; kenaikan yang sama ada pada penyedia lain.",
        basis="kajian-stranas-pk", article="harga naik segera sebelum dibeli",
        asked_of=Line, judge=raised_before_purchase, needs=needs(*_ROUND),
        rows=("tanda.menjelang.persen", "tanda.menjelang.hari"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.PRICE}.di_atas_standar",
        question="Mengapa harga yang disepakati di atas standar harga satuan daerah?",
        formula="harga satuan di atas standar (SSH, SBU, HSPK, ASB) pada dasar pajak dan kirim yang sama",
        innocent="Standar belum diperbarui, atau barangnya lebih tinggi mutunya daripada yang distandarkan.",
        basis="permendagri-77-2020", article="standar harga satuan sebagai batas tertinggi",
        asked_of=Line, judge=above_standard, needs=needs(Input.PRODUCT, Input.PRICE), rows=("beli.standar.persen",),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.PRICE}.di_atas_het",
        question="Mengapa harga yang disepakati di atas harga eceran tertinggi?",
        formula="harga satuan di atas HET yang berlaku pada hari pesanan",
        innocent="HET berubah sesudah pesanan dibuat, atau kemasannya lain.",
        basis="kepka-lkpp-122-2022", article="harga tayang tidak di atas HET bila ada; dari sumber kedua",
        asked_of=Line, judge=above_highest_retail, needs=needs(Input.PRODUCT, Input.PRICE),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.PRICE}.di_atas_harga_luar",
        question="Mengapa lebih mahal daripada di luar katalog?",
        formula="harga satuan paling sedikit 10% di atas harga luar terendah yang sudah diperiksa kurator",
        innocent="Harga luar itu promosi, tanpa garansi, atau tidak sampai ke tempat kirim.",
        basis="kepka-lkpp-122-2022", article="harga katalog tidak lebih mahal daripada di luar; dari sumber kedua",
        asked_of=Line, judge=above_outside, needs=needs(Input.PRODUCT, Input.PRICE), rows=("tanda.luar.persen",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.PRICE}.pencilan",
        question="Mengapa harganya jauh di atas yang dibayar pembeli lain untuk barang sejenis?",
        formula="harga satuan paling sedikit 1,2 kali median harga transaksi sejenis setahun dan 0,6745 x (harga - "
        "median) / MAD paling sedikit 3,5; bila contohnya kurang dari 8, di atas kuartil ketiga + 1,5 jarak kuartil",
        innocent="Barangnya ternyata tidak sejenis, jumlahnya kecil, atau termasuk pemasangan.",
        basis="kajian-ocp", article="R017: harga satuan sangat tinggi",
        asked_of=Line, judge=outlier, needs=needs(Input.PRODUCT, Input.PRICE),
        rows=("tanda.pencilan.z", "tanda.pencilan.kali", "tanda.contoh.banding", "tanda.pagar", "beli.bukti.harga"),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.PRICE}.lebih_murah_ada",
        question="Mengapa penawaran setara yang lebih murah tidak dipilih?",
        formula="ada penawaran sejenis, kelas PDN tidak lebih rendah, melayani tempat dan jumlahnya, sampai di tempat "
        "paling sedikit 10% lebih murah, dan tidak ada alasan tertulis",
        innocent="Merek dibakukan, garansi atau waktu kirim lebih baik; alasannya lupa ditulis.",
        basis="perpres-16-2018", article="Pasal 6: efisien, efektif, terbuka",
        asked_of=Line, judge=cheaper_on_offer, needs=needs(Input.OFFERS, Input.REASONS, Input.QUANTITY, Input.PDN),
        rows=("tanda.murah.persen",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.PRICE}.ongkos_kirim",
        question="Mengapa ongkos kirimnya begitu besar dibanding barangnya?",
        formula="ongkos kirim di atas 20% harga barang dan di atas pagar (kuartil ketiga + 1,5 jarak kuartil) kiriman "
        "sejenis ke kabupaten yang sama",
        innocent="Tempatnya jauh (Lebak atau Pandeglang selatan), barangnya besar dan murah.",
        basis="kajian-ocp", article="biaya tambahan yang tidak wajar",
        asked_of=Line, judge=freight, needs=needs(Input.FREIGHT, Input.GOODS),
        rows=("tanda.ongkir.persen", "tanda.contoh.banding", "tanda.pagar"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
)  # fmt: skip
