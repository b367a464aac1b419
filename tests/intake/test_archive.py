"""The national product listing becomes a dated archive: shown with its day, never for sale, its history complete."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from belanja.catalogue.models import Claim, Offer, OfferSearch, PriceRow, Product, Seller
from belanja.catalogue.search.ask import search
from belanja.etalase.models import Etalase
from belanja.intake import values
from belanja.intake.feeds.price_lists import price_list
from belanja.intake.models import QuarantineRow
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.rules.listings import ListingState
from belanja.rules.pdn import PdnClass

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[3] / "shared" / "data" / "kalbar-2022"


def region(number: int, amount: object, freight: object = 0.0) -> dict[str, Any]:
    return {"harga_utama": 0.0, "ongkos_kirim": freight, "harga": amount, "provinsiId": 20, "kabupatenId": number}


def listed(key: int, prices: object, **more: Any) -> dict[str, Any]:
    """A row of the listing as the national feed spells it."""
    return {
        "kd_klpd": "D200",
        "nama_klpd": "Pemerintah Daerah Kota Uji",
        "jenis_klpd": "KOTA",
        "no_kontrak": "1",
        "nama_penyedia": "Toko Uji",
        "no_produk": f"3212901001-UJI-{key:09d}",
        "no_produk_penyedia": "",
        "nama_manufaktur": "Rinjani",
        "nama_produk": f"Kertas Uji {key}",
        "harga": prices if isinstance(prices, str) else json.dumps(prices),
        "nama_komoditas": "Alat Tulis Kantor Kota Uji",
        "jumlah_stok": 40,
        "setuju_tolak_tanggal": "2022-06-30 09:11:47",
        "berlaku_sampai": "2024-12-31",
        "unit_pengukuran": "Rim",
        "kd_produk": key,
        "jenis_produk": "lokal",
        "kbki_id": 3212901001,
        "nomor_tkdn": "",
        "nama_pemilik_sertifikat_tkdn": "CV Konstan",
        "tkdn_produk": "",
        "nilai_bmp": "",
        **more,
    }


def pull(folder: Path, name: str, *rows: dict[str, Any]) -> None:
    path = folder / f"prodkatalog-{name}.json"
    path.write_text(json.dumps(list(rows)))
    import_paths(paths=[path], actor=CONSOLE)


def offer(key: int) -> Offer:
    return Offer.objects.select_related("product", "seller").get(product__national_id=f"{key}/D200")


def prices(key: int) -> dict[int | None, Decimal]:
    rows = PriceRow.objects.filter(offer=offer(key), ended_on=None).select_related("region")
    return {row.region.national_id if row.region else None: row.amount for row in rows}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            json.dumps([region(339, 25000), region(340, 25000), region(341, 26000, 500)]),
            "25000.00|0.00|339,340;26000.00|500.00|341",
        ),
        (json.dumps({"harga_utama": 0, "ongkos_kirim": 0, "harga": "22600.50"}), "22600.50|0.00|"),
        ("22600.00", "22600.00|0.00|"),
        (22600, "22600.00|0.00|"),
        (json.dumps([region(339, 25000), region(339, 25000)]), "25000.00|0.00|339"),
        (json.dumps([region(339, 25000), region(339, 27000)]), "25000.00|0.00|339!"),
        ("[]", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_three_shapes_of_prices_become_one(cell: object, expected: str | None) -> None:
    assert price_list(cell) == expected


@pytest.mark.parametrize(
    "cell", ["[1, 2]", "[{", "gratis", "NaN", "-1", "1e30", json.dumps([region("x", 1)]), json.dumps([region(1, True)])]  # type: ignore[arg-type]
)  # fmt: skip
def test_what_is_no_price_is_refused_with_words(cell: str) -> None:
    with pytest.raises(values.BadValue):
        price_list(cell)


def test_a_pull_becomes_an_archive_of_its_day(tmp_path: Path) -> None:
    pull(
        tmp_path, "a",
        listed(1, [region(339, 25000), region(340, 26000)]),
        listed(2, {"harga": 22600.0}, setuju_tolak_tanggal="2022-12-21 13:33:20", nama_penyedia="CV Lain"),
        listed(3, "18000.00", berlaku_sampai="3110-01-01"),
    )  # fmt: skip
    assert (Product.objects.count(), Seller.objects.count(), Etalase.objects.count()) == (3, 2, 1)
    first = offer(1)
    assert (first.state, first.archive_day) == (ListingState.ARCHIVE.value, date(2022, 12, 21))
    assert (first.product.unit, first.product.kbki) == ("RM", "3212901001")
    assert prices(1) == {339: 25000, 340: 26000}
    assert prices(2) == {None: 22600}
    assert offer(3).valid_to is None
    answer = search("kertas uji")
    assert answer.total == 3
    assert not any(one.for_sale for one in answer.listings)


def test_a_second_pull_makes_history_additions_and_removals(tmp_path: Path) -> None:
    same = listed(1, [region(339, 25000), region(340, 26000)])
    pull(tmp_path, "a", same, listed(2, "1000.00"), listed(4, "7000.00"))
    later = {"setuju_tolak_tanggal": "2022-12-21 10:00:00"}
    changed = listed(1, [region(339, 25000), region(340, 27000), region(341, 28000)], **later)
    pull(tmp_path, "b", changed, listed(3, "500.00"), listed(4, "7000.00"))
    rows = PriceRow.objects.filter(offer=offer(1)).order_by("region__national_id", "id")
    assert [(row.region.national_id, row.amount, row.valid_from, row.ended_on) for row in rows if row.region] == [
        (339, 25000, date(2022, 6, 30), None),
        (340, 26000, date(2022, 6, 30), date(2022, 12, 21)),
        (340, 27000, date(2022, 12, 21), None),
        (341, 28000, date(2022, 12, 21), None),
    ]
    gone = offer(2)
    assert (gone.state, gone.state_reason) == ("dihapus", "Tidak ada lagi dalam tarikan katalog nasional.")
    assert prices(2) == {}
    assert not OfferSearch.objects.filter(pk=gone.pk).exists()
    assert prices(3) == {None: 500}
    assert offer(4).archive_day == date(2022, 12, 21)  # unchanged, and there on that day


def test_the_same_pull_again_changes_nothing(tmp_path: Path) -> None:
    rows = [listed(1, [region(339, 25000)]), listed(2, "1000.00")]
    pull(tmp_path, "a", *rows)
    before = list(PriceRow.objects.order_by("id").values())
    pull(tmp_path, "b", *rows)
    assert list(PriceRow.objects.order_by("id").values()) == before
    assert Product.objects.count() == 2


def test_a_listing_cut_off_takes_nothing_away(tmp_path: Path) -> None:
    pull(tmp_path, "a", *(listed(number, "1000.00") for number in range(1, 7)))
    pull(tmp_path, "b", listed(1, "1000.00"))
    assert Offer.objects.filter(state="arsip").count() == 6


def test_another_region_keeps_its_own(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, "1000.00"))
    pull(tmp_path, "b", listed(1, "2000.00", kd_klpd="D201"))
    assert prices(1) == {None: 1000}
    assert Offer.objects.filter(state="arsip").count() == 2


def test_slips_are_said_and_never_shown_as_prices(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, "4.00"), listed(2, [region(339, 0), region(340, 5000)]), listed(3, "0"))
    assert prices(1) == {}
    assert "Rp4.00 tidak masuk akal" in offer(1).state_reason
    assert prices(2) == {340: 5000}
    assert offer(3).state_reason
    assert search("kertas uji 1").total >= 1


def test_certificates_with_two_values_and_imports_with_tkdn_are_doubted(tmp_path: Path) -> None:
    pull(
        tmp_path, "a",
        listed(1, "1000.00", nomor_tkdn="5679/SJ-IND.8/TKDN/7/2021", tkdn_produk="43.10"),
        listed(2, "1000.00", nomor_tkdn="5679/sj-ind.8/tkdn/7/2021", tkdn_produk="26.00"),
        listed(3, "1000.00", jenis_produk="import", tkdn_produk="40.00"),
        listed(4, "1000.00", jenis_produk="import"),
    )  # fmt: skip
    classes = {one.national_id: one.pdn for one in Product.objects.all()}
    assert classes == {
        "1/D200": PdnClass.UNPROVEN.value,
        "2/D200": PdnClass.UNPROVEN.value,
        "3/D200": PdnClass.UNKNOWN.value,
        "4/D200": PdnClass.IMPORT.value,
    }
    notes = set(Claim.objects.filter(product__national_id__in=["1/D200", "2/D200"]).values_list("note", flat=True))
    assert notes == {"Nomor sertifikat ini juga disebut dengan nilai lain."}
    assert "klarifikasi" in Product.objects.get(national_id="3/D200").pdn_reason
    # One constant stands as owner everywhere: it says nothing where there is no number.
    assert Claim.objects.get(product__national_id="3/D200").owner == ""


def test_an_unreadable_price_waits_in_quarantine(tmp_path: Path) -> None:
    pull(tmp_path, "a", listed(1, "1000.00"), listed(2, "tanya dulu"))
    assert QuarantineRow.objects.get().reason == "bad_value"
    assert Product.objects.count() == 1


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is absent")
def test_the_real_listing_comes_in_whole(tmp_path: Path) -> None:
    for name in ("snapshots/skw_prodkatalog2019.parquet", "epurchasing/skw/prodkatalog2022.parquet"):
        import_paths(paths=[REAL / name], actor=CONSOLE)
    assert not QuarantineRow.objects.exists()
    assert Offer.objects.filter(state="arsip").count() == 2_075
    assert Offer.objects.filter(state="dihapus").count() == 9
    assert PriceRow.objects.filter(ended_on=None).count() == 196_022
    assert PriceRow.objects.count() == 196_033
    assert not Offer.objects.filter(state="tayang").exists()
    assert search("kursi kantor").total > 100
