"""Plans, firms, officers."""

from decimal import Decimal
from typing import Any

from belanja.rules.buying.policy import Bar, Part
from belanja.rules.channels import Channel
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.rules.flags.subjects import FirmPair, PlanLine, PlanOfOrder, Record, UnitPlan
from belanja.rules.pdn import PdnClass
from belanja.rules.related import Tie

from .made import (
    BILLION,
    DAY,
    EIGHT,
    MILLION,
    SEVEN,
    C,
    F,
    U,
    at,
    bought,
    cases,
    firm,
    line,
    many,
    money,
    officer,
    order,
    pair,
    shelf,
)  # fmt: skip


def planned(**facts: Any) -> Any:
    """An order of a plan line as these facts say."""
    mine = {name: facts.pop(name) for name in ("amount", "scale", "on_sale", "channel", "unit") if name in facts}
    return order(plan_named=True, plan_code="R1", plan=PlanOfOrder(**facts), **mine)


def plan_line(ceiling: int | None, *records: Record) -> PlanLine:
    return PlanLine(key="R1", as_of=DAY, ceiling=None if ceiling is None else money(ceiling), records=records)


def record(total: int, channel: Channel = Channel.V6, **facts: Any) -> Record:
    return Record(channel, f"{channel}-{total}", money(total), **facts)


def budget(**amounts: Any) -> UnitPlan:
    told = {name: money(value) if name != "change_document" else value for name, value in amounts.items()}
    return UnitPlan(key="U1", as_of=DAY, **told)


_OUTSIDE: dict[str, Any] = {"epurchasing": True, "channel": Channel.NON_TENDER, "on_sale": 3}
PLANNING = [
    *cases(
        "rencana.tanpa_rup",
        ("tanpa kode", F, order(plan_named=False)),
        ("tidak aktif", F, planned(active=False)),
        ("diumumkan sesudahnya", F, planned(announced_on=at(days=-1))),
        ("wajar: diumumkan hari itu", C, planned(announced_on=DAY)),
        ("hari pengumuman tidak ada", U, planned()),
        ("RUP belum ditarik", U, planned(found=False)),
        ("Toko Daring tidak menyebut", U, order(plan_named=False, channel=Channel.TOKO_DARING)),
        ("tidak diketahui", U, order()),
    ),
    *cases(
        "rencana.melebihi_pagu",
        ("sedikit di atas", F, plan_line(100, record(60), record(41, Channel.NATIVE))),
        ("tepat", C, plan_line(100, record(60), record(40))),
        ("wajar: pesanan yang sama sudah ditautkan", C, plan_line(100, record(60), record(60, linked=True))),
        ("tanpa pagu", U, plan_line(None, record(60))),
    ),
    *cases(
        "rencana.pdn_menjadi_impor",
        ("impor", F, line(plan=PlanOfOrder(pdn=True), pdn=PdnClass.IMPORT)),
        ("PDN", C, line(plan=PlanOfOrder(pdn=True), pdn=PdnClass.TKDN_25)),
        ("wajar: memang tidak bertanda PDN", C, line(plan=PlanOfOrder(pdn=False), pdn=PdnClass.IMPORT)),
        ("kelas belum ditetapkan", U, line(plan=PlanOfOrder(pdn=True), pdn=PdnClass.UNKNOWN)),
        ("tanda tidak ada", U, line(pdn=PdnClass.IMPORT)),
    ),
    *cases(
        "rencana.usaha_kecil_menjadi_lain",
        ("menengah", F, planned(small_firm=True, scale=Scale.MEDIUM)),
        ("kecil", C, planned(small_firm=True, scale=Scale.SMALL)),
        ("wajar: koperasi", C, planned(small_firm=True, scale=Scale.COOPERATIVE)),
        ("skala tidak diketahui", U, planned(small_firm=True)),
        ("tanda tidak ada", U, order(scale=Scale.MEDIUM)),
    ),
    *cases(
        "rencana.metode_lain",
        ("lain", F, planned(epurchasing=False)),
        ("wajar: sama", C, planned(epurchasing=True)),
        ("tidak diketahui", U, planned()),
    ),
    *cases(
        "rencana.di_luar_katalog",
        ("ada di katalog", F, planned(amount=1, **_OUTSIDE)),
        ("wajar: tidak tayang", C, planned(**_OUTSIDE | {"on_sale": 0})),
        ("bukan e-Purchasing", C, planned(**_OUTSIDE | {"epurchasing": False})),
        ("golongan tidak diketahui", U, planned(**_OUTSIDE | {"on_sale": None})),
        ("metode tidak diketahui", U, order(channel=Channel.NON_TENDER, on_sale=3)),
    ),
    *cases(
        "rencana.unit_lain",
        ("unit lain", F, planned(units=frozenset({"U2"}))),
        ("wajar: unit di atasnya", C, planned(units=frozenset({"U2", "U1"}))),
        ("tidak diketahui", U, planned()),
    ),
    *cases(
        "rencana.rup_dan_anggaran",
        ("di atas", F, budget(planned=101, budget=100)),
        ("wajar: tepat seluruhnya", C, budget(planned=100, budget=100)),
        ("di bawah separuh", F, budget(planned=49, budget=100)),
        ("separuh", C, budget(planned=50, budget=100)),
        ("tanpa anggaran", U, budget(planned=50)),
        ("anggaran nol", U, budget(planned=50, budget=0)),
    ),
    *cases(
        "target.bukan_pengadaan",
        ("hibah", F, order(accounts=("5.03.01.2.06.0005.5.1.05.01.01.0001", "5.2.02"))),
        ("barang dan jasa", C, order(accounts=("5.1.02.01.01.0024",))),
        ("wajar: belanja tidak terduga", C, order(accounts=("5.3.01",))),
        ("kode tidak terbaca", U, order(accounts=("5.1",))),
        ("tanpa kode", U, order()),
    ),
]  # fmt: skip

