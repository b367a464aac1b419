"""RUP-PaketSwakelola-Terumumkan (1030), its 2022 shape and the INAPROC v1 names: self-managed packages."""

from belanja.intake import values
from belanja.rules import rup

from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged
from .rup_penyedia import TYPED, check_package


def _stage(row: Clean) -> Staged:
    if row["kd_satker"] is None and row["kd_satker_str"] is None:
        raise Reject("unit_missing", "Baris tidak menyebut kode satuan kerja.", "kd_satker_str")
    check_package(row)
    announced = rup.is_announced(row["status_umumkan"])
    active = rup.is_active(row["aktif"], row["dihapus"])
    return Staged(
        row["kd_rup"],
        row["tahun"],
        row["pagu"],
        (
            "swakelola",
            row["kd_rup"],
            row["nama_paket"],
            "Swakelola",
            f"Tipe {row['tipe_swakelola']}" if row["tipe_swakelola"] else None,
            False,
            announced,
            active,
            False,
            None,
            None,
            None,
            row["awal_kontrak"],
            row["akhir_kontrak"],
            row["diumumkan"],
        ),
    )


FEED = Feed(
    name="rup_swakelola",
    label="RUP Paket Swakelola",
    rank=31,
    columns=(
        YEAR,
        *GOVERNMENT,
        *UNIT,
        Column("kd_rup", values.code, ("idrup",), required=True),
        Column("nama_paket", values.text, ("namapaket",)),
        Column("pagu", values.amount, ("jumlahpagu",), required=True),
        Column("tipe_swakelola", values.code, ("tipe",)),
        Column("volume", values.text, ("volume_pekerjaan",)),
        Column("uraian", values.text, ("uraian_pekerjaan", "urarian_pekerjaan", "keterangan")),
        Column("penyelenggara_kode", values.code, ("kd_klpd_penyelenggara", "kode_klpd_penyelenggara")),
        Column("penyelenggara", values.text, ("nama_klpd_penyelenggara",)),
        Column("penyelenggara_unit", values.text, ("nama_satker_penyelenggara",)),
        Column("awal_kontrak", values.day, ("tgl_awal_pelaksanaan_kontrak", "tanggalawalpekerjaan")),
        Column("akhir_kontrak", values.day, ("tgl_akhir_pelaksanaan_kontrak", "tanggalakhirpekerjaan")),
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
    identity=("kd_rup", "pagu", "tipe_swakelola"),
    signs=frozenset(
        (
            "tipe_swakelola kd_klpd_penyelenggara kode_klpd_penyelenggara nama_klpd_penyelenggara "
            "nama_satker_penyelenggara tgl_awal_pelaksanaan_kontrak tgl_akhir_pelaksanaan_kontrak"
        ).split()
    ),
    least_signs=2,
    typed=TYPED,
    stage=_stage,
    domain="rup",
    dropped=ALWAYS_DROPPED | frozenset("lokasi lokasi_kab lokasi_prov detail_lokasi tgl_buat_paket".split()),
)
