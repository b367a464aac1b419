"""A patrol looks at what nobody chose, or at what a question finds; what it freezes has a reason and is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from belanja.accounts.models import User
from belanja.catalogue.models import ListingStep, Offer, OfferSearch, Patrol, PatrolItem
from belanja.catalogue.selectors.patrol_questions import QUESTIONS, patrolled
from belanja.catalogue.services import curation, listings, patrols
from belanja.catalogue.services.listing_rows import content_of
from belanja.institutions.models import Government, ParameterRow
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules import patrol as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from tests.support.firms import member
from tests.support.law import in_force
from tests.support.listings import Shop, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(banten: Government) -> list[Offer]:
    """Six reams of six firms, for sale."""
    verifier = hired(banten, Role.VERIFIKATOR)
    made = []
    for number in range(6):
        one = shop().submitted(prices=(Price(Decimal(50_000 + 1_000 * number)),))
        made.append(curation.decide(offer_id=one.pk, version=one.version, step=Step.APPROVE, actor=verifier))
    return made


def sample(banten: Government, clerk: Actor, size: int = 3) -> Patrol:
    return patrols.draw_sample(government=banten, size=size, purpose="Patroli bulanan.", actor=clerk)


def test_a_sample_can_be_drawn_again_from_what_was_recorded(
    listed: list[Offer], banten: Government, clerk: Actor
) -> None:
    patrol = sample(banten, clerk)
    told = Event.objects.get(name="catalogue.patrol_begun").payload
    population = patrolled(banten.pk)
    assert (patrol.population, patrol.population_sha256) == (6, rules.fingerprint(population))
    drawn = list(patrol.items.order_by("position").values_list("offer_id", flat=True))
    assert drawn == rules.draw(population, size=3, seed=told["seed"]) == told["offers"]
    assert sample(banten, clerk).seed != patrol.seed


def test_what_is_frozen_is_seen_and_not_sold_and_the_patrol_closes_when_all_is_looked_at(
    listed: list[Offer], banten: Government, clerk: Actor
) -> None:
    patrol = sample(banten, clerk)
    first, second, third = patrol.items.order_by("position")
    with pytest.raises(RuleBroken) as told:
        patrols.close(patrol_id=patrol.pk, government=banten, actor=clerk)
    assert told.value.code == "patrol_unfinished"
    found = patrols.freeze(
        patrol_id=patrol.pk, chosen=[(first.pk, first.offer.version)], reason_code="foto_bukan_produk",
        government=banten, actor=clerk,
    )  # fmt: skip
    assert (found.done, found.refused) == ([first.pk], [])
    offer = Offer.objects.get(pk=first.offer_id)
    assert offer.state == ListingState.NOT_FOR_SALE
    assert OfferSearch.objects.get(pk=offer.pk).state == 1
    assert ListingStep.objects.filter(offer=offer, step="bekukan", reason_code="foto_bukan_produk").exists()
    patrols.find_fair(patrol_id=patrol.pk, item_ids=[second.pk], government=banten, actor=clerk)
    owner = User.objects.get(pk=third.offer.seller.firm.members.get().user_id)
    listings.withdraw(
        offer_id=third.offer_id, version=third.offer.version, actor=Actor(user_id=owner.pk, label="pemilik")
    )
    patrols.close(patrol_id=patrol.pk, government=banten, actor=clerk)
    results = set(patrol.items.values_list("outcome", flat=True))
    assert results == {"dibekukan", "wajar", "lewat"}
    assert Event.objects.get(name="catalogue.patrol_closed").payload["results"]["dibekukan"] == 1


def test_who_comes_late_is_told_and_the_rest_is_done(listed: list[Offer], banten: Government, clerk: Actor) -> None:
    patrol = sample(banten, clerk)
    first, second, _third = patrol.items.order_by("position")
    patrols.find_fair(patrol_id=patrol.pk, item_ids=[first.pk], government=banten, actor=hired(banten, Role.BIRO_PBJ))
    found = patrols.find_fair(patrol_id=patrol.pk, item_ids=[first.pk, second.pk], government=banten, actor=clerk)
    assert found.done == [second.pk]
    assert [(one, "tidak ada temuan" in why) for one, why in found.refused] == [(first.pk, True)]


def test_a_version_changed_meanwhile_is_not_frozen(listed: list[Offer], banten: Government, clerk: Actor) -> None:
    patrol = sample(banten, clerk)
    item = patrol.items.order_by("position")[0]
    found = patrols.freeze(
        patrol_id=patrol.pk, chosen=[(item.pk, item.offer.version + 1)], reason_code="duplikat", government=banten,
        actor=clerk,
    )  # fmt: skip
    assert found.done == []
    assert PatrolItem.objects.get(pk=item.pk).outcome == "belum"
    assert Offer.objects.get(pk=item.offer_id).state == ListingState.LISTED


def test_a_freeze_without_its_reason_and_an_own_firm_are_refused(
    listed: list[Offer], banten: Government, clerk: Actor
) -> None:
    patrol = sample(banten, clerk)
    item = patrol.items.order_by("position")[0]
    with pytest.raises(RuleBroken, match="Pilih satu alasan"):
        patrols.freeze(patrol_id=patrol.pk, chosen=[(item.pk, 1)], reason_code="", government=banten, actor=clerk)
    member(item.offer.seller.firm, user=User.objects.get(pk=clerk.user_id))
    found = patrols.find_fair(patrol_id=patrol.pk, item_ids=[item.pk], government=banten, actor=clerk)
    assert "usaha Anda sendiri" in found.refused[0][1]


def test_only_the_manager_patrols_and_only_at_home(listed: list[Offer], banten: Government, clerk: Actor) -> None:
    patrol = sample(banten, clerk)
    other = Government.objects.get(code="D50")
    for government, role, status in ((banten, Role.VERIFIKATOR, 403), (other, Role.BIRO_PBJ, 404)):
        with pytest.raises(RuleBroken) as told:
            patrols.close(patrol_id=patrol.pk, government=government, actor=hired(government, role))
        assert told.value.status == status
    assert Patrol.objects.get().closed_at is None


def test_ready_questions_find_what_they_say(listed: list[Offer], banten: Government, clerk: Actor) -> None:
    dear: Shop = shop()
    far = dear.submitted(prices=(Price(Decimal(500_000)),))
    assert QUESTIONS["harga_jauh"].find(banten.pk) == [far.pk]
    in_force("katalog.patroli.harga_jauh", "20", banten)
    assert QUESTIONS["harga_jauh"].find(banten.pk) == [], "the government's own row comes first"
    ParameterRow.objects.filter(government=banten).delete()
    cheap = replace(content_of(far), prices=(Price(Decimal(600_000)),))
    listings.edit(offer_id=far.pk, version=far.version, content=cheap, actor=dear.owner, reason="Biaya kertas naik.")
    assert QUESTIONS["harga_naik"].find(banten.pk) == [far.pk]
    patrol = patrols.ask(government=banten, question="harga_jauh", purpose="Harga wajar.", actor=clerk)
    assert [one.offer_id for one in patrol.items.all()] == [far.pk]
    words = patrols.ask(government=banten, words="kertas f4", purpose="Etalase kertas.", actor=clerk)
    assert words.items.count() == 7
    with pytest.raises(RuleBroken) as told:
        patrols.ask(government=banten, words="roketair", purpose="Tidak ada.", actor=clerk)
    assert told.value.code == "patrol_empty"
