"""A unit has one parent a day.

PostgreSQL is used here without btree_gist, so a period of a unit is drawn as a flat box: the unit's id on one
axis, days on the other. Half a day is taken off the end, because boxes that touch count as overlapping and
`valid_to` is the first day that is free again.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE institutions_unitparent ADD CONSTRAINT unit_parent_once_a_day EXCLUDE USING gist (
    box(
        point(unit_id::float8, (valid_from - DATE '1900-01-01')::float8),
        point(unit_id::float8, (coalesce(valid_to, DATE '9999-12-31') - DATE '1900-01-01')::float8 - 0.5)
    ) WITH &&
);
ALTER TABLE institutions_unitparent ADD CONSTRAINT unit_parent_not_itself CHECK (unit_id <> parent_id);
"""

BACKWARD = """
ALTER TABLE institutions_unitparent DROP CONSTRAINT unit_parent_not_itself;
ALTER TABLE institutions_unitparent DROP CONSTRAINT unit_parent_once_a_day;
"""


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
