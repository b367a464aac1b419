"""Every open page answers, says what it must say, and asks the database a fixed number of questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belanja.institutions.models import Government
from tests.affirmation.worlds import PD_A, PD_A_SUB, PD_B, PD_C, World, budget, v6

from .region import v6_orders

UNIT = f"/pemda/D901/perangkat-daerah/{PD_A}/"
#: Address and the most queries it may need, whatever the number of rows behind it.
PAGES = [
    ("/", 18),
    ("/pemda/", 2),
    ("/pemda/D901/", 18),
    ("/pemda/D901/perangkat-daerah/", 14),
    ("/pemda/D901/perangkat-daerah.csv", 12),
    (UNIT, 39),
    ("/pemda/D901/tata-kelola/", 20),
    ("/pemda/D901/kanal/", 10),
    ("/pemda/D901/kanal/v6/tanpa-rencana/", 8),
    ("/pemda/D901/pesanan/v5/5/", 5),
    ("/pemda/D901/pesanan/v6/BATAL/", 5),
    ("/pemda/D901/impor/", 4),
    ("/definisi/", 1),
    ("/definisi/epurchasing/", 1),
    ("/definisi/epurchasing.pesanan.rup_total/", 1),
    ("/definisi/umkk/", 1),
    ("/definisi/pdn.bukti/", 1),
    ("/definisi/pdn.bukti.kontrak.realisasi_pengadaan/", 1),
    ("/dasar-hukum/", 1),
    ("/dasar-hukum/se-banten-027-1181-2023/", 3),
    ("/tentang/", 0),
    ("/data/", 1),
    ("/bantuan/", 0),
    ("/bantuan/belum-diketahui/", 0),
    ("/robots.txt", 0),
    ("/sitemap.xml", 2),
]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.parametrize(("address", "most"), PAGES)
def test_it_answers_within_its_queries(client: Client, region: World, address: str, most: int) -> None:
    assert _queries(client, address) <= most


def test_queries_do_not_grow_with_the_rows(client: Client, region: World) -> None:
    for address, _most in PAGES:
        _queries(client, address)  # what is kept of rules and offices is read by whoever asks first
    before = {address: _queries(client, address) for address, _most in PAGES}
    region.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_A_SUB, "500.25"), budget(PD_B, 100_000)],
            "v6": v6_orders()
            + [v6(unit, f"N{unit[-4:]}{n}", 5) for unit in (PD_A, PD_A_SUB, PD_B, PD_C) for n in range(40)],
        }
    )
    assert {address: _queries(client, address) for address in before} == before


@pytest.mark.parametrize("address", ["/", "/pemda/", "/data/", "/sitemap.xml", "/pemda/D43/", "/pemda/D43/impor/"])
def test_an_empty_installation_is_calm(client: Client, db: None, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert "%" not in page.content.decode().replace("100%", "") or address != "/"


def test_the_front_page_without_data_says_how_to_load_it(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert "Belum ada data di instalasi ini." in page
    assert "/bantuan/memuat-data/" in page


def test_an_example_says_so(client: Client, region: World) -> None:
    assert "Data contoh." not in client.get("/pemda/D901/").content.decode()
    Government.objects.filter(code="D901").update(is_example=True)
    assert "Data contoh." in client.get("/pemda/D901/").content.decode()
    assert "Data contoh." in client.get("/pemda/D901/pesanan/v5/5/").content.decode()


def test_an_unknown_share_says_why_and_who(client: Client, region: World) -> None:
    for address in (f"/pemda/D901/perangkat-daerah/{PD_C}/", "/pemda/D901/perangkat-daerah/"):
        page = client.get(address).content.decode()
        assert "belum diketahui, karena belum ada belanja pengadaan unit ini" in page
        assert "Yang harus melengkapi: <strong>Pengguna Anggaran Perangkat Daerah</strong>" in page


def test_a_sub_unit_leads_to_its_perangkat_daerah(client: Client, region: World) -> None:
    answer = client.get(f"/pemda/D901/perangkat-daerah/{PD_A_SUB}/", {"tahun": "2025"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{UNIT}?tahun=2025#unit-di-bawahnya"


def test_orders_are_filtered_and_paged(client: Client, region: World) -> None:
    whole = client.get(UNIT).content.decode()
    assert "33 pesanan 2025" in whole
    assert "1–25 dari 33" in whole
    assert "26–33 dari 33" in client.get(UNIT, {"page": "2"}).content.decode()
    finished = client.get(UNIT, {"tahap": "selesai"}).content.decode()
    assert "1 pesanan 2025" in finished
    assert "/pemda/D901/pesanan/v5/5/" in finished
    assert "Tidak ada pesanan yang cocok." in client.get(UNIT, {"kanal": "toko_daring"}).content.decode()


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999", "kanal=x", "tahap='", "urut=x"])
def test_addresses_typed_by_people_do_not_break_a_page(client: Client, region: World, query: str) -> None:
    for address in (UNIT, "/pemda/D901/impor/", "/pemda/D901/perangkat-daerah/"):
        assert client.get(f"{address}?{query}").status_code == 200


def test_unknown_values_stay_last_whichever_way_the_table_is_sorted(client: Client, region: World) -> None:
    for order in ("porsi", "-porsi", "penyebut", "-kurang"):
        page = client.get("/pemda/D901/perangkat-daerah/", {"urut": order}).content.decode()
        table = page[page.index('data-table="perangkat-daerah"') :]
        last = table[: table.index("</tbody>")].rpartition("<tr>")[2]
        assert PD_C in last


def test_imports_are_told_without_what_was_quarantined(client: Client, region: World) -> None:
    broken = v6(PD_A, "RUSAK", "bukan angka")
    region.load({"v6": [*v6_orders(), broken]})
    page = client.get("/pemda/D901/impor/").content.decode()
    assert "Seimbang: masuk sama dengan keluar, sampai ke sen." in page
    assert "RUSAK" not in page
    assert "bukan angka" not in page


def test_a_copy_is_checked_and_not_sent_again(client: Client, region: World) -> None:
    first = client.get("/pemda/D901/perangkat-daerah/")
    assert first["Cache-Control"] == "no-cache, public"
    assert "Set-Cookie" not in first
    again = client.get("/pemda/D901/perangkat-daerah/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    region.load({"v6": [v6(PD_A, f"O{n}", "11.00") for n in range(30)]})
    assert client.get("/pemda/D901/perangkat-daerah/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_nothing_is_asked_of_anybody(client: Client, region: World) -> None:
    """Open pages take no posts and set no cookie."""
    for address, _most in PAGES:
        assert client.post(address).status_code == 405
        assert not client.get(address).cookies


def test_health_is_for_machines(client: Client, db: None) -> None:
    answer = client.get("/sehat")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
