"""Every indicator: its cases, every neighbour of every threshold, what was kept asked again, and its words."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.rules import legal_bases, parameters
from belanja.rules.buying.policy import Book, book_of
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.flags.catalogue import BY_CODE, INDICATORS, SHOWN, asked_of
from belanja.rules.flags.engine import ask, concerns, judge, kept, replayed
from belanja.rules.flags.model import Family, Scope, Verdict
from belanja.rules.flags.parameters import FLAGS
from belanja.rules.flags.told import TOLD, Input, untold
from belanja.rules.flags.written import written
from belanja.rules.kept import plain

from . import goods_cases, party_cases, price_cases, time_cases
from .made import DAY, C, Case, F, S, U, order, said

CASES: list[Case] = [
    *price_cases.PRICE, *price_cases.BARGAINING, *time_cases.TIMING, *time_cases.SPLITTING, *party_cases.PLANNING,
    *party_cases.FIRMS, *party_cases.OFFICERS, *party_cases.TARGET_PLANS, *goods_cases.LISTINGS, *goods_cases.DOMESTIC,
    *goods_cases.DELIVERY, *goods_cases.TARGETS, *goods_cases.COMPETITION,
]  # fmt: skip
BOOK = book_of(DAY)
PAGE = Path(__file__).parents[3] / "docs" / "flags.md"
BEGIN = "<!-- made from belanja.rules.flags.written -->\n\n"
#: Rows that say how a desk works, not what an indicator flags; their neighbours are tried beside their functions.
OF_THE_DESK = frozenset(
    "tanda.jawab.hari tanda.alasan.hari tanda.kasus.seminggu tanda.tampil.contoh tanda.tampil.laju "
    "tanda.tampil.ketepatan".split()
)


def says(case: Case, book: Book = BOOK) -> str:
    return said(judge(BY_CODE[case.code], case.subject, book=book))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.name}")
def test_a_case(case: Case) -> None:
    result = judge(BY_CODE[case.code], case.subject, book=BOOK)
    assert said(result) == case.says
    assert bool(result.missing) == (case.says == U)
    assert result.figures or case.says in {C, U}
    assert {row.key for row in result.thresholds} <= {*BY_CODE[case.code].rows}


def test_every_indicator_flags_clears_cannot_judge_and_knows_an_innocent_look_alike() -> None:
    met: dict[str, Counter[str]] = {}
    innocent = set()
    for case in CASES:
        met.setdefault(case.code, Counter())[case.says.replace(S, F)] += 1
        if case.name.startswith("wajar"):
            assert case.says == C, case
            innocent.add(case.code)
    assert met.keys() == BY_CODE.keys()
    assert {code for code, seen in met.items() if len(seen) < 3} == set()
    assert innocent == BY_CODE.keys()
    assert len({(case.code, case.name) for case in CASES}) == len(CASES)


def _neighbours(key: str) -> list[str]:
    """The lawful values one unit of the last digit away."""
    value = BOOK.number(key)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    found = []
    for one in (value + step, value - step):
        try:
            found.append(parameters.checked_value(key, str(one)))
        except RuleBroken:
            continue
    return found


MUTATIONS = [(one.code, key, value) for one in INDICATORS for key in one.rows for value in _neighbours(key)]


@pytest.mark.parametrize(("code", "key", "value"), MUTATIONS, ids=[" ".join(one) for one in MUTATIONS])
def test_a_case_notices_every_change_of_a_threshold(code: str, key: str, value: str) -> None:
    book = Book(BOOK.day, {**BOOK.rows, key: replace(BOOK.row(key), value=value)})
    assert any(says(case, book) != case.says for case in CASES if case.code == code)


def test_every_dated_row_is_looked_at() -> None:
    used = {key for one in INDICATORS for key in one.rows}
    assert {row.key for row in FLAGS} - used == OF_THE_DESK
    assert used <= parameters.BY_KEY.keys()


def test_what_was_kept_is_asked_again_with_the_same_answer_whatever_holds_today() -> None:
    later = book_of(date(2031, 1, 1))
    for case in CASES:
        result = judge(BY_CODE[case.code], case.subject, book=BOOK)
        record = json.loads(json.dumps(kept(result, case.subject)))
        again = replayed(record)
        assert plain(again) == plain(result), case
        assert plain(replayed(record, book=later)) == plain(result)


def test_a_record_is_asked_under_the_thresholds_of_another_date() -> None:
    fast = next(case for case in CASES if case.code == "waktu.terlalu_cepat" and case.says == F)
    record = kept(judge(BY_CODE[fast.code], fast.subject, book=BOOK), fast.subject)
    later = replace(BOOK.row("tanda.cepat.menit"), value="5", valid_from=date(2027, 1, 1))
    book = Book(date(2027, 6, 1), {**book_of(date(2027, 6, 1)).rows, later.key: later})
    assert replayed(record).stands is Verdict.FLAGGED
    assert replayed(record, book=book).stands is Verdict.CLEAR


def test_a_record_of_another_version_is_not_asked_again() -> None:
    case = CASES[0]
    record = kept(judge(BY_CODE[case.code], case.subject, book=BOOK), case.subject)
    record["result"]["version"] = 2
    with pytest.raises(ValueError, match="version 1 now, not 2"):
        replayed(record)


@pytest.mark.parametrize("channel", list(Channel))
def test_what_a_channel_does_not_tell_is_never_judged(channel: Channel) -> None:
    for case in CASES:
        indicator = BY_CODE[case.code]
        subject = replace(case.subject, channel=channel)
        if concerns(indicator, subject) and untold(channel, indicator.needs):
            result = judge(indicator, subject, book=BOOK)
            assert result.stands is Verdict.UNJUDGED
            assert channel.label in result.missing


def test_of_what_nothing_is_known_nothing_is_flagged() -> None:
    for kind in {one.asked_of for one in INDICATORS}:
        facts = {"last": DAY, "other": "F2"}
        known = {name: value for name, value in facts.items() if name in kind.__dataclass_fields__}
        bare = kind(key="K", as_of=DAY, year=2026, **known)
        assert not [one for one in ask(bare, book=BOOK) if one.stands is Verdict.FLAGGED]


def test_the_catalogue_is_whole() -> None:
    assert len(INDICATORS) == len(BY_CODE) >= 50
    assert 10 <= len(SHOWN) <= 14
    slugs = {basis.slug for basis in legal_bases.SEEDS}
    for one in INDICATORS:
        assert one.family in Family
        assert one.basis in slugs
        assert one.question.endswith("?")
        assert one.formula
        assert one.innocent.endswith(".")
        assert one.article
        assert (one.scope is Scope.ORDERS) == bool(one.needs)
        assert one in asked_of(one.asked_of)


def test_what_is_shown_at_first_can_run_and_is_no_weak_sign() -> None:
    for one in SHOWN:
        assert Channel.NATIVE in one.channels
        assert one.confidence > 1
        assert one.severity > 1


def test_channels_follow_from_what_their_sources_tell() -> None:
    assert Input.BIDS not in frozenset().union(*TOLD.values())
    assert BY_CODE["harga.pencilan"].channels == (Channel.NATIVE, Channel.V5)
    assert BY_CODE["rencana.di_luar_katalog"].channels == (Channel.NON_TENDER, Channel.PENCATATAN)
    assert BY_CODE["minikom.satu_penawar"].channels == ()
    assert BY_CODE["tayang.kategori_keliru"].channels == ()


def test_a_subject_is_asked_all_that_concerns_it_and_nothing_else() -> None:
    found = {one.indicator for one in ask(order(), book=BOOK)}
    assert "waktu.terlalu_cepat" in found
    assert "rencana.di_luar_katalog" in found
    assert "harga.pencilan" not in found
    assert "rencana.di_luar_katalog" not in {one.indicator for one in ask(order(channel=Channel.V6), book=BOOK)}


def test_the_page_of_flags_is_made_from_the_catalogue() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) :] == written()
