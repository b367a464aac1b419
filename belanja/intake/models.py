"""Pulls of national feeds, the source rows with their history, quarantine, and what waits for a decision."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government, Unit
from belanja.rules.budgets import BudgetKind
from belanja.rules.headings import Meaning


class PullQuerySet(models.QuerySet["Pull"]):
    def standing(self) -> "PullQuerySet":
        """Pulls that nobody has withdrawn: only these carry figures."""
        return self.filter(state__in=(Pull.State.APPLIED, Pull.State.HELD))


class Pull(models.Model):
    """One import of one feed for one government and year: what came in, what became of it."""

    class State(models.TextChoices):
        APPLIED = "applied", "dimuat"
        HELD = "held", "menunggu keputusan"
        WITHDRAWN = "withdrawn", "ditarik"

    run = models.UUIDField(help_text="one command or upload; its pulls were applied together or not at all")
    government = models.ForeignKey(Government, null=True, on_delete=models.PROTECT, related_name="pulls")
    feed = models.CharField(max_length=40, help_text="name in intake.feeds")
    year = models.SmallIntegerField(help_text="fiscal year; 0 for feeds without one")
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120)
    files = models.JSONField(help_text="[{name, sha256, bytes, rows}]; names without folders")
    shape = models.CharField(max_length=40, help_text="which spelling of the feed was recognised")
    source_day = models.DateField(null=True, help_text="day of the pull as the source tells it, where it does")
    # Reconciliation: rows_in = loaded + unchanged + replayed + quarantined, in rows and in rupiah.
    rows_in = models.IntegerField()
    rows_loaded = models.IntegerField()
    rows_unchanged = models.IntegerField()
    rows_replayed = models.IntegerField(help_text="exact repetitions of a row inside the pull")
    rows_quarantined = models.IntegerField()
    amount_in = models.DecimalField(max_digits=24, decimal_places=2)
    amount_loaded = models.DecimalField(max_digits=24, decimal_places=2)
    amount_unchanged = models.DecimalField(max_digits=24, decimal_places=2)
    amount_replayed = models.DecimalField(max_digits=24, decimal_places=2)
    amount_quarantined = models.DecimalField(max_digits=24, decimal_places=2)
    added = models.IntegerField()
    changed = models.IntegerField()
    vanished = models.IntegerField()
    notes = models.JSONField(default=list, help_text="[{code, message, …}] worth knowing: unknown columns, differences")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)
    withdrawn_by_label = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = PullQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["government", "feed", "year", "-id"], name="pull_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    rows_in=F("rows_loaded") + F("rows_unchanged") + F("rows_replayed") + F("rows_quarantined")
                ),
                name="pull_rows_reconcile",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_in=F("amount_loaded")
                    + F("amount_unchanged")
                    + F("amount_replayed")
                    + F("amount_quarantined")
                ),
                name="pull_amounts_reconcile",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="pull_withdrawn_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feed} {self.year} #{self.pk}"


class SourceRow(models.Model):
    """One version of one row of a feed, without personal data, written in bulk by `versions` alone (therefore
    without the row-by-row checks of foreign keys). Closed (`pull_to`) when a later pull changes it
    or no longer has it; the current version has no `pull_to`. What a withdrawn pull brought is closed by that pull
    itself (`pull_to` = `pull_from`)."""

    government = models.ForeignKey(Government, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    feed = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    key = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=16, help_text="BLAKE2b-128 of the canonical payload")
    payload = models.JSONField()
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    pull_from = models.ForeignKey(
        Pull, on_delete=models.PROTECT, related_name="rows", db_index=False, db_constraint=False
    )
    pull_to = models.ForeignKey(
        Pull, null=True, on_delete=models.PROTECT, related_name="closed_rows", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "feed", "year", "key"],
                condition=Q(pull_to__isnull=True),
                name="source_row_current",
                nulls_distinct=False,
            )
        ]
        indexes = [
            # Former versions of a row, and what a pull brought and closed: asked by people, one row or pull at a time.
            models.Index(
                fields=["government", "feed", "year", "key"],
                name="source_row_former",
                condition=Q(pull_to__isnull=False),
            ),
            models.Index(fields=["pull_to"], name="source_row_closed_by", condition=Q(pull_to__isnull=False)),
            BrinIndex(fields=["pull_from"], name="source_row_brought_by", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.feed} {self.key}"


class Reopened(models.Model):
    """A row version that a pull had closed and that its withdrawal opened again: what the record looked like before
    the withdrawal stays known."""

    pull = models.ForeignKey(Pull, on_delete=models.PROTECT, related_name="reopened")
    source_row_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.source_row_id} closed by {self.pull_id}"


class QuarantineRow(models.Model):
    """A row that did not fit, kept without personal data, with a reason a clerk understands. What the source said
    stays as it is for ever; a correction stands beside it (`CorrectionRow`)."""

    class State(models.TextChoices):
        OPEN = "open", "belum diputuskan"
        PROPOSED = "proposed", "menunggu orang kedua"
        ACCEPTED = "accepted", "diterima apa adanya"
        CORRECTED = "corrected", "dikoreksi"
        REJECTED = "rejected", "ditolak"

    pull = models.ForeignKey(Pull, on_delete=models.CASCADE, related_name="quarantine")
    file = models.CharField(max_length=255)
    row_number = models.IntegerField(help_text="1 is the first data row")
    reason = models.CharField(max_length=40)
    message = models.TextField(help_text="Indonesian: what is wrong, and what to do")
    column = models.CharField(max_length=80, blank=True)
    payload = models.JSONField()
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        indexes = [
            models.Index(
                fields=["pull", "reason"], name="quarantine_waiting", condition=Q(state__in=["open", "proposed"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.row_number} {self.reason}"


class Wish(models.Model):
    """What one person asks for with a reason and another decides, once. Each kind of wish has a `government` and a
    `state` of its own, of which PROPOSED is the first and DECLINED one of the last."""

    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by_label = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)
    decided_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class Correction(Wish):
    """What somebody proposes to do with rows in quarantine, and what a second person said to it."""

    class Action(models.TextChoices):
        ACCEPT = "accept", "terima apa adanya"
        CORRECT = "correct", "koreksi"
        REJECT = "reject", "tolak"

    class State(models.TextChoices):
        PROPOSED = "proposed", "menunggu orang kedua"
        APPROVED = "approved", "disetujui"
        DECLINED = "declined", "ditolak orang kedua"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="corrections")
    action = models.CharField(max_length=8, choices=Action)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)

    class Meta:
        indexes = [models.Index(fields=["government", "state"], name="correction_waiting")]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"


class CorrectionRow(models.Model):
    """One row of a correction: the new cells beside those of the source. An approved one is applied again by itself
    to the same row of the source in later pulls (`feed` and `digest`)."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="rows")
    quarantine = models.ForeignKey(QuarantineRow, on_delete=models.PROTECT, related_name="corrections")
    feed = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=16)
    cells = models.JSONField(default=dict, help_text="{column: new value as text}")
    former = models.JSONField(default=dict, help_text="{column: value of the source}")
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="of the row as loaded")
    source_row_id = models.BigIntegerField(null=True, help_text="intake.SourceRow it became")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["correction", "quarantine"], name="correction_row_once")]
        indexes = [models.Index(fields=["feed", "digest"], name="correction_of_row")]

    def __str__(self) -> str:
        return f"{self.quarantine_id} by {self.correction_id}"


