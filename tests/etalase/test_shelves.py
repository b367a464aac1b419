"""Shelves are proposed, described and taken from state to state; what lies on them follows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from belanja.catalogue.models import Offer, OfferSearch
from belanja.catalogue.search.index import reindex
from belanja.etalase import selectors, services
from belanja.etalase.models import Etalase, Schema, SchemaAttribute
from belanja.etalase.services.shelves import TermsWrong
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listings import EtalaseState
from belanja.rules.shelves import MOVES, Step, Terms, moves_from
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.people import hired

pytestmark = pytest.mark.django_db

TERMS = Terms(
    "Olahan Bandeng", "Sate bandeng dan lainnya.", "provinsi", ("produsen", "pengecer"), ("pangan",),
    ("Makanan", "Olahan ikan", "Bandeng"), ("212",), kind="Lokal",
)  # fmt: skip


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def state() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Etalase, Schema, Event)]


def proposed(government: Government, **changed: Any) -> Etalase:
    return services.propose_etalase(
        government=government, terms=replace(TERMS, **changed), reason="Usulan Dinas Perikanan.", actor=CONSOLE
    )


def step(etalase: Etalase, one: Step, actor: Actor = CONSOLE, **more: Any) -> Etalase:
    etalase.refresh_from_db()
    return services.take_step(
        etalase_id=etalase.pk, version=etalase.version, step=one, reason="Alasan uji.", actor=actor, **more
    )


def test_every_state_is_reached_and_the_ends_are_ends() -> None:
    reached = {EtalaseState.PROPOSED} | {move.target for move in MOVES.values()}
    assert reached == set(EtalaseState)
    assert moves_from(EtalaseState.CLOSED) == moves_from(EtalaseState.MERGED) == ()


def test_from_a_proposal_to_an_open_shelf(banten: Government) -> None:
    made = proposed(banten, price_class="", kbki=())
    assert (made.state, made.slug) == ("usulan", "olahan-bandeng")
    with pytest.raises(RuleBroken) as refusal:
        step(made, Step.OPEN)
    assert "pilih kelas harganya; tulis kode KBKI yang termasuk; terbitkan skema" in refusal.value.message
    services.edit_etalase(etalase_id=made.pk, version=made.version, terms=TERMS, actor=CONSOLE)
    draft = services.put_attribute(
        etalase_id=made.pk, number=0, attribute=Attribute("", "Berat", AttributeType.NUMBER, "g"), actor=CONSOLE
    )
    services.publish_schema(etalase_id=made.pk, number=draft.number, note="Versi pertama.", actor=CONSOLE)
    opened = step(made, Step.OPEN)
    assert (opened.state, opened.opened_on is not None) == ("aktif", True)
    names = [event.name for event in selectors.history(made.pk, banten)]
    assert names == ["etalase.stepped", "etalase.schema_published", "etalase.described", "etalase.proposed"]
    frozen = step(made, Step.FREEZE)
    again = services.take_step(
        etalase_id=made.pk, version=opened.version, step=Step.FREEZE, reason="Diulang.", actor=CONSOLE
    )
    assert (again.state, again.version) == ("beku", frozen.version), "a repeated wish is done once"
    assert step(made, Step.THAW).state == "aktif"


def test_who_may_what(banten: Government) -> None:
    made = proposed(banten)
    open_shelf = shelf("kertas", "Kertas dan Cover")
    for actor, status in (
        (hired(banten, Role.APIP), 403),
        (hired(banten, Role.PPK), 403),
        (hired(Government.objects.get(code="D50"), Role.KEPALA_BIRO_PBJ), 404),
        (hired(banten), 404),
    ):
        before = state()
        tries: list[Callable[[], object]] = [
            lambda who=actor: step(open_shelf, Step.FREEZE, who),
            lambda who=actor: services.edit_etalase(
                etalase_id=made.pk, version=0, terms=replace(TERMS, name="Lain"), actor=who
            ),
            lambda who=actor: services.propose_etalase(
                government=banten, terms=replace(TERMS, name="Lain"), reason="x", actor=who
            ),
            lambda who=actor: services.put_attribute(
                etalase_id=made.pk, number=0, attribute=Attribute("", "Berat", AttributeType.TEXT), actor=who
            ),
            lambda who=actor: services.publish_schema(etalase_id=made.pk, number=1, note="x", actor=who),
        ]
        for attempt in tries:
            with pytest.raises(RuleBroken) as refusal:
                attempt()
            assert refusal.value.status == status
        assert state() == before
    clerk = hired(banten, Role.BIRO_PBJ)
    with pytest.raises(RuleBroken) as refusal:
        step(made, Step.CLOSE, clerk)
    assert refusal.value.status == 403, "only the head of the bureau opens and ends"
    assert step(open_shelf, Step.FREEZE, clerk).state == "beku"
    assert step(made, Step.CLOSE, hired(banten, Role.KEPALA_BIRO_PBJ)).state == "ditutup"


def test_a_national_shelf_is_governed_by_nobody_here(banten: Government) -> None:
    made = shelf("nasional", "Perangkat Komputer")
    Etalase.objects.filter(pk=made.pk).update(government=None)
    with pytest.raises(RuleBroken) as refusal:
        step(made, Step.FREEZE, hired(banten, Role.KEPALA_BIRO_PBJ))
    assert refusal.value.status == 404


def test_who_comes_late_is_told_and_changes_nothing(banten: Government) -> None:
    made = proposed(banten)
    services.edit_etalase(etalase_id=made.pk, version=0, terms=replace(TERMS, description="Baru."), actor=CONSOLE)
    for attempt in (
        lambda: services.edit_etalase(etalase_id=made.pk, version=0, terms=replace(TERMS, name="Lain"), actor=CONSOLE),
        lambda: services.take_step(etalase_id=made.pk, version=0, step=Step.CLOSE, reason="x", actor=CONSOLE),
    ):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert (refusal.value.status, refusal.value.code) == (409, "etalase_changed")
    services.edit_etalase(etalase_id=made.pk, version=0, terms=replace(TERMS, description="Baru."), actor=CONSOLE)
    made.refresh_from_db()
    assert (made.version, made.description) == (1, "Baru.")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "x"}, "name"),
        ({"kbki": ("21a",)}, "kbki"),
        ({"category": ("Satu", "Dua", "Tiga", "Empat")}, "category"),
        ({"allowed_roles": ("calo",)}, "allowed_roles"),
        ({"licences": ("bujp", "bujp")}, "licences"),
        ({"licences": ("siup",)}, "licences"),
        ({"price_class": "kecamatan"}, "price_class"),
    ],
)
def test_terms_that_cannot_be(banten: Government, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(TermsWrong) as refusal:
        proposed(banten, **changed)
    assert list(refusal.value.fields) == [field]


def test_one_name_once(banten: Government) -> None:
    first = proposed(banten)
    with pytest.raises(RuleBroken) as refusal:
        proposed(banten, name="olahan  bandeng")
    assert refusal.value.status == 409
    step(first, Step.CLOSE)
    assert proposed(banten).slug == "olahan-bandeng-2"


def test_merging_moves_the_goods_and_names_the_successor(banten: Government) -> None:
    old = shelf("sate", "Sate Bandeng", {"key": "rasa", "label": "Rasa", "type": "teks"})
    into = shelf("ikan", "Olahan Ikan", {"key": "berat", "label": "Berat", "type": "angka", "required": True})
    thing = product(old, "Sate Bandeng Asli", attributes={"rasa": "asli"})
    listed = offer(thing, seller("Dapur Ibu Aminah"))
    reindex()
    with pytest.raises(RuleBroken):
        step(old, Step.MERGE, into_id=old.pk)
    done = step(old, Step.MERGE, into_id=into.pk)
    assert (done.state, done.merged_into) == ("digabung", into)
    thing.refresh_from_db()
    assert (thing.etalase_id, thing.attributes, thing.schema) == (into.pk, {"rasa": "asli"}, old.schemas.get())
    assert OfferSearch.objects.get(offer_id=listed.pk).etalase_id == into.pk
    assert Offer.objects.get(pk=listed.pk).state == "tayang"


def test_versions_of_a_schema_cannot_be_changed() -> None:
    from django.db import DatabaseError, transaction

    made = shelf("kertas", "Kertas", {"key": "rasa", "label": "Rasa", "type": "teks"})
    for attempt in (
        lambda: Schema.objects.filter(etalase=made).update(note="lain"),
        lambda: SchemaAttribute.objects.filter(schema__etalase=made).update(label="lain"),
        lambda: SchemaAttribute.objects.filter(schema__etalase=made).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_what_may_be_the_same_shelf(banten: Government) -> None:
    mine = proposed(banten)
    alike = proposed(banten, name="Bandeng Olahan", kbki=("999",), category=("Lain",))
    shared = proposed(banten, name="Hasil Laut", kbki=("21250",), category=("Lain",))
    proposed(banten, name="Jasa Kebersihan", kbki=("853",), category=("Jasa",))
    found = selectors.similar(mine, list(selectors.governed(banten.pk)))
    assert [(one.etalase, one.reasons) for one in found] == [
        (alike, ["nama mirip: Bandeng Olahan"]),
        (shared, ["KBKI 212… sama"]),
    ]
