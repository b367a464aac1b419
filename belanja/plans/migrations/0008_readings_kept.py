"""Changes of plan lines and their revisions are marked: what is read of them is kept until then. What orders take of
the lines stands in tables of its own."""

from django.db import migrations

from belanja.journal.watching import watch


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_class_decisions_stay"), ("journal", "0004_marks_of_parts")]

    operations = [watch("plans", "plans_ruppackage"), watch("plans", "plans_ruprevision")]
