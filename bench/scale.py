"""A government with any number of facts, made inside PostgreSQL in realistic proportions."""

import time
from decimal import Decimal

from django.db import connection

from belanja.facts import services as facts
from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions.models import Government, Unit, UnitParent
from belanja.intake.models import Pull
from belanja.plans.models import ProcurementBudget

YEARS = (2025, 2026)
UNITS = 41
#: Facts of one order on average, by the mix of stages below.
_FACTS_PER_ORDER = Decimal("3.37")

_ORDERS = """
INSERT INTO facts_purchasedocument (government_id, unit_id, year, channel, key, number, title, plan_codes, vendor_key,
  vendor_name, etalase_id, status, shipment, ordered_on, amount, line_count, stages, source_row_id, vanished)
SELECT %(government)s, (%(units)s::bigint[])[1 + floor(power(u, 1.7) * %(count)s)::int], 2025 + g %% 2,
  CASE WHEN g %% 2 = 0 AND g %% 5 = 0 THEN 'v5' ELSE 'v6' END, 'B' || lpad(g::text, 25, '0'), 'B' || g,
  'Belanja Alat Tulis Kantor Kegiatan ' || g, ARRAY[(58000000 + g %% 6000)::text], 'P' || g %% 900, '', '',
  CASE WHEN s < 0.07 THEN 'CANCELLED' WHEN s < 0.28 THEN 'ON_PROCESS' ELSE 'COMPLETED' END, '',
  make_date(2025 + (g %% 2)::int, 1, 1) + floor(sqrt(d) * 364)::int,
  round((90e6 * exp(1.9 * (a + b + c - 1.5)))::numeric, -3), 1,
  CASE WHEN s < 0.07 THEN 32 WHEN s < 0.09 THEN 1 WHEN s < 0.23 THEN 3 WHEN s < 0.28 THEN 7 ELSE 15 END, NULL, false
FROM (SELECT g, random() AS u, random() AS s, random() AS d, random() AS a, random() AS b, random() AS c
      FROM generate_series(1, %(orders)s) g) x
"""
_FACTS = """
INSERT INTO facts_spendfact (government_id, unit_id, document_id, year, channel, stage, line, day, amount, plan_code,
  vendor_key, business_scale, pdn_class, counts, source_row_id, known_from)
SELECT d.government_id, d.unit_id, d.id, d.year, d.channel, b.stage, '',
  d.ordered_on + CASE WHEN b.stage IN (4, 8) THEN 20 ELSE 0 END, d.amount, d.plan_codes[1], d.vendor_key, '', '', true,
  NULL, now()
FROM facts_purchasedocument d CROSS JOIN (VALUES (1), (2), (4), (8), (32)) b(stage)
WHERE d.government_id = %(government)s AND d.stages & b.stage > 0
"""
_PLANS = """
INSERT INTO plans_ruppackage (government_id, unit_id, year, kind, code, title, pagu, method, procurement_type,
  epurchasing, announced, active, counts, within_swakelola, pdn, umkk, announced_on, source_row_id, vanished)
SELECT %(government)s, (%(units)s::bigint[])[1 + g %% %(count)s], y, 'penyedia', (58000000 + g)::text,
  'Belanja Alat Tulis Kantor ' || g, 300000000, 'E-Purchasing', 'Barang', true, true, true, true, false, true, true,
  make_date(y, 1, 15), -g, false
FROM generate_series(0, 5999) g CROSS JOIN (VALUES (2025), (2026)) v(y)
"""


def grow(code: str, size: int) -> tuple[Government, int, float]:
    """A government `code` with about `size` facts over 41 Perangkat Daerah, 41 sub-units and two years. Returns it,
    how many facts there are, and the seconds it took to make them and to fold their aggregate."""
    begun = time.perf_counter()
    government = Government.objects.filter(code=code).first() or Government.objects.create(code=code)
    government.name, government.kind = "Provinsi Uji", Government.Kind.PROVINCE
    government.save()
    units = units_of(government)
    on_record(government, units[:UNITS])
    values: dict[str, int | list[int]] = {
        "government": government.pk,
        "units": [unit.pk for unit in units],
        "count": len(units),
        "orders": int(size / _FACTS_PER_ORDER),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.25)")
        cursor.execute(_ORDERS, values)
        cursor.execute(_FACTS, values)
        made = cursor.rowcount
        cursor.execute(_PLANS, values)
        cursor.execute("VACUUM ANALYZE")
    for year in YEARS:
        facts.rebuild(government_id=government.pk, year=year)
        facts.fold(government_id=government.pk, year=year)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE facts_spenddelta")
    return government, made, time.perf_counter() - begun


def units_of(government: Government, count: int = UNITS) -> list[Unit]:
    """`count` new Perangkat Daerah, and a sub-unit of each after them."""
    made = Unit.objects.bulk_create(
        Unit(
            government=government,
            code=f"2.{place:02d}.0.00.0.00.01.{below:04d}",
            name=f"{'Unit Pelaksana' if below else 'Dinas'} Uji {place:02d}",
            sort_key=name_key(f"Dinas Uji {place:02d} {below}"),
            kind=Unit.Kind.SUB_UNIT if below else Unit.Kind.PD,
        )
        for below in (0, 1)
        for place in range(count)
    )
    UnitParent.objects.bulk_create(UnitParent(unit=made[count + place], parent=made[place]) for place in range(count))
    return list(made)


def on_record(government: Government, units: list[Unit]) -> None:
    """Budgets, and the pulls that say that the feeds were there."""
    first = -government.pk * 1_000
    ProcurementBudget.objects.bulk_create(
        ProcurementBudget(
            government=government,
            unit=unit,
            year=year,
            pengadaan=Decimal(20_000_000_000_000 // (place + 5)),
            total=Decimal(30_000_000_000_000 // (place + 5)),
            source_row_id=first - place * 2 - year % 2,
        )
        for place, unit in enumerate(units)
        for year in YEARS
    )
    nothing = Decimal("0.00")
    for year in YEARS:
        for feed in ("budget", "v5_orders", "v6_orders", "rup_penyedia"):
            Pull.objects.create(
                run="00000000-0000-4000-8000-000000000000", government=government, feed=feed, year=year,
                state=Pull.State.APPLIED, at=clock.now(), actor_id=None, actor_label="bench", files=[], shape="json",
                rows_in=0, rows_loaded=0, rows_unchanged=0, rows_replayed=0, rows_quarantined=0, amount_in=nothing,
                amount_loaded=nothing, amount_unchanged=nothing, amount_replayed=nothing, amount_quarantined=nothing,
                added=0, changed=0, vanished=0,
            )  # fmt: skip
