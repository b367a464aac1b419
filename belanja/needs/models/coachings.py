"""A need in the hands of those who build up small firms."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from belanja.rules.needs.helping import Coach, Outcome

from .needs import Need


class Coaching(models.Model):
    """One hand-over of a need: to whom, what is asked, until when, and how it ended. Firms that were helped are told by
    their pairs (`Match.helped_at`). `version` counts changes, so that a late form is told."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="coachings")
    coach = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Coach])
    tasks = ArrayField(models.CharField(max_length=12), help_text="rules.needs.helping.Task")
    note = models.TextField(max_length=500)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, help_text="post, never a person's name")
    due_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    taken_at = models.DateTimeField(null=True, help_text="somebody of the coach has begun")
    taken_label = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=[(one.value, one.label) for one in Outcome])
    report = models.TextField(max_length=500, blank=True)
    helped = models.PositiveSmallIntegerField(default=0, help_text="firms that the report names as helped")
    ended_at = models.DateTimeField(null=True)
    ended_label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["need", "coach"], condition=Q(ended_at__isnull=True), name="coaching_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="coaching_ends_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(ended_at__isnull=True), name="coaching_due")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.coach}"
