"""Call-offs, invoices, payments, and the register of payment orders (SP2D) of the regional finance system."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government, Unit
from belanja.rules.buying.sp2d import RowKind
from belanja.rules.buying.states import PaymentPart, PaymentState, PaymentWay

from .orders import Order, OrderLine


class CallOff(models.Model):
    """One call under an agreed price list: what is wanted on a day. Delivered and accepted like an order's goods;
    paid by month. The calls of an order never add up to more than its cap."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="calls")
    number = models.PositiveSmallIntegerField()
    wanted_on = models.DateField()
    address = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    total = models.DecimalField(max_digits=20, decimal_places=2, help_text="incl. freight and tax")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    answered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="call_off_number")]

    def __str__(self) -> str:
        return f"{self.order_id} panggilan {self.number}"


class CallOffLine(models.Model):
    call = models.ForeignKey(CallOff, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="calls")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    goods = models.DecimalField(max_digits=20, decimal_places=2)
    freight = models.DecimalField(max_digits=20, decimal_places=2)
    tax = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "line"], name="call_off_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="call_off_line_quantity"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.line_id}"


class Invoice(models.Model):
    """What a firm asks for, matched by line with order and hand-over."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField("nomor tagihan", max_length=80)
    part = models.CharField(max_length=12, choices=[(part.value, part.label) for part in PaymentPart])
    day = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2, help_text="asked for, incl. freight and tax")
    tax_invoice = models.CharField("nomor faktur pajak", max_length=40, blank=True)
    month = models.DateField(null=True, help_text="of a call-off: first day of the month it is for")
    differences = models.JSONField(default=list, help_text="lines that do not match order and BAST, in words")
    received_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    return_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "number"], condition=Q(returned_at__isnull=True), name="invoice_number_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="invoice_amount"),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="invoices")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "line"], name="invoice_line_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.line_id}"


class Payment(models.Model):
    """A payment on an invoice (or an advance). Gross less withheld taxes, penalty and what is set aside is what the
    firm receives; taxes are an estimate until the treasurer confirms them."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    invoice = models.ForeignKey(Invoice, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    part = models.CharField(max_length=12, choices=[(part.value, part.label) for part in PaymentPart])
    way = models.CharField(max_length=12, choices=[(way.value, way.label) for way in PaymentWay])
    state = models.CharField(max_length=16, choices=[(state.value, state.label) for state in PaymentState])
    gross = models.DecimalField(max_digits=20, decimal_places=2)
    advance_recovered = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    penalty = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    retention = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    withheld = models.JSONField(default=list, help_text="taxes: kind, base, percent, amount as text, collected by")
    withheld_total = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    set_aside = models.DecimalField(
        max_digits=20, decimal_places=2, default=0,
        help_text="cadangan PPN: paid to nobody; given up once the firm is known not to be PKP",
    )  # fmt: skip
    taxes_confirmed_at = models.DateTimeField(null=True, help_text="empty: perkiraan")
    taxes_confirmed_by_id = models.BigIntegerField(null=True)
    net = models.DecimalField(max_digits=20, decimal_places=2)
    spp = models.CharField("nomor SPP", max_length=80, blank=True)
    spm = models.CharField("nomor SPM", max_length=80, blank=True)
    sp2d = models.CharField("nomor SP2D atau bukti", max_length=80, blank=True)
    paid_on = models.DateField(null=True)
    evidence = models.CharField("bukti", max_length=300, blank=True)
    row = models.ForeignKey(
        "Sp2dRow", null=True, blank=True, on_delete=models.PROTECT, related_name="payments", help_text="that it matched"
    )
    row_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="what of the row is for it")
    before_row = models.JSONField(
        default=dict, help_text="as it stood before it was matched: state, way, sp2d, paid_on"
    )
    not_rows = models.JSONField(
        default=list, help_text="rows of which somebody has said that they are not this payment"
    )
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gross__gt=0)
                & Q(net__gte=0)
                & Q(advance_recovered__gte=0)
                & Q(penalty__gte=0)
                & Q(retention__gte=0)
                & Q(withheld_total__gte=0)
                & Q(set_aside__gte=0),
                name="payment_amounts",
            ),
            models.CheckConstraint(
                condition=Q(
                    gross=F("net")
                    + F("withheld_total")
                    + F("set_aside")
                    + F("advance_recovered")
                    + F("penalty")
                    + F("retention")
                ),
                name="payment_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.MATCHED.value, row__isnull=False, row_amount__gt=0)
                & Q(row_amount__lte=F("gross"))
                | ~Q(state=PaymentState.MATCHED.value) & Q(row__isnull=True, row_amount__isnull=True),
                name="matched_has_its_row",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaymentState.MATCHED.value, PaymentState.DOCUMENTED.value])
                | Q(paid_on__isnull=False),
                name="paid_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.part} {self.gross}"

    @property
    def payable(self) -> Decimal:
        """The most that may be paid on it: what is set aside is not."""
        return self.gross - self.set_aside

    @property
    def settles(self) -> Decimal:
        """What it settles once made: what reached firm and tax office, penalty kept and PPN given up."""
        return self.net + self.withheld_total + self.penalty + self.set_aside


class Sp2dRow(models.Model):
    """One payment order (SP2D) as the regional finance system lists it. Account numbers are kept as keyed marks. One of
    kind GU, or a lump sum, pays several bills: `used` is moved under the lock of the row."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="sp2d_rows")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.CharField(max_length=80)
    day = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    firm_name = models.CharField(max_length=200, blank=True)
    account_mark = models.CharField(max_length=24, blank=True, help_text="foundation.marks.private_hash of the account")
    words = models.TextField("uraian", blank=True)
    kind = models.CharField(max_length=2, blank=True, choices=[(kind.value, kind.label) for kind in RowKind])
    used = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="what its payments take of it")
    upload = models.CharField(max_length=64, help_text="SHA-256 of the file it came in")
    at = models.DateTimeField()
    settled_note = models.CharField(max_length=300, blank=True, help_text="why it belongs to no order here")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "year", "number", "amount"], name="sp2d_once"),
            models.CheckConstraint(condition=Q(used__gte=0, used__lte=F("amount")), name="sp2d_used_within"),
        ]
        indexes = [models.Index(fields=["government", "year", "amount"], name="sp2d_by_amount")]

    def __str__(self) -> str:
        return self.number

    @property
    def left(self) -> Decimal:
        """What no payment takes of it."""
        return self.amount - self.used
