"""The way to the target: which plan lines could move, why others do not, and what the catalogue has for them."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from belanja.affirmation.selectors import Path, Standing, path_of
from belanja.affirmation.selectors.letter.records import uncovered
from belanja.affirmation.selectors.path import coverage, points
from belanja.catalogue.search.index import reindex
from belanja.etalase.models import Etalase
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.plans.models import RupRevision
from belanja.plans.selectors import shelf_classes
from belanja.proposals import services as proposals
from belanja.rules.channels import Stage
from belanja.rules.classification import MEASURED_ONLY
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.proposals.world import WHOLE
from tests.support.firms import signed
from tests.support.needs import posted_need
from tests.support.people import hired, unit

from .worlds import PD_A, PD_A_SUB, YEAR, Record, World, budget, penyedia

pytestmark = pytest.mark.django_db


def test_shelves_stand_for_classes_by_name_or_kbki() -> None:
    assert shelf_classes("Alat Tulis Kantor Kota Contoh", []) == {"atk"}
    assert shelf_classes("Perangkat Lunak dan Internet", []) == {"lunak", "internet"}
    assert shelf_classes("Aneka", ["38121"]) == {"mebel"}
    assert shelf_classes("Aneka", ["38911"]) == frozenset()  # several classes begin there


def test_points_are_the_part_of_the_denominator() -> None:
    assert points(Decimal(25), Decimal(1000)) == Decimal("2.50")
    assert points(Decimal(25), None) is None


def test_a_year_without_the_unit_is_not_found() -> None:
    with pytest.raises(RuleBroken) as refusal:
        path_of(government=Government.objects.get(code="D50"), year=2031, code="9.99")
    assert refusal.value.status == 404


def test_only_open_shelves_cover_a_class() -> None:
    government = Government.objects.get(code="D50")
    told = {"sort_key": "x", "kind": "Lokal"}
    Etalase.objects.create(government=government, slug="a", name="Alat Tulis Kantor", state="aktif", **told)
    Etalase.objects.create(government=government, slug="b", name="Mebel", state="beku", **told)
    Etalase.objects.create(government=government, slug="c", name="Pekerjaan Konstruksi", state="aktif", **told)
    found = coverage(government)
    assert [one.name for one in found["atk"].shelves] == ["Alat Tulis Kantor"]
    assert (found["atk"].offers, found["atk"].umkk_percent) == (0, None)
    assert "mebel" not in found
    assert "konstruksi" not in found, "works are not bought here"


def planned(code: int, title: str, pagu: int, *, method: str = "Pengadaan Langsung", unit: str = PD_A) -> Record:
    return penyedia(unit, code, pagu, method=method) | {"nama_paket": title}


def test_lines_that_could_move_and_why_others_do_not(world: World, client: Client) -> None:
    lines = [
        planned(1, "Belanja Alat Tulis Kantor", 100),
        planned(2, "Belanja Kursi Kerja", 300, unit=PD_A_SUB),
        planned(3, "Honorarium Narasumber", 50),
        planned(4, "Operasional Kantor", 40),
        planned(5, "Belanja Mebel", 70, method="E-Purchasing"),
        planned(6, "Pembangunan Gedung Kantor", 90),
    ]
    world.load({"budget": [budget(PD_A, 1_000)], "penyedia": lines})
    Etalase.objects.create(
        government=world.government, slug="atk", name="Alat Tulis Kantor", sort_key="a", kind="Lokal", state="aktif"
    )
    found = path_of(government=world.government, year=YEAR, code=PD_A)
    assert [(one.code, one.class_code, one.standing, one.points) for one in found.lines] == [
        ("2", "mebel", Standing.NO_SHELF, Decimal("30.00")),
        ("1", "atk", Standing.EMPTY, Decimal("10.00")),
        ("6", "konstruksi", Standing.MEASURED, Decimal("9.00")),
    ]
    assert (found.outside.count, found.outside.amount) == (1, Decimal("50.00"))
    assert (found.unsure.count, found.unsure.amount) == (1, Decimal("40.00"))
    assert (found.begun.count, found.mixed.count) == (0, 0)
    same_everywhere(client, world.government, found)


def same_everywhere(client: Client, government: Government, found: Path) -> None:
    """Page, file and API tell the same lines."""
    address = f"/pemda/{government.code}/jalan-30/{PD_A}/?tahun={YEAR}"
    page = client.get(address).content.decode()
    file = b"".join(client.get(f"{address}&unduh=belum-ada.csv")).decode("utf-8-sig")
    told = list(csv.reader(file.splitlines()))
    given = client.get(f"/api/v1/units/{government.code}/{PD_A}/path?year={YEAR}").json()
    assert [(one["rup"], one["amount"], one["points"]) for one in given["lines"]] == [
        (one.code, f"{one.amount:.2f}", f"{one.points:.2f}") for one in found.lines
    ]
    assert given["unsure"] == {"lines": 1, "amount": "40.00"}
    for one in found.lines:
        assert f"RUP {one.code}," in page
        assert any(one.title in row for row in told) is (one.standing is not Standing.MEASURED)
    assert "dibaca dari" not in page, "the words that spoke are for officers"
    assert "Pasang kebutuhan" in page
    assert MEASURED_ONLY in page
    assert "rup=1&" in page.replace("&amp;", "&")
    assert "rup=6" not in page, "works are not looked for here"


def test_among_covered_lines_small_firms_and_domestic_goods_come_first(world: World) -> None:
    lines = [planned(1, "Belanja Alat Tulis Kantor", 100), planned(2, "Belanja Kursi Kerja", 90)]
    world.load({"budget": [budget(PD_A, 1_000)], "penyedia": lines})
    paper, chairs = shelf("atk", "Alat Tulis Kantor"), shelf("mebel", "Mebel")
    Etalase.objects.filter(pk__in=[paper.pk, chairs.pk]).update(government=world.government)
    large, small = seller("Toko Besar", scale="besar"), seller("Bengkel Kecil")
    reindex([offer(product(paper, "Pulpen"), large).pk, offer(product(chairs, "Kursi"), small).pk])
    found = path_of(government=world.government, year=YEAR, code=PD_A).lines
    assert [(one.code, one.rank, one.coverage.umkk_firms) for one in found] == [("2", 1, 1), ("1", 2, 0)]
    assert [one.weight for one in found] == [pytest.approx(Decimal(30)), pytest.approx(Decimal(100) / 6)]


def test_a_covered_line_leads_to_its_shelf_and_what_was_begun_for_others_is_said(
    world: World, client: Client, freeze: Callable[[date], datetime]
) -> None:
    """A line with goods is shown with its shelf; one without is posted or proposed once, and then says so."""
    freeze(date(2026, 5, 4))
    lines = [planned(1, "Belanja Alat Tulis Kantor", 100), planned(2, "Belanja Genset", 300)]
    world.load({"budget": [budget(PD_A, 1_000)], "penyedia": lines})
    government = world.government
    made = shelf("atk", "Alat Tulis Kantor")
    Etalase.objects.filter(pk=made.pk).update(government=government)
    reindex([offer(product(made, "Pulpen"), seller("Toko Uji")).pk])
    address = f"/pemda/{government.code}/jalan-30/{PD_A}/?tahun={YEAR}"
    before = path_of(government=government, year=YEAR, code=PD_A)
    assert [(one.code, one.standing, one.need, one.proposals) for one in before.lines] == [
        ("1", Standing.COVERED, None, ()), ("2", Standing.NO_SHELF, None, ()),
    ]  # fmt: skip
    page = client.get(address).content.decode().replace("&amp;", "&")
    assert "/katalog/etalase/atk/" in page
    assert f"sebutan=genset&kelas=daya&unit={PD_A}" in page
    need = posted_need(government)
    need.plan_code = "2"
    need.save()
    mine = Unit.objects.get(pk=before.unit.id)
    head = hired(government, Role.PA, unit=mine)
    proposal = proposals.begin_proposal(
        government=government, unit=mine, actor=head, request="x",
        dossier=replace(WHOLE, name="Genset", classes=("daya",)),
    )  # fmt: skip
    drafted = path_of(government=government, year=YEAR, code=PD_A).lines[1]
    assert drafted.need is not None
    assert (drafted.need.id, drafted.proposals) == (need.pk, ()), "a draft is its unit's own"
    officer = signed(head).get(f"/pantau/{government.code}/jalan-30/{PD_A}/?tahun={YEAR}").content.decode()
    assert f"/usulan/{government.code}/etalase/{proposal.code}/" in officer
    proposals.sign_proposal(proposal_id=proposal.pk, version=None, actor=head)
    page = client.get(address).content.decode()
    assert f"Kebutuhan {need.code}" in page
    assert f"/usulan-etalase/{proposal.code}/" in page
    assert "Pasang kebutuhan</a>" not in page
    need.state, need.closed_at = "ditarik", clock.now()
    need.save()
    assert path_of(government=government, year=YEAR, code=PD_A).lines[1].need is None


def test_a_line_whose_firm_is_being_chosen_is_never_suggested(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1_000)], "penyedia": [planned(1, "Belanja Genset", 300)]})
    mine = Unit.objects.get(government=world.government, code=PD_A)
    running = PurchaseDocument.objects.create(
        government=world.government, unit=mine, year=YEAR, channel="tender", key="x", plan_codes=["1"],
        amount=Decimal(0), stages=Stage.ORDERED,
    )  # fmt: skip

    def told() -> tuple[int, int]:
        found = path_of(government=world.government, year=YEAR, code=PD_A)
        return len(found.lines), found.begun.count

    assert (told(), uncovered(world.government, YEAR)) == ((0, 1), {})
    running.stages = Stage.ORDERED | Stage.CANCELLED
    running.save()
    assert (told(), list(uncovered(world.government, YEAR))) == ((1, 0), [mine.pk])
    running.stages, running.amount, running.plan_codes = Stage.ORDERED, Decimal(5), ["9", "1"]
    running.save()
    assert told() == (0, 1), "also where it is not the first code of its order"
    running.unit = unit(world.government, "9.99.0.00.0.00.01.0000")
    running.save()
    assert told() == (0, 1), "also where it is recorded under another unit"


def test_a_need_posted_for_the_code_a_line_had_before_is_its_need(world: World) -> None:
    world.load(
        {"budget": [budget(PD_A, 1_000)], "penyedia": [planned(1, "Genset", 300), planned(2, "Belanja Mebel", 9)]}
    )
    need = posted_need(world.government)
    need.plan_code = "0"
    need.save()
    RupRevision.objects.create(
        government=world.government, year=YEAR, kind="uji", old_code="0", new_code="1", source_row_id=1
    )
    found = path_of(government=world.government, year=YEAR, code=PD_A)
    assert [(one.code, one.need and one.need.id) for one in found.lines] == [("1", need.pk), ("2", None)]
