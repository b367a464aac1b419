"""A made-up province that buys: units, firms, shelves, listings and any number of honest orders, written in bulk.

Honest is drawn from plain distributions: amounts, hours of work, days until delivery, a favourite firm or two of each
unit, some late with a penalty, some large firms with a reason. Nobody real is in it.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, models

from belanja.catalogue.models import Offer, PriceRow, Product, Seller
from belanja.catalogue.models.versions import ListingStep
from belanja.etalase.models import Etalase
from belanja.institutions.models import Government, Unit
from belanja.plans.models import RupPackage
from belanja.purchasing.models import (
    Delivery,
    Handover,
    Order,
    OrderLine,
    OrderStep,
    OrderVersion,
    Package,
    Payment,
    PolicyCase,
    Round,
)
from belanja.rules.buying.reasons import Use, reasons_for
from belanja.vendors.models import Firm, Profile, RegistrationStep

YEAR = 2025
_NOT_SMALL = reasons_for(Use.NOT_SMALL)[0].code
_BEGUN = datetime(2024, 1, 2, 2, tzinfo=UTC)
_BATCH = 4_000
#: In which order rows are written: what others point at first.
_TABLES: tuple[type[models.Model], ...] = (
    Firm, Profile, RegistrationStep, Etalase, Seller, Product, Offer, PriceRow, ListingStep, Package, Order, OrderLine,
    OrderStep, OrderVersion, Round, Delivery, Handover, Payment, PolicyCase,
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A unit with its people (opaque numbers) and the codes of its plan."""

    unit: int
    buyers: tuple[int, ...]
    ppk: int
    pa: int
    plans: tuple[str, ...]


@dataclass(frozen=True)
class Goods:
    """One listing: who sells it, on which shelf, at which listed price."""

    offer: int
    product: int
    firm: int
    seller: int
    shelf: int
    price: Decimal
    scale: str
    name: str


