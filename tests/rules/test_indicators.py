"""The registry of indicators holds together: every definition is labelled, cited and measurable."""

import pytest

from belanja.rules import parameters, unknowns
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import (
    ALL_CHANNEL_FEEDS,
    DENOMINATORS,
    INDICATORS,
    NUMERATORS,
    STAGES,
    Denominator,
    Indicator,
    Numerator,
    need_key,
)
from belanja.rules.shares import Reason


def test_every_numerator_and_denominator_has_its_rule() -> None:
    assert set(NUMERATORS) == set(Numerator)
    assert set(DENOMINATORS) == set(Denominator)
    for rule in (*NUMERATORS.values(), *DENOMINATORS.values()):
        assert rule.label
        assert rule.meaning.endswith(".")


def test_each_numerator_reads_one_stage_of_its_own() -> None:
    stages = list(STAGES.values())
    assert len(set(stages)) == len(stages) == len(NUMERATORS) - 1
    assert NUMERATORS[Numerator.RENCANA].stage is None
    assert not {Stage.CANCELLED, Stage.UNCERTAIN, Stage.PAID} & set(stages)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=str)
def test_every_indicator_has_a_dated_cited_target(indicator: Indicator) -> None:
    assert parameters.BY_KEY[indicator.target_key].unit == "persen"
    assert indicator.citation
    assert indicator.version >= 1
    for channel in indicator.optional_channels:
        assert f"switch.{channel}" in parameters.BY_KEY


def test_toko_daring_is_counted_only_by_its_switch() -> None:
    indicator = INDICATORS["epurchasing"]
    assert Channel.TOKO_DARING not in indicator.channels
    assert parameters.BY_KEY["switch.toko_daring"].value == "tidak"


def test_ids_name_the_whole_definition() -> None:
    every = [(indicator, *definition) for indicator in INDICATORS.values() for definition in indicator.definitions()]
    ids = {
        indicator.definition_id(numerator, denominator, evidence)
        for indicator, evidence, numerator, denominator in every
    }
    assert "epurchasing.kontrak.belanja_pengadaan" in ids
    assert "umkk.rup.rencana.belanja_pengadaan" in ids
    assert "pdn.bukti.kontrak.realisasi_pengadaan" in ids
    assert not any(identity.startswith(("umkk.bukti.rencana", "pdn.bukti.rencana")) for identity in ids)
    assert len(ids) == len(every)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=str)
def test_the_usual_definition_of_each_evidence_makes_sense(indicator: Indicator) -> None:
    for evidence in indicator.evidences:
        assert (evidence, *indicator.usual(evidence)) in indicator.definitions()
    assert indicator.evidence_asked(None) is indicator.evidences[0]


def test_targets_are_those_of_the_law() -> None:
    values = {code: parameters.BY_KEY[rule.target_key].value for code, rule in INDICATORS.items()}
    assert values == {"epurchasing": "30", "umkk": "40", "pdn": "95"}
    assert "2023 saja" in parameters.BY_KEY["target.pdn"].article


def test_spend_through_all_channels_needs_what_dated_switches_say() -> None:
    needed = {feed: parameters.BY_KEY[need_key(feed)].value for feed in ALL_CHANNEL_FEEDS}
    assert needed == {"spse_tender": "ya", "spse_nontender": "ya", "spse_pencatatan": "tidak"}


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("denominator", Denominator)
@pytest.mark.parametrize("side", unknowns.Side)
def test_every_unknown_names_who_completes_what(reason: Reason, denominator: Denominator, side: unknowns.Side) -> None:
    explanation = unknowns.explain(reason, side=side, denominator=denominator)
    assert explanation.sentence.startswith("belum diketahui, karena ")
    assert explanation.owner
    assert explanation.document


def test_an_unknown_names_the_feed_that_is_missing() -> None:
    told = unknowns.explain(
        Reason.FEED_MISSING,
        side=unknowns.Side.DENOMINATOR,
        denominator=Denominator.REALISASI_PENGADAAN,
        feed="spse_nontender",
    )
    assert told.sentence == "belum diketahui, karena data non tender SPSE tahun ini belum dimuat"
