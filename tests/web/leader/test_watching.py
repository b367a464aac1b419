"""The watching pages say what the selectors found: one figure, shareable addresses, exports that never truncate."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belanja.affirmation.selectors import share_table
from belanja.affirmation.selectors.sensitivity import sensitivity
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_B
from tests.support.officers import Example, sitting


@pytest.fixture
def apip(example: Example) -> Client:
    return sitting(example.government, Role.APIP)


def lines(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(body)))


def test_every_pair_of_the_sensitivity_is_the_table_of_that_definition(example: Example) -> None:
    found = sensitivity(government=example.government, year=2025)
    assert len(found) == 25
    for (above, below), table in found.items():
        alone = share_table(government=example.government, year=2025, numerator=above, denominator=below)
        assert (table.total, table.units, table.definition) == (alone.total, alone.units, alone.definition)


def test_the_address_carries_the_definition(apip: Client) -> None:
    chosen = "tahun=2025&pembilang=pesanan&penyebut=rup_epurchasing&sampai=2025-06-30"
    page = apip.get(f"/pantau/{GOV}/?{chosen}").content.decode()
    assert "Pesanan dibagi RUP e-Purchasing" in page
    assert "sampai 30 Juni 2025" in page
    assert "pembilang=pesanan&amp;penyebut=rup_epurchasing&amp;sampai=2025-06-30" in page
    known = apip.get(f"/pantau/{GOV}/?tahun=2025").content.decode()
    assert "31,00%" in known
    assert "dua anggaran" not in known


def test_a_choice_that_makes_no_sense_is_said_and_the_default_shown(apip: Client) -> None:
    answer = apip.get(f"/pantau/{GOV}/?tahun=2025&pembilang=semua&sampai=kemarin&page=x&urut=zzz")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tulis tanggal sebagai tahun-bulan-hari" in page
    assert "Kontrak dibagi Belanja pengadaan" in page


def test_units_as_a_file_are_the_units_of_the_table(apip: Client, example: Example) -> None:
    rows = lines(apip, f"/pantau/{GOV}/?tahun=2025&unduh=satuan.csv")
    table = share_table(government=example.government, year=2025)
    assert [row["kode"] for row in rows] == [unit.code for unit in table.units]
    first = next(row for row in rows if row["kode"] == PD_A)
    assert (first["pembilang"], first["penyebut"], first["porsi_persen"]) == ("310000000.00", "1000000000.00", "31.00")
    held = next(row for row in rows if row["kode"] == PD_B)
    assert (held["penyebut"], held["porsi_persen"], held["alasan"]) == ("", "", "budget_conflict")


def test_the_unknown_list_names_who_owes_what(apip: Client) -> None:
    page = apip.get(f"/pantau/{GOV}/belum-diketahui/?tahun=2025").content.decode()
    assert "Biro PBJ bersama BPKAD" in page
    assert "Pilihan nilai yang berlaku, menurut DPA unit" in page
    assert {row["alasan"] for row in lines(apip, f"/pantau/{GOV}/belum-diketahui/?tahun=2025&unduh=belum.csv")} == {
        "budget_conflict",
        "status_unknown",
    }


def test_a_unit_leads_to_its_orders_and_an_order_to_its_row(apip: Client, example: Example) -> None:
    unit = apip.get(f"/pantau/{GOV}/perangkat-daerah/{PD_A}/?tahun=2025").content.decode()
    assert f"/pantau/{GOV}/pesanan/{example.order.pk}/" in unit
    order = apip.get(f"/pantau/{GOV}/pesanan/{example.order.pk}/").content.decode()
    assert f"/pantau/{GOV}/baris/{example.row.pk}/" in order
    row = apip.get(f"/pantau/{GOV}/baris/{example.row.pk}/").content.decode()
    assert "Rp310.000.000" in row
    assert "pesanan.json" in row


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (f"/pantau/{GOV}/", 20),
        (f"/pantau/{GOV}/belum-diketahui/", 24),
        (f"/pantau/{GOV}/perangkat-daerah/{PD_A}/", 42),
        (f"/pantau/{GOV}/pekerjaan/", 34),
        (f"/pantau/{GOV}/pekerjaan/tutup/", 34),
        (f"/kelola/{GOV}/anggaran/", 18),
        (f"/pantau/{GOV}/tanpa-rencana/", 18),
        (f"/pantau/{GOV}/tanpa-pesanan/", 18),
        (f"/kelola/{GOV}/impor/", 12),
        (f"/kelola/{GOV}/keputusan/", 12),
        (f"/kelola/{GOV}/unit/", 14),
        ("/meja/", 43),
    ],
)
def test_no_page_asks_the_database_once_for_each_row(
    apip: Client, example: Example, address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(most):
        assert apip.get(address).status_code == 200


def test_the_desk_shows_what_waits_for_each_role(example: Example) -> None:
    clerk = sitting(example.government, Role.BIRO_PBJ).get("/meja/").content.decode()
    assert "Anggaran ganda yang berbeda" in clerk
    assert "Status pesanan tidak dikenal" in clerk
    leader = sitting(example.government, Role.PIMPINAN).get("/meja/").content.decode()
    assert "31,00%" in leader
    assert "Porsinya belum diketahui" in leader
    assert "Target porsi e-Purchasing" in leader
    admin = sitting(example.government, Role.ADMIN).get("/meja/").content.decode()
    assert "Usulan yang menunggu orang kedua" in admin
    assert "Anggaran ganda" not in admin
    nobody = sitting(example.government).get("/meja/").content.decode()
    assert "Anda belum memegang peran." in nobody


def test_the_indicator_and_its_evidence_are_chosen_in_the_address(apip: Client) -> None:
    plan = apip.get(f"/pantau/{GOV}/?tahun=2025&indikator=umkk.rup").content.decode()
    assert "Porsi UMKK menurut tanda RUP 2025" in plan
    assert "Rencana dibagi Belanja pengadaan" in plan
    proof = apip.get(f"/pantau/{GOV}/?tahun=2025&indikator=pdn.bukti").content.decode()
    assert "Kontrak dibagi Realisasi pengadaan" in proof
    assert "tidak berlaku" in proof
    refused = apip.get(f"/pantau/{GOV}/?tahun=2025&indikator=pdn.bukti&pembilang=rencana").content.decode()
    assert "Rencana belum dapat dibuktikan" in refused
    unit = apip.get(f"/pantau/{GOV}/perangkat-daerah/{PD_A}/?tahun=2025&indikator=pdn.rup")
    assert unit.status_code == 200
