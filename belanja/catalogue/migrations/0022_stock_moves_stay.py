"""What an order held and took of a listing is never rewritten: the database refuses to change or delete a movement."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_stockmove_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a movement of stock is only added to: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER catalogue_stockmove_keep BEFORE UPDATE OR DELETE ON catalogue_stockmove
    FOR EACH ROW EXECUTE FUNCTION catalogue_stockmove_refuse();
"""

BACKWARD = """
DROP TRIGGER catalogue_stockmove_keep ON catalogue_stockmove;
DROP FUNCTION catalogue_stockmove_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0021_stock_ledger")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
