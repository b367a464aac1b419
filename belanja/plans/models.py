"""What a government plans and may spend: RUP packages, their revisions, procurement budgets."""

from django.db import models
from django.db.models import Case, F, Q, When

from belanja.institutions.models import Government, Unit
from belanja.rules.budgets import BudgetKind, BudgetState


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

    @property
    def key(self) -> tuple[int, str, str]:
        """What names it within its government, also in rows without a relation to it."""
        return self.year, self.kind, self.code


class RupFundingLine(models.Model):
    """One account line that pays for a plan package (RUP-PaketAnggaran). Lines add up to the package's ceiling; a
    package has several, so that ceilings are never summed over lines."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=10, choices=RupPackage.Kind)
    code = models.CharField("kode RUP", max_length=40)
    account = models.CharField("MAK", max_length=200, blank=True)
    fund = models.CharField("sumber dana", max_length=40, blank=True)
    fund_year = models.SmallIntegerField(null=True)
    pagu = models.DecimalField(max_digits=20, decimal_places=2)
    counts = models.BooleanField(help_text="announced, active and in the latest pull")
    source_row_id = models.BigIntegerField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["government", "year", "code"], name="rup_funding_by_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.account} {self.pagu}"


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
        indexes = [
            models.Index(fields=["government", "old_code"], name="rup_revision_old"),
            models.Index(fields=["government", "new_code"], name="rup_revision_new"),
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"


class BudgetPaper(models.Model):
    """The document behind an entered budget (a DPA as PDF, or the sheet it was read from), kept as it came.

    The bytes stay in the database, so that entry and document are kept or lost together. Never shown inline.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        XLSX = "xlsx", "XLSX"
        CSV = "csv", "CSV"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="budget_papers")
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(max_length=160, help_text="as the visitor called it, cleaned; never a path")
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField(help_text="bytes")
    content = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "sha256"], name="budget_paper_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"


class BudgetVersion(models.Model):
    """A unit's budget as a person entered it from a document (DPA murni, pergeseran, perubahan), confirmed by another.

    Confirmed versions of a unit follow each other by `valid_from`: on a day the one with the latest `valid_from` not
    after it is in force, and outranks the unit's rows of the feed from then on. All amounts are rupiah with sen;
    `pengadaan` = operasi + modal + btt, `total` = pengadaan + non_pengadaan.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="budget_versions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="budget_versions")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in BudgetKind])
    number = models.CharField("nomor dokumen", max_length=120)
    dated = models.DateField("tanggal dokumen")
    valid_from = models.DateField("berlaku mulai")
    covers_below = models.BooleanField(
        default=True, help_text="the amounts include every unit counted under this one; their own rows add nothing"
    )
    operasi = models.DecimalField(max_digits=20, decimal_places=2)
    modal = models.DecimalField(max_digits=20, decimal_places=2)
    btt = models.DecimalField(max_digits=20, decimal_places=2)
    non_pengadaan = models.DecimalField(max_digits=20, decimal_places=2)
    pengadaan = models.DecimalField(max_digits=20, decimal_places=2)
    total = models.DecimalField(max_digits=20, decimal_places=2)
    paper = models.ForeignKey(BudgetPaper, null=True, blank=True, on_delete=models.PROTECT, related_name="versions")
    batch = models.UUIDField(null=True, blank=True, help_text="entries read from one sheet share it")
    note = models.TextField(blank=True, help_text="the proposer's word, needed where the amount looks implausible")
    doubt = models.JSONField(default=dict, help_text="what made the amount look implausible; empty: nothing did")
    feed_pengadaan = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, help_text="what the feed said when it was confirmed"
    )
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in BudgetState])
    proposed_by_id = models.BigIntegerField(null=True, help_text="empty: from the console")
    proposed_by_label = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, help_text="confirmed or rejected")
    decision_reason = models.TextField(blank=True, help_text="of a rejection")
    withdrawn_by_id = models.BigIntegerField(null=True)
    withdrawn_by_label = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="withdrawn, or replaced by a correction of the same day")
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "valid_from"],
                condition=Q(state="disahkan"),
                name="budget_version_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "valid_from"],
                condition=Q(state="diusulkan"),
                name="budget_version_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(pengadaan=F("operasi") + F("modal") + F("btt"))
                & Q(total=F("pengadaan") + F("non_pengadaan")),
                name="budget_version_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")),
                name="budget_version_four_eyes",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "year", "state"], name="budget_version_scope"),
            models.Index(fields=["batch"], name="budget_version_batch", condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.kind} {self.number}: {self.pengadaan}"


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


class PlanBalance(models.Model):
    """What Belanja's own orders hold of one plan code: the sum of its `Commitment` rows, locked while it changes.

    An order stays with the code it was made under. Where the plan goes on under another code, the balances of all
    codes that lead there count together (`plans.families`).
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False)
    year = models.SmallIntegerField()
    code = models.CharField("kode RUP", max_length=40)
    pagu = models.DecimalField(max_digits=20, decimal_places=2, help_text="of the last pull when it last changed")
    reserved = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="ordered, not signed by both")
    committed = models.DecimalField(max_digits=20, decimal_places=2, default=0, help_text="signed by both")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "year", "code"], name="plan_balance_once"),
            models.CheckConstraint(condition=Q(reserved__gte=0) & Q(committed__gte=0), name="plan_balance_not_below_0"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.reserved} {self.committed}"


