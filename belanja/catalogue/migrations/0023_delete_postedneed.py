"""Needs stand in their own capability: `needs.0002` has taken over what was posted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0022_stock_moves_stay"), ("needs", "0002_posted_needs_and_records_stay")]

    operations = [migrations.DeleteModel(name="PostedNeed")]
