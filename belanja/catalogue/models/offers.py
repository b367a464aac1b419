"""One firm's listing of a product, and its prices, which are never changed: a new one ends the one before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government
from belanja.rules.listings import Freight, ListingState, SellerRole, TaxBasis
from belanja.vendors.models import Firm

from .goods import Product
from .sellers import Region, Seller

#: Begun and never shown to anybody: nobody's business but its firm's.
UNSEEN = Q(
    state__in=(ListingState.DRAFT.value, ListingState.REMOVED.value),
    submitted_at=None,
    listed_on=None,
    archive_day=None,
)


class Offer(models.Model):
    """What a firm sells, on which terms. `archive_day`: known from a national pull of that day, not for sale here."""

    government = models.ForeignKey(Government, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="offers")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="offers")
    number = models.CharField(max_length=60, blank=True, help_text="the firm's or the national catalogue's number")
    role = models.CharField(max_length=12, blank=True, choices=[(one.value, one.label) for one in SellerRole])
    maker = models.CharField(max_length=200, blank=True)
    made_in = models.CharField(max_length=120, blank=True)
    stock = models.DecimalField(max_digits=18, decimal_places=2, null=True, help_text="units; null: not stated")
    reserved = models.DecimalField(
        max_digits=18, decimal_places=2, default=0, db_default=0, help_text="of these, held by orders not signed yet"
    )
    monthly_capacity = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    least_order = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    serves = ArrayField(models.IntegerField(), default=list, help_text="ids of Region; empty: not stated")
    freight_rule = models.CharField(max_length=14, blank=True, choices=[(one.value, one.label) for one in Freight])
    freight = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="rupiah a sold unit, flat rule")
    warranty_months = models.PositiveSmallIntegerField(null=True)
    valid_to = models.DateField(null=True)
    confirmed_on = models.DateField(null=True, help_text="last day on which the firm said that this holds")
    state = models.CharField(max_length=28, choices=[(one.value, one.label) for one in ListingState])
    state_reason = models.CharField(max_length=300, blank=True)
    listed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0, help_text="number of its last OfferVersion; 0: never edited here")
    reviewed_version = models.PositiveIntegerField(
        null=True, help_text="the version whose substance curators passed, or a later one of the same substance"
    )
    submitted_at = models.DateTimeField(null=True, help_text="first submission; from then on its name stays")
    holds = ArrayField(
        models.CharField(max_length=12), default=list, help_text="rules.listing_steps.Hold: why it is not for sale"
    )
    continues = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continued_by",
        help_text="the archive's offer that its firm has claimed as this one",
    )
    archive_day = models.DateField(null=True)
    source_row_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                F("listed_on").desc(nulls_last=True),
                F("id").desc(),
                condition=Q(state=ListingState.LISTED.value),
                name="offer_newest",
            ),
            models.Index(fields=["archive_day"], condition=Q(archive_day__isnull=False), name="offer_archive_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ListingState.ARCHIVE.value) | Q(archive_day__isnull=False),
                name="archive_has_its_day",
            ),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="offer_reserved_not_below_0"),
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(reserved__lte=F("stock")), name="offer_reserved_within_stock"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} / {self.seller_id}"


class PriceRow(models.Model):
    """The price of one sold unit from a quantity on, in a region (none: wherever the offer is delivered), from a day
    on. Rows are only ended, never altered or deleted: the database refuses it."""

    # Written in bulk, by the million: the services alone write them, so the row-by-row checks are left out.
    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="prices", db_constraint=False, db_index=False
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, db_index=False
    )
    least_quantity = models.DecimalField(max_digits=14, decimal_places=2, default=1)
    amount = models.DecimalField(max_digits=20, decimal_places=2, help_text="rupiah as stated")
    tax_basis = models.CharField(max_length=12, blank=True, choices=[(one.value, one.label) for one in TaxBasis])
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    per_base = models.DecimalField(
        max_digits=20, decimal_places=6, null=True, help_text="without tax, per base unit; null: cannot be told"
    )
    freight = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="to the region, per sold unit")
    valid_from = models.DateField()
    ended_on = models.DateField(null=True, help_text="first day on which it no longer held")
    ended_at = models.DateTimeField(null=True, help_text="the moment, where it was ended here")
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["offer", "region"], name="price_of_offer")]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "region", "least_quantity"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="one_price_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="price_above_zero"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("valid_from")), name="price_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.amount}"


class MemberOffer(models.Model):
    """Whose goods a co-operative's listing sells: a member firm that has agreed. Without a row they are its own."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="on_behalf")
    member = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="goods_by_cooperatives")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.offer_id} for {self.member_id}"
