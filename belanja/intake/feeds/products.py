"""The listing of the catalogue (`prodkatalog`) and Ecat-ProdukDetail (1022), read for what they prove of a product
(made here or abroad, certified domestic content) and for the archive of the catalogue: firm, etalase, prices by region.
"""

from decimal import Decimal

from belanja.intake import values
from belanja.rules import domestic, firms

from .base import ALWAYS_DROPPED, PERSON, Clean, Column, Feed, Reject, Staged
from .price_lists import price_list


def _percent(cell: object) -> str | None:
    written = values.amount(cell)
    if written is not None and not 0 <= Decimal(written) <= 100:
        raise values.BadValue(f"“{written}” bukan persen")
    return written


def _seller(name: str | None) -> str:
    """The firm's name; of a person only that it is one, and a part of the mark by which one differs from another."""
    if name is None or not name.startswith(PERSON):
        return (name or "")[:200]
    return f"{firms.PERSON_SELLER} {name.removeprefix(PERSON)[:6].upper()}"


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
            _seller(row["nama_penyedia"]),
            (row["nama_komoditas"] or "")[:300],
            (row["nama_manufaktur"] or "")[:120],
            (row["no_produk"] or "")[:60],
            row["kbki"] or "",
            (row["unit"] or "")[:60],
            row["stok"],
            row["disetujui"],
            row["berlaku_sampai"],
            "" if (row["pemilik_tkdn"] or "").startswith(PERSON) else (row["pemilik_tkdn"] or "")[:200],
            row["harga"],
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
        Column(
            "nama_penyedia",
            values.name,
            private=True,
            public=firms.is_firm_name,
            if_missing="arsip katalog tidak dapat menyebut penyedianya",
        ),
        Column("nama_manufaktur", values.name),
        Column("no_produk", values.text),
        Column("unit", values.word, ("unit_pengukuran",)),
        Column("stok", values.amount, ("jumlah_stok",)),
        Column("disetujui", values.day, ("setuju_tolak_tanggal",)),
        Column("berlaku_sampai", values.day),
        Column("pemilik_tkdn", values.name, ("nama_pemilik_sertifikat_tkdn",), private=True, public=firms.is_firm_name),
        Column("harga", price_list, if_missing="arsip katalog tidak dapat menyebut harga"),
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
        ("firm", "text"),
        ("shelf", "text"),
        ("maker", "text"),
        ("number", "text"),
        ("kbki", "text"),
        ("unit", "text"),
        ("stock", "numeric"),
        ("approved_on", "date"),
        ("valid_to", "date"),
        ("certificate_owner", "text"),
        ("prices", "text"),
    ),
    stage=_stage,
    domain="products",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED
    | frozenset(
        "jenis_klpd no_kontrak no_produk_penyedia nama_kategori_terkecil "
        "nama_sub_kategori_1 nama_sub_kategori_2 nama_sub_kategori_3 nama_sub_kategori_4 masa_berlaku_kontrak "
        "tglkontrak_mulai tglkontrak_selesai nie_id nie_nib nie_nama_usaha nie_npwp nie_klasifikasi_izin "
        "nie_tgl_terbit nie_tgl_expire nie_nama_produk nie_kategori nie_sub_kategori nie_jenis_produk nie_hscode "
        "nie_kelas nie_kelas_resiko nie_ukuran nie_kemasan nie_nama_pabrik nie_negara_pabrik nie_alamat_pabrik "
        "nie_last_update no_suket_alkes kd_produk_kategori active created_date modified_date status status_tayang "
        "apakah_dapat_dibeli nie".split()
    ),
)
