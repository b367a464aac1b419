"""The steps of a registration are history: the database refuses to change or delete one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION vendors_registrationstep_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a step of a registration is never changed: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER vendors_registrationstep_keep BEFORE UPDATE OR DELETE ON vendors_registrationstep
    FOR EACH ROW EXECUTE FUNCTION vendors_registrationstep_refuse();
"""

BACKWARD = """
DROP TRIGGER vendors_registrationstep_keep ON vendors_registrationstep;
DROP FUNCTION vendors_registrationstep_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("vendors", "0002_members_and_registration")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
