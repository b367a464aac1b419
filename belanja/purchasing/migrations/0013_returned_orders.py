from django.db import migrations, models

# What was sent back before this: told as such; its term begins with its next step.
SENT_BACK = """
UPDATE purchasing_order o SET returned_at = s.at
FROM (SELECT order_id, max(at) AS at FROM purchasing_orderstep WHERE step = 'kembalikan' GROUP BY order_id) s
WHERE s.order_id = o.id AND o.state = 'ON_NEGOTIATION'
"""


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0012_guarantees_end")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="returned_at",
            field=models.DateTimeField(
                help_text="PPK or PA/KPA sent it back to its buyer; empty once he handed it over again", null=True
            ),
        ),
        migrations.RunSQL(SENT_BACK, migrations.RunSQL.noop),
    ]
