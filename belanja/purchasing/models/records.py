"""What is kept beside an order: the rules that spoke, the price evidence of its minute, and its rating."""

from django.db import models
from django.db.models import Q

from .orders import Order
from .packages import Package


class PolicyCase(models.Model):
    """What the rules were asked at one step: the case and the thresholds they looked at (rules.buying.policy.stored),
    so that they can be asked again. Never changed."""

    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="policy_cases")
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="policy_cases")
    step = models.CharField(max_length=28)
    record = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(package__isnull=False) | Q(order__isnull=False), name="policy_case_belongs_somewhere"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id or self.package_id} {self.step}"


class PolicyAnswer(models.Model):
    """An answer of a rule (rules.buying.policy) at a step; `case`: what it was given. Never changed."""

    case = models.ForeignKey(PolicyCase, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    step = models.CharField(max_length=28)
    rule = models.CharField(max_length=60)
    outcome = models.CharField(max_length=12)
    answer = models.JSONField(help_text="the whole answer: message, citation, validity, inputs")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(package__isnull=False) | Q(order__isnull=False), name="answer_belongs_somewhere"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"


class PriceEvidence(models.Model):
    """The frozen pack of one order: like-for-like offers of that minute with their statistics. Never changed."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="price_evidence")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.order_id} {self.sha256[:12]}"


class Rating(models.Model):
    """How the firm did, in four aspects (Peraturan LKPP 4/2021), 0 to 3 each; or that nobody rated it in time."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="rating")
    quality = models.PositiveSmallIntegerField(null=True)
    cost = models.PositiveSmallIntegerField(null=True)
    time = models.PositiveSmallIntegerField(null=True)
    service = models.PositiveSmallIntegerField(null=True)
    score = models.DecimalField(max_digits=4, decimal_places=2, null=True, help_text="weighted, 0 to 3")
    note = models.TextField("catatan", blank=True)
    unrated = models.BooleanField(default=False, help_text="the term ran out: tidak dinilai")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=120, blank=True)
    reply = models.TextField("tanggapan penyedia", blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unrated=True)
                | (
                    Q(quality__range=(0, 3))
                    & Q(cost__range=(0, 3))
                    & Q(time__range=(0, 3))
                    & Q(service__range=(0, 3))
                    & Q(score__isnull=False)
                ),
                name="rating_whole_or_unrated",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.score}"
