"""The review of a frozen report before it is signed: one row for each thing that was done or said in it."""

from django.db import models

from belanja.rules.reporting.reviews import ReviewStep, Side

from .snapshots import Snapshot


class ReviewAct(models.Model):
    """One step of a review; never changed (the database refuses). A reply and a clearing name their note (`of`)."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="review_acts")
    step = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ReviewStep])
    side = models.CharField(max_length=8, choices=[(one.value, one.label) for one in Side])
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="about")
    place = models.CharField(max_length=160, blank=True, help_text="chapter that a note is about")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, help_text="post, never a person's name")

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(fields=["of"], condition=models.Q(step="tutup"), name="review_note_cleared_once"),
            models.UniqueConstraint(
                fields=["snapshot"], condition=models.Q(step="setujui"), name="review_approved_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.step}"
