"""A review assignment of APIP: what it looks at, by which surat tugas, who is in its team, and what happened. Nothing
is deleted, and what happened is never changed: the database refuses it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from belanja.foundation.step_record import StepRecord
from belanja.institutions.models import Government, Unit
from belanja.rules.channels import Channel
from belanja.rules.oversight.reviews import REVIEW_ENDED, Post, ReviewKind, ReviewSide, ReviewState

_ENDS = sorted(state.value for state in REVIEW_ENDED)


class Review(models.Model):
    """`due`: until when somebody has to act in its state; none at its end. `version` counts the steps, so that whoever
    acts on an old page is told."""

    code = models.CharField(max_length=14, unique=True, help_text="rules.codes, as it is shown")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in ReviewKind])
    title = models.CharField(max_length=160)
    units = models.ManyToManyField(Unit, related_name="reviews", help_text="none: all of the government")
    period_from = models.DateField()
    period_to = models.DateField()
    channels = ArrayField(
        models.CharField(max_length=12, choices=[(one.value, one.label) for one in Channel]),
        default=list,
        help_text="none: all",
    )
    order_number = models.CharField(max_length=80, help_text="surat tugas")
    order_date = models.DateField()
    state = models.CharField(max_length=16, choices=[(one.value, one.label) for one in ReviewState])
    since = models.DateTimeField(help_text="when it came into this state")
    due = models.DateField(null=True)
    reminded = models.DateField(null=True, help_text="the term of which was told that it has passed")
    planned_by_id = models.BigIntegerField()
    planned_at = models.DateTimeField()
    results_at = models.DateTimeField(null=True, help_text="when its notes of results (CHR) were sent")
    report_number = models.CharField(max_length=80, blank=True, help_text="of its report (LHR), from the agenda")
    report_date = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "order_number"],
                condition=~Q(state=ReviewState.CANCELLED.value),
                name="review_of_an_order_once",
            ),
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="review_period"),
            models.CheckConstraint(
                condition=Q(state__in=_ENDS, closed_at__isnull=False, due__isnull=True)
                | (~Q(state__in=_ENDS) & Q(closed_at__isnull=True, due__isnull=False)),
                name="review_ends_or_has_a_term",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.REPORTED.value) | (Q(report_date__isnull=False) & ~Q(report_number="")),
                name="review_names_its_report",
            ),
        ]
        indexes = [models.Index(fields=["government", "state", "due"], name="review_queue")]  # fmt: skip

    def __str__(self) -> str:
        return self.code


class Member(models.Model):
    """Somebody of a team in his post; before he has declared that he is independent he does nothing with it. Whoever
    leaves stays on record."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="members")
    user_id = models.BigIntegerField(help_text="accounts.User")
    label = models.CharField(max_length=120, help_text="post, never a person's name")
    post = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Post])
    joined_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["review", "user_id"], condition=Q(left_at__isnull=True), name="review_member_once"
            ),
            models.UniqueConstraint(
                fields=["review", "post"],
                condition=Q(left_at__isnull=True) & ~Q(post=Post.MEMBER.value),
                name="review_post_once",
            ),
        ]
        indexes = [models.Index(fields=["user_id"], condition=Q(left_at__isnull=True), name="review_of_member")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.post}"


class ReviewStep(StepRecord):
    """One step of a review. Never changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    side = models.CharField(max_length=20, choices=[(one.value, one.label) for one in ReviewSide])
    about = models.CharField(max_length=80, blank=True, help_text="what of it: sample, paper, note")
    content = models.JSONField(null=True, help_text="what this step wrote: a paper, a note of results, a team")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["review", "at"], name="review_story")]
