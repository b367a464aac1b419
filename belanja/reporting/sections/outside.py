"""L6: what was contracted outside the catalogue, by Perangkat Daerah, channel and the reason that the unit has said."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from belanja.facts.selectors import contracted_by_unit
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.reporting.models import OutsideReason
from belanja.reporting.record import Record
from belanja.rules import money
from belanja.rules.reporting.outside import BY_CODE, CHANNELS, UNKNOWN_NEED


def build(record: Record) -> dict[str, Any]:
    """One row for each unit and channel with contracts, largest first. `code` null: nobody has said why, and no feed
    tells it; `need` says what would be needed."""
    said = _said(record)
    rows = [
        _row(unit, channel, amount, said.get((unit.code, channel)))
        for (unit, channel), amount in _contracted(record).items()
        if amount
    ]
    rows.sort(key=lambda row: (-row["amount"], row["unit_code"], row["channel"]))
    return {"need": UNKNOWN_NEED, "rows": rows}


def _contracted(record: Record) -> Mapping[tuple[Unit, str], Decimal]:
    """Contracted rupiah up to the cut-off, under the Perangkat Daerah of that day."""
    government_id = record.government.pk
    tops = institutions.pd_map(government_id, record.cut_off)
    units = {unit.pk: unit for unit in Unit.objects.filter(government_id=government_id)}
    found: dict[tuple[Unit, str], Decimal] = {}
    counted = record.main.definition.channels
    channels = [channel for channel in CHANNELS if channel not in counted]
    for unit_id, channel, amount in contracted_by_unit(
        government_id=government_id, year=record.year, channels=channels, as_of=record.cut_off
    ):
        key = units[tops.get(unit_id, unit_id)], channel
        found[key] = found.get(key, money.ZERO) + amount
    return found


def _said(record: Record) -> dict[tuple[str, str], OutsideReason]:
    """The latest reason of each unit and channel in the round that the report rests on."""
    found = OutsideReason.objects.filter(hearing__round=record.before_freezing.round).select_related("hearing__unit")
    return {(one.hearing.unit.code, one.channel): one for one in found.order_by("at", "pk")}


def _row(unit: Unit, channel: str, amount: Decimal, said: OutsideReason | None) -> dict[str, Any]:
    rule = BY_CODE.get(said.code) if said else None
    return {
        "unit_code": unit.code,
        "name": unit.name,
        "channel": channel,
        "amount": amount,
        "code": said.code if said else None,
        "label": rule.label if rule else None,
        "citation": rule.citation if rule else None,
    }
