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
    vendor_refs = ArrayField(
        models.CharField(max_length=90),
        default=list,
        db_default=[],
        help_text="ids of the firm as vendors.FirmId spells them: scheme:value",
    )
    etalase_id = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=60, blank=True, help_text="as the source spells it")
    shipment = models.CharField(max_length=60, blank=True)
    ordered_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    pagu = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, help_text="ceiling of the package where its own feed tells it"
    )
    pdn_amount = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, help_text="domestic part by the source; null: it says nothing"
    )
    umk_amount = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, help_text="part of small firms by the source; null: it says nothing"
    )
    method = models.CharField(
        max_length=60, blank=True, db_default="", help_text="method of selection as SPSE names it"
    )
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
            models.Index(fields=["government", "vendor_key", "amount"], name="purchase_by_firm"),
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
    product_key = models.CharField(
        max_length=40, blank=True, db_default="", help_text="product of the catalogue, where lines have one"
    )
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


class MarkedSpend(models.Model):
    """The aggregate once more, parted by what is domestic (PDN) and what goes to small firms and co-operatives (UMKK).

    Four markings: after the plan's own mark (`_rup`) and after evidence (`_bukti`). Of every group `_yes` and `_no`
    are told; what is neither is open: amount - yes - no. Made anew by `facts.services.mark` whenever imports, plans or
    evidence of a government and year have changed, moved by each own order (`native_marks`: several rows of one
    group add up); the amounts equal those of `SpendDelta`, always.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    year = models.SmallIntegerField()
    channel = models.CharField(max_length=12)
    stage = models.SmallIntegerField()
    day = models.DateField(null=True)
    amount = models.DecimalField(max_digits=22, decimal_places=2)
    facts = models.IntegerField()
    pdn_rup_yes = models.DecimalField(max_digits=22, decimal_places=2)
    pdn_rup_no = models.DecimalField(max_digits=22, decimal_places=2)
    umkk_rup_yes = models.DecimalField(max_digits=22, decimal_places=2)
    umkk_rup_no = models.DecimalField(max_digits=22, decimal_places=2)
    pdn_bukti_yes = models.DecimalField(max_digits=22, decimal_places=2)
    pdn_bukti_no = models.DecimalField(max_digits=22, decimal_places=2)
    umkk_bukti_yes = models.DecimalField(max_digits=22, decimal_places=2)
    umkk_bukti_no = models.DecimalField(max_digits=22, decimal_places=2)

    class Meta:
        indexes = [models.Index(fields=["government", "year", "stage", "unit"], name="marked_by_stage")]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"


class PackageEvidence(models.Model):
    """What data.inaproc.id says of a package that another feed brings: its value and the domestic part of it.

    Evidence alone, never a second document: a package that no other feed has is listed as unmatched.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False)
    year = models.SmallIntegerField()
    channel = models.CharField(max_length=12, help_text="rules.channels.Channel, or swakelola")
    key = models.CharField(max_length=60)
    title = models.TextField(blank=True)
    plan_codes = ArrayField(models.CharField(max_length=40), default=list)
    vendor_name = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    pdn_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    source_row_id = models.BigIntegerField()
    vanished = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "channel", "key"], name="package_evidence_key")]
        indexes = [models.Index(fields=["government", "year"], name="package_evidence_of_year")]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"


class PackageReceipt(models.Model):
    """One receipt of a recorded package (PencatatanNonTenderRealisasi). It dates and names; the value of a package
    is what its own row says (`total_realisasi`), so that nothing counts twice."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False)
    year = models.SmallIntegerField()
    package_key = models.CharField(max_length=60)
    key = models.CharField(max_length=40, help_text="fingerprint of what makes the receipt itself")
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=80, blank=True)
    day = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    copies = models.SmallIntegerField(default=1, help_text="receipts alike in everything")
    vendor_name = models.CharField(max_length=200, blank=True)
    vendor_refs = ArrayField(models.CharField(max_length=90), default=list)
    source_row_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "year", "package_key", "key"], name="package_receipt_key")
        ]

    def __str__(self) -> str:
        return f"{self.package_key} {self.number} {self.amount}"


class ProductEvidence(models.Model):
    """What the listing of the catalogue says of a product: made here or abroad, and its certified domestic content."""

    product_key = models.CharField("kd_produk", max_length=40)
    owner_code = models.CharField("KLPD pemilik", max_length=12, blank=True)
    name = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=20, blank=True, help_text="lokal or import, as the listing spells it")
    tkdn = models.DecimalField(max_digits=6, decimal_places=2, null=True, help_text="percent")
    bmp = models.DecimalField(max_digits=6, decimal_places=2, null=True, help_text="percent")
    certificate = models.CharField(max_length=120, blank=True)
    domestic = models.BooleanField(null=True, help_text="proved domestic, proved foreign, or neither")
    source_row_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product_key", "owner_code"], name="product_evidence_key")]

    def __str__(self) -> str:
        return f"{self.product_key} {self.name}"


class OrderTimes(models.Model):
    """The working days of one counting order, by stretch (`rules.waits`). Written by `facts.services.times` alone, in
    the transaction that moved the order; `TimesCount` adds them up, always."""

    document = models.OneToOneField(
        PurchaseDocument, primary_key=True, on_delete=models.CASCADE, related_name="times", db_constraint=False
    )
    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    year = models.SmallIntegerField()
    channel = models.CharField(max_length=12)
    scale = models.CharField(max_length=12, blank=True, help_text="of the firm as of the purchase; empty: not known")
    band_over = models.DecimalField(max_digits=20, decimal_places=2, help_text="rupiah: worth more than this")
    band_upto = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="at most this; null: no end")
    days = ArrayField(
        models.SmallIntegerField(null=True), help_text="working days by number of the stretch; null: see gaps"
    )
    gaps = ArrayField(models.SmallIntegerField(), help_text="rules.waits.Gap by number of the stretch")

    class Meta:
        indexes = [models.Index(fields=["government", "year", "unit"], name="order_times_of_unit")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.days}"


class TimesCount(models.Model):
    """How many orders took how many working days: appended deltas, folded later, so that no order waits for a hot row.
    The number of a group is the sum of its rows."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    year = models.SmallIntegerField()
    channel = models.CharField(max_length=12)
    scale = models.CharField(max_length=12, blank=True)
    band_over = models.DecimalField(max_digits=20, decimal_places=2)
    band_upto = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    stretch = models.SmallIntegerField(help_text="number of rules.waits.Stretch")
    days = models.SmallIntegerField(null=True)
    gap = models.SmallIntegerField(help_text="rules.waits.Gap; 0 where days are known")
    orders = models.IntegerField(help_text="added, negative where taken out")

    class Meta:
        indexes = [models.Index(fields=["government", "year", "unit"], name="times_count_of_unit")]

    def __str__(self) -> str:
        return f"{self.stretch} {self.days}: {self.orders}"
