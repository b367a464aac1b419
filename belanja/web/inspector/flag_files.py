"""Flags as words and as files: what both the pages and the sheets say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.foundation import clock, text
from belanja.oversight.models import Flag
from belanja.rules import parameters
from belanja.rules.channels import Channel
from belanja.rules.flags.subjects import DocumentKind
from belanja.rules.money import ZERO
from belanja.web.pieces import Cell

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,8})?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

#: Facts of subjects (rules.flags.subjects) in words; figures of indicators are Indonesian already.
FACTS: Mapping[str, str] = {
    "day": "hari", "amount": "nilai", "opened_at": "keranjang dibuka", "agreed_at": "disepakati",
    "offered_at": "tawaran terakhir", "rounds": "putaran negosiasi", "listed_goods": "barang pada harga tayang",
    "agreed_goods": "barang pada harga disepakati", "reasons": "alasan tertulis", "scale": "skala usaha",
    "firm_since": "terdaftar sejak", "bars": "sanksi", "parts": "peran", "buyer_role": "peran pembeli",
    "determined": "ditetapkan PA/KPA", "plan_named": "menyebut kode RUP", "plan": "paket RUP",
    "accounts": "kode rekening", "signed_on": "tanda tangan", "sent_on": "dikirim", "arrived_on": "tiba",
    "first_received_on": "serah terima pertama", "received_on": "serah terima", "due_on": "jatuh tempo",
    "pieces": "jumlah barang", "penalty": "denda", "paid_on": "dibayar", "delivered": "sudah tiba",
    "ended": "sudah selesai", "state_since": "keadaan sejak", "first_total": "nilai semula", "raised_on": "ditambah",
    "addenda_known": "adendum diketahui", "order": "pesanan", "ordered_at": "dipesan", "quantity": "jumlah",
    "unit_price": "harga satuan", "listed_price": "harga tayang", "landed_price": "harga sampai di tempat",
    "goods": "harga barang", "freight": "ongkos kirim", "standard_price": "standar harga",
    "curve": "riwayat harga tayang", "like_prices": "harga sejenis", "freight_parts": "bagian ongkos kirim lain",
    "alternatives": "penawaran lain", "tkdn": "TKDN", "pdn": "kelas PDN", "listed_at": "tayang",
    "older_alike": "sejenis yang lebih dulu", "made_abroad": "buatan luar negeri", "certificate": "sertifikat",
    "claims_known": "klaim diketahui", "label_changes": "label diubah", "same": "yang sama",
    "rivals": "penyedia lain", "peers": "pembanding", "former": "tahun sebelumnya", "last": "hari terakhir",
    "kinds": "ragam barang", "firms": "penyedia etalase", "single_since": "satu penyedia sejak", "ceiling": "pagu",
    "records": "catatan", "planned": "RUP terumumkan", "budget": "belanja pengadaan",
    "former_budget": "belanja pengadaan semula", "change_document": "dokumen perubahan", "listed_on": "tayang",
    "first_bought_on": "pertama dibeli", "last_bought_on": "terakhir dibeli", "left_on": "turun tayang",
    "buyers": "pembeli", "role": "jenis pelaku usaha", "stock": "stok", "price": "harga",
    "maker_price": "harga prinsipal", "kbki": "KBKI", "shelf_groups": "golongan etalase",
    "domestic": "disebut dalam negeri", "imported": "disebut impor", "other": "usaha lain", "ties": "ciri yang sama",
    "meet": "bertemu", "alike": "barang sejenis", "since": "sejak", "offer": "penawaran", "firm": "penyedia",
    "found": "ada", "active": "aktif", "announced_on": "diumumkan", "epurchasing": "e-Purchasing",
    "small_firm": "usaha kecil", "units": "satuan kerja", "channel": "kanal", "key": "nomor", "total": "nilai",
    "linked": "tertaut", "kind": "jenis", "label": "nama", "until": "sampai", "claimed": "TKDN yang diklaim",
    "number": "nomor", "valid_to": "berlaku sampai", "registered": "TKDN terdaftar",
    "in_region": "melayani tempat itu", "kebutuhan": DocumentKind.NEED.label,
    "usulan_etalase": DocumentKind.PROPOSAL.label, "pendampingan": DocumentKind.ONBOARDING.label,
}  # fmt: skip


def amount(written: str) -> Decimal:
    """An exact amount of the evidence."""
    return Decimal(written)


def told(written: str) -> str:
    """A frozen value for the eye: amounts, days and moments as everywhere."""
    if _MOMENT.match(written):
        moment = datetime.fromisoformat(written)
        return text.date_time(moment if moment.tzinfo else moment.replace(tzinfo=clock.WIB))
    if _DAY.fullmatch(written):
        return text.long_date(date.fromisoformat(written))
    if _NUMBER.fullmatch(written):
        value = Decimal(written)
        return text.number(value, 0 if value == value.to_integral_value() else 2)
    return written


def threshold_cell(key: str) -> Cell:
    """The name of a dated value, with its key."""
    seed = parameters.BY_KEY.get(key)
    return Cell(text=seed.label if seed is not None else key, sub=key if seed is not None else "")


def since_words(day: date) -> str:
    """From which day a value holds."""
    return text.long_date(day) if day != parameters.LONG_AGO else "sejak awal"


def state_words(row: Flag) -> str:
    """How a flag stands, in words."""
    if row.gone_at is not None:
        return f"tidak lagi bertanda sejak {text.long_date(row.gone_at)}"
    if row.answered_by:
        return "dijawab di muka"
    return "perlu klarifikasi" if row.shown else "perlu klarifikasi, diam"


def flags(found: QuerySet[Flag], question: str) -> Sheet:
    """Flags of one question, whole; officials are never named in it."""

    def rows() -> Iterator[list[Value]]:
        for row in found.iterator(chunk_size=2000):
            yield [
                row.indicator,
                row.version,
                row.subject_kind,
                row.subject_key,
                Channel(row.channel).label if row.channel else "",
                row.unit.code if row.unit is not None else "",
                row.unit.name if row.unit is not None else "",
                row.firm.name if row.firm is not None else "",
                row.plan_code,
                row.occurred_on,
                row.amount if row.amount is not None else ZERO,
                "ya" if row.strong else "tidak",
                row.answered_by,
                state_words(row),
                row.found_at,
                row.said,
            ]

    return Sheet(
        name="tanda",
        title=question,
        fields=[
            Field("indikator", "Indikator", Kind.CODE, 32),
            Field("versi", "Versi", Kind.COUNT),
            Field("jenis", "Jenis pokok"),
            Field("pokok", "Pokok", Kind.CODE, 40),
            Field("kanal", "Kanal"),
            Field("kode_unit", "Kode unit", Kind.CODE),
            Field("unit", "Satuan kerja", width=40),
            Field("penyedia", "Penyedia", width=40),
            Field("kode_rup", "Kode RUP", Kind.CODE),
            Field("hari", "Hari", Kind.DAY),
            Field("nilai", "Nilai", Kind.MONEY),
            Field("kuat", "Tanda kuat"),
            Field("dijawab", "Dijawab di muka oleh", Kind.CODE),
            Field("keadaan", "Keadaan"),
            Field("ditemukan", "Ditemukan", Kind.MOMENT),
            Field("sidik", "Sidik jawaban", Kind.CODE, 64),
        ],
        rows=rows,
        source=[("Isi", "Tanda adalah pertanyaan yang perlu klarifikasi, bukan kesimpulan")],
    )


def evidence_orders(rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """The orders of a group as they were frozen, whole."""

    def lines() -> Iterator[list[Value]]:
        for row in rows:
            yield [row["key"], date.fromisoformat(row["day"]), row.get("firm", ""), row.get("unit", ""),
                   amount(row["total"])]  # fmt: skip

    return Sheet(
        name="bukti-tanda",
        title="Pesanan yang dilihat bersama",
        fields=[
            Field("pesanan", "Pesanan", Kind.CODE, 32),
            Field("hari", "Hari", Kind.DAY),
            Field("penyedia", "Nomor penyedia", Kind.CODE),
            Field("unit", "Nomor satuan kerja", Kind.CODE),
            Field("nilai", "Nilai", Kind.MONEY),
        ],
        rows=lines,
        source=[("Isi", "Pesanan sebagaimana dibekukan bersama tandanya")],
    )
