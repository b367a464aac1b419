"""Messages to people and firms: read here, carried by somebody, or sent by e-mail to whoever chose it."""

from enum import StrEnum

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


class MailPace(StrEnum):
    """How somebody wants his messages by e-mail. Whatever he chooses, they stand in his box here."""

    AT_ONCE = "langsung"
    DAILY = "harian"
    NONE = "tidak"

    @property
    def label(self) -> str:
        return {
            "langsung": "Setiap pesan langsung",
            "harian": "Ringkasan setiap pagi hari kerja",
            "tidak": "Tidak lewat surel",
        }[self.value]


class MailState(StrEnum):
    """`UNSURE`: the work was cut off while it was being sent; it may have arrived, so that it is not sent again by
    itself. `DROPPED`: there is no address any more, or its owner chose otherwise."""

    WAITING = "menunggu"
    SENDING = "dikirim"
    SENT = "terkirim"
    UNSURE = "tidak_pasti"
    GIVEN_UP = "menyerah"
    DROPPED = "batal"

    @property
    def label(self) -> str:
        return {
            "menunggu": "Menunggu dikirim",
            "dikirim": "Sedang dikirim",
            "terkirim": "Terkirim",
            "tidak_pasti": "Terputus saat dikirim, mungkin sampai",
            "menyerah": "Gagal, tidak dicoba lagi",
            "batal": "Tidak jadi dikirim",
        }[self.value]


class MailChoice(models.Model):
    """What somebody chose, and the mark of the address of his calendar. Without a row: `choices.pace_of`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="mail_choice"
    )
    pace = models.CharField(max_length=10, choices=[(one.value, one.label) for one in MailPace])
    calendar_hash = models.CharField(
        max_length=64, null=True, blank=True, unique=True, help_text="SHA-256 of the secret word of its address"
    )
    calendar_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.pace}"


class Mail(models.Model):
    """One e-mail to one account. Written in the transaction of what it tells of, sent later by `belanja work`. The
    address is read when it is sent, and kept nowhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    key = models.CharField(max_length=80, help_text="a second mail of this key is not written")
    government_code = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=160)
    lead = models.TextField(blank=True)
    items = models.JSONField(help_text="[{text, link}]: links inside Belanja, with a leading /")
    state = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in MailState], default=MailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="waiting: the next try; being sent: when it counts as cut off")
    error = models.CharField(max_length=200, blank=True, help_text="of the last try, without addresses")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="mail_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["menunggu", "dikirim"]), name="mail_to_send"),
            models.Index(
                fields=["government_code", "id"],
                condition=Q(state__in=["menunggu", "dikirim", "tidak_pasti", "menyerah"]),
                name="mail_unsent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
