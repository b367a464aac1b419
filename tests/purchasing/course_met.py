"""What walks have met of the states and of the table of steps, and what is still missing."""

from collections import defaultdict
from itertools import chain

from belanja.purchasing.models import Delivery, Order, OrderStep, OrderVersion, Package, PackageStep, Payment, Round
from belanja.rules.buying.states import (
    DeliveryState,
    MoneyStep,
    OrderState,
    PackageState,
    PaymentState,
    RoundState,
    ShipmentState,
    Side,
    VersionState,
)
from belanja.rules.buying.steps import ORDERS, PACKAGES, SHIPMENTS, Rule, Step

#: *Pendamping* has tests of its own.
ROWS: tuple[Rule, ...] = tuple(one for one in chain(ORDERS, SHIPMENTS) if one.step is not Step.LINK_NATIONAL)
#: Steps of the money, which belong to no axis; the register of SP2D and guarantees have tests of their own.
MONEY = (
    f"{MoneyStep.BILL} {Side.FIRM}",
    *(
        f"{one} {Side.BUYER}"
        for one in (MoneyStep.GIVE_BACK_BILL, MoneyStep.CONFIRM_TAXES, MoneyStep.PAY, MoneyStep.UNPAY)
    ),
)
_STATES: dict[str, set[str]] = {
    "pesanan": set(OrderState),
    "kiriman": set(ShipmentState),
    "paket": set(PackageState),
    "versi": set(VersionState),
    "putaran": set(RoundState),
    "pengiriman": set(DeliveryState),
    "pembayaran": set(PaymentState) - {PaymentState.MATCHED},
}
_MODELS = {"versi": OrderVersion, "putaran": Round, "pengiriman": Delivery, "pembayaran": Payment}


class Met:
    """`steps`: step, side and the state before it; `package_steps`; `states`: by what they are states of."""

    def __init__(self) -> None:
        self.steps: set[tuple[str, str, str]] = set()
        self.package_steps: set[str] = set()
        self.states: dict[str, set[str]] = defaultdict(set)

    def note(self) -> None:
        """Add what the records of this moment show."""
        for step, side, source, target in OrderStep.objects.values_list("step", "side", "source", "target").order_by():
            self.steps.add((step, side, source))
            self.states["pesanan"] |= {source, target} & _STATES["pesanan"]
            self.states["kiriman"] |= {source, target} & _STATES["kiriman"]
        for state, shipment in Order.objects.values_list("state", "shipment").order_by():
            self.states["pesanan"].add(state)
            self.states["kiriman"].add(shipment)
        self.package_steps |= set(PackageStep.objects.values_list("step", flat=True).order_by())
        self.states["paket"] |= set(Package.objects.values_list("state", flat=True).order_by())
        for name, model in _MODELS.items():
            self.states[name] |= set(model._default_manager.values_list("state", flat=True).order_by())

    def has(self, row: Rule) -> bool:
        return any((row.step, row.side, source) in self.steps for source in row.sources)

    def rows_missing(self) -> list[Rule]:
        return [row for row in ROWS if not self.has(row)]

    def money_missing(self) -> list[str]:
        taken = {f"{step} {side}" for step, side, _source in self.steps}
        return [key for key in MONEY if key not in taken]

    def package_steps_missing(self) -> list[str]:
        return sorted({one.step.value for one in PACKAGES} - self.package_steps)

    def states_missing(self) -> dict[str, list[str]]:
        found = {name: sorted(there - self.states[name]) for name, there in _STATES.items()}
        return {name: missing for name, missing in found.items() if missing}

    def missing(self) -> list[str]:
        """All of it in words; empty: everything was met."""
        rows = [
            f"{row.step} {row.side} from {', '.join(sorted(row.sources)) or 'nothing'}" for row in self.rows_missing()
        ]
        states = [f"{name}: {one}" for name, those in self.states_missing().items() for one in those]
        return [*rows, *self.money_missing(), *self.package_steps_missing(), *states]
