"""What speaks for a proposed etalase, counted over the plan lines of three years. Floor: one SQL that sums the lines
whose titles hold the same words."""

import time
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import Figure, percentile
from bench.scale import on_record, units_of
from bench.surroundings import raw_connection

_UNITS = 60
#: What titles speak of in turn; the first two are those of the dossier.
_THINGS = (
    "Tas Koja", "Kursi Kerja", "Alat Tulis Kantor", "Makanan dan Minuman Rapat", "Kertas dan Cover", "Obat-obatan",
    "Sewa Kendaraan", "Pemeliharaan Gedung", "Bahan Cetak", "Seragam Batik", "Laptop", "Jasa Kebersihan", "Bibit Padi",
)  # fmt: skip
_LINES = """
INSERT INTO plans_ruppackage (government_id, unit_id, year, kind, code, title, pagu, method, procurement_type,
  epurchasing, announced, active, counts, within_swakelola, pdn, umkk, announced_on, source_row_id, vanished)
SELECT %(government)s, (%(units)s::bigint[])[1 + g %% cardinality(%(units)s::bigint[])], %(last)s - g %% 3, 'penyedia',
  (58000000 + g)::text, 'Belanja ' || (%(things)s::text[])[1 + (g * 7) %% cardinality(%(things)s::text[])]
  || ' Kegiatan ' || g, 1000000 + g, CASE WHEN g %% 2 = 0 THEN 'E-Purchasing' ELSE 'Pengadaan Langsung' END, 'Barang',
  g %% 2 = 0, true, true, true, false, true, true, make_date(%(last)s - g %% 3, 1, 15), -g, false
FROM generate_series(1, %(rows)s) g
"""
_FLOOR = "one SQL: lines and rupiah of titles that hold the words"
_BARE = """
SELECT year, count(*), sum(pagu) FROM plans_ruppackage
WHERE government_id = %s AND counts
  AND (title ~* '\\mtas\\M' AND title ~* '\\mkoja\\M' OR title ~* '\\mkursi\\M') GROUP BY year
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
        cursor.execute(_LINES, told | {"things": list(_THINGS), "rows": rows})
        cursor.execute("VACUUM ANALYZE")
    begun = time.perf_counter()
    for year in range(last - 2, last + 1):
        read_classes(government_id=government.pk, year=year)
    yield Figure(f"{rows:,} plan lines of three years, read by class", time.perf_counter() - begun, "s")
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
    yield from asked(f"what the letter asks of {_UNITS} units", f"/pemda/{government.code}/surat-edaran/")


def asked(name: str, path: str) -> Iterator[Figure]:
    """An answer made anew after a change, in this process, as p50 of five, and its queries."""
    client, times = Client(headers={"host": "127.0.0.1"}), []
    for _again in range(5):
        with raw_connection() as other:
            other.execute("SELECT pg_current_xact_id()")
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            answer = client.get(path)
            times.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
    size = len(answer.getvalue()) / 1024
    yield Figure(name, percentile(times, 0.5), "ms", note=f"{len(queries)} queries, {size:.0f} KB, nothing kept")
