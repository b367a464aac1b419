"""Orders of all channels with random moments, steps, amounts and gaps, for tests of working days."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.foundation import clock
from belanja.institutions.models import Government, Holiday, LegalBasis, Unit
from belanja.plans.models import RupPackage
from belanja.purchasing.models import Handover, Order, OrderStep, Payment
from belanja.rules.buying.states import OrderKind, OrderState, PaymentPart, PaymentState, PaymentWay, Side
from belanja.rules.buying.turns import TURNS
from belanja.rules.channels import Channel, Stage
from belanja.rules.firms import Scale
from tests.support.purchases import order, package, unit_of
from tests.vendors.cast import cast

YEAR = 2026
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(day: date, number: int) -> str:
    at = int(datetime(day.year, day.month, day.day, 3, tzinfo=UTC).timestamp() * 1000)
    letters = ""
    for _ in range(10):
        letters, at = BASE32[at % 32] + letters, at // 32
    return letters + f"{number:016d}"


class Bought:
    """Orders of all channels with random moments, steps, amounts and gaps."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.people = cast()
        self.government: Government = self.people.government
        self.units = [
            unit_of(self.government),
            unit_of(self.government, "1.07.0.00.0.00.01.0000", "Dinas Perpustakaan"),
        ]
        self.number = 0
        basis = LegalBasis.objects.first()
        assert basis is not None
        for day in {self.day() for _ in range(12)}:
            Holiday.objects.get_or_create(
                government=self.government, day=day, withdrawn_at=None,
                defaults={"name": "Hari daerah", "kind": Holiday.Kind.values[0], "legal_basis": basis,
                          "added_at": clock.now(), "works": self.chance.random() < 0.3},
            )  # fmt: skip

    def day(self, after: date = date(YEAR, 1, 5), span: int = 200) -> date:
        return after + timedelta(days=self.chance.randrange(span))

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def at(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, self.chance.randrange(24), 30, tzinfo=clock.WIB)

    def plan(self, unit: Unit) -> str:
        self.number += 1
        code = f"5{self.number:07d}"
        if self.often(0.9):
            RupPackage.objects.create(
                government=self.government, unit=unit, year=YEAR, kind="penyedia", code=code, title="Kursi",
                pagu=Decimal(10), announced=True, active=True, counts=True, source_row_id=self.number,
                announced_on=self.day(span=60) if self.often(0.8) else None,
            )  # fmt: skip
        return code

    def amount(self) -> Decimal:
        return Decimal(self.chance.choice([50_000_000, 50_000_001, 7, 200_000_000, 999_999_999, 5_000_000_000]))

    def document(self, channel: Channel, key: str, unit: Unit, code: str, stages: int, day: date, done: date | None,
                 amount: Decimal) -> PurchaseDocument:  # fmt: skip
        made = PurchaseDocument.objects.create(
            government=self.government, unit=unit, year=YEAR, channel=channel, key=key, plan_codes=[code],
            ordered_on=day, amount=amount, stages=stages, vanished=self.often(0.05),
        )  # fmt: skip
        for stage in Stage:
            if stages & stage:
                SpendFact.objects.create(
                    government=self.government, unit=unit, document=made, year=YEAR, channel=channel, stage=stage,
                    day=done if stage in (Stage.RECEIVED, Stage.COMPLETED) else day, amount=amount,
                    counts=self.often(0.95), known_from=clock.now(),
                )  # fmt: skip
        return made

    def imported(self) -> None:
        channel = self.chance.choice([Channel.V5, Channel.V6, Channel.TOKO_DARING, Channel.TENDER])
        unit, day = self.chance.choice(self.units), self.day()
        code = self.plan(unit)
        stages = self.chance.choice([1, 3, 7, 15, 32, 64, 0])
        done = self.chance.choice([day, None, self.day(day, 60)])
        begun = day - timedelta(days=self.chance.randrange(20))
        key = ulid(begun, self.number) if channel is Channel.V6 and self.often(0.9) else f"K{self.number}"
        self.document(channel, key, unit, code, stages, day, done, self.amount())

    def native(self) -> None:
        unit, begun = self.chance.choice(self.units), self.day()
        code, days = self.plan(unit), [begun]
        for _ in range(3):
            days.append(self.day(days[-1], 25))
        reached = self.chance.randrange(4)
        made = order(
            package(unit), self.people.firm, f"BLJ26{self.number:06d}", created_at=self.at(begun), year=YEAR,
            scale=self.chance.choice(["", *(one.value for one in Scale)]), state=OrderState.PROCESS.value,
            kind=OrderKind.ONCE.value,
            signed_at=self.at(days[1]) if reached > 0 else None,
            handed_over_at=self.at(days[2]) if reached > 1 else None,
            paid_at=self.at(days[3]) if reached > 2 else None,
        )  # fmt: skip
        if self.often(0.1):
            Order.objects.filter(pk=made.pk).update(
                kind=OrderKind.CALL_OFF, cap=made.total, term_from=begun, term_to=days[3]
            )
        for number in range(self.chance.randrange(3) if reached > 1 else 0):
            Handover.objects.create(
                order=made, number=number + 1, day=self.day(days[2], 9), amount=1, whole=False, content=[],
                at=clock.now(),                buyer_signed_at=clock.now(), firm_signed_at=clock.now(),
                refused_at=clock.now() if self.often(0.2) else None,
            )  # fmt: skip
        for _ in range(self.chance.randrange(3) if reached > 2 else 0):
            Payment.objects.create(
                order=made, part=PaymentPart.FINAL, way=PaymentWay.LS, gross=1, net=1, at=clock.now(), by_label="x",
                state=self.chance.choice([PaymentState.DOCUMENTED, PaymentState.REFUSED]), paid_on=self.day(days[3], 9),
            )  # fmt: skip
        moment = begun
        for _ in range(self.chance.randrange(14)):
            turn = self.chance.choice([*TURNS, None])
            OrderStep.objects.create(
                order=made, step=turn.step if turn else "perpanjang", source="", side=turn.side if turn else Side.BUYER,
                target=(turn.target if turn else "") or OrderState.PROCESS, at=self.at(moment), by_label="x",
            )  # fmt: skip
            moment = self.day(moment, 12)
        self.document(Channel.NATIVE, made.code, unit, code, 1 | 2 * (reached > 0), begun, None, self.amount())
