"""Officials with their posts, and the roles that accounts hold for a term."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belanja.rules.delegation import Way, post_of
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
    behalf_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="handed_on",
        help_text="the role that its holder handed on for this term; empty: held in its own right",
    )  # fmt: skip
    way = models.CharField(max_length=10, blank=True, choices=[(one.value, one.label) for one in Way])
    letter = models.CharField("nomor surat", max_length=80, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="role_period"),
            models.CheckConstraint(
                condition=Q(behalf_of__isnull=True)
                | (Q(unit__isnull=False) & ~Q(way="") & ~Q(letter="") & ~Q(reason="")),
                name="handed_on_by_letter",
            ),
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

    @property
    def lent_post(self) -> str:
        """How its holder is named while he stands in for another; empty where he holds it in his own right."""
        return post_of(Role(self.role), Way(self.way), self.letter) if self.behalf_of_id is not None else ""
