"""RUP-PaketAnggaranPenyedia and -Swakelola (1028), their 2022 shape and the INAPROC v1 names: account lines of plans.

One row per package and account line; lines that are alike in everything are rightful, and all add up to the package's
ceiling exactly, those below zero (money moved to another account) included. The older shapes do not say whether the
package is penyedia or swakelola: the plan does.
"""

from belanja.intake import values
from belanja.rules import rup

from .base import ALWAYS_DROPPED, GOVERNMENT, Clean, Column, Feed, Reject, Staged
from .orders import LONGEST_PLAN_CODE


def _stage(row: Clean) -> Staged:
    if len(row["kd_rup"]) > LONGEST_PLAN_CODE:
        raise Reject("key_too_long", "Kode RUP terlalu panjang; periksa apakah kolomnya bergeser.", "kd_rup")
    kind, own = "", None
    for name in ("penyedia", "swakelola"):
        if row[f"id_{name}"] is not None:
            kind, own = name, row[f"id_{name}"]
    line = "|".join(str(row[name] or "") for name in ("kegiatan", "subkegiatan", "komponen", "mak", "dana", "objek"))
    return Staged(
        f"{row['kd_rup']}/{own or values.digest(line)}",
        row["tahun"],
        row["pagu"],
        (
            kind,
            row["kd_rup"],
            (row["mak"] or "")[:200],
            row["dana"],
            row["tahun_dana"] or row["tahun"],
            rup.is_announced(row["status_umumkan"]) and rup.is_active(row["aktif"], row["dihapus"]),
        ),
        repeats=own is None,
    )


FEED = Feed(
    name="rup_funding",
    label="RUP Paket Anggaran",
    rank=32,
    columns=(
        Column("tahun", values.year, ("tahun_anggaran", "tahun_anggaran_dana")),
        *GOVERNMENT,
        Column("kd_rup", values.code, ("koderup",), required=True),
        Column("pagu", values.amount, required=True),
        Column("mak", values.text),
        Column("dana", values.word, ("sumber_dana", "sumberdana")),
        Column("tahun_dana", values.year, ("tahun_anggaran_dana",)),
        Column("asal_dana", values.code),
        Column("kegiatan", values.code, ("kd_kegiatan", "kodekegiatan")),
        Column("subkegiatan", values.code, ("kd_subkegiatan",)),
        Column("komponen", values.code, ("kd_komponen", "kodekomponen")),
        Column("objek", values.code, ("kodeobjekakun",)),
        Column("id_penyedia", values.code, ("id_paket_anggaran_penyedia",)),
        Column("id_swakelola", values.code, ("id_paket_anggaran_swakelola",)),
        Column("aktif", values.boolean, ("status_aktif_rup",)),
        Column("dihapus", values.boolean, ("status_delete_rup",)),
        Column("status_umumkan", values.word, ("status_umumkan_rup",)),
    ),
    identity=("kd_rup", "pagu", "mak"),
    signs=frozenset(
        "koderup kodekomponen kodekegiatan sumberdana kodeobjekakun tahun_anggaran_dana kd_kegiatan kd_komponen "
        "kd_subkegiatan asal_dana asal_dana_klpd asal_dana_satker id_paket_anggaran_penyedia "
        "id_paket_anggaran_swakelola jenis_dana_apbn".split()
    ),
    least_signs=4,
    typed=(
        ("kind", "text"),
        ("code", "text"),
        ("account", "text"),
        ("fund", "text"),
        ("fund_year", "smallint"),
        ("announced", "boolean"),
    ),
    stage=_stage,
    domain="rup_funding",
    lines_repeat=True,
    exact_repeats=True,
    dropped=ALWAYS_DROPPED
    | frozenset("asal_dana_klpd asal_dana_satker jenis_dana_apbn kd_satker kd_satker_str nama_satker".split()),
)
