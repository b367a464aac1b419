"""Who may take which step: every role of the unit, of another unit, of the bureau, of another government and a stranger
are tried at each; a refusal changes nothing."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.proposals import selectors, services
from belanja.proposals.models import NationalExport, Proposal, ProposalStep, Record
from belanja.proposals.services.registration import pass_days
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.proposals.national import Reply
from belanja.rules.proposals.states import NationalAnswer, ProposalState, Side
from belanja.rules.proposals.steps import PROPOSALS, Step
from tests.proposals.acts import ACTS, whole
from tests.proposals.world import Office, office
from tests.support.people import hired
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
_UNIT = {"pa", "kpa", "ppk", "pejabat_pengadaan", "pptk"}
_BUREAU = {"biro_pbj", "kepala_biro_pbj", "pengelola_kategori"}
#: From which state each step is tried, and by whom it goes.
MATRIX: dict[Step, tuple[ProposalState, set[str]]] = {
    Step.BEGIN: (ProposalState.DRAFT, _UNIT),
    Step.WRITE: (ProposalState.DRAFT, _UNIT),
    Step.SIGN: (ProposalState.DRAFT, {"pa"}),
    Step.SECOND: (ProposalState.SUBMITTED, {"pa_lain"}),
    Step.RECEIVE: (ProposalState.SUBMITTED, _BUREAU),
    Step.RETURN: (ProposalState.STUDY, _BUREAU),
    Step.BEGIN_STUDY: (ProposalState.INITIATION, _BUREAU),
    Step.WRITE_STUDY: (ProposalState.STUDY, _BUREAU),
    Step.DECIDE: (ProposalState.STUDY, {"kepala_biro_pbj"}),
    Step.REFUSE: (ProposalState.STUDY, {"kepala_biro_pbj"}),
    Step.FOLD: (ProposalState.STUDY, _BUREAU),
    Step.ANNOUNCE: (ProposalState.DECIDED, _BUREAU),
    Step.OPEN: (ProposalState.VERIFICATION, {"kepala_biro_pbj"}),
    Step.CANCEL: (ProposalState.DECIDED, {"kepala_biro_pbj"}),
    Step.WITHDRAW: (ProposalState.SUBMITTED, {"pa"}),
}
#: The way from a draft to each state, by who takes it.
_WAY = (
    (ProposalState.DRAFT, Step.SIGN), (ProposalState.SUBMITTED, Step.RECEIVE),
    (ProposalState.INITIATION, Step.BEGIN_STUDY), (ProposalState.STUDY, Step.WRITE_STUDY),
    (ProposalState.STUDY, Step.DECIDE), (ProposalState.DECIDED, Step.ANNOUNCE),
)  # fmt: skip


def brought(of: Office, target: ProposalState) -> Proposal:
    made = of.drafted()
    for state, step in _WAY:
        if state == target and step is not Step.WRITE_STUDY:
            break
        who = of.pa if step is Step.SIGN else of.head
        ACTS[step](of, Proposal.objects.get(pk=made.pk), who)
    if target is ProposalState.VERIFICATION:
        Proposal.objects.update(registration_from="2026-01-05", registration_to="2026-01-20")
        pass_days()
    made = Proposal.objects.get(pk=made.pk)
    assert made.state == target
    return made


def _cast(of: Office) -> Iterator[tuple[str, Actor]]:
    for role in Role:
        of_unit = role in (Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA)
        yield role.value, hired(of.government, role, unit=of.unit if of_unit else None)
    yield "pa_lain", of.other_pa
    yield "ppk_lain", hired(of.government, Role.PPK, unit=of.other)
    yield "kepala_daerah_lain", hired(Government.objects.get(code="D50"), Role.KEPALA_BIRO_PBJ)
    yield "asing", hired(of.government)


def _seen() -> tuple[object, ...]:
    rows = list(Proposal.objects.order_by("pk").values())
    return rows, ProposalStep.objects.count(), Record.objects.count(), Event.objects.count()


def test_the_matrix_has_every_step_that_a_person_takes() -> None:
    assert set(MATRIX) == {one.step for one in PROPOSALS.rules if one.side is not Side.TIME} == set(ACTS)


@pytest.mark.parametrize("step", MATRIX)
def test_only_those_whose_duty_it_is_take_a_step(step: Step) -> None:
    state, allowed = MATRIX[step]
    of = office()
    made = brought(of, state)
    of.shelf()
    for name, actor in _cast(of):
        before, refusal = _seen(), None
        try:
            with transaction.atomic():
                ACTS[step](of, Proposal.objects.get(pk=made.pk), actor)
                assert _seen() != before
                transaction.set_rollback(True)
        except RuleBroken as found:
            refusal = found
        assert (refusal is None) is (name in allowed), f"{name}: {refusal}"
        assert refusal is None or refusal.status in (403, 404)
        assert _seen() == before


def test_whoever_signed_it_does_not_decide_on_it() -> None:
    of = office()
    both = hired(of.government, Role.PA, unit=of.unit)
    made = of.drafted()
    services.sign_proposal(proposal_id=made.pk, version=None, actor=both)
    services.receive_proposal(proposal_id=made.pk, version=None, actor=of.clerk)
    services.begin_study(proposal_id=made.pk, version=None, actor=of.clerk)
    services.write_study(
        proposal_id=made.pk, version=None, study=whole(Proposal.objects.get(pk=made.pk)), actor=of.clerk
    )
    hired_as_head(of, both)
    assert Step.DECIDE not in {one.step for one in selectors.steps_for(made, both)}
    assert Step.DECIDE in {one.step for one in selectors.steps_for(Proposal.objects.get(), of.head)}
    told = refused(lambda: services.decide_proposal(proposal_id=made.pk, version=None, actor=both))
    assert (told.code, told.status) == ("own_proposal", 403)
    assert Proposal.objects.get().state == ProposalState.STUDY


def hired_as_head(of: Office, actor: Actor) -> None:
    one = RoleAssignment.objects.get(user_id=actor.user_id)
    RoleAssignment.objects.create(
        user_id=one.user_id, role=Role.KEPALA_BIRO_PBJ, government=of.government, valid_from=one.valid_from,
        valid_to=one.valid_to,
    )  # fmt: skip


def test_only_the_bureau_hands_a_dossier_to_the_nation() -> None:
    of = office()
    made = brought(of, ProposalState.SUBMITTED)
    out = services.export_national(proposal_id=made.pk, owner="LKPP", actor=of.clerk)
    for actor in (of.pa, of.other_pa, hired(of.government, Role.APIP), hired(of.government)):
        export = {"proposal_id": made.pk, "owner": "Kementerian", "actor": actor}
        assert refused(lambda told=export: services.export_national(**told)).status in (403, 404)  # type: ignore[misc]
        reply = Reply(NationalAnswer.REFUSED, out.at.date(), note="Tidak")
        told = {"export_id": out.pk, "version": None, "reply": reply, "actor": actor}
        assert refused(lambda told=told: services.answer_national(**told)).status in (403, 404)  # type: ignore[misc]
    assert NationalExport.objects.get().answer == NationalAnswer.WAITING
