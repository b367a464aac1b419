"""Who opened what of a file of APIP."""

from django.db import models
from django.db.models import Q

from .cases import Case
from .reviews import Review


class Sight(models.Model):
    """Who opened what of a case or of a review, and when. Never changed."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="sights")
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="sights")
    what = models.CharField(max_length=80, help_text="kasus, pertanyaan:3, berkas:7, temuan:2, sampel:1, butir:1/4")
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, review__isnull=True) | Q(case__isnull=True, review__isnull=False),
                name="sight_of_one_file",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-at"], name="case_sights"),
            models.Index(fields=["review", "-at"], name="review_sights"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id or self.review_id} {self.what}"