class Commitment(models.Model):
    """One movement of a plan code by one order. Never changed or deleted: the database refuses it.

    `reserved` and `committed` are what it adds to the code's balance (negative: gives back), `amount` what the order
    holds after it; sums over all rows of a code are its balance, always (`selectors.balance_differences` is empty).
    """

    class Kind(models.TextChoices):
        RESERVE = "reserve", "Dicadangkan"
        COMMIT = "commit", "Terikat"
        CHANGE = "change", "Berubah"
        RELEASE = "release", "Dilepas"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="commitments", db_index=False)
    year = models.SmallIntegerField()
    code = models.CharField("kode RUP", max_length=40)
    key = models.CharField(max_length=60, help_text="what holds it: the code of the order")
    kind = models.CharField(max_length=8, choices=Kind)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    reserved = models.DecimalField(max_digits=20, decimal_places=2)
    committed = models.DecimalField(max_digits=20, decimal_places=2)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "key", "kind"],
                condition=~Q(kind="change"),
                name="commitment_step_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="commitment_not_below_0"),
        ]
        indexes = [
            models.Index(fields=["government", "key"], name="commitment_by_key"),
            models.Index(fields=["government", "year", "code"], name="commitment_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.kind} {self.amount}"


class BoughtElsewhere(models.Model):
    """Rupiah that orders of the national systems have taken of a plan code of today, without those that are Belanja's
    own orders come back. Sums as of the last import, as appended differences: rows of one code add up."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    year = models.SmallIntegerField()
    code = models.CharField("kode RUP", max_length=40)
    amount = models.DecimalField(max_digits=22, decimal_places=2)

    class Meta:
        indexes = [models.Index(fields=["government", "year", "code"], name="elsewhere_by_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"


class ClassDecision(models.Model):
    """A person's word on what a plan line buys: a confirmation or a correction. Never changed or deleted: the database
    refuses it. The latest one of a line counts, whatever the rules read since. `chosen`: a class, or
    `rules.classification.NOT_ONE` where the line buys no one thing. `title`, `procurement_type` and `accounts` are
    those of the line when it was said: should it read otherwise since, people are asked again."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=10, choices=RupPackage.Kind)
    code = models.CharField("kode RUP", max_length=40)
    chosen = models.CharField(max_length=20)
    read = models.CharField(max_length=20, blank=True, help_text="what the rules had read; empty: unsure")
    version = models.CharField(max_length=12, help_text="of the rules that had read")
    title = models.TextField(blank=True, default="", help_text="of the line it was about")
    procurement_type = models.CharField(max_length=120, blank=True, default="")
    accounts = models.TextField(blank=True, default="", help_text="of the line, by blanks")
    of = models.CharField(max_length=32, blank=True, default="", help_text="digest of these three; empty: not known")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["government", "year", "code"], name="class_decision_by_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.chosen}"


class PlanClass(models.Model):
    """What one plan package buys: as the rules last read it, and what a person decided, which the rules never touch.

    `code` is what counts: the decision, or else the reading; empty where neither tells.
    """

    package = models.OneToOneField(RupPackage, primary_key=True, on_delete=models.CASCADE, related_name="classed")
    read = models.CharField(max_length=20, blank=True, help_text="class the rules are sure of; empty: unsure")
    leaning = models.CharField(max_length=20, blank=True, help_text="class that most speaks for")
    confidence = models.DecimalField(max_digits=3, decimal_places=2)
    words = models.TextField(blank=True, help_text="what spoke for it, parted by '; '")
    against = models.TextField(blank=True, default="", help_text="classes that something else spoke for, by blanks")
    version = models.CharField(max_length=12)
    of = models.CharField(max_length=32, help_text="digest of title, kind and accounts that were read")
    read_at = models.DateTimeField()
    decision = models.ForeignKey(ClassDecision, null=True, on_delete=models.PROTECT, related_name="+")
    decided = models.CharField(max_length=20, blank=True)
    turn = models.PositiveIntegerField(
        default=0, help_text="rises with each decision and each other text: what a person saw"
    )
    code = models.GeneratedField(
        expression=Case(When(~Q(decided=""), then=F("decided")), default=F("read")),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )

    class Meta:
        indexes = [models.Index(fields=["package"], name="plan_class_unsure", condition=Q(read="", decided=""))]

    def __str__(self) -> str:
        return f"{self.package_id} {self.code}"

    @property
    def reads_otherwise(self) -> bool:
        """Whether the line has another text than the one a person decided about."""
        return self.decision is not None and self.decision.of not in ("", self.of)
