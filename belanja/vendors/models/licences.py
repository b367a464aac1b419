"""Licences that firms state, and what became of each statement."""

from django.db import models
from django.db.models import F, Q

from belanja.rules.licences import Held, LicenceKind, LicenceState
from belanja.rules.tax_facts import PAPERS, TAX_KINDS

from .firms import Firm


class FirmLicence(models.Model):
    """One statement of a firm about a licence of its own, or about how it is taxed (`rules.tax_facts`). What it says is
    never changed or deleted (the database refuses): a renewal or a correction is a statement of its own that `replaces`
    this one."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField("jenis izin", max_length=24, help_text="rules.licences.KINDS")
    number = models.CharField("nomor", max_length=80)
    issuer = models.CharField("penerbit", max_length=120)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("sampai", null=True, blank=True, help_text="its last day; empty: without an end")
    evidence = models.CharField("bukti", max_length=300, help_text="where it can be seen; never an identity paper")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    state = models.CharField(max_length=14, choices=[(one.value, one.label) for one in LicenceState])
    stated_at = models.DateTimeField()
    stated_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    reason_code = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True, help_text="what the verifier wrote beside the reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "kind"], condition=Q(state=LicenceState.OPEN.value), name="firm_licence_open_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="firm_licence_period"
            ),
        ]
        indexes = [models.Index(fields=["state", "stated_at"], name="firm_licence_queue")]

    def __str__(self) -> str:
        return f"{self.firm_id} {self.kind} {self.state}"

    @property
    def named(self) -> LicenceKind:
        """Its kind with title and issuer; a kind that a later release no longer lists is told by its code."""
        return PAPERS.get(self.kind) or LicenceKind(self.kind, self.kind, self.kind, self.issuer, "")

    @property
    def of_tax(self) -> bool:
        """Whether it tells how the firm is taxed; no shelf asks for it."""
        return self.kind in TAX_KINDS

    def held(self) -> Held:
        """This row in the form the rules read."""
        return Held(self.kind, LicenceState(self.state), self.valid_from, self.valid_to)
