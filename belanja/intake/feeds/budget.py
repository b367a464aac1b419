"""RUP-StrukturAnggaranPD (1084): what each unit may spend, and how much of it is procurement.

A unit may stand in it twice with different amounts (a conflict that a person decides) or with empty amounts
(a sub-unit without a budget of its own). The key is the unit's; a second row of a unit has its place in the key.
"""

from belanja.intake import values

from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged, doubt

AMOUNTS = ("operasi", "modal", "btt", "non_pengadaan", "pengadaan", "total")


def _stage(row: Clean) -> Staged:
    unit = row["kd_satker_str"] or row["kd_satker"]
    if unit is None:
        raise Reject("unit_missing", "Baris tidak menyebut kode satuan kerja.", "kd_satker_str")
    if row["pengadaan"] is not None and row["pengadaan"].startswith("-"):
        doubt("negative", "Belanja pengadaan bernilai negatif.", "belanja_pengadaan")
    amounts = tuple(row[name] for name in AMOUNTS)
    return Staged(unit, row["tahun"], row["pengadaan"], amounts, repeats=True)


FEED = Feed(
    name="budget",
    label="Struktur Anggaran Perangkat Daerah",
    rank=20,
    columns=(
        YEAR,
        *GOVERNMENT[:2],
        *UNIT,
        Column("operasi", values.amount, ("belanja_operasi",)),
        Column("modal", values.amount, ("belanja_modal",)),
        Column("btt", values.amount, ("belanja_btt",)),
        Column("non_pengadaan", values.amount, ("belanja_non_pengadaan",)),
        Column(
            "pengadaan",
            values.amount,
            ("belanja_pengadaan",),
            if_missing="penyebut belanja pengadaan tidak dapat dihitung",
        ),
        Column("total", values.amount, ("total_belanja",)),
    ),
    identity=("operasi", "modal"),
    signs=frozenset(
        ("belanja_operasi belanja_modal belanja_btt belanja_non_pengadaan belanja_pengadaan total_belanja").split()
    ),
    least_signs=2,
    typed=tuple((name, "numeric(20,2)") for name in AMOUNTS),
    stage=_stage,
    domain="budget",
    lines_repeat=True,
    dropped=ALWAYS_DROPPED,
)
