"""For migrations: tables whose changes mark their part of the record (see `readings`)."""

from django.db.migrations import RunSQL

_FIRST = "INSERT INTO journal_partmark VALUES (%s, 0, gen_random_uuid()) ON CONFLICT DO NOTHING"


def watch(part: str, table: str, *columns: str) -> RunSQL:
    """Mark `part` with every change of a table; where columns are named, only with a change of one of those."""
    name = f"{table}_marks_{part}"
    which = f"UPDATE OF {', '.join(columns)}" if columns else "INSERT OR UPDATE OR DELETE OR TRUNCATE"
    trigger = (
        f"CREATE TRIGGER {name} AFTER {which} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION journal_mark('{part}')"
    )
    return RunSQL([trigger, (_FIRST, [part])], f"DROP TRIGGER {name} ON {table}")
