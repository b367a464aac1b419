"""`belanja shares`: a contract of keys and exit codes for programs, a readable table for people."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.affirmation import rendering
from belanja.cli import shares
from belanja.facts.models import SpendDelta
from tests.affirmation.worlds import CODE, PD_A, PD_B, World, budget, v6


@pytest.fixture
def world(tmp_path: Path, db: None, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(date(2026, 2, 1))
    world = World(tmp_path)
    world.load(
        {
            "budget": [budget(PD_A, 1_000_000)],
            "v6": [v6(PD_A, "O1", 300_000), v6(PD_B, "O2", 40), v6(PD_A, "O3", 5, day=None)],
        }
    )
    return world


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    shares.add_arguments(parser)
    return shares.handle(parser.parse_args(["--government", CODE, "--year", "2025", *words]))


def test_json(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "--numerator", "pesanan", "--as-of", "2025-12-31") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == rendering.share_table_data(world.table("pesanan", as_of=date(2025, 12, 31)))
    assert (printed["cut_off"], printed["undated"]) == ("2025-12-31", "5.00")
    assert list(printed)[:6] == ["government", "year", "cut_off", "definition", "total", "units"]
    assert list(printed["total"]) == [
        "numerator",
        "denominator",
        "share_percent",
        "units_known",
        "units_unknown",
        "numerator_of_unknown",
        "unclassified",
        "share_low_percent",
        "share_high_percent",
        "units_band",
    ]


def test_the_table_for_people(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    printed = capsys.readouterr().out
    assert "Porsi e-Purchasing Kabupaten Contoh, tahun anggaran 2025" in printed
    assert "Rp300.005" in printed
    assert "30,00%" in printed
    assert "tercapai" in printed
    assert "Dinas Kesehatan: belum diketahui, karena belum ada belanja pengadaan unit ini" in printed
    assert " 0,00%" not in printed


def test_refusals(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    shares.add_arguments(parser)
    for words, message in (
        (["--government", "D000", "--year", "2025"], "Pemerintah daerah dengan kode D000 tidak ditemukan."),
        (["--government", CODE, "--year", "2030"], "Belum ada data Kabupaten Contoh untuk tahun anggaran 2030."),
    ):
        assert shares.handle(parser.parse_args(words)) == 1
        assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--numerator", "bayar"], ["--denominator", "apbd"], ["--as-of", "31-12-2025"], ["--year", "25"]]
)
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        run(*words)
    assert leaving.value.code == 2


def test_check_recounts(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--check") == 0
    assert "2 unit sama sampai sen" in capsys.readouterr().err
    SpendDelta.objects.filter(unit__code=PD_B).update(amount=Decimal(41))
    assert run("--check") == 1
    assert f"Beda hitungan: {PD_B} Dinas Kesehatan: numerator 41.00 lawan 40.00" in capsys.readouterr().err
