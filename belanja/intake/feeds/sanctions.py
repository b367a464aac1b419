"""Daftar Hitam: the national list of sanctioned providers, as its site exports it (30 columns).

Persons stand beside firms: their names become keyed marks, addresses are dropped. Most rows say "0 Years" where the
end of the sanction is meant; the end is `tanggal_selesai`, else the duration where it is more than nothing.
"""

import re
from datetime import date

from belanja.intake import values
from belanja.rules import firms

from . import orders, spse
from .base import ALWAYS_DROPPED, PERSON, Clean, Column, Feed, Staged

_YEARS = re.compile(r"(\d{1,2})\s*(?:years?|tahun)", re.IGNORECASE)


def _end(row: Clean) -> str | None:
    if row["tanggal_selesai"]:
        return str(row["tanggal_selesai"])
    found = _YEARS.match(row["durasi"] or "")
    if not found or int(found[1]) == 0 or not row["tanggal_berlaku"]:
        return None
    start = date.fromisoformat(row["tanggal_berlaku"])
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return start.replace(year=start.year + int(found[1]), day=day).isoformat()


def _number(cell: object) -> str | None:
    """A licence number (NIB); None where the export masks it."""
    written = values.code(cell)
    return None if written is None or "*" in written else written


def _stage(row: Clean) -> Staged:
    name = row["penyedia"] or ""
    person = name.startswith(PERSON)
    itself = "|".join(
        str(row[part] or "") for part in ("penyedia", "nomor_sk", "tanggal_berlaku", "nama_paket", "buyer", "hps")
    )
    return Staged(
        values.digest(itself),
        None,
        None,
        (
            "" if person else name[:200],
            name.removeprefix(PERSON) if person else "",
            ";".join(orders.refs(nib=row["nib"], npwp=row["npwp"])),
            (row["status"] or "")[:20],
            row["tanggal_berlaku"],
            _end(row),
            (row["nomor_sk"] or "")[:120],
            " · ".join(part for part in (row["jenis_pelanggaran"], row["uraian_pelanggaran"]) if part),
            (row["provinsi"] or "")[:80],
            (row["kabupaten"] or "")[:120],
            (row["buyer"] or "")[:200],
        ),
    )


FEED = Feed(
    name="sanctions",
    label="Daftar Hitam",
    rank=22,
    columns=(
        Column("penyedia", values.name, required=True, private=True, public=firms.is_firm_name),
        Column("jenis_penyedia", values.word, ("organization/individual",)),
        Column("nomor_sk", values.text, required=False),
        Column("tanggal_berlaku", values.day),
        Column("tanggal_status", values.day),
        Column("tanggal_selesai", values.day),
        Column("durasi", values.word, ("durasi_sanksipenyedia",)),
        Column("durasi_penayangan", values.word),
        Column("status", values.word),
        Column("npwp", spse.tax_number, ("npwp_penyedia",), private=True),
        Column("nib", _number, ("nib_penyedia",)),
        Column("provinsi", values.word, ("provinci",)),
        Column("kabupaten", values.word, ("kota/kabupaten",)),
        Column("jenis_pelanggaran", values.text),
        Column("uraian_pelanggaran", values.text, ("deskripsi_pelanggaran",)),
        Column("buyer", values.name, ("k/l/pd",)),
        Column("nama_paket", values.text),
        Column("hps", values.amount),
    ),
    identity=("penyedia", "tanggal_berlaku", "status"),
    signs=frozenset(
        {
            "penyedia",
            "nomor_sk",
            "tanggal_berlaku",
            "tanggal_status",
            "durasi_sanksipenyedia",
            "jenis_pelanggaran",
            "deskripsi_pelanggaran",
            "durasi_penayangan",
            "dokumen_surat_keputusan",
            "organization/individual",
        }
    ),
    least_signs=4,
    typed=(
        ("name", "text"),
        ("mark", "text"),
        ("refs", "text"),
        ("status", "text"),
        ("valid_from", "date"),
        ("valid_to", "date"),
        ("decree", "text"),
        ("violation", "text"),
        ("province", "text"),
        ("region_name", "text"),
        ("buyer", "text"),
    ),
    stage=_stage,
    domain="sanctions",
    yearly=False,
    national=True,
    dropped=ALWAYS_DROPPED
    | frozenset(
        {
            "url",
            "aski",
            "alamat_penyedia",
            "dokumen_surat_keputusan",
            "nomor_paket",
            "paket",
            "keterangan_tambahan",
            "id_rup/tender",
            "jenis_pengadaan",
            "satuan_kerja_(satker)",
            "pagu",
            "tahun_anggaran",
        }
    ),
)
