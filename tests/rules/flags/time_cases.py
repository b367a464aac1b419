"""When and in what parts things were bought."""

from datetime import date, datetime, timedelta

from belanja.rules.channels import Channel
from belanja.rules.flags.subjects import Bought, LikeOrders

from .made import (
    BILLION,
    DAY,
    LAST,
    MILLION,
    NOON,
    C,
    F,
    S,
    U,
    ago,
    at,
    bought,
    cases,
    like,
    line,
    many,
    numbers,
    officer,
    order,
    unit,
    year,
)  # fmt: skip


def hour(clock: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, clock, minute)


def fresh(hours: int, older: int | None = 1, **facts: object):  # type: ignore[no-untyped-def]
    return line(ordered_at=NOON, listed_at=ago(hours=hours), older_alike=older, **facts)


def fast(minutes: int, amount: int = 20 * MILLION):  # type: ignore[no-untyped-def]
    return order(opened_at=ago(minutes=minutes), agreed_at=NOON, amount=amount)


def step(seconds: int, rounds: int | None = 1):  # type: ignore[no-untyped-def]
    return order(rounds=rounds, offered_at=ago(seconds=seconds), agreed_at=NOON)


def day_time(odd: datetime, count: int = 4):  # type: ignore[no-untyped-def]
    return officer(*many(count, at=NOON), bought(at=odd))


_FLAT, _WIDE = numbers(10, 10, 10), numbers(10, 10, 30, 30)
_JAN = date(2025, 1, 20)


def rush(late: int, first: date = date(2025, 12, 2), former=_FLAT, **facts: object):  # type: ignore[no-untyped-def]
    return year(bought(late, first), bought(100 - late, _JAN), former=former, **facts)


def quarter(late: int, month: int):  # type: ignore[no-untyped-def]
    return year(bought(late, date(2025, month, 1)), bought(100 - late, _JAN))


TIMING = [
    *cases(
        "waktu.baru_tayang",
        ("72 jam", F, fresh(72)),
        ("73 jam", C, fresh(73)),
        ("24 jam", S, fresh(24)),
        ("25 jam", F, fresh(25)),
        ("dipesan sebelum tayang", C, fresh(-1)),
        ("wajar: tidak ada yang sejenis sebelumnya", C, fresh(5, older=0)),
        ("tidak diketahui sejenisnya", U, fresh(5, older=None)),
        ("v5 tanpa jam", U, fresh(5, channel=Channel.V5)),
    ),
    *cases(
        "waktu.terlalu_cepat",
        ("16 menit", F, fast(16)),
        ("17 menit", C, fast(17)),
        ("10 menit", S, fast(10)),
        ("11 menit", F, fast(11)),
        ("sedikit di atas nilai", S, fast(5, 10 * MILLION + 1)),
        ("wajar: belanja kecil berulang", C, fast(5, 10 * MILLION)),
        ("belum disepakati", U, order(opened_at=NOON)),
        ("tanpa jam", U, order(agreed_at=NOON)),
    ),
    *cases(
        "waktu.jam_janggal",
        ("satu dari lima", F, day_time(hour(22))),
        ("empat pesanan", U, day_time(hour(22), 3)),
        ("21.59", C, day_time(hour(21, 59))),
        ("04.59", F, day_time(hour(4, 59))),
        ("05.00", C, day_time(hour(5))),
        ("wajar: 4 dari 21", C, officer(*many(4, at=hour(23)), *many(17, at=NOON))),
        ("tanpa jam", U, officer(*many(9))),
    ),
    *cases(
        "waktu.hari_libur",
        ("satu dari lima", F, unit(bought(day_off=True), *many(4, day_off=False))),
        ("empat pesanan", U, unit(bought(day_off=True), *many(3, day_off=False))),
        ("wajar: 4 dari 21", C, unit(*many(4, day_off=True), *many(17, day_off=False))),
        ("tanpa kalender", U, unit(*many(9))),
    ),
    *cases(
        "waktu.satu_langkah",
        ("4 menit 59 detik", F, step(299)),
        ("4 menit", F, step(240)),
        ("5 menit", C, step(300)),
        ("wajar: dua putaran", C, step(60, 2)),
        ("tanpa putaran", U, step(60, None)),
    ),
    *cases(
        "waktu.akhir_tahun",
        ("36 persen", F, rush(36)),
        ("35 persen", C, rush(35)),
        ("hari ke-31 dari akhir", C, rush(50, date(2025, 12, 1))),
        ("di atas dua simpangan", F, rush(41, former=_WIDE)),
        ("wajar: seperti tahun-tahun lalu", C, rush(40, former=_WIDE)),
        ("dua tahun lalu saja", U, rush(50, former=numbers(10, 10))),
        ("tahun belum selesai", U, rush(50, as_of=LAST - timedelta(days=1))),
    ),
    *cases(
        "waktu.triwulan_akhir",
        ("46 persen sejak Oktober", F, quarter(46, 10)),
        ("45 persen sejak Oktober", C, quarter(45, 10)),
        ("26 persen Desember", F, quarter(26, 12)),
        ("wajar: 25 persen Desember", C, quarter(25, 12)),
        ("tahun belum selesai", U, year(bought(), as_of=date(2025, 12, 30))),
    ),
]  # fmt: skip


