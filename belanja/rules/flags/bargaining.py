"""What negotiation did to prices, in one order and in an officer's orders; values that cling to a ceiling."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from ..buying.policy.book import Book
from .base_rates import share_of_peers
from .counting import at_least, average, deviation, more_than
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Bought, OfficerOrders, Order, PairOrders, UnitOrders
from .told import Input

_MILLION = Decimal(1_000_000)
#: Benford: how often a number begins with 1 to 9.
_BENFORD = [(1 + Decimal(1) / digit).log10() for digit in range(1, 10)]


def no_bargaining(order: Order, book: Book) -> Found:
    """Above a dated value, agreed at the listed price without a round."""
    if order.listed_goods is None or order.agreed_goods is None or order.rounds is None:
        return unjudged(Input.ROUNDS)
    plain = order.rounds == 0 and order.agreed_goods == order.listed_goods
    asked = order.amount > book.number("tanda.negosiasi.mulai")
    return decided(plain and asked, nilai=order.amount, putaran=order.rounds, tayang=order.listed_goods)


def same_discount(pair: PairOrders, book: Book) -> Found:
    """The same percentage off in every order of a pair: a ritual rather than a negotiation."""
    told = _discounts([one for one in pair.orders if one.firm == pair.firm])
    if len(told) < book.number("tanda.contoh.pesanan"):
        return unjudged(f"pesanan dengan harga tayang; baru ada {len(told)}")
    away = deviation(told)
    same = away < book.number("tanda.potongan.sebaran") and average(told) > 0
    return decided(same, pesanan=len(told), rata_rata_persen=average(told), simpangan=away)


def clings_to_ceiling(officer: OfficerOrders, book: Book) -> Found:
    """Most orders come out just below what the plan holds for them."""
    known = [one for one in officer.orders if one.ceiling]
    if len(known) < book.number("tanda.pagu.pesanan"):
        return unjudged(f"pesanan ber-pagu; baru ada {len(known)}")
    close = book.number("tanda.pagu.persen")
    near = [
        one
        for one in known
        if one.ceiling and one.total <= one.ceiling and not more_than(one.ceiling - one.total, one.ceiling, close)
    ]
    most = at_least(len(near), len(known), book.number("tanda.pagu.bagian"))
    return decided(most, pesanan=len(known), menempel=[one.key for one in near])


def odd_numbers(unit: UnitOrders, book: Book) -> Found:
    """Totals that do not begin as numbers do, or that are round too often. Of many orders alone; a weak sign."""
    totals = [one.total for one in unit.orders if one.total >= 1]
    if len(totals) < book.number("tanda.bulat.pesanan"):
        return unjudged(f"pesanan; baru ada {len(totals)}")
    away = _from_benford(totals)
    rounds = sum(1 for one in totals if one % _MILLION == 0)
    odd = away > book.number("tanda.bulat.benford")
    often = more_than(rounds, len(totals), book.number("tanda.bulat.persen"))
    return decided(odd or often, pesanan=len(totals), simpangan=away.quantize(Decimal("0.0001")), bulat=rounds)


def officer_does_not_bargain(officer: OfficerOrders, book: Book) -> Found:
    """An officer agrees at the listed price far oftener than the others do."""
    asked = [one for one in officer.orders if one.listed and one.agreed is not None]
    asked = [one for one in asked if one.total >= book.number("tanda.petugas.mulai")]
    plain = [one for one in asked if one.agreed == one.listed]
    return share_of_peers(len(plain), len(asked), officer.peers, book)


def _discounts(orders: Sequence[Bought]) -> list[Decimal]:
    """In percent of the listed price."""
    return [(one.listed - one.agreed) * 100 / one.listed for one in orders if one.listed and one.agreed is not None]


def _from_benford(totals: Sequence[Decimal]) -> Decimal:
    """The mean distance of the nine parts from what Benford's law says."""
    seen = Counter(one.as_tuple().digits[0] for one in totals)
    parts = [Decimal(seen[digit]) / len(totals) for digit in range(1, 10)]
    return average([abs(part - wanted) for part, wanted in zip(parts, _BENFORD, strict=True)])


