"""What was signed, every step, and who seconded it are never changed: the database refuses it."""

from django.db import migrations

_TABLES = ("record", "proposalstep", "second")
FORWARD = """
CREATE FUNCTION proposals_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
""" + "".join(
    f"CREATE TRIGGER proposals_{table}_keep BEFORE UPDATE OR DELETE ON proposals_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION proposals_record_refuse();\n"
    for table in _TABLES
)
BACKWARD = (
    "".join(f"DROP TRIGGER proposals_{table}_keep ON proposals_{table};\n" for table in _TABLES)
    + "DROP FUNCTION proposals_record_refuse();"
)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
