"""What is kept of a search: its frozen result as evidence."""

from django.db import models

from belanja.institutions.models import Government


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
