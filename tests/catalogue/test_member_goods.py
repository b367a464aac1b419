"""A co-operative sells a member's goods only while the member agrees, and everybody sees whose they are."""

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import MemberOffer
from belanja.catalogue.services import curation
from belanja.catalogue.services.member_goods import list_for
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from belanja.rules.registration import LegalForm
from belanja.vendors.models import Profile
from belanja.vendors.services import cooperatives
from tests.support.firms import member, registered
from tests.support.listings import Shop, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def coop() -> Shop:
    made = shop(name="Koperasi Maju")
    Profile.objects.filter(firm=made.firm).update(legal_form=LegalForm.COOPERATIVE.value)
    return made


def test_goods_of_a_member_need_its_consent_and_leave_with_it(coop: Shop) -> None:
    banten = Government.objects.get(code="D43")
    maker = registered(banten, name="Keripik Bu Ani")
    owner = member(maker)
    offer = coop.submitted()
    curation.decide(
        offer_id=offer.pk, version=offer.version, step=Step.APPROVE, actor=hired(banten, Role.VERIFIKATOR)
    )  # fmt: skip
    asked = {"cooperative_id": coop.firm.pk, "member_id": maker.pk, "offer_ids": [offer.pk]}
    row = cooperatives.invite(cooperative_id=coop.firm.pk, nib=maker.profile.nib, actor=coop.owner)
    for actor, status in ((coop.owner, 409), (owner, 404)):
        with pytest.raises(RuleBroken) as refusal:
            list_for(**asked, actor=actor)
        assert refusal.value.status == status
    assert not MemberOffer.objects.exists()
    cooperatives.consent(row_id=row.pk, actor=owner)
    assert (list_for(**asked, actor=coop.owner), list_for(**asked, actor=coop.owner)) == (1, 0)
    page = Client().get(f"/katalog/produk/{offer.product_id}-x/", follow=True).content.decode()
    assert "barang anggota: Keripik Bu Ani" in page
    cooperatives.end(row_id=row.pk, actor=owner)
    offer.refresh_from_db()
    assert (offer.state, MemberOffer.objects.count()) == (ListingState.WITHDRAWN.value, 0)
    assert "Persetujuan anggota" in offer.state_reason


def test_the_page_of_members_goods(coop: Shop) -> None:
    maker = registered(Government.objects.get(code="D43"), name="Keripik Bu Ani")
    row = cooperatives.invite(cooperative_id=coop.firm.pk, nib=maker.profile.nib, actor=coop.owner)
    client, address = Client(), f"/usaha/{coop.firm.pk}/koperasi/barang/"
    client.force_login(User.objects.get(pk=coop.owner.user_id))
    assert "Belum ada usaha anggota yang setuju" in client.get(address).content.decode()
    cooperatives.consent(row_id=row.pk, actor=member(maker))
    offer = coop.submitted()
    assert client.post(address, {"member": maker.pk}).status_code == 422
    assert client.post(address, {"member": "99999", "barang": offer.pk}).status_code == 422
    assert client.post(address, {"member": maker.pk, "barang": offer.pk}).status_code == 302
    assert "Keripik Bu Ani" in client.get(address).content.decode()
    client.post(address, {"member": "sendiri", "barang": offer.pk})
    assert not MemberOffer.objects.exists()
    assert client.get(f"/usaha/{maker.pk}/koperasi/barang/").status_code == 404
