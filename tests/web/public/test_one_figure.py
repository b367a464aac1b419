"""One figure, four surfaces: page, interface, file and command line agree to the sen."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest
from django.test import Client

from belanja.cli import shares
from belanja.foundation import text
from tests.affirmation.worlds import PD_A, PD_B, PD_C, World

PAGE = "/pemda/D901/perangkat-daerah/"
FILE = "/pemda/D901/perangkat-daerah.csv"
NAMES = {"numerator": "pembilang", "denominator": "penyebut"}


def _command_line(capsys: pytest.CaptureFixture[str], question: dict[str, str]) -> dict[str, object]:
    import argparse

    parser = argparse.ArgumentParser()
    shares.add_arguments(parser)
    wanted = [f"--{name}={value}" for name, value in question.items()]
    assert shares.handle(parser.parse_args(["--government=D901", "--year=2025", "--json", *wanted])) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"numerator": "pesanan"},
        {"numerator": "selesai", "denominator": "rup_total"},
        {"denominator": "realisasi_pengadaan"},
    ],
)
def test_the_same_figures_everywhere(
    client: Client, region: World, capsys: pytest.CaptureFixture[str], question: dict[str, str]
) -> None:
    asked = {NAMES[name]: value for name, value in question.items()}
    told = _command_line(capsys, question)
    interface = client.get("/api/v1/shares", {"government": "D901", "year": "2025", **question}).json()
    assert told == interface

    file = client.get(FILE, {"tahun": "2025", **asked})
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    columns = {
        "pembilang": "numerator",
        "penyebut": "denominator",
        "porsi_persen": "share_percent",
        "kekurangan": "gap",
    }
    assert [[row["kode"], *(row[name] or None for name in columns)] for row in rows] == [
        [unit["code"], *(unit[name] for name in columns.values())] for unit in told["units"]
    ]
    assert {row["definisi"] for row in rows} == {told["definition"]["id"]}
    bought = sum((Decimal(row["pembilang"]) for row in rows if row["pembilang"]), Decimal(0))
    assert bought == Decimal(told["total"]["numerator"])

    page = client.get(PAGE, {"tahun": "2025", **asked}).content.decode()
    body = re.search(r'data-table="perangkat-daerah".*?</table>', page, re.DOTALL)
    assert body
    cells = re.findall(r'<td class="num[^"]*">([^<]*)', body[0])
    shown = [[words(unit[name]) for name in ("numerator", "denominator")] for unit in told["units"]]
    for unit, (top, below) in zip(told["units"], shown, strict=True):
        start = cells.index(top)
        share = unit["share_percent"]
        assert cells[start : start + 3] == [top, below, text.percent(share and Decimal(share))]
        del cells[start : start + 4]
    total = region.table(question.get("numerator"), question.get("denominator")).total
    assert cells[:2] == [text.rupiah(total.numerator), words(told["total"]["denominator"])]
    assert total.numerator + total.numerator_outside == Decimal(told["total"]["numerator"])


def words(amount: str | None) -> str:
    return text.UNKNOWN if amount is None else text.rupiah(Decimal(amount))


def test_the_front_page_shows_the_total(client: Client, region: World) -> None:
    total = region.table().total
    page = client.get("/pemda/D901/").content.decode()
    assert text.percent(total.share_percent) in page
    assert text.rupiah(total.numerator) in page
    assert text.rupiah(total.denominator) in page
    assert "Satu dari 3 Perangkat Daerah mencapai 30%" in page
    assert 'href="/definisi/epurchasing.kontrak.belanja_pengadaan/"' in page


@pytest.mark.parametrize("code", [PD_A, PD_B, PD_C])
def test_a_unit_page_shows_the_row_of_the_table(client: Client, region: World, code: str) -> None:
    unit = region.unit(code)
    page = client.get(f"{PAGE}{code}/").content.decode()
    assert text.percent(unit.share_percent) in page
    assert text.rupiah(unit.numerator) in page
