"""A firm comes to be listed: anew, by a claim, or with an officer's help; nobody decides on himself."""

from datetime import timedelta
from typing import Any

import pytest

from belanja.accounts import services as accounts
from belanja.accounts.models import User
from belanja.catalogue.services import storefront
from belanja.foundation import clock, moments
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.notices.models import Notice
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.rules.registration import FirmState, MemberRole
from belanja.rules.registration_reasons import Use, reasons_for
from belanja.vendors import registry, selectors, services
from belanja.vendors.models import Firm, FirmId, Member, Profile, RegistrationStep, Sanction, ScaleEvidence, SignedSheet
from tests.support.firms import member
from tests.support.law import in_force
from tests.support.people import hired

from .registering import NIB, begun, full, person, refusal, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def test_a_micro_firm_is_visible_the_same_day_and_sells_once_verified(banten: Government) -> None:
    owner, today = person(), clock.today()
    profile = submitted(banten, owner)
    firm = profile.firm_id
    assert (profile.nib, profile.kbli, profile.phone) == (NIB, ["56210", "10799"], "+6281234567890")
    assert selectors.may_list(firm, on=today) == ""
    assert "belum selesai diverifikasi" in selectors.may_sell(firm, on=today)
    assert storefront(firm_id=firm, government_id=banten.pk).scale == ""
    services.decide(firm_id=firm, version=profile.version, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    assert selectors.may_sell(firm, on=today) == ""
    assert selectors.scales_on(refs=[f"nib:{NIB}"], on=today) == {f"nib:{NIB}": Scale.MICRO}
    assert storefront(firm_id=firm, government_id=banten.pk).scale == "mikro"
    assert "terverifikasi" in Notice.objects.get(to_user_id=owner.user_id).text


def test_nothing_is_submitted_without_consent_or_with_what_a_check_stops(banten: Government) -> None:
    owner = person()
    profile = begun(banten, owner, kbli="4761", address="")
    at = {"firm_id": profile.firm_id, "version": profile.version, "actor": owner}
    refusal(lambda: services.submit(**at, consent=False), 422, "consent_missing")
    told = refusal(lambda: services.submit(**at, consent=True), 422)
    assert "Tulis jalan" in told.message
    Profile.objects.update(address="Jalan Raya 1, Sobang")
    assert "lima angka" in refusal(lambda: services.submit(**at, consent=True), 422, "check_kbli_form").message
    assert selectors.may_list(profile.firm_id, on=clock.today())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"phone": "12"}, "phone"),
        ({"email": "bukan surel"}, "email"),
        ({"npwp": "01.234.567.8-901.000"}, "npwp"),
        ({"legal_form": "gereja"}, "legal_form"),
        ({"scale": "raksasa"}, "scale"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(banten: Government, changed: dict[str, str], code: str) -> None:
    actor = person()
    refusal(lambda: begun(banten, actor, **changed), 422, code)
    assert not Firm.objects.exists()


def test_a_tax_number_is_kept_as_a_mark_alone(banten: Government) -> None:
    profile = begun(banten, person(), npwp="01.300.066.6-091.000")
    assert profile.npwp_mark
    assert "300066" not in str(list(Profile.objects.values())) + str(list(Event.objects.values()))


def test_strangers_and_keepers_change_nothing(banten: Government) -> None:
    owner = person()
    profile = submitted(banten, owner)
    keeper = member(profile.firm, role=MemberRole.KEEPER)
    for actor, status in ((person(), 404), (hired(banten, *Role), 404), (keeper, 403)):
        refusal(
            lambda actor=actor: services.fill(
                firm_id=profile.firm_id, version=profile.version, statement=full(name="Lain"), actor=actor
            ),
            status,
        )
    light = full(about="Katering rumahan")
    services.fill(firm_id=profile.firm_id, version=profile.version, statement=light, actor=keeper)
    profile.refresh_from_db()
    assert (profile.shown["about"], profile.state) == ("Katering rumahan", FirmState.SUBMITTED)


def test_whoever_has_not_proved_his_number_fills_in_but_does_not_submit(banten: Government) -> None:
    user = accounts.register(name="Ibu Sari", phone="081300001111", pin="407183", government_code="D43")
    owner = Actor(user.pk, "Pelaku usaha")
    profile = begun(banten, owner)
    at = {"firm_id": profile.firm_id, "version": profile.version, "consent": True, "actor": owner}
    refusal(lambda: services.submit(**at), 409, "number_unproved")
    code = accounts.hand_code(user_id=user.pk, purpose="nomor", government_code="D43", days=7, actor=CONSOLE)[1]
    accounts.prove_number(typed=code, user_id=user.pk)
    assert services.submit(**at).state == FirmState.SUBMITTED


def test_two_who_fill_the_same_draft_do_not_undo_each_other(banten: Government) -> None:
    owner = person()
    profile = begun(banten, owner)
    at = {"firm_id": profile.firm_id, "version": profile.version, "actor": owner}
    services.fill(**at, statement=full(about="satu"))
    refusal(lambda: services.fill(**at, statement=full(about="dua")), 409, "changed_meanwhile")
    profile.refresh_from_db()
    assert profile.about == "satu"


def test_a_verified_firm_that_changes_its_name_shows_the_former_one_until_it_is_passed(banten: Government) -> None:
    owner, verifier = person(), hired(banten, Role.VERIFIKATOR)
    profile = submitted(banten, owner)
    services.decide(firm_id=profile.firm_id, version=profile.version, step="pass", actor=verifier)
    profile.refresh_from_db()
    services.fill(
        firm_id=profile.firm_id, version=profile.version, statement=full(name="PT Telkom Indonesia"), actor=owner
    )
    profile.refresh_from_db()
    assert (profile.state, profile.shown["name"]) == (FirmState.SUBMITTED, "Katering Sari Rasa")
    assert selectors.may_sell(profile.firm_id, on=clock.today()) == ""
    refusal(lambda: services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=verifier), 409)
    services.decide(
        firm_id=profile.firm_id, version=profile.version, step="return", reason_code="nib_beda", actor=verifier
    )
    profile.refresh_from_db()
    assert profile.shown["name"] == "Katering Sari Rasa"
    assert "Samakan nama" in Notice.objects.filter(to_user_id=owner.user_id).latest("id").text


