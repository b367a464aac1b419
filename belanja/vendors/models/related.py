"""Keyed marks by which firms can be seen to belong together; a mark tells nothing of whom it stands for."""

from django.db import models

from belanja.rules.related import Tie

from .firms import Firm


class FirmMark(models.Model):
    """One mark of a firm: of its owner, address, telephone or bank account. Never shown, only compared."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=8, choices=[(one.value, one.label) for one in Tie])
    mark = models.CharField(max_length=24)
    source = models.CharField(max_length=40, help_text="where it was stated: pendaftaran, pesanan")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "kind", "mark"], name="firm_mark_once")]
        indexes = [models.Index(fields=["kind", "mark"], name="firm_mark")]

    def __str__(self) -> str:
        return f"{self.firm_id} {self.kind}"
