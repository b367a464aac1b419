"""Firms that are not registered yet, from lists of a Dinas; kept for a term, gone when they ask to be left alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from belanja.institutions.models import Government
from belanja.rules.needs.helping import Coach
from belanja.rules.needs.prospects import Meaning
from belanja.vendors.models import Firm

from .needs import Need


class ProspectHeading(models.Model):
    """What a column of such a list means, as a person of this government said: the next list is not asked about."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=160, help_text="tidied (rules.headings)")
    meaning = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Meaning])
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "heading"], name="prospect_heading_once")]

    def __str__(self) -> str:
        return f"{self.heading} = {self.meaning}"


class ProspectList(models.Model):
    """One list as it was taken: whose it is, when, and how many rows became what. The file itself is not kept."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Coach])
    file_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    rows_new = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_registered = models.PositiveIntegerField(default=0, help_text="already registered, not kept here")
    rows_stopped = models.PositiveIntegerField(default=0, help_text="asked to be left alone")
    rows_left = models.PositiveIntegerField(default=0, help_text="not readable, told before it was taken")

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}"


class Prospect(models.Model):
    """A firm of a list. `mark`: keyed, of name and place, so that no list brings it twice; `nib_mark`: of its NIB,
    which is not kept itself. When it registers, `firm` is known and the contact goes."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(ProspectList, on_delete=models.PROTECT, related_name="prospects")
    mark = models.CharField(max_length=24)
    nib_mark = models.CharField(max_length=24, blank=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=8, help_text="kode wilayah")
    kbli = ArrayField(models.CharField(max_length=5))
    cooperative = models.BooleanField()
    contact = models.CharField(max_length=120, blank=True, help_text="for the first word of the Dinas alone")
    keep_until = models.DateField()
    firm = models.ForeignKey(Firm, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "mark"], name="prospect_once"),
            models.CheckConstraint(condition=Q(firm__isnull=True) | Q(contact=""), name="prospect_joined_no_contact"),
        ]

    def __str__(self) -> str:
        return self.name


class StoppedProspect(models.Model):
    """Somebody asked to be left alone: nothing is kept but the mark, so that no later list brings the firm back."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=24)
    nib_mark = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "mark"], name="prospect_stopped_once")]

    def __str__(self) -> str:
        return self.mark


class ProspectMatch(models.Model):
    """A need that a firm of a list could meet. When the prospect is gone the count stays, without whom it was."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="prospect_matches")
    prospect = models.ForeignKey(Prospect, null=True, on_delete=models.SET_NULL, related_name="matches")
    points = models.PositiveSmallIntegerField()
    grounds = ArrayField(models.CharField(max_length=12))
    matched_at = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True, help_text="the Dinas has told it")
    helped_at = models.DateTimeField(null=True, help_text="a coach reported that it was helped")
    joined = models.BooleanField(default=False, help_text="its pair of the registered firm counts from then on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "prospect"], name="prospect_match_once")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.prospect_id}"
