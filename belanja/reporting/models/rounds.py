"""The round before a report: its schedule, what each unit was shown, what it said, and what was decided on it."""

from datetime import date

from django.db import models
from django.db.models import Q

from belanja.institutions.models import Government, Unit
from belanja.rules.reporting.hearings import Ground, HearingState, HearingStep, Side, Verdict
from belanja.rules.reporting.schedules import Kind


class Schedule(models.Model):
    """From when on reports of a kind fall due by themselves; the latest row that has begun counts. Never changed: a
    new row takes its place."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="report_schedules")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in Kind])
    valid_from = models.DateField()
    after_days = models.PositiveSmallIntegerField(help_text="working days from the cut-off to the day it opens")
    runs = models.BooleanField(default=True, help_text="false: from that day on it is opened by hand")
    reason = models.TextField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "kind", "valid_from"], name="schedule_once_a_day")]

    def __str__(self) -> str:
        return f"{self.government_id} {self.kind} {self.valid_from}"


class Round(models.Model):
    """The figures of a quarter as every unit was shown them, and the term in which it answers.

    It is closed when the term has ended or everybody has answered; from then on nothing in it changes but the
    decisions on disputes, and after the last of them nothing at all.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="report_rounds")
    year = models.SmallIntegerField(help_text="fiscal year")
    quarter = models.SmallIntegerField()
    number = models.SmallIntegerField(help_text="within the quarter, from 1")
    cut_off = models.DateField()
    known_at = models.DateTimeField(null=True, help_text="state of the record that was shown")
    days = models.PositiveSmallIntegerField(help_text="working days of the term, by the rule of that day")
    basis = models.CharField(max_length=300, help_text="where the term stands, in words")
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField(null=True)
    opened_by_label = models.CharField(max_length=120)
    due_on = models.DateField(help_text="last day of the term")
    closed_at = models.DateTimeField(null=True)
    closed_by_label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "year", "quarter", "number"], name="report_round_number"),
            models.UniqueConstraint(
                fields=["government", "year", "quarter"],
                condition=Q(closed_at__isnull=True),
                name="report_round_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government_id} {self.year} triwulan {self.quarter} putaran {self.number}"

    def takes_answers(self, today: date) -> bool:
        """Whether units may still say something."""
        return self.closed_at is None and today <= self.due_on


class Hearing(models.Model):
    """One unit in a round: what it was shown, and where its answer stands. `version` counts the changes."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="hearings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hearings")
    figures = models.JSONField(help_text="its entry of report.json, with the other shares: {entry, shares: {key: …}}")
    state = models.CharField(max_length=10, choices=[(one.value, one.label) for one in HearingState])
    answered_at = models.DateTimeField(null=True, help_text="first answer")
    answered_by_label = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="hearing_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id} {self.state}"


class HearingAct(models.Model):
    """One thing that was said or decided; never changed (the database refuses)."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="acts")
    step = models.CharField(max_length=10, choices=[(one.value, one.value) for one in HearingStep])
    side = models.CharField(max_length=5, choices=[(one.value, one.label) for one in Side])
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, help_text="post, never a person's name")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.step}"


class Dispute(models.Model):
    """What a unit says is wrong, with its evidence, and the decision on it. Never changed after that decision."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="disputes")
    ground = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Ground])
    row_key = models.CharField(max_length=80, blank=True, help_text="channel:key of the order; empty: of no row")
    row = models.JSONField(default=dict, help_text="the row as it was shown: title, number, amount, day, stages")
    note = models.TextField()
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    verdict = models.CharField(
        max_length=8, choices=[(one.value, one.label) for one in Verdict], default=Verdict.OPEN.value
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "row_key", "ground"], condition=~Q(row_key=""), name="dispute_once_a_row"
            ),
            models.CheckConstraint(
                condition=Q(verdict="menunggu", decided_at__isnull=True, reason="")
                | (~Q(verdict="menunggu") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="dispute_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(by_id__isnull=True) | Q(decided_by_id__isnull=True) | ~Q(by_id=models.F("decided_by_id")),
                name="dispute_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.ground} {self.verdict}"


class OutsideReason(models.Model):
    """Why a unit bought through a channel outside the catalogue, as it says itself; the latest of a channel counts.
    Never changed (the database refuses)."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="outside_reasons")
    channel = models.CharField(max_length=12)
    code = models.CharField(max_length=24, help_text="rules.reporting.outside.REASONS")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.channel} {self.code}"
