"""Samples of a review, with the frame they were drawn from: whoever draws again by the same seed draws the same. Never
changed."""

from django.db import models

from belanja.institutions.models import Unit
from belanja.rules.channels import Channel
from belanja.rules.oversight.sampling import Method
from belanja.vendors.models import Firm

from .reviews import Review


class Sample(models.Model):
    """One draw. `parameters`: what the frame was made by (units, period, channels, what was left out for want of a
    day); `digest`: SHA-256 of the frame as `SampleFrame` keeps it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Method])
    seed = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="as it was asked for")
    parameters = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    frame_count = models.PositiveIntegerField()
    frame_amount = models.DecimalField(max_digits=22, decimal_places=2)
    drawn_at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="sample_number")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"


class SampleFrame(models.Model):
    """What could be drawn, in lines of key, amount, layer and risk, packed (rules.oversight.frames)."""

    sample = models.OneToOneField(Sample, primary_key=True, on_delete=models.PROTECT, related_name="frame")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.sample_id}"


class SampleItem(models.Model):
    """What was drawn. Its kind and key are those of flags; the rest is as it stood when it was drawn."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField(help_text="in the sample, by key")
    subject_kind = models.CharField(max_length=24, help_text="class of rules.flags.subjects")
    subject_key = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=22, decimal_places=2)
    stratum = models.CharField(max_length=80, blank=True, help_text="code of the unit")
    risk = models.IntegerField(default=0, help_text="weight of the flags on it: an order, no probability")
    certain = models.BooleanField(help_text="it could not be left out")
    channel = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Channel])
    year = models.SmallIntegerField()
    ordered_on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey(Firm, null=True, on_delete=models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField(null=True, help_text="accounts.User who bought; empty where no feed tells")

    class Meta:
        ordering = ("place",)
        constraints = [
            models.UniqueConstraint(fields=["sample", "place"], name="sample_place"),
            models.UniqueConstraint(fields=["sample", "subject_kind", "subject_key"], name="sample_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}.{self.place}"
