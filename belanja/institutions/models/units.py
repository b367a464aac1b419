"""Perangkat Daerah and their sub-units as a dated tree with code history."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from .government import Government

#: Beginning of a parent that follows from the code itself, before any record of ours.
ALWAYS = date(1900, 1, 1)


class Unit(models.Model):
    """A satuan kerja. `code` is the SIPD code (`kd_satker_str`), which survives the yearly renumbering of
    `kd_satker`; a unit known only by its number carries the provisional code `#<kd_satker>/<year>`.

    `replaced_by` without `valid_to` says that two records were one unit all along; with `valid_to` it names the
    successor of a split or merger, and figures before that day stay where they were.
    """

    class Kind(models.TextChoices):
        PD = "pd", "Perangkat Daerah"
        SUB_UNIT = "sub_unit", "Unit di bawah Perangkat Daerah"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="units")
    code = models.CharField("kode", max_length=40)
    name = models.CharField("nama", max_length=300)
    name_year = models.SmallIntegerField(default=0, help_text="fiscal year whose feed spelt the name so; 0: undated")
    sort_key = models.CharField(
        max_length=300, db_index=True, help_text="name made sortable in Python; the collation is C"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    provisional = models.BooleanField(
        default=False,
        help_text="its code is not the true one yet: known by number only, or from the shipped list",
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="first day on which it no longer exists")
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    replacement_decided = models.BooleanField(default=False, help_text="by a person; feeds no longer change it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "code"], name="unit_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def numbered(self) -> bool:
        """Whether it is known by a number of a year only, until a feed brings its code."""
        return self.code.startswith("#")


class UnitCode(models.Model):
    """What a feed calls a unit in a year: `kd_satker` numbers, legacy codes, names as spelt there."""

    class Scheme(models.TextChoices):
        NUMBER = "kd_satker", "kd_satker"
        CODE = "kd_satker_str", "kd_satker_str"

    government = models.ForeignKey(Government, on_delete=models.PROTECT)
    unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.CASCADE,
        related_name="codes",
        help_text="empty: feeds contradict each other",
    )
    scheme = models.CharField(max_length=16, choices=Scheme)
    year = models.SmallIntegerField(help_text="fiscal year; 0 when the feed gives none")
    value = models.CharField(max_length=40)
    name = models.CharField(max_length=300, blank=True, help_text="the unit's name as that feed spelt it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "scheme", "year", "value"], name="unit_code_meaning")
        ]
        indexes = [models.Index(fields=["unit", "year"], name="unit_code_unit")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value} ({self.year})"


class UnitParent(models.Model):
    """Under which Perangkat Daerah a unit's figures are counted, from/to. One parent a day (exclusion constraint
    in the migration). `decided_by_id` is empty where the parent follows from the code."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(default=ALWAYS)
    valid_to = models.DateField(null=True, blank=True, help_text="first day on which it no longer holds")
    legal_basis = models.ForeignKey("institutions.LegalBasis", null=True, blank=True, on_delete=models.PROTECT)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_parent_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.parent_id} from {self.valid_from}"


class FormerUnit(models.Model):
    """What a unit, or one of its codes, said until a moment: figures of former days can be told in their own words."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, help_text="unit or unitcode")
    row_id = models.BigIntegerField()
    until = models.DateTimeField()
    fields = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["government", "kind", "until"], name="former_unit_moment")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id} until {self.until:%Y-%m-%d %H:%M}"
