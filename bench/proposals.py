"""What speaks for a proposed etalase, counted over the plan lines of three years. Floor: one SQL that sums the lines
whose titles hold the same words."""

import time
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.answers import Floor, asked
from bench.report import Figure, percentile
from bench.scale import on_record, units_of

_UNITS = 60
#: Plan lines that one of them has in a year at least.
_MANY = 2_000
#: What titles speak of in turn; the first two are those of the dossier.
_THINGS = (
    "Tas Koja", "Kursi Kerja", "Alat Tulis Kantor", "Makanan dan Minuman Rapat", "Kertas dan Cover", "Obat-obatan",
    "Sewa Kendaraan", "Pemeliharaan Gedung", "Bahan Cetak", "Seragam Batik", "Laptop", "Jasa Kebersihan", "Bibit Padi",
)  # fmt: skip
_LINES = """
INSERT INTO plans_ruppackage (government_id, unit_id, year, kind, code, title, pagu, method, procurement_type,
  epurchasing, announced, active, counts, within_swakelola, pdn, umkk, announced_on, source_row_id, vanished)
SELECT %(government)s, (%(units)s::bigint[])[1 + g %% cardinality(%(units)s::bigint[])], %(last)s - g %% 3, 'penyedia',
  (%(first)s + g)::text, 'Belanja ' || (%(things)s::text[])[1 + (g * 7) %% cardinality(%(things)s::text[])]
  || ' Kegiatan ' || g, 1000000 + g, CASE WHEN g %% 2 = 0 THEN 'E-Purchasing' ELSE 'Pengadaan Langsung' END, 'Barang',
  g %% 2 = 0, true, true, true, false, true, true, make_date(%(last)s - g %% 3, 1, 15), -%(first)s - g, false
FROM generate_series(1, %(rows)s) g
"""
_FLOOR = "one SQL: lines and rupiah of titles that hold the words"
_BARE = """
SELECT year, count(*), sum(pagu) FROM plans_ruppackage
WHERE government_id = %s AND counts
  AND (title ~* '\\mtas\\M' AND title ~* '\\mkoja\\M' OR title ~* '\\mkursi\\M') GROUP BY year
"""
_LINES_OF_UNIT = """
SELECT p.id, p.code, p.title, p.pagu, c.code FROM plans_ruppackage p LEFT JOIN plans_planclass c ON c.package_id = p.id
WHERE p.government_id = %(government)s AND p.year = %(last)s AND p.unit_id = ANY(%(units)s) AND p.counts
  AND NOT p.epurchasing
"""
_SUMS = """
SELECT unit_id, count(*), sum(pagu), count(*) FILTER (WHERE NOT epurchasing), sum(pagu) FILTER (WHERE epurchasing)
FROM plans_ruppackage WHERE government_id = %(government)s AND year = %(last)s AND counts GROUP BY unit_id
"""


def measure(*, rows: int) -> Iterator[Figure]:
    """Seconds and queries of the evidence of one proposal, first and again."""
    from belanja.foundation import clock
    from belanja.institutions.models import Government
    from belanja.plans.services import read_classes
    from belanja.proposals.evidence import evidence_for
    from belanja.rules.proposals.dossier import Dossier

    government, _ = Government.objects.get_or_create(
        code="BENCHUSUL", defaults={"name": "Provinsi Uji", "kind": "province"}
    )
    last, units = clock.today().year, units_of(government, _UNITS)
    on_record(government, units[:_UNITS])
    with connection.cursor() as cursor:
        told = {"government": government.pk, "units": [one.pk for one in units[:_UNITS]], "last": last}
        cursor.execute(_LINES, told | {"things": list(_THINGS), "rows": rows, "first": 58_000_000})
    begun = time.perf_counter()
    for year in range(last - 2, last + 1):
        read_classes(government_id=government.pk, year=year)
    yield Figure(f"{rows:,} plan lines of three years, read by class", time.perf_counter() - begun, "s")
    _looked_over()
    dossier = Dossier(
        "Tas dan Kursi Uji", words=("tas koja", "kursi"), classes=("mebel",), kbki=("38998",), kbli=("16292", "13921"),
        price_class="provinsi", description="Tas dan kursi",
    )  # fmt: skip
    times, bare = [], []
    for _again in range(5):
        begun = time.perf_counter()
        found = evidence_for(government=government, dossier=dossier)
        times.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(_BARE, [government.pk])
            cursor.fetchall()
        bare.append((time.perf_counter() - begun) * 1000)
    lines = sum(one.lines for one in found.years)
    amount = sum((one.amount for one in found.years), Decimal(0))
    yield Figure(
        f"evidence of a proposal over {rows:,} plan lines, p50", percentile(times, 0.5), "ms", percentile(bare, 0.5),
        _FLOOR, note=f"{lines:,} lines fit, Rp{amount:,.0f}; also searches, needs, goods, firms, what is alike",
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        evidence_for(government=government, dossier=dossier)
    yield Figure("  SQL queries of it", float(len(queries)), "queries", goal="<= 14")
    sums = Floor("one SQL: counts and sums of the year's lines by unit", _SUMS, told)
    yield from asked(f"what the letter asks of {_UNITS} units", f"/pemda/{government.code}/surat-edaran/", floor=sums)
    # They are bought by a unit below the first one, whose page tells of both.
    with connection.cursor() as cursor:
        more = told | {"units": [units[_UNITS].pk], "things": list(_THINGS), "rows": 3 * _MANY, "first": 59_000_000}
        cursor.execute(_LINES, more)
    read_classes(government_id=government.pk, year=last)
    _looked_over()
    lines = Floor("one SQL reads the same lines", _LINES_OF_UNIT, told | {"units": [units[0].pk, units[_UNITS].pk]})
    way = f"/pemda/{government.code}/jalan-30/{units[0].code}/?tahun={last}"
    yield from asked(f"way to the target of a unit with {_MANY:,} plan lines and more", way, floor=lines)


def _looked_over() -> None:
    """What PostgreSQL does by itself within minutes of many new rows."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
