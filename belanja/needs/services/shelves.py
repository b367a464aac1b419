"""Needs that wait for an etalase: from the day it is proposed until the proposal is answered."""

from collections.abc import Collection

from django.db import transaction

from belanja.journal.services import Actor
from belanja.rules.needs.states import WANTED, NeedState, Side
from belanja.rules.needs.steps import Step

from . import base


@transaction.atomic
def await_shelf(*, need_ids: Collection[int], proposal: str, actor: Actor) -> None:
    """A unit proposed an etalase (its code) for needs of its own: those still looked for wait for it. Who may is
    asked by the caller; twice does no harm."""
    for need_id in sorted(need_ids):
        need = base.locked(need_id)
        if NeedState(need.state) in WANTED:
            base.take(need, Step.SHELF, side=Side.POSTER, actor=actor, proposal=proposal)


@transaction.atomic
def shelf_answered(*, need_ids: Collection[int], proposal: str, etalase_id: int | None) -> None:
    """The proposal was answered: those that waited for it are looked for again, and matched anew; on the etalase that
    they were waiting for, where there is one and they name none."""
    for need_id in sorted(need_ids):
        need = base.locked(need_id)
        if NeedState(need.state) is not NeedState.SHELF:
            continue
        if etalase_id is not None and need.etalase_id is None:
            need.etalase_id = etalase_id
        need.matched_on = None
        base.take(
            need, Step.SHELF_ANSWERED, side=Side.TIME, actor=base.CALENDAR, target=base.looked_for(need),
            proposal=proposal,
        )  # fmt: skip
