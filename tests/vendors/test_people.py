"""Members of a firm come and go; a co-operative lists for others only while they agree."""

from datetime import timedelta

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.services import storefront
from belanja.catalogue.services.curation import refuse_own
from belanja.catalogue.services.curators import own_firms
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.registration import MemberRole
from belanja.rules.related import Tie
from belanja.vendors import registry, selectors, services
from belanja.vendors.models import FirmMark, Member, MemberInvite, Profile
from belanja.vendors.services import cooperatives
from belanja.vendors.services.people import ask_scales
from tests.support.firms import member, registered
from tests.support.law import in_force
from tests.support.people import hired

from .registering import NIB, full, person, refusal, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def test_members_come_and_go_and_the_last_owner_stays(banten: Government) -> None:
    firm = registered(banten)
    owner, other = member(firm), person()
    asked = services.ask_access(firm_id=firm.pk, actor=other)
    assert services.ask_access(firm_id=firm.pk, actor=other) == asked
    refusal(lambda: services.answer_access(request_id=asked.pk, accept=True, actor=other), 404)
    services.answer_access(request_id=asked.pk, accept=True, actor=owner)
    refusal(lambda: services.answer_access(request_id=asked.pk, accept=True, actor=owner), 409)
    mine = Member.objects.get(firm=firm, user_id=owner.user_id)
    refusal(lambda: services.end_member(member_id=mine.pk, actor=owner), 409, "last_owner")
    theirs = Member.objects.get(firm=firm, user_id=other.user_id)
    refusal(lambda: services.invite_member(firm_id=firm.pk, login="0811", role=MemberRole.OWNER, actor=other), 403)
    services.end_member(member_id=theirs.pk, actor=other)
    assert not selectors.is_member(other.user_id, firm.pk)


def test_the_scale_is_confirmed_with_one_tap(banten: Government) -> None:
    owner = person()
    profile = submitted(banten, owner)
    refusal(lambda: services.confirm_scale(firm_id=profile.firm_id, actor=owner), 409)
    services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    with clock.frozen(clock.now() + timedelta(days=366)):
        services.confirm_scale(firm_id=profile.firm_id, actor=owner)
        profile.refresh_from_db()
        assert profile.scale_confirmed_on == clock.today()


def test_owners_are_asked_for_the_scale_once_a_year(banten: Government) -> None:
    owner = person()
    profile = submitted(banten, owner)
    services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    storefront(firm_id=profile.firm_id, government_id=banten.pk)
    assert ask_scales() == 0
    with clock.frozen(clock.now() + timedelta(days=366)):
        assert (ask_scales(), ask_scales()) == (1, 0)
        services.confirm_scale(firm_id=profile.firm_id, actor=owner)
        assert Seller.objects.get().scale_on == clock.today()
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert ask_scales() == 0


def test_everybody_sees_that_the_yearly_statement_of_scale_is_overdue(banten: Government, client: Client) -> None:
    owner = person()
    profile = submitted(banten, owner)
    services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    address = f"/katalog/penyedia/{storefront(firm_id=profile.firm_id, government_id=banten.pk).slug}/"
    told = client.get(address).content.decode()
    assert "dipastikan penyedia" in told
    assert "perlu dinyatakan lagi" not in told
    with clock.frozen(clock.now() + timedelta(days=366)):
        assert ", perlu dinyatakan lagi" in client.get(address).content.decode()
        services.confirm_scale(firm_id=profile.firm_id, actor=owner)
        assert "perlu dinyatakan lagi" not in client.get(address).content.decode()


def test_who_owns_two_firms_is_seen_by_marks_alone(banten: Government) -> None:
    owner = person()
    firms = [submitted(banten, owner, nib=f"912000123456{n}", name=f"UD {n}").firm_id for n in range(2)]
    marks = FirmMark.objects.filter(kind=Tie.OWNER.value)
    assert sorted(marks.values_list("firm_id", flat=True)) == firms
    assert len(set(marks.values_list("mark", flat=True))) == 1


