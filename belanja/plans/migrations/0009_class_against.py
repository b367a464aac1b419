"""What else was heard in a line is kept beside what spoke for its class: a person who decides sees why the rules did not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_readings_kept")]

    operations = [
        migrations.AddField(
            model_name="planclass",
            name="against",
            field=models.TextField(
                blank=True, default="", help_text="classes that something else spoke for, by blanks"
            ),
        )
    ]
