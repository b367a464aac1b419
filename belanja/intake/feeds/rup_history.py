"""RUP revision history (INAPROC v1 history-kaji-ulang): which code a package's old code became."""

from belanja.intake import values

from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged
from .orders import LONGEST_PLAN_CODE


def _stage(row: Clean) -> Staged:
    if max(len(row["kd_rup_lama"]), len(row["kd_rup_baru"])) > LONGEST_PLAN_CODE:
        raise Reject("key_too_long", "Kode RUP terlalu panjang; periksa apakah kolomnya bergeser.", "kd_rup_lama")
    revised = row["tgl_kaji_ulang"] or ""
    key = f"{row['kd_rup_lama']}>{row['kd_rup_baru']}/{(row['jenis_revisi'] or '')[:24]}/{revised}"
    return Staged(
        key,
        row["tahun"],
        None,
        (row["jenis_revisi"], row["kd_rup_lama"], row["kd_rup_baru"], row["tgl_kaji_ulang"], row["alasan"]),
    )


FEED = Feed(
    name="rup_history",
    label="Riwayat revisi RUP",
    rank=35,
    columns=(
        YEAR,
        *GOVERNMENT,
        *UNIT,
        Column("kd_rup_lama", values.code, required=True),
        Column("kd_rup_baru", values.code, required=True),
        Column("jenis_revisi", values.word),
        Column("jenis_paket", values.word),
        Column("tgl_kaji_ulang", values.day),
        Column("alasan", values.text, ("alasan_kajiulang",)),
    ),
    identity=("kd_rup_lama", "kd_rup_baru"),
    signs=frozenset("kd_rup_lama kd_rup_baru jenis_revisi tgl_kaji_ulang alasan_kajiulang".split()),
    least_signs=2,
    typed=(
        ("kind", "text"),
        ("old_code", "text"),
        ("new_code", "text"),
        ("revised_on", "date"),
        ("reason", "text"),
    ),
    stage=_stage,
    domain="rup_history",
    dropped=ALWAYS_DROPPED,
)