def test_a_cooperative_lists_for_a_member_only_with_its_consent(banten: Government) -> None:
    chair, maker = person(), person()
    coop = submitted(banten, chair, name="Koperasi Maju", legal_form="koperasi", scale="koperasi", nib="9120001234569")
    shop = submitted(banten, maker)
    refusal(lambda: cooperatives.invite(cooperative_id=coop.firm_id, nib=NIB, actor=chair), 409, "not_cooperative")
    services.decide(firm_id=coop.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    row = cooperatives.invite(cooperative_id=coop.firm_id, nib=NIB, actor=chair)
    assert not registry.may_list_for(coop.firm_id, shop.firm_id)
    refusal(lambda: cooperatives.consent(row_id=row.pk, actor=chair), 404)
    cooperatives.consent(row_id=row.pk, actor=maker)
    assert registry.may_list_for(coop.firm_id, shop.firm_id)
    cooperatives.end(row_id=row.pk, actor=maker)
    assert not registry.may_list_for(coop.firm_id, shop.firm_id)


def test_who_takes_back_the_consent_is_out_of_sight_at_once(banten: Government, client: Client) -> None:
    owner, today = person(), clock.today()
    profile = submitted(banten, owner, about="Masakan Ibu Sari")
    firm, verifier = profile.firm_id, hired(banten, Role.VERIFIKATOR)
    services.decide(firm_id=firm, version=1, step="pass", actor=verifier)
    front = storefront(firm_id=firm, government_id=banten.pk)
    assert front.about == "Masakan Ibu Sari"
    assert client.get(f"/katalog/penyedia/{front.slug}/").status_code == 200
    refusal(lambda: services.leave(firm_id=firm, version=1, actor=member(profile.firm, role=MemberRole.KEEPER)), 403)
    left = services.leave(firm_id=firm, version=1, actor=owner)
    assert (left.state, left.shown, left.consent_at) == ("draf", {}, None)
    front.refresh_from_db()
    assert front.about == ""
    assert client.get(f"/katalog/penyedia/{front.slug}/").status_code == 404
    assert selectors.may_list(firm, on=today)
    refusal(lambda: services.leave(firm_id=firm, version=2, actor=owner), 409)
    services.fill(firm_id=firm, version=2, statement=full(name="PT Lain Sekali"), actor=owner)
    back = services.submit(firm_id=firm, version=3, consent=True, actor=owner)
    assert back.shown["name"] == "PT Lain Sekali"
    assert selectors.may_sell(firm, on=today)  # what was passed before the owner left proves nothing any more
    services.decide(firm_id=firm, version=3, step="pass", actor=verifier)
    assert selectors.may_sell(firm, on=today) == ""
    assert client.get(f"/katalog/penyedia/{front.slug}/").status_code == 200


def test_who_left_a_firm_a_moment_ago_decides_nothing_about_it(banten: Government) -> None:
    officer, owner = hired(banten, Role.VERIFIKATOR), person()
    profile = submitted(banten, owner)
    member(profile.firm, role=MemberRole.KEEPER, user=User.objects.get(pk=officer.user_id))
    theirs = Member.objects.get(firm=profile.firm, user_id=officer.user_id)
    services.end_member(member_id=theirs.pk, actor=officer)
    assert not selectors.is_member(officer.user_id, profile.firm_id)
    refusal(lambda: services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=officer), 403, "own_firm")
    with pytest.raises(RuleBroken):
        refuse_own(Offer(seller=Seller(firm=profile.firm)), officer)
    assert own_firms(officer, banten.pk) == {profile.firm_id}
    with clock.frozen(clock.now() + timedelta(days=365)):
        assert own_firms(officer, banten.pk) == set()


def test_an_invitation_ends_by_itself_and_can_be_taken_back(banten: Government) -> None:
    firm = registered(banten)
    owner, guest = member(firm), hired(banten, Role.VERIFIKATOR)
    login = User.objects.get(pk=guest.user_id).email or ""
    told = {"firm_id": firm.pk, "login": login, "actor": owner}
    services.invite_member(**told, role=MemberRole.KEEPER)
    first = MemberInvite.objects.get()
    in_force("usaha.undangan.hari", "3", banten)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert selectors.invites(guest.user_id or 0) == []
        refusal(lambda: services.answer_invite(invite_id=first.pk, accept=True, actor=guest), 409, "invite_over")
        services.invite_member(**told, role=MemberRole.KEEPER)
        again = MemberInvite.objects.get(state=MemberInvite.State.OPEN)
        assert again.pk != first.pk
        assert selectors.invites(guest.user_id or 0) == [again]
        refusal(lambda: services.take_back_invite(**told | {"actor": guest}), 404)
        services.take_back_invite(**told)
        services.take_back_invite(**told | {"login": "tidak.ada@contoh.id"})
        refusal(lambda: services.answer_invite(invite_id=again.pk, accept=True, actor=guest), 409, "answered")
    assert not Member.objects.filter(user_id=guest.user_id).exists()


