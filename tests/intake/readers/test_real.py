"""The real feeds beside the project: row counts known from an independent count."""

from decimal import Decimal
from pathlib import Path

import pytest

from belanja.intake.readers import discover, open_table

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the folder of real feeds (../shared/data) is not here"),
]


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("kabbandung-2025/50_1213_Ecat-PaketEPurchasingV6.json", "json", 606),
        ("kabbandung-2025/27_1084_RUP-StrukturAnggaranPD.json", "json", 165),
        ("kobar-2026/Legacy_rup_struktur-anggaran-pd_2026.json", "json", 58),
        ("api-samples-mbasss/rup__history-kaji-ulang.json", "json_envelope", 2),
        ("kabbandung-2025/extra/BELANJA.csv", "csv", 165),
        ("kemnaker-k34/legacy__ekatalog__paket-e-purchasing_2026.xlsx", "xlsx", 608),
        ("kemnaker-k34/v1__ekatalog__260611_paket-e-purchasing.xlsx", "xlsx", 738),
        ("kalbar-2022/epurchasing/skw/trxkatalog2022.parquet", "parquet", 1715),
        ("kalbar-2022/epurchasing/skw/prodkatalog2022.parquet", "parquet", 2075),
    ],
)
def test_row_counts(name: str, kind: str, rows: int) -> None:
    table = open_table(DATA / name)
    assert table is not None
    assert (table.kind, sum(len(batch) for batch in table.rows())) == (kind, rows)
    assert not any("\ufeff" in column for column in table.columns)


def test_the_orders_of_a_regency_add_up() -> None:
    table = open_table(DATA / "kabbandung-2025/50_1213_Ecat-PaketEPurchasingV6.json")
    assert table is not None
    total = sum(Decimal(str(row["total_harga"])) for batch in table.rows() for row in batch)
    assert total.quantize(Decimal(1)) == Decimal(189_677_834_789)


def test_every_file_with_a_header_can_be_read() -> None:
    for path in discover([DATA]):
        if path.name.startswith("kbki-"):
            continue  # lists without a header row
        table = open_table(path)
        if table is not None:
            for _ in table.rows():
                pass
