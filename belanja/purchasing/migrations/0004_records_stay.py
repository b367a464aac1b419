from django.db import migrations

#: Written once, never changed nor taken out.
_KEPT = ("orderstep", "packagestep", "signature", "priceevidence", "policyanswer", "policycase", "roundline")

_REFUSE = """
CREATE FUNCTION purchasing_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""

_TRIGGER = """
CREATE TRIGGER purchasing_{name}_keep BEFORE UPDATE OR DELETE ON purchasing_{name}
    FOR EACH ROW EXECUTE FUNCTION purchasing_record_refuse();
"""

#: What was proposed stays as it was proposed; only where it stands goes on, and only forward.
_VERSIONS = """
CREATE FUNCTION purchasing_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
        (NEW.order_id, NEW.number, NEW.kinds, NEW.content, NEW.total, NEW.reason, NEW.digest,
         NEW.proposed_side, NEW.proposed_by_id, NEW.proposed_by_label, NEW.proposed_at)
        IS DISTINCT FROM
        (OLD.order_id, OLD.number, OLD.kinds, OLD.content, OLD.total, OLD.reason, OLD.digest,
         OLD.proposed_side, OLD.proposed_by_id, OLD.proposed_by_label, OLD.proposed_at)
    THEN
        RAISE EXCEPTION 'a version of an order is never changed: % refused', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
        (('diusulkan', 'berlaku'), ('diusulkan', 'ditolak'), ('berlaku', 'diganti'))
    THEN
        RAISE EXCEPTION 'a version does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER purchasing_orderversion_keep BEFORE UPDATE OR DELETE ON purchasing_orderversion
    FOR EACH ROW EXECUTE FUNCTION purchasing_version_refuse();
CREATE FUNCTION purchasing_round_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'menunggu' OR
        (NEW.order_id, NEW.number, NEW.side, NEW.message, NEW.total, NEW.at, NEW.by_id, NEW.by_label)
        IS DISTINCT FROM
        (OLD.order_id, OLD.number, OLD.side, OLD.message, OLD.total, OLD.at, OLD.by_id, OLD.by_label)
    THEN
        RAISE EXCEPTION 'a round of a negotiation is never changed: % refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER purchasing_round_keep BEFORE UPDATE OR DELETE ON purchasing_round
    FOR EACH ROW EXECUTE FUNCTION purchasing_round_refuse();
"""

FORWARD = _REFUSE + "".join(_TRIGGER.format(name=name) for name in _KEPT) + _VERSIONS
BACKWARD = (
    "".join(
        f"DROP TRIGGER purchasing_{name}_keep ON purchasing_{name};\n" for name in (*_KEPT, "orderversion", "round")
    )
    + "DROP FUNCTION purchasing_record_refuse();\nDROP FUNCTION purchasing_version_refuse();\n"
    "DROP FUNCTION purchasing_round_refuse();\n"
)


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0003_reasons_terms_and_cases")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
