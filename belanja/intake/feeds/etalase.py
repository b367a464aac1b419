"""Ecat-KomoditasDetail (1021): the etalase of Katalog v5 that order lines point to."""

from belanja.intake import values

from .base import ALWAYS_DROPPED, Clean, Column, Feed, Reject, Staged


def _stage(row: Clean) -> Staged:
    if len(row["kd_komoditas"]) > 20:
        raise Reject("key_too_long", "Kode etalase terlalu panjang.", "kd_komoditas")
    return Staged(
        row["kd_komoditas"],
        None,
        None,
        (row["nama_komoditas"], row["jenis_katalog"], row["pemilik"], row["pemilik_kode"]),
    )


FEED = Feed(
    name="etalase",
    label="Daftar etalase (komoditas)",
    rank=15,
    columns=(
        Column("kd_komoditas", values.code, required=True),
        Column("nama_komoditas", values.text, required=True),
        Column("jenis_katalog", values.word),
        Column("pemilik", values.text, ("nama_instansi_katalog",)),
        Column("pemilik_kode", values.code, ("kd_instansi_katalog",)),
    ),
    identity=("kd_komoditas", "nama_komoditas", "jenis_katalog"),
    signs=frozenset("nama_komoditas jenis_katalog nama_instansi_katalog kd_instansi_katalog".split()),
    least_signs=2,
    typed=(("name", "text"), ("kind", "text"), ("owner_name", "text"), ("owner_code", "text")),
    stage=_stage,
    domain="etalase",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED,
)