_TWO = {"rivals": 3, "as_of": DAY}
_REGISTERED = {"amount": 60 * MILLION}


def repeated(first: int, own: Any = 10, others: Any = 50, count: int = 5, **facts: Any) -> Any:
    """So many orders of the firm, the first so many days ago."""
    mine = (bought(own, at(days=first), key="P0"), *many(count - 1, own))
    return pair(*mine, bought(others, firm="F2"), **{**_TWO, **facts})


def halves(own: int, others: int, count: int = 5, **facts: Any) -> Any:
    """So many orders of a shelf that add up to millions of one firm and of two others."""
    mine, rest = bought((own - count + 3) * MILLION), Decimal(others * MILLION) / 2
    return shelf(mine, *many(count - 3, MILLION), bought(rest, firm="F2"), bought(rest, firm="F3"), **facts)


def ties(*kinds: Tie, **facts: Any) -> FirmPair:
    return FirmPair(key="F1+F2", as_of=DAY, firm="F1", other="F2", ties=frozenset(kinds), **facts)


def bars(*found: Bar) -> Any:
    return order(bars=found)


_BAR = Bar("sp2", "Surat Peringatan 2", at(days=10), at(days=-10))
_SALES: dict[str, Any] = {"scale": Scale.SMALL}
FIRMS = [
    *cases(
        "penyedia.berulang",
        ("tepat di semua batas", F, repeated(90)),
        ("satu 91 hari lalu", C, repeated(91, others=40)),
        ("empat pesanan", C, repeated(1, others=10, count=4)),
        ("49 persen", C, repeated(1, own="9.8", others=51)),
        ("wajar: hanya dua penyedia lain", C, repeated(1, rivals=2)),
        ("penyedia lain tidak diketahui", U, repeated(1, rivals=None)),
        ("v6 tidak menyebut pejabat", U, repeated(1, channel=Channel.V6)),
    ),
    *cases(
        "penyedia.pangsa_unit",
        ("separuh dari 100 juta", F, halves(50, 50)),
        ("empat pesanan", U, halves(50, 50, 4)),
        ("sedikit di bawah 100 juta", U, shelf(*many(4, 15 * MILLION), bought(40 * MILLION - 1, firm="F2"))),
        ("wajar: 49 persen", C, halves(49, 51)),
    ),
    *cases(
        "penyedia.satu_pembeli",
        ("90 persen", F, firm(*many(4, 225), bought(100, unit="U2"))),
        ("89 persen", C, firm(*many(4, "222.5"), bought(110, unit="U2"))),
        ("empat pesanan", U, firm(*many(4, 100))),
        ("wajar: banyak pembeli", C, firm(*many(3, 100), *many(3, 100, unit="U2"))),
    ),
    *cases(
        "penyedia.menjual_segala",
        ("tepat pada pagar", F, firm(*many(20), kinds=35, peers=EIGHT)),
        ("wajar: di bawah pagar", C, firm(*many(20), kinds=34, peers=EIGHT)),
        ("19 pesanan", U, firm(*many(19), kinds=50, peers=EIGHT)),
        ("tujuh pembanding", U, firm(*many(20), kinds=50, peers=SEVEN)),
        ("ragam tidak diketahui", U, firm(*many(20), peers=EIGHT)),
    ),
    *cases(
        "penyedia.kbli",
        ("tidak cocok", F, order(trade_fits=False)),
        ("wajar: cocok", C, order(trade_fits=True)),
        ("tidak diketahui", U, order()),
    ),
    *cases(
        "penyedia.baru",
        ("89 hari", F, order(firm_since=at(days=89), **_REGISTERED)),
        ("wajar: 90 hari", C, order(firm_since=at(days=90), **_REGISTERED)),
        ("sedikit di atas 50 juta", F, order(firm_since=DAY, amount=50 * MILLION + 1)),
        ("50 juta", C, order(firm_since=DAY, amount=50 * MILLION)),
        ("tidak terdaftar di sini", U, order()),
    ),
    *cases(
        "penyedia.ciri_sama",
        ("pemilik sama", F, ties(Tie.OWNER, meet=1)),
        ("telepon saja", C, ties(Tie.PHONE, meet=1)),
        ("telepon dan alamat", F, ties(Tie.PHONE, Tie.ADDRESS, meet=1)),
        ("wajar: tidak bertemu di mana pun", C, ties(Tie.OWNER, meet=0)),
        ("belum dihitung", U, ties(Tie.OWNER)),
    ),
    *cases(
        "tayang.kembar_terkait",
        ("tiga barang", F, ties(Tie.OWNER, alike=3)),
        ("dua barang", C, ties(Tie.OWNER, alike=2)),
        ("wajar: telepon saja", C, ties(Tie.PHONE, alike=9)),
        ("belum dihitung", U, ties(Tie.OWNER)),
    ),
    *cases(
        "penyedia.terkait_pejabat",
        ("ada ciri sama", F, order(links=("rekening",))),
        ("wajar: tidak ada", C, order(links=())),
        ("belum diperiksa", U, order()),
    ),
    *cases(
        "penyedia.melampaui_skala",
        ("mikro", F, firm(bought(2 * BILLION + 1), scale=Scale.MICRO)),
        ("mikro tepat", C, firm(bought(2 * BILLION), scale=Scale.MICRO)),
        ("kecil", F, firm(bought(15 * BILLION + 1), **_SALES)),
        ("kecil tepat", C, firm(bought(15 * BILLION), **_SALES)),
        ("wajar: koperasi besar", C, firm(bought(99 * BILLION), scale=Scale.COOPERATIVE)),
        ("skala tidak diketahui", U, firm(bought(99 * BILLION))),
    ),
    *cases(
        "umkk.kedok_impor",
        ("80 persen", F, firm(*many(5, 100, imported=80), **_SALES)),
        ("79 persen", C, firm(*many(5, 100, imported=79), **_SALES)),
        ("empat pesanan", U, firm(*many(4, 100, imported=80), **_SALES)),
        ("wajar: usaha besar", C, firm(*many(5, 100, imported=80), scale=Scale.LARGE)),
        ("kelas tidak diketahui", U, firm(*many(9, 100), **_SALES)),
        ("skala tidak diketahui", U, firm(*many(5, 100, imported=80))),
    ),
    *cases(
        "penyedia.sanksi",
        ("SP2", F, bars(_BAR)),
        ("tanpa batas waktu", F, bars(Bar("daftar_hitam", "Daftar Hitam", DAY))),
        ("berakhir hari itu", C, bars(Bar("sp2", "Surat Peringatan 2", at(days=10), DAY))),
        ("mulai esoknya", C, bars(Bar("sp2", "Surat Peringatan 2", at(days=-1)))),
        ("wajar: peringatan pertama", C, bars(Bar("sp1", "Surat Peringatan 1", at(days=10)))),
        ("tidak dapat dicari", U, order()),
        ("Toko Daring menyebut nama saja", U, order(bars=(_BAR,), channel=Channel.TOKO_DARING)),
    ),
]  # fmt: skip

