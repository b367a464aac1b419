"""Needs that are alike are one demand, so that a small firm sees its size; a person may part or join them."""

from django.db import transaction

from belanja.foundation import clock
from belanja.foundation.words import tokens
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.alike import Thing, alike, measure_key, of_buying
from belanja.rules.needs.states import SOUGHT

from ..models import Demand, Need
from . import base

#: Needs compared at most, the latest first: joining is a help, not a figure.
_COMPARED = 2_000


def demand_for(need: Need) -> Demand:
    """The demand of needs that this one is like, or a new one; the caller saves the need."""
    mine = _thing(need)
    running = (
        Need.objects.filter(government_id=need.government_id, state__in=[state.value for state in SOUGHT])
        .exclude(pk=need.pk)
        .order_by("-at")
        .select_related("demand")[:_COMPARED]
    )
    for other in running:
        if alike(mine, _thing(other)):
            return other.demand
    if need.demand_id is not None and not Need.objects.filter(demand_id=need.demand_id).exclude(pk=need.pk).exists():
        return need.demand
    return Demand.objects.create(government=need.government, title=need.what, at=clock.now())


@transaction.atomic
def move_need(*, need_id: int, demand_id: int | None, actor: Actor) -> Need:
    """Biro PBJ puts a need to another demand of its government, or (None) into one of its own.

    Raises RuleBroken: duty_missing; 404 for a demand that is not there.
    """
    need = base.locked(need_id)
    institutions.require(actor, Duty.CURATE_CATALOGUE, need.government)
    if demand_id is None:
        need.demand = Demand.objects.create(government=need.government, title=need.what, at=clock.now())
    else:
        found = Demand.objects.filter(pk=demand_id, government_id=need.government_id).first()
        if found is None:
            raise RuleBroken("demand_unknown", "Permintaan bersama ini tidak ditemukan.", status=404)
        need.demand = found
    need.version += 1
    need.save(update_fields=["demand", "version"])
    journal.append(
        name="needs.need_moved",
        actor=actor,
        subject=f"need:{need.pk}",
        government_code=need.government.code,
        payload={"code": need.code, "demand": need.demand_id},
    )
    return need


def _thing(need: Need) -> Thing:
    return Thing(
        words=frozenset(token.lexeme for token in tokens(need.what) if not of_buying(token.word)),
        specification_id=need.specification_id,
        etalase_id=need.etalase_id,
        measure=measure_key(need.measure),
    )
