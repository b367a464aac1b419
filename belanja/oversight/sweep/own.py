"""Orders made here and their lines: every step, round, hand-over and payment is on record."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from belanja.rules.buying.parts import PART_OF_STEP
from belanja.rules.channels import Channel
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.rules.flags.subjects import Order
from belanja.rules.separation import Part

from .bars import Bars
from .plans import plan_of
from .reading import Reading, day_of, rows

#: One row an order; each part of it is gathered apart and joined by the order.
_ORDERS = """
SELECT o.id, o.code, o.unit_id, o.year, o.plan_code, o.firm_id, o.scale, o.state, o.shipment, o.total, o.first_total,
  o.penalty, o.term_to, o.buyer_id, o.ppk_id, o.determined_by_id, o.created_at, o.signed_at, o.ended_at,
  p.created_at AS opened_at, p.reason_codes, p.requested_by_id, p.account,
  l.listed, l.agreed, l.pieces, l.imported, l.shelf, l.kbki, l.due_on, l.shelves, l.products, o.kind,
  coalesce(r.rounds, 0), r.agreed_at, r.offered_at, d.sent_at, d.arrived_on, h.first_on, h.whole_on, y.paid_on,
  y.outside,
  v.raised_on, s.since, s.submitted_at, s.cancelled_at, s.acted, g.registered_at, t.score, t.unrated, t.id AS rated,
  c.linked_to_id
FROM purchasing_order o JOIN purchasing_package p ON p.id = o.package_id
LEFT JOIN (
  SELECT x.order_id, sum(x.listed_price * x.quantity) AS listed, sum(x.unit_price * x.quantity) AS agreed,
    max(x.quantity) AS pieces, coalesce(sum(x.total) FILTER (WHERE x.pdn = 'impor'), 0) AS imported,
    max(x.due_on) AS due_on, (array_agg(f.etalase_id ORDER BY x.total DESC, x.position))[1] AS shelf,
    (array_agg(x.kbki ORDER BY x.total DESC, x.position))[1] AS kbki,
    array_agg(DISTINCT f.etalase_id) AS shelves, array_agg(DISTINCT x.product_id) AS products
  FROM purchasing_orderline x JOIN catalogue_product f ON f.id = x.product_id
  WHERE %(all)s OR x.order_id = ANY(%(ids)s) GROUP BY x.order_id) l ON l.order_id = o.id
LEFT JOIN (
  SELECT x.order_id, count(*) AS rounds, max(x.answered_at) FILTER (WHERE x.state = 'disepakati') AS agreed_at,
    max(x.at) AS offered_at
  FROM purchasing_round x WHERE %(all)s OR x.order_id = ANY(%(ids)s) GROUP BY x.order_id) r ON r.order_id = o.id
LEFT JOIN (
  SELECT x.order_id, min(x.sent_at) AS sent_at, max(x.arrived_on) AS arrived_on
  FROM purchasing_delivery x WHERE %(all)s OR x.order_id = ANY(%(ids)s) GROUP BY x.order_id) d ON d.order_id = o.id
LEFT JOIN (
  SELECT x.order_id, min(x.day) AS first_on, max(x.day) FILTER (WHERE x.whole) AS whole_on
  FROM purchasing_handover x
  WHERE x.refused_at IS NULL AND x.buyer_signed_at IS NOT NULL AND (%(all)s OR x.order_id = ANY(%(ids)s))
  GROUP BY x.order_id) h ON h.order_id = o.id
LEFT JOIN (
  SELECT x.order_id, min(x.paid_on) FILTER (WHERE x.part <> 'uang_muka') AS paid_on,
    bool_or(x.way = 'luar_sistem') AS outside
  FROM purchasing_payment x WHERE %(all)s OR x.order_id = ANY(%(ids)s) GROUP BY x.order_id) y ON y.order_id = o.id
LEFT JOIN (
  SELECT x.order_id, min(x.in_force_at) AS raised_on
  FROM purchasing_orderversion x JOIN purchasing_order z ON z.id = x.order_id AND x.total > z.first_total
  WHERE x.number > 0 AND x.in_force_at IS NOT NULL AND (%(all)s OR x.order_id = ANY(%(ids)s))
  GROUP BY x.order_id) v ON v.order_id = o.id
LEFT JOIN (
  SELECT x.order_id, max(x.at) AS since, min(x.at) FILTER (WHERE x.target IN
      ('WAITING_PPK_REVIEW', 'WAITING_PA_DETERMINATION', 'ESIGN_IN_PROGRESS')) AS submitted_at,
    max(x.at) FILTER (WHERE x.target LIKE 'CANCELLED%%') AS cancelled_at,
    array_agg(DISTINCT x.step || ':' || x.by_id) FILTER (
      WHERE x.side = 'pembeli' AND x.by_id IS NOT NULL AND x.step = ANY(%(decisive)s)) AS acted
  FROM purchasing_orderstep x WHERE %(all)s OR x.order_id = ANY(%(ids)s) GROUP BY x.order_id) s ON s.order_id = o.id
LEFT JOIN (
  SELECT q.firm_id, min(x.at) AS registered_at
  FROM vendors_registrationstep x JOIN vendors_profile q ON q.id = x.profile_id
  WHERE x.to_state = 'terverifikasi' GROUP BY q.firm_id) g ON g.firm_id = o.firm_id
