"""Which licences count on a day, what is missing, and what the firm does now."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.licence_reasons import REASONS
from belanja.rules.licences import KINDS, Held, LicenceState, Stated, counts, kinds_on, missing, problems

DAY = date(2026, 11, 2)
_days = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 1, 1))


@st.composite
def helds(draw: st.DrawFn) -> Held:
    begin = draw(_days)
    end = draw(st.none() | st.integers(0, 2000).map(lambda days: begin + timedelta(days=days)))
    return Held(draw(st.sampled_from(sorted(KINDS))), draw(st.sampled_from(LicenceState)), begin, end)


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=6), st.lists(helds(), max_size=6), _days)
def test_what_is_missing_and_what_is_held_make_up_what_is_required(
    required: list[str], held: list[Held], day: date
) -> None:
    lacks = [one.kind.code for one in missing(required, held, on=day)]
    assert set(lacks) | (kinds_on(held, on=day) & set(required)) == set(required)
    assert not set(lacks) & kinds_on(held, on=day)
    assert lacks == [code for code in dict.fromkeys(required) if code in lacks]


@given(helds(), _days)
def test_a_licence_counts_on_its_days_alone_and_only_when_confirmed(one: Held, day: date) -> None:
    inside = one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    assert counts(one, on=day) == (inside and one.state is LicenceState.CONFIRMED)


@given(st.lists(helds(), max_size=6), helds(), _days)
def test_one_more_statement_never_makes_more_missing(held: list[Held], more: Held, day: date) -> None:
    before = {one.kind.code for one in missing(sorted(KINDS), held, on=day)}
    assert {one.kind.code for one in missing(sorted(KINDS), [*held, more], on=day)} <= before


_S = LicenceState


@pytest.mark.parametrize(
    ("held", "why", "fix"),
    [
        ([], "belum dinyatakan", "Isi nomor dan masa berlakunya di halaman Izin usaha; penerbitnya Kepolisian"),
        ([Held("bujp", _S.OPEN, DAY)], "menunggu pemeriksaan", "Tunggu jawaban verifikator"),
        ([Held("bujp", _S.RETURNED, DAY)], "dikembalikan", "Perbaiki menurut alasannya"),
        ([Held("bujp", _S.CONFIRMED, DAY - timedelta(days=9), DAY - timedelta(days=1))], "berakhir 01-11-2026",
         "Nyatakan perpanjangannya"),
        ([Held("bujp", _S.CONFIRMED, DAY + timedelta(days=1))], "baru berlaku 03-11-2026", "Tunggu sampai hari itu"),
        ([Held("bujp", _S.REPLACED, DAY)], "belum dinyatakan", "Isi nomor"),
        ([Held("alkes", _S.CONFIRMED, DAY)], "belum dinyatakan", "Isi nomor"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_to_do(held: list[Held], why: str, fix: str) -> None:
    (found,) = missing(["bujp"], held, on=DAY)
    assert why in found.why
    assert fix in found.fix


def test_the_last_day_still_counts() -> None:
    one = Held("bujp", _S.CONFIRMED, DAY, DAY)
    assert (missing(["bujp"], [one], on=DAY), len(missing(["bujp"], [one], on=DAY + timedelta(days=1)))) == ([], 1)


_GOOD = Stated("bujp", "SI/123/X/2025", "Polda Banten", date(2025, 1, 1), date(2027, 1, 1), "https://contoh.go.id/1")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, ""),
        ({"valid_to": None}, ""),
        ({"kind": "siup"}, "kind"),
        ({"number": " "}, "number"),
        ({"issuer": ""}, "issuer"),
        ({"valid_from": None}, "valid_from"),
        ({"valid_to": date(2024, 1, 1)}, "valid_to"),
        ({"valid_to": date(2026, 11, 1)}, "valid_to"),
        ({"evidence": ""}, "evidence"),
        ({"evidence": "lihat KTP 3604010101800001"}, "evidence"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(changed: dict[str, object], field: str) -> None:
    assert list(problems(Stated(**(vars(_GOOD) | changed)), on=DAY)) == ([field] if field else [])  # type: ignore[arg-type]


def test_every_kind_and_reason_names_its_source() -> None:
    assert all(one.title and one.issuer and one.citation for one in KINDS.values())
    assert all(one.citation and one.cure for one in REASONS.values())
