"""Two verifiers at one claim, two curators at one pair: one of each wins, the other is told, nothing is lost."""

from decimal import Decimal

import pytest

from belanja.catalogue.models import Claim, ClaimCheck, LikelyDuplicate, Offer, ProductMove
from belanja.catalogue.services.claims import Verdict, look_into
from belanja.catalogue.services.duplicates import find_duplicates, keep_apart
from belanja.catalogue.services.products import merge_pair
from belanja.catalogue.services.stated_claims import state_claims
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from belanja.rules.listing_content import Stated
from belanja.rules.listings import Verification
from tests.support.listings import shop
from tests.support.people import hired
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_verifiers_at_one_claim() -> None:
    place = shop()
    offer = place.submitted()
    state_claims(product_id=offer.product_id, stated=[Stated("tkdn", "S-1/2026", "PT Kertas", Decimal("41.5"))])
    claim = Claim.objects.get()
    first, second = (hired(place.government, Role.VERIFIKATOR) for _ in range(2))
    said = at_once(
        lambda: look_into(
            claims=[(claim.pk, 0)],
            verdict=Verdict(Verification.VERIFIED, "daftar TKDN"),
            government=place.government,
            actor=first,
        ),
        lambda: look_into(
            claims=[(claim.pk, 0)],
            verdict=Verdict(Verification.NOT_FOUND, "daftar TKDN", "Tidak ada di daftar."),
            government=place.government,
            actor=second,
        ),
    )
    assert said == ["", "409 claim_decided"]
    check = ClaimCheck.objects.get()
    claim.refresh_from_db()
    assert (claim.verification, claim.checked) == (check.verdict, 1)


def test_one_merges_while_the_other_keeps_apart() -> None:
    first, second = shop(), shop()
    first.submitted()
    second.submitted(name="HVS Kertas F4 80 gram")
    find_duplicates()
    pair = LikelyDuplicate.objects.get()
    government = Government.objects.get(code="D43")
    one, other = (hired(government, Role.BIRO_PBJ) for _ in range(2))
    said = at_once(
        lambda: merge_pair(
            pair_id=pair.pk, kept_id=pair.first_id, reason="Barang yang sama.", government=government, actor=one
        ),
        lambda: keep_apart(pair_id=pair.pk, reason="Dua barang.", government=government, actor=other),
    )
    assert said == ["", "409 pair_decided"]
    pair.refresh_from_db()
    merged = pair.state == LikelyDuplicate.State.MERGED
    assert ProductMove.objects.count() == int(merged)
    assert Offer.objects.filter(product=pair.first_id).count() == (2 if merged else 1)


def test_two_merges_of_one_product_into_each_other_do_not_wait_for_ever() -> None:
    first, second = shop(), shop()
    a, b = first.submitted(), second.submitted(name="HVS Kertas F4 80 gram")
    find_duplicates()
    pair = LikelyDuplicate.objects.get()
    government = Government.objects.get(code="D43")
    one, other = (hired(government, Role.BIRO_PBJ) for _ in range(2))
    said = at_once(
        lambda: merge_pair(
            pair_id=pair.pk, kept_id=a.product_id, reason="Barang yang sama.", government=government, actor=one
        ),
        lambda: merge_pair(
            pair_id=pair.pk, kept_id=b.product_id, reason="Barang yang sama.", government=government, actor=other
        ),
    )
    assert said == ["", "409 pair_decided"]
    assert ProductMove.objects.count() == 1
