"""The register of payment orders (SP2D) of a regional finance system: what its columns may hold, and when one of its
rows is a payment that is known here. Systems spell their registers differently; people explain a heading once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..decisions import RuleBroken
from ..headings import likeness, tidied
from ..money import ZERO
from ..written import rupiah

#: Names this much alike are taken for one firm, where the amount agrees too.
ALIKE = 0.75
_FORMS = re.compile(r"\b(pt|cv|ud|pd|tb|toko|koperasi|kop|tbk|persero|firma|fa)\b")


class Meaning(StrEnum):
    """What a column of a register holds."""

    NUMBER = "nomor"
    DAY = "tanggal"
    AMOUNT = "nilai"
    FIRM = "penerima"
    ACCOUNT = "rekening"
    UNIT_CODE = "kode_unit"
    UNIT_NAME = "nama_unit"
    WORDS = "uraian"
    KIND = "jenis"
    YEAR = "tahun"
    IGNORED = "abaikan"

    @property
    def label(self) -> str:
        return {
            "nomor": "Nomor SP2D",
            "tanggal": "Tanggal SP2D",
            "nilai": "Nilai",
            "penerima": "Nama penerima",
            "rekening": "Nomor rekening penerima",
            "kode_unit": "Kode unit",
            "nama_unit": "Nama unit",
            "uraian": "Uraian",
            "jenis": "Jenis SP2D",
            "tahun": "Tahun anggaran",
            "abaikan": "tidak dipakai",
        }[self.value]


#: Headings as SIPD and regions write them, tidied.
HEADINGS: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.NUMBER: ("nomor sp2d", "no sp2d", "nomor dokumen", "no dokumen", "nomor bukti", "bukti cair"),
    Meaning.DAY: ("tanggal sp2d", "tgl sp2d", "tanggal", "tanggal pencairan", "tanggal cair", "tgl cair"),
    Meaning.AMOUNT: ("nilai sp2d", "nilai", "jumlah", "jumlah rp", "nilai bruto", "nilai realisasi", "rupiah"),
    Meaning.FIRM: (
        "nama penerima",
        "penerima",
        "nama rekanan",
        "pihak ketiga",
        "nama pihak ketiga",
        "rekanan",
        "dibayarkan kepada",
    ),
    Meaning.ACCOUNT: ("nomor rekening", "no rekening", "nomor rekening penerima", "rekening penerima", "norek"),
    Meaning.UNIT_CODE: ("kode skpd", "kode unit", "kode opd", "kode sub skpd"),
    Meaning.UNIT_NAME: ("nama skpd", "skpd", "opd", "perangkat daerah", "nama sub skpd", "unit"),
    Meaning.WORDS: ("uraian", "keterangan", "keperluan", "untuk keperluan"),
    Meaning.KIND: ("jenis sp2d", "jenis", "jenis spm", "jenis belanja sp2d"),
    Meaning.YEAR: ("tahun", "tahun anggaran"),
}
_NEEDED = (Meaning.NUMBER, Meaning.DAY, Meaning.AMOUNT)


def check_headings(meanings: Mapping[str, Meaning]) -> None:
    """Whether these columns make a register. RuleBroken 422 with what is missing or double."""
    given = [meaning for meaning in meanings.values() if meaning is not Meaning.IGNORED]
    double = next((meaning for meaning in given if given.count(meaning) > 1), None)
    if double is not None:
        raise RuleBroken("heading_double", f"Hanya satu kolom dapat berarti {double.label.lower()}.")
    missing = [one.label.lower() for one in _NEEDED if one not in given]
    if missing:
        raise RuleBroken("heading_missing", f"Tunjukkan kolom {', '.join(missing)}.")


class RowKind(StrEnum):
    """What a payment order is for (Permendagri 77/2020). One of kind GU refills the treasurer's cash after he has paid
    several bills out of it."""

    DIRECT = "ls"
    REFILL = "gu"
    CASH = "up"
    EXTRA = "tu"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        return {
            "ls": "LS (langsung)",
            "gu": "GU (ganti uang persediaan)",
            "up": "UP (uang persediaan)",
            "tu": "TU (tambahan uang persediaan)",
            "": "tidak disebut",
        }[self.value]

    @property
    def of_cash(self) -> bool:
        """Whether the treasurer pays firms out of it, so that its row names him and not them."""
        return self in {RowKind.REFILL, RowKind.CASH, RowKind.EXTRA}


def row_kind(written: str, number: str) -> RowKind:
    """The kind as its own column or, without one, a part of the number says (`0042/SP2D/GU/2026`)."""
    for text in (written, number):
        parts = set(re.split(r"[^a-z]+", text.lower()))
        found = next((kind for kind in RowKind if kind and kind.value in parts), None)
        if found is not None:
            return found
    return RowKind.UNKNOWN


@dataclass(frozen=True)
class Share:
    """What of a row goes to one payment: `gross` is the most that it can be, `amounts` what a register may state."""

    amount: Decimal
    gross: Decimal
    amounts: frozenset[Decimal]

    @property
    def stated(self) -> bool:
        """Whether it is one of the sums under which a register may list the payment."""
        return self.amount in self.amounts


def check_shares(left: Decimal, shares: Sequence[Share]) -> None:
    """Whether a row that has `left` rupiah left may be shared out so. Raises RuleBroken: 422 for nothing, for a share
    that is nothing or more than its bill, 409 for more than is left."""
    if not shares or any(share.amount <= 0 for share in shares):
        raise RuleBroken("share_amount", "Isi nilai di atas nol untuk sedikitnya satu tagihan.")
    if any(share.amount > share.gross for share in shares):
        raise RuleBroken("share_too_much", "Bagian satu tagihan tidak boleh melebihi yang ditagih.")
    asked = sum((share.amount for share in shares), ZERO)
    if asked > left:
        raise RuleBroken(
            "row_too_small",
            f"Jumlah bagiannya {rupiah(asked)}, sedangkan sisa baris ini {rupiah(left)}.",
            status=409,
        )


@dataclass(frozen=True)
class Waiting:
    """A payment that waits for its row. `amounts`: what a register may state of it: gross, less what was held back,
    or net of tax too. `accounts`: marks of accounts to which its firm was paid before."""

    number: str
    firm: str
    amounts: frozenset[Decimal]
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Registered:
    """A row of the register; `account` is a mark, never the number."""

    number: str
    firm: str
    amount: Decimal
    account: str = ""


@dataclass(frozen=True)
class Likely:
    """How well a row and a payment go together: `certain` by itself is enough, where it is the only one on both sides;
    `words`: what agrees and what does not."""

    certain: bool
    weight: int
    words: tuple[str, ...]


def compare(row: Registered, payment: Waiting) -> Likely | None:
    """None where nothing speaks for it. Certain: the amount agrees, and the number, the account or the firm's name."""
    number = bool(payment.number) and _number(row.number) == _number(payment.number)
    amount = row.amount in payment.amounts
    account = bool(row.account) and row.account in payment.accounts
    near = bool(row.firm) and likeness(firm_key(row.firm), firm_key(payment.firm)) >= ALIKE
    if not (number or (amount and (account or near)) or (amount and not row.firm) or (near and account)):
        return None
    words = [
        *(["nomor sama"] if number else []),
        "nilai sama" if amount else f"nilai berbeda ({rupiah(row.amount)})",
        *(["rekening sama dengan pembayaran terdahulu"] if account else []),
        *(["nama penerima sama"] if near else ["nama penerima berbeda"] if row.firm else []),
    ]
    weight = 8 * number + 4 * amount + 2 * account + near
    return Likely(amount and (number or account or near), weight, tuple(words))


def firm_key(name: str) -> str:
    """A firm's name without its legal form."""
    return " ".join(_FORMS.sub(" ", tidied(name)).split()) or tidied(name)


def _number(written: str) -> str:
    return re.sub(r"[^0-9a-z]", "", written.lower())
