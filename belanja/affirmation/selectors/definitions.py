"""Which definition a figure is measured by: the indicator's rule with the target and switches in force."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from belanja.affirmation import measures
from belanja.affirmation.figures import Definition
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, ParameterRow
from belanja.rules import parameters
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import (
    ALL_CHANNEL_FEEDS,
    DENOMINATORS,
    INDICATORS,
    NUMERATORS,
    Denominator,
    EvidenceKind,
    Numerator,
    makes_sense,
    need_key,
)


def definition_for(
    government: Government,
    *,
    indicator: str,
    numerator: Numerator | str | None,
    denominator: Denominator | str | None,
    on: date,
    evidence: EvidenceKind | str | None = None,
    in_force: Mapping[str, ParameterRow] | None = None,
) -> Definition:
    """The definition with the government's target and switches in force on `on`; one query, none where they are given
    as `in_force`. `evidence` is the plan's
    marks where nothing else is asked; an indicator that asks for none leaves it aside.

    Raises `RuleBroken`: 422 for an indicator, evidence, numerator or denominator that does not exist or that do not go
    together, 404 where no target is in force.
    """
    if in_force is None:
        in_force = institutions.parameters(government_id=government.id, on=on)
    return _define(in_force, indicator, evidence, numerator, denominator)


def usual_definitions(in_force: Mapping[str, ParameterRow]) -> tuple[Definition, ...]:
    """The usual definition of every indicator by every evidence, with the parameters in force. Indicators without a
    target are left out."""
    return tuple(
        _define(in_force, rule.code, evidence, None, None)
        for rule in INDICATORS.values()
        if rule.target_key in in_force
        for evidence in rule.evidences
    )


def _define(
    in_force: Mapping[str, ParameterRow],
    indicator: str,
    evidence: EvidenceKind | str | None,
    numerator: Numerator | str | None,
    denominator: Denominator | str | None,
) -> Definition:
    rule = INDICATORS.get(indicator)
    if rule is None:
        raise RuleBroken("unknown_indicator", f"Indikator {indicator} tidak dikenal.")
    kind = rule.evidence_asked(evidence)
    usual_above, usual_below = rule.usual(kind)
    above = _numerator(numerator) or usual_above
    below = _denominator(denominator) or usual_below
    if not makes_sense(kind, above):
        raise RuleBroken(
            "evidence_of_plan",
            "Rencana belum dapat dibuktikan: pilih bukti rup, atau pembilang pesanan, kontrak, terima, atau selesai.",
        )
    target = in_force.get(rule.target_key)
    if target is None:
        raise RuleBroken("no_target", f"Belum ada target {rule.label} yang berlaku.", rule.citation, status=404)
    toko_daring = in_force.get(f"switch.{Channel.TOKO_DARING}")
    return Definition(
        indicator=rule,
        numerator=NUMERATORS[above],
        denominator=DENOMINATORS[below],
        target_percent=Decimal(target.value),
        target_from=target.valid_from,
        legal_basis=target.legal_basis.slug,
        legal_basis_label=str(target.legal_basis),
        article=target.article,
        channels=measures.counted_channels(
            rule, toko_daring=toko_daring is not None and toko_daring.value == parameters.YES
        ),
        evidence=kind,
        needed_feeds=tuple(
            feed
            for feed in ALL_CHANNEL_FEEDS
            if (row := in_force.get(need_key(feed))) is not None and row.value == parameters.YES
        ),
    )


def _numerator(word: Numerator | str | None) -> Numerator | None:
    if word is None:
        return None
    try:
        return Numerator(word)
    except ValueError:
        raise RuleBroken("unknown_numerator", f"Pembilang {word} tidak dikenal.") from None


def _denominator(word: Denominator | str | None) -> Denominator | None:
    if word is None:
        return None
    try:
        return Denominator(word)
    except ValueError:
        raise RuleBroken("unknown_denominator", f"Penyebut {word} tidak dikenal.") from None
