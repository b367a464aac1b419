"""Rounds of a negotiation: what one side offers for each line until the other answers. Both see the same."""

from django.db import models
from django.db.models import Q

from belanja.rules.buying.states import RoundState, Side

from .orders import Order, OrderLine


class Round(models.Model):
    """One offer or counter-offer over all lines, with a message. Never changed but for its state."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=[(side.value, side.label) for side in Side])
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in RoundState])
    message = models.TextField("pesan", blank=True)
    total = models.DecimalField(max_digits=20, decimal_places=2, help_text="incl. freight and tax")
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="round_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=RoundState.OPEN.value), name="one_open_round_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} #{self.number}"


class RoundLine(models.Model):
    """What a round says of one line."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="rounds")
    unit_price = models.DecimalField(max_digits=20, decimal_places=2, help_text="without tax")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    freight = models.DecimalField(max_digits=20, decimal_places=2)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "line"], name="round_line_once"),
            models.CheckConstraint(
                condition=Q(unit_price__gt=0) & Q(quantity__gt=0) & Q(freight__gte=0), name="round_line_amounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.line_id}"
