"""Packages as data.inaproc.id exports them (labels as columns), with the domestic part of each.

Evidence of packages that other feeds bring, never packages of their own. The export names its institution but mostly
not its code: then it is imported with `--government`.
"""

from belanja.intake import values
from belanja.rules import firms
from belanja.rules.channels import Channel

from . import orders
from .base import ALWAYS_DROPPED, PERSON, Clean, Column, Feed, Reject, Staged

#: "Sumber Transaksi", letters and digits only -> channel. Swakelola is no purchase and has no channel.
SOURCES = {
    "ekatalog60": Channel.V6.value,
    "ekatalog6": Channel.V6.value,
    "ekatalog50": Channel.V5.value,
    "ekatalog5": Channel.V5.value,
    "ekatalog": Channel.V5.value,
    "tender": Channel.TENDER.value,
    "seleksi": Channel.TENDER.value,
    "nontender": Channel.NON_TENDER.value,
    "pencatatan": Channel.PENCATATAN.value,
    "pencatatannontender": Channel.PENCATATAN.value,
    "tokodaring": Channel.TOKO_DARING.value,
    "swakelola": "swakelola",
    "pencatatanswakelola": "swakelola",
}


def _stage(row: Clean) -> Staged:
    orders.check_keys(row["kode_paket"])
    orders.check_amounts(row["total_nilai"], row["nilai_pdn"])
    word = "".join(character for character in (row["sumber"] or "").lower() if character.isalnum())
    channel = SOURCES.get(word)
    if channel is None:
        raise Reject("source_unknown", f"Sumber transaksi “{row['sumber']}” belum dikenal.", "Sumber Transaksi")
    name = row["nama_penyedia"] or ""
    return Staged(
        f"{channel}/{row['kode_paket']}",
        row["tahun"],
        row["total_nilai"],
        (
            channel,
            row["kode_paket"],
            row["nama_paket"],
            ";".join(code[: orders.LONGEST_PLAN_CODE] for code in row["kode_rup"]),
            "" if name.startswith(PERSON) else name[:200],
            row["status"],
            row["nilai_pdn"],
        ),
    )


FEED = Feed(
    name="inaproc_packages",
    label="Paket data.inaproc.id",
    rank=48,
    columns=(
        Column("tahun", values.year, ("tahun anggaran",)),
        Column("kd_klpd", values.government, ("kode klpd",)),
        Column("nama_klpd", values.name, ("nama instansi",)),
        Column("kode_paket", values.code, ("kode paket",), required=True),
        Column("kode_rup", values.codes, ("kode rup",)),
        Column("sumber", values.word, ("sumber transaksi",), required=True),
        Column("sumber_dana", values.codes, ("sumber dana",)),
        Column("nama_penyedia", values.name, ("nama penyedia",), private=True, public=firms.is_firm_name),
        Column("metode", values.word, ("metode pengadaan",)),
        Column("jenis", values.word, ("jenis pengadaan",)),
        Column("nama_paket", values.text, ("nama paket",)),
        Column("status", values.word, ("status paket",)),
        Column("total_nilai", values.amount, ("total nilai (rp)", "total nilai")),
        Column("nilai_pdn", values.amount, ("nilai pdn (rp)", "nilai pdn")),
    ),
    identity=("kode_paket", "sumber", "nilai_pdn"),
    signs=frozenset(
        {
            "kode paket",
            "kode rup",
            "sumber transaksi",
            "nama satuan kerja",
            "status paket",
            "total nilai (rp)",
            "nilai pdn (rp)",
            "metode pengadaan",
            "nama instansi",
        }
    ),
    least_signs=4,
    typed=(
        ("channel", "text"),
        ("package_key", "text"),
        ("title", "text"),
        ("plan_codes", "text"),
        ("vendor_name", "text"),
        ("status", "text"),
        ("pdn_amount", "numeric(20,2)"),
    ),
    stage=_stage,
    domain="package_evidence",
    without_code=True,
    dropped=ALWAYS_DROPPED | frozenset({"nama satuan kerja"}),
)
