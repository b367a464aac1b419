"""What the bureau answered to a firm, and the owner of a national category to the bureau, is never changed."""

from django.db import migrations

_TABLES = ("entrantrecord", "nationalreply")
FORWARD = "".join(
    f"CREATE TRIGGER proposals_{table}_keep BEFORE UPDATE OR DELETE ON proposals_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION proposals_record_refuse();\n"
    for table in _TABLES
)
BACKWARD = "".join(f"DROP TRIGGER proposals_{table}_keep ON proposals_{table};\n" for table in _TABLES)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0003_entrants_and_replies")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
