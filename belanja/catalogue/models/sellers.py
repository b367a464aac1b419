"""Where things are sold, and the firms as the catalogue shows them."""

from django.db import models

from belanja.institutions.models import Government
from belanja.rules.sanctions import Effect
from belanja.vendors.models import Firm


class Region(models.Model):
    """A kabupaten/kota: where firms are, where goods are delivered, for which a price holds.

    `bit` is its place in the region mask of the search; only the regions that the installation serves have one.
    Price rows of the national feed name regions by a number of their own (`national_id`).
    """

    code = models.CharField("kode wilayah", max_length=8, blank=True, help_text="Kemendagri, e.g. 36.02")
    name = models.CharField(max_length=120, blank=True, help_text="empty: no feed has told it yet")
    province = models.CharField(max_length=80, blank=True)
    national_id = models.PositiveIntegerField(null=True, unique=True, help_text="kabupatenId of Katalog v5")
    bit = models.PositiveSmallIntegerField(null=True, unique=True, help_text="0 to 61")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="region_code_once"),
            models.CheckConstraint(condition=models.Q(bit__isnull=True) | models.Q(bit__lt=62), name="region_bit"),
        ]

    def __str__(self) -> str:
        return self.name or (f"Wilayah {self.national_id}" if self.national_id else self.code)


class Seller(models.Model):
    """A firm as the catalogue of a government shows it: name, place, business scale with what proves it."""

    government = models.ForeignKey(Government, null=True, blank=True, on_delete=models.PROTECT, related_name="sellers")
    firm = models.ForeignKey(Firm, null=True, blank=True, on_delete=models.SET_NULL, related_name="storefronts")
    slug = models.SlugField(max_length=140, unique=True)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, help_text="foundation.text.name_key of the name")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="sellers")
    scale = models.CharField(max_length=10, blank=True, help_text="mikro … koperasi; empty: not known")
    scale_evidence = models.CharField(max_length=200, blank=True)
    scale_on = models.DateField(null=True)
    about = models.TextField(blank=True)
    joined_on = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    bar = models.CharField(
        max_length=16,
        blank=True,
        choices=[(one.value, one.label) for one in Effect if one],
        help_text="what a sanction does to its listings today (services.bars); empty: nothing",
    )
    bar_until = models.DateField(null=True, help_text="first day on which it no longer does")
    bar_told = models.CharField(max_length=200, blank=True, help_text="why, in a sentence for everybody")
    bar_paper = models.CharField(max_length=14, blank=True, help_text="verification code of the printed decision")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "name"],
                condition=models.Q(firm__isnull=True) | models.Q(government__isnull=True),
                name="seller_name_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["government", "firm"],
                condition=models.Q(firm__isnull=False, government__isnull=False),
                name="seller_firm_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StorefrontClaim(models.Model):
    """A registered firm says that a storefront of the national archive is its own; an officer looks and answers."""

    class State(models.TextChoices):
        OPEN = "diajukan", "Diajukan"
        PASSED = "diluluskan", "Diluluskan"
        DECLINED = "ditolak", "Ditolak"

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="storefront_claims")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="claims")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="storefront_claims")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    words = models.CharField("bukti", max_length=300, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "seller"], condition=models.Q(state="diajukan"), name="storefront_claim_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.firm_id} claims {self.seller_id}"
