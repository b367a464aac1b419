"""What people have decided about budget rows, put in force again after the rows were derived anew."""

from belanja.plans.models import ProcurementBudget

from .models import HeldItem, SourceRow

State = ProcurementBudget.State


def repeat(*, government_id: int) -> None:
    """Every decision about budgets of a government once more, in the order in which they were taken. Decisions name
    source rows; rows that no longer stand are left alone."""
    decided = HeldItem.objects.filter(
        government_id=government_id, feed="budget", resolution__in=("chosen", "rejected")
    ).order_by("resolved_at", "id")
    current = SourceRow.objects.filter(government_id=government_id, feed="budget", pull_to__isnull=True)
    for item in decided:
        chosen = item.resolution_detail.get("source_row") if item.resolution == "chosen" else None
        rows = ProcurementBudget.objects.filter(source_row_id__in=item.source_rows)
        rows.filter(state=State.ACTIVE).exclude(source_row_id=chosen or 0).update(state=State.REJECTED)
        rows.filter(source_row_id=chosen or 0, state=State.REJECTED, source_row_id__in=current.values("pk")).update(
            state=State.ACTIVE
        )
