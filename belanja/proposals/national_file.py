"""The file that a proposal leaves in, for the owner of the national category: JSON for machines, and rows for a sheet.

Katalog v6 has no etalase: its categories (three levels) are national and opened by their owner. So the file says what
category and KBKI are asked for, with which attributes, and what speaks for it; names of people are not in it.
"""

import json
from datetime import datetime
from typing import Any

import rfc8785

from belanja.documents.sheets import Field, Sheet
from belanja.foundation import text
from belanja.rules.listings import PriceClass, SellerRole
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.evidence import Evidence
from belanja.rules.proposals.national import CODE, PRINT, TO_FILL

from .models import Record

FORMAT = "belanja.usulan-kategori/1"


def written(record: Record) -> bytes:
    """The file of a signed dossier: canonical JSON (RFC 8785). The same dossier, the same bytes."""
    content = json.loads(bytes(record.content))
    dossier = dict(content["dossier"])
    for name in ("contact", "difference"):
        dossier.pop(name)
    evidence = dict(content["evidence"])
    return rfc8785.dumps(
        {
            "format": FORMAT,
            "proposal": content["proposal"],
            "government": content["government"],
            "unit": content["unit"],
            "signed_at": content["signed_at"],
            "record_sha256": record.sha256,
            "category": dossier.pop("category"),
            "kbki": dossier.pop("kbki"),
            "attributes": dossier.pop("attributes"),
            "dossier": dossier,
            "evidence": evidence,
        }
    )


def rows(record: Record) -> list[tuple[str, str]]:
    """The same for a sheet that a person reads: what, and what is said of it."""
    content: dict[str, Any] = json.loads(bytes(record.content))
    dossier, evidence = Dossier.from_json(content["dossier"]), Evidence.from_json(content["evidence"])
    told = [
        (CODE, content["proposal"]),
        ("Pemerintah daerah", content["government"]["name"]),
        ("Pengusul", content["unit"]["name"]),
        ("Ditandatangani", text.date_time(datetime.fromisoformat(content["signed_at"]))),
        (PRINT, record.sha256),
        ("Nama etalase", dossier.name),
        ("Kategori nasional", " > ".join(dossier.category)),
        ("KBKI", ", ".join(dossier.kbki)),
        ("KBLI", ", ".join(dossier.kbli)),
        ("Uraian", dossier.description),
        ("Kelas harga", PriceClass(dossier.price_class).label),
        ("Jenis usaha", ", ".join(SellerRole(one).label for one in dossier.allowed_roles)),
    ]
    told += [(f"Atribut {place}", _attribute(one)) for place, one in enumerate(dossier.attributes, start=1)]
    told += [
        (
            f"RUP {one.year}",
            f"{text.number(one.lines)} paket, {text.rupiah(one.amount)}, {text.number(one.units)} Perangkat Daerah"
            if one.known
            else "belum diketahui: RUP-nya belum dimuat",
        )
        for one in evidence.years
    ]
    return [
        *told,
        (f"Pencarian tanpa hasil, {evidence.search_days} hari", str(evidence.search_times)),
        ("Kebutuhan terbuka", str(len(evidence.needs))),
        ("Usaha di daerah menurut KBLI", f"{evidence.firms}, {evidence.umkk} di antaranya UMKK"),
    ]


def sheet(record: Record) -> Sheet:
    """The rows as a sheet: what, what is said of it, and below it what the owner of the category fills in."""

    def lines() -> list[tuple[str, str, str]]:
        filled = [(label, said, "") for label, said in rows(record)]
        return [*filled, *((label, "", f"diisi pemilik kategori: {about}") for label, about in TO_FILL)]

    return Sheet(
        name="usulan-kategori",
        title="Usulan kategori nasional",
        fields=[Field("hal", "Hal", width=44), Field("isi", "Isi", width=80), Field("petunjuk", "Petunjuk", width=60)],
        rows=lines,
        source=[
            ("Isi", "Usulan etalase yang ditandatangani, dengan bukti yang dihitung Belanja; tanpa nama orang."),
            ("Menjawab", "Isi baris Jawaban sampai Catatan jawaban pada kolom Isi, lalu kirim kembali berkas ini."),
        ],
    )


def _attribute(one: Any) -> str:
    parts = [one.label, one.type.label, *([one.unit] if one.unit else []), *one.allowed]
    return "; ".join([*parts, "wajib" if one.required else "boleh kosong"])
