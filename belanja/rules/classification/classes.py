"""What a plan line can buy: classes as broad as a shelf of a catalogue, each with its groups of KBKI."""

from dataclasses import dataclass
from enum import StrEnum

from . import kbki


class Nature(StrEnum):
    GOODS = "barang"
    SERVICE = "jasa"
    WORKS = "konstruksi"
    ADVICE = "konsultansi"
    #: Paid without a purchase that a catalogue could hold: fees to persons, travel, bills of a monopoly, grants.
    OUTSIDE = "di_luar"


@dataclass(frozen=True)
class SpendClass:
    """One class. `kbki`: leading digits, the first is the one it is counted under. `why_outside`: why no catalogue can
    hold it; empty for what one can."""

    code: str
    name: str
    kbki: tuple[str, ...]
    nature: Nature
    why_outside: str = ""

    @property
    def division(self) -> str:
        return self.kbki[0][:2]

    @property
    def in_catalogues(self) -> bool:
        return self.nature is not Nature.OUTSIDE

    @property
    def bought_here(self) -> bool:
        """Whether it is bought in this catalogue: works and advice lie in the national one alone."""
        return self.nature in (Nature.GOODS, Nature.SERVICE)

    @property
    def kbki_words(self) -> str:
        """Its first group as told to people: `321 Kertas dan karton`."""
        return f"{self.kbki[0]} {kbki.name_of(self.kbki[0])}"


_ROWS = """
atk | Alat tulis kantor | 389 327 | barang
kertas | Kertas dan sampul | 321 | barang
komputer_bahan | Bahan komputer dan tinta | 351 452 | barang
cetak | Percetakan dan penggandaan | 891 326 322 | jasa
benda_pos | Meterai dan benda pos | 326 681 | barang
mamin | Makanan dan minuman | 633 239 211 | jasa
air_minum | Air minum dan minuman kemasan | 244 | barang
bahan_pokok | Bahan pokok | 231 235 239 | barang
kain | Kain dan batik | 265 266 | barang
cenderamata | Kerajinan, cendera mata dan plakat | 389 | barang
seragam | Pakaian dinas dan seragam | 282 | barang
kebersihan_alat | Alat dan bahan kebersihan | 353 389 | barang
kebersihan_jasa | Jasa kebersihan | 853 971 | jasa
keamanan | Jasa keamanan | 852 | jasa
cctv | Kamera pengawas dan alarm | 472 473 | barang
sewa_kendaraan | Sewa kendaraan | 731 660 | jasa
servis_kendaraan | Servis dan suku cadang kendaraan | 871 | jasa
bbm | Bahan bakar dan pelumas | 333 334 | barang
iklan | Publikasi, iklan dan dokumentasi | 836 838 | jasa
sewa_acara | Sewa tenda dan perlengkapan acara | 732 | jasa
acara | Jasa penyelenggara acara | 859 962 | jasa
hotel | Hotel dan paket rapat | 631 | jasa
mebel | Mebel | 381 | barang
komputer | Komputer dan laptop | 452 | barang
periferal | Printer, proyektor dan perangkat komputer | 452 451 | barang
jaringan | Perangkat jaringan | 472 | barang
daya | Genset dan catu daya | 461 464 | barang
lunak | Perangkat lunak dan lisensi | 831 478 733 | jasa
internet | Internet | 842 | jasa
elektronik | Elektronik kantor dan rumah tangga | 448 473 | barang
studio | Alat studio dan komunikasi | 472 483 | barang
alkes | Alat kesehatan | 481 | barang
bmhp | Bahan medis habis pakai dan reagen | 482 352 354 | barang
obat | Obat dan vitamin | 352 | barang
lab | Alat laboratorium dan ukur | 482 | barang
bibit | Bibit dan benih tanaman | 011 019 | barang
pupuk | Pupuk dan sarana pertanian | 346 | barang
ternak | Hewan ternak, pakan dan obat hewan | 021 233 | barang
ikan | Perikanan dan kelautan | 041 | barang
alsintan | Alat dan mesin pertanian | 441 432 | barang
alat_berat | Alat besar dan mesin proses | 444 449 439 | barang
perkakas | Perkakas dan alat bengkel | 429 435 | barang
kapal | Kapal, perahu dan mesinnya | 493 | barang
buku | Buku dan bahan pustaka | 322 | barang
peraga | Alat peraga dan permainan | 385 | barang
koran | Surat kabar dan majalah | 324 | barang
olahraga | Perlengkapan olahraga | 384 | barang
musik | Alat musik dan kesenian | 383 | barang
material | Bahan bangunan dan cat | 374 351 421 | barang
aspal_beton | Aspal dan beton | 375 379 | barang
listrik | Alat listrik dan lampu | 465 469 | barang
pju | Penerangan dan perlengkapan jalan | 465 | barang
kendaraan | Kendaraan dinas | 491 499 | barang
pelatihan | Pelatihan dan kursus | 929 | jasa
bencana | Perlengkapan bencana, pemadam dan sosial | 389 429 | barang
sewa_gedung | Sewa gedung dan ruang | 721 | jasa
sewa_alat | Sewa alat dan mesin | 731 732 | jasa
servis_alat | Pemeliharaan peralatan dan mesin | 871 | jasa
sampah | Jasa pengolahan sampah dan limbah | 943 942 | jasa
kurir | Jasa pengiriman | 681 | jasa
konstruksi | Pekerjaan konstruksi | 531 532 545 | konstruksi
konsultansi | Jasa konsultansi | 833 832 831 839 | konsultansi
"""
_OUTSIDE = """
utilitas | Tagihan listrik, air dan telepon | 691 692 841 | tagihan perusahaan yang satu-satunya melayani tempat itu
tenaga | Honorarium dan jasa orang | 851 911 | dibayar kepada orang, bukan dibeli dari penyedia katalog
perjalanan | Perjalanan dinas | 642 641 | diganti menurut bukti perjalanan orang
uang | Uang, hibah, iuran, pajak dan asuransi | 911 713 959 | tidak ada barang atau jasa yang dibeli
"""


def _cells(rows: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]


CLASSES: dict[str, SpendClass] = {
    code: SpendClass(code, name, tuple(groups.split()), Nature(nature)) for code, name, groups, nature in _cells(_ROWS)
} | {
    code: SpendClass(code, name, tuple(groups.split()), Nature.OUTSIDE, why)
    for code, name, groups, why in _cells(_OUTSIDE)
}


#: Said wherever works and advice are met.
MEASURED_ONLY = "Pekerjaan konstruksi dan jasa konsultansi tidak dibeli di sini; keduanya hanya diukur dari data impor."
#: What only a person says of a line: it buys several things, or nothing that can be told.
NOT_ONE = "campuran"


def class_name(code: str) -> str:
    """What a class is called; empty for none."""
    if code == NOT_ONE:
        return "Campuran atau tidak dapat ditentukan"
    return CLASSES[code].name if code in CLASSES else ""
