"""What is kept of a search: its frozen result as evidence, and the need that it did not meet."""

from django.db import models
from django.db.models import Q

from belanja.institutions.models import Government
from belanja.rules.wanted import NeedState

from .sellers import Region


class SavedSearch(models.Model):
    """The result of a search or a comparison as it was at a moment, under a code by which anybody may look at it.

    `content` holds the canonical bytes (RFC 8785) that `sha256` is the hash of. Rows are never changed or deleted: the
    database refuses it.
    """

    class Kind(models.TextChoices):
        SEARCH = "pencarian", "Pencarian"
        COMPARISON = "perbandingan", "Perbandingan"

    code = models.CharField(max_length=14, unique=True, help_text="rules.codes, as it is shown")
    kind = models.CharField(max_length=12, choices=Kind)
    government = models.ForeignKey(Government, null=True, blank=True, on_delete=models.PROTECT)
    question = models.CharField(max_length=160, blank=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(help_text="accounts.User; shown to nobody else")
    request = models.CharField(max_length=40, help_text="of the form that was sent: sent twice, it is kept once")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by_id", "request"], name="search_saved_once")]
        indexes = [models.Index(fields=["by_id", "-at"], name="saved_search_of")]

    def __str__(self) -> str:
        return self.code


class PostedNeed(models.Model):
    """Something somebody wants to buy and does not find: in words, for a region, by a day. Who posted it is an account;
    what the public reads is `on_behalf`, the office or firm that he names."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="posted_needs")
    what = models.CharField(max_length=160)
    details = models.TextField(max_length=1000, blank=True)
    quantity = models.CharField(max_length=80, blank=True, help_text="amount and unit in words")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="posted_needs")
    needed_by = models.DateField(null=True)
    on_behalf = models.CharField(max_length=120)
    question = models.CharField(max_length=160, blank=True, help_text="the search that found nothing")
    state = models.CharField(max_length=10, choices=[(one.value, one.label) for one in NeedState])
    answer = models.CharField(max_length=300, blank=True, help_text="why it was closed, or what meets it")
    product_id = models.BigIntegerField(null=True, help_text="the product that meets it")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(help_text="accounts.User")
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    request = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_id", "request"], name="need_posted_once"),
            models.CheckConstraint(
                condition=Q(state=NeedState.OPEN.value, closed_at__isnull=True)
                | (~Q(state=NeedState.OPEN.value) & Q(closed_at__isnull=False)),
                name="need_closed_with_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["government", "state", "-at"], name="need_of_government")]

    def __str__(self) -> str:
        return self.what