_PP, _PPK = Role.PEJABAT_PENGADAAN, Role.PPK
_ONE = ((Part.BUYER, "a"), (Part.SIGNER, "a"))
_RATED = {"rated": True, "score": Decimal(3)}
_LESS = {"rated": True, "score": Decimal(2)}
OFFICERS = [
    *cases(
        "petugas.kewenangan",
        ("PP di atas batas", F, order(buyer_role=_PP, amount=200 * MILLION + 1)),
        ("wajar: PP tepat batas", C, order(buyer_role=_PP, amount=200 * MILLION)),
        ("tanpa penetapan", F, order(buyer_role=_PPK, amount=100 * BILLION + 1, determined=False)),
        ("ditetapkan", C, order(buyer_role=_PPK, amount=100 * BILLION + 1, determined=True)),
        ("tepat 100 miliar", C, order(buyer_role=_PPK, amount=100 * BILLION, determined=False)),
        ("penetapan tidak diketahui", U, order(buyer_role=_PPK, amount=200 * BILLION)),
        ("peran tidak diketahui", U, order()),
    ),
    *cases(
        "petugas.rangkap",
        ("PP dan PPK", F, order(parts=_ONE, buyer_role=_PP)),
        ("wajar: PPK membeli sendiri", C, order(parts=_ONE, buyer_role=_PPK)),
        ("pengganti merangkap", F, order(parts=(*_ONE, (Part.TREASURER, "b"), (Part.SIGNER, "b")), buyer_role=_PPK)),
        ("berbeda", C, order(parts=((Part.BUYER, "a"), (Part.SIGNER, "b")), buyer_role=_PP)),
        ("tidak diketahui", U, order()),
    ),
    *cases(
        "petugas.penilaian_seragam",
        ("semua tertinggi", F, officer(*many(5, **_RATED))),
        ("tidak pernah menilai", F, officer(*many(5, rated=False))),
        ("semua dua", C, officer(*many(5, **_LESS))),
        ("empat", U, officer(*many(4, **_RATED))),
        ("wajar: beragam", C, officer(*many(4, **_RATED), bought(**_LESS))),
        ("belum waktunya", U, officer(*many(9))),
    ),
]  # fmt: skip

TARGET_PLANS = [
    *cases(
        "target.tercatat_ganda",
        ("nilai sama di dua kanal", F, plan_line(100, record(60), record(60, Channel.PENCATATAN))),
        ("nilai berbeda", C, plan_line(100, record(60), record(61, Channel.PENCATATAN))),
        ("wajar: sudah ditautkan", C, plan_line(100, record(60), record(60, Channel.PENCATATAN, linked=True))),
        ("tanpa catatan", U, plan_line(100)),
    ),
    *cases(
        "target.penyebut_turun",
        ("turun tanpa dokumen", F, budget(budget=99, former_budget=100)),
        ("wajar: ada DPPA", C, budget(budget=99, former_budget=100, change_document="DPPA-1")),
        ("naik", C, budget(budget=101, former_budget=100)),
        ("laporan pertama", U, budget(budget=100)),
    ),
]  # fmt: skip
