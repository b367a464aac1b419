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


class AccessRequest(models.Model):
    """Somebody says that he acts for a firm that others registered; its owner answers."""

    class State(models.TextChoices):
        OPEN = "baru", "Menunggu jawaban pemilik"
        ACCEPTED = "diterima", "Diterima"
        DECLINED = "ditolak", "Ditolak"

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="access_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_requests")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "user"], condition=Q(state="baru"), name="access_request_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.firm_id} {self.state}"


class MemberInvite(models.Model):
    """The owner asks an account to act for the firm. Until that person has agreed it is no membership: it opens
    nothing, and makes nobody a party to the firm. Unanswered it ends by itself (`selectors.invited_since`)."""

    class State(models.TextChoices):
        OPEN = "baru", "Menunggu jawaban yang diundang"
        ACCEPTED = "diterima", "Diterima"
        DECLINED = "ditolak", "Ditolak"
        TAKEN_BACK = "ditarik", "Ditarik yang mengundang"

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="member_invites")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="member_invites")
    role = models.CharField("peran", max_length=12, choices=[(role.value, role.label) for role in MemberRole])
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "user"], condition=Q(state="baru"), name="member_invite_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.firm_id} {self.state}"


class CooperativeMember(models.Model):
    """A firm for which a co-operative may list, once that firm has agreed; either side ends it."""

    cooperative = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="cooperative_members")
    member = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="cooperatives")
    invited_at = models.DateTimeField()
    invited_by_id = models.BigIntegerField(null=True)
    consented_at = models.DateTimeField(null=True, help_text="when the member's owner agreed; empty: not yet")
    consented_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "member"], condition=Q(ended_at__isnull=True), name="cooperative_member_once"
            ),
            models.CheckConstraint(condition=~Q(cooperative=F("member")), name="cooperative_member_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id} for {self.member_id}"
