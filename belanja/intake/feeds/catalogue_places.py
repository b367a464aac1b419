"""Ecat-MasterKabKota (1116): the kabupaten and kota that prices of the national product listing name by number."""

from belanja.intake import values

from .base import ALWAYS_DROPPED, Clean, Column, Feed, Reject, Staged


def _stage(row: Clean) -> Staged:
    written = row["kd_kabupaten"]
    if not written.isascii() or not written.isdigit() or len(written) > 6:
        raise Reject("bad_value", "Kode kabupaten/kota bukan angka.", "kd_kabupaten")
    province = row["kd_provinsi"] or ""
    return Staged(
        written,
        None,
        None,
        (int(written), int(province) if province.isascii() and province.isdigit() else None, row["nama_kabupaten"]),
    )


FEED = Feed(
    name="catalogue_places",
    label="Daftar kabupaten/kota katalog",
    rank=14,
    columns=(
        Column("kd_kabupaten", values.code, required=True),
        Column("kd_provinsi", values.code),
        Column("nama_kabupaten", values.text, required=True),
    ),
    identity=("kd_kabupaten", "nama_kabupaten"),
    signs=frozenset({"kd_kabupaten", "nama_kabupaten"}),
    least_signs=1,
    typed=(("number", "integer"), ("province", "integer"), ("name", "text")),
    stage=_stage,
    domain="places",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED,
)
