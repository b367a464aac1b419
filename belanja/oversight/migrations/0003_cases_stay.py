"""What happened to a case and to a finding, what was answered and filed, and who saw it are never changed; a case, a
question, a finding and what hangs on them are never deleted: the database refuses it."""

from django.db import migrations

_FROZEN = ("caseflag", "casestep", "answer", "sight", "findingstep", "report", "casefile")
_STAY = ("case", "question", "disposition", "handover", "finding", "deposit")
FORWARD = """
CREATE FUNCTION oversight_case_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% stays: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
""" + "".join(
    f"CREATE TRIGGER oversight_{table}_keep BEFORE {what} ON oversight_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION oversight_case_refuse();\n"
    for tables, what in ((_FROZEN, "UPDATE OR DELETE"), (_STAY, "DELETE"))
    for table in tables
)
BACKWARD = (
    "".join(f"DROP TRIGGER oversight_{table}_keep ON oversight_{table};\n" for table in (*_FROZEN, *_STAY))
    + "DROP FUNCTION oversight_case_refuse();"
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_cases")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
