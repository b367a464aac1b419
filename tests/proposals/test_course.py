"""From the bureau's desk to an open shelf, and every way out of it; days, terms, the national category."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from belanja.etalase import services as shelves
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.needs.models import Need
from belanja.notices.models import Notice
from belanja.proposals import selectors, services
from belanja.proposals.jobs import day
from belanja.proposals.models import Proposal, Record
from belanja.rules.listings import EtalaseState
from belanja.rules.needs.states import NeedState
from belanja.rules.proposals.states import ProposalState
from belanja.rules.shelves import Step as ShelfStep
from tests.catalogue.worlds import shelf
from tests.proposals.world import WHOLE, Office, office
from tests.support.law import in_force
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
_P = ProposalState
MONDAY = date(2026, 11, 2)


def state(made: Proposal) -> str:
    return Proposal.objects.get(pk=made.pk).state


def announced(of: Office, **given: object) -> Proposal:
    made = of.studied(**given)
    services.decide_proposal(proposal_id=made.pk, version=None, actor=of.head)
    return services.announce_proposal(
        proposal_id=made.pk, version=None, registration_from=clock.today(),
        registration_to=clock.today() + timedelta(days=7), actor=of.clerk,
    )  # fmt: skip


def test_it_is_studied_decided_announced_and_opened(freeze: Callable[[date], datetime]) -> None:
    freeze(MONDAY)
    of = office()
    need = of.need()
    made = of.studied(need_ids=[need.pk])
    decide = {"proposal_id": made.pk, "version": made.version}
    assert refused(lambda: services.decide_proposal(**decide, actor=of.clerk)).status == 403  # type: ignore[arg-type]
    done = services.decide_proposal(**decide, actor=of.head)  # type: ignore[arg-type]
    assert services.decide_proposal(**decide, actor=of.head).version == done.version  # type: ignore[arg-type]
    etalase = Etalase.objects.get()
    assert (etalase.state, etalase.name, etalase.schemas.get().attributes.count()) == ("usulan", WHOLE.name, 1)
    assert [one.kind for one in done.records.order_by("pk")] == ["usulan", "penelaahan", "keputusan"]
    days = {"registration_from": MONDAY, "registration_to": MONDAY + timedelta(days=4)}
    told = {"proposal_id": made.pk, "version": None, "actor": of.clerk}
    assert refused(lambda: services.announce_proposal(**told, **days)).code == "registration_short"  # type: ignore[arg-type]
    beside = refused(
        lambda: shelves.take_step(
            etalase_id=etalase.pk, version=etalase.version, step=ShelfStep.OPEN, reason="Buka", actor=of.head
        )
    )
    assert (beside.code, Etalase.objects.get().state) == ("etalase_of_proposal", "usulan")
    days["registration_to"] = MONDAY + timedelta(days=7)
    done = services.announce_proposal(**told, **days)  # type: ignore[arg-type]
    assert done.state == _P.REGISTRATION
    assert selectors.registering() == [etalase]
    waiting = Need.objects.get()
    assert (waiting.state, waiting.etalase_id, waiting.matched_on) == (NeedState.OPEN, etalase.pk, None)
    early = refused(lambda: services.open_etalase(proposal_id=made.pk, version=None, actor=of.head))
    assert early.status == 409
    freeze(MONDAY + timedelta(days=7))
    assert not day()
    freeze(MONDAY + timedelta(days=8))
    assert day()
    assert not day()
    assert (state(made), selectors.registering()) == (_P.VERIFICATION, [])
    opened = services.open_etalase(proposal_id=made.pk, version=None, actor=of.head)
    again = services.open_etalase(proposal_id=made.pk, version=opened.version - 1, actor=of.head)
    assert (opened.state, again.version) == (_P.OPENED, opened.version)
    assert Etalase.objects.get().state == EtalaseState.ACTIVE
    assert [one.step for one in selectors.timeline(opened)] == [
        "usulkan", "terima", "telaah", "tetapkan", "umumkan", "buka_pendaftaran", "tutup_pendaftaran", "buka_etalase",
    ]  # fmt: skip
    texts = Notice.objects.filter(to_user_id=of.pa.user_id, kind="proposals.step").values_list("text", flat=True)
    assert len(texts) == 5


def test_it_is_given_back_mended_and_signed_as_a_second_record() -> None:
    of = office()
    made = of.studied()
    give = {"proposal_id": made.pk, "version": None, "actor": of.clerk}
    for code in ("", "tidak_ada_penyedia"):
        told = refused(lambda code=code: services.return_proposal(**give, reason_code=code, note="Sebut"))  # type: ignore[misc, arg-type]
        assert told.code == "proposal_reason_missing"
    wider = replace(made.studied(), allowed_roles=("distributor",))
    services.write_study(proposal_id=made.pk, version=None, study=wider, actor=of.clerk)
    services.return_proposal(**give, reason_code="bukti_kurang", note="Sebutkan perajinnya")  # type: ignore[arg-type]
    mended = replace(Proposal.objects.get().dossier(), ground="Daftar perajin terlampir", kbki=("38997",))
    services.write_proposal(proposal_id=made.pk, version=None, dossier=mended, actor=of.ppk)
    shown = selectors.signed(made)
    assert shown is not None
    assert shown.dossier.ground == WHOLE.ground  # everybody reads what was signed
    services.sign_proposal(proposal_id=made.pk, version=None, actor=of.pa)
    assert [one.number for one in made.records.order_by("pk")] == [1, 2]
    services.receive_proposal(proposal_id=made.pk, version=None, actor=of.clerk)
    services.begin_study(proposal_id=made.pk, version=None, actor=of.clerk)
    again = Proposal.objects.get().studied()
    assert (again.technical, again.allowed_roles) == ("Bahan alami", ("distributor",)), "what the bureau wrote stays"
    assert (again.background, again.kbki) == ("Daftar perajin terlampir", ("38997",)), "what the unit mended is studied"


def test_a_study_that_lacks_something_founds_nothing_and_late_writers_are_told() -> None:
    of = office()
    made = of.studied()
    seen, full = made.version, made.studied()
    services.write_study(proposal_id=made.pk, version=seen, study=replace(full, price=" "), actor=of.clerk)
    late = refused(
        lambda: services.write_study(proposal_id=made.pk, version=seen, study=replace(full, price="x"), actor=of.clerk)
    )
    assert late.code == "changed_meanwhile"
    told = refused(lambda: services.decide_proposal(proposal_id=made.pk, version=None, actor=of.head))
    assert (told.code, "persyaratan harga" in told.message) == ("study_incomplete", True)
    services.write_study(proposal_id=made.pk, version=None, study=replace(full, advice="tolak"), actor=of.clerk)
    against = refused(lambda: services.decide_proposal(proposal_id=made.pk, version=None, actor=of.head))
    assert against.code == "decision_note"
    assert not Etalase.objects.exists()
    shelf("tas", WHOLE.name)
    name = refused(lambda: services.decide_proposal(proposal_id=made.pk, version=None, actor=of.head, note="Perlu"))
    assert (name.status, state(made), Record.objects.count()) == (409, _P.STUDY, 1)


def test_it_is_folded_into_a_shelf_of_today_or_refused_and_needs_go_on() -> None:
    of = office()
    present, need = shelf("kerajinan", "Kerajinan"), of.need()
    made = of.studied(need_ids=[need.pk])
    told = {"proposal_id": made.pk, "version": None, "actor": of.clerk, "note": "Sudah ada"}
    assert refused(lambda: services.fold_proposal(**told, into_id=0)).code == "proposal_fold_into"  # type: ignore[arg-type]
    done = services.fold_proposal(**told, into_id=present.pk)  # type: ignore[arg-type]
    assert (done.state, done.folded_into) == (_P.FOLDED, present)
    assert selectors.timeline(done)[-1].told == "Ditampung di etalase Kerajinan"
    assert (Need.objects.get().state, Need.objects.get().etalase) == (NeedState.OPEN, present)
    other = of.studied(request="dua")
    refuse = {"proposal_id": other.pk, "version": None, "reason_code": "tumpang_tindih", "note": "Sama"}
    assert refused(lambda: services.refuse_proposal(**refuse, actor=of.clerk)).status == 403  # type: ignore[arg-type]
    assert services.refuse_proposal(**refuse, actor=of.head).closed_at is not None  # type: ignore[arg-type]


def test_a_decision_is_taken_back_by_its_head_or_by_closing_the_shelf() -> None:
    of = office()
    need = of.need()
    made = announced(of, need_ids=[need.pk])
    done = services.cancel_decision(
        proposal_id=made.pk, version=None, reason_code="tidak_ada_penyedia", note="Tidak ada pendaftar", actor=of.head
    )
    assert (done.state, Etalase.objects.get().state) == (_P.CANCELLED, EtalaseState.CLOSED)
    assert (Need.objects.get().state, Need.objects.get().etalase) == (NeedState.OPEN, None)
    other = announced(of, request="dua")
    etalase = Proposal.objects.get(pk=other.pk).etalase
    assert etalase is not None
    shelves.take_step(
        etalase_id=etalase.pk, version=etalase.version, step=ShelfStep.CLOSE, reason="Keliru", actor=of.head
    )
    assert (state(other), Proposal.objects.get(pk=other.pk).answer) == (_P.CANCELLED, "Keliru")


def test_terms_age_in_working_days_and_whoever_is_late_is_told_once(freeze: Callable[[date], datetime]) -> None:
    freeze(MONDAY)
    of = office()
    made = of.signed()
    term = selectors.terms([made])[made.pk]
    assert (term.days, term.due, term.late) == (0, date(2026, 11, 5), 0)
    assert "122 Tahun 2022" in term.citation
    freeze(date(2026, 11, 9))
    assert selectors.terms([made])[made.pk].late == 2
    before = Notice.objects.count()
    day()
    day()
    assert Notice.objects.count() == before + 2  # the clerk, and his head once
    in_force("usulan.terima.hari", "10", of.government, MONDAY)
    assert selectors.terms([made])[made.pk].due == date(2026, 11, 16)
