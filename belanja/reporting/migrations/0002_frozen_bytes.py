"""What was frozen stays: the database itself refuses to change its bytes or to delete the row."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reporting_snapshot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.government_id, NEW.year, NEW.quarter, NEW.number, NEW.canonical, NEW.sha256, NEW.cut_off,
            NEW.pulls, NEW.code, NEW.known_at, NEW.compared_with_id, NEW.frozen_at, NEW.frozen_by_id,
            NEW.frozen_by_label)
           IS NOT DISTINCT FROM
           (OLD.government_id, OLD.year, OLD.quarter, OLD.number, OLD.canonical, OLD.sha256, OLD.cut_off,
            OLD.pulls, OLD.code, OLD.known_at, OLD.compared_with_id, OLD.frozen_at, OLD.frozen_by_id,
            OLD.frozen_by_label)
           AND NEW.state <> 'draft' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a frozen snapshot is kept as it is: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER reporting_snapshot_keep_bytes BEFORE UPDATE OR DELETE ON reporting_snapshot
    FOR EACH ROW WHEN (OLD.canonical IS NOT NULL) EXECUTE FUNCTION reporting_snapshot_refuse();
"""

BACKWARD = """
DROP TRIGGER reporting_snapshot_keep_bytes ON reporting_snapshot;
DROP FUNCTION reporting_snapshot_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
