"""The row that a step of a course (`rules.course`) leaves behind: the same in every capability that keeps one."""

from django.db import models


class StepRecord(models.Model):
    """One step; never changed (each capability's migration makes the database refuse). `source` is empty for the first.
    Whoever inherits it adds what was stepped, and its order and index."""

    step = models.CharField(max_length=24)
    source = models.CharField(max_length=16, blank=True)
    target = models.CharField(max_length=16)
    side = models.CharField(max_length=24)
    reason_code = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, help_text="post or channel, never a person's name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.step} {self.target}"
