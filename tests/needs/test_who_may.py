"""Who may take which step of a need: every role of the unit, of another one and of the whole government, the bureau of
another region, a firm's owner and a stranger try each; a refusal changes nothing. Every step that somebody takes by
hand stands here."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.needs.models import Need, NeedStep
from belanja.needs.services import answering, calendar, funnel, joining, posting
from belanja.needs.services.posting import Wanted
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.needs.states import NeedState, Side
from belanja.rules.needs.steps import NEEDS, Step
from tests.support.firms import member, registered
from tests.support.people import hired, unit

pytestmark = pytest.mark.django_db
_ROLES = (Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA)
_POSTERS = {role.value for role in _ROLES[:5]}
_BUREAU = {Role.BIRO_PBJ.value, Role.KEPALA_BIRO_PBJ.value}
_WANTED = Wanted("Kursi roda lipat", "Dinas Kesehatan")
Act = Callable[[Need, Actor, int], object]
#: By step: the state in which it is tried, what is done (need, actor, product), and who may.
ACTS: dict[Step, tuple[NeedState, Act, set[str]]] = {
    Step.AMEND: (NeedState.OPEN, lambda need, actor, _good: posting.amend_need(
        need_id=need.pk, version=need.version, wanted=_WANTED, actor=actor), _POSTERS),
    Step.TAKE_BACK: (NeedState.OPEN, lambda need, actor, _good: posting.take_back_need(
        need_id=need.pk, actor=actor), _POSTERS),
    Step.RENEW: (NeedState.EXPIRED, lambda need, actor, _good: posting.renew_need(
        need_id=need.pk, needed_by=clock.today() + timedelta(days=9), actor=actor), _POSTERS),
    Step.LINK: (NeedState.OPEN, lambda need, actor, good: answering.link_product(
        need_id=need.pk, product_id=good, answer="Ada.", actor=actor), _POSTERS | _BUREAU),
    Step.UNLINK: (NeedState.LISTED, lambda need, actor, _good: answering.unlink_product(
        need_id=need.pk, note="Bukan itu.", actor=actor), _POSTERS | _BUREAU),
    Step.EQUIVALENT: (NeedState.OPEN, lambda need, actor, good: answering.accept_equivalent(
        need_id=need.pk, product_id=good, note="Cukup baik.", actor=actor), _POSTERS),
    Step.UNAVAILABLE: (NeedState.OPEN, lambda need, actor, _good: answering.declare_unavailable(
        need_id=need.pk, reason_code="tidak_dibuat", note="Ditanya.", actor=actor), _BUREAU),
    Step.REMOVE: (NeedState.OPEN, lambda need, actor, _good: answering.remove_need(
        need_id=need.pk, note="Nama orang.", actor=actor), _BUREAU),
}  # fmt: skip
#: Tried elsewhere: posting and a firm's answers below, the others by what proposals and Dinas do.
_ELSEWHERE = {
    Step.POST, Step.OFFER, Step.UNOFFER, Step.SHELF, Step.HAND_OVER, Step.HAND_BACK,
}  # fmt: skip


@pytest.fixture
def cast(shop: dict[str, Offer]) -> dict[str, Actor]:
    government = Government.objects.get(code="D43")
    here, there = unit(government, "9.01"), unit(government, "9.02")
    people = {role.value: hired(government, role, unit=here) for role in _ROLES}
    people |= {f"lain_{role.value}": hired(government, role, unit=there) for role in _ROLES}
    people |= {
        role.value: hired(government, role)
        for role in (Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.VERIFIKATOR, Role.PEMBINA, Role.APIP, Role.ADMIN)
    }
    people["biro_lain"] = hired(Government.objects.get(code="D50"), Role.BIRO_PBJ)
    people["asing"] = hired(government)
    people["penyedia"] = member(registered(government))
    return people


def made(cast: dict[str, Actor], state: NeedState, good: int) -> Need:
    """A need of the unit 9.01 that has come to a state."""
    poster = cast[Role.PPK.value]
    government = Government.objects.get(code="D43")
    need = posting.post_need(
        government=government, wanted=_WANTED, request="satu", actor=poster, unit=government.units.get(code="9.01")
    )
    if state is NeedState.LISTED:
        answering.link_product(need_id=need.pk, product_id=good, answer="Ada.", actor=poster)
    elif state is NeedState.EXPIRED:
        Need.objects.filter(pk=need.pk).update(needed_by=date(2026, 9, 1))
        calendar.expire_needs()
    need.refresh_from_db()
    assert need.state == state
    return need


@pytest.mark.parametrize("step", ACTS, ids=lambda step: step.value)
def test_only_those_whose_part_it_is_take_a_step(step: Step, cast: dict[str, Actor], shop: dict[str, Offer]) -> None:
    state, act, allowed = ACTS[step]
    good = shop["f4"].product_id
    need = made(cast, state, good)
    assert went(cast, lambda actor: act(need, actor, good), lambda: seen(need)) == allowed


def test_only_officers_of_the_unit_post_for_it_and_only_the_bureau_joins_needs(
    cast: dict[str, Actor], shop: dict[str, Offer]
) -> None:
    need = made(cast, NeedState.OPEN, 0)

    def post(actor: Actor) -> object:
        return posting.post_need(government=need.government, wanted=_WANTED, request="dua", actor=actor, unit=need.unit)

    assert went(cast, post, lambda: seen(need)) == _POSTERS
    assert went(cast, lambda actor: joining.move_need(need_id=need.pk, demand_id=None, actor=actor),
                lambda: seen(need)) == _BUREAU  # fmt: skip


def test_a_firm_answers_by_its_own_people_alone(cast: dict[str, Actor], shop: dict[str, Offer]) -> None:
    need, firm = made(cast, NeedState.OPEN, 0), registered(Government.objects.get(code="D43"))
    cast = cast | {"pemilik": member(firm)}
    assert went(cast, lambda actor: funnel.offer(need_id=need.pk, firm_id=firm.pk, product_id=None, actor=actor),
                lambda: seen(need)) == {"pemilik"}  # fmt: skip


def test_every_step_that_somebody_takes_is_tried() -> None:
    by_hand = {rule.step for rule in NEEDS.rules if rule.side is not Side.TIME}
    assert by_hand == set(ACTS) | _ELSEWHERE


def seen(need: Need) -> tuple[object, ...]:
    return Need.objects.values().get(pk=need.pk), Need.objects.count(), NeedStep.objects.count(), Event.objects.count()


def went(cast: dict[str, Actor], act: Callable[[Actor], object], look: Callable[[], object]) -> set[str]:
    """Who succeeds; each success is undone, and a refusal must have changed nothing and be 403 or 404."""
    found, before = set(), look()
    for name, actor in cast.items():
        try:
            with transaction.atomic():
                act(actor)
                found.add(name)
                raise _UndoneError
        except _UndoneError:
            pass
        except RuleBroken as refusal:
            if refusal.status not in (403, 404) or look() != before:
                found.add(f"{name}: {refusal.code} {refusal.status}")
    return found


class _UndoneError(Exception):
    """Takes a success back."""
