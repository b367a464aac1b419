"""Governments, and how their own purchases count."""

from django.db import models
from django.db.models import F, Q

from belanja.rules.channels import Mode


class Government(models.Model):
    """One pemerintah daerah (or a ministry whose data was loaded). Its KLPD code is the key of every feed."""

    class Kind(models.TextChoices):
        PROVINCE = "provinsi", "Provinsi"
        REGENCY = "kabupaten", "Kabupaten"
        CITY = "kota", "Kota"
        MINISTRY = "kementerian", "Kementerian/Lembaga"

    code = models.CharField("kode KLPD", max_length=12, unique=True)
    name = models.CharField("nama", max_length=160)
    kind = models.CharField(max_length=12, choices=Kind, blank=True, help_text="empty: no feed has told it yet")
    region_code = models.CharField("kode wilayah", max_length=8, blank=True, help_text="Kemendagri, e.g. 36 or 36.02")
    is_example = models.BooleanField(default=False, help_text="its figures are invented sample data")

    def __str__(self) -> str:
        return self.name


class CountingMode(models.Model):
    """From when on, and on what ground, packages made in Belanja itself count as e-Purchasing of a government.

    Without a row the mode is *pendamping*: prepared here, ordered and counted in the national catalogue.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="counting_modes")
    channel = models.CharField(max_length=20, default="native")
    mode = models.CharField(max_length=20, choices=[(mode.value, mode.label) for mode in Mode])
    valid_from = models.DateField()
    legal_basis = models.ForeignKey("institutions.LegalBasis", null=True, blank=True, on_delete=models.PROTECT)
    reason = models.TextField(blank=True)
    proposed_by_id = models.BigIntegerField(null=True, help_text="empty: from the console")
    proposed_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True, help_text="empty while it waits for a second person")
    rejected_by_id = models.BigIntegerField(null=True)
    rejected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "channel", "valid_from"],
                condition=Q(rejected_at__isnull=True),
                name="counting_mode_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(rejected_at__isnull=True),
                name="counting_mode_one_decision",
            ),
            models.CheckConstraint(
                condition=~Q(mode="katalog_lokal") | Q(legal_basis__isnull=False),
                name="local_catalogue_needs_legal_basis",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by_id__isnull=True) | ~Q(proposed_by_id=F("approved_by_id")),
                name="counting_mode_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government.code} {self.channel} {self.mode} {self.valid_from}"
