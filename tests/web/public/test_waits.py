"""Working days on every surface: page, file, interface and command line say the same to the digit."""

import argparse
import csv
import io
import json
import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from belanja.affirmation import rendering
from belanja.affirmation.selectors.waits import Waits, waits
from belanja.cli import days
from belanja.facts.services import keep_all
from belanja.foundation import clock
from belanja.intake.models import Pull
from belanja.purchasing.models import Order
from belanja.rules.waits import STRETCHES, Gap
from belanja.web.vendor.orders.received import card
from tests.support.bought import YEAR, Bought

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Waits:
    world = Bought(3)
    for _ in range(40):
        world.chance.choice([world.imported, world.native, world.native])()
    with transaction.atomic():
        keep_all(government_id=world.government.pk)
    numbers = {field.name: 0 for field in Pull._meta.fields if field.name.startswith(("rows_", "amount_"))}
    Pull.objects.create(
        run=uuid4(), government=world.government, feed="rup_penyedia", year=YEAR, at=clock.now(), files=[], shape="uji",
        state=Pull.State.APPLIED, actor_label="uji", added=0, changed=0, vanished=0, **numbers,
    )  # fmt: skip
    return waits(government=world.government, year=YEAR)


def _file(client: Client, address: str) -> str:
    return b"".join(client.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    days.add_arguments(parser)
    return days.handle(parser.parse_args(["--government", "D43", "--year", str(YEAR), *words]))


def test_interface_and_command_hand_out_the_same_figures(
    found: Waits, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    said = client.get("/api/v1/working-days", {"government": "D43", "year": YEAR}).json()
    assert run("--json", "--check") == 0
    assert json.loads(capsys.readouterr().out) == said == json.loads(json.dumps(rendering.waits_data(found)))
    assert run("--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    told = {(row["kelompok"], row["kode"], row["tahap"]): row for row in rows}
    for group in said["groups"]:
        for wait in group["waits"]:
            row = told[group["kind"], group["key"], wait["stretch"]]
            assert row["median"] == ("" if wait["median_days"] is None else str(wait["median_days"]))
            assert row["pesanan"] == str(wait["orders"])
    assert run() == 0
    assert "Serah terima sampai dibayar" in capsys.readouterr().out


def test_page_and_its_file_show_the_same_figures(found: Waits, client: Client) -> None:
    for one in (one for one in STRETCHES if one.whose == "semua"):
        page = f"/pemda/D43/hari-kerja/?tahun={YEAR}&tahap={one.code}"
        shown = client.get(page).content.decode()
        assert one.meaning in shown
        lines = _file(client, f"{page}&unduh=kanal.csv").splitlines()
        head, *body = csv.reader(lines)
        place = next(place for place, name in enumerate(head) if "median" in name.lower())
        rows = {row[0]: row for row in body}
        for group in found.channels:
            wait, row = group.waits[one.code], rows[group.label]
            assert row[1] == str(wait.spread.count)
            assert row[place] == str(wait.median) if wait.told else not row[place].isdigit()


def test_the_page_of_a_unit_and_the_card_of_a_firm_say_what_the_whole_page_says(found: Waits, client: Client) -> None:
    order = Order.objects.filter(unit__code=found.units[0].key).first()
    assert order is not None
    wait = found.units[0].waits["serah_terima_bayar"]
    told = next(term.text for term in card(order).terms if term.term == "Kapan")  # type: ignore[union-attr]
    if wait.median is None:
        assert told.startswith("Belum dapat dikatakan")
    else:
        assert f"dalam {wait.median} hari kerja" in told
        assert f"dari {wait.spread.count} pesanan" in told


def test_unknown_is_told_with_its_number_and_too_few_as_too_few(found: Waits, client: Client) -> None:
    shown = client.get(f"/pemda/D43/hari-kerja/?tahun={YEAR}&tahap=pesan_tanda_tangan").content.decode()
    silent = next(one for one in found.channels if one.key == "v5").waits["pesan_tanda_tangan"]
    assert silent.gaps[Gap.SOURCE_SILENT] > 0
    assert f"{silent.gaps[Gap.SOURCE_SILENT]} {Gap.SOURCE_SILENT.label}" in shown
    assert re.search("terlalu sedikit|belum diketahui", shown)


def test_what_does_not_exist_is_not_there(found: Waits, client: Client) -> None:
    assert client.get("/pemda/D43/hari-kerja/?tahap=entah").status_code == 404
    assert client.get("/api/v1/working-days", {"government": "D43", "year": 2001}).status_code == 404
    assert client.get("/api/v1/working-days", {"government": "X", "year": YEAR}).status_code == 404
