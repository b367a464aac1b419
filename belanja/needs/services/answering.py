"""A need is answered: by a good that meets it, one that is as good, by nothing that can be found; or taken off."""

from django.db import transaction

from belanja.catalogue import selectors as catalogue
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.reasons import REASONS, untrue
from belanja.rules.needs.states import Side
from belanja.rules.needs.steps import Step

from ..models import Match, Need
from ..selectors.evidence import searched, waited_for
from . import base


@transaction.atomic
def link_product(*, need_id: int, product_id: int, answer: str, actor: Actor) -> Need:
    """A good that is on sale meets it, as Biro PBJ or the poster says.

    Raises RuleBroken: 404 for another's need or a good that is not visible; 409 when it is closed already.
    """
    need = base.locked(need_id)
    side = _side(actor, need)
    need.product_id, need.answer = catalogue.product(product_id).id, answer.strip()[:300]
    base.take(need, Step.LINK, side=side, actor=actor, note=answer, product=need.product_id)
    return need


@transaction.atomic
def unlink_product(*, need_id: int, note: str, actor: Actor) -> Need:
    """What was linked does not meet it: it is looked for again, and an order of that good does not meet it either.
    RuleBroken as for `link_product`, or without words."""
    need = base.locked(need_id)
    side = _side(actor, need)
    Match.objects.filter(need=need, product_id=need.product_id).update(product_id=None)
    need.product_id, need.answer = None, ""
    base.take(need, Step.UNLINK, side=side, actor=actor, target=base.looked_for(need), note=note)
    return need


@transaction.atomic
def accept_equivalent(*, need_id: int, product_id: int, note: str, actor: Actor) -> Need:
    """The poster takes another good that serves as well. RuleBroken 404 for anybody else or an unseen good."""
    need = base.locked(need_id)
    base.poster(actor, need)
    need.product_id, need.answer = catalogue.product(product_id).id, note.strip()[:300]
    base.take(need, Step.EQUIVALENT, side=Side.POSTER, actor=actor, note=note, product=need.product_id)
    return need


@transaction.atomic
def declare_unavailable(*, need_id: int, reason_code: str, note: str, actor: Actor) -> Need:
    """Biro PBJ states that it cannot be had: what was searched and whom was asked stands in its story, and an import
    may refer to it (Perpres 16/2018 Pasal 66).

    Raises RuleBroken: 404 for another government's need, duty_missing, a reason that is unknown or not true, 409 when
    it is closed.
    """
    need = base.locked(need_id)
    institutions.require(actor, Duty.CURATE_CATALOGUE, need.government)
    if reason_code not in REASONS:
        raise RuleBroken("need_reason_missing", "Pilih alasannya dari daftar.")
    found = searched(need)
    days = int(institutions.parameter("kebutuhan.cocok.diam.hari", government_id=need.government_id, on=clock.today()))
    silent, waiting = waited_for(need, days)
    if why := untrue(reason_code, silent=silent, waiting=waiting, able=found.interested, days=days):
        raise RuleBroken("need_reason_untrue", why)
    need.reason_code, need.answer = reason_code, note.strip()[:300]
    need.evidence = found.data()
    base.take(need, Step.UNAVAILABLE, side=Side.BUREAU, actor=actor, reason_code=reason_code, note=note)
    return need


@transaction.atomic
def remove_need(*, need_id: int, note: str, actor: Actor) -> Need:
    """Biro PBJ takes it off the public pages, with the reason that is kept. RuleBroken as for `declare_unavailable`."""
    need = base.locked(need_id)
    institutions.require(actor, Duty.CURATE_CATALOGUE, need.government)
    need.answer = note.strip()[:300]
    base.take(need, Step.REMOVE, side=Side.BUREAU, actor=actor, note=note)
    return need


def _side(actor: Actor, need: Need) -> Side:
    if base.is_poster(actor, need):
        return Side.POSTER
    institutions.require(actor, Duty.CURATE_CATALOGUE, need.government)
    return Side.BUREAU
