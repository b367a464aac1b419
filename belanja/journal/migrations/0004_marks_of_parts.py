"""Each part of the record that is read often and changes seldom has marks (`journal.readings`).

A mark is random and was never there before, in this database or in one that is put back from a copy of it. A part has
several rows (slots), so that its writers need not share one; which one a writer takes is told by the trigger
(`0005_free_slots`). The table is no model: nothing but the triggers writes it, and what empties the tables of a test
leaves it alone.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_once_each")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE journal_partmark (
                part text NOT NULL, slot smallint NOT NULL, mark uuid NOT NULL, PRIMARY KEY (part, slot)
            );
            CREATE FUNCTION journal_mark() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO journal_partmark (part, slot, mark)
                VALUES (TG_ARGV[0], pg_backend_pid() % 16, gen_random_uuid())
                ON CONFLICT (part, slot) DO UPDATE SET mark = excluded.mark;
                RETURN NULL;
            END $$;
            """,
            """
            DROP FUNCTION journal_mark() CASCADE;
            DROP TABLE journal_partmark;
            """,
        )
    ]
