"""Orders of other channels, as their feeds tell them. What a feed does not tell stays untold, never *no*."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from belanja.rules.channels import Channel, Stage
from belanja.rules.firms import Scale
from belanja.rules.flags.subjects import Order

from .bars import Bars
from .plans import plan_of
from .reading import Reading, rows

#: A document with what its facts and its source row say beside it. A national order that an own package became is left
#: out: the own one tells more of the same purchase.
_DOCUMENTS = """
SELECT d.id, d.unit_id, d.year, d.channel, d.key, d.plan_codes, d.vendor_key, d.vendor_refs, d.etalase_id, d.status,
  d.ordered_on, d.amount, d.stages, f.scale, f.signed_on, f.received_on, f.imported,
  s.payload ->> 'ppk_ref', coalesce(s.payload ->> 'kode_anggaran', s.payload ->> 'mak')
FROM facts_purchasedocument d
LEFT JOIN (
  SELECT document_id, max(business_scale) AS scale, min(day) FILTER (WHERE stage = 2) AS signed_on,
    (min(known_from) FILTER (WHERE stage = 4) AT TIME ZONE 'Asia/Jakarta')::date AS received_on,
    sum(amount) FILTER (WHERE stage = 1 AND pdn_class = 'impor') AS imported
  FROM facts_spendfact
  WHERE government_id = %(government)s AND known_to IS NULL AND channel <> 'native'
    AND (%(all)s OR document_id = ANY(%(ids)s)) AND (%(years)s::int[] IS NULL OR year = ANY(%(years)s))
  GROUP BY document_id) f ON f.document_id = d.id
LEFT JOIN intake_sourcerow s ON s.id = d.source_row_id
WHERE d.government_id = %(government)s AND d.channel <> 'native' AND NOT d.vanished AND (%(all)s OR d.id = ANY(%(ids)s))
  AND (%(years)s::int[] IS NULL OR d.year = ANY(%(years)s))
  AND NOT EXISTS (SELECT 1 FROM facts_purchasedocument n WHERE n.linked_to_id = d.id)
ORDER BY d.id
"""


class ToldRow(NamedTuple):
    """One document as the database has it."""

    id: int
    unit: int
    year: int
    channel: str
    key: str
    plans: list[str]
    vendor: str
    refs: list[str]
    shelf: str
    status: str
    day: date | None
    amount: Decimal
    stages: int
    scale: str | None
    signed_on: date | None
    received_on: date | None
    imported: Decimal | None
    officer: str | None
    account: str | None

    @property
    def cancelled(self) -> bool:
        return bool(self.stages & Stage.CANCELLED)

    @property
    def written(self) -> str:
        """By what it is told among all orders."""
        return f"{self.channel}:{self.key}"


def told_rows(reading: Reading, *, years: Sequence[int] | None = None) -> Iterator[ToldRow]:
    """Documents of other channels: in a whole sweep all, else those that changed; with `years` all of them."""
    wanted = reading.changed is None or years is not None
    ids = [] if reading.changed is None else sorted(int(str(one)) for one in reading.changed.of("told"))
    if not (ids or years or reading.changed is None):
        return
    values = {
        "government": reading.government_id,
        "all": wanted,
        "ids": ids,
        "years": None if years is None else list(years),
    }
    yield from map(ToldRow._make, rows(_DOCUMENTS, values))


def told_order(row: ToldRow, reading: Reading, bars: Bars) -> Order:
    """What is asked of an order of another channel."""
    channel, ended = Channel(row.channel), bool(row.stages & (Stage.COMPLETED | Stage.PAID | Stage.CANCELLED))
    firm = reading.firm(row.refs, row.vendor)
    return Order(
        key=row.written,
        as_of=reading.today,
        year=row.year,
        day=row.day,
        amount=row.amount,
        channel=channel,
        unit=str(row.unit),
        firm=firm,
        officer=officer_of(row),
        plan_code=row.plans[0] if len(row.plans) == 1 else "",
        documents=reading.answers.of(firm=int(firm)) if firm.isdigit() else (),
        scale=Scale(row.scale) if row.scale else None,
        bars=bars.of_refs(row.refs),
        plan_named=bool(row.plans),
        plan=plan_of(reading, row.year, row.plans),
        accounts=(row.account,) if row.account else None,
        signed_on=row.signed_on,
        delivered=None if row.stages & Stage.UNCERTAIN else bool(row.stages & Stage.RECEIVED),
        ended=None if row.stages & Stage.UNCERTAIN else ended,
        state_since=row.received_on or row.day,
    )


def officer_of(row: ToldRow) -> str:
    """The keyed mark of who bought, where the feed has one; it names nobody."""
    return f"x:{row.officer}" if row.officer else ""