def known(*refs: str, name: str = "CV Lama Jaya", scale: str = "kecil") -> Firm:
    firm = Firm.objects.create(name=name)
    for ref in refs:
        scheme, _, value = ref.partition(":")
        FirmId.objects.create(firm=firm, scheme=scheme, value=value)
    ScaleEvidence.objects.create(
        firm=firm, refs=list(refs), name=name, scale=scale, region_code="36.04", evidence="SIKaP",
        source_row_id=ScaleEvidence.objects.count() + 1,
    )  # fmt: skip
    return firm


def test_a_claim_takes_what_is_known_and_gets_nothing_before_it_is_passed(banten: Government) -> None:
    firm = known(f"nib:{NIB}", "sikap:1234")
    for written in ("9120 0012-34567", "1234"):
        found = registry.find(written)
        assert found
        assert found.firm == firm
    owner, today = person(), clock.today()
    refusal(lambda: begun(banten, owner), 409, "firm_known")
    profile = services.claim(firm_id=firm.pk, government=banten, actor=owner)
    assert (profile.name, profile.nib, profile.region_code, profile.scale) == ("CV Lama Jaya", NIB, "36.04", "kecil")
    assert profile.legal_form == "cv"
    missing = full(name=profile.name, legal_form="cv", scale="kecil", scale_evidence="SIKaP", region_code="36.04")
    profile = services.fill(firm_id=profile.firm_id, version=1, statement=missing, actor=owner)
    services.submit(firm_id=profile.firm_id, version=profile.version, consent=True, actor=owner)
    assert "Klaim" in selectors.may_list(profile.firm_id, on=today)
    assert firm.ids.count() == 2
    services.decide(firm_id=profile.firm_id, version=profile.version, step="pass", actor=hired(banten, Role.BIRO_PBJ))
    assert not Firm.objects.filter(pk=firm.pk).exists()
    assert sorted(map(str, FirmId.objects.filter(firm_id=profile.firm_id))) == [f"nib:{NIB}", "sikap:1234"]
    assert selectors.may_sell(profile.firm_id, on=today) == ""
    services.gather_firms()
    assert selectors.scales_on(refs=["sikap:1234"], on=today) == {"sikap:1234": Scale.SMALL}
    assert Firm.objects.get().pk == profile.firm_id


