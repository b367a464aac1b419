"""What an order holds of a plan line is never rewritten: the database refuses to change or delete a commitment."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION plans_commitment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a commitment is only added to: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER plans_commitment_keep BEFORE UPDATE OR DELETE ON plans_commitment
    FOR EACH ROW EXECUTE FUNCTION plans_commitment_refuse();
"""

BACKWARD = """
DROP TRIGGER plans_commitment_keep ON plans_commitment;
DROP FUNCTION plans_commitment_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_commitments")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
