"""A firm takes its sheet along, works offline, brings it back: what changes is shown first, taken in part, undone."""

from datetime import date
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer, OfferVersion, PriceRow
from belanja.catalogue.services import listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.etalase.models import Etalase
from belanja.exchange import downloads, services
from belanja.exchange.models import SheetHeading, Upload, UploadRow
from belanja.exchange.rows import Action
from belanja.journal.models import Event
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Price, Stated
from belanja.rules.listings import ListingState
from tests.exchange.sheets import GOOD, applied, book, cells, filled, sent, template, worked
from tests.support.firms import member, registered
from tests.support.listings import Shop, paper, shop

pytestmark = pytest.mark.django_db

RICH = {
    "name": "Kertas HVS F4 80 g putih",
    "number": "=1+1",
    "description": "Kertas putih.\nIsi 500 lembar, “halus” & tebal; <b>bukan</b> daur ulang.",
    "attributes": {"ukuran": "F4", "gramatur": "80.5", "bersertifikat": True},
    "prices": (
        Price(Decimal("55000.50")),
        Price(Decimal("53000"), "", Decimal(10)),
        Price(Decimal("52000"), "", Decimal(50)),
        Price(Decimal("51000"), "", Decimal(100)),
        Price(Decimal("56000"), "36.73", Decimal(1), Decimal("1500")),
        Price(Decimal("54000"), "36.73", Decimal(20)),
    ),
    "serves": ("36.73", "36.03"),
    "gtin": "8991234567891",
    "warranty_months": 6,
    "valid_to": date(2031, 5, 4),
    "claims": (
        Stated("tkdn", "T-1/2026", "PT Pabrik", Decimal("44.10"), date(2028, 1, 1)),
        Stated("bmp", "B-1", "PT Pabrik", Decimal("7.5"), None),
        Stated("halal", "ID-36", "", None, None),
    ),
}


def state(shop: Shop) -> list[object]:
    """All that a sheet could change."""
    offers = Offer.objects.filter(seller__firm=shop.firm).order_by("pk")
    return [
        list(offers.values_list("pk", "version", "state", "number", "product__name")),
        list(OfferVersion.objects.order_by("pk").values_list("pk", "number")),
        list(PriceRow.objects.order_by("pk").values_list("pk", "amount", "ended_on")),
    ]


def test_an_unchanged_sheet_changes_nothing() -> None:
    mine = shop()
    mine.submitted(paper(**RICH))
    mine.draft(paper(name="Map", prices=(), tax_percent=None))
    before = state(mine)
    for content in (template(mine), filled(template(mine))):
        upload = sent(mine, content)
        assert (upload.state, upload.refusal) == (Upload.State.PREVIEW, "")
        assert upload.counts == {"sama": 2, "baris": 2}
        assert not upload.rows.exists()
        with pytest.raises(RuleBroken) as nothing:
            services.apply_sheet(upload_id=upload.pk, submits=True, actor=mine.owner)
        assert nothing.value.code == "nothing_chosen"
    assert state(mine) == before


def test_new_goods_are_previewed_applied_and_submitted() -> None:
    mine = shop()
    rows = [GOOD, {**GOOD, "Nama produk *": "Kertas HVS F4 70 g", "Ukuran *": "F4", "Satuan jual *": ""}]
    upload = sent(mine, filled(template(mine), new=rows))
    assert upload.counts == {"baru": 2, "kurang": 1, "baris": 2}
    assert not Offer.objects.filter(seller__firm=mine.firm).exists()
    upload = applied(mine, upload, submits=True)
    assert (upload.state, upload.counts["diterapkan"], upload.counts["ditolak"]) == (Upload.State.DONE, 2, 0)
    assert upload.counts["draf"] == 1
    assert [row.note[:26] for row in upload.rows.order_by("place")] == ["", "Tersimpan sebagai draf: bu"]
    first, second = Offer.objects.filter(seller__firm=mine.firm).order_by("pk")
    assert (first.state, second.state) == (ListingState.SUBMITTED, ListingState.DRAFT)
    told = content_of(first)
    assert told.attributes == {"ukuran": "A4", "gramatur": "70"}
    assert (told.unit, told.pack_size, told.base_unit, told.role) == ("RM", Decimal(500), "XST", "pengecer")
    assert told.prices == (Price(Decimal(48000)),)
    assert len(told.serves) == 8
    assert OfferVersion.objects.filter(offer=first).get().via == "lembar"


