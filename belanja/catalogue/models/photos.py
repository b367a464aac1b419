"""Photos of listings. What is kept was written here (catalogue.photos), never the file that came."""

from django.db import models
from django.db.models import Q

from .offers import Offer


class PhotoFile(models.Model):
    """The two pictures made of one file. The same file is kept once, whichever listings show it."""

    sha256 = models.CharField(max_length=64, unique=True, help_text="of the file as it came")
    width = models.PositiveIntegerField(help_text="of the large picture")
    height = models.PositiveIntegerField()
    large = models.BinaryField(help_text="WebP, longest side 1,280")
    small = models.BinaryField(help_text="WebP, longest side 320")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Photo(models.Model):
    """A photo of one listing, at its place (0 is shown first), with the words for those who do not see it.

    `sha256` names its file: pages read it and leave the pictures' bytes alone.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey(
        PhotoFile, on_delete=models.PROTECT, to_field="sha256", db_column="sha256", related_name="+"
    )
    alt_text = models.CharField("keterangan foto", max_length=160)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "position"], name="one_photo_a_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["offer", "file"], name="photo_once_a_listing"),
            models.CheckConstraint(condition=~Q(alt_text=""), name="photo_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} #{self.position}"

    @property
    def sha256(self) -> str:
        """Name of the file, as it stands in addresses."""
        return str(self.file_id)
