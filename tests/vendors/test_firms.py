"""Firms: put together from statements, never from names; and the list of sanctioned providers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from belanja.intake.models import QuarantineRow, SourceRow
from belanja.rules.firms import Scale, is_firm_name, scale_of, tax_number
from belanja.vendors.models import Firm, FirmId, Sanction, ScaleEvidence
from belanja.vendors.selectors import scales_on

from ..affirmation.worlds import World, firm


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    return World(tmp_path)


def test_statements_that_share_an_id_are_one_firm(world: World) -> None:
    world.load({"f": [firm("kecil", kd_penyedia=1, sikap=50), firm(None, sikap=50, nib=7), firm("besar", nib=8)]})
    assert Firm.objects.count() == 2
    one = FirmId.objects.get(scheme="v5", value="1").firm
    assert sorted(map(str, one.ids.all())) == ["nib:7", "sikap:50", "v5:1"]
    assert scales_on(refs=["nib:7", "nib:8", "nib:9"], on=date(2025, 1, 1)) == {
        "nib:7": Scale.SMALL,
        "nib:8": Scale.LARGE,
    }


def test_a_firm_stays_the_same_record_when_more_is_known(world: World) -> None:
    world.load({"f": [firm("kecil", "2024-01-01", nib=7)]})
    before = FirmId.objects.get(scheme="nib", value="7").firm_id
    world.load({"f": [firm("menengah", "2025-06-01", nib=7, spse=44)]})
    assert FirmId.objects.get(scheme="spse", value="44").firm_id == before
    assert scales_on(refs=["spse:44"], on=date(2025, 5, 31)) == {"spse:44": Scale.SMALL}
    assert scales_on(refs=["spse:44"], on=date(2025, 6, 1)) == {"spse:44": Scale.MEDIUM}
    assert scales_on(refs=["spse:44"], on=date(2023, 6, 1)) == {}


def test_a_row_without_an_id_or_with_an_unknown_scale_waits_in_quarantine(world: World) -> None:
    world.load({"f": [firm("kecil"), firm("raksasa", nib=1), firm("Usaha Mikro", nib=2, npwp="00.000.000.0-000.000")]})
    assert sorted(QuarantineRow.objects.values_list("reason", flat=True)) == ["firm_missing", "scale_unknown"]
    assert ScaleEvidence.objects.get().refs == ["nib:2"]


def test_a_headline_written_by_people_is_understood(world: World) -> None:
    row = {"Kode Penyedia": "01JHKT4BFAVEMPVFWSNK1BQ4F6", "Nama Usaha": "UD Contoh", "Skala Usaha": "Koperasi"}
    world.load({"f": [{**row, "Kabupaten/Kota": "Kota Serang", "Bukti": "SK", "Tanggal Berlaku": "01/02/2025"}]})
    found = ScaleEvidence.objects.get()
    assert (found.refs, found.scale, found.valid_from) == (
        ["v6:01JHKT4BFAVEMPVFWSNK1BQ4F6"],
        "koperasi",
        date(2025, 2, 1),
    )


def test_what_the_catalogue_leaves_undefined_is_no_scale(world: World) -> None:
    detail = {
        "kd_penyedia": 439515,
        "nama_penyedia": "Budi Santoso",
        "kode_penyedia_sikap": 2801192,
        "penyedia_ukm": "Belum Terdefinisi",
        "alamat_penyedia": "Jl. Contoh",
        "email_penyedia": "budi@example.id",
        "no_telp_penyedia": "0811",
        "npwp_penyedia": "1234567890123",
    }
    world.load({"d": [detail]})
    assert ScaleEvidence.objects.get().scale == ""
    assert Firm.objects.get().name == ""
    kept = json.dumps(list(SourceRow.objects.values_list("payload", flat=True)))
    assert not [word for word in ("Budi", "Jl.", "0811", "1234567890123") if word in kept]
    assert scales_on(refs=["sikap:2801192"], on=date(2025, 1, 1)) == {}


def test_the_list_of_sanctioned_providers_names_firms_and_marks_persons(world: World) -> None:
    entry: dict[str, Any] = {
        "penyedia": "CV Contoh",
        "organization/individual": "Organization",
        "tanggal_berlaku": "2024-02-29",
        "tanggal_status": "2024-03-01",
        "durasi_sanksipenyedia": "1 Years",
        "status": "PUBLISHED",
        "npwp_penyedia": "**.***.000.*-*00.***",
        "nib_penyedia": "**********000",
        "alamat_penyedia": "Jl. Contoh",
        "provinci": "Banten",
        "kota/kabupaten": "Kota Serang",
        "nomor_sk": "1/SK",
        "jenis_pelanggaran": "huruf b",
        "deskripsi_pelanggaran": "bersekongkol",
        "durasi_penayangan": None,
        "tanggal_selesai": None,
        "hps": None,
    }
    person = {**entry, "penyedia": "Budi Santoso", "durasi_sanksipenyedia": "0 Years"}
    world.load({"s": [entry, person]})
    named, marked = Sanction.objects.order_by("-name")
    assert (named.name, named.valid_to, named.refs) == ("CV Contoh", date(2025, 2, 28), [])
    assert (marked.name, marked.valid_to) == ("", None)
    assert marked.mark
    assert "Budi" not in marked.mark


@pytest.mark.parametrize("name", ["PT. Trias", "cv.karunia alam", "U.D. Maju", "Toko Toni Mart", "KUD Tani"])
def test_names_of_firms(name: str) -> None:
    assert is_firm_name(name)


@pytest.mark.parametrize(
    "name", ["Riki Relaksana", "Ar. HILMAN RISMAYADI, ST, MT", "Udin Pratama", "saviya dua bungsu"]
)
def test_names_that_may_be_persons(name: str) -> None:
    assert not is_firm_name(name)


def test_tax_numbers_have_one_form() -> None:
    forms = ["01.234.567.8-901.000", "012345678901000", "0012345678901000", "12345678901000.0"]
    assert {tax_number(form) for form in forms} == {"0012345678901000"}
    assert [tax_number(form) for form in ("", "0", "**.***", "000000000000000", None)] == [None] * 5


def test_scales_have_many_spellings() -> None:
    assert [scale_of(word) for word in ("Usaha Kecil", "MIKRO", "Belum Terdefinisi", None)] == [
        Scale.SMALL,
        Scale.MICRO,
        None,
        None,
    ]