def test_how_long_one_stays_concerned_is_each_governments_own_row(banten: Government) -> None:
    officer, firm = hired(banten, Role.VERIFIKATOR), registered(banten)
    member(firm)
    member(firm, role=MemberRole.KEEPER, user=User.objects.get(pk=officer.user_id))
    services.end_member(member_id=Member.objects.get(user_id=officer.user_id).pk, actor=officer)
    in_force("usaha.kepentingan.hari", "10", banten)
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert own_firms(officer, banten.pk) == set()
        assert own_firms(officer, Government.objects.get(code="D50").pk) == {firm.pk}


def test_nobody_becomes_a_member_without_agreeing_and_the_form_tells_nothing(banten: Government) -> None:
    firm = registered(banten)
    owner, officer = member(firm), hired(banten, Role.VERIFIKATOR)
    email = User.objects.get(pk=officer.user_id).email
    assert email

    def invited(login: str) -> None:
        services.invite_member(firm_id=firm.pk, login=login, role=MemberRole.OWNER, actor=owner)

    invited("tidak.ada@contoh.id")
    assert not MemberInvite.objects.exists()
    invited(email)
    invited(email)
    invite = MemberInvite.objects.get()
    assert not selectors.is_member(officer.user_id, firm.pk)
    assert not selectors.is_concerned(officer.user_id, firm.pk, government_id=banten.pk)
    refusal(lambda: services.answer_invite(invite_id=invite.pk, accept=True, actor=owner), 404)
    services.answer_invite(invite_id=invite.pk, accept=False, actor=officer)
    refusal(lambda: services.answer_invite(invite_id=invite.pk, accept=True, actor=officer), 409, "answered")
    assert not selectors.is_concerned(officer.user_id, firm.pk, government_id=banten.pk)
    invited(email)
    again = MemberInvite.objects.get(state=MemberInvite.State.OPEN)
    services.answer_invite(invite_id=again.pk, accept=True, actor=officer)
    assert selectors.is_member(officer.user_id, firm.pk)
    invited(email)
    assert not MemberInvite.objects.filter(state=MemberInvite.State.OPEN).exists()


def test_an_invitation_falls_with_the_owner_who_wrote_it(banten: Government) -> None:
    firm = registered(banten)
    first, second, guest = member(firm), member(firm), hired(banten)
    login = User.objects.get(pk=guest.user_id).email or ""
    services.invite_member(firm_id=firm.pk, login=login, role=MemberRole.OWNER, actor=first)
    services.end_member(member_id=Member.objects.get(firm=firm, user_id=first.user_id).pk, actor=second)
    invite = MemberInvite.objects.get()
    refusal(lambda: services.answer_invite(invite_id=invite.pk, accept=True, actor=guest), 409, "invite_void")


def test_a_cooperatives_request_ends_by_itself_and_can_be_made_again(banten: Government) -> None:
    coop, firm = registered(banten), registered(banten)
    Profile.objects.filter(firm=coop).update(legal_form="koperasi")
    chair, owner = member(coop), member(firm)
    nib = Profile.objects.get(firm=firm).nib
    asked = cooperatives.invite(cooperative_id=coop.pk, nib=nib, actor=chair)
    in_force("usaha.undangan.hari", "3", banten)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert list(registry.cooperatives_of(firm.pk)) == []
        refusal(lambda: cooperatives.consent(row_id=asked.pk, actor=owner), 409, "ended")
        again = cooperatives.invite(cooperative_id=coop.pk, nib=nib, actor=chair)
        assert list(registry.cooperatives_of(firm.pk)) == [again]
        assert cooperatives.consent(row_id=again.pk, actor=owner).consented_at is not None
