"""A register of payment orders on its way in, and what its columns mean."""

from django.db import models

from belanja.institutions.models import Government, Unit
from belanja.rules.buying.sp2d import Meaning


class RegisterHeading(models.Model):
    """What a column of a register means, as a person of this government said: the next register is not asked about."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE)
    heading = models.CharField(max_length=160, help_text="tidied (rules.headings)")
    meaning = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Meaning])
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "heading"], name="register_heading_once")]

    def __str__(self) -> str:
        return f"{self.heading} = {self.meaning}"


class Register(models.Model):
    """One uploaded register. The file names accounts of people, so its bytes go as soon as its rows are taken or it is
    left; its fingerprint stays. `unit`: whose register it is where its rows name none."""

    class State(models.TextChoices):
        HEADINGS = "kolom", "kolom belum dikenal"
        ROWS = "baris", "belum dimuat"
        TAKEN = "dimuat", "dimuat"
        DISCARDED = "batal", "dibatalkan"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="registers")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    file_name = models.CharField(max_length=160)
    file_kind = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=State)
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_label = models.CharField(max_length=120)
    taken_at = models.DateTimeField(null=True)
    rows_new = models.IntegerField(default=0)
    rows_known = models.IntegerField(default=0)
    rows_left = models.IntegerField(default=0, help_text="left out, with their reasons told before")
    matched = models.IntegerField(default=0, help_text="payments that this register has shown to be paid")

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["kolom", "baris"]) | models.Q(content__isnull=True),
                name="register_keeps_no_accounts",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