def test_a_known_number_filled_in_later_waits_for_the_look_like_a_claim(banten: Government) -> None:
    firm = known(f"nib:{NIB}", "sikap:1234")
    owner = person()
    profile = begun(banten, owner, nib="")
    services.fill(firm_id=profile.firm_id, version=1, statement=full(), actor=owner)
    profile = services.submit(firm_id=profile.firm_id, version=2, consent=True, actor=owner)
    assert (profile.held, profile.shown) == (True, {})
    assert "nib_known" in profile.findings
    assert selectors.may_list(profile.firm_id, on=clock.today())
    services.decide(firm_id=profile.firm_id, version=2, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    assert not Firm.objects.filter(pk=firm.pk).exists()
    assert selectors.may_sell(profile.firm_id, on=clock.today()) == ""


def test_who_changes_to_a_known_number_is_out_of_sight_until_the_look(banten: Government) -> None:
    known(f"nib:{NIB}")
    owner = person()
    profile = submitted(banten, owner, nib="9120001234570")
    assert profile.shown
    profile = services.fill(firm_id=profile.firm_id, version=1, statement=full(), actor=owner)
    assert (profile.held, profile.shown) == (True, {})


def test_of_two_who_claim_the_same_firm_one_is_passed(banten: Government) -> None:
    firm = known("sikap:77")
    verifier, profiles = hired(banten, Role.VERIFIKATOR), []
    for _ in range(2):
        owner = person()
        profile = services.claim(firm_id=firm.pk, government=banten, actor=owner)
        profile = services.fill(firm_id=profile.firm_id, version=1, statement=full(legal_form="cv"), actor=owner)
        profiles.append(services.submit(firm_id=profile.firm_id, version=profile.version, consent=True, actor=owner))
    assert profiles[1].held
    services.decide(firm_id=profiles[1].firm_id, version=profiles[1].version, step="pass", actor=verifier)
    refusal(
        lambda: services.decide(firm_id=profiles[0].firm_id, version=profiles[0].version, step="pass", actor=verifier),
        409,
    )


def test_a_feed_never_puts_two_registered_firms_together(banten: Government) -> None:
    firms = []
    for nib in (NIB, "9120001234568"):
        profile = submitted(banten, person(), nib=nib)
        services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
        firms.append(profile.firm_id)
    ScaleEvidence.objects.create(refs=[f"nib:{NIB}", "nib:9120001234568", "v5:9"], scale="besar", source_row_id=1)
    services.gather_firms()
    assert sorted(Firm.objects.values_list("pk", flat=True)) == firms
    assert FirmId.objects.get(scheme="v5", value="9").firm_id == firms[0]
    assert FirmId.objects.get(value="9120001234568").firm_id == firms[1]


def test_the_national_list_stops_by_id_and_asks_by_name(banten: Government) -> None:
    day = clock.today()
    Sanction.objects.create(
        name="Katering Sari Rasa", refs=[], valid_from=day - timedelta(days=9), valid_to=day + timedelta(days=9),
        decree="1/SK", status="PUBLISHED", source_row_id=1,
    )  # fmt: skip
    owner = person()
    profile = submitted(banten, owner)
    assert profile.held
    assert "petugas" in selectors.may_list(profile.firm_id, on=day)
    Sanction.objects.update(refs=[f"nib:{NIB}"])
    other = begun(banten, person(), name="Nama Lain")
    people = Member.objects.get(firm=other.firm)
    actor = Actor(user_id=people.user_id, label="Pemilik usaha")
    refusal(
        lambda: services.submit(firm_id=other.firm_id, version=1, consent=True, actor=actor), 422, "check_blacklisted"
    )


def test_an_officers_entry_counts_only_after_the_owners_word(banten: Government) -> None:
    officer, owner = hired(banten, Role.PEMBINA), person()
    refusal(lambda: services.assist(government=banten, statement=full(), actor=hired(banten, Role.APIP)), 403)
    profile = services.assist(government=banten, statement=full(), actor=officer)
    assert selectors.may_list(profile.firm_id, on=clock.today())
    code = services.code_of(profile)
    assert services.by_code(code) == profile
    refusal(lambda: services.confirm_on_screen(code="1-aaaa", version=1, consent=True, actor=owner), 404)
    refusal(lambda: services.confirm_on_screen(code=code, version=1, consent=True, actor=officer), 403)
    refusal(lambda: services.confirm_on_screen(code=code, version=1, consent=False, actor=owner), 422)
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert services.by_code(code) is None
    services.confirm_on_screen(code=code, version=1, consent=True, actor=owner)
    profile.refresh_from_db()
    assert (profile.state, profile.confirmed_by_id) == (FirmState.SUBMITTED, owner.user_id)
    assert selectors.require_member(owner, profile.firm_id, owner=True)
    assert services.by_code(code) is None
    both = hired(banten, Role.PEMBINA, Role.VERIFIKATOR)
    Profile.objects.update(entered_by_id=both.user_id)
    refusal(lambda: services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=both), 403, "second_person")


