"""Prices are history: the database lets a row be ended once, and refuses every other change and every deletion.
Versions of the search's words come from a sequence, so that no number is given twice."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_pricerow_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NULL AND NEW.ended_on IS NOT NULL THEN
        IF (to_jsonb(NEW) - 'ended_on') = (to_jsonb(OLD) - 'ended_on') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a price is never changed, only ended: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER catalogue_pricerow_keep BEFORE UPDATE OR DELETE ON catalogue_pricerow
    FOR EACH ROW EXECUTE FUNCTION catalogue_pricerow_refuse();
CREATE SEQUENCE catalogue_search_version START 2;
"""

BACKWARD = """
DROP SEQUENCE catalogue_search_version;
DROP TRIGGER catalogue_pricerow_keep ON catalogue_pricerow;
DROP FUNCTION catalogue_pricerow_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
