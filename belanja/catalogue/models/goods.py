"""The thing itself, whoever sells it, and what is claimed about it."""

from django.db import models

from belanja.etalase.models import Etalase, Schema
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import PdnClass


class Brand(models.Model):
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Brand, type and attributes by the schema of its etalase. Offers of several firms may stand beside each other.

    `pdn` and `likeness` are computed (rules.pdn, rules.attributes) by the service that writes evidence or attributes.
    """

    etalase = models.ForeignKey(Etalase, on_delete=models.PROTECT, related_name="products")
    schema = models.ForeignKey(Schema, null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=300)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT)
    model = models.CharField("tipe", max_length=120, blank=True)
    variant = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    gtin = models.CharField(max_length=14, blank=True)
    kbki = models.CharField(max_length=10, blank=True)
    unit = models.CharField(max_length=3, blank=True, help_text="UN/ECE code of what is sold; empty: not known")
    unit_written = models.CharField(max_length=60, blank=True, help_text="as its source spells it")
    pack_size = models.DecimalField(max_digits=18, decimal_places=6, null=True, help_text="base units in one sold unit")
    base_unit = models.CharField(max_length=3, blank=True)
    attributes = models.JSONField(default=dict)
    former_attributes = models.JSONField(
        default=dict, db_default={}, help_text="values that its schema asks no longer; kept, not shown"
    )
    likeness = models.CharField(
        max_length=400, blank=True, help_text="what like products share; empty: nothing is like"
    )
    origin = models.CharField(max_length=6, blank=True, choices=[(one.value, one.label) for one in Origin])
    pdn = models.CharField(max_length=12, choices=[(one.value, one.label) for one in PdnClass])
    tkdn = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="proved percent that counts")
    bmp = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    pdn_reason = models.CharField(max_length=200, blank=True)
    picture = models.CharField(max_length=80, blank=True, help_text="drawing: motif and tint; empty: no picture")
    national_id = models.CharField(max_length=60, blank=True, help_text="kd_produk/kd_klpd of the national listing")
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="its address leads there",
    )

    class Meta:
        indexes = [
            models.Index(fields=["etalase", "likeness"], name="product_like"),
            models.Index(fields=["national_id"], name="product_national", condition=~models.Q(national_id="")),
            models.Index(fields=["gtin"], name="product_gtin", condition=~models.Q(gtin="")),
        ]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """What is claimed about a product, with number, owner and validity, and what looking into it found."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in ClaimKind])
    number = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=120, blank=True, help_text="scheme under which it was issued")
    verification = models.CharField(
        max_length=16, choices=[(one.value, one.label) for one in Verification], default=Verification.OPEN.value
    )
    verified_on = models.DateField(null=True)
    verified_by_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True, help_text="what is odd about it, in words for the public")
    source_row_id = models.BigIntegerField(null=True)
    stated_at = models.DateTimeField(null=True, help_text="when it was claimed or changed; null: from an archive")
    checked = models.PositiveSmallIntegerField(default=0, help_text="how often somebody has looked into it")
    version = models.PositiveIntegerField(default=0, help_text="grows with every change, a verdict included")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "stated_at"], condition=models.Q(verification="belum"), name="claim_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
