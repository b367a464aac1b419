"""One government under every definition: the same orders, measured by each numerator against each denominator."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from belanja.affirmation import evidence as records
from belanja.affirmation.figures import Definition, ShareTable
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules.indicators import DENOMINATORS, NUMERATORS, Denominator, EvidenceKind, Numerator, makes_sense

from .definitions import definition_for, usual_definitions
from .shares import tabulate

Sensitivity = dict[tuple[Numerator, Denominator], ShareTable]


def sensitivity(
    *,
    government: Government,
    year: int,
    indicator: str = "epurchasing",
    evidence: EvidenceKind | str | None = None,
    as_of: date | None = None,
) -> Sensitivity:
    """The tables of shares of an indicator for every pair of numerator and denominator that makes sense by this
    evidence, in ten to twelve queries.

    The evidence is gathered once; what differs is only how it is judged.
    """
    usual = definition_for(
        government,
        indicator=indicator,
        evidence=evidence,
        numerator=None,
        denominator=None,
        on=records.measured_on(year, as_of),
    )
    return _judged(government, year, as_of, [usual])[0]


def every_sensitivity(*, government: Government, year: int, as_of: date | None = None) -> tuple[Sensitivity, ...]:
    """Those of every indicator by every evidence, in the order of `every_share` and from one reading of the record."""
    in_force = institutions.parameters(government_id=government.id, on=records.measured_on(year, as_of))
    return _judged(government, year, as_of, usual_definitions(in_force))


def _judged(
    government: Government, year: int, as_of: date | None, usual: Sequence[Definition]
) -> tuple[Sensitivity, ...]:
    definitions = [
        [
            replace(one, numerator=above, denominator=below)
            for above in NUMERATORS.values()
            if makes_sense(one.evidence, above.code)
            for below in DENOMINATORS.values()
        ]
        for one in usual
    ]
    wanted = records.wanted(definition for pairs in definitions for definition in pairs)
    gathered = records.gather([government], year=year, as_of=as_of, wanted=wanted)[government.id]
    return tuple(
        {(one.numerator.code, one.denominator.code): tabulate(gathered, one) for one in pairs} for pairs in definitions
    )
