"""A claim counts once somebody has looked into it; of two verifiers the later is told; a proof that runs out ends."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from belanja.catalogue.models import Claim, ClaimCheck, Offer, OfferSearch, Product
from belanja.catalogue.search import codes
from belanja.catalogue.services import listings
from belanja.catalogue.services.claims import Verdict, look_into
from belanja.catalogue.services.evidence import follow_the_day
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.products import merge
from belanja.catalogue.services.stated_claims import state_claims
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Stated
from belanja.rules.listings import ClaimKind, Verification
from tests.support.law import in_force
from tests.support.listings import shop as shop_of_a_firm
from tests.support.people import hired

from .worlds import small_shop

pytestmark = pytest.mark.django_db
FOUND = Verdict(Verification.VERIFIED, "daftar TKDN Kemenperin", valid_to=date(2028, 1, 1))


@pytest.fixture
def shop() -> dict[str, Offer]:
    return small_shop()


def claimed(offer: Offer, percent: str = "41.5", kind: ClaimKind = ClaimKind.TKDN) -> Claim:
    state_claims(product_id=offer.product_id, stated=[Stated(kind, "S-1/2026", "PT Pabrik Kertas", Decimal(percent))])
    return Claim.objects.get(product_id=offer.product_id)


def test_a_stated_claim_counts_for_nothing_until_it_is_proved(shop: dict[str, Offer], banten: Government) -> None:
    claim = claimed(shop["stapler"])
    assert Product.objects.get(pk=claim.product_id).pdn == "tanpa_bukti"
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    product = Product.objects.get(pk=claim.product_id)
    assert (product.pdn, product.tkdn) == ("tkdn_bmp_40", Decimal("41.50"))
    assert OfferSearch.objects.get(pk=shop["stapler"].pk).pdn == codes.pdn("tkdn_bmp_40")
    told = Event.objects.latest("id")
    assert (told.name, told.payload["pdn_before"], told.payload["pdn_after"]) == (
        "catalogue.claim_checked", "tanpa_bukti", "tkdn_bmp_40",
    )  # fmt: skip


def test_what_is_found_in_the_register_takes_the_place_of_what_was_stated(
    shop: dict[str, Offer], banten: Government
) -> None:
    claim = claimed(shop["stapler"], "60")
    lower = Verdict(Verification.VERIFIED, "daftar TKDN Kemenperin", percent=Decimal("26"), valid_to=date(2028, 1, 1))
    look_into(claims=[(claim.pk, 0)], verdict=lower, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    assert Product.objects.get(pk=claim.product_id).pdn == "tkdn_25"


def test_the_same_claim_again_keeps_its_verdict_and_a_changed_one_is_looked_into_anew(
    shop: dict[str, Offer], banten: Government
) -> None:
    claim = claimed(shop["stapler"])
    look_into(
        claims=[(claim.pk, 0)],
        verdict=Verdict(Verification.VERIFIED, "daftar TKDN"),
        government=banten,
        actor=hired(banten, Role.VERIFIKATOR),
    )
    same = Stated(ClaimKind.TKDN, "S-1/2026", "PT Pabrik Kertas", Decimal("41.5"))
    state_claims(product_id=claim.product_id, stated=[same])
    assert Product.objects.get(pk=claim.product_id).pdn == "tkdn_bmp_40"
    more = Stated(ClaimKind.TKDN, "S-1/2026", "PT Pabrik Kertas", Decimal("55"))
    state_claims(product_id=claim.product_id, stated=[more])
    assert Claim.objects.get(pk=claim.pk).verification == "belum"
    assert Product.objects.get(pk=claim.product_id).pdn == "tanpa_bukti"


def test_an_edit_that_leaves_the_claim_alone_leaves_the_verdict_alone(banten: Government) -> None:
    """What a verifier found differs from what the firm stated; only what the firm states otherwise opens it again."""
    firm = shop_of_a_firm()
    offer = firm.submitted(claims=(Stated("tkdn", "S-1/2026", "PT Pabrik Kertas", Decimal(60)),))
    claim = Claim.objects.get(product_id=offer.product_id)
    lower = Verdict(Verification.VERIFIED, "daftar TKDN Kemenperin", percent=Decimal(26), valid_to=date(2028, 1, 1))
    look_into(claims=[(claim.pk, 0)], verdict=lower, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    for change in (
        {"stock": Decimal(7)},
        {"description": "Kertas putih, isi 500 lembar, dari pabrik di Serang."},
        {"claims": (*content_of(offer).claims, Stated("sni", "SNI-7"))},
        {"claims": content_of(offer).claims},
    ):
        offer = listings.edit(
            offer_id=offer.pk, version=offer.version, content=replace(content_of(offer), **change), actor=firm.owner
        )
        claim.refresh_from_db()
        assert (claim.verification, claim.percent, claim.valid_to) == (
            "terverifikasi", Decimal(26), date(2028, 1, 1),
        )  # fmt: skip
        assert Product.objects.get(pk=offer.product_id).pdn == "tkdn_25"
    assert Claim.objects.get().pk == claim.pk, "the SNI that is stated no longer is gone"
    as_found = Stated("tkdn", "S-1/2026", "PT Pabrik Kertas", Decimal(26), date(2028, 1, 1))
    for stated, verdict in ((as_found, "terverifikasi"), (replace(as_found, percent=Decimal(60)), "belum")):
        offer = listings.edit(
            offer_id=offer.pk, version=offer.version, content=replace(content_of(offer), claims=(stated,)),
            actor=firm.owner,
        )  # fmt: skip
        claim.refresh_from_db()
        assert claim.verification == verdict


def test_a_claim_that_is_taken_back_goes_and_its_verdict_stays_on_record(
    shop: dict[str, Offer], banten: Government
) -> None:
    claim = claimed(shop["stapler"])
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    state_claims(product_id=claim.product_id, stated=[])
    assert Product.objects.get(pk=claim.product_id).pdn == "tanpa_bukti"
    assert ClaimCheck.objects.get().claimed == "TKDN S-1/2026"


def test_beside_other_firms_claims_are_only_added(shop: dict[str, Offer]) -> None:
    claim = claimed(shop["stapler"])
    state_claims(product_id=claim.product_id, stated=[Stated(ClaimKind.SNI, "SNI-2")], alone=False)
    assert set(Claim.objects.filter(product_id=claim.product_id).values_list("kind", flat=True)) == {"tkdn", "sni"}


@pytest.mark.parametrize(
    "other",
    [
        Stated("tkdn", "S-1/2026", "PT Pabrik Kertas", Decimal(70)),
        Stated("tkdn", "S-1/2026", "PT Lain", Decimal("41.5"), date(2028, 1, 1)),
    ],
)
def test_another_firms_proof_is_not_opened_by_what_a_firm_states_beside_it(banten: Government, other: Stated) -> None:
    one, two = shop_of_a_firm(), shop_of_a_firm()
    first = one.submitted(claims=(Stated("tkdn", "S-1/2026", "PT Pabrik Kertas", Decimal("41.5")),))
    second = two.submitted(name="HVS Kertas F4 80 gram")
    proved = Claim.objects.get(product_id=first.product_id)
    look_into(claims=[(proved.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    merge(
        kept_id=first.product_id, other_id=second.product_id, reason="Barang yang sama.", government=banten,
        actor=hired(banten, Role.BIRO_PBJ),
    )  # fmt: skip
    second.refresh_from_db()
    for claims in ((other,), (other,), ()):
        second = listings.edit(
            offer_id=second.pk, version=second.version, content=replace(content_of(second), claims=claims),
            actor=two.owner,
        )  # fmt: skip
        proved.refresh_from_db()
        assert (proved.verification, proved.percent, proved.owner) == (
            "terverifikasi", Decimal("41.5"), "PT Pabrik Kertas",
        )  # fmt: skip
        assert Product.objects.get(pk=first.product_id).pdn == "tkdn_bmp_40"
        beside = Claim.objects.filter(product_id=first.product_id).exclude(pk=proved.pk).get()
        assert (beside.verification, beside.percent, beside.owner) == ("belum", other.percent, other.owner)


def test_a_verdict_never_lands_on_a_statement_that_the_verifier_did_not_see(
    shop: dict[str, Offer], banten: Government
) -> None:
    """The firm puts another certificate in the row while the verifier has the first one on screen."""
    claim = claimed(shop["stapler"])
    other = Stated(ClaimKind.TKDN, "S-2/2026", "PT Pabrik Kertas", Decimal("60"))
    state_claims(product_id=claim.product_id, stated=[other])
    with pytest.raises(RuleBroken) as told:
        look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    assert (told.value.code, told.value.status) == ("claim_changed", 409)
    assert Product.objects.get(pk=claim.product_id).pdn == "tanpa_bukti"
    assert not ClaimCheck.objects.exists()


def test_the_later_of_two_verifiers_is_told_and_nothing_changes(shop: dict[str, Offer], banten: Government) -> None:
    claim = claimed(shop["stapler"])
    one, other = hired(banten, Role.VERIFIKATOR), hired(banten, Role.VERIFIKATOR)
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=one)
    against = Verdict(Verification.OTHER_OWNER, "daftar TKDN", "Atas nama perusahaan lain.")
    with pytest.raises(RuleBroken) as told:
        look_into(claims=[(claim.pk, 0)], verdict=against, government=banten, actor=other)
    assert (told.value.code, told.value.status) == ("claim_decided", 409)
    assert "terverifikasi" in told.value.message
    assert ClaimCheck.objects.count() == 1
    look_into(claims=[(claim.pk, 1)], verdict=against, government=banten, actor=other)
    assert Product.objects.get(pk=claim.product_id).pdn == "tanpa_bukti"


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict(Verification.OPEN, "daftar"), "verdict_missing"),
        (Verdict(Verification.VERIFIED, " "), "looked_at_missing"),
        (Verdict(Verification.VERIFIED, "daftar", percent=Decimal(120)), "percent_wrong"),
        (Verdict(Verification.VERIFIED, "daftar", valid_to=date(2020, 1, 1)), "claim_over"),
        (Verdict(Verification.NOT_FOUND, "daftar"), "note_missing"),
    ],
)
def test_an_incomplete_verdict_changes_nothing(
    shop: dict[str, Offer], banten: Government, verdict: Verdict, code: str
) -> None:
    claim = claimed(shop["stapler"])
    with pytest.raises(RuleBroken) as told:
        look_into(claims=[(claim.pk, 0)], verdict=verdict, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    assert told.value.code == code
    assert not ClaimCheck.objects.exists()
    assert Claim.objects.get(pk=claim.pk).verification == "belum"


def test_strangers_and_other_governments_find_nothing(shop: dict[str, Offer], banten: Government) -> None:
    claim = claimed(shop["stapler"])
    other = Government.objects.exclude(pk=banten.pk).get(code="D50")
    for government, roles, status in (
        (banten, (Role.APIP,), 403),
        (banten, (), 404),
        (other, (Role.BIRO_PBJ,), 404),
    ):
        with pytest.raises(RuleBroken) as told:
            look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=government, actor=hired(government, *roles))
        assert told.value.status == status
    assert not ClaimCheck.objects.exists()


def test_a_proof_that_has_run_out_takes_its_class_along(
    shop: dict[str, Offer], banten: Government, freeze: object
) -> None:
    claim = claimed(shop["stapler"])
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    follow_the_day()  # the little shop's own words of its paper are not the rules'
    assert follow_the_day() == 0
    freeze(date(2028, 1, 2))  # type: ignore[operator]
    assert follow_the_day() == 2, "the stapler, and the paper whose certificate ends on the same day"
    assert Product.objects.get(pk=claim.product_id).pdn == "tanpa_bukti"
    assert follow_the_day() == 0


def test_a_row_of_the_ladder_that_begins_to_hold_changes_classes_by_itself(
    shop: dict[str, Offer], banten: Government, freeze: object
) -> None:
    claim = claimed(shop["stapler"], "41.5")
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    follow_the_day()
    product = Product.objects.get(pk=claim.product_id)
    home = product.etalase.government
    in_force("pdn.tkdn_bmp.wajib", "45", home, since=date(2027, 1, 1))
    assert follow_the_day() == 0, "it does not hold yet"
    freeze(date(2027, 1, 1))  # type: ignore[operator]
    events = Event.objects.count()
    assert follow_the_day() >= 1
    product.refresh_from_db()
    assert product.pdn == "tkdn_25"
    assert OfferSearch.objects.get(pk=shop["stapler"].pk).pdn == codes.pdn("tkdn_25")
    told = Event.objects.filter(name="catalogue.classes_followed").latest("pk")
    assert told.payload["products"][str(product.pk)] == ["tkdn_bmp_40", "tkdn_25"]
    assert Event.objects.count() == events + 1
    assert follow_the_day() == 0
    assert Event.objects.count() == events + 1


def test_a_row_of_another_government_leaves_the_class_alone(
    shop: dict[str, Offer], banten: Government, freeze: object
) -> None:
    claim = claimed(shop["stapler"], "41.5")
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    follow_the_day()
    in_force("pdn.tkdn_bmp.wajib", "45", Government.objects.get(code="D50"))
    assert follow_the_day() == 0


def test_the_database_keeps_every_verdict(shop: dict[str, Offer], banten: Government) -> None:
    claim = claimed(shop["stapler"])
    look_into(claims=[(claim.pk, 0)], verdict=FOUND, government=banten, actor=hired(banten, Role.VERIFIKATOR))
    for change in (lambda: ClaimCheck.objects.update(note="lain"), lambda: ClaimCheck.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
