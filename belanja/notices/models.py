"""Messages to people and firms. None is ever sent by Belanja itself: it is read here, or carried by somebody."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One message to one account, or to a firm that nobody represents here yet (it goes as a printed sheet).

    The text names things, never private people: it may be carried by WhatsApp, by an adapter, or on paper.
    """

    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    to_firm_id = models.BigIntegerField(null=True, blank=True, help_text="vendors.Firm without a person behind it")
    kind = models.CharField(max_length=60, help_text="capability.what_happened, e.g. catalogue.listing_returned")
    text = models.TextField("isi")
    link = models.CharField("tautan", max_length=300, blank=True, help_text="address inside Belanja, with a leading /")
    government_code = models.CharField(max_length=12, blank=True, help_text="whose officers may carry it")
    once = models.CharField(max_length=120, blank=True, help_text="a second message with this key is not written")
    at = models.DateTimeField()
    read_at = models.DateTimeField("dibaca", null=True, blank=True)
    taken_at = models.DateTimeField("diambil adaptor", null=True, blank=True)
    handed_at = models.DateTimeField("disampaikan", null=True, blank=True)
    handed_by_id = models.BigIntegerField(null=True, blank=True, help_text="account of the officer who carried it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_user__isnull=False, to_firm_id__isnull=True)
                | Q(to_user__isnull=True, to_firm_id__isnull=False),
                name="notice_has_one_addressee",
            ),
            models.UniqueConstraint(fields=["to_user", "once"], condition=~Q(once=""), name="notice_once_to_user"),
            models.UniqueConstraint(fields=["to_firm_id", "once"], condition=~Q(once=""), name="notice_once_to_firm"),
        ]
        indexes = [
            models.Index(fields=["to_user", "-id"], name="notice_of_user"),
            models.Index(fields=["to_user"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(taken_at__isnull=True), name="notice_to_take"),
            models.Index(
                fields=["government_code", "id"],
                condition=Q(read_at__isnull=True, handed_at__isnull=True),
                name="notice_to_carry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
