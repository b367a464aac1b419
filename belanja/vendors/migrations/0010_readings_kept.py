"""Changes of firms, their standing, papers and people are marked: what is read of them is kept until then."""

from django.db import migrations

from belanja.journal.watching import watch

_TABLES = (
    "firm", "firmid", "scaleevidence", "sanction", "sanctioncase", "sanctionmatch", "profile", "registrationstep",
    "member", "firmlicence",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("vendors", "0009_invites_taken_back"), ("journal", "0004_marks_of_parts")]

    operations = [watch("firms", f"vendors_{table}") for table in _TABLES]
