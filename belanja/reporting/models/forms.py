"""Annexes and submission sheets as data: which table of a report, which columns, in which order, under which heads."""

from django.db import models

from belanja.institutions.models import Government


class SheetForm(models.Model):
    """One version of a sheet that somebody asks for. Never changed: a new version takes its place; one that was
    retired is not offered any more."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="sheet_forms")
    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    asked_by = models.CharField(max_length=160, help_text="who asks for it, and by which letter")
    table = models.CharField(max_length=60, help_text="key of a table of the laid-out report")
    columns = models.JSONField(help_text="[{head, column, words}]; `words` fills a column that no figure fills")
    retired_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "code", "version"], name="sheet_form_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
