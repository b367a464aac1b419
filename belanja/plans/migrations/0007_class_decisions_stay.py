"""What a person said of a plan line is never rewritten: the database refuses to change or delete a decision."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION plans_classdecision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a decision on a class is only added to: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER plans_classdecision_keep BEFORE UPDATE OR DELETE ON plans_classdecision
    FOR EACH ROW EXECUTE FUNCTION plans_classdecision_refuse();
"""

BACKWARD = """
DROP TRIGGER plans_classdecision_keep ON plans_classdecision;
DROP FUNCTION plans_classdecision_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_plan_classes")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
