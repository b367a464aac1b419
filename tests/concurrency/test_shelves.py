"""Two at one etalase: one of each wins, the other is told; a firm that writes while it changes loses nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from belanja.catalogue.models import Offer, Product
from belanja.catalogue.services import listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.etalase import services
from belanja.etalase.models import Etalase, Schema
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE
from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.shelves import Step
from belanja.vendors.models import Firm
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.together import at_once
from tests.vendors.cast import MemberRole, member

pytestmark = pytest.mark.django_db(transaction=True)


def papers() -> Etalase:
    return shelf("kertas", "Kertas", {"key": "gramatur", "label": "Gramatur", "type": "angka", "unit": "g"})


def step(etalase: Etalase, one: Step, into_id: int | None = None) -> Callable[[], object]:
    return lambda: services.take_step(
        etalase_id=etalase.pk, version=0, step=one, reason="Uji.", actor=CONSOLE, into_id=into_id
    )


def test_one_describes_and_the_other_is_told() -> None:
    etalase = papers()

    def edit(name: str) -> Callable[[], object]:
        terms = replace(etalase.terms(), name=name, allowed_roles=("pengecer",))
        return lambda: services.edit_etalase(etalase_id=etalase.pk, version=0, terms=terms, actor=CONSOLE)

    assert at_once(edit("Kertas Satu"), edit("Kertas Dua")) == ["", "409 etalase_changed"]
    assert Etalase.objects.get(pk=etalase.pk).version == 1


def test_one_freezes_and_the_other_cannot_merge_what_was_frozen_meanwhile() -> None:
    etalase, into = papers(), shelf("atk", "Alat Tulis Kantor")
    said = at_once(step(etalase, Step.FREEZE), step(etalase, Step.MERGE, into.pk))
    assert said[0] == ""
    assert said[1] in {"409 etalase_changed", "409 etalase_step"}


def test_a_version_is_published_once() -> None:
    etalase = papers()
    draft = services.put_attribute(
        etalase_id=etalase.pk, number=0, attribute=Attribute("", "Warna", AttributeType.TEXT), actor=CONSOLE
    )

    def publish() -> object:
        return services.publish_schema(etalase_id=etalase.pk, number=draft.number, note="Uji.", actor=CONSOLE)

    assert at_once(publish, publish) == ["", "409 draft_gone"]
    assert Schema.objects.filter(etalase=etalase).count() == 2


def listed(etalase: Etalase) -> tuple[Offer, Callable[[], object]]:
    """A listing of a firm, and an edit of it by the firm."""
    firm = Firm.objects.create(name="Toko Sumber Ilmu")
    owner = member(firm, MemberRole.OWNER)
    front = seller("Toko Sumber Ilmu")
    front.firm = firm
    front.save()
    made = offer(product(etalase, "Kertas HVS", attributes={"gramatur": "80"}), front, state=listings._STATE.DRAFT)
    content = replace(content_of(made), description="Kertas putih untuk kantor.")
    return made, lambda: listings.edit(offer_id=made.pk, version=made.version, content=content, actor=owner)


@pytest.mark.parametrize("_round", range(3))
def test_a_firm_writes_while_its_etalase_is_merged(_round: int) -> None:
    etalase, into = (
        papers(),
        shelf("atk", "Alat Tulis Kantor", {"key": "gramatur", "label": "Gramatur", "type": "angka"}),
    )
    made, edit = listed(etalase)
    assert at_once(edit, step(etalase, Step.MERGE, into.pk)) == ["", ""]
    thing = Product.objects.get(pk=Offer.objects.get(pk=made.pk).product_id)
    assert (thing.etalase_id, thing.description) == (into.pk, "Kertas putih untuk kantor.")
    assert Government.objects.get(code="D43").pk == into.government_id


def test_a_firm_writes_while_the_next_version_is_published() -> None:
    etalase = papers()
    made, edit = listed(etalase)
    draft = services.put_attribute(
        etalase_id=etalase.pk, number=0, attribute=Attribute("", "Warna", AttributeType.TEXT), actor=CONSOLE
    )

    def publish() -> object:
        return services.publish_schema(etalase_id=etalase.pk, number=draft.number, note="Uji.", actor=CONSOLE)

    assert at_once(edit, publish) == ["", ""]
    thing = Product.objects.select_related("schema").get(pk=Offer.objects.get(pk=made.pk).product_id)
    assert thing.description == "Kertas putih untuk kantor."
    assert thing.schema is not None
    assert thing.schema.version == 2
