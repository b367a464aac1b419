"""Versions of a schema are never changed: the database refuses it for them and for their attributes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION etalase_schema_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a schema is never changed: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER etalase_schema_keep BEFORE UPDATE OR DELETE ON etalase_schema
    FOR EACH ROW EXECUTE FUNCTION etalase_schema_refuse();
CREATE TRIGGER etalase_schemaattribute_keep BEFORE UPDATE OR DELETE ON etalase_schemaattribute
    FOR EACH ROW EXECUTE FUNCTION etalase_schema_refuse();
"""

BACKWARD = """
DROP TRIGGER etalase_schemaattribute_keep ON etalase_schemaattribute;
DROP TRIGGER etalase_schema_keep ON etalase_schema;
DROP FUNCTION etalase_schema_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("etalase", "0003_governed_shelves")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
