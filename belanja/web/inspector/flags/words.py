"""Flags and their figures in words, the same on every page and in every file."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from belanja.foundation import text
from belanja.oversight.models import Flag
from belanja.rules import parameters
from belanja.rules.flags.precision import Rate
from belanja.rules.flags.subjects import DocumentKind
from belanja.web.pieces import Cell

SECTION = "inspector:flags"

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


def rate_cell(rate: Rate, *, none: str = text.UNKNOWN) -> Cell:
    """A share with its interval; words where it is of nothing."""
    if rate.share is None:
        return Cell(text=none, words=True)
    low, high = rate.interval
    return Cell(
        text=text.percent(rate.share * 100, 1), sub=f"{text.percent(low * 100, 0)} sampai {text.percent(high * 100, 0)}"
    )
