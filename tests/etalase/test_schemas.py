"""A schema goes on in versions: who follows, who does not and why, and what is laid aside."""

from datetime import date
from typing import Any

import pytest

from belanja.accounts.models import User
from belanja.catalogue.models import Product, Seller
from belanja.catalogue.search.index import reindex
from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors, services
from belanja.etalase.models import Etalase, SchemaDraft
from belanja.etalase.services.shelves import TermsWrong
from belanja.journal.services import CONSOLE
from belanja.notices.models import Notice
from belanja.rules import schemas
from belanja.rules.attributes import Attribute, AttributeType, Requirement
from belanja.rules.decisions import RuleBroken
from belanja.vendors.models import Firm, Member
from tests.catalogue.worlds import offer, product, seller, shelf

pytestmark = pytest.mark.django_db

SIZE = {"key": "ukuran", "label": "Ukuran", "type": "pilihan", "allowed": ["A4", "F4"], "comparable": True}
WEIGHT = {"key": "gramatur", "label": "Gramatur", "type": "angka", "unit": "g"}
COLOUR = Attribute("", "Warna", AttributeType.CHOICE, allowed=("putih", "krem"), required=True)


@pytest.fixture
def papers() -> Etalase:
    made = shelf("kertas", "Kertas dan Cover", SIZE, WEIGHT)
    for name, values in (
        ("HVS A4", {"ukuran": "A4", "gramatur": "80"}),
        ("HVS F4", {"ukuran": "F4", "gramatur": "70"}),
        ("Kertas Lama", {"ukuran": "F4"}),
    ):
        offer(product(made, name, attributes=values), seller("Toko Sumber Ilmu"))
    reindex()
    return made


def put(etalase: Etalase, attribute: Attribute, number: int = 0) -> SchemaDraft:
    return services.put_attribute(etalase_id=etalase.pk, number=number, attribute=attribute, actor=CONSOLE)


def publish(etalase: Etalase, draft: SchemaDraft) -> None:
    services.publish_schema(etalase_id=etalase.pk, number=draft.number, note="Perubahan uji.", actor=CONSOLE)


def test_a_stricter_version_is_previewed_and_leaves_the_misfits_where_they_are(papers: Etalase) -> None:
    draft = put(papers, Attribute("gramatur", "Gramatur", AttributeType.NUMBER, "g", required=True, most=None))
    told = goods.preview(papers, draft.rules())
    assert (told.products, told.fitting, told.offers) == (3, 2, 1)
    assert told.reasons == [("Gramatur wajib diisi.", 1)]
    assert [(one.name, one.sellers, one.version) for one in told.misfits] == [("Kertas Lama", ["Toko Sumber Ilmu"], 1)]
    before = [one.rules() for one in selectors.versions(papers.pk)]
    publish(papers, draft)
    first, second = reversed(selectors.versions(papers.pk))
    assert first.rules() == before[0]
    versions = dict(Product.objects.values_list("name", "schema__version"))
    assert versions == {"HVS A4": 2, "HVS F4": 2, "Kertas Lama": 1}
    assert schemas.changes(first.rules(), second.rules()) == [
        "Gramatur: angka dalam g, boleh kosong menjadi angka dalam g, wajib."
    ]
    assert [one.name for one in goods.misfits(papers).misfits] == ["Kertas Lama"]


def test_the_firms_are_told_what_to_mend(papers: Etalase) -> None:
    owner = User.objects.create_user(name="Ibu Aminah", email="aminah@contoh.id")
    firms = [Firm.objects.create(name=name) for name in ("Toko Sumber Ilmu", "Toko Tanpa Akun")]
    Member.objects.create(firm=firms[0], user=owner, role="pemilik", valid_from=date(2026, 1, 1))
    Seller.objects.filter(name="Toko Sumber Ilmu").update(firm=firms[0])
    quiet = seller("Toko Tanpa Akun")
    Seller.objects.filter(pk=quiet.pk).update(firm=firms[1])
    offer(product(papers, "Kertas Tebal", attributes={"ukuran": "F4"}), quiet)
    publish(papers, put(papers, Attribute("gramatur", "Gramatur", AttributeType.NUMBER, "g", required=True)))
    told = Notice.objects.order_by("pk")
    assert [(one.to_user_id, one.to_firm_id) for one in told] == [(owner.pk, None), (None, firms[1].pk)]
    assert told[0].text == (
        "Etalase Kertas dan Cover: skema versi 2 berlaku. 1 barang Anda perlu disesuaikan: Gramatur wajib diisi."
    )


def test_what_is_asked_no_longer_is_laid_aside_and_comes_back(papers: Etalase) -> None:
    draft = services.drop_attribute(etalase_id=papers.pk, number=0, key="gramatur", actor=CONSOLE)
    assert goods.preview(papers, draft.rules()).aside == {"gramatur": 2}
    publish(papers, draft)
    a4 = Product.objects.get(name="HVS A4")
    assert (a4.attributes, a4.former_attributes) == ({"ukuran": "A4"}, {"gramatur": "80"})
    again = put(papers, Attribute("", "Gramatur", AttributeType.NUMBER, "g"))
    assert [one.key for one in again.rules()] == ["ukuran", "gramatur_2"], "a key never changes its meaning"


