"""A draft is its unit's alone and loses nothing; its head signs it with evidence that is frozen; others second it."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from belanja.catalogue.models import ZeroResult
from belanja.foundation import clock
from belanja.institutions.models import UnitParent
from belanja.journal.models import Event
from belanja.needs.models import Need
from belanja.notices.models import Notice
from belanja.proposals import selectors, services
from belanja.proposals.models import Proposal, Record
from belanja.rules.duties import Role
from belanja.rules.needs.states import NeedState
from belanja.rules.proposals.dossier import Dossier, Sample
from belanja.rules.proposals.states import ProposalState
from tests.catalogue.worlds import shelf
from tests.proposals.world import WHOLE, office, planned
from tests.support.people import hired, tomorrow, unit
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_draft_is_begun_once_kept_and_seen_by_its_unit_alone() -> None:
    of = office()
    draft = of.drafted(Dossier(name="Tas Baduy"))
    assert of.drafted(Dossier(name="Tas Baduy")).pk == draft.pk
    assert selectors.proposal(draft.code, of.pa).pk == draft.pk
    for stranger in (of.other_pa, of.clerk, of.head, hired(of.government)):
        assert refused(lambda who=stranger: selectors.proposal(draft.code, who)).status == 404  # type: ignore[misc]
        assert draft not in selectors.of_officer(of.government, stranger)
        write = {"proposal_id": draft.pk, "version": draft.version, "dossier": WHOLE, "actor": stranger}
        assert refused(lambda told=write: services.write_proposal(**told)).status == 404  # type: ignore[misc, arg-type]
    assert draft in selectors.of_officer(of.government, of.ppk)
    assert not selectors.public(of.government.pk).exists()
    assert Proposal.objects.get().content["name"] == "Tas Baduy"


def test_two_who_write_do_not_undo_each_other() -> None:
    of = office()
    draft = of.drafted()
    seen = draft.version
    first = replace(WHOLE, ground="Perintah gubernur")
    kept = services.write_proposal(proposal_id=draft.pk, version=seen, dossier=first, actor=of.ppk)
    again = services.write_proposal(
        proposal_id=draft.pk, version=seen, dossier=kept.dossier(), actor=of.ppk
    )  # the same form sent twice
    assert again.version == kept.version
    other = replace(WHOLE, ground="Usul perajin")
    late = refused(lambda: services.write_proposal(proposal_id=draft.pk, version=seen, dossier=other, actor=of.pa))
    assert (late.code, late.status) == ("changed_meanwhile", 409)
    assert Proposal.objects.get().dossier().ground == "Perintah gubernur"
    assert [one.key for one in kept.dossier().attributes] == ["bahan"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "T"}, "name"),
        ({"nature": "hewan"}, "nature"),
        ({"background": "lain"}, "background"),
        ({"classes": ("honor_tak_ada",)}, "classes"),
        ({"kbli": ("1",)}, "kbli"),
        ({"kbki": ("abc",)}, "kbki"),
        ({"words": ("x",)}, "words"),
        ({"samples": (Sample("Tas", price=Decimal(0)),)}, "samples"),
        ({"samples": (Sample(" "),)}, "samples"),
        ({"attributes": (WHOLE.attributes[0], WHOLE.attributes[0])}, "attributes"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(wrong: dict[str, object], field: str) -> None:
    of = office()
    refusal = refused(lambda: of.drafted(replace(WHOLE, **wrong)))  # type: ignore[arg-type]
    assert isinstance(refusal, services.DossierWrong)
    assert list(refusal.fields) == [field]
    assert not Proposal.objects.exists()


def test_its_head_alone_signs_what_is_whole_and_it_is_frozen() -> None:
    of = office()
    planned(of.unit, "1", "Belanja cendera mata tamu", 40_000_000)
    planned(of.other, "2", "Pengadaan Tas Koja untuk peserta", 25_000_000, epurchasing=True)
    planned(of.other, "3", "Belanja cinderamata dan plakat", 10_000_000, year=clock.today().year - 1)
    planned(of.other, "4", "Belanja kertas", 99_000_000)
    ZeroResult.objects.create(day=tomorrow(-1), query="tas koja baduy", count=7)
    need, elsewhere = of.need(), of.need(of=of.other)
    draft = of.drafted(need_ids=[need.pk])
    assert refused(lambda: services.sign_proposal(proposal_id=draft.pk, version=None, actor=of.ppk)).status == 403
    seen = selectors.evidence_of(draft)
    this, last, before = seen.years
    assert (this.lines, this.amount, this.units) == (2, Decimal(65_000_000), 2)
    assert (this.plain_lines, this.plain_amount) == (1, Decimal(40_000_000))
    assert (last.lines, last.amount, before.lines) == (1, Decimal(10_000_000), 0)
    assert {one.code: one.by for one in seen.lines} == {"1": ("kelas",), "2": ("sebutan",)}
    assert (seen.search_times, [one.query for one in seen.searches]) == (7, ["tas koja baduy"])
    assert [(one.code, one.linked) for one in seen.needs] == [(need.code, True), (elsewhere.code, False)]
    planned(of.unit, "5", "Belanja plakat", 5_000_000)
    stale = refused(
        lambda: services.sign_proposal(proposal_id=draft.pk, version=draft.version, actor=of.pa, seen=seen.digest())
    )
    assert (stale.code, stale.status) == ("evidence_changed", 409)
    seen = selectors.evidence_of(draft)
    done = services.sign_proposal(proposal_id=draft.pk, version=draft.version, actor=of.pa, seen=seen.digest())
    assert (done.state, Need.objects.get(pk=need.pk).state) == (ProposalState.SUBMITTED, NeedState.SHELF)
    assert Need.objects.get(pk=elsewhere.pk).state == NeedState.OPEN
    again = services.sign_proposal(proposal_id=draft.pk, version=draft.version, actor=of.pa)
    assert (again.version, Record.objects.count()) == (done.version, 1)
    planned(of.unit, "6", "Belanja plakat lagi", 5_000_000)
    kept = selectors.signed(done)
    assert kept is not None
    assert (kept.evidence, kept.dossier) == (seen, done.dossier())
    assert json.loads(bytes(kept.record.content))["signed_by"] == of.pa.label
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.update(sha256="")
    with pytest.raises(DatabaseError), transaction.atomic():
        done.steps.all().delete()
    assert [one.step for one in selectors.timeline(done)] == ["usulkan"]
    assert Notice.objects.filter(to_user_id=of.clerk.user_id, kind="proposals.step").count() == 1
    assert Event.objects.filter(name="proposals.usulkan").count() == 1
    assert list(selectors.public(of.government.pk)) == [done]


def test_what_is_missing_or_alike_is_told_before_it_is_signed() -> None:
    of = office()
    shelf("cendera-mata", "Cendera Mata dan Plakat")
    made = of.drafted(replace(WHOLE, ground=" ", attributes=(), difference=""))
    told = refused(lambda: services.sign_proposal(proposal_id=made.pk, version=None, actor=of.pa))
    assert told.code == "proposal_incomplete"
    for words in ("dasar", "atribut", "mengapa bukan Cendera Mata dan Plakat"):
        assert words in told.message
    assert Proposal.objects.get().state == ProposalState.DRAFT
    assert [one.ref for one in selectors.evidence_of(made).alike] == ["cendera-mata"]
    of.signed(request="dua")
    third = of.drafted(replace(WHOLE, name="Tas Anyaman Baduy"), request="tiga")
    assert {one.kind for one in selectors.evidence_of(third).alike} == {"etalase", "usulan"}


def test_heads_of_other_units_second_it_once_while_it_is_not_decided() -> None:
    of = office()
    draft = of.drafted()
    second = {"proposal_id": draft.pk, "unit": of.other, "actor": of.other_pa}
    assert refused(lambda: services.second_proposal(**second)).status == 404  # type: ignore[arg-type]
    services.sign_proposal(proposal_id=draft.pk, version=None, actor=of.pa)
    made = services.second_proposal(**second, note="Kami juga")  # type: ignore[arg-type]
    assert services.second_proposal(**second).pk == made.pk  # type: ignore[arg-type]
    own = refused(lambda: services.second_proposal(proposal_id=draft.pk, unit=of.unit, actor=of.pa))
    assert own.code == "proposal_own"
    ppk = hired(of.government, Role.PPK, unit=of.other)
    third = unit(of.government, "9.03.0.00.0.00.03.0000")
    assert refused(lambda: services.second_proposal(proposal_id=draft.pk, unit=of.other, actor=ppk)).status == 403
    assert refused(lambda: services.second_proposal(proposal_id=draft.pk, unit=third, actor=of.pa)).status == 403
    for above, code in ((of.unit, "proposal_own"), (of.other, "second_below")):
        below = unit(of.government, f"{above.code}.1")
        UnitParent.objects.create(unit=below, parent=above, valid_from=date(2000, 1, 1))
        pa = hired(of.government, Role.PA, unit=below)
        wrong = {"proposal_id": draft.pk, "unit": below, "actor": pa}
        assert refused(lambda given=wrong: services.second_proposal(**given)).code == code  # type: ignore[misc, arg-type]
    assert [one.unit for one in selectors.seconds(draft)] == [of.other]
    assert selectors.timeline(draft)[-1].told == f"Didukung {of.other.name}"
    assert selectors.proposal(draft.code, of.clerk).seconded == 1  # type: ignore[attr-defined]


def test_it_is_withdrawn_by_its_head_and_needs_are_looked_for_again() -> None:
    of = office()
    need = of.need()
    made = of.signed(need_ids=[need.pk])
    told = {"proposal_id": made.pk, "version": None, "actor": of.pa}
    assert refused(lambda: services.withdraw_proposal(**told, note=" ")).code == "proposal_note_missing"  # type: ignore[arg-type]
    done = services.withdraw_proposal(**told, note="Sudah ada di etalase lain")  # type: ignore[arg-type]
    assert done.state == ProposalState.WITHDRAWN
    assert done.closed_at is not None
    assert Need.objects.get().state == NeedState.OPEN
    late = refused(lambda: services.withdraw_proposal(**told, note="Lagi"))  # type: ignore[arg-type]
    assert late.status == 409