def test_a_signed_sheet_needs_two_officers(banten: Government) -> None:
    one, two = hired(banten, Role.PEMBINA), hired(banten, Role.BIRO_PBJ)
    profile = services.assist(government=banten, statement=full(), actor=one)
    at: dict[str, Any] = {"firm_id": profile.firm_id, "version": 1, "signed_on": clock.today()}
    refusal(lambda: services.record_sheet(**at, kept_at=" ", actor=one), 422)
    refusal(lambda: services.see_sheet(firm_id=profile.firm_id, actor=two), 409, "sheet_missing")
    services.record_sheet(**at, kept_at="Map 3/2026", actor=one)
    refusal(lambda: services.record_sheet(**at, kept_at="Map 3/2026", actor=two), 409)
    refusal(lambda: services.see_sheet(firm_id=profile.firm_id, actor=one), 403, "second_person")
    services.see_sheet(firm_id=profile.firm_id, actor=two)
    profile.refresh_from_db()
    assert (profile.state, profile.confirmed_how) == (FirmState.SUBMITTED, "lembar")
    assert Notice.objects.get(to_firm_id=profile.firm_id)
    assert SignedSheet.objects.get().seen_by_id == two.user_id


def test_a_changed_entry_voids_code_and_sheet(banten: Government) -> None:
    officer = hired(banten, Role.PEMBINA)
    profile = services.assist(government=banten, statement=full(), actor=officer)
    code = services.code_of(profile)
    services.record_sheet(
        firm_id=profile.firm_id, version=1, signed_on=clock.today(), kept_at="Map 3", actor=officer
    )  # fmt: skip
    services.amend(firm_id=profile.firm_id, version=1, statement=full(name="Katering Baru"), actor=officer)
    assert services.by_code(code) is None
    refusal(lambda: services.see_sheet(firm_id=profile.firm_id, actor=hired(banten, Role.BIRO_PBJ)), 409)


def test_who_typed_any_of_it_does_not_verify_it(banten: Government) -> None:
    both, clerk, owner = hired(banten, Role.PEMBINA, Role.VERIFIKATOR), hired(banten, Role.PEMBINA), person()
    profile = services.assist(government=banten, statement=full(), actor=clerk)
    profile = services.amend(firm_id=profile.firm_id, version=1, statement=full(scale="kecil"), actor=both)
    services.confirm_on_screen(code=services.code_of(profile), version=2, consent=True, actor=owner)
    at: dict[str, Any] = {"firm_id": profile.firm_id, "version": 2, "step": "pass"}
    refusal(lambda: services.decide(**at, actor=both), 403, "second_person")
    services.decide(**at, actor=hired(banten, Role.VERIFIKATOR))


