"""What was posted before needs had a capability of their own is taken over; steps of needs are never rewritten."""

from typing import Any

from django.db import migrations

from belanja.rules import codes

_KEEP = """
CREATE FUNCTION needs_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER needs_needstep_keep BEFORE UPDATE OR DELETE ON needs_needstep
    FOR EACH ROW EXECUTE FUNCTION needs_record_refuse();
"""
_LET_GO = """
DROP TRIGGER needs_needstep_keep ON needs_needstep;
DROP FUNCTION needs_record_refuse();
"""
#: «terpenuhi» said until now that the catalogue has it.
_STATES = {"terpenuhi": "setara"}
_SAME = (
    "government_id", "what", "details", "quantity", "region_id", "needed_by", "on_behalf", "question", "product_id",
    "answer", "at", "by_id", "closed_at", "request",
)  # fmt: skip


def take_over(apps: Any, _schema: Any) -> None:
    posted = apps.get_model("catalogue", "PostedNeed")
    demand, need, step = (apps.get_model("needs", name) for name in ("Demand", "Need", "NeedStep"))
    for one in posted.objects.order_by("pk"):
        joined = demand.objects.create(government_id=one.government_id, title=one.what, at=one.at)
        state = _STATES.get(one.state, one.state)
        made = need.objects.create(
            code=codes.new(), demand=joined, state=state, **{name: getattr(one, name) for name in _SAME}
        )
        step.objects.create(
            need=made, step="pasang", source="", target="terbuka", side="pemasang", at=one.at, by_id=one.by_id,
            by_label="pemasang",
        )  # fmt: skip
        if one.closed_at is not None:
            side = "pemasang" if state == "ditarik" else "biro_pbj"
            name = {"setara": "tautkan", "ditarik": "tarik"}.get(state, "turunkan")
            step.objects.create(
                need=made, step=name, source="terbuka", target=state, side=side, note=one.answer, at=one.closed_at,
                by_id=one.closed_by_id, by_label="pemasang" if side == "pemasang" else "Biro PBJ",
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial"), ("catalogue", "0022_stock_moves_stay")]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RunSQL(_KEEP, _LET_GO),
    ]
