"""Standard prices of a region by year, the products they speak of, and prices that people saw outside."""

from django.db import models
from django.db.models import Q

from belanja.etalase.models import Etalase
from belanja.institutions.models import Government
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import Delivery, Kind, Meaning, OutsideState

from .goods import Product
from .photos import PhotoFile
from .sellers import Region


class ReferenceList(models.Model):
    """One list of standard prices as it was uploaded, on its way to being in force. The file is kept as it came."""

    class State(models.TextChoices):
        HEADINGS = "kolom", "arti kolom belum lengkap"
        ROWS = "pratinjau", "menunggu diberlakukan"
        STANDING = "berlaku", "berlaku"
        REPLACED = "diganti", "diganti daftar yang lebih baru"
        DISCARDED = "dibatalkan", "dibatalkan"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="reference_lists")
    year = models.PositiveSmallIntegerField("tahun")
    kind = models.CharField("jenis", max_length=4, choices=[(kind.value, kind.label) for kind in Kind])
    decree = models.CharField("nomor keputusan", max_length=120)
    dated = models.DateField("tanggal keputusan")
    tax_basis = models.CharField(max_length=12, blank=True, choices=[(one.value, one.label) for one in TaxBasis])
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    delivery = models.CharField(max_length=8, blank=True, choices=[(one.value, one.label) for one in Delivery])
    state = models.CharField(max_length=10, choices=State)
    file_name = models.CharField(max_length=160)
    file_kind = models.CharField(max_length=4, help_text="xlsx or csv")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_label = models.CharField(max_length=120)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "year", "kind"], condition=Q(state="berlaku"), name="one_standing_reference_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.decree}"


class ReferenceHeading(models.Model):
    """What a column of a price list means, as a person of this government said: the next list is not asked about."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE)
    heading = models.CharField(max_length=160, help_text="tidied (rules.headings)")
    meaning = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Meaning])
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "heading"], name="reference_heading_once")]

    def __str__(self) -> str:
        return f"{self.heading} = {self.meaning}"


class ReferencePrice(models.Model):
    """One standard price, as its row states it."""

    list = models.ForeignKey(ReferenceList, on_delete=models.CASCADE, related_name="prices")
    row = models.PositiveIntegerField(help_text="of the file, 1 is the first below the headings")
    kind = models.CharField(max_length=4, choices=[(kind.value, kind.label) for kind in Kind])
    code = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=400, help_text="by which matches find it: code, else name and unit, tidied")
    kbki = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=300)
    specification = models.CharField(max_length=500, blank=True)
    unit = models.CharField(max_length=3, blank=True, help_text="UN/ECE code; empty: not known")
    unit_written = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=20, decimal_places=2, help_text="rupiah")

    class Meta:
        indexes = [
            models.Index(fields=["list", "row"], name="reference_row"),
            models.Index(fields=["kind", "key"], name="reference_key"),
        ]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="reference_above_zero")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ReferenceMatch(models.Model):
    """A curator's word that a standard price speaks of these goods: of all that are like a product (same etalase and
    likeness), or of one product that is like nothing. Kept by the code and kind of the price, so that the next year's
    list of the same code is matched already; a price without a code by its name and unit."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="reference_matches")
    kind = models.CharField(max_length=4, choices=[(kind.value, kind.label) for kind in Kind])
    key = models.CharField(max_length=400, help_text="code, else name and unit, tidied")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reference_matches")
    etalase = models.ForeignKey(Etalase, on_delete=models.CASCADE, related_name="+")
    likeness = models.CharField(max_length=400, blank=True, help_text="of the product when it was matched")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True, help_text="somebody found that it does not fit")
    ended_by_label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "kind", "key", "product"],
                condition=Q(ended_at__isnull=True),
                name="reference_match_once",
            )
        ]
        indexes = [
            models.Index(fields=["etalase", "likeness"], name="reference_match_like"),
            models.Index(fields=["government", "kind", "key"], name="reference_match_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} = {self.product_id}"


class OutsidePrice(models.Model):
    """A price that somebody saw elsewhere, with what shows it. Never counted in any statistic; who sent it is shown to
    nobody, and the account's number goes when the account does."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="outside_prices")
    shop = models.CharField("toko", max_length=120)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen_on = models.DateField("tanggal")
    amount = models.DecimalField("harga", max_digits=20, decimal_places=2, help_text="rupiah, as on the price tag")
    unit = models.CharField("satuan", max_length=3)
    note = models.CharField("catatan", max_length=300, blank=True)
    photo = models.ForeignKey(PhotoFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=[(one.value, one.label) for one in OutsideState],
        default=OutsideState.WAITING.value,
    )
    reason = models.CharField(max_length=20, blank=True, help_text="rules.reference_prices.REFUSALS")
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="outside_price_above_zero"),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=models.F("sent_by_id")),
                name="outside_price_four_eyes",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "-seen_on"], condition=Q(state="tampil"), name="outside_price_shown"),
            models.Index(fields=["sent_at"], condition=Q(state="menunggu"), name="outside_price_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.shop} {self.amount}"
