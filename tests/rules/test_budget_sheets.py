"""Account groups, headings and worklists' rules: what is summed, suggested and said to fit."""

from decimal import Decimal

import pytest

from belanja.rules.accounts import Part, account_of, part_of, summed
from belanja.rules.budgets import BudgetAmounts, checked_amounts
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.headings import Meaning, check, suggested
from belanja.rules.worklists import RULES, Work, closing, method_fits


@pytest.mark.parametrize(
    ("written", "account", "part"),
    [
        ("5.1.02.01.01.0024", "5.1.02.01.01.0024", Part.OPERASI),
        ("5.03.01.2.06.0005.5.1.02.01.01.0024", "5.1.02.01.01.0024", Part.OPERASI),
        ("5.1.01", "5.1.01", Part.NON_PENGADAAN),
        ("5.2", "5.2", Part.MODAL),
        ("5.3.01", "5.3.01", Part.BTT),
        ("5.4.02", "5.4.02", Part.NON_PENGADAAN),
        ("5.1", "5.1", None),
        ("5", "5", None),
        ("4.1.01", None, None),
        ("5.9.01", None, None),
        ("Jumlah", None, None),
    ],
)
def test_an_account_belongs_to_one_part(written: str, account: str | None, part: Part | None) -> None:
    assert account_of(written) == account
    assert (part_of(account) if account else None) is part


def test_lines_that_sum_up_others_are_not_added_again() -> None:
    lines = [("5.2", 30), ("5.2.02", 30), ("5.2.02.05", 20), ("5.2.02.06", 10), ("5.1.02.01", 5), ("5.1.02.01", 2)]
    parts, wrong = summed((account, Decimal(amount)) for account, amount in lines)
    assert (parts[Part.MODAL], parts[Part.OPERASI], wrong) == (30, 7, [])
    _parts, wrong = summed([("5.1", Decimal(9))])
    assert wrong == ["rekening 5.1 terlalu ringkas untuk dikelompokkan"]


def test_the_most_alike_heading_is_suggested_and_none_for_what_is_like_nothing() -> None:
    found = suggested(["NO", "Kode SKPD", "Nama SKPD", "Belanja Barang dan Jasa", "Belanja Modal", "Tanda tangan"])
    assert list(found.values()) == [
        Meaning.IGNORED,
        Meaning.UNIT_CODE,
        Meaning.UNIT_NAME,
        Meaning.OPERASI,
        Meaning.MODAL,
        Meaning.IGNORED,
    ]


@pytest.mark.parametrize(
    ("meanings", "code"),
    [
        ({"a": Meaning.OPERASI, "b": Meaning.MODAL}, "heading_unit"),
        ({"a": Meaning.UNIT_CODE, "b": Meaning.PENGADAAN}, "heading_amount"),
        ({"a": Meaning.UNIT_CODE, "b": Meaning.MODAL, "c": Meaning.MODAL}, "heading_double"),
    ],
)
def test_a_sheet_says_units_and_parts(meanings: dict[str, Meaning], code: str) -> None:
    with pytest.raises(RuleBroken) as found:
        check(meanings)
    assert found.value.code == code


def test_amounts_add_up_to_the_sen() -> None:
    amounts = BudgetAmounts(Decimal("0.1"), Decimal("0.2"), Decimal(0), Decimal(1))
    assert checked_amounts(amounts, stated=Decimal("0.30")).total == Decimal("1.30")
    with pytest.raises(RuleBroken, match="tidak sama"):
        checked_amounts(amounts, stated=Decimal("0.31"))


def test_methods_fit_channels() -> None:
    assert method_fits("E-Purchasing", Channel.V6)
    assert not method_fits("Tender", Channel.V6)
    assert method_fits("Seleksi", Channel.TENDER)
    assert not method_fits("E-Purchasing", Channel.NON_TENDER)
    assert method_fits("", Channel.V5)
    assert method_fits("Dikecualikan", Channel.PENCATATAN)
    assert set(RULES) == set(Work)
    assert (closing("COMPLETED"), closing("buyer_confirmed"), closing("")) == (Work.TUTUP, Work.KONFIRMASI, Work.TUTUP)
