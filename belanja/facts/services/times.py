"""Working days of orders, kept beside them: written anew for one order with each of its stages, and in bulk after an
import or when a day off changes. Figures add up `TimesCount`; what one order adds stands in `OrderTimes`.

An own order's moments are those of its records; an imported one's those that its source tells (`rules.waits.TOLD`):
v6 orders are begun on the day in their ULID, v5 orders are received on the day of their last change, where that is
not the day on which they were made (an older shape has no such day). Orders that count in no figure have no days here:
cancelled or doubtful ones, those of practice, and a package beside the national order that it became.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from belanja.institutions import working_days
from belanja.institutions.models import ParameterRow
from belanja.journal.readings import Part, kept
from belanja.rules.buying.states import OrderKind
from belanja.rules.buying.turns import TURNS
from belanja.rules.channels import Channel, Stage
from belanja.rules.waits import BAND_KEYS, STRETCHES, TOLD, Gap, Moment, Whose

from .. import parts
from ..models import OrderTimes, PurchaseDocument

_GROUP = "government_id, unit_id, year, channel, scale, band_over, band_upto, stretch, days, gap"
_COLUMNS = "document_id, government_id, unit_id, year, channel, scale, band_over, band_upto, days, gaps"
_SPREAD = f"""
INSERT INTO facts_timescount ({_GROUP}, orders)
SELECT government_id, unit_id, year, channel, scale, band_over, band_upto, s.stretch, s.days, s.gap, {{sign}} * count(*)
FROM moved CROSS JOIN LATERAL unnest(moved.days, moved.gaps) WITH ORDINALITY s(days, gap, stretch)
GROUP BY government_id, unit_id, year, channel, scale, band_over, band_upto, s.stretch, s.days, s.gap
"""
_TAKE_OUT = f"""
WITH moved AS (
  DELETE FROM facts_ordertimes t USING facts_purchasedocument d WHERE d.id = t.document_id AND {{which}} RETURNING t.*
)
{_SPREAD.format(sign="-1")}
"""

_WIB = "AT TIME ZONE 'Asia/Jakarta'"
_OUT = int(Stage.CANCELLED | Stage.UNCERTAIN)
_CHANNELS = ", ".join(
    f"('{channel}', ARRAY[{', '.join(str(moment in told).lower() for moment in Moment)}])"
    for channel, told in TOLD.items()
)
_STRETCHES = ", ".join(
    f"({one.number}, {one.start.value}, {one.end.value}, '{one.whose}')"
    for one in sorted(STRETCHES, key=lambda one: one.number)
)
_TURNS = ", ".join(f"('{one.step}', '{one.side}', '{one.target}', '{one.whose}')" for one in TURNS)

#: The documents that are asked for, with the order that Belanja itself keeps.
_DOC = f"""
doc AS MATERIALIZED (
  SELECT d.*, c.told, coalesce(d.ordered_on, make_date(d.year, 12, 31)) AS on_day, o.id AS order_id,
    o.scale AS own_scale, o.kind, (o.created_at {_WIB})::date AS own_ordered, (o.signed_at {_WIB})::date AS own_signed,
    o.handed_over_at IS NOT NULL AS own_received, o.paid_at IS NOT NULL AS own_paid
  FROM facts_purchasedocument d JOIN (VALUES {_CHANNELS}) c(channel, told) ON c.channel = d.channel
  LEFT JOIN purchasing_order o ON d.channel = '{Channel.NATIVE}' AND o.code = d.key
  WHERE {{which}} AND NOT d.vanished AND d.linked_to_id IS NULL
    AND d.stages & {_OUT} = 0 AND d.stages & {int(Stage.ORDERED | Stage.CONTRACTED)} > 0
    AND (d.channel <> '{Channel.NATIVE}' OR o.id IS NOT NULL AND EXISTS (
      SELECT FROM facts_spendfact f WHERE f.document_id = d.id AND f.known_to IS NULL AND f.counts))
)"""

_ULID = """(SELECT (to_timestamp(sum((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(upper(d.key), i, 1)) - 1)
    * power(32::numeric, 10 - i)) / 1000.0) AT TIME ZONE 'Asia/Jakarta')::date FROM generate_series(1, 10) i)"""
#: The last day of the facts of a stage, of orders that have one.
_FACT_DAY = """(SELECT max(f.day) FROM facts_spendfact f
      WHERE f.document_id = d.id AND f.known_to IS NULL AND f.stage = {stage})"""

#: For each document its five moments (null: no day is known), and which of them it has reached.
_MOMENTS = f"""
moment AS MATERIALIZED (
  SELECT d.*, ARRAY[
    (SELECT min(p.announced_on) FROM plans_ruppackage p
      WHERE p.government_id = d.government_id AND p.code = ANY(d.plan_codes)),
    CASE d.channel WHEN '{Channel.NATIVE}' THEN own_ordered
      WHEN '{Channel.V6}' THEN CASE WHEN d.key ~* '^[0-7][0-9A-HJKMNP-TV-Z]{{{{25}}}}$' THEN {_ULID} END
      ELSE d.ordered_on END,
    CASE d.channel WHEN '{Channel.NATIVE}' THEN own_signed ELSE d.ordered_on END,
    CASE WHEN d.channel = '{Channel.NATIVE}' THEN (SELECT max(h.day) FROM purchasing_handover h
        WHERE h.order_id = d.order_id AND h.refused_at IS NULL
          AND h.buyer_signed_at IS NOT NULL AND h.firm_signed_at IS NOT NULL)
      ELSE nullif({_FACT_DAY.format(stage=int(Stage.RECEIVED))}, d.ordered_on) END,
    (SELECT max(p.paid_on) FROM purchasing_payment p
      WHERE p.order_id = d.order_id AND p.state IN ('cocok_sp2d', 'terdokumentasi'))
  ] AS day, ARRAY[
    true,
    true,
    CASE d.channel WHEN '{Channel.NATIVE}' THEN own_signed IS NOT NULL
      ELSE d.stages & {int(Stage.CONTRACTED)} > 0 END,
    CASE d.channel WHEN '{Channel.NATIVE}' THEN own_received ELSE d.stages & {int(Stage.RECEIVED)} > 0 END,
    coalesce(own_paid, false)
  ] AS reached FROM doc d
)"""

#: Whose turn it was from one day to another.
_TURN = f"""
turn AS (
  SELECT s.order_id, t.whose, (s.at {_WIB})::date AS since,
    coalesce(lead((s.at {_WIB})::date) OVER (PARTITION BY s.order_id ORDER BY s.id), 'infinity') AS until
  FROM doc d JOIN purchasing_orderstep s ON s.order_id = d.order_id
  JOIN (VALUES {_TURNS}) t(step, side, target, whose)
    ON t.step = s.step AND t.side = s.side AND t.target IN ('', s.target)
)"""

_SCALE = f"""
{parts.STATED.format(documents="(SELECT id, on_day, vendor_refs FROM doc WHERE channel <> 'native') imported")},
scale AS (
  SELECT id, min(scale) AS scale FROM stated WHERE place = 1 GROUP BY id HAVING min(scale) = max(scale)
)"""

_BAND = """
band AS (
  SELECT since, until, array_agg(upto) AS ends
  FROM unnest(%(band_since)s::date[], %(band_until)s::date[], %(band_ends)s::numeric[]) b(since, until, upto)
  GROUP BY since, until
)"""

_GAP = f"""CASE
    WHEN NOT m.told[s.start] OR NOT m.told[s.ends] OR (s.whose <> '{Whose.ALL}' AND m.order_id IS NULL)
      THEN {Gap.SOURCE_SILENT.value}
    WHEN m.kind = '{OrderKind.CALL_OFF}' AND s.ends >= {Moment.RECEIVED.value} THEN {Gap.CALL_OFF.value}
    WHEN NOT m.reached[s.ends] THEN {Gap.NOT_YET.value}
    WHEN m.day[s.start] IS NULL AND s.start = {Moment.PLANNED.value} THEN {Gap.NO_PLAN_DAY.value}
    WHEN m.day[s.start] IS NULL OR m.day[s.ends] IS NULL THEN {Gap.SOURCE_SILENT.value}
    WHEN m.day[s.ends] < m.day[s.start] THEN {Gap.REVERSED.value}
    ELSE {Gap.NONE.value} END"""
_COUNT = working_days.counted_sql
_FIRMS = f"""(SELECT coalesce(sum({_COUNT("least(t.until, g.to_day)")} - {_COUNT("greatest(t.since, g.from_day)")}), 0)
      FROM turn t WHERE t.order_id = g.order_id AND t.whose = '{Whose.FIRM}'
        AND t.since < g.to_day AND t.until > g.from_day)"""
_WORKING = f"""
CASE WHEN gap = 0 THEN CASE whose
    WHEN '{Whose.ALL}' THEN {_COUNT("to_day")} - {_COUNT("from_day")}
    WHEN '{Whose.FIRM}' THEN {_FIRMS}
    ELSE {_COUNT("to_day")} - {_COUNT("from_day")} - {_FIRMS} END END"""

_PUT_IN = f"""
WITH {_DOC}, {_MOMENTS}, {_TURN}, {_SCALE}, {_BAND}, gapped AS (
  SELECT m.id, m.order_id, s.number, s.whose, m.day[s.start] AS from_day, m.day[s.ends] AS to_day, {_GAP} AS gap
  FROM moment m CROSS JOIN (VALUES {_STRETCHES}) s(number, start, ends, whose)
), counted AS (
  SELECT id, array_agg(({_WORKING})::smallint ORDER BY number) AS days, array_agg(gap::smallint ORDER BY number) AS gaps
  FROM gapped g GROUP BY id
), moved AS (
  INSERT INTO facts_ordertimes ({_COLUMNS})
  SELECT d.id, d.government_id, d.unit_id, d.year, d.channel, coalesce(d.own_scale, s.scale, ''),
    coalesce((SELECT max(e) FROM unnest(b.ends) e WHERE e < d.amount), 0),
    (SELECT min(e) FROM unnest(b.ends) e WHERE e >= d.amount), c.days, c.gaps
  FROM doc d JOIN counted c USING (id) LEFT JOIN scale s USING (id)
  LEFT JOIN band b ON b.since <= d.on_day AND b.until > d.on_day
  RETURNING *
)
{_SPREAD.format(sign="1")}
"""


@transaction.atomic(savepoint=False)
def keep_one(*, document: PurchaseDocument, new: bool = False) -> None:
    """The working days of one own order as it stands now; a `new` one has none yet. The caller holds the document."""
    _anew("d.id = %(document)s", document.government_id, {"document": document.pk}, many=False, new=new)


@transaction.atomic
def keep_imported(*, government_id: int, year: int) -> None:
    """Those of all imported orders of a year, after an import or a decision."""
    which = f"d.government_id = %(government)s AND d.year = %(year)s AND d.channel <> '{Channel.NATIVE}'"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.times'), %s)", [government_id])
    _anew(which, government_id, {"year": year})


@transaction.atomic
def keep_all(*, government_id: int) -> None:
    """Those of every order of a government: its days off have changed."""
    own = PurchaseDocument.objects.select_for_update().filter(government_id=government_id, channel=Channel.NATIVE)
    held = list(own.order_by("pk").values_list("pk", flat=True))
    _anew("d.id = ANY(%(documents)s)", government_id, {"documents": held})
    years = PurchaseDocument.objects.filter(government_id=government_id).exclude(channel=Channel.NATIVE)
    for year in sorted(set(years.values_list("year", flat=True))):
        keep_imported(government_id=government_id, year=year)


@transaction.atomic
def keep_missing(*, government_id: int) -> None:
    """Those of counting orders that have none yet; all others stay as they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.times'), %s)", [government_id])
    bare = PurchaseDocument.objects.select_for_update(of=("self",)).filter(
        ~Exists(OrderTimes.objects.filter(document=OuterRef("pk"))),
        government_id=government_id, channel=Channel.NATIVE,
    )  # fmt: skip
    held = list(bare.order_by("pk").values_list("pk", flat=True))
    which = f"""d.government_id = %(government)s AND (d.channel <> '{Channel.NATIVE}' OR d.id = ANY(%(documents)s))
      AND NOT EXISTS (SELECT FROM facts_ordertimes kept WHERE kept.document_id = d.id)"""
    _anew(which, government_id, {"documents": held})


