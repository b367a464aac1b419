"""What a test on real transactions leaves is taken away, without making every table of the program anew."""

from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.test import TransactionTestCase

#: Made by migrations and the same for every test; what a release knows from the start is told again instead.
_KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty(_test: TransactionTestCase) -> None:
    """In place of Django's flush: only tables that hold rows are emptied, once nobody writes any more.

    Neither foreign keys nor the triggers that keep the journal are asked: as with TRUNCATE everything goes.
    """
    names = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in _KEPT]
    tables = [connection.ops.quote_name(name) for name in names]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"LOCK TABLE {', '.join(tables)}")
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