def test_likeness_follows_what_compares(papers: Etalase) -> None:
    a4 = Product.objects.get(name="HVS A4")
    Product.objects.filter(pk=a4.pk).update(likeness=f"hvs|{a4.likeness}")
    publish(papers, put(papers, Attribute("gramatur", "Gramatur", AttributeType.NUMBER, "g", comparable=True)))
    a4.refresh_from_db()
    assert a4.likeness == "hvs|H87|gramatur=80|ukuran=a4"
    assert Product.objects.get(name="Kertas Lama").likeness == ""


def test_two_at_one_draft(papers: Etalase) -> None:
    draft = put(papers, COLOUR)
    with pytest.raises(RuleBroken) as refusal:
        put(papers, Attribute("", "Merek kertas", AttributeType.TEXT))
    assert (refusal.value.status, refusal.value.code) == (409, "draft_changed")
    draft = put(papers, Attribute("", "Merek kertas", AttributeType.TEXT), draft.number)
    assert [one.label for one in draft.rules()] == ["Ukuran", "Gramatur", "Warna", "Merek kertas"]
    draft = services.move_attribute(etalase_id=papers.pk, number=draft.number, key="warna", up=True, actor=CONSOLE)
    assert [one.key for one in draft.rules()] == ["ukuran", "warna", "gramatur", "merek_kertas"]
    publish(papers, draft)
    with pytest.raises(RuleBroken) as refusal:
        publish(papers, draft)
    assert refusal.value.status == 409


def test_nothing_is_published_without_a_change_or_a_note(papers: Etalase) -> None:
    draft = services.move_attribute(etalase_id=papers.pk, number=0, key="ukuran", up=True, actor=CONSOLE)
    with pytest.raises(RuleBroken) as refusal:
        publish(papers, draft)
    assert refusal.value.code == "schema_same"
    draft = put(papers, COLOUR, draft.number)
    with pytest.raises(RuleBroken) as refusal:
        services.publish_schema(etalase_id=papers.pk, number=draft.number, note=" ", actor=CONSOLE)
    assert refusal.value.code == "note_missing"
    services.discard_draft(etalase_id=papers.pk, actor=CONSOLE)
    assert selectors.draft(papers.pk) is None


@pytest.mark.parametrize(
    ("attribute", "field"),
    [
        (Attribute("", "U", AttributeType.TEXT), "label"),
        (Attribute("", "ukuran", AttributeType.TEXT), "label"),
        (Attribute("", "Warna", AttributeType.CHOICE, allowed=("putih",)), "allowed"),
        (Attribute("", "Warna", AttributeType.CHOICE, allowed=("putih", "Putih")), "allowed"),
        (Attribute("", "Warna", AttributeType.TEXT, allowed=("putih", "krem")), "allowed"),
    ],
)
def test_attributes_that_cannot_be(papers: Etalase, attribute: Attribute, field: str) -> None:
    with pytest.raises(TermsWrong) as refusal:
        put(papers, attribute)
    assert list(refusal.value.fields) == [field]


def test_an_offer_by_a_business_that_the_shelf_does_not_take_is_a_misfit(papers: Etalase) -> None:
    Etalase.objects.filter(pk=papers.pk).update(allowed_roles=["produsen"])
    papers.refresh_from_db()
    assert [one.reasons for one in goods.misfits(papers).misfits] == [
        ["Dijual sebagai Pengecer; etalase ini menerima Produsen."]
    ] * 3


def test_ready_specifications_speak_the_words_of_the_schema(papers: Etalase) -> None:
    def write(name: str, *needs: Requirement, slug: str = "") -> Any:
        return services.put_specification(etalase_id=papers.pk, slug=slug, name=name, requirements=needs, actor=CONSOLE)

    from decimal import Decimal

    made = write("HVS F4", Requirement("ukuran", ("F4",)), Requirement("gramatur", least=Decimal(70)))
    assert made.rules() == (Requirement("ukuran", ("F4",)), Requirement("gramatur", least=Decimal(70)))
    latest = selectors.versions(papers.pk)[0]
    assert goods.meeting(papers, made.rules(), latest.rules()) == (1, 3)
    for needs in ((), (Requirement("warna", ("putih",)),), (Requirement("ukuran", ("B5",)),)):
        with pytest.raises(TermsWrong):
            write("Lain", *needs)
    with pytest.raises(TermsWrong):
        write("hvs f4", Requirement("ukuran", ("A4",)))
    assert write("HVS F4 saja", Requirement("ukuran", ("F4",)), slug=made.slug).pk == made.pk
    services.remove_specification(etalase_id=papers.pk, slug=made.slug, actor=CONSOLE)
    services.remove_specification(etalase_id=papers.pk, slug=made.slug, actor=CONSOLE)
    assert not papers.specifications.exists()