@pytest.mark.parametrize(
    ("codes", "given", "said"),
    [
        (["32131"], "", "32131"),
        (["32131"], "3213102", "3213102"),
        (["32131", "32132"], "", ""),
        (["32"], "", ""),
    ],
)
def test_the_one_class_of_a_shelf_need_not_be_looked_up(codes: list[str], given: str, said: str) -> None:
    mine = shop()
    Etalase.objects.filter(pk=mine.etalase.pk).update(kbki=codes)
    upload = applied(mine, sent(mine, filled(template(mine), new=[{**GOOD, "Kode KBKI": given}])), submits=True)
    made = Offer.objects.get(seller__firm=mine.firm)
    assert (content_of(made).kbki, made.state) == (said, ListingState.SUBMITTED if said else ListingState.DRAFT)
    assert upload.counts["draf"] == (0 if said else 1)


def test_changes_name_cell_before_and_after_and_are_taken_in_part() -> None:
    mine = shop()
    one, two = mine.submitted(number="A1"), mine.submitted(number="A2", name="Kertas HVS F4 70 g")
    sheet = filled(
        template(mine), changes={(2, "Stok"): 5, (3, "Stok"): 6, (3, "Harga satu satuan jual *"): "Rp 54.000"}
    )
    upload = sent(mine, sheet)
    first, second = upload.rows.all()
    assert first.changes == [["Stok", "120", "5"]]
    assert second.changes == [["Harga satu satuan jual", "Rp55.000", "Rp54.000"], ["Stok", "120", "6"]]
    services.choose_rows(upload_id=upload.pk, on_page=[2, 3], chosen=[3], actor=mine.owner)
    upload = applied(mine, upload)
    assert upload.counts["diterapkan"] == 1
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.stock, two.stock, two.version) == (Decimal(120), Decimal(6), 2)
    assert list(two.prices.filter(ended_on=None).values_list("amount", flat=True)) == [Decimal(54000)]


def test_undo_gives_back_what_was_stated_and_removes_what_was_new() -> None:
    mine = shop()
    old = mine.submitted(number="A1")
    upload = sent(mine, filled(template(mine), changes={(2, "Stok"): 5}, new=[GOOD]))
    upload = applied(mine, upload)
    new = Offer.objects.exclude(pk=old.pk).get(seller__firm=mine.firm)
    upload = worked(services.undo_sheet(upload_id=upload.pk, actor=mine.owner))
    assert (upload.state, upload.counts["dibatalkan"], upload.counts["tetap"]) == (Upload.State.UNDONE, 2, 0)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.stock, old.version, new.state) == (Decimal(120), 3, ListingState.REMOVED)
    with pytest.raises(RuleBroken) as twice:
        services.undo_sheet(upload_id=upload.pk, actor=mine.owner)
    assert twice.value.status == 409


def test_what_was_changed_again_since_is_not_undone_and_told() -> None:
    mine = shop()
    old = mine.submitted(number="A1")
    upload = applied(mine, sent(mine, filled(template(mine), changes={(2, "Stok"): 5})))
    told = content_of(Offer.objects.get(pk=old.pk))
    listings.edit(offer_id=old.pk, version=2, content=paper(number="A1", stock=Decimal(7)), actor=mine.owner)
    assert told.stock == 5
    upload = worked(services.undo_sheet(upload_id=upload.pk, actor=mine.owner))
    assert upload.counts["tetap"] == 1
    row = upload.rows.get()
    assert (row.outcome, "versi" in row.note) == (UploadRow.Outcome.KEPT, True)
    assert Offer.objects.get(pk=old.pk).stock == 7


def test_a_sheet_of_last_week_keeps_what_the_screen_changed_meanwhile() -> None:
    mine = shop()
    made = mine.submitted(number="A1")
    sheet = template(mine)
    listings.edit(offer_id=made.pk, version=1, content=paper(number="A1", stock=Decimal(7)), actor=mine.owner)
    upload = applied(mine, sent(mine, filled(sheet, changes={(2, "Waktu kirim (hari)"): 9})))
    made.refresh_from_db()
    assert (upload.counts["diterapkan"], made.stock, made.lead_days) == (1, Decimal(7), 9)


