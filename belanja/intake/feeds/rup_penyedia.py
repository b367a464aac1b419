"""RUP-PaketPenyedia-Terumumkan (1018), its 2022 shape and the INAPROC v1 names: planned packages by providers."""

from belanja.intake import values
from belanja.rules import rup

from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged, doubt
from .orders import LONGEST_PLAN_CODE

TYPED = (
    ("kind", "text"),
    ("code", "text"),
    ("title", "text"),
    ("method", "text"),
    ("procurement_type", "text"),
    ("epurchasing", "boolean"),
    ("announced", "boolean"),
    ("active", "boolean"),
    ("within_swakelola", "boolean"),
    ("pdn", "boolean"),
    ("umkk", "boolean"),
    ("select_from", "date"),
    ("contract_from", "date"),
    ("contract_to", "date"),
    ("announced_on", "date"),
)


def check_package(row: Clean) -> None:
    """Raise Reject for a plan code longer than any, and doubt a ceiling below zero."""
    if len(row["kd_rup"]) > LONGEST_PLAN_CODE:
        raise Reject("key_too_long", "Kode RUP terlalu panjang; periksa apakah kolomnya bergeser.", "kd_rup")
    if row["pagu"].startswith("-"):
        doubt("negative", "Pagu di bawah nol. Periksa nilainya di sumbernya.", "pagu")


def _stage(row: Clean) -> Staged:
    if row["kd_satker"] is None and row["kd_satker_str"] is None:
        raise Reject("unit_missing", "Baris tidak menyebut kode satuan kerja.", "kd_satker_str")
    check_package(row)
    method = rup.method_name(row["metode"])
    return Staged(
        row["kd_rup"],
        row["tahun"],
        row["pagu"],
        (
            "penyedia",
            row["kd_rup"],
            row["nama_paket"],
            method[:40],
            row["jenis"],
            rup.is_epurchasing(method),
            rup.is_announced(row["status_umumkan"]),
            rup.is_active(row["aktif"], row["dihapus"]),
            rup.is_within_swakelola(row["tipe_paket"]),
            rup.is_pdn(row["pdn"]),
            rup.is_small_firm(row["ukm"]),
            row["awal_pemilihan"],
            row["awal_kontrak"],
            row["akhir_kontrak"],
            row["diumumkan"],
        ),
    )


FEED = Feed(
    name="rup_penyedia",
    label="RUP Paket Penyedia",
    rank=30,
    columns=(
        YEAR,
        *GOVERNMENT,
        *UNIT,
        Column("kd_rup", values.code, ("idrup",), required=True),
        Column("nama_paket", values.text, ("namapaket",)),
        Column("pagu", values.amount, ("jumlahpagu",), required=True),
        Column("metode", values.word, ("metode_pengadaan", "metodepengadaan")),
        Column("jenis", values.word, ("jenis_pengadaan", "jenispengadaan")),
        Column("pdn", values.word, ("status_pdn", "statuspdn"), if_missing="tanda PDN tidak tersedia"),
        Column("ukm", values.word, ("status_ukm", "statususahakecil"), if_missing="tanda UKM tidak tersedia"),
        Column("alasan_non_ukm", values.text),
        Column("tipe_paket", values.word, ("statuspenyedia",)),
        Column("kd_rup_swakelola", values.code, ("id_swakelola",)),
        Column("konsolidasi", values.word, ("status_konsolidasi", "statuspaketkonsolidasi")),
        Column("dikecualikan", values.boolean, ("status_dikecualikan",)),
        Column("volume", values.text, ("volume_pekerjaan",)),
        Column("uraian", values.text, ("urarian_pekerjaan", "uraian_pekerjaan", "keterangan")),
        Column("awal_pemilihan", values.day, ("tgl_awal_pemilihan", "tanggalawalpemilihan")),
        Column("awal_kontrak", values.day, ("tgl_awal_kontrak", "tanggalawalpekerjaan")),
        Column("akhir_kontrak", values.day, ("tgl_akhir_kontrak", "tanggalakhirpekerjaan")),
        Column("diumumkan", values.day, ("tgl_pengumuman_paket", "tanggalpengumuman")),
        Column("ppk_ref", values.code, ("nip_ppk",), private=True),
        Column("aktif", values.boolean, ("status_aktif_rup", "statusaktifpaket")),
        Column("dihapus", values.boolean, ("status_delete_rup", "statusdeletepaket")),
        Column(
            "status_umumkan",
            values.word,
            ("status_umumkan_rup", "statusumumkan"),
            if_missing="paket yang terumumkan tidak dapat dibedakan",
        ),
    ),
    identity=("kd_rup", "pagu", "metode"),
    signs=frozenset(
        (
            "metode_pengadaan kd_metode_pengadaan status_pdn status_ukm status_pradipa tipe_paket "
            "status_konsolidasi tgl_awal_pemilihan tgl_akhir_pemilihan tgl_awal_pemanfaatan "
            "kd_rup_swakelola volume_pekerjaan urarian_pekerjaan spesifikasi_pekerjaan "
            "status_umumkan_rup metodepengadaan idmetodepengadaan statuspdn statususahakecil "
            "statuspenyedia statuspradipa statuspaketkonsolidasi id_swakelola tanggalawalpemilihan "
            "tanggalakhirpemilihan tanggalkebutuhan"
        ).split()
    ),
    least_signs=4,
    typed=TYPED,
    stage=_stage,
    domain="rup",
    dropped=ALWAYS_DROPPED
    | frozenset(
        "kd_metode_pengadaan idmetodepengadaan kd_jenis_pengadaan idjenispengadaan status_pradipa statuspradipa "
        "spesifikasi_pekerjaan spesifikasi lokasi lokasi_kab lokasi_prov detail_lokasi tanggalkebutuhan "
        "tanggalakhirpemilihan tgl_akhir_pemilihan tgl_awal_pemanfaatan tgl_akhir_pemanfaatan tgl_buat_paket "
        "alasan_dikecualikan tahun_pertama kode_rup_tahun_pertama nomor_kontrak spp_aspek_ekonomi "
        "spp_aspek_sosial spp_aspek_lingkungan".split()
    ),
)
