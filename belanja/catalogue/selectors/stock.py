"""Reading what orders hold of listings."""

from decimal import Decimal

from django.db import connection


def reserved_differences() -> list[tuple[int, Decimal]]:
    """Listings whose reserved number is not the sum of their movements: (offer, reserved minus sum). Always empty;
    tests and the health check ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT offer_id, sum(held) FROM (
              SELECT id AS offer_id, reserved AS held FROM catalogue_offer WHERE reserved <> 0
              UNION ALL
              SELECT offer_id, -held FROM catalogue_stockmove
            ) both_ways GROUP BY offer_id HAVING sum(held) <> 0 ORDER BY offer_id
            """
        )
        return list(cursor.fetchall())