def test_where_both_changed_the_same_the_row_waits_with_both_values() -> None:
    mine = shop()
    made = mine.submitted(number="A1")
    sheet = template(mine)
    listings.edit(offer_id=made.pk, version=1, content=paper(number="A1", stock=Decimal(7)), actor=mine.owner)
    upload = sent(mine, filled(sheet, changes={(2, "Stok"): 9}))
    row = upload.rows.get()
    assert row.action == Action.WRONG
    assert row.marks[0][0] == "stock"
    assert "menjadi 7" in row.marks[0][2]


def test_a_listing_changed_after_the_preview_is_refused_by_row_and_can_be_looked_at_again() -> None:
    mine = shop()
    made = mine.submitted(number="A1")
    upload = sent(mine, filled(template(mine), changes={(2, "Waktu kirim (hari)"): 9}, new=[GOOD]))
    listings.edit(offer_id=made.pk, version=1, content=paper(number="A1", stock=Decimal(7)), actor=mine.owner)
    upload = applied(mine, upload)
    assert (upload.counts["diterapkan"], upload.counts["ditolak"]) == (1, 1)
    assert "isian Anda masih ada" in upload.rows.get(outcome=UploadRow.Outcome.REFUSED).note
    again = worked(services.read_again(upload_id=upload.pk, actor=mine.owner))
    assert again.pk != upload.pk
    assert again.counts["berubah"] == 1
    applied(mine, again)
    made.refresh_from_db()
    assert (made.stock, made.lead_days) == (Decimal(7), 9)


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("Harga satu satuan jual *", "lima puluh", "bukan rupiah"),
        ("Harga satu satuan jual *", "55,000", "dapat berarti 55000 atau 55."),
        (
            "Harga satu satuan jual *",
            "1,000,000",
            "“1,000,000” memakai lebih dari satu koma. Tulis 1000000 tanpa koma.",
        ),
        ("Harga satu satuan jual *", -5, "di bawah nol"),
        ("Stok", "banyak", "bukan angka"),
        ("Satuan jual *", "rimm", "mungkin rim"),
        ("Ukuran *", "A5", "tidak ada dalam daftar"),
        ("Gramatur (g) *", "tebal", "bukan angka"),
        ("Berlaku sampai", "besok", "bukan tanggal"),
        ("Wilayah jual *", "Serang", "dapat berarti"),
        ("Wilayah jual *", "Kota Sorong", "tidak dikenal"),
        ("Bersertifikat lestari", "mungkin", "bukan ya atau tidak"),
        ("Garansi (bulan)", 1.5, "terlalu rinci"),
        ("GTIN (barcode)", "123456789012345", "15 huruf"),
        ("Nama produk *", "K" * 301, "301 huruf"),
        ("Harga 2: mulai jumlah", 10, "separuh"),
    ],
)
def test_every_wrong_cell_is_named_with_its_fix(heading: str, value: object, words: str) -> None:
    mine = shop()
    upload = sent(mine, filled(template(mine), new=[{**GOOD, heading: value}]))
    row = upload.rows.get()
    assert row.action == Action.WRONG
    key, weight, message, fix = next(mark for mark in row.marks if mark[1] == "salah")
    assert words in f"{message} {fix}"
    assert fix.endswith(".")
    assert (key, weight) != ("", "")
    back = cells(downloads.coloured(upload_id=upload.pk, actor=mine.owner).content)
    assert words in back[1][back[0].index("Yang perlu diperbaiki")]
    mended = sent(mine, filled(book(back), changes={(2, heading): GOOD.get(heading, "")}))
    assert mended.counts == {"baru": 1, "baris": 1}


@pytest.mark.parametrize(
    ("value", "amount"),
    [("Rp 1.234.500,50", "1234500.50"), ("55.000", "55000"), ("12,5", "12.5"), ("1234.5", "1234.5"), (7, "7"),
     ("Rp55000,-", "55000"), ("0", "0")],
)  # fmt: skip
def test_amounts_as_people_write_them(value: object, amount: str) -> None:
    mine = shop()
    upload = sent(mine, filled(template(mine), new=[{**GOOD, "Stok": 1, "Ongkos kirim": value}]))
    assert Decimal(upload.rows.get().content["freight"]) == Decimal(amount)


