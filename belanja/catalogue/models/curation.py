"""What curators leave behind: verdicts on claims, products put together or taken apart, patrols, answered searches."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from belanja.institutions.models import Government
from belanja.rules.listings import Verification

from .goods import Claim, Product
from .offers import Offer


class ClaimCheck(models.Model):
    """One look into a claim: where somebody looked and what was found. The number makes it the next one: of two
    verifiers at one claim the later is told. Never changed, and it stays when its firm takes the claim back; the claim
    itself carries the verdict in force."""

    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, db_constraint=False, related_name="checks")
    number = models.PositiveSmallIntegerField()
    product_id = models.BigIntegerField(help_text="the product of the claim when it was looked into")
    claimed = models.CharField(max_length=240, help_text="kind and number of the claim")
    before = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Verification])
    looked_at = models.CharField(max_length=200, help_text="register or paper in which it was looked up")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="as found there")
    valid_to = models.DateField(null=True, help_text="as found there")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="claim_checked_once_at_a_time")]

    def __str__(self) -> str:
        return f"{self.claim_id} #{self.number} {self.verdict}"


class LikelyDuplicate(models.Model):
    """Two products that may be one and the same, with the reasons for thinking so. Only a person decides."""

    class State(models.TextChoices):
        OPEN = "terbuka", "menunggu putusan"
        MERGED = "digabung", "digabung"
        DIFFERENT = "berbeda", "barang yang berbeda"

    first = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(help_text="0 to 100")
    reasons = ArrayField(models.CharField(max_length=200))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-score", "id"], name="duplicate_queue")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"


class ProductMove(models.Model):
    """Offers and claims that a person moved from one product to another: all of them (`gabung`) or some (`pisah`).
    Everything needed to undo it is here; `undone_at` says that it was."""

    class Kind(models.TextChoices):
        MERGE = "gabung", "digabung"
        SPLIT = "pisah", "dipisah"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    source = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="moves_from")
    target = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="moves_to")
    offers = ArrayField(models.BigIntegerField(), default=list)
    claims = ArrayField(models.BigIntegerField(), default=list)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True)
    undone_by_label = models.CharField(max_length=120, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["government", "-at"], name="product_move_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} -> {self.target_id}"


class Patrol(models.Model):
    """A round through what is listed: all that a question finds, or a sample drawn by a recorded seed."""

    class Kind(models.TextChoices):
        SAMPLE = "acak", "sampel acak"
        QUERY = "cari", "hasil pencarian"

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    question = models.JSONField(default=dict, help_text="what the population was: words and filters")
    seed = models.CharField(max_length=64, blank=True)
    population = models.PositiveIntegerField(help_text="offers from which was drawn")
    population_sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["government", "-at"], name="patrol_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class PatrolItem(models.Model):
    """One offer of a patrol, and what was found. `version` is the offer's version that was looked at."""

    class Outcome(models.TextChoices):
        OPEN = "belum", "belum diperiksa"
        FAIR = "wajar", "tidak ada temuan"
        FROZEN = "dibekukan", "dibekukan"
        GONE = "lewat", "tidak lagi tayang"

    patrol = models.ForeignKey(Patrol, on_delete=models.CASCADE, related_name="items")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    version = models.PositiveIntegerField(null=True)
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patrol", "offer"], name="patrol_offer_once")]

    def __str__(self) -> str:
        return f"{self.patrol_id}: {self.offer_id} {self.outcome}"


class ZeroResultAnswer(models.Model):
    """What a curator made of a search that found nothing. Asked again later, it comes back with what came since."""

    class Kind(models.TextChoices):
        SYNONYM = "sinonim", "padanan kata dibuat"
        NEED = "kebutuhan", "dicarikan penyedia atau etalase"
        NO_GOODS = "bukan_barang", "bukan barang atau jasa"

    query = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    by_label = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.query