@transaction.atomic
def fold_times(*, government_id: int, year: int) -> int:
    """Sum the appended numbers of one government and year into one row a group; returns how many rows are left. Safe
    beside writers, as `aggregate.fold`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.folds'), %s)", [government_id])
        cursor.execute(
            f"""
            WITH taken AS (
              DELETE FROM facts_timescount WHERE government_id = %s AND year = %s RETURNING *
            ), folded AS (
              INSERT INTO facts_timescount ({_GROUP}, orders)
              SELECT {_GROUP}, sum(orders) FROM taken GROUP BY {_GROUP} HAVING sum(orders) <> 0 ORDER BY {_GROUP}
              RETURNING 1
            )
            SELECT count(*) FROM folded
            """,
            [government_id, year],
        )
        (left,) = cursor.fetchone()
        return int(left)


def _anew(which: str, government_id: int, asked: dict[str, Any], *, many: bool = True, new: bool = False) -> None:
    """`many`: of more than a handful of orders; `new`: of such that have no working days yet."""
    parameters = asked | {"government": government_id, "off": working_days.days_off(government_id)}
    parameters |= _bands(government_id)
    with connection.cursor() as cursor:
        if many:
            # What a statement has just made has no statistics: taken for one row, it would be gone through for each.
            cursor.execute("SET LOCAL enable_nestloop = off")
        if not new:
            cursor.execute(_TAKE_OUT.format(which=which), parameters)
        cursor.execute(_PUT_IN.format(which=which), parameters)
        if many:
            cursor.execute("SET LOCAL enable_nestloop = DEFAULT")


@kept(Part.RULES)
def _bands(government_id: int) -> dict[str, list[Any]]:
    """The upper ends of the value bands, each with the days on which they hold: an order keeps the bands of its day.
    Kept until the rules change."""
    mine = Q(government_id=government_id) | Q(government__isnull=True)
    rows = list(ParameterRow.objects.filter(mine, key__in=BAND_KEYS, approved_at__isnull=False).order_by("pk"))
    days = sorted({row.valid_from for row in rows})
    found: dict[str, list[Any]] = {"band_since": [], "band_until": [], "band_ends": []}
    for since, until in zip(days, [*days[1:], date.max], strict=True):
        for end in _ends([row for row in rows if row.valid_from <= since]):
            found["band_since"].append(since)
            found["band_until"].append(until)
            found["band_ends"].append(end)
    return found


def _ends(rows: Iterable[ParameterRow]) -> list[Decimal]:
    """The government's own row of a key wins over the general one, and among several the latest."""
    held: dict[str, ParameterRow] = {}
    for row in sorted(rows, key=lambda row: (row.government_id is not None, row.valid_from)):
        held[row.key] = row
    return sorted({Decimal(row.value) for row in held.values()})
