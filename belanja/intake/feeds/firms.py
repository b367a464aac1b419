"""What is known of firms: our own firm sheet, and Ecat-PenyediaDetail (1023) of Katalog v5.

The sheet has a row per firm and statement: at least one id (`kd_penyedia` of the catalogue, `sikap`, `spse`, `nib`,
`npwp`), the scale of the firm, where it has its seat, what proves it and from which day on. Tax numbers become keyed
marks; a name without a legal form or a trade may be a person's and becomes one too.
"""

from belanja.intake import values
from belanja.rules import firms

from . import orders, spse
from .base import ALWAYS_DROPPED, PERSON, Clean, Column, Feed, Reject, Staged

_ULID_LENGTH = 26

TYPED = (
    ("refs", "text"),
    ("name", "text"),
    ("scale", "text"),
    ("region_code", "text"),
    ("region_name", "text"),
    ("proof", "text"),
    ("valid_from", "date"),
)


def _name(row: Clean) -> str:
    name = row["nama_penyedia"] or ""
    return "" if name.startswith(PERSON) else name[:200]


def _sheet_row(row: Clean) -> Staged:
    catalogue = row["kd_penyedia"]
    of_v6 = catalogue is not None and len(catalogue) == _ULID_LENGTH
    refs = orders.refs(
        v5=None if of_v6 else catalogue,
        v6=row["kd_penyedia_v6"] or (catalogue if of_v6 else None),
        sikap=row["sikap"],
        spse=row["spse"],
        nib=row["nib"],
        npwp=row["npwp"],
    )
    if not refs:
        raise Reject("firm_missing", "Isi paling sedikit satu kode penyedia: kd_penyedia, SIKaP, SPSE, NIB, atau NPWP.")
    scale = firms.scale_of(row["skala"])
    if row["skala"] and scale is None:
        raise Reject(
            "scale_unknown",
            f"Skala usaha “{row['skala']}” belum dikenal; isi mikro, kecil, menengah, besar, atau koperasi.",
            "skala_usaha",
        )
    return Staged(
        f"{refs[0]}/{row['tanggal'] or ''}"[:120],
        None,
        None,
        (
            ";".join(refs),
            _name(row),
            scale.value if scale else "",
            (row["kode_kabupaten"] or "")[:20],
            (row["kabupaten"] or "")[:120],
            (row["bukti"] or "")[:300],
            row["tanggal"],
        ),
    )


def _detail_row(row: Clean) -> Staged:
    scale = firms.scale_of(row["penyedia_ukm"])
    refs = orders.refs(v5=row["kd_penyedia"], sikap=row["sikap"], npwp=row["npwp16"] or row["npwp"])
    return Staged(
        row["kd_penyedia"],
        None,
        None,
        (
            ";".join(refs),
            _name(row),
            scale.value if scale else "",
            "",
            "",
            f"Katalog v5: {row['penyedia_ukm']}"[:300] if scale else "",
            None,
        ),
    )


SHEET = Feed(
    name="firm_sheet",
    label="Lembar penyedia",
    rank=21,
    columns=(
        Column("kd_penyedia", values.code, ("kode penyedia", "kode_penyedia")),
        Column("kd_penyedia_v6", values.code, ("kode penyedia v6",)),
        Column(
            "sikap", values.code, ("kd_penyedia_sikap", "kode_penyedia_sikap", "id sikap", "kode sikap", "rekan_id")
        ),
        Column("spse", values.code, ("kd_penyedia_spse", "id spse", "kode spse")),
        Column("nib", values.code, ("nomor induk berusaha",)),
        Column("npwp", spse.tax_number, ("npwp penyedia",), private=True),
        Column(
            "nama_penyedia",
            values.name,
            ("nama", "nama penyedia", "nama usaha", "nama_usaha"),
            private=True,
            public=firms.is_firm_name,
        ),
        Column("skala", values.word, ("skala_usaha", "skala usaha", "kualifikasi usaha")),
        Column("kode_kabupaten", values.code, ("kode_kabupaten_kota", "kode kabupaten/kota")),
        Column("kabupaten", values.word, ("kabupaten_kota", "kabupaten/kota", "kab/kota", "kota/kabupaten")),
        Column("bukti", values.text, ("evidence", "dokumen", "nomor bukti")),
        Column("tanggal", values.day, ("berlaku_mulai", "berlaku mulai", "tanggal berlaku", "tanggal bukti")),
    ),
    identity=("skala", "bukti", "tanggal"),
    signs=frozenset(
        {
            "skala_usaha",
            "skala usaha",
            "skala",
            "bukti",
            "nib",
            "npwp",
            "sikap",
            "kabupaten_kota",
            "kabupaten/kota",
            "kode_kabupaten_kota",
        }
    ),
    least_signs=3,
    typed=TYPED,
    stage=_sheet_row,
    domain="firms",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED | frozenset({"email", "no", "no.", "pemilik", "nik"}),
)

DETAIL = Feed(
    name="firm_details",
    label="Rincian penyedia Katalog v5",
    rank=20,
    columns=(
        Column("kd_penyedia", values.code, required=True),
        Column("nama_penyedia", values.name, private=True, public=firms.is_firm_name),
        Column("sikap", values.code, ("kode_penyedia_sikap", "kd_penyedia_sikap")),
        Column("penyedia_ukm", values.word, if_missing="skala usaha tidak diketahui"),
        Column("npwp", spse.tax_number, ("npwp_penyedia",), private=True),
        Column("npwp16", spse.tax_number, ("npwp_16",), private=True),
        Column("kbli", values.codes, ("kbli2020_penyedia",)),
    ),
    identity=("kd_penyedia", "penyedia_ukm"),
    signs=frozenset(
        "kode_penyedia_sikap penyedia_ukm alamat_penyedia email_penyedia no_telp_penyedia npwp_16 "
        "kbli2020_penyedia".split()
    ),
    typed=TYPED,
    stage=_detail_row,
    domain="firms",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED | frozenset("alamat_penyedia email_penyedia no_telp_penyedia".split()),
)
