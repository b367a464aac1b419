"""Who acts for a firm, and what its registration allows it to do."""

from datetime import timedelta

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.services import storefront
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken
from belanja.rules.registration import Entry, FirmState, MemberRole
from belanja.vendors import selectors
from belanja.vendors.models import Firm, Member
from belanja.vendors.services import gather_firms
from tests.support.firms import member, registered
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def test_members_only(banten: Government) -> None:
    firm = registered(banten)
    owner, keeper, stranger = member(firm), member(firm, role=MemberRole.KEEPER), hired(banten)
    assert selectors.require_member(owner, firm.pk, owner=True) == firm
    assert selectors.require_member(keeper, firm.pk) == firm
    assert selectors.require_member(CONSOLE, firm.pk) == firm
    for actor, owner_needed, status in ((stranger, False, 404), (keeper, True, 403)):
        with pytest.raises(RuleBroken) as refusal:
            selectors.require_member(actor, firm.pk, owner=owner_needed)
        assert refusal.value.status == status


def test_a_membership_ends_with_its_day_and_with_the_account(banten: Government) -> None:
    firm = registered(banten)
    owner = member(firm)
    assert owner.user_id
    Member.objects.update(valid_from=clock.today() - timedelta(days=9), valid_to=clock.today())
    assert selectors.memberships(owner.user_id) == []
    Member.objects.update(valid_to=None)
    assert [one.firm for one in selectors.memberships(owner.user_id)] == [firm]
    User.objects.filter(pk=owner.user_id).update(is_active=False)
    assert not selectors.is_member(owner.user_id, firm.pk)


@pytest.mark.parametrize(
    ("state", "entry", "lists", "sells"),
    [
        (FirmState.VERIFIED, Entry.CLAIM, True, True),
        (FirmState.SUBMITTED, Entry.NEW, True, False),
        (FirmState.SUBMITTED, Entry.CLAIM, False, False),
        (FirmState.DRAFT, Entry.NEW, False, False),
        (FirmState.AWAITING_OWNER, Entry.ASSISTED, False, False),
        (FirmState.RETURNED, Entry.NEW, False, False),
        (FirmState.REFUSED, Entry.NEW, False, False),
    ],
)
def test_what_a_registration_allows(
    banten: Government, state: FirmState, entry: Entry, lists: bool, sells: bool
) -> None:
    firm = registered(banten, state=state, entry=entry)
    today = clock.today()
    assert (selectors.may_list(firm.pk, on=today) == "", selectors.may_sell(firm.pk, on=today) == "") == (lists, sells)


def test_a_firm_known_from_feeds_alone_may_nothing() -> None:
    firm = Firm.objects.create(name="CV Lama")
    assert selectors.may_list(firm.pk, on=clock.today())
    assert selectors.may_sell(firm.pk, on=clock.today())


def test_a_registered_firm_outlives_the_gathering_of_statements(banten: Government) -> None:
    firm = registered(banten)
    Firm.objects.create(name="tanpa bukti apa pun")
    gather_firms()
    assert list(Firm.objects.all()) == [firm]


def test_one_storefront_a_government_in_step_with_the_firm(banten: Government) -> None:
    one, other = registered(banten, name="Toko Berkah"), registered(banten, name="Toko Berkah")
    first = storefront(firm_id=one.pk, government_id=banten.pk)
    assert storefront(firm_id=one.pk, government_id=banten.pk).pk == first.pk
    second = storefront(firm_id=other.pk, government_id=banten.pk)
    assert (first.name, second.name) == ("Toko Berkah", "Toko Berkah")
    assert first.slug != second.slug
    assert first.scale == ""


def test_the_desk_is_not_there_for_strangers(banten: Government, client: Client) -> None:
    firm = registered(banten)
    address = f"/usaha/{firm.pk}/"
    assert client.get(address).status_code == 302
    client.force_login(User.objects.get(pk=hired(banten).user_id))
    assert client.get(address).status_code == 404
    client.force_login(User.objects.get(pk=member(firm, role=MemberRole.KEEPER).user_id))
    assert client.get(address).status_code == 200
    assert firm.name in client.get("/usaha/").content.decode()
