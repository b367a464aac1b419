"""Sanctions that a government's own catalogue imposes, and which entries of the Daftar Hitam are a firm of ours."""

from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government
from belanja.rules.sanctions import STANDING, Breach, CaseState, Measure, Term

from .firms import Firm


class SanctionCase(models.Model):
    """One case against a firm: what is said, what the firm answered, what was decided, what it objected.

    Whether a measure runs is a matter of days alone (`valid_from`, `valid_to`, `lifted_on`): it ends by itself.
    `version` counts the steps, so that whoever acts on an old page is told.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="sanction_cases")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=16, choices=[(state.value, state.label) for state in CaseState])
    version = models.PositiveIntegerField(default=1)

    breach = models.CharField("pelanggaran", max_length=12, choices=[(one.value, one.label) for one in Breach])
    facts = models.TextField("uraian")
    evidence = models.TextField("bukti", blank=True)
    loss = models.DecimalField(
        "kerugian daerah", max_digits=20, decimal_places=2, null=True, help_text="rupiah to be repaid"
    )
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField(null=True)
    opened_by_label = models.CharField(max_length=120)

    answer_due = models.DateField("klarifikasi sampai", help_text="last day")
    answer = models.TextField("klarifikasi", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_letter = models.BooleanField(default=False, help_text="brought on paper and recorded by an officer")

    due = models.CharField("jenjang", max_length=12, blank=True, choices=[(one.value, one.label) for one in Measure])
    measure = models.CharField("sanksi", max_length=12, blank=True, choices=[(m.value, m.label) for m in Measure])
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="first day on which it no longer holds; empty: no term")
    reason = models.TextField("pertimbangan", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)
    paper = models.ForeignKey(
        "documents.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="sanction_cases"
    )

    objection_due = models.DateField("keberatan sampai", null=True, help_text="last day")
    objection = models.TextField("keberatan", blank=True)
    objected_at = models.DateTimeField(null=True)
    objected_by_letter = models.BooleanField(default=False)
    verdict_due = models.DateField(null=True)
    verdict_reason = models.TextField(blank=True)
    verdict_at = models.DateTimeField(null=True)
    verdict_by_label = models.CharField(max_length=120, blank=True)

    lifted_on = models.DateField(null=True, help_text="first day on which it no longer held")
    lift_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("opened_by_id")),
                name="sanction_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(state.value for state in STANDING))
                | (~Q(measure="") & Q(valid_from__isnull=False) & Q(decided_at__isnull=False)),
                name="sanction_imposed_says_what_and_when",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="sanction_period"
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "government"], name="sanction_of_firm"),
            models.Index(fields=["government", "state", "opened_at"], name="sanction_queue"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state} {self.measure}"

    @property
    def term(self) -> Term | None:
        """The measure with its days; None where none was imposed or it was undone."""
        if CaseState(self.state) not in STANDING or self.valid_from is None:
            return None
        ends = [day for day in (self.valid_to, self.lifted_on) if day is not None]
        return Term(Measure(self.measure), self.valid_from, min(ends, default=None))


class SanctionMatch(models.Model):
    """What a person found about an entry of the Daftar Hitam with the name of a firm of ours: it is this firm, or
    another of the same name. Kept by what the entry says, because entries are written anew with every import."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="sanction_matches")
    name = models.CharField(max_length=200)
    decree = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True)
    same = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "name", "decree", "valid_from"], name="sanction_match_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.firm_id} {'=' if self.same else '≠'} {self.decree}"
