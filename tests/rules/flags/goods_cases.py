"""Listings, domestic products, delivery, payment, targets, competitions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from belanja.rules.buying.policy import Alternative
from belanja.rules.channels import Channel
from belanja.rules.firms import Scale
from belanja.rules.flags.subjects import (
    Bid,
    Certificate,
    Competition,
    Listing,
    PlanOfOrder,
    ProductLabels,
    Specification,
)
from belanja.rules.listings import SellerRole
from belanja.rules.pdn import PdnClass

from .made import (
    BILLION,
    DAY,
    EIGHT,
    MILLION,
    NOON,
    SEVEN,
    C,
    F,
    S,
    U,
    ago,
    at,
    bought,
    cases,
    line,
    many,
    money,
    order,
    period,
    shelf,
    unit,
    year,
)  # fmt: skip


def listing(**facts: Any) -> Listing:
    base: dict[str, Any] = {"key": "B1", "as_of": at(days=-60), "firm": "F1", "last_bought_on": DAY, "buyers": 1}
    return Listing(**base | facts)


def gone(days: int, buyers: int = 1) -> Listing:
    return listing(left_on=at(days=-days), buyers=buyers)


def retailer(price: int, stock: int | None = 0, role: SellerRole = SellerRole.RETAILER) -> Listing:
    left = None if stock is None else Decimal(stock)
    return listing(role=role, price=money(price), maker_price=money(100), stock=left)


def alone(days: int, total: int = 300 * MILLION, firms: int | None = 1) -> Any:
    return shelf(bought(total), firms=firms, single_since=at(days=days))


def asked(meets: int | None, beside: int | None = 1, *, brand: bool = False) -> Specification:
    return Specification(key="S1", as_of=DAY, meets=meets, beside=beside, names_brand=brand)


def labels(domestic: int, imported: int) -> ProductLabels:
    return ProductLabels(key="G1", as_of=DAY, domestic=domestic, imported=imported)


LISTINGS = [
    *cases(
        "tayang.beli_hilang",
        ("14 hari", F, gone(14)),
        ("15 hari", C, gone(15)),
        ("dua pembeli", C, gone(3, 2)),
        ("tiga hari", F, gone(3, 1)),
        ("turun sebelum dibeli", C, gone(-1)),
        ("wajar: laris lalu habis", C, gone(1, 12)),
        ("masih tayang", C, listing()),
        ("belum 14 hari", U, listing(as_of=at(days=-13))),
        ("belum pernah dibeli", U, listing(last_bought_on=None)),
    ),
    *cases(
        "tayang.pengecer_kosong",
        ("1,3 kali", F, retailer(130)),
        ("1,29 kali", C, retailer(129)),
        ("wajar: ada stok", C, retailer(200, 5)),
        ("produsen", C, retailer(200, role=SellerRole.MAKER)),
        ("stok tidak disebut", U, retailer(200, None)),
        ("jenis usaha tidak disebut", U, retailer(200, role=SellerRole.UNKNOWN)),
    ),
    *cases(
        "tayang.etalase_tunggal",
        ("61 hari", F, alone(61)),
        ("60 hari", C, alone(60)),
        ("sedikit di atas 200 juta", F, alone(90, 200 * MILLION + 1)),
        ("200 juta", C, alone(90, 200 * MILLION)),
        ("wajar: dua penyedia", C, alone(90, firms=2)),
        ("penyedia tidak diketahui", U, alone(90, firms=None)),
        ("sejak kapan tidak diketahui", U, shelf(bought(), firms=1)),
    ),
    *cases(
        "tayang.spesifikasi_mengunci",
        ("satu barang", F, asked(1)),
        ("menyebut merek", S, asked(1, brand=True)),
        ("dua barang", C, asked(2)),
        ("wajar: memang satu-satunya sejenis", C, asked(1, 0)),
        ("belum dicari", U, asked(None)),
    ),
    *cases(
        "tayang.kategori_keliru",
        ("lain", F, listing(kbki="452", shelf_groups=frozenset({"321", "38"}))),
        ("wajar: kelompok kedua", C, listing(kbki="3814", shelf_groups=frozenset({"321", "38"}))),
        ("tanpa KBKI", U, listing(shelf_groups=frozenset({"321"}))),
    ),
    *cases(
        "tayang.label_berubah",
        ("7 hari", F, line(label_changes=(at(days=7),))),
        ("8 hari", C, line(label_changes=(at(days=8),))),
        ("kembali 30 hari", S, line(label_changes=(at(days=1), at(days=-30)))),
        ("kembali 31 hari", F, line(label_changes=(at(days=1), at(days=-31)))),
        ("wajar: sertifikat terbit sesudah dibeli", C, line(label_changes=(at(days=-2),))),
        ("tidak diketahui", U, line()),
    ),
    *cases(
        "tayang.label_bertentangan",
        ("dua sebutan", F, labels(1, 1)),
        ("wajar: semua dalam negeri", C, labels(3, 0)),
        ("satu penawaran", U, labels(1, 0)),
    ),
]  # fmt: skip


def other(pdn: PdnClass, price: int | None = None, **facts: Any) -> Alternative:
    return Alternative("p2", "F2", pdn, unit_price=None if price is None else money(price), **facts)


_BEST = (other(PdnClass.TKDN_25),)
_NONE: frozenset[str] = frozenset()


def choice(pdn: PdnClass, *others: Alternative, reasons: Any = _NONE) -> Any:
    return line(pdn=pdn, alternatives=others, reasons=reasons)


def claim(**facts: Any) -> Any:
    return line(claims_known=True, certificate=Certificate(**{"claimed": Decimal(40), "number": "T-1"} | facts))


def preferred(price: int, tkdn: int, amount: int = 2 * BILLION) -> Any:
    """An offer of 1.2 billion with a TKDN beside the own one without."""
    alternative = other(PdnClass.TKDN_25, 1200 * MILLION, tkdn=Decimal(tkdn))
    return line(amount=amount, unit_price=price, alternatives=(alternative,))


_LARGE: dict[str, Any] = {"scale": Scale.LARGE, "reasons": _NONE}
DOMESTIC = [
    *cases(
        "pdn.impor_ada_pengganti",
        ("ada pengganti", F, choice(PdnClass.IMPORT, *_BEST)),
        ("pengganti berkelas rendah", C, choice(PdnClass.IMPORT, other(PdnClass.SIINAS))),
        ("pengganti tidak melayani", C, choice(PdnClass.IMPORT, other(PdnClass.TKDN_25, in_region=False))),
        ("wajar: alasan tertulis", C, choice(PdnClass.IMPORT, *_BEST, reasons=frozenset({"belum_diproduksi"}))),
        ("bukan impor", C, line(pdn=PdnClass.SIINAS)),
        ("penawaran tidak diketahui", U, line(pdn=PdnClass.IMPORT)),
        ("kelas belum ditetapkan", U, choice(PdnClass.UNKNOWN, *_BEST)),
        ("v5 tidak menyebut penawaran lain", U, line(pdn=PdnClass.IMPORT, channel=Channel.V5)),
    ),
    *cases(
        "pdn.kelas_lebih_rendah",
        ("lebih baik ada", F, choice(PdnClass.SIINAS, *_BEST)),
        ("sama", C, choice(PdnClass.TKDN_25, *_BEST)),
        ("wajar: alasan tertulis", C, choice(PdnClass.SIINAS, *_BEST, reasons=frozenset({"waktu_kirim"}))),
        ("impor ditanyakan di tempat lain", C, choice(PdnClass.IMPORT, *_BEST)),
        ("yang lain tidak terbukti", C, choice(PdnClass.UNPROVEN, other(PdnClass.UNPROVEN))),
        ("tidak diketahui", U, line(pdn=PdnClass.SIINAS)),
        ("kelas belum ditetapkan", U, choice(PdnClass.UNKNOWN, *_BEST)),
    ),
    *cases(
        "pdn.sertifikat",
        ("tanpa nomor", F, claim(number="")),
        ("berakhir kemarin", F, claim(valid_to=at(days=1))),
        ("wajar: berakhir hari itu", C, claim(valid_to=DAY)),
        ("milik lain", F, claim(owner_fits=False)),
        ("tipe lain", F, claim(kind_fits=False)),
        ("di atas terdaftar", F, claim(registered=Decimal("39.99"))),
        ("sesuai", C, claim(registered=Decimal(40), owner_fits=True, kind_fits=True)),
        ("tanpa klaim", C, line(claims_known=True)),
        ("klaim tidak diketahui", U, line()),
    ),
    *cases(
        "pdn.impor_berlabel_pdn",
        ("dibuat di luar", F, line(pdn=PdnClass.UNPROVEN, made_abroad=True)),
        ("wajar: dibuat di sini", C, line(pdn=PdnClass.UNPROVEN, made_abroad=False)),
        ("disebut impor", C, line(pdn=PdnClass.IMPORT, made_abroad=True)),
        ("asal tidak diketahui", U, line(pdn=PdnClass.UNPROVEN)),
    ),
    *cases(
        "pdn.preferensi",
        ("HEA lain lebih rendah", F, preferred(1200 * MILLION, 25)),
        ("sedikit di atas 1 miliar", F, preferred(1200 * MILLION, 25, BILLION + 1)),
        ("wajar: 1 miliar", C, preferred(1200 * MILLION, 25, BILLION)),
        ("TKDN lain 24", C, preferred(1200 * MILLION, 24)),
        ("HEA sama", C, preferred(1125 * MILLION, 25)),
        ("HEA selisih serupiah", F, preferred(1125 * MILLION + 1, 25)),
        ("tidak diketahui", U, line(amount=2 * BILLION)),
    ),
    *cases(
        "umkk.usaha_bukan_kecil",
        ("15 miliar", F, order(amount=15 * BILLION, **_LARGE)),
        ("di atasnya", C, order(amount=15 * BILLION + 1, **_LARGE)),
        ("pagu menentukan", C, order(plan=PlanOfOrder(ceiling=Decimal(16 * BILLION)), **_LARGE)),
        ("impor tidak menyebut alasan", F, order(scale=Scale.LARGE, channel=Channel.V6)),
        ("wajar: alasan tertulis", C, order(scale=Scale.LARGE, reasons=frozenset({"usaha_kecil_tidak_mampu"}))),
        ("usaha kecil", C, order(scale=Scale.SMALL)),
        ("skala tidak diketahui", U, order()),
    ),
]  # fmt: skip

_DAYS: dict[str, Any] = {"signed_on": DAY, "received_on": DAY}
_DUE: dict[str, Any] = {"due_on": DAY, "penalty": 0}
_OPEN: dict[str, Any] = {"delivered": True, "ended": False, "as_of": DAY}


def received(last: int, count: int = 5, days: int = 1) -> Any:
    """So many hand-overs of a year, `last` of them so many days before its end."""
    end, before = date(2025, 12, 31) - timedelta(days=days), date(2025, 6, 30)
    return year(*many(last, received_on=end), *many(count - last, received_on=before))


def outside(yes: int, of: int, peers: Any = EIGHT) -> Any:
    return unit(*many(yes, outside=True), *many(of - yes, outside=False), peers=peers)


DELIVERY = [
    *cases(
        "terima.mustahil",
        ("101 buah pada hari itu", F, order(pieces=101, **_DAYS)),
        ("wajar: 100 buah, persediaan di tempat", C, order(pieces=100, **_DAYS)),
        ("sebelum tanda tangan", S, order(**_DAYS | {"received_on": at(days=1)})),
        ("sebelum dikirim", S, order(sent_on=at(days=-3), **_DAYS | {"received_on": at(days=-2)})),
        ("sebagian sebelum tanda tangan", S, order(signed_on=DAY, first_received_on=at(days=2))),
        ("biasa", C, order(pieces=500, **_DAYS | {"received_on": at(days=-9)})),
        ("belum diterima", U, order(signed_on=DAY)),
        ("v6 tidak menyebut", U, order(channel=Channel.V6, **_DAYS)),
    ),
    *cases(
        "terima.akhir_tahun",
        ("30 Desember, satu dari lima", F, received(1)),
        ("29 Desember", C, received(1, days=2)),
        ("empat", U, received(1, 4)),
        ("wajar: 4 dari 21", C, received(4, 21)),
        ("tahun belum selesai", U, unit(*many(9, received_on=DAY))),
    ),
    *cases(
        "terima.terlambat_tanpa_denda",
        ("sehari", F, order(arrived_on=at(days=-1), **_DUE)),
        ("wajar: pada harinya", C, order(arrived_on=DAY, received_on=at(days=-5), **_DUE)),
        ("didenda", C, order(arrived_on=at(days=-9), **_DUE | {"penalty": 1})),
        ("belum tiba", U, order(**_DUE)),
        ("denda tidak diketahui", U, order(due_on=DAY)),
    ),
    *cases(
        "terima.menggantung",
        ("31 hari", F, order(state_since=at(days=31), **_OPEN)),
        ("wajar: 30 hari", C, order(state_since=at(days=30), **_OPEN)),
        ("selesai", C, order(state_since=at(days=90), **_OPEN | {"ended": True})),
        ("sejak kapan tidak diketahui", U, order(**_OPEN)),
    ),
    *cases(
        "kontrak.adendum_besar",
        ("11 persen", F, order(first_total=100, amount=111)),
        ("wajar: 10 persen", C, order(first_total=100, amount=110)),
        ("belum ditandatangani", U, order()),
    ),
    *cases(
        "kontrak.adendum_segera",
        ("14 hari", F, order(addenda_known=True, signed_on=DAY, raised_on=at(days=-14))),
        ("wajar: 15 hari", C, order(addenda_known=True, signed_on=DAY, raised_on=at(days=-15))),
        ("tanpa adendum", C, order(addenda_known=True, signed_on=DAY)),
        ("tidak diketahui", U, order(signed_on=DAY)),
    ),
    *cases(
        "bayar.sebelum_terima",
        ("sehari sebelumnya", F, order(paid_on=at(days=1), received_on=DAY)),
        ("tanpa serah terima", F, order(paid_on=DAY)),
        ("wajar: pada hari itu", C, order(paid_on=DAY, received_on=DAY)),
        ("wajar: termin sesudah serah terima sebagian", C, order(paid_on=at(days=-9), first_received_on=DAY)),
        ("belum dibayar", U, order(received_on=DAY)),
    ),
    *cases(
        "bayar.di_luar_sistem",
        ("dua dari lima", F, outside(2, 5)),
        ("empat pesanan", U, outside(2, 4)),
        ("tujuh pembanding", U, outside(2, 5, SEVEN)),
        ("36 persen", F, outside(9, 25)),
        ("wajar: seperti unit lain", C, outside(7, 20)),
        ("tidak disebut", U, unit(*many(9), peers=EIGHT)),
    ),
]  # fmt: skip


def cancelled(amount: int, days: int = 30, as_of: int = 30) -> Any:
    gone_ = bought(amount, cancelled_on=at(days=-days))
    return period(bought(100 - amount), gone_, as_of=at(days=-as_of))


def jump(late: Any, first: int = 4, received: int | None = None, as_of: int = 60) -> Any:
    """`late` of 100 signed so many days before the end of the period, received so many days after."""
    came = None if received is None else at(days=first) + timedelta(days=received)
    last = bought(late, signed_on=at(days=first), received_on=came)
    return period(bought(100 - late, signed_on=at(days=40)), last, as_of=at(days=-as_of))


TARGETS = [
    *cases(
        "target.batal_sesudah_tutup",
        ("6 persen dalam 30 hari", F, cancelled(6)),
        ("5 persen", C, cancelled(5)),
        ("wajar: dibatalkan sebelum akhir periode", C, cancelled(50, 0)),
        ("belum 30 hari", U, cancelled(6, 20, 29)),
    ),
    *cases(
        "target.lonjakan_akhir_triwulan",
        ("tepat di semua batas", F, jump(40)),
        ("39 persen", C, jump(39)),
        ("hari keenam dari akhir", C, jump(60, 5)),
        ("wajar: diterima 60 hari kemudian", C, jump(60, received=60, as_of=90)),
        ("diterima 61 hari kemudian", F, jump(60, received=61, as_of=90)),
        ("belum 60 hari", U, jump(60, as_of=59)),
    ),
]  # fmt: skip


def bids(*totals: Any, refused: tuple[int, ...] = ()) -> Competition:
    """Offers of which the first won, or none where it was refused."""
    made = tuple(
        Bid(f"F{number}", money(total), won=number == 0 and 0 not in refused, refused=number in refused)
        for number, total in enumerate(totals)
    )
    return Competition(key="M1", as_of=DAY, bids=made)


def open_for(hours: int) -> Competition:
    return Competition(key="M1", as_of=DAY, opened_at=ago(hours=hours), closed_at=NOON)


_UNTOLD = Competition(key="M1", as_of=DAY)
COMPETITION = [
    *cases(
        "minikom.satu_penawar",
        ("satu", F, bids(100)),
        ("wajar: dua", C, bids(100, 120)),
        ("tidak disebut", U, _UNTOLD),
    ),
    *cases(
        "minikom.harga_berdekatan",
        ("0,5 persen", F, bids(100, "100.5")),
        ("0,4 persen", C, bids(100, "100.4")),
        ("3 persen", F, bids(100, 102, 103)),
        ("4 persen", C, bids(100, 102, 104)),
        ("wajar: menyebar", C, bids(100, 102, 130)),
        ("tidak disebut", U, _UNTOLD),
        ("tanpa lawan", U, bids(100)),
    ),
    *cases(
        "minikom.waktu_singkat",
        ("23 jam", F, open_for(23)),
        ("wajar: 24 jam", C, open_for(24)),
        ("tidak disebut", U, _UNTOLD),
    ),
    *cases(
        "minikom.terendah_gugur",
        ("terendah", F, bids(90, 100, refused=(0,))),
        ("wajar: bukan terendah", C, bids(90, 100, refused=(1,))),
        ("tidak disebut", U, _UNTOLD),
    ),
]  # fmt: skip
