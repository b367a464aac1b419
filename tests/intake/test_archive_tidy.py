"""The archive of the catalogue is kept tidy: places have names, persons none, firms are tied by ids, and a withdrawn
import leaves what stood before it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from belanja.catalogue.models import Offer, PriceRow, Region, Seller
from belanja.catalogue.search.ask import search
from belanja.catalogue.search.filters import Filters
from belanja.catalogue.services import serve_regions
from belanja.intake import services
from belanja.intake.models import Pull, SourceRow
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE

from .files import PD_A, as_json, budget, v5
from .test_archive import listed, offer, prices, pull, region

pytestmark = pytest.mark.django_db
LEBAK, SAMBAS = 178, 339


def places(folder: Path, *rows: tuple[int, int, str]) -> None:
    written = [
        {"kd_kabupaten": number, "kd_provinsi": province, "nama_kabupaten": name} for number, province, name in rows
    ]
    import_paths(paths=[as_json(folder / "1116.json", written)], actor=CONSOLE)


def brought(folder: Path, name: str, *rows: dict[str, Any]) -> Pull:
    """A national list goes with the import that brought it: here together with a budget of some government."""
    paths = [as_json(folder / f"prodkatalog-{name}.json", list(rows)), as_json(folder / "b.json", [budget(PD_A, 1000)])]
    import_paths(paths=paths, actor=CONSOLE)
    return Pull.objects.filter(feed="products").latest("pk")


def withdraw(one: Pull) -> None:
    services.withdraw_run(run=one.run, reason="Berkas yang salah.", actor=CONSOLE)


def test_places_of_the_archive_get_their_names(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, [region(SAMBAS, 25000), region(LEBAK, 26000)]))
    assert {str(one) for one in Region.objects.exclude(national_id=None)} == {"Wilayah 339", "Wilayah 178"}
    places(tmp_path, (SAMBAS, 20, "Kabupaten Sambas"), (LEBAK, 11, "Kabupaten Lebak"))
    sambas = Region.objects.get(national_id=SAMBAS)
    assert (sambas.name, sambas.province, sambas.code) == ("Kab. Sambas", "Kalimantan Barat", "")
    lebak = Region.objects.get(national_id=LEBAK)
    assert (lebak.name, lebak.province, lebak.code) == ("Kab. Lebak", "Banten", "36.02")
    assert lebak.bit is not None


def test_a_place_known_twice_becomes_one_with_its_prices(tmp_path: Path) -> None:
    serve_regions()
    own = Region.objects.get(code="36.02")
    pull(tmp_path, "a", listed(1, [region(LEBAK, 26000), region(SAMBAS, 25000)]))
    before = list(PriceRow.objects.order_by("id").values_list("id", "amount", "valid_from", "ended_on"))
    places(tmp_path, (LEBAK, 11, "Kabupaten Lebak"))
    own.refresh_from_db()
    assert own.national_id == LEBAK
    assert Region.objects.filter(name="Kab. Lebak").count() == 1
    assert own.pk in offer(1).serves
    assert prices(1) == {LEBAK: 26000, SAMBAS: 25000}
    assert list(PriceRow.objects.order_by("id").values_list("id", "amount", "valid_from", "ended_on")) == before
    assert search("kertas uji", Filters(region=own.bit)).total == 1
    pull(tmp_path, "b", listed(1, [region(LEBAK, 27000)], setuju_tolak_tanggal="2022-12-21 10:00:00"))
    assert prices(1) == {LEBAK: 27000}


def test_the_same_list_of_places_again_changes_nothing(tmp_path: Path) -> None:
    rows = ((LEBAK, 11, "Kabupaten Lebak"), (SAMBAS, 20, "Kabupaten Sambas"))
    places(tmp_path, *rows)
    before = list(Region.objects.order_by("pk").values())
    places(tmp_path, *rows)
    assert list(Region.objects.order_by("pk").values()) == before


def test_a_person_who_sells_has_no_name_here(tmp_path: Path) -> None:
    pull(
        tmp_path, "a",
        listed(1, "1000.00", nama_penyedia="Ratna Contoh Dewi"),
        listed(2, "1000.00", nama_penyedia="ratna contoh dewi"),
        listed(3, "1000.00", nama_penyedia="Agus Contoh"),
        listed(4, "1000.00", nama_penyedia="Toko Uji"),
    )  # fmt: skip
    assert offer(1).seller_id == offer(2).seller_id != offer(3).seller_id
    assert offer(1).seller.name.startswith("Penyedia perorangan ")
    assert offer(4).seller.name == "Toko Uji"
    kept = json.dumps(list(SourceRow.objects.values_list("payload", flat=True)))
    told = kept + " ".join(f"{one.name} {one.slug}" for one in Seller.objects.all())
    assert "ontoh" not in told


def test_a_withdrawn_listing_leaves_what_stood_before(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, [region(339, 25000), region(340, 26000)]), listed(2, "1000.00"), listed(4, "7000.00"))
    later = {"setuju_tolak_tanggal": "2022-12-21 10:00:00"}
    wrong = brought(
        tmp_path, "b",
        listed(1, [region(339, 25000), region(340, 27000)], nama_produk="Salah", **later),
        listed(3, "500.00"), listed(4, "7000.00"),
    )  # fmt: skip
    assert (offer(2).state, prices(2)) == ("dihapus", {})
    withdraw(wrong)
    assert (offer(1).state, offer(1).product.name) == ("arsip", "Kertas Uji 1")
    assert prices(1) == {339: 25000, 340: 26000}
    assert (offer(2).state, prices(2)) == ("arsip", {None: 1000})
    assert (offer(3).state, prices(3)) == ("dihapus", {})
    assert (offer(4).state, prices(4)) == ("arsip", {None: 7000})
    assert search("kertas uji").total == 3
    assert search("salah").total == 0


def test_the_history_says_that_withdrawn_prices_held_for_no_day(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, [region(340, 26000)]))
    later = {"setuju_tolak_tanggal": "2022-12-21 10:00:00"}
    wrong = brought(tmp_path, "b", listed(1, [region(340, 27000)], **later))
    withdraw(wrong)
    day = date(2022, 12, 21)
    rows = PriceRow.objects.filter(offer=offer(1)).order_by("id").values_list("amount", "valid_from", "ended_on")
    assert list(rows) == [(26000, date(2022, 6, 30), day), (27000, day, day), (26000, day, None)]


def test_the_next_pull_after_a_withdrawal_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, "1000.00"), listed(2, "2000.00"))
    wrong = brought(
        tmp_path, "b", listed(1, "9000.00", setuju_tolak_tanggal="2022-12-21 10:00:00"), listed(2, "2000.00")
    )
    withdraw(wrong)
    pull(tmp_path, "c", listed(1, "1100.00", setuju_tolak_tanggal="2022-12-22 10:00:00"), listed(2, "2000.00"))
    assert (prices(1), prices(2)) == ({None: 1100}, {None: 2000})
    assert Offer.objects.filter(state="arsip").count() == 2


def firm_details(folder: Path, number: int, scale: str) -> None:
    row = {
        "kd_penyedia": number, "nama_penyedia": "CV. Contoh", "kode_penyedia_sikap": 55, "penyedia_ukm": scale,
        "alamat_penyedia": "", "email_penyedia": "", "no_telp_penyedia": "", "npwp_penyedia": None, "npwp_16": None,
        "kbli2020_penyedia": None,
    }  # fmt: skip
    import_paths(paths=[as_json(folder / f"penyedia-{number}.json", [row])], actor=CONSOLE)


def test_sellers_are_tied_to_firms_by_ids_of_orders_alone(tmp_path: Path) -> None:
    orders = [as_json(tmp_path / "anggaran.json", [budget(PD_A, 1000)]),
              as_json(tmp_path / "v5.json", [v5(1, PD_A, 71, 1000, 1000)])]  # fmt: skip
    import_paths(paths=orders, actor=CONSOLE)
    firm_details(tmp_path, 431098, "Usaha Kecil")
    pull(
        tmp_path, "a",
        listed(71, "1000.00", nama_penyedia="Toko Satu"),
        listed(72, "1000.00", nama_penyedia="CV. Contoh"),
    )  # fmt: skip
    tied = offer(71).seller
    assert (tied.firm is not None, tied.scale) == (True, "kecil")
    # The same name is no proof.
    assert offer(72).seller.firm is None
