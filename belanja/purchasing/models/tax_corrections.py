"""Whether the firm of an order is PKP, put right after it was written down wrongly."""

from django.db import models
from django.db.models import F, Q

from belanja.rules.buying.states import CorrectionState

from .orders import Order


class TaxCorrection(models.Model):
    """The treasurer puts right what was found of a firm. Where nothing was paid by the wrong answer it holds at once
    (`paid` is false), else when another officer has confirmed it, with what shows that the money followed."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tax_corrections")
    state = models.CharField(max_length=10, choices=[(state.value, state.label) for state in CorrectionState])
    registered = models.BooleanField(help_text="whether the firm was PKP on that day after all")
    reason = models.TextField("sebab")
    paid = models.BooleanField(help_text="money had been paid by the wrong answer")
    proof = models.CharField(
        "bukti", max_length=160, blank=True, help_text="number of what was paid after, deposited or returned"
    )
    proof_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by_label = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_label = models.CharField(max_length=120, blank=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=CorrectionState.PROPOSED.value), name="tax_correction_one_open"
            ),
            models.CheckConstraint(
                condition=Q(paid=False) | (Q(proof_on__isnull=False) & ~Q(proof="")), name="tax_correction_has_proof"
            ),
            models.CheckConstraint(
                condition=Q(paid=False)
                | Q(decided_by_id__isnull=True)
                | Q(proposed_by_id__isnull=True)
                | ~Q(decided_by_id=F("proposed_by_id")),
                name="tax_correction_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.state}"
