"""Every channel and every marking computed twice: SQL over facts and plain Python over the rows of the feeds."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from belanja.affirmation.recount.channels import channel_differences
from belanja.facts import selectors as facts
from belanja.facts.models import MarkedSpend, PackageReceipt, ProductEvidence, PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.rules.channels import Channel, Stage

from .test_marked_worlds import check_classes
from .worlds import World

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
real = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real feeds at {REAL}")


def agree(code: str, year: int) -> None:
    government = institutions.government(code)
    assert channel_differences(government.pk, year) == []
    assert facts.marked_differences(government_id=government.pk, year=year) == []
    assert facts.aggregate_differences(government_id=government.pk, year=year) == []
    for as_of in (None, date(year, 9, 30)):
        check_classes(government.pk, year, as_of)


def marked(code: str, year: int, channel: Channel, stage: Stage = Stage.CONTRACTED) -> tuple[Decimal, Decimal, Decimal]:
    """Contracted value of a channel with its PDN and UMKK parts by evidence."""
    rows = MarkedSpend.objects.filter(government__code=code, year=year, channel=channel, stage=stage)
    names = ("amount", "pdn_bukti_yes", "umkk_bukti_yes")
    amount, pdn, umkk = (sum((getattr(row, name) for row in rows), Decimal(0)) for name in names)
    return amount, pdn, umkk


def sums_of(rows: Iterable[dict[str, Any]], *names: str) -> tuple[Decimal, ...]:
    rows = list(rows)
    return tuple(
        sum((Decimal(str(row[name])).quantize(Decimal("0.01")) for row in rows if row[name] is not None), Decimal(0))
        for name in names
    )


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.django_db
@real
def test_kab_bandung_2025(tmp_path: Path) -> None:
    World(tmp_path)
    import_paths(paths=[REAL / "kabbandung-2025"], actor=CONSOLE)
    agree("D107", 2025)
    folder = REAL / "kabbandung-2025"
    tenders = [
        row
        for row in json.loads((folder / "49_1015_SPSE-TenderSelesaiNilai.json").read_text("utf-8-sig"))
        if row["kd_klpd"] == "D107"
    ]
    values = ("nilai_kontrak", "nilai_pdn_kontrak", "nilai_umk_kontrak")
    assert marked("D107", 2025, Channel.TENDER) == sums_of(tenders, *values)
    packages = json.loads((folder / "38_1057_SPSE-PencatatanNonTender.json").read_text("utf-8-sig"))
    kept = [row for row in packages if row["status_nontender_pct_ket"] != "Paket Dibatalkan"]
    assert marked("D107", 2025, Channel.PENCATATAN) == sums_of(
        kept, "total_realisasi", "nilai_pdn_pct", "nilai_umk_pct"
    )
    done = [row for row in kept if row["status_nontender_pct_ket"] == "Paket Selesai"]
    assert marked("D107", 2025, Channel.PENCATATAN, Stage.COMPLETED)[0] == sums_of(done, "total_realisasi")[0]
    gov = institutions.government("D107")
    assert facts.receipt_differences(government_id=gov.pk, year=2025) == []
    table = {row.channel: row for row in facts.channel_table(government_id=gov.pk, year=2025)}
    assert (table[Channel.PENCATATAN].packages, table[Channel.PENCATATAN].cancelled) == (361, 22)
    assert (table[Channel.TENDER].packages, table[Channel.V6].contracted) == (76, Decimal("189677834789.00"))
    receipts = PackageReceipt.objects.filter(government__code="D107", year=2025)
    paid = sum((receipt.amount * receipt.copies for receipt in receipts), Decimal(0))
    assert paid == marked("D107", 2025, Channel.PENCATATAN)[0]


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.django_db
@real
def test_singkawang_2022(tmp_path: Path) -> None:
    World(tmp_path)
    import_paths(paths=[REAL / "kalbar-2022"], actor=CONSOLE)
    agree("D200", 2022)
    for channel, name in ((Channel.TENDER, "dtender_dts2022"), (Channel.NON_TENDER, "dntender_dnts2022")):
        found = duckdb.sql(
            "SELECT nilai_kontrak::varchar, nilai_pdn_kontrak::varchar, nilai_umk_kontrak::varchar"
            f" FROM read_parquet('{REAL}/kalbar-2022/itkp/skw/{name}.parquet')"
        ).fetchall()
        rows = [dict(zip(("kontrak", "pdn", "umk"), row, strict=True)) for row in found]
        assert marked("D200", 2022, channel) == sums_of(rows, "kontrak", "pdn", "umk")
        assert PurchaseDocument.objects.filter(channel=channel).count() == len(rows)
        assert sum(row["kontrak"] is None for row in rows) == len(
            [one for one in PurchaseDocument.objects.filter(channel=channel) if not one.stages & Stage.CONTRACTED]
        )
    folder = f"{REAL}/kalbar-2022/epurchasing/skw"
    proved, newest = duckdb.sql(
        f"""
        SELECT sum(total_harga) FILTER (WHERE try_cast(tkdn_produk AS double) > 0
                                          AND status_paket <> 'proses_kontrak_ppk'),
               (SELECT sum(try_cast(tkdn_produk AS decimal(6,2))) FROM read_parquet('{folder}/prodkatalog2022.parquet'))
        FROM read_parquet('{folder}/trxkatalog2022.parquet') o
        LEFT JOIN read_parquet('{folder}/prodkatalog2022.parquet') p USING (kd_produk)
        """
    ).fetchall()[0]
    assert marked("D200", 2022, Channel.V5)[1] == proved
    listed = duckdb.sql(f"SELECT kd_produk::varchar FROM read_parquet('{folder}/prodkatalog2022.parquet')").fetchall()
    now = ProductEvidence.objects.filter(product_key__in=[key for (key,) in listed])
    assert sum((product.tkdn or 0 for product in now), Decimal(0)) == newest, "the younger of two listings stands"
    titles = PurchaseDocument.objects.filter(channel=Channel.TENDER).values_list("title", flat=True)
    assert len(titles) == 57
    assert all(titles)
