"""Working papers (KKR) of a review: what was asked of an item and answered, who looked it over, and what the unit was
told (CHR) and says to it."""

from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Unit
from belanja.rules.oversight.checklists import Paper
from belanja.rules.oversight.results import Result
from belanja.rules.oversight.reviews import Conclusion, Post

from .cases import Case
from .reviews import Review
from .samples import SampleItem


class WorkingPaper(models.Model):
    """One a sample item. `content`: rules.oversight.checklists.Paper, with its answers. A paper that is written anew
    goes through both looks again; every version of it stands in the steps of its review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="papers")
    item = models.OneToOneField(SampleItem, on_delete=models.PROTECT, related_name="paper")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    conclusion = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Conclusion])
    prepared_by_id = models.BigIntegerField()
    prepared_by_label = models.CharField(max_length=120)
    prepared_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    leader_by_id = models.BigIntegerField(null=True)
    leader_by_label = models.CharField(max_length=120, blank=True)
    leader_at = models.DateTimeField(null=True)
    supervisor_by_id = models.BigIntegerField(null=True)
    supervisor_by_label = models.CharField(max_length=120, blank=True)
    supervisor_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="papers")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="paper_number"),
            models.CheckConstraint(
                condition=(Q(leader_by_id__isnull=True) | ~Q(leader_by_id=F("prepared_by_id")))
                & (Q(supervisor_by_id__isnull=True) | ~Q(supervisor_by_id=F("prepared_by_id")))
                & (Q(supervisor_by_id__isnull=True) | ~Q(supervisor_by_id=F("leader_by_id"))),
                name="paper_six_eyes",
            ),
            models.CheckConstraint(
                condition=(Q(leader_at__isnull=True) | Q(submitted_at__isnull=False))
                & (Q(supervisor_at__isnull=True) | Q(leader_at__isnull=False)),
                name="paper_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"KKR-{self.number:03}"

    def paper(self) -> Paper:
        return Paper.from_json(self.content)


class ReviewNote(models.Model):
    """What whoever looks over a paper remarks; it is answered, and cleared by his post, before the paper goes on."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Post])
    text = models.TextField()
    by_id = models.BigIntegerField()
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by_id = models.BigIntegerField(null=True)
    answered_by_label = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    cleared_by_id = models.BigIntegerField(null=True)
    cleared_by_label = models.CharField(max_length=120, blank=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="review_note_number"),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(cleared_by_id=F("answered_by_id"))),
                name="review_note_cleared_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}.{self.number}"


class ResultNote(models.Model):
    """A note of results (CHR) to one unit. `content`: rules.oversight.results.Result. The unit reads it once it is
    sent, and has until `due` to respond; silence is recorded as silence."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="results")
    paper = models.ForeignKey(WorkingPaper, null=True, on_delete=models.PROTECT, related_name="results")
    code = models.CharField(max_length=14, unique=True, help_text="rules.codes: tells nothing of other notes")
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="review_results")
    content = models.JSONField()
    written_by_id = models.BigIntegerField()
    written_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, help_text="before it was sent")
    sent_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    reminded = models.CharField(max_length=8, blank=True, help_text="what was told: segera")
    answered_at = models.DateTimeField(null=True, help_text="the first response")
    silent_at = models.DateTimeField(null=True, help_text="when its term passed without one")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="result_number"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, due__isnull=True, answered_at__isnull=True, silent_at__isnull=True)
                | Q(sent_at__isnull=False, due__isnull=False, dropped_at__isnull=True),
                name="result_sent_has_a_term",
            ),
        ]
        indexes = [models.Index(fields=["unit", "due"], condition=Q(sent_at__isnull=False), name="result_of_unit")]

    def __str__(self) -> str:
        return self.code

    def result(self) -> Result:
        return Result.from_json(self.content)


class Response(models.Model):
    """What a unit says to a note of results. Never changed; more may be said until the report is issued."""

    result = models.ForeignKey(ResultNote, on_delete=models.PROTECT, related_name="responses")
    agrees = models.BooleanField()
    text = models.TextField()
    late = models.BooleanField(help_text="after the term")
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.result_id} {self.at:%Y-%m-%d}"


class ReviewFile(models.Model):
    """A scan that came with a paper (at one question of its checklist, or as a whole) or with a response. Never
    changed; only handed out as a download."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="files")
    paper = models.ForeignKey(WorkingPaper, null=True, on_delete=models.PROTECT, related_name="files")
    question = models.CharField(max_length=40, blank=True, help_text="code of the checklist")
    response = models.ForeignKey(Response, null=True, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__isnull=False, response__isnull=True) | Q(paper__isnull=True, response__isnull=False),
                name="review_file_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
