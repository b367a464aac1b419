"""What holds of every purchase, whatever it is: rules are total, cited, mild unless confirmed, and kept exactly."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from belanja.rules.buying.policy import (
    Alternative,
    Answer,
    Bar,
    Book,
    Case,
    FirmCase,
    LineCase,
    Occasion,
    OtherOrder,
    Outcome,
    Part,
    PlanCase,
    Supply,
    Threshold,
    ask,
    asked_and_kept,
    book_of,
    replayed,
    worst,
)
from belanja.rules.buying.policy.preference import evaluate, ranked
from belanja.rules.buying.reasons import REASONS
from belanja.rules.buying.states import Method
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.rules.pdn import PdnClass

MONEY = st.decimals(min_value=0, max_value=Decimal(10) ** 12, places=2)
PRICE = st.none() | st.decimals(min_value="0.01", max_value=Decimal(10) ** 9, places=2)
PERCENT = st.none() | st.decimals(min_value=0, max_value=100, places=2)
DAY = st.dates(min_value=date(2021, 3, 1), max_value=date(2027, 12, 31))
WHO = st.sampled_from(["", "u1", "u2", "u3"])
CODES = st.lists(st.sampled_from([*REASONS, "tidak_dikenal"]), max_size=3).map(tuple)
STOCK = st.none() | st.decimals(min_value=0, max_value=1000, places=2)


ALTERNATIVES = st.builds(
    Alternative, offer=st.just("p2"), firm=st.just("F2"), pdn=st.sampled_from(PdnClass), unit_price=PRICE,
    landed_price=PRICE, tkdn=PERCENT, bmp=PERCENT, scale=st.none() | st.sampled_from(Scale), stock=STOCK,
    in_region=st.booleans(),
)  # fmt: skip
LINES = st.builds(
    LineCase, key=st.sampled_from("12"), name=st.just("Kursi"), pdn=st.sampled_from(PdnClass),
    quantity=st.decimals(min_value="0.01", max_value=1000, places=2), total=MONEY, need=st.sampled_from(["", "kursi"]),
    supply=st.sampled_from(Supply), tkdn=PERCENT, bmp=PERCENT, unit_price=PRICE, listed_price=PRICE,
    landed_price=PRICE, standard_price=PRICE, stock=STOCK,
    alternatives=st.lists(ALTERNATIVES, max_size=3).map(tuple), reasons=CODES, search_proof=st.sampled_from(["", "c1"]),
)  # fmt: skip
FIRMS = st.builds(
    FirmCase, id=st.just("F1"), scale=st.none() | st.sampled_from(Scale), verified=st.booleans(),
    trade_fits=st.none() | st.booleans(), lapsed_papers=st.sampled_from([(), ("izin edar",)]),
    bars=st.lists(
        st.builds(Bar, kind=st.sampled_from(["sp1", "sp2", "daftar_hitam"]), label=st.just("Sanksi"), since=DAY,
              until=st.none() | DAY),
        max_size=2,
    ).map(tuple),
    members=st.frozensets(WHO.filter(bool), max_size=2),
)  # fmt: skip
PLANS = st.builds(
    PlanCase, code=st.just("R1"), announced=st.booleans(), active=st.booleans(), epurchasing=st.booleans(),
    year=st.none() | st.integers(2021, 2027), pdn=st.none() | st.booleans(), small_firm=st.none() | st.booleans(),
    ceiling=st.none() | MONEY, remaining=st.none() | MONEY,
)  # fmt: skip
OTHERS = st.builds(
    OtherOrder, key=st.just("P2"), unit=st.sampled_from(["U1", "U2"]), day=DAY, total=MONEY,
    needs=st.frozensets(st.just("kursi")), plan=st.sampled_from(["", "R1"]),
)  # fmt: skip
CASES = st.builds(
    Case, day=DAY, occasion=st.sampled_from(Occasion), unit=st.just("U1"), total=MONEY, bare_total=MONEY,
    mode=st.sampled_from(Mode), method=st.sampled_from(Method), plan=st.none() | PLANS, firm=st.none() | FIRMS,
    lines=st.lists(LINES, max_size=2).map(tuple), actors=st.dictionaries(st.sampled_from(Part), WHO),
    buyer_role=st.none() | st.sampled_from(Role), approver_role=st.none() | st.sampled_from(Role),
    others=st.lists(OTHERS, max_size=2).map(tuple), reasons=CODES, budget_left=st.none() | MONEY,
    listed_here=st.booleans(), first_total=st.none() | MONEY, advance=st.none() | MONEY,
    comparable_firms=st.integers(0, 4),
)  # fmt: skip


def hardest(answers: tuple[Answer, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for answer in answers:
        found[answer.rule] = max(found.get(answer.rule, 0), answer.outcome.weight)
    return found


def with_confirmation(book: Book, word: str) -> Book:
    return Book(
        book.day,
        {
            key: replace(row, value=word) if key.startswith("beli.dipastikan.") else row
            for key, row in book.rows.items()
        },
    )


@given(CASES)
@settings(max_examples=300)
def test_every_answer_is_told_cited_and_of_its_day(case: Case) -> None:
    book = book_of(case.day)
    answers = ask(case, book=book)
    assert answers == ask(case, book=book)
    for answer in answers:
        assert answer.message
        assert answer.message.endswith(".")
        assert answer.citation
        assert answer.article
        assert answer.valid_from <= case.day
        assert answer.valid_to is None or case.day < answer.valid_to
        assert book.word(answer.inputs["kunci_aturan"]) == answer.inputs["nilai_aturan"]
    assert worst(answers).weight == max((answer.outcome.weight for answer in answers), default=0)


@given(CASES)
@settings(max_examples=200)
def test_only_what_the_legal_office_has_confirmed_stops_anybody(case: Case) -> None:
    book = book_of(case.day)
    unconfirmed = ask(case, book=with_confirmation(book, "tidak"))
    assert Outcome.BLOCK not in {answer.outcome for answer in unconfirmed}
    as_seeded = {answer.rule for answer in ask(case, book=book) if answer.outcome is Outcome.BLOCK}
    assert as_seeded <= {
        "tugas.pemisahan", "kewenangan.nilai", "kewenangan.penetapan", "penyedia.sanksi", "rup.pagu",
    }  # fmt: skip
    everything = ask(case, book=with_confirmation(book, "ya"))
    assert [answer.rule for answer in everything] == [answer.rule for answer in unconfirmed]


@given(CASES)
@settings(max_examples=200)
def test_a_reason_never_makes_anything_worse(case: Case) -> None:
    book = book_of(case.day)
    bare = replace(case, reasons=(), lines=tuple(replace(line, reasons=()) for line in case.lines))
    before, after = hardest(ask(bare, book=book)), hardest(ask(replace(bare, reasons=tuple(REASONS)), book=book))
    assert before.keys() == after.keys()
    assert all(after[rule] <= before[rule] for rule in before)


@given(CASES)
@settings(max_examples=150)
def test_what_was_kept_is_the_case_itself(case: Case) -> None:
    answers, record = asked_and_kept(case, book=book_of(case.day))
    stored = json.loads(json.dumps(record()))
    assert replayed(stored) == answers == tuple(Answer.from_json(one) for one in stored["answers"])


@given(CASES, MONEY)
@settings(max_examples=150)
def test_more_money_is_never_easier_on_the_ceiling(case: Case, more: Decimal) -> None:
    book = book_of(case.day)
    dearer = replace(case, total=case.total + more)
    before, after = hardest(ask(case, book=book)), hardest(ask(dearer, book=book))
    assert after.get("rup.pagu", 0) >= before.get("rup.pagu", 0)
    assert after.get("anggaran.sisa", 0) >= before.get("anggaran.sisa", 0)


def test_an_answer_is_read_back_only_from_an_answer() -> None:
    for broken in ({}, {"valid_to": None, "inputs": "x"}):
        try:
            Answer.from_json(broken)
        except (KeyError, ValueError):
            continue
        raise AssertionError(broken)


def test_a_register_of_its_own_is_laid_over_the_seeds() -> None:
    own = Threshold("beli.pp.sampai", "100000000", date(2026, 1, 1), None, "Pergub", "Pasal 5")
    book = book_of(date(2026, 2, 1), [own])
    assert book.row("beli.pp.sampai") == own
    assert book.number("beli.penetapan.di_atas") == Decimal(10) ** 11
    assert book_of(date(2025, 4, 29)).row("beli.pdn.jenjang").valid_to == date(2025, 4, 30)


def test_the_worked_table_of_the_price_preference() -> None:
    """Illustrative bids of a training deck under today's formula: HEA = (1 - TKDN x 25 %) x HP."""
    book = book_of(date(2026, 2, 1))
    bids = {"A": (1_050_000_000, 60), "B": (1_150_000_000, 50), "C": (1_025_000_000, 25), "D": (1_010_000_000, 20)}
    bids["E"] = (980_000_000, 0)
    found = [evaluate(name, Decimal(price), Decimal(tkdn), book=book) for name, (price, tkdn) in bids.items()]
    assert {one.name: int(one.evaluated) for one in found} == {
        "A": 892_500_000, "B": 1_006_250_000, "C": 960_937_500, "D": 1_010_000_000, "E": 980_000_000,
    }  # fmt: skip
    assert [one.name for one in ranked(found)] == ["A", "C", "E", "B", "D"]
    equal = [evaluate(name, Decimal(100), Decimal(tkdn), book=book) for name, tkdn in (("x", 0), ("y", 20))]
    assert [one.name for one in ranked(equal)] == ["y", "x"]
