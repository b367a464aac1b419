"""RUP-MasterSatker (1008, INAPROC v1): the units of a government with both of their codes."""

from belanja.intake import values

from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, Clean, Column, Feed, Reject, Staged


def _stage(row: Clean) -> Staged:
    if row["kd_satker"] is None:
        raise Reject("unit_missing", "Baris tidak menyebut kode satuan kerja.", "kd_satker")
    return Staged(row["kd_satker"], None, None, (row["status_satker"], row["tahun_aktif"]))


FEED = Feed(
    name="master_satker",
    label="Master Satuan Kerja",
    rank=10,
    columns=(
        *GOVERNMENT,
        *UNIT,
        Column("status_satker", values.word),
        Column("ket_satker", values.word),
        Column("jenis_satker", values.word),
        Column("kode_eselon", values.word),
        Column("tahun_aktif", values.years),
    ),
    identity=("kd_satker", "kd_satker_str", "jenis_satker", "status_satker"),
    signs=frozenset("jenis_satker status_satker ket_satker kode_eselon tahun_aktif fax kodepos".split()),
    least_signs=2,
    typed=(("status", "text"), ("active_years", "smallint[]")),
    stage=_stage,
    domain="units",
    yearly=False,
    dropped=ALWAYS_DROPPED,
)
