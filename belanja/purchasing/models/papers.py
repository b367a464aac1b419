"""Papers of orders that are to be made: the step that settled one leaves a row, the work process prints it."""

from django.db import models


class PaperDue(models.Model):
    """One paper to be made. The row goes when the paper is issued; one that fails stays with how often it failed."""

    subject = models.CharField(max_length=80, unique=True, help_text="purchasing.papers: kind:id of what it tells of")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="paper_due_next")]

    def __str__(self) -> str:
        return self.subject