def parts(one: int, other: int, days: int = 30, second: str = "F2", **facts: object):  # type: ignore[no-untyped-def]
    return like(bought(one, at(days=days), key="P1"), bought(other, DAY, key="P2", firm=second), **facts)


def routine(months: int, *orders: Bought) -> LikeOrders:
    """So many months with a small order of others each, the last one that of `orders`."""
    small = (bought(MILLION, at(days=31 * one), key=f"R{one}", firm="F3") for one in range(2, months + 1))
    return like(*small, *orders)


def two(one: int, other: int, second: str = "F1", **facts: object) -> tuple[Bought, ...]:
    return bought(one, at(days=1), key="P1", **facts), bought(other, DAY, key="P2", firm=second, **facts)


_BELOW = 180 * MILLION
SPLITTING = [
    *cases(
        "pecah.batas",
        ("30 hari, 80 persen, sedikit di atas", F, parts(160 * MILLION, 40 * MILLION + 1)),
        ("bersama tepat batas", C, parts(160 * MILLION, 40 * MILLION)),
        ("terbesar 79 persen", C, parts(158 * MILLION, 42 * MILLION + 1)),
        ("wajar: 31 hari di antaranya", C, parts(160 * MILLION, 50 * MILLION, 31)),
        ("satu penyedia", S, parts(160 * MILLION, 50 * MILLION, second="F1")),
        ("batas 50 juta", F, parts(40 * MILLION, 10 * MILLION + 1)),
        ("tepat 50 juta", C, parts(40 * MILLION, 10 * MILLION)),
        ("batas 100 miliar", F, parts(80 * BILLION, 20 * BILLION + 1)),
        ("tepat 100 miliar", C, parts(80 * BILLION, 20 * BILLION)),
        ("satu pesanan besar", C, like(bought(150 * MILLION))),
        ("wajar: katering enam bulan", C, routine(6, *two(160 * MILLION, 150 * MILLION))),
        ("lima bulan belum rutin", S, routine(5, *two(160 * MILLION, 150 * MILLION))),
        ("rutin, dua bagian tepat 90 persen", S, routine(6, *two(180 * MILLION, 180 * MILLION))),
        ("rutin, satu bagian 89,5 persen", C, routine(6, *two(180 * MILLION, 179 * MILLION))),
        ("rutin, dua penyedia", C, routine(6, *two(190 * MILLION, 190 * MILLION, second="F2"))),
        ("pesanan bertahap", C, like(*two(160 * MILLION, 150 * MILLION, call_off=True))),
        ("Toko Daring tidak menyebut barang", U, parts(160 * MILLION, 50 * MILLION, channel=Channel.TOKO_DARING)),
    ),
    *cases(
        "pecah.penyedia_sama",
        ("tepat", S, parts(160 * MILLION, 40 * MILLION + 1, second="F1")),
        ("bersama tepat batas", C, parts(160 * MILLION, 40 * MILLION, second="F1")),
        ("terbesar 79 persen", C, parts(158 * MILLION, 42 * MILLION + 1, second="F1")),
        ("31 hari", C, parts(160 * MILLION, 50 * MILLION, 31, second="F1")),
        ("wajar: bersama 60 juta", C, parts(40 * MILLION, 20 * MILLION, second="F1")),
        ("tanpa penyedia", U, parts(160 * MILLION, 50 * MILLION, firm="")),
    ),
    *cases(
        "pecah.menumpuk",
        ("lima tepat di tepi", F, unit(*many(5, _BELOW))),
        ("lima sedikit di luar tepi", C, unit(*many(5, "179999999.50"))),
        ("lima pada 89 persen", C, unit(*many(5, 178 * MILLION))),
        ("empat", C, unit(*many(4, 190 * MILLION))),
        ("9 di bawah, 1 di atas", F, unit(*many(9, 190 * MILLION), bought(210 * MILLION))),
        ("89 di bawah, 11 di atas", C, unit(*many(89, 190 * MILLION), *many(11, 210 * MILLION))),
        ("wajar: sama banyak di atas", C, unit(*many(5, 190 * MILLION), *many(5, 210 * MILLION))),
        ("tanpa pesanan", U, unit()),
    ),
    *cases(
        "pecah.menempel_batas",
        ("95 persen", F, order(amount=190 * MILLION)),
        ("94 persen", C, order(amount=188 * MILLION)),
        ("tepat batas", F, order(amount=200 * MILLION)),
        ("cadangan usaha kecil", F, order(amount=15 * BILLION)),
        ("95 persen cadangan", F, order(amount=14250 * MILLION)),
        ("penetapan", F, order(amount=100 * BILLION)),
        ("95 persen penetapan", F, order(amount=95 * BILLION)),
        ("wajar: jauh di bawah", C, order(amount=150 * MILLION)),
        ("tanpa nilai", U, order(amount=0)),
    ),
]  # fmt: skip
