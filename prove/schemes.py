"""Schemes planted into the made-up province, each beside a look-alike that is honest: the same but for the one thing.

A scheme names the indicator and the subject that has to be flagged; a look-alike the subject that must not ask.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from belanja.etalase.models import Etalase
from belanja.needs.models import Demand, Match, Need
from belanja.rules.buying.reasons import Use, reasons_for
from belanja.vendors.models import SanctionCase
from prove.province import YEAR, Desk, Goods, Province, days

MILLION = Decimal(1_000_000)


@dataclass
class Planted:
    """Subjects by indicator: those that have to be flagged, and those that look like it and are not."""

    schemes: set[tuple[str, str]] = field(default_factory=set)
    alike: set[tuple[str, str]] = field(default_factory=set)

    def scheme(self, indicator: str, key: str) -> None:
        self.schemes.add((indicator, key))

    def honest(self, indicator: str, key: str) -> None:
        self.alike.add((indicator, key))


@dataclass
class Stage:
    """Where a scheme is planted: a unit, two listings of one shelf, and the words for both sides of it."""

    world: Province
    desk: Desk
    goods: Goods
    other: Goods
    told: Planted

    def worth(self, rupiah: Decimal, goods: Goods | None = None) -> int:
        return max(1, int(rupiah / (goods or self.goods).price))

    def order(self, rupiah: Decimal, *, goods: Goods | None = None, at: datetime | None = None, **facts: Any) -> str:
        """An ordinary order of about so much, moved to a moment, but for `facts`."""
        goods = goods or self.goods
        usual = self.world.ordinary(goods, self.worth(rupiah, goods))
        if at is not None:
            usual = _moved(usual, at - usual["at"])
        return self.world.order(self.desk, goods, self.worth(rupiah, goods), **usual | facts)

    def pair(self, indicator: str, rupiah: Decimal, bad: dict[str, Any], good: dict[str, Any], **both: Any) -> None:
        """Two orders that differ in one thing."""
        self.told.scheme(indicator, self.order(rupiah, **both | bad))
        self.told.honest(indicator, self.order(rupiah, **both | good))


def _moved(usual: dict[str, Any], by: timedelta) -> dict[str, Any]:
    return {name: value + by if isinstance(value, date) else value for name, value in usual.items()}


AT = datetime(YEAR, 5, 5, 3, tzinfo=UTC)


def too_fast(on: Stage) -> None:
    def within(minutes: int) -> dict[str, Any]:
        return {"at": AT, "opened": AT - timedelta(minutes=minutes - 3), "agreed": AT + timedelta(minutes=3)}

    on.pair("waktu.terlalu_cepat", 80 * MILLION, within(8), within(45))
    on.told.honest("waktu.terlalu_cepat", on.order(3 * MILLION, **within(8)))


def no_bargaining(on: Stage) -> None:
    on.pair("harga.tanpa_negosiasi", 120 * MILLION, {"rounds": 0}, {"rounds": 1}, price=on.goods.price)


def no_plan(on: Stage) -> None:
    plans = [on.world.plan(on.desk.unit, f"7{on.world.number()}", active=active) for active in (False, True)]
    for one in plans:
        one.save()
    on.pair("rencana.tanpa_rup", 15 * MILLION, {"plan": plans[0].code}, {"plan": plans[1].code})


def other_method(on: Stage) -> None:
    plans = [on.world.plan(on.desk.unit, f"7{on.world.number()}", epurchasing=yes, method=method)
             for yes, method in ((False, "Tender"), (True, "E-Purchasing"))]  # fmt: skip
    for one in plans:
        one.save()
    on.pair("rencana.metode_lain", 15 * MILLION, {"plan": plans[0].code}, {"plan": plans[1].code})


def above_plan(on: Stage) -> None:
    for pagu, tell in ((Decimal(100) * MILLION, on.told.scheme), (Decimal(400) * MILLION, on.told.honest)):
        plan = on.world.plan(on.desk.unit, f"7{on.world.number()}", pagu=pagu)
        plan.save()
        for _each in range(3):
            on.order(60 * MILLION, plan=plan.code)
        tell("rencana.melebihi_pagu", f"{YEAR}/{plan.code}")


def wrong_account(on: Stage) -> None:
    accounts = [{"account": f"1.02.01.2.01.{account}"} for account in ("5.1.01.01.01.0001", "5.1.02.01.01.0026")]
    on.pair("target.bukan_pengadaan", 15 * MILLION, *accounts)


def sanctioned(on: Stage) -> None:
    firm, seller, scale = on.world.firm("Usaha Bersanksi", scale="kecil")
    goods = on.world.listing(on.goods.shelf, firm, seller, scale, on.goods.price, state="dicabut_sementara")
    on.world.goods.remove(goods)
    on.world.write()
    SanctionCase.objects.create(
        government=on.world.government, firm_id=firm, state="diputus", breach="harga", facts="uji", opened_at=AT,
        opened_by_label="Biro", answer_due=AT.date(), due="sp2", measure="sp2", valid_from=AT.date(), decided_at=AT,
    )  # fmt: skip
    after, before = {"at": AT + timedelta(days=20)}, {"at": AT - timedelta(days=20)}
    on.pair("penyedia.sanksi", 15 * MILLION, after, before, goods=goods)


def new_firm(on: Stage) -> None:
    for answered in (False, True):
        since = AT - timedelta(days=12)
        firm, seller, scale = on.world.firm("Usaha Baru", scale="mikro", since=since)
        goods = on.world.listing(on.goods.shelf, firm, seller, scale, on.goods.price, at=since)
        on.world.write()
        if answered:
            _needed(on, firm, goods, since - timedelta(days=30))
        code = on.order(120 * MILLION, goods=goods, at=AT)
        (on.told.honest if answered else on.told.scheme)("penyedia.baru", code)


def fresh_listing(on: Stage) -> None:
    for answered in (False, True):
        since = AT - timedelta(hours=9)
        firm, seller, scale = on.world.firm("Usaha Segera", scale="kecil")
        goods = on.world.listing(on.goods.shelf, firm, seller, scale, on.goods.price, at=since)
        on.world.write()
        if answered:
            _needed(on, firm, goods, since - timedelta(days=40))
        code = on.order(40 * MILLION, goods=goods, at=AT)
        (on.told.honest if answered else on.told.scheme)("waktu.baru_tayang", f"{code}/1")


def _needed(on: Stage, firm: int, goods: Goods, at: datetime) -> None:
    """A need that was posted openly, and the firm that listed for it."""
    number = on.world.number()
    demand = Demand.objects.create(government=on.world.government, title="Uji", at=at)
    need = Need.objects.create(
        code=f"UJI-{number}", government=on.world.government, unit_id=on.desk.unit, demand=demand, what="Uji",
        etalase_id=goods.shelf, on_behalf="Dinas Uji", state="terbuka", at=at, by_id=1, request=str(number),
    )  # fmt: skip
    Match.objects.create(need=need, firm_id=firm, points=10, grounds=[], newcomer=True, matched_at=at, told_at=at,
                         interested_at=at, listed_at=at, product_id=goods.product)  # fmt: skip


def two_duties(on: Stage) -> None:
    pa, someone = on.desk.pa, on.world.number()
    on.pair("petugas.rangkap", 15 * MILLION, {"requester": pa}, {"requester": someone}, determined=pa)


def beyond_authority(on: Stage) -> None:
    pp, ppk = on.desk.buyers[0], on.desk.ppk
    on.pair("petugas.kewenangan", 320 * MILLION, {"buyer": pp}, {"buyer": ppk})


def impossible_delivery(on: Stage) -> None:
    signed = AT + timedelta(days=2)
    bad = {"received": AT.date(), "signed": signed}
    on.pair("terima.mustahil", 15 * MILLION, bad, {"received": signed.date() + timedelta(days=4), "sent": signed,
            "signed": signed}, at=AT)  # fmt: skip


def late(on: Stage) -> None:
    due = AT.date() + timedelta(days=10)
    shared = {"at": AT, "due": due, "arrives": due + timedelta(days=9), "received": due + timedelta(days=11)}
    on.pair(
        "terima.terlambat_tanpa_denda", 15 * MILLION, {"penalty": Decimal(0)}, {"penalty": Decimal(90_000)}, **shared
    )


def left_hanging(on: Stage) -> None:
    bad = {"ended": None, "state": "ON_PROCESS", "shipment": "DELIVERED", "received": None, "paid": None}
    on.pair("terima.menggantung", 15 * MILLION, bad, {}, at=AT)


def paid_early(on: Stage) -> None:
    shared = {"at": AT, "received": AT.date() + timedelta(days=30), "paid": AT.date() + timedelta(days=9)}
    on.pair("bayar.sebelum_terima", 15 * MILLION, {}, {"part": "uang_muka"}, **shared)


def grown(on: Stage) -> None:
    total = on.worth(50 * MILLION) * on.goods.price
    shared = {"at": AT, "price": on.goods.price, "raised": AT + timedelta(days=60)}
    signed = {"signed": AT + timedelta(days=2)}
    on.pair("kontrak.adendum_besar", 50 * MILLION, {"first_total": total * Decimal("0.8")},
            {"first_total": total * Decimal("0.95")}, **shared | signed)  # fmt: skip
    soon = {"raised": AT + timedelta(days=5)} | signed
    on.pair("kontrak.adendum_segera", 50 * MILLION, soon, {"raised": AT + timedelta(days=50)} | signed,
            **shared | {"first_total": total * Decimal("0.95")})  # fmt: skip


def large_firm(on: Stage) -> None:
    firm, seller, _scale = on.world.firm("Usaha Besar", scale="besar")
    goods = on.world.listing(on.goods.shelf, firm, seller, "besar", on.goods.price)
    on.world.goods.remove(goods)
    on.world.write()
    plan = on.world.plan(on.desk.unit, f"7{on.world.number()}", pagu=900 * MILLION)
    plan.save()
    reason = reasons_for(Use.NOT_SMALL)[0].code
    on.pair(
        "umkk.usaha_bukan_kecil", 15 * MILLION, {"reasons": ()}, {"reasons": (reason,)}, goods=goods, plan=plan.code
    )


def shelf_of(on: Stage) -> int:
    """A new shelf of its own."""
    number = on.world.number()
    row = Etalase(government=on.world.government, slug=f"uji-{number}", name="Etalase Uji", sort_key="etalase",
                  state="aktif")  # fmt: skip
    return int(on.world.add(row))


def split(on: Stage) -> None:
    """Five orders of one shelf to one firm below the limit within three weeks; five over five months are no split."""
    shelf = shelf_of(on)
    goods = on.world.listing(shelf, on.goods.firm, on.goods.seller, on.goods.scale, on.goods.price)
    honest = shelf_of(on)
    spread = on.world.listing(honest, on.other.firm, on.other.seller, on.other.scale, on.other.price)
    for one in (goods, spread):
        on.world.goods.remove(one)
    on.world.write()
    for morning in list(days(AT.date(), 21))[::5]:
        on.order(185 * MILLION, goods=goods, at=morning, buyer=on.desk.buyers[0])
    for morning in list(days(date(YEAR, 2, 3), 240))[::48]:
        on.order(48 * MILLION, goods=spread, at=morning)
    on.told.scheme("pecah.batas", f"{on.desk.unit}/{YEAR}/barang/e{shelf}")
    on.told.honest("pecah.batas", f"{on.desk.unit}/{YEAR}/barang/e{honest}")
    on.told.scheme("pecah.penyedia_sama", f"{on.desk.unit}/{YEAR}/penyedia/{goods.firm}")


def again_and_again(on: Stage) -> None:
    """One buyer, twelve orders of one firm in two months and hardly anything else; another spreads them over many."""
    like = [one for one in on.world.goods if one.shelf == on.goods.shelf]
    bad, good = on.world.number(), on.world.number()
    for number, morning in enumerate(list(days(AT.date(), 60))[::5]):
        on.order(30 * MILLION, at=morning, buyer=bad)
        on.order(30 * MILLION, goods=like[number % len(like)], at=morning, buyer=good)
    on.order(30 * MILLION, goods=on.other, at=AT, buyer=bad)
    on.told.scheme("penyedia.berulang", f"{bad}/{YEAR}/{on.goods.firm}")
    on.told.honest("penyedia.berulang", f"{good}/{YEAR}/{on.goods.firm}")


def at_night(on: Stage) -> None:
    bad, good = on.world.number(), on.world.number()
    for number, morning in enumerate(list(days(AT.date(), 60))[::6]):
        on.order(12 * MILLION, at=morning.replace(hour=16 if number % 2 else 4), buyer=bad)
        on.order(12 * MILLION, at=morning.replace(hour=16 if number == 0 else 4), buyer=good)
    on.told.scheme("waktu.jam_janggal", f"{bad}/{YEAR}")
    on.told.honest("waktu.jam_janggal", f"{good}/{YEAR}")
