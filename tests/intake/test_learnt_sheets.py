"""What budgets, standard prices and registers share when a sheet comes: a file is looked at, rows are numbered."""

import hashlib

import pytest

from belanja.intake.learnt_sheets import limited, looked_at, opened
from belanja.rules.decisions import RuleBroken

SHEET = b"Kode;Nama\n" + b"".join(b"%d;barang\n" % number for number in range(1_001))


def test_rows_are_numbered_from_below_the_headings_and_no_more_than_may_be() -> None:
    with opened(SHEET, "csv") as table:
        told = list(limited(table, most=1_001, whole="Daftar"))
        assert [(number, row["Kode"]) for number, row in told[:2]] == [(1, "0"), (2, "1")]
        assert len(told) == 1_001
        with pytest.raises(RuleBroken, match=r"^Daftar ini lebih dari 1\.000 baris\.$") as refusal:
            list(limited(table, most=1_000, whole="Daftar"))
    assert refusal.value.code == "sheet_too_long"


def test_a_file_is_told_by_its_last_name_its_kind_and_its_fingerprint() -> None:
    file = looked_at("C:\\unduhan\\Harga\x07 2026.CSV", SHEET, largest=len(SHEET))
    assert (file.name, file.kind, file.names) == ("Harga 2026.CSV", "csv", ["Kode", "Nama"])
    assert file.sha256 == hashlib.sha256(SHEET).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("daftar.xls", SHEET, "sheet_kind"),
        ("daftar.csv", b"", "sheet_size"),
        ("daftar.csv", b" " * 1024**2 + b" ", "sheet_size"),
        ("daftar.csv", b"Kode;Nama\n", "sheet_empty"),
        ("daftar.xlsx", SHEET, "sheet_broken"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        looked_at(name, content, largest=1024**2)
    assert refusal.value.code == code
