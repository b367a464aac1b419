"""The journal is append-only: the database itself refuses to change, delete or empty it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION journal_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal_event is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_event_keep_rows BEFORE UPDATE OR DELETE ON journal_event
    FOR EACH ROW EXECUTE FUNCTION journal_event_refuse();
CREATE TRIGGER journal_event_keep_table BEFORE TRUNCATE ON journal_event
    FOR EACH STATEMENT EXECUTE FUNCTION journal_event_refuse();
"""

BACKWARD = """
DROP TRIGGER journal_event_keep_table ON journal_event;
DROP TRIGGER journal_event_keep_rows ON journal_event;
DROP FUNCTION journal_event_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
