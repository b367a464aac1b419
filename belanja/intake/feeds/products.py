"""The listing of the catalogue (`prodkatalog`) and Ecat-ProdukDetail (1022), read for what they prove of a product:
made here or abroad, and its certified domestic content (TKDN). Names, prices and stock are for the catalogue itself.
"""

from decimal import Decimal

from belanja.intake import values
from belanja.rules import domestic

from .base import ALWAYS_DROPPED, Clean, Column, Feed, Reject, Staged


def _percent(cell: object) -> str | None:
    written = values.amount(cell)
    if written is not None and not 0 <= Decimal(written) <= 100:
        raise values.BadValue(f"“{written}” bukan persen")
    return written


def _stage(row: Clean) -> Staged:
    if len(row["kd_produk"]) > 40:
        raise Reject("key_too_long", "Kode produk terlalu panjang; periksa apakah kolomnya bergeser.", "kd_produk")
    tkdn = Decimal(row["tkdn"]) if row["tkdn"] else None
    return Staged(
        f"{row['kd_produk']}/{row['kd_klpd'] or ''}",
        None,
        None,
        (
            row["kd_produk"],
            row["kd_klpd"] or "",
            (row["nama_produk"] or "")[:300],
            (row["jenis_produk"] or "")[:20],
            row["tkdn"],
            row["bmp"],
            (row["nomor_tkdn"] or "")[:120],
            domestic.product_is_domestic(row["jenis_produk"], tkdn),
        ),
    )


FEED = Feed(
    name="products",
    label="Produk katalog",
    rank=15,
    columns=(
        Column("kd_klpd", values.government),
        Column("kd_produk", values.code, required=True),
        Column("nama_produk", values.text),
        Column("jenis_produk", values.word, if_missing="produk lokal dan impor tidak dapat dibedakan"),
        Column("nama_komoditas", values.name),
        Column("kbki", values.code, ("kbki_id",)),
        Column("nomor_tkdn", values.text),
        Column("tkdn", _percent, ("tkdn_produk",), if_missing="nilai TKDN tidak diketahui"),
        Column("bmp", _percent, ("nilai_bmp",)),
    ),
    identity=("kd_produk", "jenis_produk", "tkdn"),
    signs=frozenset(
        "no_produk no_produk_penyedia nama_manufaktur nama_produk jenis_produk kbki_id nomor_tkdn tkdn_produk "
        "nilai_bmp setuju_tolak_tanggal berlaku_sampai unit_pengukuran nama_pemilik_sertifikat_tkdn".split()
    ),
    least_signs=5,
    typed=(
        ("product_key", "text"),
        ("owner_code", "text"),
        ("name", "text"),
        ("origin", "text"),
        ("tkdn", "numeric(6,2)"),
        ("bmp", "numeric(6,2)"),
        ("certificate", "text"),
        ("domestic", "boolean"),
    ),
    stage=_stage,
    domain="products",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED
    | frozenset(
        "jenis_klpd no_kontrak nama_penyedia no_produk no_produk_penyedia nama_manufaktur harga jumlah_stok "
        "setuju_tolak_tanggal berlaku_sampai unit_pengukuran nama_pemilik_sertifikat_tkdn nama_kategori_terkecil "
        "nama_sub_kategori_1 nama_sub_kategori_2 nama_sub_kategori_3 nama_sub_kategori_4 masa_berlaku_kontrak "
        "tglkontrak_mulai tglkontrak_selesai nie_id nie_nib nie_nama_usaha nie_npwp nie_klasifikasi_izin "
        "nie_tgl_terbit nie_tgl_expire nie_nama_produk nie_kategori nie_sub_kategori nie_jenis_produk nie_hscode "
        "nie_kelas nie_kelas_resiko nie_ukuran nie_kemasan nie_nama_pabrik nie_negara_pabrik nie_alamat_pabrik "
        "nie_last_update no_suket_alkes kd_produk_kategori active created_date modified_date status status_tayang "
        "apakah_dapat_dibeli nie".split()
    ),
)
