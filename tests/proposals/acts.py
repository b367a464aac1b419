"""Every step of a proposal as a service call, by its name in the table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.proposals import services
from belanja.proposals.models import Proposal
from belanja.rules.proposals.steps import Step
from belanja.rules.proposals.study import Study
from tests.proposals.world import WHOLE, Office

Act = Callable[[Office, Proposal, Actor], object]


def _told(made: Proposal, actor: Actor) -> dict[str, object]:
    return {"proposal_id": made.pk, "version": made.version, "actor": actor}


def whole(made: Proposal) -> Study:
    """A study on which an etalase could be founded, of a name of its own."""
    return replace(
        Study.of(made.dossier()), name=f"{made.name} {made.pk}", qualification="NIB", technical="Bahan alami",
        price="Termasuk pajak", considered=f"Ditelaah {made.version}", advice="tetapkan",
    )  # fmt: skip


def _announce(of: Office, made: Proposal, actor: Actor) -> object:
    last = clock.today() + timedelta(days=12)
    return services.announce_proposal(**_told(made, actor), registration_from=clock.today(), registration_to=last)  # type: ignore[arg-type]


_NOTE = {"note": "Menurut penelaahan"}
ACTS: dict[Step, Act] = {
    Step.BEGIN: lambda of, p, a: services.begin_proposal(
        government=of.government, unit=of.unit, dossier=WHOLE, request=f"lain-{p.pk}-{p.version}", actor=a),
    Step.WRITE: lambda of, p, a: services.write_proposal(
        **_told(p, a), dossier=replace(WHOLE, description=f"Tulisan ke-{p.version}")),
    Step.SIGN: lambda of, p, a: services.sign_proposal(**_told(p, a)),
    Step.SECOND: lambda of, p, a: services.second_proposal(proposal_id=p.pk, unit=of.other, actor=a),
    Step.RECEIVE: lambda of, p, a: services.receive_proposal(**_told(p, a)),
    Step.RETURN: lambda of, p, a: services.return_proposal(**_told(p, a), **_NOTE, reason_code="bukti_kurang"),
    Step.BEGIN_STUDY: lambda of, p, a: services.begin_study(**_told(p, a)),
    Step.WRITE_STUDY: lambda of, p, a: services.write_study(**_told(p, a), study=whole(p)),
    Step.DECIDE: lambda of, p, a: services.decide_proposal(**_told(p, a)),
    Step.REFUSE: lambda of, p, a: services.refuse_proposal(**_told(p, a), **_NOTE, reason_code="tumpang_tindih"),
    Step.FOLD: lambda of, p, a: services.fold_proposal(**_told(p, a), **_NOTE, into_id=of.shelf().pk),
    Step.ANNOUNCE: _announce,
    Step.OPEN: lambda of, p, a: services.open_etalase(**_told(p, a)),
    Step.CANCEL: lambda of, p, a: services.cancel_decision(
        **_told(p, a), **_NOTE, reason_code="tidak_ada_penyedia"),
    Step.WITHDRAW: lambda of, p, a: services.withdraw_proposal(**_told(p, a), **_NOTE),
}  # type: ignore[arg-type]  # fmt: skip
