"""Help for firms that a need is looking for: to whom it is handed, what is asked, and how it ended.

SE 027/1181-BPBJ/2023 wants small firms brought into the catalogue; who builds them up is Dinas Koperasi UKM or
Disperindag, and Biro PBJ for what the catalogue itself asks.
"""

from enum import StrEnum


class Coach(StrEnum):
    """To whom a need is handed."""

    COOPERATIVES = "dinas_koperasi"
    INDUSTRY = "disperindag"
    BUREAU = "biro_pbj"

    @property
    def label(self) -> str:
        return {
            "dinas_koperasi": "Dinas Koperasi UKM",
            "disperindag": "Disperindag",
            "biro_pbj": "Biro PBJ",
        }[self.value]


class Task(StrEnum):
    """What is asked of the coach."""

    CONTACT = "hubungi"
    REGISTER = "daftar"
    LIST = "cantumkan"
    CERTIFY = "sertifikat"
    CAPACITY = "kapasitas"
    CAPITAL = "modal"

    @property
    def label(self) -> str:
        return {
            "hubungi": "Hubungi usaha yang cocok",
            "daftar": "Dampingi pendaftarannya",
            "cantumkan": "Dampingi pencantuman barangnya",
            "sertifikat": "Bantu izin atau sertifikatnya (NIB, TKDN IK, halal, SNI)",
            "kapasitas": "Himpun beberapa usaha atau koperasi agar jumlahnya cukup",
            "modal": "Hubungkan dengan pembiayaan",
        }[self.value]


class Outcome(StrEnum):
    """How a hand-over ended. `OVER` is written by time, when the need itself has ended."""

    HELPED = "didampingi"
    NOT_REACHED = "tidak_terhubung"
    NOT_WILLING = "tidak_bersedia"
    NOT_ABLE = "belum_mampu"
    NONE_FOUND = "tidak_ada_usaha"
    OVER = "kebutuhan_berakhir"

    @property
    def label(self) -> str:
        return {
            "didampingi": "Usaha didampingi",
            "tidak_terhubung": "Usaha tidak dapat dihubungi",
            "tidak_bersedia": "Usaha tidak bersedia",
            "belum_mampu": "Usaha belum mampu",
            "tidak_ada_usaha": "Tidak ada usaha yang ditemukan",
            "kebutuhan_berakhir": "Kebutuhannya berakhir",
        }[self.value]


#: What a coach may report.
REPORTED = tuple(one for one in Outcome if one is not Outcome.OVER)
