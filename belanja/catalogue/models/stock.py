"""What orders hold and take of a listing's stock."""

from django.db import models
from django.db.models import Q

from .offers import Offer


class StockMove(models.Model):
    """One movement of a listing's goods by one order. Never changed or deleted: the database refuses it.

    `held` and `sold` are what it adds (negative: gives back); the sum of `held` over a listing is `Offer.reserved`,
    always (`selectors.reserved_differences` is empty). `month`: the one whose capacity an order takes, where a listing
    states no stock; the order keeps it through all its movements.
    """

    class Kind(models.TextChoices):
        HOLD = "hold", "Dipegang"
        TAKE = "take", "Terjual"
        CHANGE = "change", "Berubah"
        GIVE_BACK = "give_back", "Dikembalikan"

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="stock_moves", db_index=False)
    key = models.CharField(max_length=60, help_text="what moves it: the code of the order")
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.DecimalField(max_digits=18, decimal_places=2, help_text="what the order has after it, units")
    held = models.DecimalField(max_digits=18, decimal_places=2)
    sold = models.DecimalField(max_digits=18, decimal_places=2)
    month = models.DateField(help_text="its first day")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "offer", "kind"], condition=~Q(kind="change"), name="stock_move_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="stock_move_not_below_0"),
        ]
        indexes = [
            models.Index(fields=["key"], name="stock_move_by_key"),
            models.Index(fields=["offer", "month"], name="stock_move_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.kind} {self.quantity}"
