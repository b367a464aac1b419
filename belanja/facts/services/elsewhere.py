"""What orders of the national systems have taken of each plan line, told to the plan after every import.

An order counts for the first of its codes, as its facts do; one in doubt counts for none until a person has decided.
"""

from decimal import Decimal

from django.db import connection

from belanja.plans.services import commitments
from belanja.rules.channels import Channel, Stage

from ..models import PurchaseDocument

#: Sums by code, and the rows that stand for them so far: read at once, so that a link made meanwhile is in both or in
#: none.
_SUMS = f"""
SELECT ARRAY(SELECT id FROM plans_boughtelsewhere WHERE government_id = %(government)s AND year = %(year)s), (
  SELECT coalesce(json_object_agg(code, amount::text), '{{}}') FROM (
    SELECT plan_codes[1] AS code, sum(amount) AS amount FROM facts_purchasedocument d
    WHERE government_id = %(government)s AND year = %(year)s AND channel <> '{Channel.NATIVE}' AND NOT vanished
      AND cardinality(plan_codes) > 0 AND stages & {int(Stage.ORDERED)} > 0
      AND stages & {int(Stage.CANCELLED | Stage.UNCERTAIN)} = 0
      AND NOT EXISTS (SELECT FROM facts_purchasedocument own WHERE own.linked_to_id = d.id)
    GROUP BY 1) by_code)
"""


def takes(document: PurchaseDocument) -> bool:
    """Whether a national order stands against its plan line."""
    in_doubt = document.stages & (Stage.CANCELLED | Stage.UNCERTAIN)
    return bool(document.plan_codes and document.stages & Stage.ORDERED and not in_doubt and not document.vanished)


def tell_plans(*, government_id: int, year: int) -> None:
    """Bring the plan in line with the national orders of one government and year as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"government": government_id, "year": year})
        replaces, sums = cursor.fetchone()
    commitments.bought_elsewhere(
        government_id=government_id,
        year=year,
        sums={code: Decimal(amount) for code, amount in sums.items()},
        replaces=replaces,
    )
