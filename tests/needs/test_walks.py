"""Needs walked at random by everybody and by time: the table of steps alone decides what happens, a refusal changes
nothing, the story leads from each state to the next, and what a stage counts is counted once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.needs import selectors
from belanja.needs.models import MOMENTS, Match, Need
from belanja.needs.services import answering, calendar, funnel, matching, posting, shelves
from belanja.needs.services.posting import Wanted
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.needs.states import RUNNING, NeedState, Side, Stage
from belanja.rules.needs.steps import NEEDS, Step
from belanja.vendors.models import Firm
from tests.support.firms import member, registered
from tests.support.needs import counted_as_one_by_one
from tests.support.people import hired

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
_TITLES = ("Kertas HVS A4", "Kursi roda lipat")


class World:
    """The small shop with two needs' worth of people."""

    def __init__(self, shop: dict[str, Offer]) -> None:
        self.government = Government.objects.get(code="D43")
        self.good, self.shelf = shop["a4"].product_id, shop["a4"].product.etalase
        self.firm: Firm = registered(self.government, name="Toko Baru")
        self.people: dict[str, tuple[Actor, frozenset[Side]]] = {
            "pemasang": (hired(self.government, Role.PPK), frozenset({Side.POSTER})),
            "biro": (hired(self.government, Role.BIRO_PBJ), frozenset({Side.BUREAU})),
            "penyedia": (member(self.firm), frozenset({Side.FIRM})),
            "asing": (hired(self.government), frozenset()),
        }


