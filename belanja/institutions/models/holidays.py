"""Days on which offices do not work."""

from django.db import models
from django.db.models import Q

from .government import Government
from .law import LegalBasis


class Holiday(models.Model):
    """One day off with its ground, for everybody (`government` empty) or for one government. A government's own row
    wins over the general one of its day: `works` says that it works there all the same. Rows are withdrawn, never
    deleted; terms that were told before a change stay as they were told."""

    class Kind(models.TextChoices):
        NATIONAL = "nasional", "Libur nasional"
        JOINT_LEAVE = "cuti_bersama", "Cuti bersama"
        LOCAL = "daerah", "Libur daerah"

    government = models.ForeignKey(
        Government, null=True, blank=True, on_delete=models.PROTECT, related_name="holidays", help_text="empty: all"
    )
    day = models.DateField("hari")
    name = models.CharField("nama", max_length=120)
    kind = models.CharField("jenis", max_length=12, choices=Kind)
    works = models.BooleanField(default=False, help_text="a working day here although it is a holiday elsewhere")
    legal_basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, related_name="holidays")
    article = models.CharField("ketentuan", max_length=160, blank=True)
    added_by_id = models.BigIntegerField(null=True, help_text="empty: came with the product")
    added_at = models.DateTimeField()
    withdrawn_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "day"],
                condition=Q(withdrawn_at__isnull=True),
                name="holiday_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
