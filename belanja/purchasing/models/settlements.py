"""What one order owes and has been paid, kept beside it so that the database itself refuses a rupiah too much."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from belanja.rules.buying.guarantees import GuaranteeState, state_of
from belanja.rules.buying.states import GuaranteeKind

from .orders import Order


class Settlement(models.Model):
    """The sums of an order's hand-overs and payments, moved under the lock of the order. Refused payments count for
    nothing. `settled`: paid to firm and tax office, penalty kept and PPN given up, of payments
    matched or documented."""

    order = models.OneToOneField(Order, primary_key=True, on_delete=models.PROTECT, related_name="settlement")
    handed_over = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="by BAST of both sides")
    claimed = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="gross of instalments")
    advance_agreed = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    advanced = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    recovered = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="of the advance")
    penalised = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    retained = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    released = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="of what was retained")
    settled = models.DecimalField(max_digits=20, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(claimed__lte=F("handed_over")), name="claimed_within_handed_over"),
            models.CheckConstraint(condition=Q(advanced__lte=F("advance_agreed")), name="advanced_as_agreed"),
            models.CheckConstraint(condition=Q(recovered__lte=F("advanced")), name="recovered_within_advanced"),
            models.CheckConstraint(condition=Q(released__lte=F("retained")), name="released_within_retained"),
            models.CheckConstraint(
                condition=Q(claimed__gte=F("recovered") + F("penalised") + F("retained")), name="kept_within_claimed"
            ),
            models.CheckConstraint(
                condition=Q(settled__lte=F("claimed") + F("advanced") - F("recovered") - F("retained") + F("released")),
                name="settled_within_payments",
            ),
            models.CheckConstraint(
                condition=Q(handed_over__gte=0)
                & Q(claimed__gte=0)
                & Q(advanced__gte=0)
                & Q(recovered__gte=0)
                & Q(penalised__gte=0)
                & Q(retained__gte=0)
                & Q(released__gte=0)
                & Q(settled__gte=0),
                name="settlement_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.claimed} of {self.handed_over}"


class Guarantee(models.Model):
    """A guarantee that the firm brought (Perpres 16/2018 Pasal 30): recorded with its scan, then given back or claimed,
    never both."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="guarantees")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in GuaranteeKind])
    number = models.CharField("nomor jaminan", max_length=80)
    issuer = models.CharField("penerbit", max_length=160)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    valid_from = models.DateField()
    valid_to = models.DateField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    returned_on = models.DateField(null=True)
    claimed_on = models.DateField(null=True)
    end_note = models.CharField(max_length=300, blank=True, help_text="why it was claimed")
    reminded = models.CharField(
        max_length=10, blank=True, help_text="of which both sides were told: that it ends, that it has"
    )
    file_name = models.CharField(max_length=160, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True, help_text="the scan, only ever handed out as a download")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(valid_to__gte=F("valid_from")), name="guarantee_amount_and_term"
            ),
            models.UniqueConstraint(fields=["order", "kind", "number"], name="guarantee_once"),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(claimed_on__isnull=True), name="guarantee_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind} {self.number}"

    def state_on(self, day: date) -> GuaranteeState:
        """What has become of it on a day."""
        return state_of(
            valid_to=self.valid_to,
            claimed=self.claimed_on is not None,
            released=self.returned_on is not None,
            on=day,
        )
