"""How far each firm came with each need: one row a pair, one moment a stage."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from belanja.rules.needs.states import Stage
from belanja.vendors.models import Firm

from .needs import Need


class Match(models.Model):
    """A firm that could meet a need, why, and when it reached each stage; a moment once written stays.

    `scale`, `place`: of the firm as it was matched, so that a figure does not move with it.
    """

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="matches")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="matches")
    points = models.PositiveSmallIntegerField()
    grounds = ArrayField(models.CharField(max_length=12), help_text="rules.needs.matching.Ground, the weightiest first")
    newcomer = models.BooleanField(help_text="had no order when it was matched")
    scale = models.CharField(max_length=10, blank=True, help_text="business scale; empty: not known")
    place = models.CharField(max_length=8, blank=True, help_text="kode wilayah; empty: not known")
    product_id = models.BigIntegerField(null=True, help_text="catalogue.Product by which it meets the need")
    order_id = models.BigIntegerField(null=True, help_text="purchasing.Order that came of it")
    decline_code = models.CharField(max_length=24, blank=True)
    decline_note = models.CharField(max_length=300, blank=True)
    matched_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    interested_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    helped_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField(null=True)
    listed_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "firm"], name="match_once"),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(decline_code=""), name="match_declined_says_why"
            ),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True) | Q(ordered_at__lte=F("paid_at")), name="match_paid_after_ordered"
            ),
        ]
        indexes = [models.Index(fields=["firm", "-matched_at"], name="match_of_firm")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.firm_id}"


class NewFirm(models.Model):
    """A firm that was just registered, or has filled in more of itself, and was not yet compared with what is looked
    for; gone once it was."""

    firm = models.OneToOneField(Firm, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.firm_id)


#: The field with the moment of each stage.
MOMENTS: dict[Stage, str] = {
    Stage.MATCHED: "matched_at",
    Stage.TOLD: "told_at",
    Stage.SEEN: "seen_at",
    Stage.INTERESTED: "interested_at",
    Stage.DECLINED: "declined_at",
    Stage.HELPED: "helped_at",
    Stage.REGISTERED: "registered_at",
    Stage.LISTED: "listed_at",
    Stage.ORDERED: "ordered_at",
    Stage.PAID: "paid_at",
}