class Walk(RuleBasedStateMachine):
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.begun = transaction.atomic()
        self.begun.__enter__()
        self.moments: dict[tuple[int, Stage], object] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.begun.__exit__(None, None, None)

    @initialize(titles=st.lists(st.sampled_from(_TITLES), min_size=1, max_size=3))
    def post(self, titles: list[str]) -> None:
        for number, title in enumerate(titles):
            wanted = Wanted(title, "Dinas", etalase=self.world.shelf, amount=Decimal(number + 1), measure="rim")
            posting.post_need(
                government=self.world.government, wanted=wanted, request=f"jalan-{number}",
                actor=self.world.people["pemasang"][0],
            )  # fmt: skip

    @rule(
        step=st.sampled_from([
            Step.AMEND, Step.TAKE_BACK, Step.RENEW, Step.LINK, Step.LINK, Step.UNLINK, Step.UNLINK, Step.EQUIVALENT,
            Step.UNAVAILABLE, Step.REMOVE, Step.OFFER, Step.OFFER, Step.UNOFFER,
        ]),
        who=st.sampled_from(["pemasang", "pemasang", "biro", "biro", "penyedia", "penyedia", "asing"]),
        pick=st.integers(0, 2),
    )  # fmt: skip
    def somebody_tries(self, step: Step, who: str, pick: int) -> None:
        need = self.one(pick)
        actor, sides = self.world.people[who]
        self.attempt(need, step, sides, lambda: self.take(need, step, actor))

    @rule(pick=st.integers(0, 2), answered=st.booleans())
    def a_proposal(self, pick: int, answered: bool) -> None:
        need = self.one(pick)
        if answered:
            shelves.shelf_answered(need_ids=[need.pk], proposal="USUL", etalase_id=None)
            self.came_to(need, {NeedState.SHELF.value: self.on_record(need)})
        else:
            shelves.await_shelf(need_ids=[need.pk], proposal="USUL", actor=self.world.people["pemasang"][0])
            self.came_to(need, dict.fromkeys(("terbuka", "ditawarkan", "pembinaan"), NeedState.SHELF.value))

    @rule()
    def time_passes(self) -> None:
        Need.objects.filter(pk=self.one(0).pk).update(needed_by=clock.today() - timedelta(days=30))
        calendar.expire_needs()
        assert calendar.expire_needs() == 0

    @rule()
    def firms_are_found(self) -> None:
        matching.match_open()
        assert matching.match_open() == 0

    @invariant()
    def everything_holds(self) -> None:
        for need in Need.objects.prefetch_related("steps"):
            steps = list(need.steps.all())
            assert [one.source for one in steps] == ["", *(one.target for one in steps[:-1])]
            assert steps[-1].target == need.state if steps else True
            assert (need.closed_at is None) == (NeedState(need.state) in RUNNING)
            assert need.version >= len(steps)
            for one in steps:
                assert NEEDS.rule_for(Step(one.step), one.source, Side(one.side))
        counted_as_one_by_one(selectors.counts(self.world.government.pk), Match.objects.all())
        for match in Match.objects.all():
            for stage, field in MOMENTS.items():
                at = getattr(match, field)
                known = self.moments.setdefault((match.pk, stage), at) if at is not None else None
                assert stage is Stage.DECLINED or known == at

    def one(self, pick: int) -> Need:
        found = list(Need.objects.order_by("pk"))
        return found[pick % len(found)]

    def attempt(self, need: Need, step: Step, sides: frozenset[Side], act: object) -> None:
        before = (need.state, need.steps.count())
        mine = [one for side in sides for one in NEEDS.steps_from(need.state, side) if one.step is step]
        try:
            with transaction.atomic():
                act()  # type: ignore[operator]
        except RuleBroken:
            need.refresh_from_db()
            assert (need.state, need.steps.count()) == before
            # A firm may only step back from what it said, and only for a need that it was matched with.
            assert not mine or Side.FIRM in sides, (step, before)
            return
        need.refresh_from_db()
        if need.steps.count() == before[1]:  # said again, or declined without having offered: nothing of the need moves
            assert Side.FIRM in sides
            assert need.state == before[0]
            return
        assert mine, (step, before, sides)
        assert need.state in (mine[0].targets or (before[0],))
        if step in {Step.UNLINK, Step.RENEW}:
            assert need.state == self.on_record(need), step

    def on_record(self, need: Need) -> str:
        stands = [one for one in need.matches.all() if one.interested_at is not None and one.declined_at is None]
        return NeedState.OFFERED.value if stands else NeedState.OPEN.value

    def take(self, need: Need, step: Step, actor: Actor) -> object:
        of, good, firm = {"need_id": need.pk, "actor": actor}, self.world.good, self.world.firm.pk
        wanted = Wanted("Kertas HVS A4", "Dinas", etalase=self.world.shelf)
        acts = {
            Step.AMEND: lambda: posting.amend_need(version=need.version, wanted=wanted, **of),
            Step.TAKE_BACK: lambda: posting.take_back_need(**of),
            Step.RENEW: lambda: posting.renew_need(needed_by=clock.today() + timedelta(days=40), **of),
            Step.LINK: lambda: answering.link_product(product_id=good, answer="Ada.", **of),
            Step.UNLINK: lambda: answering.unlink_product(note="Bukan itu.", **of),
            Step.EQUIVALENT: lambda: answering.accept_equivalent(product_id=good, note="Cukup.", **of),
            Step.UNAVAILABLE: lambda: answering.declare_unavailable(reason_code="tidak_dibuat", note="Ditanya.", **of),
            Step.REMOVE: lambda: answering.remove_need(note="Tidak pantas.", **of),
            Step.OFFER: lambda: funnel.offer(firm_id=firm, product_id=None, **of),
            Step.UNOFFER: lambda: funnel.decline(firm_id=firm, reason_code="modal", note="", **of),
        }
        return acts[step]()  # type: ignore[no-untyped-call]

    def came_to(self, need: Need, targets: dict[str, str]) -> None:
        before = need.state
        need.refresh_from_db()
        assert need.state == targets.get(before, before)


def test_whatever_people_and_time_do_to_needs_the_table_alone_decides(shop: dict[str, Offer]) -> None:
    Walk.world = World(shop)
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=12, stateful_step_count=16, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
