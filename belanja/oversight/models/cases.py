"""The file of a case: flags that belong together, who reviews them, what was asked and answered, how it was disposed.
Nothing is deleted, and what happened is never changed: the database refuses it."""

from django.db import models
from django.db.models import F, Q

from belanja.foundation.step_record import StepRecord
from belanja.institutions.models import Government, Unit
from belanja.rules.oversight.states import CLOSED, CaseState, Outside, Side, Verdict
from belanja.vendors.models import Firm

from .flags import Flag

_ENDS = sorted(state.value for state in CLOSED)
#: Exactly one of the two is asked, or is responsible.
ONE_ADDRESSEE = Q(unit__isnull=False, firm__isnull=True) | Q(unit__isnull=True, firm__isnull=False)


class Case(models.Model):
    """Flags of one key (rules.flags.cases) until they are disposed of. `due`: until when somebody has to act in its
    state; none at its end. `version` counts the changes, so that whoever acts on an old page is told."""

    code = models.CharField(max_length=14, unique=True, help_text="rules.codes, as it is shown")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="oversight_cases")
    key = models.CharField(max_length=160, help_text="rules.flags.cases.case_key")
    year = models.SmallIntegerField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="oversight_cases")
    firm = models.ForeignKey(Firm, null=True, on_delete=models.PROTECT, related_name="oversight_cases")
    officer_id = models.BigIntegerField(null=True, help_text="accounts.User whom the flags are about")
    amount = models.DecimalField(max_digits=22, decimal_places=2, help_text="rupiah: the largest of its flags")
    priority = models.SmallIntegerField(help_text="an order, no probability")
    state = models.CharField(max_length=16, choices=[(one.value, one.label) for one in CaseState])
    since = models.DateTimeField(help_text="when it came into this state")
    due = models.DateField(null=True)
    reminded = models.DateField(null=True, help_text="the term of which was told that it has passed")
    reviewer_id = models.BigIntegerField(null=True, help_text="accounts.User, the auditor")
    declared_at = models.DateTimeField(null=True, help_text="when the auditor declared that he is independent")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "key"], condition=Q(closed_at__isnull=True), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ENDS, closed_at__isnull=False, due__isnull=True)
                | (~Q(state__in=_ENDS) & Q(closed_at__isnull=True, due__isnull=False)),
                name="case_ends_or_has_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "state", "due"], name="case_queue"),
            models.Index(fields=["government", "-opened_at"], name="case_latest"),
        ]

    def __str__(self) -> str:
        return self.code


class CaseFlag(models.Model):
    """A flag in a case, once; in another one later, where the first was closed with an explanation that held for its
    days (`selectors.flags.unasked`). Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="flags")
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="in_case")
    indicator = models.CharField(max_length=48)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "flag"], name="case_flag_once")]
        indexes = [models.Index(fields=["indicator"], name="case_flag_indicator")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.indicator}"


class CaseStep(StepRecord):
    """One step of a case. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    side = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Side])
    about = models.CharField(max_length=80, blank=True, help_text="what of it: question, finding, letter")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["case", "at"], name="case_story")]


class Question(models.Model):
    """A question to one unit or one firm, with its term. Whoever is asked sees it alone, not who else is."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=14, unique=True, help_text="rules.codes: tells nothing of other questions")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="questions")
    firm = models.ForeignKey(Firm, null=True, on_delete=models.PROTECT, related_name="questions")
    flags = models.ManyToManyField(Flag, related_name="questions", help_text="that it is about, shown to the asked")
    text = models.TextField()
    asked_at = models.DateTimeField()
    by_id = models.BigIntegerField(help_text="accounts.User, the auditor")
    by_label = models.CharField(max_length=120)
    due = models.DateField()
    more_asked_at = models.DateTimeField(null=True)
    more_why = models.TextField(blank=True)
    extended_at = models.DateTimeField(null=True, help_text="once")
    answered_at = models.DateTimeField(null=True, help_text="the first answer")
    reminded = models.CharField(max_length=8, blank=True, help_text="what was told: segera, lewat")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_ADDRESSEE, name="question_one_addressee"),
        ]
        indexes = [
            models.Index(fields=["unit", "due"], condition=Q(answered_at__isnull=True), name="question_of_unit"),
            models.Index(fields=["firm", "due"], condition=Q(answered_at__isnull=True), name="question_of_firm"),
        ]

    def __str__(self) -> str:
        return self.code


class Answer(models.Model):
    """What whoever is asked says. Never changed; more may be said later."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    late = models.BooleanField(help_text="after the term")
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.question_id} {self.at:%Y-%m-%d}"


class Disposition(models.Model):
    """What its auditor thinks that a case is, and what another person makes of it."""

    class State(models.TextChoices):
        PROPOSED = "diusulkan", "Menunggu penetapan"
        SETTLED = "ditetapkan", "Ditetapkan"
        RETURNED = "dikembalikan", "Dikembalikan"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dispositions")
    verdict = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Verdict])
    reason_code = models.CharField(max_length=24)
    note = models.TextField()
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    proposed_by_id = models.BigIntegerField()
    proposed_by_label = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ("proposed_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="diusulkan"), name="disposition_waits_once"),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")),
                name="disposition_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="diusulkan", decided_at__isnull=True)
                | (~Q(state="diusulkan") & Q(decided_at__isnull=False)),
                name="disposition_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.state}"


class HandOver(models.Model):
    """A case handed outside by an approved letter: here stands only the record of it. Proposed by one, approved by
    another; nothing is sent from here."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    to = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Outside])
    office = models.CharField(max_length=160)
    why = models.TextField()
    proposed_by_id = models.BigIntegerField()
    proposed_by_label = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    letter_number = models.CharField(max_length=80, blank=True)
    letter_date = models.DateField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_by_label = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(approved_at__isnull=True), name="hand_over_once"),
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("proposed_by_id")),
                name="hand_over_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, letter_date__isnull=True)
                | (Q(approved_at__isnull=False, letter_date__isnull=False) & ~Q(letter_number="")),
                name="hand_over_names_its_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.to}"
