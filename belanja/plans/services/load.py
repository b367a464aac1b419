"""Imported plan packages, revisions and budgets, in bulk. Retired rows stay: orders keep pointing to them."""

from django.db import connection, transaction

from ..models import ProcurementBudget, RupFundingLine, RupPackage, RupRevision
from .classes import hold_classes

_RUP = """
INSERT INTO plans_ruppackage (government_id, unit_id, year, kind, code, title, pagu, method, procurement_type,
  epurchasing, announced, active, counts, within_swakelola, pdn, umkk, select_from, contract_from, contract_to,
  announced_on, source_row_id, vanished)
SELECT government_id, unit_id, year, kind, code, coalesce(title, ''), amount, coalesce(method, ''),
  coalesce(procurement_type, ''), epurchasing, announced, active, announced AND active, within_swakelola, pdn, umkk,
  select_from, contract_from, contract_to, announced_on, source_row_id, false
FROM intake_current WHERE class IN ('new', 'changed')
ON CONFLICT (government_id, year, kind, code) DO UPDATE SET
  unit_id = excluded.unit_id, title = excluded.title, pagu = excluded.pagu, method = excluded.method,
  procurement_type = excluded.procurement_type, epurchasing = excluded.epurchasing,
  announced = excluded.announced, active = excluded.active, counts = excluded.counts,
  within_swakelola = excluded.within_swakelola, pdn = excluded.pdn, umkk = excluded.umkk,
  select_from = excluded.select_from, contract_from = excluded.contract_from, contract_to = excluded.contract_to,
  announced_on = excluded.announced_on, source_row_id = excluded.source_row_id, vanished = false
"""


def apply_rup() -> None:
    """Bring RupPackage in line with the pull. A package that is no longer in the feed is kept but counts no more."""
    with connection.cursor() as cursor:
        cursor.execute(_RUP)
        cursor.execute(
            """
            UPDATE plans_ruppackage p SET vanished = true, counts = false
            FROM intake_gone g WHERE p.source_row_id = g.id
              AND p.government_id = g.government_id AND p.year = g.year
            """
        )


def retire_rup(*, source_row_ids: list[int]) -> None:
    """Packages that a person declared gone: kept, but no longer counted."""
    RupPackage.objects.filter(source_row_id__in=source_row_ids).update(vanished=True, counts=False)


def apply_funding() -> None:
    """Account lines of plan packages. Where the feed does not say of which kind a package is, the plan does; a line
    that is no longer in the feed stays, but counts no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM plans_rupfundingline l USING intake_current c
            WHERE c.class = 'changed' AND l.source_row_id = c.former_id
            """
        )
        cursor.execute(
            """
            INSERT INTO plans_rupfundingline (government_id, year, kind, code, account, fund, fund_year, pagu, counts,
              source_row_id)
            SELECT c.government_id, c.year, coalesce(nullif(c.kind, ''), CASE WHEN EXISTS (
                SELECT 1 FROM plans_ruppackage p WHERE p.government_id = c.government_id AND p.code = c.code
                  AND p.kind = 'swakelola') AND NOT EXISTS (
                SELECT 1 FROM plans_ruppackage p WHERE p.government_id = c.government_id AND p.code = c.code
                  AND p.kind = 'penyedia') THEN 'swakelola' ELSE 'penyedia' END),
              c.code, coalesce(c.account, ''), coalesce(left(c.fund, 40), ''), c.fund_year, c.amount, c.announced,
              c.source_row_id
            FROM intake_current c WHERE c.class IN ('new', 'changed')
            """
        )
        cursor.execute(
            "UPDATE plans_rupfundingline l SET counts = false FROM intake_gone g WHERE l.source_row_id = g.id"
        )


def retire_funding(*, source_row_ids: list[int]) -> None:
    """Account lines that a person declared gone from the feed."""
    RupFundingLine.objects.filter(source_row_id__in=source_row_ids).update(counts=False)


def forget_funding(*, source_row_ids: list[int]) -> None:
    """Take back account lines whose source rows never were (their import was withdrawn)."""
    RupFundingLine.objects.filter(source_row_id__in=source_row_ids).delete()


def forget_rup(*, source_row_ids: list[int]) -> None:
    """Take back packages whose source rows never were (their import was withdrawn)."""
    found = RupPackage.objects.filter(source_row_id__in=source_row_ids)
    for government_id in found.order_by("government_id").values_list("government_id", flat=True).distinct():
        hold_classes(government_id)
    found.delete()


def apply_history() -> None:
    """Revision steps. A step that vanished from a later pull stays: codes once replaced are not un-replaced."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM plans_ruprevision r USING intake_current c
            WHERE c.class = 'changed' AND r.source_row_id = c.former_id
            """
        )
        cursor.execute(
            """
            INSERT INTO plans_ruprevision (government_id, year, kind, old_code, new_code, revised_on, reason,
              source_row_id)
            SELECT government_id, year, coalesce(left(kind, 40), ''), old_code, new_code, revised_on,
              coalesce(reason, ''), source_row_id
            FROM intake_current WHERE class IN ('new', 'changed')
            """
        )


def forget_history(*, source_row_ids: list[int]) -> None:
    """Take back revision steps whose source rows never were (their import was withdrawn)."""
    RupRevision.objects.filter(source_row_id__in=source_row_ids).delete()


def apply_budget() -> None:
    """Budget rows: new ones are active, replaced and vanished ones superseded. Nothing is added up here."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE plans_procurementbudget b SET state = 'superseded'
            WHERE b.source_row_id IN (
              SELECT former_id FROM intake_current WHERE class = 'changed' UNION ALL SELECT id FROM intake_gone)
            """
        )
        cursor.execute(
            """
            INSERT INTO plans_procurementbudget (government_id, unit_id, year, operasi, modal, btt, non_pengadaan,
              pengadaan, total, state, source_row_id)
            SELECT government_id, unit_id, year, operasi, modal, btt, non_pengadaan, pengadaan, total, 'active',
              source_row_id
            FROM intake_current WHERE class IN ('new', 'changed')
            ON CONFLICT (source_row_id) DO UPDATE SET state = 'active', unit_id = excluded.unit_id
            """
        )


def forget_budget(*, source_row_ids: list[int]) -> None:
    """Budget rows whose source rows never were (their import was withdrawn): kept, because decisions name them, but
    no longer in force."""
    ProcurementBudget.objects.filter(source_row_id__in=source_row_ids).update(state=ProcurementBudget.State.SUPERSEDED)


def retire_budget(*, source_row_ids: list[int]) -> None:
    """Budget rows that a person declared gone from the feed."""
    ProcurementBudget.objects.filter(source_row_id__in=source_row_ids, state=ProcurementBudget.State.ACTIVE).update(
        state=ProcurementBudget.State.SUPERSEDED
    )


@transaction.atomic
def choose_budget(*, chosen: ProcurementBudget) -> int:
    """Of several budget rows of one unit and year keep `chosen`; the others are marked as not chosen. Returns how
    many were set aside. The caller has checked duty and journals the decision."""
    rivals = ProcurementBudget.objects.select_for_update().filter(
        government_id=chosen.government_id, year=chosen.year, unit_id=chosen.unit_id
    )
    rivals.filter(pk=chosen.pk).update(state=ProcurementBudget.State.ACTIVE)
    return (
        rivals.filter(state=ProcurementBudget.State.ACTIVE, pengadaan__isnull=False)
        .exclude(pk=chosen.pk)
        .update(state=ProcurementBudget.State.REJECTED)
    )
