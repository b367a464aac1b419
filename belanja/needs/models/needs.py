"""What somebody wants to buy and does not find, joined with what others want alike, and every step of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from belanja.catalogue.models import Region
from belanja.etalase.models import Etalase, ReadySpecification
from belanja.foundation.step_record import StepRecord
from belanja.institutions.models import Government, Unit
from belanja.rules.needs.states import RUNNING, NeedState


class Demand(models.Model):
    """Needs that are alike, as one size for a small firm to see: its sums are counted from its needs, never kept."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="demands")
    title = models.CharField(max_length=160)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Need(models.Model):
    """One need. Who posted it is an account; what the public reads is `on_behalf`, or the unit whose need it is.

    `version` counts the changes, so that whoever acts on an old page is told.
    """

    code = models.CharField(max_length=14, unique=True, help_text="rules.codes, as it is shown")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="needs")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="needs")
    what = models.CharField(max_length=160)
    details = models.TextField(max_length=1000, blank=True)
    etalase = models.ForeignKey(Etalase, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    specification = models.ForeignKey(
        ReadySpecification, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs"
    )
    requirements = models.JSONField(
        default=list, help_text="of the specification as it was asked for; never follows it"
    )
    kbki = ArrayField(models.CharField(max_length=10), default=list, help_text="leading digits of KBKI codes")
    amount = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    measure = models.CharField(max_length=20, blank=True, help_text="unit of the amount")
    quantity = models.CharField(
        max_length=80, blank=True, help_text="amount and unit in words, where they are no number"
    )
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="rupiah that it may cost in all")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    needed_by = models.DateField(null=True)
    plan_code = models.CharField(max_length=40, blank=True, help_text="kode RUP")
    on_behalf = models.CharField(max_length=120)
    question = models.CharField(max_length=160, blank=True, help_text="the search that found nothing")
    state = models.CharField(max_length=16, choices=[(one.value, one.label) for one in NeedState])
    version = models.PositiveIntegerField(default=1)
    product_id = models.BigIntegerField(null=True, help_text="catalogue.Product that meets it")
    order_id = models.BigIntegerField(null=True, help_text="purchasing.Order by which it was met")
    answer = models.CharField(max_length=300, blank=True, help_text="what ended it, or what meets it, in words")
    reason_code = models.CharField(max_length=24, blank=True)
    evidence = models.JSONField(
        default=dict, help_text="selectors.evidence as it stood when it was said to be not available; else empty"
    )
    at = models.DateTimeField()
    by_id = models.BigIntegerField(help_text="accounts.User")
    closed_at = models.DateTimeField(null=True)
    matched_on = models.DateField(null=True, help_text="when firms were last looked for; empty: never yet")
    request = models.CharField(max_length=40, help_text="of the form that was sent: sent twice, it is posted once")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_id", "request"], name="need_once"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(one.value for one in RUNNING), closed_at__isnull=True)
                | (~Q(state__in=sorted(one.value for one in RUNNING)) & Q(closed_at__isnull=False)),
                name="need_closed_at_its_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[NeedState.LISTED.value, NeedState.EQUIVALENT.value])
                | Q(product_id__isnull=False)
                | ~Q(answer=""),
                name="need_listed_says_what_meets_it",
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gt=0), name="need_value"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="need_amount"),
        ]
        indexes = [
            models.Index(fields=["government", "state", "-at"], name="need_list"),
            models.Index(fields=["unit", "-at"], name="need_of_unit"),
            models.Index(fields=["needed_by"], condition=Q(closed_at__isnull=True), name="need_by_day"),
        ]

    def __str__(self) -> str:
        return self.what


class NeedStep(StepRecord):
    """One step of a need; never changed (the database refuses)."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["need", "at"], name="need_story")]
