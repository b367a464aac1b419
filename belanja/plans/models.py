"""What a government plans and may spend: RUP packages, their revisions, procurement budgets."""

from django.db import models

from belanja.institutions.models import Government, Unit


class RupPackage(models.Model):
    """A package of the general procurement plan (RUP), penyedia or swakelola, as last pulled.

    Retired rows stay (orders keep old codes) but do not count: `counts` is true for announced, active,
    undeleted rows present in the latest pull.
    """

    class Kind(models.TextChoices):
        PENYEDIA = "penyedia", "Penyedia"
        SWAKELOLA = "swakelola", "Swakelola"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rup_packages", db_index=False)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField("kode RUP", max_length=40)
    title = models.TextField()
    pagu = models.DecimalField(max_digits=20, decimal_places=2)
    method = models.CharField(max_length=40, blank=True, help_text="normalised name; empty when the feed gives none")
    procurement_type = models.CharField(max_length=120, blank=True)
    epurchasing = models.BooleanField(default=False)
    announced = models.BooleanField()
    active = models.BooleanField()
    counts = models.BooleanField()
    within_swakelola = models.BooleanField(default=False, help_text="penyedia dalam swakelola")
    pdn = models.BooleanField(null=True)
    umkk = models.BooleanField(null=True)
    select_from = models.DateField(null=True)
    contract_from = models.DateField(null=True)
    contract_to = models.DateField(null=True)
    announced_on = models.DateField(null=True)
    source_row_id = models.BigIntegerField()
    vanished = models.BooleanField(default=False, help_text="absent from the latest complete pull")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "year", "kind", "code"], name="rup_package_key")]
        indexes = [
            models.Index(fields=["government", "year", "unit"], name="rup_by_unit"),
            models.Index(fields=["government", "code"], name="rup_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title[:60]}"


class RupRevision(models.Model):
    """One step of a package's revision: orders keep the old code, the plan goes on under the new one."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT)
    year = models.SmallIntegerField()
    kind = models.CharField("jenis revisi", max_length=40)
    old_code = models.CharField(max_length=40)
    new_code = models.CharField(max_length=40)
    revised_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    source_row_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["government", "old_code"], name="rup_revision_old")]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"


class ProcurementBudget(models.Model):
    """A row of the Struktur Anggaran PD: what a unit may spend in a year, and how much of it is procurement.

    All amounts are rupiah with sen; NULL where the feed is silent (units without a budget of their own).
    Several current rows of one unit with different amounts are a conflict until somebody chooses.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "berlaku"
        SUPERSEDED = "superseded", "diganti tarikan baru"
        REJECTED = "rejected", "tidak dipilih"

    government = models.ForeignKey(Government, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="budgets")
    year = models.SmallIntegerField()
    operasi = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    modal = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    btt = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    non_pengadaan = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    pengadaan = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    source_row_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["government", "year", "unit"], name="budget_by_unit")]
        constraints = [models.UniqueConstraint(fields=["source_row_id"], name="budget_of_source_row")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.pengadaan}"
