"""To whom an issued report went, who acknowledged it, and what the leadership asked for."""

from django.db import models
from django.db.models import Q

from belanja.institutions.models import Unit
from belanja.rules.reporting.posts import Post

from .snapshots import Snapshot


class Delivery(models.Model):
    """One receiver of a report: somebody of the leadership (`user_id`), or the head of a Perangkat Daerah (`unit`)."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="deliveries")
    user_id = models.BigIntegerField(null=True, help_text="accounts.User of the leadership")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="report_deliveries")
    post = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.label) for one in Post],
        help_text="in which post somebody of the leadership has it; empty: none is on record",
    )  # fmt: skip
    sent_at = models.DateTimeField()
    sent_by_label = models.CharField(max_length=120)
    due_on = models.DateField(help_text="by when it should have been acknowledged")
    received_at = models.DateTimeField(null=True, help_text="acknowledged")
    received_by_id = models.BigIntegerField(null=True)
    received_by_label = models.CharField(max_length=120, blank=True)
    forwarded_at = models.DateTimeField(null=True, help_text="Sekretaris Daerah passed it on to the head of the region")
    forward_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "user_id"], condition=Q(user_id__isnull=False), name="report_delivery_once_a_leader"
            ),
            models.UniqueConstraint(
                fields=["snapshot", "unit"], condition=Q(unit__isnull=False), name="report_delivery_once_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(user_id__isnull=False, unit__isnull=True) | Q(user_id__isnull=True, unit__isnull=False),
                name="report_delivery_one_receiver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.unit_id or self.user_id}"


class Disposition(models.Model):
    """What the leadership asks of a Perangkat Daerah upon a report, and what that answered."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="dispositions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="report_dispositions")
    words = models.TextField()
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    post = models.CharField(max_length=16, blank=True, help_text="post in which it was asked; empty: none on record")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    answered_by_label = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.unit_id}"
