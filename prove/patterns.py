"""Schemes of prices, listings, labels and firms, each beside an honest look-alike."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Claim
from belanja.catalogue.models.versions import ListingStep
from belanja.facts.models import PurchaseDocument
from belanja.institutions.models import Unit
from belanja.plans.models import BudgetVersion
from belanja.rules.buying.reasons import Use, reasons_for
from belanja.vendors.models import FirmMark
from prove import schemes
from prove.province import YEAR, Goods, Province, days
from prove.schemes import AT, MILLION, Planted, Stage

#: Each is planted so often, in units that differ.
ROUNDS = 2


def plant(world: Province) -> Planted:
    """Every scheme, twice. The province has to be settled; its listings are those of honest firms."""
    told = Planted()
    shelves = sorted({one.shelf for one in world.goods})
    for number, scheme in enumerate(SCHEMES * ROUNDS):
        desk = world.desks[(number * 7 + number // len(SCHEMES)) % len(world.desks)]
        like = [one for one in world.goods if one.shelf == shelves[number % len(shelves)]]
        scheme(Stage(world, desk, like[0], like[1], told))
        world.write()
    return told


def dear(on: Stage) -> None:
    """Far above what others paid for like goods; a little above is no outlier."""
    for times, tell in ((Decimal("2.2"), on.told.scheme), (Decimal("1.1"), on.told.honest)):
        price = (on.goods.price * times).quantize(Decimal(1))
        tell("harga.pencilan", f"{on.order(15 * MILLION, at=AT, listed=price, price=price)}/1")


def raised(on: Stage) -> None:
    """The listed price goes up around the purchase and comes back; another goes up and stays, as the market did."""
    for back, tell in ((True, on.told.scheme), (False, on.told.honest)):
        goods = _apart(on, on.goods)
        high = (goods.price * Decimal("1.35")).quantize(Decimal(1))
        on.world.price(goods.offer, high, AT.date() - timedelta(days=4))
        if back:
            on.world.price(goods.offer, goods.price, AT.date() + timedelta(days=6))
        on.world.write()
        tell("harga.naik_saat_dibeli", f"{on.order(30 * MILLION, goods=goods, at=AT, listed=high, price=high)}/1")


def raised_before(on: Stage) -> None:
    """Raised a week before the purchase; another months before."""
    for ago, tell in ((7, on.told.scheme), (70, on.told.honest)):
        goods = _apart(on, on.goods)
        high = (goods.price * Decimal("1.12")).quantize(Decimal(1))
        on.world.price(goods.offer, high, AT.date() - timedelta(days=ago))
        on.world.write()
        tell("harga.naik_menjelang_dibeli", f"{on.order(30 * MILLION, goods=goods, at=AT, listed=high, price=high)}/1")


def _apart(on: Stage, like: Goods, **facts: Any) -> Goods:
    """A listing of its own beside like ones, sold to nobody else."""
    on.world.write()
    goods = on.world.listing(like.shelf, like.firm, like.seller, like.scale, like.price, **facts)
    if goods in on.world.goods:
        on.world.goods.remove(goods)
    return goods


def above_standard(on: Stage) -> None:
    price = on.goods.price
    below, above = ({"standard_price": str(price * part / 100)} for part in (90, 115))
    codes = [on.order(15 * MILLION, at=AT, price=price, asked=one) for one in (below, above)]
    on.told.scheme("harga.di_atas_standar", f"{codes[0]}/1")
    on.told.honest("harga.di_atas_standar", f"{codes[1]}/1")


def _offered(price: Decimal, pdn: str) -> dict[str, Any]:
    return {"asked": {"alternatives": [
        {"offer": "lain", "firm": "lain", "pdn": pdn, "unit_price": str(price), "landed_price": str(price)}
    ]}}  # fmt: skip


def cheaper(on: Stage) -> None:
    price = on.goods.price
    offered = _offered(price * 3 / 4, "tkdn_25")
    reason = (reasons_for(Use.DEARER)[0].code,)
    codes = [on.order(15 * MILLION, at=AT, price=price, reasons=reasons, **offered) for reasons in ((), reason)]
    on.told.scheme("harga.lebih_murah_ada", f"{codes[0]}/1")
    on.told.honest("harga.lebih_murah_ada", f"{codes[1]}/1")


def imported(on: Stage) -> None:
    offered = _offered(on.goods.price * 2, "tkdn_25")
    reason = (reasons_for(Use.IMPORT)[0].code,)
    codes = [on.order(15 * MILLION, at=AT, pdn="impor", reasons=reasons, **offered) for reasons in ((), reason)]
    on.told.scheme("pdn.impor_ada_pengganti", f"{codes[0]}/1")
    on.told.honest("pdn.impor_ada_pengganti", f"{codes[1]}/1")


def dear_freight(on: Stage) -> None:
    codes = [on.order(15 * MILLION, at=AT, freight=part * MILLION) for part in (Decimal(8), Decimal(1))]
    on.told.scheme("harga.ongkos_kirim", f"{codes[0]}/1")
    on.told.honest("harga.ongkos_kirim", f"{codes[1]}/1")


def certificate(on: Stage) -> None:
    """A certificate that had run out on the day of the order; another had not."""
    for left, tell in ((-30, on.told.scheme), (300, on.told.honest)):
        goods = _apart(on, on.goods)
        on.world.write()
        Claim.objects.create(product_id=goods.product, kind="tkdn", number="123/TKDN", percent=Decimal(40),
                             valid_to=AT.date() + timedelta(days=left))  # fmt: skip
        tell("pdn.sertifikat", f"{on.order(15 * MILLION, goods=goods, at=AT)}/1")


def from_abroad(on: Stage) -> None:
    for made_in, tell in (("Tiongkok", on.told.scheme), ("Indonesia", on.told.honest)):
        goods = _apart(on, on.goods, made_in=made_in, origin="", pdn="tanpa_bukti")
        on.world.write()
        tell("pdn.impor_berlabel_pdn", f"{on.order(15 * MILLION, goods=goods, at=AT, pdn='tanpa_bukti')}/1")


def bought_and_gone(on: Stage) -> None:
    """Taken off three days after its only buyer; another after half a year."""
    for stays, tell in ((3, on.told.scheme), (180, on.told.honest)):
        goods = _apart(on, on.goods, state="dicabut_sementara")
        on.order(40 * MILLION, goods=goods, at=AT)
        on.world.add(
            ListingStep(offer_id=goods.offer, version=1, step="cabut", from_state="tayang",
                        to_state="dicabut_sementara", at=AT + timedelta(days=stays), by_label="penyedia")
        )  # fmt: skip
        tell("tayang.beli_hilang", str(goods.offer))


def same_owner(on: Stage) -> None:
    """Two firms of one owner on one shelf with the same goods; two at one address are neighbours."""
    for tie, tell in (("pemilik", on.told.scheme), ("alamat", on.told.honest)):
        mark, firms = f"uji{on.world.number()}", []
        for _each in range(2):
            firm, seller, scale = on.world.firm("Usaha Kembar", scale="kecil")
            firms.append(firm)
            for like in {one.shelf: one for one in on.world.goods}.values():
                _apart(on, Goods(0, 0, firm, seller, like.shelf, like.price, scale, like.name))
            on.world.write()
            FirmMark.objects.create(firm_id=firm, kind=tie, mark=mark, source="pendaftaran", at=AT)
        tell("penyedia.ciri_sama", f"{firms[0]}-{firms[1]}")
        tell("tayang.kembar_terkait", f"{firms[0]}-{firms[1]}")


def beyond_scale(on: Stage) -> None:
    for worth, tell in ((Decimal(900), on.told.scheme), (Decimal(300), on.told.honest)):
        firm, seller, scale = on.world.firm("Usaha Mikro", scale="mikro")
        goods = _apart(on, Goods(0, 0, firm, seller, on.goods.shelf, on.goods.price, scale, ""))
        for morning in list(days(AT.date(), 90))[::30]:
            on.order(worth * MILLION, goods=goods, at=morning, buyer=on.desk.ppk)
        tell("penyedia.melampaui_skala", f"{firm}/{YEAR}")


def told_twice(on: Stage) -> None:
    """The same value and plan line in SPSE; another value is another purchase."""
    for more, tell in ((0, on.told.scheme), (1_000_000, on.told.honest)):
        plan = on.world.plan(on.desk.unit, f"7{on.world.number()}")
        plan.save()
        usual = on.worth(40 * MILLION) * on.goods.price
        on.order(40 * MILLION, plan=plan.code, price=on.goods.price, at=AT)
        PurchaseDocument.objects.create(
            government=on.world.government, unit_id=on.desk.unit, year=YEAR, channel="pencatatan", stages=15,
            key=f"S{on.world.number()}", amount=usual + more, ordered_on=AT.date(), plan_codes=[plan.code],
        )  # fmt: skip
        tell("target.tercatat_ganda", f"{YEAR}/{plan.code}")


def cancelled_later(on: Stage) -> None:
    """A quarter of a unit half of whose value is cancelled soon after its end; and one with a single small one."""
    for count, quarter, tell in ((60, 1, on.told.scheme), (1, 2, on.told.honest)):
        first = date(YEAR, quarter * 3 + 1, 3)
        end = datetime(YEAR, quarter * 3 + 4, 8, 3, tzinfo=UTC)
        desk_value = 150 * MILLION if count > 1 else 2 * MILLION
        for number in range(count):
            at = datetime(first.year, first.month, first.day, 3, tzinfo=UTC) + timedelta(days=number)
            on.order(desk_value, at=at, state="CANCELLED", cancelled=end, received=None, paid=None, buyer=on.desk.ppk)
        for morning in days(first, 20 if count == 1 else 0):
            on.order(20 * MILLION, at=morning, buyer=on.desk.ppk)
        tell("target.batal_sesudah_tutup", f"{on.desk.unit}/{YEAR}/{quarter + 1}")


def smaller_base(on: Stage) -> None:
    """The budget was lowered and the paper of it has no number; another has one."""
    for number, tell in (("", on.told.scheme), ("DPPA-1", on.told.honest)):
        unit = Unit.objects.create(government=on.world.government, code=f"8.{on.world.number()}", name="Dinas Uji",
                                   sort_key="dinas", kind=Unit.Kind.PD)  # fmt: skip
        for amount, since, written in ((9_000, date(YEAR, 1, 2), "DPA-1"), (6_000, date(YEAR, 9, 1), number)):
            worth = Decimal(amount) * MILLION
            BudgetVersion.objects.create(
                government=on.world.government, unit=unit, year=YEAR, kind="murni", number=written, dated=since,
                valid_from=since, operasi=worth, modal=0, btt=0, pengadaan=worth, non_pengadaan=0, total=worth,
                state="disahkan", proposed_by_id=1, proposed_at=AT, decided_by_id=2, decided_at=AT,
                covers_below=False, proposed_by_label="BPKAD",
            )  # fmt: skip
        tell("target.penyebut_turun", f"{unit.pk}/{YEAR}")


def one_buyer(on: Stage) -> None:
    """All that a firm sells goes to one unit; another firm has several."""
    desks = on.world.desks
    for spread, tell in ((1, on.told.scheme), (6, on.told.honest)):
        firm, seller, scale = on.world.firm("Usaha Satu Pembeli", scale="kecil")
        goods = _apart(on, Goods(0, 0, firm, seller, on.goods.shelf, on.goods.price, scale, ""))
        for number, morning in enumerate(list(days(AT.date(), 120))[::20]):
            usual = on.world.ordinary(goods, on.worth(15 * MILLION))
            on.world.order(desks[number % spread], goods, on.worth(15 * MILLION), **usual | {"at": morning})
        tell("penyedia.satu_pembeli", f"{firm}/{YEAR}")


SCHEMES: tuple[Callable[[Stage], None], ...] = (
    schemes.too_fast, schemes.no_bargaining, schemes.no_plan, schemes.other_method, schemes.above_plan,
    schemes.wrong_account, schemes.sanctioned, schemes.new_firm, schemes.fresh_listing, schemes.two_duties,
    schemes.beyond_authority, schemes.impossible_delivery, schemes.late, schemes.left_hanging, schemes.paid_early,
    schemes.grown, schemes.large_firm, schemes.split, schemes.again_and_again, schemes.at_night, dear, raised,
    raised_before, above_standard, cheaper, imported, dear_freight, certificate, from_abroad, bought_and_gone,
    same_owner, beyond_scale, told_twice, cancelled_later, smaller_base, one_buyer,
)  # fmt: skip
