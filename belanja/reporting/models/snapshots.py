"""Snapshots: the figures of a quarter, frozen to bytes that never change."""

from django.db import models
from django.db.models import Q

from belanja.institutions.models import Government
from belanja.rules.reports import State

from .rounds import Round


class Snapshot(models.Model):
    """One version of the report of a government and quarter.

    A draft holds no figures: they are computed whenever it is looked at. Freezing writes the canonical JSON
    (RFC 8785) once; a trigger of the database refuses to change it, or to delete the row, from then on.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="snapshots")
    year = models.SmallIntegerField(help_text="fiscal year")
    quarter = models.SmallIntegerField(help_text="1 to 4; figures are cumulative from 1 January")
    number = models.SmallIntegerField(help_text="version within the quarter, from 1")
    state = models.CharField(max_length=10, choices=[(state.value, state.label) for state in State])
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField(null=True)
    opened_by_label = models.CharField(max_length=120)
    # What freezing writes, all of it or nothing.
    cut_off = models.DateField(null=True)
    canonical = models.BinaryField(null=True, help_text="report.json, byte for byte")
    sha256 = models.CharField(max_length=64, blank=True)
    pulls = models.JSONField(default=list, help_text="[{id, feed, year, at, files: [sha256]}] the figures rest on")
    code = models.CharField(max_length=80, blank=True, help_text="version of the program and digest of its rules")
    known_at = models.DateTimeField(null=True, help_text="moment of the record that the figures tell")
    compared_with = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(
        Round, null=True, on_delete=models.PROTECT, related_name="snapshots", help_text="what units said of it before"
    )
    without_round = models.TextField(blank=True, help_text="why units were not asked")
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", help_text="version that it takes the place of"
    )
    change_reason = models.TextField(blank=True, help_text="why that version was written anew")
    restricted = models.BinaryField(null=True, help_text="restricted annex, canonical; its hash stands in report.json")
    frozen_at = models.DateTimeField(null=True)
    frozen_by_id = models.BigIntegerField(null=True)
    frozen_by_label = models.CharField(max_length=120, blank=True)
    # What comes afterwards.
    issued_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="superseded or withdrawn")
    ended_by_label = models.CharField(max_length=120, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "year", "quarter", "number"], name="snapshot_number"),
            models.UniqueConstraint(
                fields=["government", "year", "quarter"], condition=Q(state="draft"), name="snapshot_one_draft"
            ),
            models.UniqueConstraint(
                fields=["government", "year", "quarter"], condition=Q(state="frozen"), name="snapshot_one_frozen"
            ),
            models.UniqueConstraint(
                fields=["government", "year", "quarter"], condition=Q(state="issued"), name="snapshot_one_issued"
            ),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="snapshot_quarter"),
            models.CheckConstraint(
                condition=Q(state="draft", canonical__isnull=True, sha256="", frozen_at__isnull=True)
                | (
                    ~Q(state="draft")
                    & Q(canonical__isnull=False, frozen_at__isnull=False, cut_off__isnull=False)
                    & ~Q(sha256="")
                ),
                name="snapshot_frozen_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government_id} {self.year} triwulan {self.quarter} versi {self.number} ({self.state})"

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def data(self) -> bytes:
        """The frozen bytes; ValueError for a draft."""
        if self.canonical is None:
            raise ValueError("a draft has no frozen bytes")
        return bytes(self.canonical)
