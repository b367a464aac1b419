"""The registry of indicators holds together: every definition is labelled, cited and measurable."""

import pytest

from belanja.rules import parameters, unknowns
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import (
    DENOMINATORS,
    INDICATORS,
    NUMERATORS,
    Denominator,
    Indicator,
    Numerator,
)
from belanja.rules.shares import Reason


def test_every_numerator_and_denominator_has_its_rule() -> None:
    assert set(NUMERATORS) == set(Numerator)
    assert set(DENOMINATORS) == set(Denominator)
    for rule in (*NUMERATORS.values(), *DENOMINATORS.values()):
        assert rule.label
        assert rule.meaning.endswith(".")


def test_each_numerator_reads_one_stage_of_its_own() -> None:
    stages = [rule.stage for rule in NUMERATORS.values()]
    assert len(set(stages)) == len(stages)
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
    ids = {
        indicator.definition_id(numerator, denominator)
        for indicator in INDICATORS.values()
        for numerator in Numerator
        for denominator in Denominator
    }
    assert "epurchasing.kontrak.belanja_pengadaan" in ids
    assert len(ids) == len(INDICATORS) * len(Numerator) * len(Denominator)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("denominator", Denominator)
@pytest.mark.parametrize("side", unknowns.Side)
def test_every_unknown_names_who_completes_what(reason: Reason, denominator: Denominator, side: unknowns.Side) -> None:
    explanation = unknowns.explain(reason, side=side, denominator=denominator)
    assert explanation.sentence.startswith("belum diketahui, karena ")
    assert explanation.owner
    assert explanation.document
