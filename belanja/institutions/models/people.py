"""Officials with their posts, and the roles that accounts hold for a term."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belanja.rules.duties import Role

from .government import Government
from .units import Unit


class Official(models.Model):
    """Who fills a post, from/to. Public pages name the post and the unit, never the person."""

    class Quality(models.TextChoices):
        DEFINITIVE = "definitif", "Definitif"
        PLH = "plh", "Pelaksana Harian (Plh.)"
        PLT = "plt", "Pelaksana Tugas (Plt.)"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="officials")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="officials")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    post = models.CharField("jabatan", max_length=160)
    quality = models.CharField("status jabatan", max_length=10, choices=Quality, default=Quality.DEFINITIVE)
    decree = models.CharField("nomor keputusan", max_length=120, blank=True)
    valid_from = models.DateField("mulai")
    valid_to = models.DateField("sampai", null=True, blank=True, help_text="first day on which it no longer holds")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="official_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} ({self.get_quality_display()})"


class RoleAssignment(models.Model):
    """A role held by an account for a government, or for one unit of it, for a term."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField("peran", max_length=24, choices=[(role.value, role.label) for role in Role])
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    valid_from = models.DateField("mulai")
    valid_to = models.DateField("sampai", help_text="first day on which the role no longer holds")
    given_by_id = models.BigIntegerField(null=True, help_text="account that gave it; empty: from the console")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="role_period"),
            models.CheckConstraint(
                condition=Q(given_by_id__isnull=True) | ~Q(given_by_id=F("user_id")),
                name="role_not_to_oneself",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "valid_to"], name="role_of_government"),
            models.Index(fields=["user", "valid_to"], name="role_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.government_id}"
