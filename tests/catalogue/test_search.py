"""The search finds what is meant, counts exactly, and explains its order."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from belanja.catalogue.models import Offer, OfferSearch, Region, Synonym, ZeroResult
from belanja.catalogue.search import codes
from belanja.catalogue.search.ask import remember_nothing_found, search
from belanja.catalogue.search.filters import Filters, Order
from belanja.catalogue.search.index import reindex
from belanja.catalogue.search.synonyms import set_synonym
from belanja.foundation.words import lexeme, tokens
from belanja.institutions.models import Government
from belanja.rules import ranking
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.catalogue.worlds import offer, product, seller, shelf, small_shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> dict[str, Offer]:
    return small_shop()


def found(question: str, chosen: Filters | None = None, **more: object) -> list[str]:
    return [one.name for one in search(question, chosen, **more).listings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("kertas f4 80gr 1 rim", "Kertas HVS F4 80 g"),
        ("KERTAS  F4, 80 GSM", "Kertas HVS F4 80 g"),
        ("kertas folio", "Kertas HVS F4 80 g"),
        ("hvs a4", "Kertas HVS A4 70 g"),
        ("kretas a4", "Kertas HVS A4 70 g"),
        ("hekter", "Stapler Sedang"),
        ("isi staples", "Isi Stapler No. 10"),
        ("epsom", "Tinta Printer untuk Epson 003 Hitam"),
        ("printer", "Printer Laser Monokrom"),
        ("pencetak", "Printer Laser Monokrom"),
        ("mamin", "Nasi Kotak Ayam Bakar"),
        ("nasi box", "Nasi Kotak Ayam Bakar"),
        ("8991234567895", "Kertas HVS A4 70 g"),
        ("32129", "Kertas HVS F4 80 g"),
    ],
)
def test_what_is_meant_comes_first(shop: dict[str, Offer], question: str, first: str) -> None:
    assert found(question)[0] == first


def test_a_mended_question_says_so_and_can_be_taken_literally(shop: dict[str, Offer]) -> None:
    assert search("kretas").corrected == "kertas"
    assert search("kertas").corrected == ""
    literal = search("kretas", mend=False)
    assert (literal.total, literal.listings) == (0, [])


def test_one_missing_word_is_better_than_nothing(shop: dict[str, Offer]) -> None:
    answer = search("kertas hvs kuantum")
    assert answer.loosely
    assert {one.name for one in answer.listings} == {"Kertas HVS F4 80 g", "Kertas HVS A4 70 g"}


def test_the_total_and_every_facet_are_exact(shop: dict[str, Offer]) -> None:
    answer = search("kertas")
    papers = shop["f4"].product.etalase_id
    assert answer.total == 3
    assert answer.found.facets["etalase"] == {papers: 3}
    assert answer.found.facets["pdn"] == {codes.pdn("tkdn_bmp_40"): 1, codes.pdn("tanpa_bukti"): 2}
    assert answer.found.facets["scale"] == {codes.scale("mikro"): 2, codes.scale("besar"): 1}
    assert sum(answer.found.facets["step"].values()) == 3
    assert set(answer.found.facets["region"].values()) == {3}


def test_a_facet_counts_what_another_choice_would_give(shop: dict[str, Offer]) -> None:
    micro = search("kertas", Filters(scale=codes.scale("mikro")))
    assert micro.total == 2
    assert micro.found.facets["scale"] == {codes.scale("mikro"): 2, codes.scale("besar"): 1}
    assert sum(micro.found.facets["pdn"].values()) == 2


def test_attributes_of_the_schema_filter_within_their_etalase(shop: dict[str, Offer]) -> None:
    papers = shop["f4"].product.etalase_id
    answer = search("", Filters(etalase=papers))
    sizes = {answer.directory.values[value]: count for value, count in answer.found.facets["value"].items()}
    assert sizes[("ukuran", "F4")] == 2
    f4 = next(value for value, told in answer.directory.values.items() if told == ("ukuran", "F4"))
    assert found("", Filters(etalase=papers, values={"ukuran": f4})) == ["Kertas HVS F4 80 g"] * 2


def test_a_region_is_a_filter(shop: dict[str, Offer]) -> None:
    lebak = Region.objects.get(code="36.02")
    Offer.objects.filter(pk=shop["f4"].pk).update(serves=[lebak.pk])
    reindex([shop["f4"].pk])
    assert search("kertas", Filters(region=lebak.bit)).total == 3
    assert search("kertas", Filters(region=Region.objects.get(code="36.71").bit)).total == 2


def test_the_boost_is_shown_and_can_be_switched_off(shop: dict[str, Offer]) -> None:
    affirmed = search("kertas hvs")
    assert [hit.boost for hit in affirmed.found.hits] == [10, 4, 0]
    assert affirmed.listings[0].name == "Kertas HVS A4 70 g"
    assert {hit.boost for hit in search("kertas hvs", order=Order.RELEVANCE).found.hits} == {0}


def test_prices_order_exactly(shop: dict[str, Offer]) -> None:
    cheap = search("kertas", order=Order.CHEAPEST).listings
    assert [one.price for one in cheap] == sorted(one.price for one in cheap if one.price is not None)
    assert search("", Filters(least=30_000, most=60_000)).total == 3


def test_an_archive_is_found_last_and_never_for_sale(shop: dict[str, Offer]) -> None:
    answer = search("stapler")
    assert answer.listings[-1].name == "Stapler Lama"
    assert not answer.listings[-1].for_sale
    assert search("stapler", Filters(state=codes.state("tayang"))).total == 2


def test_equals_take_turns_by_a_rule_that_anybody_can_check(
    freeze: Callable[[date], datetime],
) -> None:
    etalase = shelf("sapu", "Sapu")
    thing = [product(etalase, "Sapu Ijuk") for _ in range(6)]
    firms = [seller(f"Toko {number}") for number in range(6)]
    made = [offer(one, firm) for one, firm in zip(thing, firms, strict=True)]
    reindex()
    seen = set()
    for day in range(1, 15):
        freeze(date(2026, 11, day))
        order = [one.offer_id for one in search("sapu").listings]
        assert order == sorted((one.pk for one in made), key=lambda pk: ranking.turn(pk, date(2026, 11, day)))
        seen.add(order[0])
    assert len(seen) >= 4


def test_synonyms_work_at_once_and_only_curators_set_them(shop: dict[str, Offer]) -> None:
    banten = Government.objects.get(code="D43")
    assert search("jeglokan").total == 0
    with pytest.raises(RuleBroken):
        set_synonym(term="jeglokan", equivalents=["stapler"], both_ways=False, active=True,
                    actor=hired(banten, Role.APIP), government=banten)  # fmt: skip
    assert not Synonym.objects.filter(term="jeglokan").exists()
    set_synonym(term="Jeglokan", equivalents=["stapler"], both_ways=False, active=True,
                actor=hired(banten, Role.BIRO_PBJ), government=banten)  # fmt: skip
    assert "Stapler Sedang" in found("jeglokan")


def test_what_is_withdrawn_is_not_found(shop: dict[str, Offer]) -> None:
    Offer.objects.filter(pk=shop["nasi"].pk).update(state="dicabut_sementara")
    reindex([shop["nasi"].pk])
    assert not OfferSearch.objects.filter(pk=shop["nasi"].pk).exists()
    assert found("nasi kotak") == []


def test_nothing_found_is_counted_without_persons(freeze: Callable[[date], datetime]) -> None:
    freeze(date(2026, 11, 2))
    for question in ("Roket  Air", "roket air", "budi 081234567890", "a@b.id", ""):
        remember_nothing_found(question)
    assert list(ZeroResult.objects.values_list("query", "count")) == [("roket air", 2)]


def test_a_search_costs_three_queries_whatever_it_finds(shop: dict[str, Offer]) -> None:
    search("kertas")
    for question in ("kertas", "stapler", "kretas", ""):
        with CaptureQueriesContext(connection) as queries:
            search(question)
        assert len(queries) == 3, question


@given(st.text(max_size=60))
def test_any_text_makes_words_that_a_database_takes(text: str) -> None:
    for token in tokens(text):
        assert token.lexeme
        assert "\0" not in token.lexeme


@given(st.sampled_from(["kertas", "pembersih", "kendaraan", "makanan", "perlengkapan", "a4", "80g"]))
def test_what_is_found_by_a_form_is_found_by_it_again(word: str) -> None:
    assert lexeme(lexeme(word)) == lexeme(word) or len(word) > 6


HOSTILE = [
    "'",
    "\\",
    "a' & b",
    "x:*",
    "!kertas",
    "(kertas",
    "kertas | ''",
    "😀",
    "%s",
    "--",
    "\x00",
    "<script>",
    "a" * 5000,
]


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_are_only_questions(shop: dict[str, Offer], question: str) -> None:
    search(question)
    search(question, mend=False)
