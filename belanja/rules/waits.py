"""Working days of a purchase: between which moments they are counted, whose waiting they are, what cannot be told.

Pure data. Definitions are dated rows with their meaning in plain words; whoever shows a figure shows them beside it.
Days are counted by `working_days`: the day on which something begins does not count, the one on which it ends does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from math import ceil

from .channels import Channel
from .parameter_rows import LONG_AGO

#: The rows with the upper ends of the value bands, and the one with the fewest orders of which a median is told.
BAND_KEYS = ("waktu.pita.1", "waktu.pita.2", "waktu.pita.3")
LEAST_KEY = "beli.bayar.contoh"
#: Below this share of the orders a figure is "the 90th percentile".
NINETY = Decimal("0.9")


class Moment(IntEnum):
    """The moments of a purchase between which days are counted, in their order."""

    PLANNED = 1
    ORDERED = 2
    SIGNED = 3
    RECEIVED = 4
    PAID = 5

    @property
    def label(self) -> str:
        return ("", "RUP diumumkan", "Pesanan dibuat", "Ditandatangani kedua pihak", "Serah terima selesai", "Dibayar")[
            self.value
        ]


class Whose(StrEnum):
    """Whose waiting a stretch counts. The unit's is all that is not the firm's: both add up to the whole."""

    ALL = "semua"
    UNIT = "unit"
    FIRM = "penyedia"


class Gap(IntEnum):
    """Why an order has no days in a stretch. Each is told with its number of orders, never as zero days."""

    NONE = 0
    NOT_YET = 1
    NO_PLAN_DAY = 2
    SOURCE_SILENT = 3
    REVERSED = 4
    CALL_OFF = 5

    @property
    def label(self) -> str:
        return (
            "",
            "belum sampai tahap itu",
            "tanpa tanggal pengumuman RUP",
            "sumber tanpa tanggal",
            "tanggal terbalik",
            "pesanan bertahap",
        )[self.value]


@dataclass(frozen=True)
class Stretch:
    """One way of counting days. `number` is its place in what is kept and never given to another."""

    number: int
    code: str
    label: str
    start: Moment
    end: Moment
    whose: Whose
    meaning: str
    version: int = 1
    valid_from: date = LONG_AGO
    legal_basis: str = "belanja-kebijakan-data"


_PLAN = "sejak hari paket diumumkan di RUP (pengumuman pertama yang diketahui)"
_OURS = "Selama giliran unit: dihitung dari tahap yang menunggu PP, PPK, PA/KPA, penerima barang, atau bendahara."
_FIRMS = "Selama giliran penyedia: menjawab tawaran, menandatangani, mengirim, menandatangani BAST, atau menagih."

STRETCHES: tuple[Stretch, ...] = (
    Stretch(1, "rencana_tanda_tangan", "Rencana sampai tanda tangan", Moment.PLANNED, Moment.SIGNED, Whose.ALL,
            f"Hari kerja {_PLAN} sampai hari kedua pihak menandatangani pesanan."),
    Stretch(2, "rencana_serah_terima", "Rencana sampai serah terima", Moment.PLANNED, Moment.RECEIVED, Whose.ALL,
            f"Hari kerja {_PLAN} sampai BAST yang menyelesaikan serah terima."),
    Stretch(3, "rencana_bayar", "Rencana sampai dibayar", Moment.PLANNED, Moment.PAID, Whose.ALL,
            f"Hari kerja {_PLAN} sampai pembayaran terakhir."),
    Stretch(4, "pesan_tanda_tangan", "Pesanan sampai tanda tangan", Moment.ORDERED, Moment.SIGNED, Whose.ALL,
            "Hari kerja sejak pesanan dibuat sampai kedua pihak menandatanganinya."),
    Stretch(5, "pesan_tanda_tangan_unit", "Pesanan sampai tanda tangan, giliran unit", Moment.ORDERED, Moment.SIGNED,
            Whose.UNIT, _OURS),
    Stretch(6, "pesan_tanda_tangan_penyedia", "Pesanan sampai tanda tangan, giliran penyedia", Moment.ORDERED,
            Moment.SIGNED, Whose.FIRM, _FIRMS),
    Stretch(7, "tanda_tangan_serah_terima", "Tanda tangan sampai serah terima", Moment.SIGNED, Moment.RECEIVED,
            Whose.ALL, "Hari kerja sejak kedua pihak menandatangani sampai BAST yang menyelesaikan serah terima."),
    Stretch(8, "tanda_tangan_serah_terima_unit", "Tanda tangan sampai serah terima, giliran unit", Moment.SIGNED,
            Moment.RECEIVED, Whose.UNIT, _OURS),
    Stretch(9, "tanda_tangan_serah_terima_penyedia", "Tanda tangan sampai serah terima, giliran penyedia",
            Moment.SIGNED, Moment.RECEIVED, Whose.FIRM, _FIRMS),
    Stretch(10, "serah_terima_bayar", "Serah terima sampai dibayar", Moment.RECEIVED, Moment.PAID, Whose.ALL,
            "Hari kerja sejak BAST terakhir sampai pembayaran terakhir yang tercatat atau cocok dengan register SP2D."),
    Stretch(11, "serah_terima_bayar_unit", "Serah terima sampai dibayar, giliran unit", Moment.RECEIVED, Moment.PAID,
            Whose.UNIT, _OURS),
    Stretch(12, "serah_terima_bayar_penyedia", "Serah terima sampai dibayar, giliran penyedia", Moment.RECEIVED,
            Moment.PAID, Whose.FIRM, _FIRMS),
    Stretch(13, "pesan_serah_terima", "Pesanan sampai serah terima", Moment.ORDERED, Moment.RECEIVED, Whose.ALL,
            "Hari kerja sejak pesanan dibuat sampai serah terima selesai; untuk Katalog v5 sampai hari terakhir "
            "pesanan yang sudah selesai itu diubah."),
)  # fmt: skip
BY_CODE: Mapping[str, Stretch] = {one.code: one for one in STRETCHES}
PAYING = BY_CODE["serah_terima_bayar"]

#: Which moments each channel's source tells. What is not named here is `SOURCE_SILENT`; SPSE
#: is no e-Purchasing. Whose turn it was only Belanja's own orders tell.
TOLD: Mapping[Channel, frozenset[Moment]] = {
    Channel.NATIVE: frozenset(Moment),
    Channel.V5: frozenset({Moment.PLANNED, Moment.ORDERED, Moment.RECEIVED}),
    Channel.V6: frozenset({Moment.PLANNED, Moment.ORDERED, Moment.SIGNED}),
    Channel.TOKO_DARING: frozenset({Moment.PLANNED, Moment.ORDERED}),
}


@dataclass(frozen=True)
class Band:
    """Orders worth more than `over` and at most `upto` rupiah (None: without end)."""

    over: Decimal
    upto: Decimal | None


def band_of(amount: Decimal, ends: Sequence[Decimal]) -> Band:
    """The band of an amount; `ends` are the upper ends in rising order."""
    below = [end for end in ends if end < amount]
    above = [end for end in ends if end >= amount]
    return Band(max(below, default=Decimal(0)), min(above, default=None))


@dataclass(frozen=True)
class Spread:
    """`count` orders: the fewest working days within which at least half, and at least nine in ten of them were done.
    None where nothing was counted."""

    count: int
    median: int | None
    ninetieth: int | None


def spread_of(days: Mapping[int, int]) -> Spread:
    """The spread of a histogram: orders by working days."""
    count = sum(days.values())
    return Spread(count, _within(days, ceil(count * Decimal("0.5"))), _within(days, ceil(count * NINETY)))


def _within(days: Mapping[int, int], wanted: int) -> int | None:
    seen = 0
    for day in sorted(days):
        seen += days[day]
        if wanted and seen >= wanted:
            return day
    return None
