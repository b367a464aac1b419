"""Mini-competitions. They need bids, which no channel tells yet: nothing here can be judged until one does."""

from datetime import timedelta

from ..buying.policy.book import Book
from .counting import at_least, more_than
from .model import Confidence, Family, Found, Gather, Indicator, Severity, decided, needs, unjudged
from .subjects import Competition
from .told import Input


def single_bid(one: Competition, book: Book) -> Found:
    """Only one firm made an offer."""
    if one.bids is None:
        return unjudged(Input.BIDS)
    return decided(len(one.bids) == 1, penawaran=len(one.bids))


def close_bids(one: Competition, book: Book) -> Found:
    """Every losing offer lies a little above the winner's."""
    if one.bids is None:
        return unjudged(Input.BIDS)
    winners, losers = [bid for bid in one.bids if bid.won], [bid for bid in one.bids if not bid.won]
    if len(winners) != 1 or not losers:
        return unjudged("satu pemenang dan penawaran lain", penawaran=len(one.bids))
    won = winners[0].total
    low, high = book.number("tanda.minikom.dekat_bawah"), book.number("tanda.minikom.dekat_atas")
    close = all(at_least(bid.total - won, won, low) and not more_than(bid.total - won, won, high) for bid in losers)
    return decided(close, pemenang=won, kalah=[bid.total for bid in losers])


def short_time(one: Competition, book: Book) -> Found:
    """Little time to make an offer."""
    if one.opened_at is None or one.closed_at is None:
        return unjudged(Input.BIDS)
    short = one.closed_at - one.opened_at < timedelta(hours=int(book.number("tanda.minikom.jam")))
    return decided(short, dibuka=one.opened_at, ditutup=one.closed_at)


def lowest_refused(one: Competition, book: Book) -> Found:
    """The lowest offer was refused."""
    if one.bids is None or not one.bids:
        return unjudged(Input.BIDS)
    lowest = min(one.bids, key=lambda bid: bid.total)
    others = sum(1 for bid in one.bids if bid.refused and bid is not lowest)
    return decided(lowest.refused, terendah=lowest.total, gugur_lain=others)


COMPETITION: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.COMPETITION}.satu_penawar",
        question="Mengapa hanya satu usaha menawar?",
        formula="satu penawaran saja sampai batas akhir",
        innocent="Barangnya langka atau waktunya buruk; aturan membolehkan negosiasi dengan penawar itu.",
        basis="kajian-cardinal", article="R018: penawar tunggal",
        asked_of=Competition, judge=single_bid, needs=needs(Input.BIDS),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
    Indicator(
        code=f"{Family.COMPETITION}.harga_berdekatan",
        question="Mengapa semua penawaran lain sedikit di atas pemenang?",
        formula="setiap penawaran kalah 0,5% sampai 3% di atas pemenang",
        innocent="Harga pasar yang tipis labanya.",
        basis="kajian-cardinal", article="R024 dan R028: harga berdekatan atau sama",
        asked_of=Competition, judge=close_bids, needs=needs(Input.BIDS),
        rows=("tanda.minikom.dekat_bawah", "tanda.minikom.dekat_atas"),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.COMPETITION}.waktu_singkat",
        question="Mengapa waktu menawarnya begitu singkat?",
        formula="dari dibuka sampai ditutup kurang dari 24 jam",
        innocent="Keadaan mendesak yang dijelaskan pada pengumumannya.",
        basis="kajian-cardinal", article="R003: waktu penawaran pendek",
        asked_of=Competition, judge=short_time, needs=needs(Input.BIDS), rows=("tanda.minikom.jam",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.COMPETITION}.terendah_gugur",
        question="Mengapa penawaran terendah digugurkan?",
        formula="penawaran terendah tidak lulus verifikasi",
        innocent="Spesifikasi atau izinnya memang tidak terpenuhi.",
        basis="kajian-cardinal", article="R036: penawar terendah digugurkan",
        asked_of=Competition, judge=lowest_refused, needs=needs(Input.BIDS),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT_FIRM,
    ),
)  # fmt: skip
