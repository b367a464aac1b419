"""A decision on a class keeps the text it was about, so that a line that reads otherwise afterwards is found.

Decisions that count today were made before a text was kept: they count as made about the text of today, which is
written down once, here. A person's word itself is not touched."""

from django.db import migrations, models

FORWARD = """
ALTER TABLE plans_classdecision DISABLE TRIGGER plans_classdecision_keep;
UPDATE plans_classdecision d SET title = p.title, procurement_type = p.procurement_type, "of" = c."of",
  accounts = coalesce((
    SELECT string_agg(DISTINCT told.account, ' ' ORDER BY told.account) FROM (
      SELECT substring(f.account FROM '5[.][123](?:[.][0-9]{2}){3}[.][0-9]{3,4}') AS account
      FROM plans_rupfundingline f
      WHERE f.government_id = p.government_id AND f.year = p.year AND f.kind = p.kind AND f.code = p.code AND f.counts
    ) told
  ), '')
FROM plans_planclass c JOIN plans_ruppackage p ON p.id = c.package_id WHERE c.decision_id = d.id;
ALTER TABLE plans_classdecision ENABLE TRIGGER plans_classdecision_keep;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_class_against")]

    operations = [
        migrations.AddField(
            model_name="classdecision",
            name="title",
            field=models.TextField(blank=True, default="", help_text="of the line it was about"),
        ),
        migrations.AddField(
            model_name="classdecision",
            name="procurement_type",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="classdecision",
            name="accounts",
            field=models.TextField(blank=True, default="", help_text="of the line, by blanks"),
        ),
        migrations.AddField(
            model_name="classdecision",
            name="of",
            field=models.CharField(
                blank=True, default="", max_length=32, help_text="digest of these three; empty: not known"
            ),
        ),
        migrations.AddField(
            model_name="planclass",
            name="turn",
            field=models.PositiveIntegerField(
                default=0, help_text="rises with each decision and each other text: what a person saw"
            ),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]
