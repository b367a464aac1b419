"""One government under every definition: the same orders, measured by each numerator against each denominator."""

from dataclasses import replace
from datetime import date

from belanja.affirmation import evidence as records
from belanja.affirmation.figures import ShareTable
from belanja.institutions.models import Government
from belanja.rules.indicators import DENOMINATORS, NUMERATORS, Denominator, Numerator

from .definitions import definition_for
from .shares import tabulate

Sensitivity = dict[tuple[Numerator, Denominator], ShareTable]


def sensitivity(
    *, government: Government, year: int, indicator: str = "epurchasing", as_of: date | None = None
) -> Sensitivity:
    """The tables of shares for every pair of numerator and denominator, in ten queries.

    The evidence is gathered once; what differs is only how it is judged.
    """
    definition = definition_for(
        government,
        indicator=indicator,
        numerator=None,
        denominator=None,
        on=records.measured_on(year, as_of),
    )
    stages = [rule.stage for rule in NUMERATORS.values()]
    evidence = records.gather([government], year=year, as_of=as_of, stages=stages, denominators=DENOMINATORS)[
        government.id
    ]
    return {
        (above.code, below.code): tabulate(evidence, replace(definition, numerator=above, denominator=below))
        for above in NUMERATORS.values()
        for below in DENOMINATORS.values()
    }
