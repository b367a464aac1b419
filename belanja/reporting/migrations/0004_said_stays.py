"""What units said and what was decided on it stays, and so does what a frozen report names of it: the database refuses
every change."""

from django.db import migrations

_FROZEN = (
    "government_id, year, quarter, number, canonical, sha256, cut_off, pulls, code, known_at, compared_with_id, "
    "frozen_at, frozen_by_id, frozen_by_label"
)
_MORE = "round_id, without_round, corrects_id, change_reason, restricted"


def _snapshot(columns: str) -> str:
    new = ", ".join(f"NEW.{name.strip()}" for name in columns.split(","))
    old = ", ".join(f"OLD.{name.strip()}" for name in columns.split(","))
    return f"""
CREATE OR REPLACE FUNCTION reporting_snapshot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF ({new}) IS NOT DISTINCT FROM ({old}) AND NEW.state <> 'draft' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a frozen snapshot is kept as it is: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""


FORWARD = (
    _snapshot(f"{_FROZEN}, {_MORE}")
    + """
CREATE FUNCTION reporting_said_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it is: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION reporting_hearing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (SELECT closed_at FROM reporting_round WHERE id = OLD.round_id) IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is kept as it is: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER reporting_act_keep BEFORE UPDATE OR DELETE ON reporting_hearingact
    FOR EACH ROW EXECUTE FUNCTION reporting_said_refuse();
CREATE TRIGGER reporting_schedule_keep BEFORE UPDATE OR DELETE ON reporting_schedule
    FOR EACH ROW EXECUTE FUNCTION reporting_said_refuse();
CREATE TRIGGER reporting_round_keep BEFORE UPDATE OR DELETE ON reporting_round
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION reporting_said_refuse();
CREATE TRIGGER reporting_hearing_keep BEFORE UPDATE OR DELETE ON reporting_hearing
    FOR EACH ROW EXECUTE FUNCTION reporting_hearing_refuse();
CREATE TRIGGER reporting_dispute_keep BEFORE UPDATE ON reporting_dispute
    FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION reporting_said_refuse();
CREATE TRIGGER reporting_dispute_stays BEFORE DELETE ON reporting_dispute
    FOR EACH ROW EXECUTE FUNCTION reporting_said_refuse();
"""
)
BACKWARD = (
    """
DROP TRIGGER reporting_act_keep ON reporting_hearingact;
DROP TRIGGER reporting_schedule_keep ON reporting_schedule;
DROP TRIGGER reporting_round_keep ON reporting_round;
DROP TRIGGER reporting_hearing_keep ON reporting_hearing;
DROP TRIGGER reporting_dispute_keep ON reporting_dispute;
DROP TRIGGER reporting_dispute_stays ON reporting_dispute;
DROP FUNCTION reporting_said_refuse();
DROP FUNCTION reporting_hearing_refuse();
"""
    + _snapshot(_FROZEN)
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_rounds_and_distribution")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
