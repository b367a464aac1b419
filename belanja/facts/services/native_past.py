"""Belanja's own packages as they were known at a moment, for whoever looks back and keeps nothing of it."""

from datetime import datetime

from django.db import connection, transaction

from .native import WORTH

#: The worth of a package as `native.record_native` keeps it: of the stages that tell it, the one told last; what was
#: received or paid since may be a part. `since`: a stage told again is told when its newest line is.
_AS_KNOWN = f"""
WITH known AS (
  SELECT document_id, stage, sum(amount) AS amount, max(known_from) AS since FROM facts_spendfact
  WHERE government_id = %(government)s AND channel = 'native' AND known_to IS NULL
  GROUP BY document_id, stage
), told AS (
  SELECT document_id, bit_or(stage) AS stages,
    (array_agg(amount ORDER BY stage & {int(WORTH)} > 0 DESC, since DESC, stage DESC))[1] AS amount
  FROM known GROUP BY document_id
)
UPDATE facts_purchasedocument d SET stages = t.stages, amount = t.amount FROM told t
WHERE t.document_id = d.id AND (d.stages, d.amount) IS DISTINCT FROM (t.stages, t.amount)
"""


@transaction.atomic
def know_native_as_of(*, government_id: int, moment: datetime) -> set[int]:
    """Put the facts of own packages back to what was known at a moment, and their documents with them: one of which
    nothing was known then was not there. Returns the years that differ; their aggregates are for the caller to make
    anew."""
    mine: dict[str, int | datetime] = {"government": government_id, "moment": moment}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM facts_spendfact WHERE government_id = %(government)s AND channel = 'native'
              AND known_from > %(moment)s RETURNING year
            """,
            mine,
        )
        years = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            """
            UPDATE facts_spendfact SET known_to = NULL WHERE government_id = %(government)s AND channel = 'native'
              AND known_to > %(moment)s RETURNING year
            """,
            mine,
        )
        years |= {row[0] for row in cursor.fetchall()}
        if not years:
            return years
        cursor.execute(
            """
            DELETE FROM facts_purchasedocument d WHERE d.government_id = %(government)s AND d.channel = 'native'
              AND NOT EXISTS (SELECT 1 FROM facts_spendfact f WHERE f.document_id = d.id AND f.known_to IS NULL)
            """,
            mine,
        )
        cursor.execute(_AS_KNOWN, mine)
    return years
