"""What an offer stated at each time, and every step of its life. Neither is ever changed: the database refuses it."""

from django.db import models

from belanja.rules.listings import ListingState

from .offers import Offer


class Via(models.TextChoices):
    """By which door a version came."""

    SCREEN = "layar", "halaman penawaran"
    SHEET = "lembar", "lembar kerja"
    ASSISTED = "bantuan", "dengan bantuan dinas"
    ARCHIVE = "arsip", "arsip katalog nasional"
    SCHEMA = "skema", "versi baru skema etalase"


class OfferVersion(models.Model):
    """Everything the firm stated (rules.listing_content.Content as JSON). Number 0 is what stood before the first
    change made here."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    via = models.CharField(max_length=8, choices=Via)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("offer", "number")
        constraints = [models.UniqueConstraint(fields=["offer", "number"], name="offer_version_once")]

    def __str__(self) -> str:
        return f"{self.offer_id} v{self.number}"


class ListingStep(models.Model):
    """One step: from which state to which, by whom, over which version, and why."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField()
    step = models.CharField(max_length=20, help_text="rules.listing_steps.Step")
    from_state = models.CharField(max_length=28, blank=True, choices=[(one.value, one.label) for one in ListingState])
    to_state = models.CharField(max_length=28, choices=[(one.value, one.label) for one in ListingState])
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("offer", "id")
        indexes = [models.Index(fields=["step", "at"], name="listing_step_when")]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.step}"
