"""The ladder as people walk it: proposed, heard, decided by the authority, objected to, ended by its own day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from belanja.documents import services as documents
from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.institutions.models import LegalBasis, ParameterRow
from belanja.journal.models import Event
from belanja.notices.models import Notice
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import State as PaperState
from belanja.rules.registration import MemberRole
from belanja.rules.sanctions import Breach, CaseState, Effect, Measure, months_after
from belanja.vendors import bars, selectors, services
from belanja.vendors.models import Sanction, SanctionCase, SanctionMatch
from tests.support.law import in_force

from .cast import MONDAY, Cast, cast, member

pytestmark = pytest.mark.django_db
WORDS = "Harga di toko sendiri lebih murah dua puluh persen."


@pytest.fixture
def who() -> Iterator[Cast]:
    with clock.frozen(MONDAY):
        yield cast()


def opened(who: Cast, breach: Breach = Breach.PRICE) -> SanctionCase:
    return services.open_case(
        firm_id=who.firm.pk, government=who.government, breach=breach, facts=WORDS, actor=who.clerk
    )


def imposed(who: Cast, measure: Measure, breach: Breach = Breach.PRICE) -> SanctionCase:
    case = opened(who, breach)
    services.answer(case_id=case.pk, version=1, text="Kami keliru menulis harga.", actor=who.keeper)
    return services.impose(case_id=case.pk, version=2, measure=measure, reason=WORDS, actor=who.head)


def refused(code: str, status: int, act: object, **given: object) -> None:
    before = list(SanctionCase.objects.values()), Event.objects.count(), Paper.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        act(**given)  # type: ignore[operator]
    assert (refusal.value.code, refusal.value.status) == (code, status)
    assert (list(SanctionCase.objects.values()), Event.objects.count(), Paper.objects.count()) == before


def test_a_first_breach_is_a_warning_that_leaves_the_listings_alone(who: Cast) -> None:
    case = imposed(who, Measure.SP1)
    assert (case.state, case.valid_from, case.valid_to) == (CaseState.IMPOSED, MONDAY, None)
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk, on=MONDAY) is None
    assert case.paper is not None
    assert case.paper.number.endswith("/SKS/D43/2026")
    assert bytes(case.paper.files.get().content).startswith(b"%PDF")
    told = Notice.objects.filter(kind="sanksi", to_user_id=who.owner.user_id).values_list("text", flat=True)
    assert any("Surat Peringatan 1" in text for text in told)


def test_the_second_and_third_breach_climb_the_ladder_and_end_by_themselves(who: Cast) -> None:
    imposed(who, Measure.SP1)
    second = imposed(who, Measure.SP2, Breach.QUALITY)
    gov = who.government.pk
    assert second.valid_to == months_after(MONDAY, 6)
    bar = bars.bar_of(who.firm.pk, government_id=gov, on=MONDAY)
    assert bar is not None
    assert bar.effect is Effect.NOT_FOR_SALE
    assert "1 Mei 2027" in bar.told
    third = imposed(who, Measure.SP3, Breach.DELIVERY)
    assert third.valid_to == months_after(MONDAY, 12)
    days = [MONDAY, date(2027, 5, 2), date(2027, 11, 1), date(2027, 11, 2)]
    effects = [bars.bar_of(who.firm.pk, government_id=gov, on=day) for day in days]
    assert [one.effect if one else None for one in effects] == [Effect.HIDDEN, Effect.HIDDEN, Effect.HIDDEN, None]


def test_the_ladder_of_one_catalogue_says_nothing_in_another(who: Cast) -> None:
    imposed(who, Measure.REVOKED, Breach.FORBIDDEN)
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk, on=MONDAY)
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk + 1, on=MONDAY) is None
    assert bars.bar_of(who.firm.pk, government_id=None, on=MONDAY) is None


def test_nobody_is_judged_before_he_was_heard_or_his_term_has_passed(who: Cast) -> None:
    case = opened(who)
    given = {"case_id": case.pk, "version": 1, "measure": Measure.SP1, "reason": WORDS, "actor": who.head}
    refused("not_heard_yet", 409, services.impose, **given)
    with clock.frozen(case.answer_due):
        refused("not_heard_yet", 409, services.impose, **given)
    with clock.frozen(case.answer_due + timedelta(days=1)):
        assert services.impose(**given).state == CaseState.IMPOSED  # type: ignore[arg-type]


def test_who_proposed_does_not_decide_and_strangers_learn_nothing(who: Cast) -> None:
    case = services.open_case(
        firm_id=who.firm.pk, government=who.government, breach=Breach.CLAIM, facts=WORDS, actor=who.head
    )
    services.answer(case_id=case.pk, version=1, text="Sertifikatnya masih diurus.", actor=who.owner)
    given = {"case_id": case.pk, "version": 2, "measure": Measure.SP1, "reason": WORDS}
    refused("four_eyes", 403, services.impose, **given, actor=who.head)
    refused("duty_missing", 403, services.impose, **given, actor=who.clerk)
    refused("not_found", 404, services.impose, **given, actor=who.stranger)
    refused("not_found", 404, services.answer, case_id=case.pk, version=2, text=WORDS, actor=who.stranger)


def test_nobody_handles_a_firm_of_his_own(who: Cast) -> None:
    own = member(who.firm, MemberRole.KEEPER)
    from belanja.institutions.models import RoleAssignment

    RoleAssignment.objects.create(
        user_id=own.user_id, role="biro_pbj", government=who.government, valid_from=MONDAY,
        valid_to=MONDAY + timedelta(days=9),
    )  # fmt: skip
    refused("own_firm", 403, services.open_case, firm_id=who.firm.pk, government=who.government,
            breach=Breach.PRICE, facts=WORDS, actor=own)  # fmt: skip
    case = opened(who)
    refused("own_firm", 403, services.withdraw_case, case_id=case.pk, version=1, reason=WORDS, actor=own)


def test_a_dated_row_gives_the_power_to_somebody_else(who: Cast) -> None:
    ParameterRow.objects.create(
        key="sanksi.pencabutan.wenang", government=who.government, value="pimpinan", valid_from=MONDAY,
        legal_basis=LegalBasis.objects.get(slug="kepka-lkpp-122-2022"), proposed_by_id=901, approved_by_id=902,
        approved_at=clock.now(),
    )  # fmt: skip
    case = opened(who, Breach.FORBIDDEN)
    services.answer(case_id=case.pk, version=1, text="Kami menyangkal seluruhnya.", actor=who.owner)
    refused("no_authority", 409, services.impose, case_id=case.pk, version=2, measure=Measure.REVOKED, reason=WORDS,
            actor=who.head)  # fmt: skip


def test_a_harder_step_is_refused_and_a_milder_one_needs_its_reason(who: Cast) -> None:
    imposed(who, Measure.SP1)
    case = opened(who, Breach.QUALITY)
    services.answer(case_id=case.pk, version=1, text="Barangnya sudah kami ganti.", actor=who.owner)
    refused("measure_too_hard", 422, services.impose, case_id=case.pk, version=2, measure=Measure.SP3, reason=WORDS,
            actor=who.head)  # fmt: skip
    assert services.impose(
        case_id=case.pk, version=2, measure=Measure.SP1, reason="Barang sudah diganti tanpa diminta.", actor=who.head
    ).due == Measure.SP2  # fmt: skip


def test_an_objection_is_the_owners_and_may_undo_everything(who: Cast) -> None:
    case = imposed(who, Measure.REVOKED, Breach.FORBIDDEN)
    refused("owner_only", 403, services.object_to, case_id=case.pk, version=3, text=WORDS, actor=who.keeper)
    services.object_to(case_id=case.pk, version=3, text="Dokumen itu asli, terlampir.", actor=who.owner)
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk, on=MONDAY), "an objection suspends nothing"
    done = services.decide_objection(case_id=case.pk, version=4, action="batalkan", reason=WORDS, actor=who.head)
    assert done.state == CaseState.ANNULLED
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk, on=MONDAY) is None
    assert Paper.objects.get(pk=done.paper_id).state == PaperState.CANCELLED
    assert services.sanctions.due_now(who.firm.pk, who.government.pk, Breach.PRICE) is Measure.SP1


def test_a_decision_whose_paper_was_cancelled_in_the_register_can_still_be_undone(who: Cast) -> None:
    case = imposed(who, Measure.REVOKED, Breach.FORBIDDEN)
    documents.cancel_paper(paper_id=case.paper_id or 0, reason="Salah cetak, diganti.", actor=who.head)
    services.object_to(case_id=case.pk, version=3, text="Dokumen itu asli, terlampir.", actor=who.owner)
    done = services.decide_objection(case_id=case.pk, version=4, action="batalkan", reason=WORDS, actor=who.head)
    assert done.state == CaseState.ANNULLED


def test_a_lightened_sanction_gets_a_paper_that_replaces_the_first(who: Cast) -> None:
    imposed(who, Measure.SP1)
    case = imposed(who, Measure.SP2, Breach.QUALITY)
    services.object_to(case_id=case.pk, version=3, text="Pembeli sudah menerima gantinya.", actor=who.owner)
    done = services.decide_objection(
        case_id=case.pk, version=4, action="ringankan", measure="sp1", reason=WORDS, actor=who.head
    )
    assert (done.state, done.measure, done.valid_to) == (CaseState.LIGHTENED, Measure.SP1, None)
    assert done.paper is not None
    assert done.paper.supersedes_id == case.paper_id
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk, on=MONDAY) is None


def test_whoever_acts_on_an_old_page_is_told_and_nothing_changes(who: Cast) -> None:
    case = opened(who)
    services.answer(case_id=case.pk, version=1, text="Kami keliru menulis harga.", actor=who.owner)
    refused("case_state", 409, services.answer, case_id=case.pk, version=1, text=WORDS, actor=who.keeper)
    refused("stale", 409, services.dismiss, case_id=case.pk, version=1, reason=WORDS, actor=who.head)


def test_a_sanction_may_be_lifted_before_its_day_but_not_after(who: Cast) -> None:
    imposed(who, Measure.SP1)
    case = imposed(who, Measure.SP2, Breach.QUALITY)
    with clock.frozen(date(2027, 6, 1)):
        refused("ended", 409, services.lift, case_id=case.pk, version=3, reason=WORDS, actor=who.head)
    services.lift(case_id=case.pk, version=3, reason="Kewajiban sudah dipenuhi penyedia.", actor=who.head)
    assert bars.bar_of(who.firm.pk, government_id=who.government.pk, on=MONDAY) is None


def test_an_entry_of_the_national_list_bars_everywhere_once_it_is_the_firm(who: Cast) -> None:
    by_id = Sanction.objects.create(
        name="CV LAIN", refs=[f"nib:{who.firm.ids.get().value}"], status="PUBLISHED", valid_from=date(2026, 1, 1),
        valid_to=date(2027, 1, 1), decree="SK-1", source_row_id=1,
    )  # fmt: skip
    bar = bars.bar_of(who.firm.pk, government_id=None, on=MONDAY)
    assert bar is not None
    assert (bar.effect, bar.number, bar.until) == (Effect.NOT_FOR_SALE, "SK-1", date(2027, 1, 1))
    assert bars.bar_of(who.firm.pk, government_id=None, on=date(2027, 1, 1)) is None
    by_id.delete()
    by_name = Sanction.objects.create(name="CV. SUMBER CONTOH", status="PUBLISHED", decree="SK-2", source_row_id=2)
    assert bars.bar_of(who.firm.pk, government_id=None, on=MONDAY) is None, "a name alone proves nothing"
    assert bars.unjudged(who.firm) == [by_name]
    given = {"firm_id": who.firm.pk, "sanction_id": by_name.pk, "government": who.government, "actor": who.clerk}
    services.judge_entry(same=True, reason="Alamat dan NPWP pada SK sama.", **given)  # type: ignore[arg-type]
    assert bars.bar_of(who.firm.pk, government_id=None, on=MONDAY)
    assert bars.unjudged(who.firm) == []
    services.judge_entry(same=False, reason="Ternyata alamat pada SK berbeda.", **given)  # type: ignore[arg-type]
    assert bars.bar_of(who.firm.pk, government_id=None, on=MONDAY) is None


def test_no_single_officer_lifts_a_bar_that_rests_on_a_shared_number(who: Cast) -> None:
    entry = Sanction.objects.create(
        name=who.firm.name, refs=[f"nib:{who.firm.ids.get().value}"], status="PUBLISHED", decree="SK-1", source_row_id=1
    )
    given = {"firm_id": who.firm.pk, "sanction_id": entry.pk, "government": who.government, "actor": who.clerk}
    refused("same_number", 409, services.judge_entry, same=False, reason="Alamat pada SK berbeda.", **given)
    SanctionMatch.objects.create(
        firm=who.firm, name=entry.name, decree=entry.decree, valid_from=None, same=False, reason=WORDS, at=clock.now()
    )
    assert bars.bar_of(who.firm.pk, government_id=None, on=MONDAY), "what was judged before the number was known"


def test_what_bars_a_firm_is_asked_before_it_lists_and_sells(who: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from belanja.rules import registration

    monkeypatch.setattr(registration, "may_list", lambda _standing: "")
    monkeypatch.setattr(registration, "may_sell", lambda _standing: "")
    imposed(who, Measure.SP1)
    gov = who.government.pk
    assert selectors.may_sell(who.firm.pk, on=MONDAY, government_id=gov) == ""
    imposed(who, Measure.SP2, Breach.QUALITY)
    assert "Surat Peringatan 2" in selectors.may_sell(who.firm.pk, on=MONDAY, government_id=gov)
    assert selectors.may_list(who.firm.pk, on=MONDAY, government_id=gov) == ""
    imposed(who, Measure.SP3, Breach.CLAIM)
    assert "Surat Peringatan 3" in selectors.may_list(who.firm.pk, on=MONDAY, government_id=gov)
    assert selectors.may_sell(who.firm.pk, on=date(2027, 11, 2), government_id=gov) == ""


def test_when_a_measure_may_begin_is_a_dated_row(who: Cast) -> None:
    in_force("sanksi.mulai.hari", "3", who.government)
    case = opened(who)
    services.answer(case_id=case.pk, version=1, text="Kami keliru menulis harga.", actor=who.keeper)
    late = {"case_id": case.pk, "version": 2, "measure": Measure.SP1, "reason": WORDS, "actor": who.head}
    refused("start", 422, services.impose, **late, start=MONDAY + timedelta(days=4))
    assert services.impose(**late, start=MONDAY + timedelta(days=3)).state == CaseState.IMPOSED  # type: ignore[arg-type]
