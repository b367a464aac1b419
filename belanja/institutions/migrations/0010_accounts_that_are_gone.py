"""An account that is deleted marks the offices as one that is closed does: what is kept of them names people."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0009_handed_on_roles"),
        ("journal", "0005_free_slots"),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE TRIGGER accounts_user_gone_marks_offices AFTER DELETE ON accounts_user
            FOR EACH STATEMENT EXECUTE FUNCTION journal_mark('offices')
            """,
            "DROP TRIGGER accounts_user_gone_marks_offices ON accounts_user",
        )
    ]
