"""Findings in the auditors' form, what is done about them, and the money that comes back."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from belanja.foundation.step_record import StepRecord
from belanja.institutions.models import Government, Unit
from belanja.rules.oversight.findings import Form, Paid
from belanja.rules.oversight.states import ENDED, Amount, FindingState, Resolution, Side
from belanja.vendors.models import Firm

from .cases import ONE_ADDRESSEE, Answer, Case, HandOver

_ENDS = sorted(state.value for state in ENDED)


class Finding(models.Model):
    """One finding of a case, for one unit or one firm. `content` is rules.oversight.findings.Form; what was issued is
    kept in its step by hash. `due`: until when somebody has to act; none at its end."""

    code = models.CharField(max_length=14, unique=True, help_text="rules.codes, as it is shown")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="findings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="findings")
    firm = models.ForeignKey(Firm, null=True, on_delete=models.PROTECT, related_name="findings")
    year = models.SmallIntegerField(help_text="fiscal year that it is about")
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=24, help_text="code of rules.oversight.reasons")
    content = models.JSONField()
    overpaid = models.DecimalField(max_digits=20, decimal_places=2, default=Decimal(0))
    penalty = models.DecimalField(max_digits=20, decimal_places=2, default=Decimal(0))
    other = models.DecimalField(max_digits=20, decimal_places=2, default=Decimal(0))
    state = models.CharField(max_length=16, choices=[(one.value, one.label) for one in FindingState])
    since = models.DateTimeField()
    due = models.DateField(null=True)
    reminded = models.DateField(null=True, help_text="the term of which was told that it has passed")
    reason_code = models.CharField(max_length=24, blank=True, help_text="why it cannot be followed up")
    written_by_id = models.BigIntegerField()
    written_at = models.DateTimeField()
    issued_by_id = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField(null=True)
    objected_at = models.DateTimeField(null=True, help_text="once")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_ADDRESSEE, name="finding_one_addressee"),
            models.CheckConstraint(
                condition=Q(overpaid__gte=0, penalty__gte=0, other__gte=0), name="finding_amounts_are_no_debts"
            ),
            models.CheckConstraint(
                condition=Q(issued_by_id__isnull=True) | ~Q(issued_by_id=F("written_by_id")),
                name="finding_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ENDS, closed_at__isnull=False, due__isnull=True)
                | (~Q(state__in=_ENDS) & Q(closed_at__isnull=True, due__isnull=False)),
                name="finding_ends_or_has_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "state", "due"], name="finding_queue"),
            models.Index(fields=["unit", "state"], name="finding_of_unit"),
            models.Index(fields=["firm", "state"], name="finding_of_firm"),
        ]

    def __str__(self) -> str:
        return self.code

    def form(self) -> Form:
        return Form.from_json(self.content)

    def amounts(self) -> dict[Amount, Decimal]:
        return {Amount.OVERPAID: self.overpaid, Amount.PENALTY: self.penalty, Amount.OTHER: self.other}


class Recommendation(models.Model):
    """What is to be done, by which post; what is planned, and how far it is."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    post = models.CharField(max_length=120, help_text="never a person's name")
    plan = models.TextField(blank=True)
    planned_until = models.DateField(null=True)
    resolution = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in Resolution], default=Resolution.NOT_YET.value
    )

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["finding", "number"], name="recommendation_once")]

    def __str__(self) -> str:
        return f"{self.finding_id}.{self.number}"


class FindingStep(StepRecord):
    """One step of a finding. Never changed."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    side = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Side])
    about = models.CharField(max_length=80, blank=True)
    content = models.JSONField(null=True, help_text="the form as this step wrote or issued it")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["finding", "at"], name="finding_story")]


class Report(models.Model):
    """What was done about a recommendation, as whoever has to do it tells. Never changed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="reports")
    text = models.TextField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.at:%Y-%m-%d}"


class Deposit(models.Model):
    """Money paid back, with its proof (Surat Tanda Setoran). It counts once another person has checked the proof."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="deposits")
    kind = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Amount])
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    sts_number = models.CharField(max_length=80)
    paid_on = models.DateField()
    recorded_by_id = models.BigIntegerField()
    recorded_by_label = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    accepted = models.BooleanField(null=True, help_text="empty: nobody has checked it")
    checked_by_id = models.BigIntegerField(null=True)
    checked_by_label = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField(null=True)
    check_note = models.TextField(blank=True)

    class Meta:
        ordering = ("recorded_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="deposit_of_something"),
            models.CheckConstraint(
                condition=Q(checked_by_id__isnull=True) | ~Q(checked_by_id=F("recorded_by_id")),
                name="deposit_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["finding", "kind", "sts_number"],
                condition=Q(accepted__isnull=True) | Q(accepted=True),
                name="deposit_once",
            ),
        ]

    def __str__(self) -> str:
        return self.sts_number

    def paid(self) -> Paid:
        return Paid(Amount(self.kind), self.amount, self.accepted)


class CaseFile(models.Model):
    """A scan that came with an answer, a report, a deposit or a hand-over. Never changed; only handed out as a
    download, and who took it is recorded."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.PROTECT, related_name="files")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="files")
    deposit = models.ForeignKey(Deposit, null=True, on_delete=models.PROTECT, related_name="files")
    hand_over = models.ForeignKey(HandOver, null=True, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__isnull=False, report__isnull=True, deposit__isnull=True, hand_over__isnull=True)
                | Q(answer__isnull=True, report__isnull=False, deposit__isnull=True, hand_over__isnull=True)
                | Q(answer__isnull=True, report__isnull=True, deposit__isnull=False, hand_over__isnull=True)
                | Q(answer__isnull=True, report__isnull=True, deposit__isnull=True, hand_over__isnull=False),
                name="case_file_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
