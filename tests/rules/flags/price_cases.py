"""Prices and negotiation."""

from decimal import Decimal

from belanja.rules.buying.policy import Alternative
from belanja.rules.channels import Channel
from belanja.rules.flags.subjects import PricePoint
from belanja.rules.pdn import PdnClass

from .made import (
    EIGHT,
    MILLION,
    SEVEN,
    C,
    F,
    U,
    at,
    bought,
    cases,
    line,
    many,
    money,
    numbers,
    officer,
    order,
    pair,
    unit,
)  # fmt: skip


def curve(*points: tuple[int, int]) -> tuple[PricePoint, ...]:
    """Listed prices by days before the purchase."""
    return tuple(PricePoint(at(days=days), Decimal(amount)) for days, amount in points)


def moved(after: int = 105) -> tuple[PricePoint, ...]:
    """A median of 100 over just the days from 90 to 7 before."""
    return curve((200, 80), (48, 120), (-1, after))


def other(landed: int, pdn: PdnClass = PdnClass.TKDN_25, **facts: object) -> Alternative:
    return Alternative("p2", "F2", pdn, landed_price=money(landed), **facts)  # type: ignore[arg-type]


_LIKE = {"like_prices": numbers(90, 90, 90, 90, 110, 110, 110, 110)}
_FEW = {"like_prices": numbers(90, 90, 90, 100, 110, 110, 110)}
_SAME = {"like_prices": numbers(*[100] * 8)}
_CHEAPER = {"landed_price": 100, "pdn": PdnClass.TKDN_25, "reasons": frozenset()}
_TOLD = frozenset({"waktu_kirim"})
_FREIGHT = {"goods": 100, "freight_parts": numbers(*[5] * 8)}
_END = at(days=-30)

PRICE = [
    *cases(
        "harga.naik_saat_dibeli",
        ("tepat di semua batas", F, line(curve=moved(), listed_price=120, as_of=_END)),
        ("naik kurang", C, line(curve=moved(), listed_price=119, as_of=_END)),
        ("kembali kurang", C, line(curve=moved(106), listed_price=120, as_of=_END)),
        ("belum 30 hari", U, line(curve=moved(), listed_price=120, as_of=at(days=-29))),
        ("tayang terlalu baru", U, line(curve=curve((3, 120)), listed_price=120)),
        ("tanpa riwayat", U, line(listed_price=120)),
        ("wajar: harga naik dan tetap", C, line(curve=moved(130), listed_price=130)),
        ("kanal tidak menyebut", U, line(curve=moved(), listed_price=120, channel=Channel.V5)),
    ),
    *cases(
        "harga.naik_menjelang_dibeli",
        ("tepat", F, line(curve=curve((200, 100), (13, 105)), listed_price=105)),
        ("naik kurang", C, line(curve=curve((200, 100), (13, 104)), listed_price=104)),
        ("wajar: naik sudah 14 hari", C, line(curve=curve((200, 100), (14, 105)), listed_price=105)),
        ("tayang terlalu baru", U, line(curve=curve((3, 105)), listed_price=105)),
        ("tanpa riwayat", U, line()),
    ),
    *cases(
        "harga.di_atas_standar",
        ("sedikit di atas", F, line(unit_price=101, standard_price=100)),
        ("sama", C, line(unit_price=100, standard_price=100)),
        ("wajar: mutu lebih tinggi, masih di bawah", C, line(unit_price=99, standard_price=100)),
        ("tanpa standar", U, line(unit_price=100)),
        ("tanpa harga", U, line(standard_price=100)),
        ("v5 menyebut harga baris", F, line(unit_price=101, standard_price=100, channel=Channel.V5)),
        ("v6 tidak menyebut baris", U, line(unit_price=101, standard_price=100, channel=Channel.V6)),
    ),
    *cases(
        "harga.di_atas_het",
        ("di atas", F, line(unit_price="100.01", highest_retail=100)),
        ("wajar: tepat pada HET", C, line(unit_price=100, highest_retail=100)),
        ("tanpa HET", U, line(unit_price=100)),
        ("tanpa harga", U, line(highest_retail=100)),
    ),
    *cases(
        "harga.di_atas_harga_luar",
        ("tepat", F, line(unit_price=110, outside_price=100)),
        ("kurang", C, line(unit_price=109, outside_price=100)),
        ("wajar: luar lebih mahal", C, line(unit_price=100, outside_price=105)),
        ("tanpa harga luar", U, line(unit_price=100)),
        ("tanpa harga", U, line(outside_price=100)),
    ),
    *cases(
        "harga.pencilan",
        ("skor tepat di atas", F, line(unit_price=152, **_LIKE)),
        ("skor di bawah", C, line(unit_price=151, **_LIKE)),
        ("delapan memakai skor", C, line(unit_price=145, **_LIKE)),
        ("tujuh memakai pagar", F, line(unit_price=145, **_FEW)),
        ("sedikit di atas pagar", F, line(unit_price=141, **_FEW)),
        ("sedikit di bawah pagar", C, line(unit_price=139, **_FEW)),
        ("tanpa sebaran, 1,2 kali", F, line(unit_price=120, **_SAME)),
        ("wajar: tanpa sebaran, sedikit lebih mahal", C, line(unit_price=119, **_SAME)),
        ("tiga cukup", F, line(unit_price=130, like_prices=numbers(100, 100, 100))),
        ("dua tidak cukup", U, line(unit_price=130, like_prices=numbers(100, 100))),
        ("tanpa pembanding", U, line(unit_price=130)),
    ),
    *cases(
        "harga.lebih_murah_ada",
        ("tepat", F, line(alternatives=(other(90),), **_CHEAPER)),
        ("kurang", C, line(alternatives=(other(91),), **_CHEAPER)),
        ("kelasnya lebih rendah", C, line(alternatives=(other(50, PdnClass.IMPORT),), **_CHEAPER)),
        ("persediaannya kurang", C, line(alternatives=(other(50, stock=Decimal(0)),), **_CHEAPER)),
        ("wajar: alasan tertulis", C, line(alternatives=(other(90),), **_CHEAPER | {"reasons": _TOLD})),
        ("tanpa penawaran lain", U, line(**_CHEAPER)),
        ("tanpa alasan yang diketahui", U, line(alternatives=(other(90),), **_CHEAPER | {"reasons": None})),
    ),
    *cases(
        "harga.ongkos_kirim",
        ("di atas seperlima", F, line(freight=21, **_FREIGHT)),
        ("seperlima", C, line(freight=20, **_FREIGHT)),
        ("di atas pagar", F, line(freight=36, goods=100, freight_parts=EIGHT)),
        ("wajar: jauh, seperti kiriman lain", C, line(freight=35, goods=100, freight_parts=EIGHT)),
        ("tujuh pembanding", U, line(freight=40, goods=100, freight_parts=SEVEN)),
        ("tanpa ongkos", U, line(goods=100)),
    ),
]  # fmt: skip

