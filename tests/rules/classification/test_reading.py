"""Plan lines in words of our own: what is read, what is left to a person, and that the evidence is in order."""

from decimal import Decimal

import pytest

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, Nature, Reader, account_of, class_name, parted
from belanja.rules.classification.evidence import ACCOUNTS, KINDS, PHRASES
from belanja.rules.classification.kbki import DIVISIONS, GROUPS, name_of

READER = Reader(lexemes)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Belanja Alat Tulis Kantor Bidang Umum", "atk"),
        ("Nasi Kotak Kegiatan Sosialisasi", "mamin"),
        ("Belanja Makanan dan Minuman Rapat Sub Kegiatan Pelatihan Pengadaan Komputer", "mamin"),
        ("Servis Berkala Kendaraan Dinas", "servis_kendaraan"),
        ("Sewa Kendaraan Dinas Jabatan", "sewa_kendaraan"),
        ("Belanja Modal Kendaraan Dinas Bermotor", "kendaraan"),
        ("Belanja Obat-Obatan [ # ] Obat Hewan", "ternak"),
        ("Pengawasan Teknis Pembangunan Jembatan", "konsultansi"),
        ("Pemeliharaan AC dan Komputer", "servis_alat"),
        ("Lampu Penerangan Jalan", "pju"),
        ("Honorarium Narasumber", "tenaga"),
        ("Belanja Alat/Bahan untuk Kegiatan Kantor-Alat Tulis Kantor Penyusunan Dokumen Perencanaan", "atk"),
        ("Penyediaan Jasa Pelayanan Umum Kantor Belanja Makanan dan Minuman Rapat", "mamin"),
        ("Pembinaan Pelaku Ekonomi Kreatif Tingkat Dasar Belanja Sewa Kendaraan", "sewa_kendaraan"),
        ("Pemeliharaan Alat Rumah Tangga (Kulkas)", "servis_alat"),
        ("Fotokopi Pembangunan dan Peningkatan Jalan", "cetak"),
        ("Belanja Bahan-Bahan Kimia Bantuan Pupuk", "pupuk"),
        ("Jasa Konsumsi Peserta Pelatihan Barista", "mamin"),
        ("Jasa Alih Daya Petugas Satpam", "keamanan"),
    ],
)
def test_says_what_is_bought(title: str, code: str) -> None:
    verdict = READER.read(title)
    assert verdict.code == code
    assert verdict.words, "the words that spoke are told"


@pytest.mark.parametrize(
    "title",
    [
        "Operasional Kantor",
        "Belanja Barang dan Jasa BLUD",
        "Alat Tulis Kantor, Bahan Cetak dan Bahan Komputer",
        "Perlengkapan Peserta Pelatihan Dasar",
        "Belanja Modal Laptop Sub Kegiatan Pengadaan, Belanja Modal Printer Sub Kegiatan Pengadaan",
        "Belanja Alat/Bahan untuk Kegiatan Kantor-Alat Tulis Kantor-Bahan Komputer",
        "Belanja Jasa Tenaga Ahli",
        "Bahan Pelatihan Las Listrik Tingkat Dasar",
        "Alih Daya Petugas Keamanan dan Pengemudi",
        "",
    ],
)
def test_leaves_what_is_mixed_or_untold_to_a_person(title: str) -> None:
    verdict = READER.read(title)
    assert not verdict.sure
    assert verdict.confidence < Decimal("0.75")


def test_the_account_and_the_kind_speak_beside_the_title() -> None:
    bare = READER.read("Bunga untuk Halaman")
    paid = READER.read("Bunga untuk Halaman", accounts=["1.01.01.2.06.0005.5.1.02.01.01.0008"])
    assert (bare.code, paid.code) == ("", "bibit")
    assert "rekening 5.1.02.01.01.0008" in paid.words
    assert not READER.read("Operasional", accounts=["5.1.02.01.01.0024"]).sure, "an account alone does not decide"
    assert not READER.read("Bunga", accounts=["5.1.02.01.01.0008", "5.1.02.01.01.0024"]).sure
    assert READER.read("Jalan Lingkungan RT 02", kind="Pekerjaan Konstruksi").code == "konstruksi"
    assert not READER.read("Operasional", kind="Pekerjaan Konstruksi").sure, "nor does a kind alone"
    assert READER.read("Belanja Modal Bangunan (Perencanaan Taman)", kind="Jasa Konsultansi").code == "konsultansi"
    assert READER.read("Jasa Konsultansi Pengawasan Pagar", kind="Pekerjaan Konstruksi").code == "konsultansi"


def test_the_same_line_is_read_the_same_every_time() -> None:
    lines = ["Cetak Spanduk dan Buku", "Laptop dan Printer", "Beras dan Lauk Pauk"]
    assert [READER.read(one) for one in lines] == [Reader(lexemes).read(one) for one in lines]


def test_the_occasion_is_not_heard() -> None:
    assert parted("8.01.01.2.06 Belanja Kertas Sub Kegiatan Penyusunan Dokumen") == ("belanja kertas ", "")
    assert parted("Belanja Alat untuk Kegiatan Kantor") == ("belanja alat untuk kegiatan kantor", "")
    assert parted("Meterai (alat tulis)") == ("meterai  ", "alat tulis")
    assert account_of("2.16.03.1.02.0030.5.1.02.01.01.0024.1.1") == "5.1.02.01.01.0024"
    assert account_of("DL.4057.SCO.003.051.0B.521211") == ""


def test_shelves_are_known_by_their_names() -> None:
    assert READER.classes_of("Buku dan Alat Peraga Kota Contoh") == {"buku", "peraga"}
    assert READER.classes_of("Jasa Pengecatan Bangunan") == {"konstruksi"}
    assert READER.classes_of("Aneka Barang") == frozenset()


def test_every_row_of_evidence_is_in_order() -> None:
    means: dict[tuple[str, ...], set[str]] = {}
    for phrase in PHRASES:
        row = tuple(lexemes(phrase.words))
        assert row, f"{phrase.words} is made of words that say nothing"
        assert 1 <= phrase.weight <= 9
        assert phrase.source
        means.setdefault(row, set()).add(phrase.means)
    assert {row: codes for row, codes in means.items() if len(codes) > 1} == {}, "a phrase speaks for one class"
    assert {one.means for one in ACCOUNTS.values()} | {code for code, _weight in KINDS.values()} <= set(CLASSES)
    for one in CLASSES.values():
        assert one.code == "konsultansi" or any(phrase.means == one.code for phrase in PHRASES)
        assert all(code[:3] in GROUPS and code[:2] in DIVISIONS for code in one.kbki), one.code
        assert (one.nature is Nature.OUTSIDE) == bool(one.why_outside)
    assert name_of("32129").startswith("Kertas")
    assert class_name("mebel") == "Mebel"
    assert class_name("tidak-ada") == ""
