"""Two real regions, imported once: every channel, marking and indicator computed twice (SQL over facts, plain Python
over the rows of the feeds), and some added up apart from the files themselves."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from belanja.affirmation import selectors
from belanja.affirmation.recount import differences, recount
from belanja.affirmation.recount.channels import channel_differences
from belanja.affirmation.recount.governance import governance_differences
from belanja.affirmation.selectors.governance import governance
from belanja.facts import selectors as facts
from belanja.facts.models import MarkedSpend, PackageReceipt, ProductEvidence, PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import INDICATORS, Numerator
from tests.support.reading import read_once

from .test_marked_worlds import check_classes
from .worlds import World

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("regions"),
    pytest.mark.skipif(not REAL.is_dir(), reason=f"no real feeds at {REAL}"),
]
REGIONS = (("D107", 2025), ("D200", 2022))


@pytest.fixture(scope="module")
def regions(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Kabupaten Bandung 2025 and Kalbar 2022 for all tests of this file; none of them changes anything."""
    with django_db_blocker.unblock(), transaction.atomic():
        World(tmp_path_factory.mktemp("regions"))
        import_paths(paths=[REAL / "kabbandung-2025", REAL / "kalbar-2022"], actor=CONSOLE)
        with read_once():
            yield
        transaction.set_rollback(True)


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


def test_kab_bandung_2025() -> None:
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


def test_singkawang_2022() -> None:
    agree("D200", 2022)
    for channel, name in ((Channel.TENDER, "dtender_dts2022"), (Channel.NON_TENDER, "dntender_dnts2022")):
        found = duckdb.sql(
            "SELECT nilai_kontrak::varchar, nilai_pdn_kontrak::varchar, nilai_umk_kontrak::varchar"
            f" FROM read_parquet('{REAL}/kalbar-2022/itkp/skw/{name}.parquet')"
        ).fetchall()
        rows = [dict(zip(("kontrak", "pdn", "umk"), row, strict=True)) for row in found]
        assert marked("D200", 2022, channel) == sums_of(rows, "kontrak", "pdn", "umk")
        documents = list(PurchaseDocument.objects.filter(government__code="D200", channel=channel))
        assert len(documents) == len(rows)
        assert sum(row["kontrak"] is None for row in rows) == len(
            [one for one in documents if not one.stages & Stage.CONTRACTED]
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
    tenders = PurchaseDocument.objects.filter(government__code="D200", channel=Channel.TENDER)
    titles = tenders.values_list("title", flat=True)
    assert len(titles) == 57
    assert all(titles)


def test_every_definition_of_every_indicator_agrees() -> None:
    for code, year in REGIONS:
        government = institutions.government(code)
        assert governance_differences(governance(government=government, year=year)) == []
        for rule in INDICATORS.values():
            for evidence, numerator, denominator in rule.definitions():
                table = selectors.share_table(
                    government=government,
                    year=year,
                    indicator=rule.code,
                    evidence=evidence,
                    numerator=numerator,
                    denominator=denominator,
                )
                assert differences(table, recount(table)) == [], table.definition.id


def test_the_plan_of_singkawang_added_up_apart() -> None:
    """Marks of the plan added up with DuckDB from the files."""
    government = institutions.government("D200")
    folder = REAL / "kalbar-2022" / "itkp" / "skw"
    marked = duckdb.sql(
        f"""
        SELECT sum(jumlahpagu) FILTER (statuspdn = 'PDN'), sum(jumlahpagu) FILTER (statususahakecil = 'UsahaKecil'),
               sum(jumlahpagu)
        FROM read_parquet('{folder}/sirupdp2022.parquet')
        WHERE statusumumkan = 'Terumumkan' AND statusaktifpaket AND NOT statusdeletepaket
        """
    ).fetchall()[0]
    pdn, umkk, whole = (Decimal(str(amount)) for amount in marked)
    domestic = selectors.share_table(government=government, year=2022, indicator="pdn").total
    small = selectors.share_table(government=government, year=2022, indicator="umkk").total
    assert (domestic.numerator_all, domestic.unclassified_all) == (pdn, Decimal("0.00"))
    assert small.numerator_all == umkk
    assert domestic.denominator == whole
    assert str(domestic.share_percent) == "99.66"
    proven = selectors.share_table(government=government, year=2022, indicator="pdn", evidence="bukti").total
    assert (proven.share_low_percent, proven.share_high_percent) == (Decimal("42.35"), Decimal("67.97"))
    measures = governance(government=government, year=2022)
    tender = duckdb.sql(f"SELECT sum(pagu) FROM read_parquet('{folder}/dtender_dts2022.parquet')").fetchall()[0][0]
    assert measures.components[1].parts[0].value == Decimal(str(tender))
    assert (measures.points, measures.completeness.value) == (Decimal("13.48"), Decimal("97.21"))


def test_what_kab_bandung_does_not_tell_is_named() -> None:
    """Without non tender and RUP nothing is measured, and the feed that is missing is named."""
    government = institutions.government("D107")
    proven = selectors.share_table(government=government, year=2025, indicator="pdn", evidence="bukti")
    assert {unit.share.feed for unit in proven.units} == {"spse_nontender"}
    planned = selectors.share_table(government=government, year=2025, indicator="umkk")
    assert {unit.share.feed for unit in planned.units if unit.reason == "feed_missing"} == {"rup_penyedia"}
    orders = json.loads((REAL / "kabbandung-2025" / "50_1213_Ecat-PaketEPurchasingV6.json").read_text("utf-8-sig"))
    done = [row for row in orders if row["status_pkt"] in ("COMPLETED", "PAYMENT_OUTSIDE_SYSTEM")]
    catalogue = governance(government=government, year=2025).components[4]
    assert [part.value for part in catalogue.parts] == [Decimal(len(done)), Decimal(len(orders))]


def test_shares_of_a_day_of_the_year_agree_and_those_of_kab_bandung_are_these(tmp_path: Path) -> None:
    for code, year in REGIONS:
        for numerator in Numerator:
            World(tmp_path, year=year, code=code).table(numerator, as_of=date(year, 6, 30))
    table = World(tmp_path, year=2025, code="D107").table("pesanan")
    total = table.total
    assert (total.numerator, total.numerator_all) == (Decimal("189677834789.00"),) * 2
    assert total.numerator_of_unknown == Decimal("861576750.00")
    assert total.share_percent == Decimal("7.68")
    assert total.denominator == Decimal("2469300268019.00")
    assert (total.units_known, total.units_unknown, total.units_reached) == (63, 1, 3)
    assert {unit.name: str(unit.share_percent) for unit in table.units if unit.reached} == {
        "DINAS KEBUDAYAAN": "46.66",
        "DINAS PERHUBUNGAN": "37.17",
        "DINAS SOSIAL": "35.89",
    }