LEFT JOIN purchasing_rating t ON t.order_id = o.id
LEFT JOIN facts_purchasedocument c ON c.government_id = o.government_id AND c.channel = 'native' AND c.key = o.code
WHERE o.government_id = %(government)s AND (%(all)s OR o.id = ANY(%(ids)s)) AND (%(years)s::int[] IS NULL
  OR o.year = ANY(%(years)s) OR date_part('year', o.created_at AT TIME ZONE 'Asia/Jakarta')::int = ANY(%(years)s))
ORDER BY o.id
"""


class OwnRow(NamedTuple):
    """One order as the database has it."""

    id: int
    code: str
    unit: int
    year: int
    plan: str
    firm: int
    scale: str
    state: str
    shipment: str
    total: Decimal
    first_total: Decimal | None
    penalty: Decimal | None
    term_to: date | None
    buyer: int
    ppk: int | None
    determined: int | None
    created_at: datetime
    signed_at: datetime | None
    ended_at: datetime | None
    opened_at: datetime
    reasons: list[str] | None
    requester: int | None
    account: str
    listed: Decimal | None
    agreed: Decimal | None
    pieces: Decimal | None
    imported: Decimal | None
    shelf: int | None
    kbki: str | None
    due_on: date | None
    shelves: list[int] | None
    products: list[int] | None
    kind: str
    rounds: int
    agreed_at: datetime | None
    offered_at: datetime | None
    sent_at: datetime | None
    arrived_on: date | None
    first_on: date | None
    whole_on: date | None
    paid_on: date | None
    outside: bool | None
    raised_on: datetime | None
    since: datetime | None
    submitted_at: datetime | None
    cancelled_at: datetime | None
    acted: list[str] | None
    registered_at: datetime | None
    score: Decimal | None
    unrated: str | None
    rated: int | None
    linked: int | None

    @property
    def day(self) -> date:
        made = day_of(self.created_at)
        assert made is not None  # every order has its moment
        return made

    @property
    def cancelled(self) -> bool:
        return str(self.state).startswith("CANCELLED")


def own_rows(reading: Reading, *, years: Sequence[int] | None = None) -> Iterator[OwnRow]:
    """Orders made here: in a whole sweep all, else those that changed; with `years` all of them, by their fiscal year
    or their day."""
    ids = [] if reading.changed is None else sorted(int(str(one)) for one in reading.changed.of("own"))
    values = {
        "government": reading.government_id,
        "all": reading.changed is None or years is not None,
        "ids": ids,
        "decisive": list(PART_OF_STEP),
        "years": None if years is None else list(years),
    }
    yield from map(OwnRow._make, rows(_ORDERS, values))


def own_order(row: OwnRow, reading: Reading, bars: Bars) -> Order:
    """What is asked of an order made here. Officials' own marks are on record nowhere: `links` stays untold."""
    signed = row.signed_at is not None and not row.cancelled
    return Order(
        key=row.code,
        as_of=reading.today,
        year=row.year,
        day=row.day,
        amount=row.total,
        channel=Channel.NATIVE,
        unit=str(row.unit),
        firm=str(row.firm),
        officer=str(row.buyer),
        plan_code=row.plan,
        documents=reading.answers.of(
            order=row.id, firm=row.firm, shelves=row.shelves or (), products=row.products or ()
        ),
        opened_at=row.opened_at,
        agreed_at=row.agreed_at or row.submitted_at,
        offered_at=row.offered_at,
        rounds=row.rounds,
        listed_goods=row.listed,
        agreed_goods=row.agreed,
        reasons=frozenset(row.reasons or ()),
        scale=Scale(row.scale) if row.scale else None,
        firm_since=day_of(row.registered_at),
        bars=bars.of_firm(row.firm),
        parts=_parts(row),
        buyer_role=Role.PPK if row.buyer == row.ppk else Role.PEJABAT_PENGADAAN,
        determined=row.determined is not None if signed else None,
        plan_named=bool(row.plan),
        plan=plan_of(reading, row.year, [row.plan] if row.plan else []),
        accounts=(row.account,) if row.account else None,
        signed_on=day_of(row.signed_at),
        sent_on=day_of(row.sent_at),
        arrived_on=row.arrived_on,
        first_received_on=row.first_on,
        received_on=row.whole_on,
        due_on=row.term_to or row.due_on,
        pieces=row.pieces,
        penalty=row.penalty,
        paid_on=row.paid_on,
        delivered=row.shipment in ("DELIVERED", "BUYER_CONFIRMED", "COMPLETED"),
        ended=row.ended_at is not None or row.cancelled,
        state_since=day_of(row.since or row.created_at),
        first_total=row.first_total,
        raised_on=day_of(row.raised_on),
        addenda_known=True,
    )


def _parts(row: OwnRow) -> tuple[tuple[Part, str], ...]:
    """Who had which part, by name and by what he did in somebody's place; in the order of `Part`."""
    named = {Part.REQUESTER: row.requester, Part.BUYER: row.buyer, Part.SIGNER: row.ppk, Part.APPROVER: row.determined}
    found = {(part, str(who)) for part, who in named.items() if who is not None}
    for acted in row.acted or ():
        step, _colon, who = acted.partition(":")
        found.add((PART_OF_STEP[step], who))
    return tuple(sorted(found, key=lambda one: (list(Part).index(one[0]), one[1])))
