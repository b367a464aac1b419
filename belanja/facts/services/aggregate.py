"""The daily aggregate: appended deltas, folded later. Its sums equal the sums over the raw facts, always."""

from django.db import connection, transaction

#: Deltas for facts being closed or opened come from this one expression, so that both sides group alike.
GROUP = "government_id, unit_id, year, channel, stage, day"

#: The two sides of each marking, in the order of `MarkedSpend`.
MARKED = ", ".join(
    f"{mark}_{side}" for mark in ("pdn_rup", "umkk_rup", "pdn_bukti", "umkk_bukti") for side in ("yes", "no")
)

#: Folded rows lie in the order in which figures read them: a tenth of the pages, half the time.
_AS_READ = "government_id, year, stage, unit_id, channel, day"


def append_deltas(cursor: object, changed: str, sign: int) -> None:
    """Append the deltas of the facts in relation `changed` (columns of SpendFact), with sign +1 or -1."""
    cursor.execute(  # type: ignore[attr-defined]  # Django's cursor wrapper has no public type
        f"""
        INSERT INTO facts_spenddelta ({GROUP}, amount, facts)
        SELECT {GROUP}, {sign} * sum(amount), {sign} * count(*) FROM {changed} WHERE counts
        GROUP BY {GROUP}
        """
    )


@transaction.atomic
def fold(*, government_id: int, year: int) -> int:
    """Sum the deltas of one government and year into one row a group; returns how many rows are left.

    Safe beside writers: only deltas seen here are replaced, later ones stay. Two at once follow one another. No figure
    changes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.folds'), %s)", [government_id])
        cursor.execute(
            f"""
            WITH taken AS (
              DELETE FROM facts_spenddelta WHERE government_id = %s AND year = %s RETURNING *
            ), folded AS (
              INSERT INTO facts_spenddelta ({GROUP}, amount, facts)
              SELECT {GROUP}, sum(amount), sum(facts) FROM taken GROUP BY {GROUP}
              HAVING sum(amount) <> 0 OR sum(facts) <> 0 ORDER BY {_AS_READ}
              RETURNING 1
            )
            SELECT count(*) FROM folded
            """,
            [government_id, year],
        )
        (left,) = cursor.fetchone()
        return int(left)


@transaction.atomic
def fold_marks(*, government_id: int, year: int) -> bool:
    """The same of the marked aggregate; False where somebody is making it anew this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('belanja.marks'), %s)", [government_id])
        if not cursor.fetchone()[0]:
            return False
        sums = ", ".join(f"sum({name})" for name in MARKED.split(", "))
        cursor.execute(
            f"""
            WITH taken AS (
              DELETE FROM facts_markedspend WHERE government_id = %s AND year = %s RETURNING *
            )
            INSERT INTO facts_markedspend ({GROUP}, amount, facts, {MARKED})
            SELECT {GROUP}, sum(amount), sum(facts), {sums} FROM taken GROUP BY {GROUP}
            HAVING sum(amount) <> 0 OR sum(facts) <> 0 ORDER BY {_AS_READ}
            """,
            [government_id, year],
        )
    return True


@transaction.atomic
def rebuild(*, government_id: int, year: int) -> None:
    """Make the aggregate anew from the current facts (after a repair of the database by hand)."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE facts_spendfact IN SHARE MODE")
        cursor.execute("DELETE FROM facts_spenddelta WHERE government_id = %s AND year = %s", [government_id, year])
        cursor.execute(
            f"""
            INSERT INTO facts_spenddelta ({GROUP}, amount, facts)
            SELECT {GROUP}, sum(amount), count(*) FROM facts_spendfact
            WHERE government_id = %s AND year = %s AND known_to IS NULL AND counts GROUP BY {GROUP}
            ORDER BY {_AS_READ}
            """,
            [government_id, year],
        )
