"""Random walks of one order from the signature to the last payment: whatever comes after what, the books balance.

The sums are counted a second time from the rows themselves, not from the account that the services keep.
"""

from decimal import Decimal
from random import Random

import pytest

from belanja.facts.models import SpendFact
from belanja.plans.models import Commitment
from belanja.purchasing.ledgers import committed_of
from belanja.purchasing.models import Payment, Settlement
from belanja.purchasing.selectors.deliveries import still_to_send
from belanja.purchasing.services import addenda, invoices, payments, sp2d, tax_corrections
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.deliveries import Found
from belanja.purchasing.services.sp2d import RegisterRow
from belanja.purchasing.services.tax_corrections import Followed
from belanja.rules.buying.states import CorrectionState, PaymentPart, PaymentState, Side
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import LicenceState
from belanja.rules.tax_facts import NOT_PKP, PKP, TaxFacts
from belanja.vendors.models import FirmLicence
from tests.purchasing.books import order_balances
from tests.support.firms import taxed
from tests.support.receiving import SIGNED, Deal, Wanted, billed, bound, brought, deal, handed_over, inspected, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
_STEPS = 40


class Walk:
    def __init__(self, made: Deal, random: Random) -> None:
        self.made, self.random, self.bills, self.rows = made, random, 0, 0
        self.refused: set[int] = set()
        self.corrected = 0

    def goods(self) -> None:
        room = {line: left for (line, _call), left in still_to_send(self.made.again()).items() if left > 0}
        quantities = [self.random.randint(0, int(room.get(line.pk, 0))) for line in self.made.lines]
        came = brought(self.made, *quantities)
        found = {}
        for line in came.lines.all():
            bad = self.random.choice([0, 0, 1])
            found[line.line_id] = Found(line.sent - bad, Decimal(bad), "rusak")
        inspected(self.made, came, found)

    def hand_over(self) -> None:
        handed_over(self.made)

    def bill(self) -> None:
        self.bills += 1
        billed(self.made, f"INV-{self.bills}", self.random.choice([PaymentPart.INSTALMENT, PaymentPart.FINAL]))

    def too_much(self) -> None:
        line = self.made.lines[0]
        self.bills += 1
        billed(self.made, f"X-{self.bills}", lines={line.pk: (line.quantity, line.total)})

    def advance(self) -> None:
        self.bills += 1
        billed(self.made, f"UM-{self.bills}", PaymentPart.ADVANCE, amount=Decimal(self.random.randint(1, 900_000)))

    def release(self) -> None:
        account = Settlement.objects.get(order=self.made.order)
        self.bills += 1
        billed(self.made, f"R-{self.bills}", PaymentPart.RETENTION, amount=account.retained - account.released)

    def pay(self) -> None:
        waiting = list(Payment.objects.filter(state=PaymentState.REQUESTED).order_by("pk"))
        one = self.random.choice(waiting)
        assert one.invoice is not None
        paid(self.made, one.invoice, f"SP2D-{one.pk}")

    def register(self) -> None:
        waiting = list(Payment.objects.filter(state=PaymentState.REQUESTED).order_by("pk"))
        one = self.random.choice(waiting)
        self.rows += 1
        row = RegisterRow(f"R/{self.rows}", one.gross, SIGNED, "CV Sumber Contoh", "", self.made.unit.pk)
        sp2d.take_register(
            government=self.made.government, year=2026, rows=[row], upload="c" * 64, actor=self.made.bpkad
        )

    def unmatch(self) -> None:
        one = self.random.choice(list(Payment.objects.filter(row__isnull=False).order_by("pk")))
        sp2d.unmatch(
            row_id=one.row_id or 0, payment_id=one.pk, reason="Bukan pembayaran pesanan ini.", actor=self.made.treasurer
        )

    def give_back(self) -> None:
        waiting = list(Payment.objects.filter(state=PaymentState.REQUESTED).order_by("pk"))
        one = self.random.choice(waiting)
        invoices.give_back(invoice_id=one.invoice_id or 0, reason="Nomor fakturnya salah.", actor=self.made.treasurer)

    def confirm(self) -> None:
        one = self.random.choice(list(Payment.objects.exclude(state=PaymentState.REFUSED).order_by("pk")))
        payments.confirm_taxes(payment_id=one.pk, taxes=None, actor=self.made.treasurer)

    def give_up(self) -> None:
        """An addendum brings the lines down, at random; what is refused leaves everything as it was."""
        lines = list(self.made.again().lines.all())
        told = {line.pk: Decimal(self.random.randint(0, int(line.quantity))) for line in lines}
        changed = Changes(quantities={line.pk: told[line.pk] for line in lines if told[line.pk] != line.quantity})
        addenda.propose(
            order_id=self.made.order.pk, version=None, side=Side.FIRM, changes=changed, reason="Sisa dilepas",
            actor=self.made.owner,
        )  # fmt: skip
        addenda.sign(order_id=self.made.order.pk, version=None, side=Side.BUYER, actor=self.made.ppk)

    def put_right(self) -> None:
        """The firm says the contrary of what was found; the treasurer puts the order right, and where it was paid the
        PPK confirms."""
        found = self.made.again().found_later
        FirmLicence.objects.filter(firm=self.made.order.firm).update(state=LicenceState.WITHDRAWN.value)
        taxed(self.made.order.firm, NOT_PKP if found is not None and found.registered else PKP)
        made = tax_corrections.propose(
            order_id=self.made.order.pk, version=None, reason="Pernyataannya keliru.",
            followed=Followed("NTPN-1", SIGNED), actor=self.made.treasurer,
        )  # fmt: skip
        if made.state == CorrectionState.PROPOSED:
            tax_corrections.confirm(correction_id=made.pk, actor=self.made.ppk)
        self.corrected += 1

    def step(self, *more: str) -> None:
        names = ("goods", "goods", "hand_over", "bill", "bill", "too_much", "advance", "release", "pay", "pay",
                 "register", "unmatch", "give_back", "confirm", "give_up", *more)  # fmt: skip
        try:
            getattr(self, self.random.choice(names))()
        except RuleBroken as refusal:
            self.refused.add(refusal.status)
        except (IndexError, Settlement.DoesNotExist):
            pass  # nothing there to do it with