def test_headings_of_ones_own_are_asked_once_and_remembered() -> None:
    mine = shop()
    own = book([["SKU", "Nama Barang", "Harga Satuan", "Rak"], ["X1", "Kertas buram", 20000, "kiri"]])
    upload = sent(mine, own)
    assert upload.state == Upload.State.HEADINGS
    assert {one["name"]: one["key"] for one in upload.headings} == {
        "SKU": "number", "Nama Barang": "name", "Harga Satuan": "price", "Rak": "",
    }  # fmt: skip
    with pytest.raises(RuleBroken):
        services.explain_headings(
            upload_id=upload.pk, meanings={"SKU": "name", "Nama Barang": "name"}, actor=mine.owner
        )
    meanings = {"SKU": "number", "Nama Barang": "name", "Harga Satuan": "price"}
    upload = worked(services.explain_headings(upload_id=upload.pk, meanings=meanings, actor=mine.owner))
    assert upload.counts == {"baru": 1, "kurang": 1, "baris": 1}
    applied(mine, upload)
    again = sent(mine, own)
    assert (again.state, again.counts) == (Upload.State.PREVIEW, {"sama": 1, "baris": 1})
    assert SheetHeading.objects.filter(firm=mine.firm).count() == 4


def test_rows_that_speak_of_others_goods_or_twice_of_one_are_not_taken() -> None:
    mine = shop()
    mine.submitted(number="A1")
    other = shop(name="CV Lain")
    theirs = other.submitted(number="B1")
    rows = [{"Kode barang (jangan diubah)": code} for code in (f"B{theirs.pk}-1", "B1-x")]
    rows += [{"Nomor artikel": number} for number in ("A1", "baru", "BARU")]
    upload = sent(mine, filled(template(mine), new=[GOOD | row for row in rows]))
    assert [(row.place, row.action) for row in upload.rows.all()] == [
        (3, "salah"), (4, "salah"), (5, "salah"), (6, "baru"), (7, "salah"),
    ]  # fmt: skip
    assert "tidak ada di etalase ini" in upload.rows.get(place=3).marks[0][2]
    assert "baris 2" in upload.rows.get(place=5).marks[0][2]
    assert Offer.objects.get(pk=theirs.pk).version == 1


def test_a_frozen_name_and_a_steep_rise_are_said_before_they_are_tried() -> None:
    mine = shop()
    mine.submitted(number="A1")
    sheet = template(mine)
    upload = sent(mine, filled(sheet, changes={(2, "Nama produk *"): "Kertas lain sama sekali"}))
    assert "Nama tetap" in upload.rows.get().marks[0][2]
    upload = sent(mine, filled(sheet, changes={(2, "Harga satu satuan jual *"): 99000}))
    assert "naik lebih dari" in upload.rows.get().marks[0][2]
    upload = sent(mine, filled(sheet, changes={(2, "Harga satu satuan jual *"): 99000,
                                               (2, "Alasan perubahan"): "bahan baku naik"}))  # fmt: skip
    assert applied(mine, upload).counts["diterapkan"] == 1


def test_strangers_find_nothing_and_change_nothing() -> None:
    mine = shop()
    upload = sent(mine, filled(template(mine), new=[GOOD]))
    stranger = member(registered(mine.government))
    tries = [
        lambda: services.apply_sheet(upload_id=upload.pk, submits=False, actor=stranger),
        lambda: services.choose_rows(upload_id=upload.pk, on_page=[2], chosen=[], actor=stranger),
        lambda: services.discard_upload(upload_id=upload.pk, actor=stranger),
        lambda: services.read_again(upload_id=upload.pk, actor=stranger),
        lambda: services.explain_headings(upload_id=upload.pk, meanings={}, actor=stranger),
        lambda: downloads.coloured(upload_id=upload.pk, actor=stranger),
        lambda: downloads.template(
            firm_id=mine.firm.pk, government_id=mine.government.pk, etalase_id=mine.etalase.pk, actor=stranger
        ),
        lambda: services.receive_sheet(
            firm_id=mine.firm.pk, government_id=mine.government.pk, etalase_id=mine.etalase.pk,
            file_name="a.xlsx", content=b"", actor=stranger,
        ),
    ]  # fmt: skip
    for attempt in tries:
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.status == 404
    assert Upload.objects.get().state == Upload.State.PREVIEW
    assert upload.rows.get().chosen
    assert Event.objects.filter(name__startswith="exchange.").count() == 1