BARGAINING: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.PRICE}.tanpa_negosiasi",
        question="Mengapa pesanan sebesar ini disepakati pada harga tayang tanpa negosiasi?",
        formula="nilai di atas Rp50 juta, tidak ada putaran negosiasi, dan harga disepakati sama dengan harga tayang",
        innocent="Harganya sudah terendah di antara yang sejenis, atau diatur pemerintah.",
        basis="kepka-lkpp-122-2022", article="harga tayang adalah harga satuan tertinggi; PPK menegosiasi",
        asked_of=Order, judge=no_bargaining, needs=needs(Input.ROUNDS, Input.LISTED, Input.PRICE),
        rows=("tanda.negosiasi.mulai",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.PRICE}.potongan_tetap",
        question="Mengapa potongan harganya selalu sama?",
        formula="paling sedikit 5 pesanan satu pejabat pada satu penyedia, simpangan baku potongan di bawah 0,1 persen",
        innocent="Penyedia memasang potongan menurut jumlah, terbuka bagi semua pembeli.",
        basis="kajian-ocp", article="pola persentase tetap",
        asked_of=PairOrders, judge=same_discount, needs=needs(Input.OFFICER, Input.FIRM, Input.LISTED, Input.PRICE),
        rows=("tanda.contoh.pesanan", "tanda.potongan.sebaran"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.PRICE}.menempel_pagu",
        question="Mengapa nilai pesanan hampir selalu tepat di bawah pagu?",
        formula="paling sedikit 6 pesanan ber-pagu, dan 50% atau lebih menyisakan paling banyak 0,5% pagu",
        innocent="Pagu disusun dari harga katalog dan jumlah yang sudah pasti.",
        basis="kajian-ocp", article="nilai menempel harga perkiraan",
        asked_of=OfficerOrders, judge=clings_to_ceiling, needs=needs(Input.OFFICER, Input.PLAN),
        rows=("tanda.pagu.persen", "tanda.pagu.bagian", "tanda.pagu.pesanan"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.OFFICER,
    ),
    Indicator(
        code=f"{Family.PRICE}.angka_ganjil",
        question="Mengapa angka nilai pesanan unit ini tidak menyebar seperti biasanya?",
        formula="paling sedikit 300 pesanan; rata-rata simpangan angka pertama dari hukum Benford di atas 0,015, atau "
        "lebih dari 40% nilai bulat sejuta",
        innocent="Barangnya sedikit ragamnya dan harganya tetap; harga katalog tidak mengikuti hukum Benford.",
        basis="kajian-ocp", article="R029: angka bulat; batas Nigrini",
        asked_of=UnitOrders, judge=odd_numbers, needs=needs(Input.DAY),
        rows=("tanda.bulat.pesanan", "tanda.bulat.benford", "tanda.bulat.persen"),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.OFFICER}.jarang_menawar",
        question="Mengapa pejabat ini jauh lebih sering membeli pada harga tayang daripada yang lain?",
        formula="paling sedikit 5 pesanan mulai Rp10 juta, bagian pada harga tayang di atas pagar pejabat lain",
        innocent="Ia membeli barang yang harganya diatur atau sudah terendah.",
        basis="kepka-lkpp-122-2022", article="harga tayang adalah harga satuan tertinggi; PPK menegosiasi",
        asked_of=OfficerOrders, judge=officer_does_not_bargain, needs=needs(Input.OFFICER, Input.LISTED, Input.PRICE),
        rows=("tanda.petugas.mulai", "tanda.contoh.pesanan", "tanda.contoh.banding", "tanda.pagar"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.OFFICER,
    ),
)  # fmt: skip
