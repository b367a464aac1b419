"""An office that buys and firms that sell: people by role, a plan line, listed goods; orders brought to a state."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Offer, Region
from belanja.catalogue.services import curation, listings
from belanja.foundation import clock
from belanja.institutions.models import Government, LegalBasis, Unit
from belanja.institutions.models.government import CountingMode
from belanja.journal.services import Actor
from belanja.plans.models import RupPackage
from belanja.purchasing.models import Order, Package
from belanja.purchasing.services import negotiation, orders, package_lines, packages, sending
from belanja.purchasing.services.negotiation import Said
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.states import Method, OrderKind, OrderState, Side
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.listing_steps import Step as ListingStep
from tests.support.firms import member, taxed
from tests.support.listings import Shop, shop
from tests.support.people import hired, unit

PLAN = "51000001"


@dataclass
class Office:
    """A Perangkat Daerah with one person for each duty; `shop` sells to it, `offer` is a ream of paper."""

    government: Government
    unit: Unit
    shop: Shop
    offer: Offer
    people: dict[Role, Actor]
    elsewhere: dict[Role, Actor] = field(default_factory=dict)

    @property
    def pp(self) -> Actor:
        return self.people[Role.PEJABAT_PENGADAAN]

    @property
    def ppk(self) -> Actor:
        return self.people[Role.PPK]

    @property
    def pa(self) -> Actor:
        return self.people[Role.PA]

    @property
    def pptk(self) -> Actor:
        return self.people[Role.PPTK]

    @property
    def owner(self) -> Actor:
        return self.shop.owner

    @property
    def place(self) -> Region:
        return Region.objects.get(code="36.73")

    def package(self, *, quantity: str = "10", method: Method = Method.DIRECT, by: Actor | None = None,
                kind: OrderKind = OrderKind.ONCE, offer: Offer | None = None) -> Package:  # fmt: skip
        """A whole package that could be sent."""
        actor = by or self.pp
        made = packages.begin(
            government=self.government,
            unit_id=self.unit.pk,
            title="Kertas kantor",
            actor=actor,
            method=method,
            kind=kind,
        )
        told = Description(
            deliver_to_id=self.place.pk, address="Jalan Syekh Nawawi 1", needed_on=clock.today() + timedelta(days=20),
            ppk_id=self.ppk.user_id, need="Kebutuhan kertas", term_to=clock.today() + timedelta(days=40),
            reason_codes=("pembanding_tidak_sepadan",),
        )  # fmt: skip
        made = packages.describe(package_id=made.pk, version=made.version, told=told, actor=actor)
        made = packages.choose_plan(package_id=made.pk, version=made.version, plan_code=PLAN, actor=actor)
        return package_lines.add_line(
            package_id=made.pk, version=made.version, offer_id=(offer or self.offer).pk, quantity=Decimal(quantity),
            actor=actor,
        )  # fmt: skip

    def order(self, state: OrderState = OrderState.REVIEW, **told: Any) -> Order:
        """An order brought to a state on its shortest way."""
        method = Method.NEGOTIATION if state is OrderState.NEGOTIATION else Method.DIRECT
        made = self.package(method=told.pop("method", method), **told)
        order = sending.send(package_id=made.pk, version=made.version, actor=told.get("by") or self.pp)[0]
        return self.on(order, state)

    def on(self, order: Order, state: OrderState) -> Order:
        """Let an order go on until it is in that state."""
        steps = {
            OrderState.REVIEW: lambda: orders.approve(order_id=order.pk, version=order.version, actor=self.ppk),
            OrderState.DETERMINATION: lambda: orders.determine(order_id=order.pk, version=order.version, actor=self.pa),
            OrderState.SIGNING: lambda: orders.sign(order_id=order.pk, version=order.version, actor=self.ppk),
            OrderState.CONFIRMATION: lambda: orders.accept(order_id=order.pk, version=order.version, actor=self.owner),
        }
        while order.state != state:
            order = steps[OrderState(order.state)]()
        return order


def office(
    *, mode: Mode = Mode.LOCAL, stock: int | None = 100, pagu: str = "100000000", price: str = "55000"
) -> Office:
    """One office of Banten under a mode, and one shop with a listed ream of paper."""
    selling = shop()
    taxed(selling.firm)
    government = selling.government
    if mode is not Mode.COMPANION:
        CountingMode.objects.create(
            government=government, mode=mode.value, valid_from=date(2020, 1, 1), approved_at=clock.now(),
            legal_basis=LegalBasis.objects.first(),
        )  # fmt: skip
    here, there = unit(government, "1.01.UJI", "Dinas Uji"), unit(government, "1.02.LAIN", "Dinas Lain")
    roles = (Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA, Role.PPTK, Role.BENDAHARA)
    people = {role: hired(government, role, unit=here) for role in roles}
    people[Role.BIRO_PBJ] = hired(government, Role.BIRO_PBJ)
    people[Role.APIP] = hired(government, Role.APIP)
    elsewhere = {role: hired(government, role, unit=there) for role in roles}
    plan(here, PLAN, pagu)
    return Office(government, here, selling, listed(selling, stock=stock, price=price), people, elsewhere)


def plan(of: Unit, code: str, pagu: str) -> RupPackage:
    return RupPackage.objects.create(
        government=of.government, unit=of, year=clock.today().year, kind=RupPackage.Kind.PENYEDIA, code=code,
        title="Belanja kertas dan cover", pagu=Decimal(pagu), method="E-Purchasing", epurchasing=True, announced=True,
        active=True, counts=True, pdn=True, umkk=True, source_row_id=RupPackage.objects.count() + 1,
    )  # fmt: skip


def listed(selling: Shop, *, stock: int | None = 100, price: str = "55000", **changes: Any) -> Offer:
    """A ream of paper that curators have passed, for sale."""
    from belanja.rules.listing_content import Price

    told = {"stock": None if stock is None else Decimal(stock), "prices": (Price(Decimal(price)),), **changes}
    offer = selling.submitted(**told)
    clerk = hired(selling.government, Role.VERIFIKATOR)
    return curation.decide(offer_id=offer.pk, version=offer.version, step=ListingStep.APPROVE, actor=clerk)


def said_of(order: Order, *, price: str, quantity: str | None = None, freight: str = "0") -> list[Said]:
    """An offer over all lines at one price."""
    return [
        Said(
            line_id=line.pk, unit_price=Decimal(price), quantity=Decimal(quantity) if quantity else line.quantity,
            freight=Decimal(freight), due_on=line.due_on,
        )
        for line in order.lines.all()
    ]  # fmt: skip


def agreed(of: Office, order: Order, *, price: str, **told: str) -> Order:
    """A negotiation in one round: the buyer offers, the firm agrees."""
    negotiation.offer(
        order_id=order.pk, version=order.version, side=Side.BUYER, lines=said_of(order, price=price, **told),
        message="", actor=of.pp,
    )  # fmt: skip
    order.refresh_from_db()
    return negotiation.accept(order_id=order.pk, version=order.version, side=Side.FIRM, actor=of.owner)


__all__ = ["Office", "agreed", "listed", "listings", "member", "office", "plan", "said_of"]