class Withdrawal(Wish):
    """A wish to withdraw pulls, and what came of it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "menunggu orang kedua"
        DONE = "done", "dilaksanakan"
        DECLINED = "declined", "ditolak orang kedua"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="withdrawals")
    pulls = models.ManyToManyField(Pull, related_name="withdrawals")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)

    def __str__(self) -> str:
        return f"withdrawal #{self.pk}"


class HeldItem(models.Model):
    """Something that waits for a person before figures may use it, or that a person has decided."""

    class Kind(models.TextChoices):
        BUDGET_CONFLICT = "budget_conflict", "Anggaran ganda yang berbeda"
        BUDGET_IMPLAUSIBLE = "budget_implausible", "Anggaran tidak wajar"
        AMOUNT_IMPLAUSIBLE = "amount_implausible", "Nilai pesanan tidak wajar"
        STATUS_UNKNOWN = "status_unknown", "Status pesanan tidak dikenal"
        FEED_TRUNCATED = "feed_truncated", "Tarikan data terpotong"
        COLUMN_VANISHED = "column_vanished", "Kolom hilang"
        BUDGET_DIFFERS = "budget_differs", "Anggaran sumber berbeda dari entri"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="held_items")
    kind = models.CharField(max_length=24, choices=Kind)
    feed = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    key = models.CharField(max_length=160, help_text="what exactly: a unit's code, a status word, a column, an order")
    pull = models.ForeignKey(Pull, on_delete=models.PROTECT, related_name="held_items")
    detail = models.JSONField(default=dict, help_text="inputs, threshold and rule that held it")
    source_rows = models.JSONField(default=list, help_text="ids of intake.SourceRow concerned")
    opened_at = models.DateTimeField()
    resolution = models.CharField(max_length=40, blank=True, help_text="empty while it waits")
    resolution_detail = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.BigIntegerField(null=True)
    resolved_by_label = models.CharField(max_length=120, blank=True)
    settled_by = models.ForeignKey(
        Pull,
        null=True,
        on_delete=models.PROTECT,
        related_name="settled_items",
        help_text="the pull that ended it by itself; when that pull is withdrawn, the item waits again",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "kind", "feed", "year", "key"],
                condition=Q(resolution=""),
                name="held_item_open_once",
            )
        ]
        indexes = [models.Index(fields=["government", "year", "kind"], name="held_item_scope")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class StatusMeaning(models.Model):
    """What a status word that the rules do not know means, as a person decided it."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT)
    channel = models.CharField(max_length=12)
    status = models.CharField(max_length=60)
    stages = models.SmallIntegerField(help_text="bit mask of rules.channels.Stage")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "channel", "status"], name="status_meaning")]

    def __str__(self) -> str:
        return self.status


class HeadingMeaning(models.Model):
    """What a column of a budget sheet means, as a person of this government said: the next sheet is not asked about."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE)
    heading = models.CharField(max_length=160, help_text="tidied: lower case, words parted by one space")
    meaning = models.CharField(max_length=16, choices=[(meaning.value, meaning.label) for meaning in Meaning])
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "heading"], name="heading_meaning")]

    def __str__(self) -> str:
        return f"{self.heading} = {self.meaning}"


class BudgetSheet(models.Model):
    """A sheet of budgets (DPA, SIPD, SiRUP) on its way to entries: kept as it came, read anew at every step."""

    class State(models.TextChoices):
        HEADINGS = "headings", "kolom belum dikenal"
        ROWS = "rows", "baris belum diusulkan"
        PROPOSED = "proposed", "diusulkan"
        DISCARDED = "discarded", "dibatalkan"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="budget_sheets")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in BudgetKind])
    number = models.CharField(max_length=120)
    dated = models.DateField()
    valid_from = models.DateField()
    paper = models.ForeignKey("plans.BudgetPaper", on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=State)
    batch = models.UUIDField(help_text="the entries made of it share it")
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_label = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch"], name="budget_sheet_batch")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.state}"