@dataclass
class Province:
    """Rows gathered until `write`; numbers are given here, far above those of the sample."""

    seed: int = 1
    government: Government = field(init=False)
    desks: list[Desk] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=lambda: defaultdict(list))
    orders: int = 0
    _next: int = 5_000_000

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a world that can be made again
        self.government = Government.objects.get_or_create(code="BUKTI", defaults={"name": "Provinsi Uji"})[0]

    def number(self) -> int:
        self._next += 1
        return self._next

    def add(self, row: models.Model) -> Any:
        """Gather a row; returns its number."""
        if row.pk is None:
            row.pk = self.number()
        self.rows[type(row)].append(row)
        return row.pk

    def write(self) -> None:
        """Write all that was gathered."""
        for table in _TABLES:
            table._default_manager.bulk_create(self.rows.pop(table, []), batch_size=_BATCH)

    def settle(self, *, units: int, firms: int, shelves: int) -> None:
        """Units with plans, firms with registrations, shelves with like goods of several firms."""
        for one in range(units):
            unit = Unit.objects.create(
                government=self.government, code=f"9.{one:03}", name=f"Dinas Uji {one}", sort_key=f"dinas {one:03}",
                kind=Unit.Kind.PD,
            )  # fmt: skip
            people = [self.number() for _each in range(4)]
            codes = tuple(f"{58_000_000 + one * 100 + line}" for line in range(25))
            self.desks.append(Desk(unit.pk, tuple(people[:2]), people[2], people[3], codes))
            RupPackage.objects.bulk_create(self.plan(unit.pk, code) for code in codes)
        sellers = [self.firm(f"Usaha Uji {one}") for one in range(firms)]
        for number in range(shelves):
            shelf = self.add(Etalase(government=self.government, slug=f"uji-{number}", name=f"Etalase Uji {number}",
                                     sort_key=f"etalase {number:03}", state="aktif"))  # fmt: skip
            base = Decimal(self.chance.randrange(20, 4_000)) * 1_000
            for firm, seller, scale in self.chance.sample(sellers, min(max(12, firms // 25), firms)):
                price = (base * Decimal(self.chance.randrange(92, 109)) / 100).quantize(Decimal(1))
                self.listing(shelf, firm, seller, scale, price)

    def plan(self, unit: int, code: str, **facts: Any) -> RupPackage:
        told = {"pagu": Decimal(50_000_000_000), "active": True, "epurchasing": True, "method": "E-Purchasing"} | facts
        return RupPackage(
            government=self.government, unit_id=unit, year=YEAR, kind="penyedia", code=code, title=f"Belanja {code}",
            announced=True, counts=True, announced_on=date(YEAR, 1, 6), source_row_id=self.number(), **told,
        )  # fmt: skip

    def firm(self, name: str, *, scale: str = "", since: datetime = _BEGUN) -> tuple[int, int, str]:
        """A registered firm with its storefront: its number, the storefront's, its scale."""
        scale = scale or self.chance.choices(("mikro", "kecil", "koperasi", "menengah", "besar"), (35, 40, 8, 9, 8))[0]
        firm = self.add(Firm(name=name))
        profile = self.add(
            Profile(firm_id=firm, government=self.government, state="terverifikasi", entry="baru", name=name,
                    legal_form="cv", nib=f"{firm:013}", scale=scale, entered_at=since, consent_at=since,
                    confirmed_at=since, decided_at=since)
        )  # fmt: skip
        self.add(RegistrationStep(profile_id=profile, step="pass", to_state="terverifikasi", version=1, at=since))
        seller = self.add(Seller(government=self.government, firm_id=firm, slug=f"uji-{firm}", name=name,
                                 sort_key=name.lower(), scale=scale))  # fmt: skip
        return firm, seller, scale

    def listing(self, shelf: int, firm: int, seller: int, scale: str, price: Decimal, *, at: datetime = _BEGUN,
                **facts: Any) -> Goods:  # fmt: skip
        """A listing on sale since a moment, at one price until it changes. `facts`: of its product and offer."""
        product = self.add(
            Product(etalase_id=shelf, name=f"Barang {shelf}", likeness=f"sejenis-{shelf}",
                    pdn=facts.pop("pdn", "tkdn_25"), origin=facts.pop("origin", "lokal"))
        )  # fmt: skip
        offer = self.add(
            Offer(government=self.government, product_id=product, seller_id=seller, state=facts.pop("state", "tayang"),
                  role="pengecer", listed_on=at.date(), stock=Decimal(100_000), **facts)
        )  # fmt: skip
        self.price(offer, price, at.date())
        self.add(ListingStep(offer_id=offer, version=1, step="tayangkan", from_state="disetujui", to_state="tayang",
                             at=at, by_label="sistem"))  # fmt: skip
        found = Goods(offer, product, firm, seller, shelf, price, scale, f"Barang {shelf}")
        if at == _BEGUN:
            self.goods.append(found)
        return found

    def price(self, offer: int, amount: Decimal, first: date, until: date | None = None) -> None:
        """A listed price that holds from a day on; what held before ends there."""
        for row in self.rows[PriceRow]:
            if isinstance(row, PriceRow) and row.offer_id == offer and row.ended_on is None:
                row.ended_on = first
        self.add(PriceRow(offer_id=offer, amount=amount, per_base=amount, valid_from=first, ended_on=until,
                          recorded_at=_BEGUN))  # fmt: skip

    def order(self, desk: Desk, goods: Goods, quantity: int, **facts: Any) -> str:
        """One order with all its papers; `facts` say what differs from an ordinary one. Returns its code."""
        told = self.ordinary(goods, quantity) | facts
        made: datetime = told["at"]
        worth = told["price"] * quantity
        total = worth + told["freight"]
        pk = self.number()
        code = told.get("code") or f"U{pk}"
        buyer = told.get("buyer") or (desk.ppk if total > 200_000_000 else self.chance.choice(desk.buyers))
        plan = told.get("plan") or self.chance.choice(desk.plans)
        shared = {"government": self.government, "unit_id": desk.unit, "year": YEAR, "plan_code": plan,
                  "ppk_id": desk.ppk, "buyer_id": buyer, "mode": "katalog_lokal", "kind": "sekali",
                  "method": told["method"]}  # fmt: skip
        package = self.add(
            Package(title=goods.name, state="selesai", created_at=told["opened"], sent_at=made,
                    reason_codes=list(told["reasons"]), account=told["account"], requested_by_id=told.get("requester"),
                    **shared)
        )  # fmt: skip
        self.add(
            Order(pk=pk, package_id=package, code=code, title=goods.name, firm_id=goods.firm, seller_id=goods.seller,
                  firm_name="Usaha Uji", scale=goods.scale, state=told["state"], shipment=told["shipment"],
                  goods=worth, freight=told["freight"], tax=Decimal(0), total=total,
                  first_total=told.get("first_total") or total, term_to=told["due"], penalty=told["penalty"],
                  determined_by_id=told.get("determined"), created_at=made, signed_at=told["signed"],
                  ended_at=told["ended"], **shared)
        )  # fmt: skip
        line = self.add(
            OrderLine(order_id=pk, position=1, offer_id=goods.offer, product_id=goods.product, offer_version=1,
                      name=goods.name, etalase="Uji", unit="H87", quantity=Decimal(quantity),
                      listed_price=told["listed"], unit_price=told["price"], goods=worth, freight=told["freight"],
                      tax_percent=Decimal(0), tax=Decimal(0), total=total, pdn=told["pdn"], base_per_unit=Decimal(1))
        )  # fmt: skip
        self._papers(pk, line, total, told)
        self.orders += 1
        return str(code)

    def ordinary(self, goods: Goods, quantity: int) -> dict[str, Any]:
        """How an honest order goes."""
        chance = self.chance
        day = date(YEAR, 1, 8) + timedelta(days=int(chance.triangular(0, 350, 250)))
        while day.weekday() > 4:
            day += timedelta(days=1)
        made = datetime(day.year, day.month, day.day, chance.randrange(1, 9), chance.randrange(60), tzinfo=UTC)
        discount = Decimal(chance.choice((0, 0, 1, 2, 3, 4, 5, 6, 7, 8)))
        price = (goods.price * (100 - discount) / 100).quantize(Decimal(1))
        worth = price * quantity
        bargained = discount > 0 or worth > 50_000_000
        if worth > 50_000_000 and not discount:
            price = (goods.price * Decimal("0.985")).quantize(Decimal(1))
        agreed = made + timedelta(hours=chance.uniform(2, 60))
        signed = agreed + timedelta(hours=chance.uniform(3, 70))
        arrives = signed.date() + timedelta(days=chance.randrange(2, 18))
        late = chance.random() < 0.03
        due = arrives + timedelta(days=-2 if late else chance.randrange(0, 8))
        received = arrives + timedelta(days=chance.randrange(1, 5))
        large = goods.scale in ("menengah", "besar")
        return {
            "at": made, "opened": made - timedelta(hours=chance.uniform(1, 90)), "agreed": agreed, "signed": signed,
            "sent": signed + timedelta(hours=20), "arrives": arrives, "received": received, "due": due,
            "penalty": Decimal(50_000) if late else Decimal(0),
            "paid": received + timedelta(days=chance.randrange(4, 25)),
            "ended": datetime(received.year, received.month, received.day, tzinfo=UTC) + timedelta(days=26),
            "rounds": 1 if bargained else 0, "listed": goods.price, "price": price,
            "freight": Decimal(0), "state": "COMPLETED", "shipment": "COMPLETED", "method": "negosiasi",
            "reasons": (_NOT_SMALL,) if large and chance.random() < 0.97 else (),
            "account": "5.1.02.01.01.0024", "pdn": "tkdn_25",
        }  # fmt: skip

    def _papers(self, order: int, line: int, total: Decimal, told: dict[str, Any]) -> None:
        offered = told["agreed"] - timedelta(hours=2)
        for number in range(told["rounds"]):
            self.add(Round(order_id=order, number=number + 1, side="pembeli", state="disepakati", total=total,
                           at=told.get("offered", offered), answered_at=told["agreed"], by_label="PP"))  # fmt: skip
        self.add(OrderStep(order_id=order, step="ajukan", source="ON_NEGOTIATION", target="WAITING_PPK_REVIEW",
                           side="pembeli", at=told["agreed"], by_label="PP"))  # fmt: skip
        if told["state"].startswith("CANCELLED"):
            self.add(OrderStep(order_id=order, step="batal", source="ON_PROCESS", target="CANCELLED", side="pembeli",
                               at=told["cancelled"], by_label="PPK"))  # fmt: skip
        self.add(Delivery(order_id=order, number=1, state="diperiksa", prepared_at=told["signed"], sent_at=told["sent"],
                          arrived_on=told["arrives"]))  # fmt: skip
        if told["received"] is not None:
            self.add(
                Handover(order_id=order, number=1, day=told["received"], whole=True, amount=total, content=[],
                         buyer_signed_at=told["signed"], firm_signed_at=told["signed"], at=told["signed"])
            )  # fmt: skip
        if told["paid"] is not None:
            self.add(
                Payment(order_id=order, part=told.get("part", "pelunasan"), way="ls", state="terdokumentasi",
                        gross=total, net=total, paid_on=told["paid"], at=told["signed"], by_label="Bendahara")
            )  # fmt: skip
        if "raised" in told:
            self.add(OrderVersion(order_id=order, number=1, state="berlaku", content={}, total=total, digest="",
                                  proposed_side="pembeli", proposed_by_label="PPK", proposed_at=told["raised"],
                                  in_force_at=told["raised"]))  # fmt: skip
        if "asked" in told:
            record = {"case": {"lines": [{"key": str(line), **told["asked"]}]}}
            self.add(PolicyCase(order_id=order, step="sign", record=record, at=told["signed"]))

    def honest(self, count: int) -> None:
        """So many ordinary orders: each unit buys most of each shelf from a favourite or two."""
        shelves = defaultdict[int, list[Goods]](list)
        for one in self.goods:
            shelves[one.shelf].append(one)
        kinds = list(shelves.values())
        for number in range(count):
            desk = self.desks[number % len(self.desks)]
            kind = self.chance.choice(kinds)
            goods = kind[min(int(self.chance.expovariate(0.35)) + desk.unit, 10**9) % len(kind)]
            worth = Decimal(int(self.chance.lognormvariate(16.0, 1.0)))
            self.order(desk, goods, max(1, min(5_000, int(worth / goods.price))))
            if number % 20_000 == 19_999:
                self.write()
        self.write()

    def documents(self) -> None:
        """What the facts keep of own orders: one document each."""
        with connection.cursor() as cursor:
            cursor.execute(_DOCUMENTS, {"government": self.government.pk})
            cursor.execute("ANALYZE")


_DOCUMENTS = """
INSERT INTO facts_purchasedocument (government_id, unit_id, year, channel, key, number, title, plan_codes, vendor_key,
  vendor_name, etalase_id, status, shipment, ordered_on, amount, line_count, stages, vanished)
SELECT o.government_id, o.unit_id, o.year, 'native', o.code, o.code, '', ARRAY[o.plan_code], 'F' || o.firm_id, '', '',
  '', '', o.created_at::date, o.total, 1, CASE WHEN o.state LIKE 'CANCELLED%%' THEN 32 ELSE 15 END, false
FROM purchasing_order o WHERE o.government_id = %(government)s
"""


def days(first: date, count: int) -> Iterable[datetime]:
    """Mornings of so many days from one on."""
    return (datetime(first.year, first.month, first.day, 3, tzinfo=UTC) + timedelta(days=one) for one in range(count))
