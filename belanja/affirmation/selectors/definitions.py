"""Which definition a figure is measured by: the indicator's rule with the target and switches in force."""

from datetime import date
from decimal import Decimal

from belanja.affirmation import measures
from belanja.affirmation.figures import Definition
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules import parameters
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import DENOMINATORS, INDICATORS, NUMERATORS, Denominator, Numerator


def definition_for(
    government: Government,
    *,
    indicator: str,
    numerator: Numerator | str | None,
    denominator: Denominator | str | None,
    on: date,
) -> Definition:
    """The definition with the government's target and switches in force on `on`; one query.

    Raises `RuleBroken`: 422 for an indicator, numerator or denominator that does not exist, 404 where no
    target is in force.
    """
    rule = INDICATORS.get(indicator)
    if rule is None:
        raise RuleBroken("unknown_indicator", f"Indikator {indicator} tidak dikenal.")
    above = _numerator(numerator) or rule.numerator
    below = _denominator(denominator) or rule.denominator
    in_force = institutions.parameters(government_id=government.id, on=on)
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
