"""The people who act for a firm."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belanja.rules.registration import MemberRole

from .firms import Firm


class Member(models.Model):
    """An account that acts for a firm, from/to. The owner signs and names others; whoever runs the shop lists goods."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("peran", max_length=12, choices=[(role.value, role.label) for role in MemberRole])
    valid_from = models.DateField("mulai")
    valid_to = models.DateField("sampai", null=True, blank=True, help_text="first day on which it no longer holds")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "user"], condition=Q(valid_to__isnull=True), name="member_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="member_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.firm_id}"