@pytest.mark.parametrize("seed", range(12))
def test_the_books_balance_after_every_step(seed: int) -> None:
    random = Random(seed)
    made = bound(
        deal(
            Wanted(Decimal(random.randint(2, 9)), Decimal("333333.33"), freight=Decimal("100.01"), due=SIGNED),
            Wanted(Decimal(random.randint(2, 9)), Decimal("7777.77"), due=SIGNED),
            advance=Decimal(random.choice([0, 500_000])),
            retention_percent=Decimal(random.choice([0, 5])),
        )
    )
    walk = Walk(made, random)
    for _ in range(_STEPS):
        walk.step()
        order_balances(made.again())
    assert walk.refused <= {409, 422}
    finished(made)


@pytest.mark.parametrize("status", [PKP, NOT_PKP, None])
@pytest.mark.parametrize("seed", range(4))
def test_they_balance_for_a_firm_of_which_nobody_knew_whether_it_is_pkp(seed: int, status: str | None) -> None:
    """Half way it is known, or never. What is given up goes back to the plan line, and no order is paid with it."""
    random = Random(100 + seed)
    made = bound(
        deal(
            Wanted(Decimal(random.randint(2, 9)), Decimal("333333.33"), freight=Decimal("100.01"), due=SIGNED),
            Wanted(Decimal(random.randint(2, 9)), Decimal("7777.77"), due=SIGNED),
            advance=Decimal(random.choice([0, 500_000])),
            retention_percent=Decimal(random.choice([0, 5])),
            tax_facts=TaxFacts().as_json(),
        )
    )
    walk = Walk(made, random)
    for number in range(2 * _STEPS):
        if status and number == _STEPS:
            taxed(made.order.firm, status)
        walk.step(*(["put_right", "put_right"] if status else []))
        order_balances(made.again())
        held = Commitment.objects.filter(key=made.order.code).order_by("pk").last()
        assert held is not None
        assert held.amount == committed_of(made.again())
    assert walk.refused <= {409, 422}
    assert status or made.again().found_later is None
    assert made.again().tax_corrections.count() == walk.corrected
    finished(made)


def finished(made: Deal) -> None:
    """An order that counts as paid has its facts, to the sen; one that does not has none of them."""
    order = made.again()
    total = committed_of(order)
    facts = SpendFact.objects.filter(document__key=order.code, known_to__isnull=True, stage=Stage.PAID)
    told = sum((fact.amount for fact in facts), Decimal(0))
    assert told == (total if order.paid_at else 0)
