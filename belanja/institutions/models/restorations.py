"""Access to an account given back in person, by two officers who differ."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .government import Government


class Restoration(models.Model):
    """One officer saw the person and asks; another one sees the person and approves or refuses.

    Neither number nor copy of a card is kept here: a new telephone number stands as a keyed hash, so that the second
    officer must type the very number that the first was told.
    """

    class State(models.TextChoices):
        ASKED = "diminta", "Menunggu petugas kedua"
        APPROVED = "disetujui", "Disetujui"
        REFUSED = "ditolak", "Ditolak"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="restorations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="restorations")
    reason = models.CharField("sebab", max_length=300)
    seen = models.CharField("yang diperlihatkan", max_length=300, help_text="what proved who it is; never a copy")
    new_number_hash = models.CharField(max_length=64, blank=True, help_text="empty: the number stays")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField("catatan", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("asked_by_id")),
                name="restoration_two_officers",
            ),
            models.CheckConstraint(
                condition=Q(state="diminta", decided_at__isnull=True)
                | (~Q(state="diminta") & Q(decided_at__isnull=False)),
                name="restoration_decided",
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(state="diminta"), name="restoration_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
