"""What happened in a review, what was drawn for it and from what, what was answered and filed is never changed; a review
and what hangs on it are never deleted: the database refuses it."""

from django.db import migrations

_FROZEN = ("reviewstep", "sample", "sampleframe", "sampleitem", "response", "reviewfile")
_STAY = ("review", "member", "workingpaper", "reviewnote", "resultnote")
FORWARD = "".join(
    f"CREATE TRIGGER oversight_{table}_keep BEFORE {what} ON oversight_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION oversight_case_refuse();\n"
    for tables, what in ((_FROZEN, "UPDATE OR DELETE"), (_STAY, "DELETE"))
    for table in tables
)
BACKWARD = "".join(f"DROP TRIGGER oversight_{table}_keep ON oversight_{table};\n" for table in (*_FROZEN, *_STAY))


class Migration(migrations.Migration):
    dependencies = [("oversight", "0005_reviews")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
