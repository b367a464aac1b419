"""What a firm states about a licence is history: the database refuses to change its words or to delete it. Only where
it stands may move on."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION vendors_firmlicence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.kind, NEW.number, NEW.issuer, NEW.valid_from, NEW.valid_to, NEW.evidence, NEW.stated_at)
        IS DISTINCT FROM
        (OLD.kind, OLD.number, OLD.issuer, OLD.valid_from, OLD.valid_to, OLD.evidence, OLD.stated_at) THEN
        RAISE EXCEPTION 'what a firm states about a licence is never changed: % refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER vendors_firmlicence_keep BEFORE UPDATE OR DELETE ON vendors_firmlicence
    FOR EACH ROW EXECUTE FUNCTION vendors_firmlicence_refuse();
"""

BACKWARD = """
DROP TRIGGER vendors_firmlicence_keep ON vendors_firmlicence;
DROP FUNCTION vendors_firmlicence_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("vendors", "0007_licences")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
