"""Consignments, what was found when they were inspected, and the hand-over (BAST)."""

from django.db import models
from django.db.models import F, Q

from belanja.catalogue.models import Region
from belanja.rules.buying.states import DeliveryState

from .orders import Order, OrderLine
from .payments import CallOff


class Delivery(models.Model):
    """One consignment to one place; an order may have many. A replacement points at what it replaces."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in DeliveryState])
    deliver_to = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    courier = models.CharField("kurir/nomor resi", max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)
    call = models.ForeignKey(
        CallOff, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries", help_text="of a call-off"
    )
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    arrived_on = models.DateField(null=True)
    inspected_at = models.DateTimeField(null=True)
    inspected_by_id = models.BigIntegerField(null=True)
    inspected_by_label = models.CharField(max_length=120, blank=True)
    works = models.BooleanField("fungsi sesuai", null=True)
    complete = models.BooleanField("jumlah sesuai", null=True)
    in_time = models.BooleanField("waktu sesuai", null=True)
    finding = models.TextField("catatan pemeriksaan", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="delivery_number")]

    def __str__(self) -> str:
        return f"{self.order_id} kiriman {self.number}"


class DeliveryLine(models.Model):
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="deliveries")
    sent = models.DecimalField(max_digits=14, decimal_places=2)
    accepted = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    rejected = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    reason_code = models.CharField(max_length=32, blank=True, help_text="of a rejection: rules.buying.reasons")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="delivery_line_once"),
            models.CheckConstraint(
                condition=Q(sent__gt=0)
                & Q(accepted__gte=0)
                & Q(rejected__gte=0)
                & Q(sent__gte=F("accepted") + F("rejected")),
                name="delivery_line_amounts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.line_id}"


class Handover(models.Model):
    """A hand-over paper (BAST) over what was accepted. `amount`: accepted goods at contract price, incl. freight and
    tax; `whole`: with it everything of the order is handed over. Proposed by silence until the PPK confirms it. A
    proposal that one side refused stays on record and counts for nothing."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="handovers")
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    whole = models.BooleanField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    content = models.JSONField(help_text="of each line: line, call, quantity, amount, the last two as text")
    by_silence = models.BooleanField(default=False, help_text="proposed because nobody inspected in time")
    buyer_signed_at = models.DateTimeField(null=True)
    buyer_by_id = models.BigIntegerField(null=True)
    firm_signed_at = models.DateTimeField(null=True)
    firm_by_id = models.BigIntegerField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="handover_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(whole=True, refused_at__isnull=True), name="whole_handover_once"
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(refused_at__isnull=True)
                & (Q(buyer_signed_at__isnull=True) | Q(firm_signed_at__isnull=True)),
                name="one_open_handover_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="handover_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} BAST {self.number}"
