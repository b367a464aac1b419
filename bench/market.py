"""Units that buy and goods they buy, in any number: the office of the tests once, the rest copied row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from belanja.catalogue.models import Offer, PriceRow
from belanja.catalogue.search.index import reindex
from belanja.institutions.models import Unit
from belanja.journal.services import Actor
from belanja.purchasing.models import Package, PackageLine
from belanja.purchasing.selectors.carts import cart_of
from belanja.rules.duties import Role
from tests.purchasing.world import Office, office, plan
from tests.support.people import hired, unit

_ROLES = (Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA)


@dataclass(frozen=True)
class Desk:
    """One unit with its people and its line of the plan."""

    unit_id: int
    plan_code: str
    people: dict[Role, Actor]

    @property
    def pp(self) -> Actor:
        return self.people[Role.PEJABAT_PENGADAAN]


@dataclass
class Market:
    office: Office
    desks: list[Desk]
    cart: Package
    line: PackageLine

    def unit(self, desk: Desk) -> Unit:
        return Unit.objects.get(pk=desk.unit_id)

    def total_of_one(self) -> Decimal:
        """What an order of one piece costs."""
        return cart_of(self.cart).total

    def goods(self, stocks: Iterable[int]) -> list[Offer]:
        """As many listings of the shop, each of a product of its own, with so much in stock."""
        pattern = Offer.objects.select_related("product").get(pk=self.office.offer.pk)
        rows = list(PriceRow.objects.filter(offer=pattern))
        made = []
        for number, stock in enumerate(stocks):
            product, offer = pattern.product, pattern
            product.pk, product.likeness, product.name = None, "", f"Kertas uji {number}"
            product.save(force_insert=True)
            offer.pk, offer.product_id, offer.stock, offer.reserved = None, product.pk, Decimal(stock), Decimal(0)
            offer.number = f"UJI-{product.pk}"
            offer.save(force_insert=True)
            made.append(Offer.objects.get(pk=offer.pk))
            for row in rows:
                row.pk, row.offer_id = None, offer.pk
            PriceRow.objects.bulk_create(rows)
        reindex([one.pk for one in made])
        return made

    def carts(self, wanted: Iterable[tuple[Desk, Offer, int]]) -> list[Package]:
        """Carts that are complete: one line each, so much of a listing, ready to be sent by the desk's PP."""
        wanted = list(wanted)
        packages = Package.objects.bulk_create(self._cart(desk) for desk, _offer, _quantity in wanted)
        PackageLine.objects.bulk_create(
            PackageLine(
                package=package, offer=offer, position=1, quantity=quantity, price_moment=self.line.price_moment
            )
            for package, (_desk, offer, quantity) in zip(packages, wanted, strict=True)
        )
        return packages

    def _cart(self, desk: Desk) -> Package:
        told = {one.attname: getattr(self.cart, one.attname) for one in Package._meta.concrete_fields}
        told |= {"id": None, "unit_id": desk.unit_id, "plan_code": desk.plan_code}
        return Package(**told | {"ppk_id": desk.people[Role.PPK].user_id, "created_by_id": desk.pp.user_id})


def market(desks: int, *, pagu: int = 10_000_000_000, price: str = "1000") -> Market:
    """An office whose mode is *katalog lokal*, and as many units as wanted with a plan line of `pagu` rupiah each."""
    of = office(stock=None, pagu=str(pagu), price=price)
    cart = of.package(quantity="1")
    made = []
    for number in range(desks):
        here = unit(of.government, f"9.{number:02d}.UJI", f"Dinas Uji {number}")
        code = f"{52_000_000 + number}"
        plan(here, code, str(pagu))
        made.append(Desk(here.pk, code, {role: hired(of.government, role, unit=here) for role in _ROLES}))
    return Market(of, made, cart, cart.lines.get())
