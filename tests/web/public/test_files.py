"""The CSV is whole, exact and harmless."""

import csv
import io

import pytest
from django.test import Client

from belanja.documents.sheets import plain
from belanja.institutions.models import Unit
from tests.affirmation.worlds import PD_A, World, budget

FILE = "/pemda/D901/perangkat-daerah.csv"


@pytest.mark.parametrize("written", ["=1+1", "+62", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_formula_is_made_a_text(written: str) -> None:
    assert plain(written) == f"'{written}"


def test_plain_words_stay_as_they_are() -> None:
    assert plain("Dinas Kesehatan") == "Dinas Kesehatan"


def test_a_name_like_a_formula_is_disarmed_in_the_file(client: Client, region: World) -> None:
    Unit.objects.filter(code=PD_A).update(name="=HYPERLINK(0)")
    assert "'=HYPERLINK(0)" in client.get(FILE).content.decode()


def test_every_row_is_in_it(client: Client, region: World) -> None:
    many = [
        budget(PD_A, 1)
        | {"kd_satker_str": f"2.{n:02}.0.00.0.00.01.0000", "kd_satker": 500 + n, "nama_satker": f"Unit {n}"}
        for n in range(300)
    ]
    region.load({"budget": many})
    content = client.get(FILE).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == len(region.table().units) > 300
