"""Tables of shares: one row for each Perangkat Daerah, with the definition they were measured by."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from belanja.affirmation import evidence as records
from belanja.affirmation import measures
from belanja.affirmation.evidence import Evidence
from belanja.affirmation.figures import Definition, GovernmentRef, ShareTable, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.rules import money, shares
from belanja.rules.indicators import Denominator, EvidenceKind, Numerator

from .definitions import definition_for, usual_definitions


@remembered
def share_table(
    *,
    government: Government,
    year: int,
    indicator: str = "epurchasing",
    evidence: EvidenceKind | str | None = None,
    numerator: Numerator | str | None = None,
    denominator: Denominator | str | None = None,
    as_of: date | None = None,
) -> ShareTable:
    """Shares of every Perangkat Daerah of `government` in fiscal `year`, in nine queries whatever the size.

    Without `evidence`, `numerator` and `denominator` the indicator's own are taken. With `as_of` only events up to then
    count; orders without a date are then left out and their sum is told in `undated`. Raises `RuleBroken`
    (422) for an indicator, numerator or denominator that does not exist.
    """
    return share_tables(
        governments=[government],
        year=year,
        indicator=indicator,
        evidence=evidence,
        numerator=numerator,
        denominator=denominator,
        as_of=as_of,
    )[0]


def share_tables(
    *,
    governments: Sequence[Government],
    year: int,
    indicator: str = "epurchasing",
    evidence: EvidenceKind | str | None = None,
    numerator: Numerator | str | None = None,
    denominator: Denominator | str | None = None,
    as_of: date | None = None,
) -> list[ShareTable]:
    """The tables of several governments, in their order, gathered together."""
    day = records.measured_on(year, as_of)
    definitions = {
        government.id: definition_for(
            government,
            indicator=indicator,
            evidence=evidence,
            numerator=numerator,
            denominator=denominator,
            on=day,
        )
        for government in governments
    }
    wanted = records.wanted(definitions.values())
    gathered = records.gather(governments, year=year, as_of=as_of, wanted=wanted)
    return [tabulate(gathered[government.id], definitions[government.id]) for government in governments]


@remembered
def every_share(*, government: Government, year: int, as_of: date | None = None) -> tuple[ShareTable, ...]:
    """The tables of every indicator by every evidence under its usual definition, e-Purchasing first; the record is
    read once, in twelve queries at most."""
    on = records.measured_on(year, as_of)
    definitions = usual_definitions(institutions.parameters(government_id=government.id, on=on))
    return _tables(government, year, as_of, definitions)


def share_and_plan(*, government: Government, year: int, as_of: date | None = None) -> tuple[ShareTable, ShareTable]:
    """The table of e-Purchasing, and that of its contracts against what the RUP has as e-Purchasing; the record is read
    once, in eleven queries at most."""
    on = records.measured_on(year, as_of)
    in_force = institutions.parameters(government_id=government.id, on=on)
    bases: tuple[tuple[Numerator | None, Denominator | None], ...] = (
        (None, None),
        (Numerator.KONTRAK, Denominator.RUP_EPURCHASING),
    )
    share, plan = (
        definition_for(
            government, indicator="epurchasing", numerator=above, denominator=below, on=on, in_force=in_force
        )
        for above, below in bases
    )
    share_of, plan_of = _tables(government, year, as_of, [share, plan])
    return share_of, plan_of


def _tables(
    government: Government, year: int, as_of: date | None, definitions: Sequence[Definition]
) -> tuple[ShareTable, ...]:
    wanted = records.wanted(definitions)
    gathered = records.gather([government], year=year, as_of=as_of, wanted=wanted)[government.id]
    return tuple(tabulate(gathered, definition) for definition in definitions)


def tabulate(evidence: Evidence, definition: Definition) -> ShareTable:
    """The table that follows from what is on record. Pure: no query."""
    rows: list[tuple[str, UnitShare]] = []
    undated = money.ZERO
    for pd_id, unit_ids in evidence.members(definition.channels_in_play).items():
        unit = evidence.units[pd_id]
        share = unit_share(evidence, definition, pd_id, unit_ids)
        entered = measures.entries_used(evidence, pd_id, unit_ids, definition.denominator)
        rows.append((unit.sort_key, UnitShare(pd_id, unit.code, unit.name, share, entered)))
        undated += undated_of(evidence, definition, unit_ids)
    rows.sort(key=lambda row: (row[0], row[1].code))
    return ShareTable(
        government=reference(evidence.government),
        year=evidence.year,
        cut_off=evidence.cut_off,
        as_of=evidence.as_of,
        definition=definition,
        total=shares.total_of((unit.share for _key, unit in rows), definition.target_percent),
        units=tuple(unit for _key, unit in rows),
        undated=undated if evidence.as_of else money.ZERO,
        pulls={feed: evidence.pulls[feed] for feed in feeds_of(definition) if feed in evidence.pulls},
        channels_not_loaded=measures.channels_not_loaded(evidence, definition),
    )


def unit_share(evidence: Evidence, definition: Definition, pd_id: int, unit_ids: list[int]) -> shares.Share:
    """One Perangkat Daerah's share: its own figures and those of every unit counted under it."""
    return shares.share_of(
        measures.numerator_of(evidence, unit_ids, definition),
        measures.denominator_of(evidence, pd_id, unit_ids, definition),
        definition.target_percent,
    )


def undated_of(evidence: Evidence, definition: Definition, unit_ids: list[int]) -> Decimal:
    """Rupiah of the numerator's orders without a day, whatever their marks; the plan has none."""
    if definition.numerator.stage is None:
        return money.ZERO
    return measures.spend_of(evidence, unit_ids, definition.numerator.stage, definition.channels).undated


def feeds_of(definition: Definition) -> tuple[str, ...]:
    """Feeds on which a figure of this definition rests."""
    return tuple(dict.fromkeys((*measures.numerator_feeds(definition), *measures.denominator_feeds(definition))))


def reference(government: Government) -> GovernmentRef:
    return GovernmentRef(government.id, government.code, government.name)