def test_nobody_decides_on_his_own_firm_and_every_reason_is_a_standard_one(banten: Government) -> None:
    verifier = hired(banten, Role.VERIFIKATOR)
    profile = submitted(banten, person())
    member(profile.firm, user=User.objects.get(pk=verifier.user_id))
    at: dict[str, Any] = {"firm_id": profile.firm_id, "version": 1}
    refusal(lambda: services.decide(**at, step="pass", actor=verifier), 403, "own_firm")
    other = hired(banten, Role.VERIFIKATOR)
    refusal(lambda: services.decide(**at, step="return", actor=other), 422, "reason_missing")
    refusal(lambda: services.decide(**at, step="return", reason_code="daftar_hitam", actor=other), 422)
    refusal(lambda: services.decide(**at, step="refuse", reason_code="lainnya", note="?", actor=other), 422)
    refusal(lambda: services.decide(**at, step="submit", actor=other), 422, "step_unknown")
    services.decide(**at, step="refuse", reason_code="sudah_terdaftar", actor=other)
    refusal(lambda: services.decide(**at, step="pass", actor=other), 409, "wrong_state")
    neighbour = Government.objects.get(code="D50")
    refusal(lambda: services.decide(**at, step="pass", actor=hired(neighbour, *Role)), 404)


def test_a_batch_decides_each_by_itself(banten: Government) -> None:
    verifier = hired(banten, Role.VERIFIKATOR)
    good = submitted(banten, person())
    stale = submitted(banten, person(), nib="9120001234568", name="UD Dua")
    outcomes = services.decide_many(
        government=banten, chosen=[(good.firm_id, 1), (stale.firm_id, 7), (10**9, 1)], step="pass", actor=verifier
    )
    assert [bool(one.refusal) for one in outcomes] == [False, True, True]
    assert selectors.may_sell(good.firm_id, on=clock.today()) == ""


def test_how_long_verifiers_take_is_counted_from_each_submission(banten: Government) -> None:
    verifier = hired(banten, Role.VERIFIKATOR)
    assert registry.waiting(banten.pk).median is None
    start = clock.now()
    for number, hours in enumerate((2, 4, 12)):
        with clock.frozen(start):
            profile = submitted(banten, person(), nib=f"912000123450{number}", name=f"UD {number}")
        with clock.frozen(start + timedelta(hours=hours)):
            services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=verifier)
    with clock.frozen(start):
        submitted(banten, person())
    with clock.frozen(start + timedelta(hours=20)):
        told = registry.waiting(banten.pk)
    assert (told.decided, told.median, told.waiting, told.longest) == (3, 4, 1, 20)


def test_at_a_former_moment_later_registrations_had_stated_nothing(banten: Government) -> None:
    known("sikap:77", scale="besar")
    profile = submitted(banten, person())
    moment = clock.now()
    with clock.frozen(moment + timedelta(days=1)):
        services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    assert FirmId.objects.filter(value=NIB).exists()
    moments.restore(government_id=banten.pk, moment=moment)
    assert list(FirmId.objects.values_list("value", flat=True)) == ["77"]


def test_how_many_registrations_one_account_may_leave_open_is_a_dated_row(banten: Government) -> None:
    actor = person()
    in_force("usaha.pendaftaran.terbuka", "1", banten)
    begun(banten, actor)
    refusal(lambda: begun(banten, actor, nib="9120001234568"), 409, "too_many_open")


def test_a_refused_registration_is_mended_and_entered_again_and_the_refusal_stays(banten: Government) -> None:
    owner, verifier = person(), hired(banten, Role.VERIFIKATOR)
    firm = submitted(banten, owner).firm_id
    keeper = member(Firm.objects.get(pk=firm), role=MemberRole.KEEPER)
    reason = reasons_for(Use.REFUSE)[0].code
    refused = services.decide(
        firm_id=firm, version=1, step="refuse", reason_code=reason, note="NIB milik usaha lain.", actor=verifier
    )
    again = {"firm_id": firm, "version": refused.version, "statement": full(name="Katering Sari Rasa Baru")}
    refusal(lambda: services.fill(**again, actor=keeper), 403, "owner_only")
    mended = services.fill(**again, actor=owner)
    assert (mended.state, mended.version) == (FirmState.DRAFT, refused.version + 1)
    back = services.submit(firm_id=firm, version=mended.version, consent=True, actor=owner)
    assert back.state == FirmState.SUBMITTED
    story = list(RegistrationStep.objects.filter(profile=back).order_by("pk").values_list("step", "reason_code"))
    assert ("refuse", reason) in story
    assert [step for step, _reason in story][-2:] == ["mend", "submit"]
