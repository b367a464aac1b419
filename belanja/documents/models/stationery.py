"""What an office writes on: its letterhead, and who signs for it."""

from django.db import models

from belanja.institutions.models import Government, Official, Unit


class Letterhead(models.Model):
    """Kop surat of a government, or of one of its units. Papers carry it in their own bytes, so it may change."""

    class Page(models.TextChoices):
        A4 = "A4", "A4 (210 × 297 mm)"
        F4 = "F4", "F4 (215 × 330 mm)"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="letterheads")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="empty: the government"
    )
    lines = models.JSONField("baris kop", default=list, help_text="the last line is the office")
    address = models.JSONField("baris alamat", default=list)
    place = models.CharField("tempat", max_length=60, blank=True, help_text="before the date, as in Serang, 1 Mei")
    page = models.CharField("kertas", max_length=2, choices=Page, default=Page.A4)
    emblem = models.TextField("lambang", blank=True, help_text="SVG, checked; a PNG is wrapped in one")
    emblem_sha256 = models.CharField(max_length=64, blank=True, help_text="of the file as it was handed in")
    changed_at = models.DateTimeField()
    changed_by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "unit"], name="letterhead_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return str(self.lines[-1]) if self.lines else f"kop {self.government_id}"


class Signatory(models.Model):
    """The person behind a post, as a paper names him. Personal data: kept apart from the post, shown to officers
    who write papers, never public, erasable; the post and its term are `institutions.Official`."""

    official = models.OneToOneField(Official, on_delete=models.PROTECT, related_name="signatory")
    name = models.CharField("nama dengan gelar", max_length=160, blank=True)
    nip = models.CharField("NIP", max_length=30, blank=True)
    rank = models.CharField("pangkat", max_length=80, blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"penanda tangan {self.official_id}"
