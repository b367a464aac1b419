"""What was said in a review stays, and whoever made a report does not agree to it himself: the database refuses."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reporting_review_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.side = 'penelaah' AND NEW.by_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM reporting_snapshot AS s
                WHERE s.id = NEW.snapshot_id AND NEW.by_id IN (s.opened_by_id, s.frozen_by_id))
        OR EXISTS (SELECT 1 FROM reporting_reviewact AS a
                   WHERE a.snapshot_id = NEW.snapshot_id AND a.side = 'penyusun' AND a.by_id = NEW.by_id)
    ) THEN
        RAISE EXCEPTION 'a report is not reviewed by its maker' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reporting_review_keep BEFORE UPDATE OR DELETE ON reporting_reviewact
    FOR EACH ROW EXECUTE FUNCTION reporting_said_refuse();
CREATE TRIGGER reporting_review_four_eyes BEFORE INSERT ON reporting_reviewact
    FOR EACH ROW EXECUTE FUNCTION reporting_review_own();
"""
BACKWARD = """
DROP TRIGGER reporting_review_keep ON reporting_reviewact;
DROP TRIGGER reporting_review_four_eyes ON reporting_reviewact;
DROP FUNCTION reporting_review_own();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_reviews")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
