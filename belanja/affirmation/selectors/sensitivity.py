"""One government under every definition: the same orders, measured by each numerator against each denominator."""

from dataclasses import replace
from datetime import date

from belanja.affirmation import evidence as records
from belanja.affirmation.figures import ShareTable
from belanja.institutions.models import Government
from belanja.rules.indicators import DENOMINATORS, NUMERATORS, Denominator, EvidenceKind, Numerator, makes_sense

from .definitions import definition_for
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
    definitions = [
        replace(usual, numerator=above, denominator=below)
        for above in NUMERATORS.values()
        if makes_sense(usual.evidence, above.code)
        for below in DENOMINATORS.values()
    ]
    gathered = records.gather([government], year=year, as_of=as_of, wanted=records.wanted(definitions))
    return {(one.numerator.code, one.denominator.code): tabulate(gathered[government.id], one) for one in definitions}