_PLAIN = {"listed_goods": 100, "agreed_goods": 100, "rounds": 0}
_OFF = {"listed": 100, "agreed": 95}
_NEAR, _FAR = {"ceiling": 1000}, {"ceiling": 2000}
_LISTED = {"listed": 10 * MILLION, "agreed": 10 * MILLION}
_CUT = {"listed": 10 * MILLION, "agreed": 9 * MILLION}
#: How often 300 numbers begin with 1 to 9 by Benford's law.
_FIRST = (90, 53, 37, 29, 24, 20, 17, 16, 14)


def by_first_digit(moved: int = 0, rounds: int = 0, drop: int = 0):  # type: ignore[no-untyped-def]
    """A unit's orders: `moved` from those that begin with 1 to those with 9, `rounds` of them whole millions."""
    counts = [_FIRST[0] - moved, *_FIRST[1:-1], _FIRST[-1] + moved]
    first = [digit for digit, count in enumerate(counts, start=1) for _ in range(count)][drop:]
    totals = [digit * MILLION + (number >= rounds) for number, digit in enumerate(first)]
    return unit(*(bought(total) for total in totals))


def plain(count: int, of: int, total: int = 10 * MILLION):  # type: ignore[no-untyped-def]
    """So many of an officer's orders at the listed price."""
    return (*many(count, total, **_LISTED), *many(of - count, total, **_CUT))


BARGAINING = [
    *cases(
        "harga.tanpa_negosiasi",
        ("tepat di atas", F, order(amount=50 * MILLION + 1, **_PLAIN)),
        ("tepat pada batas", C, order(amount=50 * MILLION, **_PLAIN)),
        ("wajar: sudah ditawar", C, order(amount=60 * MILLION, **_PLAIN | {"rounds": 2})),
        ("tanpa putaran", U, order(**_PLAIN | {"rounds": None})),
        ("kanal tidak menyebut", U, order(channel=Channel.V6, **_PLAIN)),
    ),
    *cases(
        "harga.potongan_tetap",
        ("lima kali lima persen", F, pair(*many(5, **_OFF))),
        ("empat saja", U, pair(*many(4, **_OFF))),
        ("sebaran 0,15", C, pair(*many(3, listed=10000, agreed=9515), *many(3, listed=10000, agreed=9485))),
        ("wajar: tidak pernah ada potongan", C, pair(*many(5, listed=100, agreed=100))),
        ("pesanan penyedia lain", U, pair(*many(5, firm="F2", **_OFF))),
    ),
    *cases(
        "harga.menempel_pagu",
        ("separuh tepat", F, officer(*many(3, 995, **_NEAR), *many(3, 995, **_FAR))),
        ("sisa 0,6 persen", C, officer(*many(3, 994, **_NEAR), *many(3, 994, **_FAR))),
        ("49 dari 100", C, officer(*many(49, 995, **_NEAR), *many(51, 995, **_FAR))),
        ("lima saja", U, officer(*many(5, 995, **_NEAR))),
        ("wajar: di atas pagu dulu", C, officer(*many(6, 1001, **_NEAR))),
        ("tanpa pagu", U, officer(*many(9, 995))),
    ),
    *cases(
        "harga.angka_ganjil",
        ("simpangan di atas", F, by_first_digit(moved=20)),
        ("simpangan di bawah", C, by_first_digit(moved=18)),
        ("121 bulat", F, by_first_digit(rounds=121)),
        ("wajar: 120 bulat", C, by_first_digit(rounds=120)),
        ("299 pesanan", U, by_first_digit(moved=40, drop=1)),
    ),
    *cases(
        "petugas.jarang_menawar",
        ("dua dari lima", F, officer(*plain(2, 5), peers=EIGHT)),
        ("empat pesanan", U, officer(*plain(2, 4), peers=EIGHT)),
        ("tujuh pembanding", U, officer(*plain(2, 5), peers=SEVEN)),
        ("tanpa pembanding", U, officer(*plain(2, 5))),
        ("36 persen", F, officer(*plain(9, 25), peers=EIGHT)),
        ("wajar: seperti yang lain, 35 persen", C, officer(*plain(7, 20), peers=EIGHT)),
        ("pesanan kecil", U, officer(*plain(5, 5, 10 * MILLION - 1), peers=EIGHT)),
    ),
]  # fmt: skip
