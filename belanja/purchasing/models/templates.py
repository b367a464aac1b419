"""A package that a unit buys again and again, under a name of its own."""

from django.db import models

from belanja.catalogue.models import Offer
from belanja.institutions.models import Government, Unit


class Template(models.Model):
    """What was in a package when it was saved: goods and quantities, never prices. Withdrawn, it stays on record."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nama templat", max_length=120)
    version = models.PositiveIntegerField(default=1, help_text="counts every change; late-comers are told")
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(withdrawn_at__isnull=True), name="template_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TemplateLine(models.Model):
    """One offer of a template and how much of it; `product_name` as it was called then."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    product_name = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="template_line_position"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="template_line_quantity"),
        ]

    def __str__(self) -> str:
        return self.product_name
