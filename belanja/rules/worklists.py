"""What would mend a unit's figures: kinds of work, who does it, where. Whether something is done is never ticked off:
it is recomputed from the record, and gone when the next import shows it done."""

from dataclasses import dataclass
from enum import StrEnum

from . import rup
from .channels import Channel
from .duties import Role


class Work(StrEnum):
    """Kinds of work, in the order in which they pay."""

    ANGGARAN = "anggaran"
    KEPUTUSAN = "keputusan"
    TUTUP = "tutup"
    KONFIRMASI = "konfirmasi"
    TANPA_PESANAN = "tanpa_pesanan"
    TANPA_RENCANA = "tanpa_rencana"
    BEDA_METODE = "beda_metode"
    TANPA_TANDA = "tanpa_tanda"


@dataclass(frozen=True)
class WorkRule:
    """`todo` is what has to be done, `place` where, `owner` the post that does it; `measure` names what the rupiah
    are; `gain` what doing it brings where no share moves at once; `public` whether it may be told to everybody."""

    work: Work
    label: str
    todo: str
    owner: str
    role: Role
    place: str
    measure: str
    citation: str
    gain: str = "porsi tidak berubah"
    public: bool = True


_RULES = (
    WorkRule(
        Work.ANGGARAN,
        "Anggaran belum ada",
        "Isi belanja pengadaan dari DPA, lalu minta BPKAD atau Biro PBJ mengesahkan.",
        "Pengguna Anggaran",
        Role.PA,
        "di sini, halaman Anggaran",
        "pesanan yang belum dapat dibandingkan",
        "SE 027/1181-BPBJ/2023: porsi dihitung dari total nilai belanja pengadaan",
        gain="porsi unit menjadi diketahui",
    ),
    WorkRule(
        Work.KEPUTUSAN,
        "Menunggu keputusan",
        "Putuskan nilai, status, atau entri yang ditahan.",
        "Biro PBJ",
        Role.BIRO_PBJ,
        "di sini, halaman Keputusan dan Anggaran",
        "nilai yang ditahan",
        "Kebijakan data: yang diragukan tidak ditebak",
        gain="angka yang ditahan dapat dipakai",
        public=False,
    ),
    WorkRule(
        Work.TUTUP,
        "Pengiriman selesai, pesanan belum ditutup",
        "Selesaikan paket di katalog: BAST, pembayaran, lalu tutup.",
        "PPK",
        Role.PPK,
        "Katalog Elektronik",
        "nilai pesanan",
        "Keputusan Kepala LKPP 177 Tahun 2024: serah terima dan penyelesaian paket",
    ),
    WorkRule(
        Work.KONFIRMASI,
        "Diterima pembeli, pengiriman belum selesai",
        "Selesaikan pengiriman bersama penyedia, lalu tutup pesanannya.",
        "PPK",
        Role.PPK,
        "Katalog Elektronik",
        "nilai pesanan",
        "Keputusan Kepala LKPP 177 Tahun 2024: serah terima dan penyelesaian paket",
    ),
    WorkRule(
        Work.TANPA_PESANAN,
        "Rencana e-Purchasing tanpa pesanan",
        "Pesan lewat katalog, atau ubah rencananya bila tidak jadi.",
        "PPK",
        Role.PPK,
        "Katalog Elektronik; SiRUP untuk mengubah rencana",
        "pagu",
        "Perpres 16/2018 jo. 46/2025: pengadaan menurut RUP yang diumumkan",
    ),
    WorkRule(
        Work.TANPA_RENCANA,
        "Pesanan tanpa rencana",
        "Umumkan atau perbaiki paketnya di SiRUP, dan betulkan kode RUP pada pesanan.",
        "PPK",
        Role.PPK,
        "SiRUP",
        "nilai pesanan",
        "Perpres 16/2018 jo. 46/2025: RUP diumumkan sebelum pemilihan",
        gain="pesanan dapat ditelusuri ke rencananya",
    ),
    WorkRule(
        Work.BEDA_METODE,
        "Metode rencana berbeda dari cara membelinya",
        "Revisi metode pemilihan paket di SiRUP agar sama dengan cara membelinya.",
        "PPK",
        Role.PPK,
        "SiRUP",
        "pagu",
        "Perpres 16/2018 jo. 46/2025 Pasal 38: metode pemilihan dalam RUP",
        gain="rencana cocok dengan pembelian",
    ),
    WorkRule(
        Work.TANPA_TANDA,
        "Rencana tanpa tanda PDN atau UMKK",
        "Tandai paket sebagai PDN atau bukan, dan untuk UMKK atau bukan.",
        "PPK",
        Role.PPK,
        "SiRUP",
        "pagu",
        "Inpres 2/2022: PDN dan UMKK direncanakan dalam RUP",
        gain="rentang porsi PDN dan UMKK menyempit",
    ),
)
RULES: dict[Work, WorkRule] = {rule.work: rule for rule in _RULES}

#: Methods of a plan line that fit a channel; a channel that is not here fits every method.
_CATALOGUE = frozenset({rup.EPURCHASING})
FITTING: dict[Channel, frozenset[str]] = {
    Channel.NATIVE: _CATALOGUE,
    Channel.V5: _CATALOGUE,
    Channel.V6: _CATALOGUE,
    Channel.TENDER: frozenset({"Tender", "Tender Cepat", "Seleksi"}),
    Channel.NON_TENDER: frozenset({"Pengadaan Langsung", "Penunjukan Langsung"}),
}


#: The word of Katalog v6 for goods handed over whose shipment the seller has still to end.
BUYER_CONFIRMED = "BUYER_CONFIRMED"


def closing(shipment: str) -> Work:
    """Which work an order is that has been handed over and is still open; v5 knows no shipment of its own."""
    return Work.KONFIRMASI if shipment.strip().upper() == BUYER_CONFIRMED else Work.TUTUP


def method_fits(method: str, channel: Channel) -> bool:
    """Whether a plan line of this method was bought as planned; a plan that names no method contradicts nothing."""
    fitting = FITTING.get(channel)
    return not method or fitting is None or method in fitting
