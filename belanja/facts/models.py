"""Spend facts: every rupiah ordered, contracted, received, paid or cancelled, from whichever channel, once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from belanja.institutions.models import Government, Unit
from belanja.rules.channels import Channel, Stage


class PurchaseDocument(models.Model):
    """An order as last known: the paper behind the facts. Key: government, channel, the source's own id.

    Its unit is checked by a foreign key; its government is the unit's."""

    # Both stand at the head of an index of Meta; further ones would only slow imports down.
    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="purchases", db_index=False)
    year = models.SmallIntegerField(help_text="fiscal year (tahun anggaran)")
    channel = models.CharField(max_length=12, choices=[(channel.value, channel.label) for channel in Channel])
    key = models.CharField(max_length=60, help_text="kd_paket, order ULID, order_id, or our own number")
    number = models.CharField(max_length=80, blank=True, help_text="number people know it by")
    title = models.TextField(blank=True)
    plan_codes = ArrayField(
        models.CharField(max_length=40), default=list, help_text="RUP codes as the source gives them"
    )
    vendor_key = models.CharField(max_length=60, blank=True)
    vendor_name = models.CharField(max_length=200, blank=True, help_text="firm, never an official")
    etalase_id = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=60, blank=True, help_text="as the source spells it")
    shipment = models.CharField(max_length=60, blank=True)
    ordered_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    line_count = models.IntegerField(default=1)
    stages = models.SmallIntegerField(help_text="bit mask of rules.channels.Stage")
    source_row_id = models.BigIntegerField(null=True, help_text="intake.SourceRow of its first line; empty for native")
    vanished = models.BooleanField(default=False, help_text="absent from the latest complete pull; no longer counts")
    linked_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="links",
        db_index=False,
        help_text="native package -> the national order it became; the pair counts once, as the national order",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "channel", "key"], name="purchase_document_key"),
            models.CheckConstraint(condition=Q(linked_to__isnull=True) | Q(channel="native"), name="only_native_links"),
        ]
        indexes = [
            models.Index(fields=["government", "year", "unit"], name="purchase_by_unit"),
            models.Index(fields=["linked_to"], name="purchase_linked", condition=Q(linked_to__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.number or self.key}"


class SpendFact(models.Model):
    """One additive amount: document x line x stage. Superseded, never changed: a correction closes the row
    (`known_to`) and writes another. Current rows have no `known_to`.

    Written in bulk by `facts.services` alone, and therefore without the row-by-row checks of foreign keys: the
    document's unit has one, government and unit here are copies of the document's (`selectors.orphans` is empty).

    Stages never add up; each numerator reads exactly one. `counts` is false for practice, for packages of the
    companion mode and for native packages whose national order is on record.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    document = models.ForeignKey(PurchaseDocument, on_delete=models.CASCADE, related_name="facts", db_constraint=False)
    year = models.SmallIntegerField()
    channel = models.CharField(max_length=12)
    stage = models.SmallIntegerField(choices=[(stage.value, stage.name) for stage in Stage])
    line = models.CharField(max_length=60, default="", help_text="line key of the source; empty where it has none")
    day = models.DateField(null=True, help_text="date of the event; empty where the source gives none")
    amount = models.DecimalField(max_digits=20, decimal_places=2, help_text="rupiah incl. tax and freight, as ordered")
    plan_code = models.CharField(max_length=40, blank=True)
    vendor_key = models.CharField(max_length=60, blank=True)
    business_scale = models.CharField(max_length=12, blank=True, help_text="as of then; empty: not known")
    pdn_class = models.CharField(max_length=16, blank=True, help_text="as of then; empty: not known")
    counts = models.BooleanField(default=True)
    source_row_id = models.BigIntegerField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{Stage(self.stage).name} {self.amount}"


class SpendDelta(models.Model):
    """Daily aggregate of the counting facts as appended deltas. The figure of a day is the sum of its deltas;
    `facts.services.fold` sums them into one row each, later and apart, so that no order waits for a hot row."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    year = models.SmallIntegerField()
    channel = models.CharField(max_length=12)
    stage = models.SmallIntegerField()
    day = models.DateField(null=True)
    amount = models.DecimalField(max_digits=22, decimal_places=2)
    facts = models.IntegerField(help_text="number of facts added, negative where closed")

    class Meta:
        indexes = [models.Index(fields=["government", "year", "stage", "unit"], name="delta_by_stage")]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"
