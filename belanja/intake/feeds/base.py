"""What a feed module says of itself: its columns, how it is recognised, how a row becomes a record."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple

from belanja.intake import values

Parser = Callable[[object], Any]
Row = Mapping[str, object]
Clean = dict[str, Any]


_accepting: ContextVar[bool] = ContextVar("accepting", default=False)


class Reject(Exception):
    """A row that does not fit; goes to quarantine with a reason a clerk understands."""

    def __init__(self, reason: str, message: str, column: str = "") -> None:
        super().__init__(message)
        self.reason, self.message, self.column = reason, message, column


def doubt(reason: str, message: str, column: str = "") -> None:
    """Raise Reject for a row that could be loaded but should not be: only two people together may accept it."""
    if not _accepting.get():
        raise Reject(reason, message, column)


@contextmanager
def accepting() -> Iterator[None]:
    """Within it doubtful rows are taken as they are: they were accepted by two people, or are on record."""
    token = _accepting.set(True)
    try:
        yield
    finally:
        _accepting.reset(token)


@dataclass(frozen=True)
class Column:
    """A column we keep, under our name, with the spellings that feeds use for it (compared without case).

    `required`: a row without it goes to quarantine. `private`: replaced at the door by a keyed hash, so that
    the same official can be recognised without being known. Columns not listed are dropped; they may hold
    personal data.
    """

    name: str
    parse: Parser
    spellings: tuple[str, ...] = ()
    required: bool = False
    private: bool = False
    #: Of a private column: which values are nobody's and stay readable (names of firms).
    public: Callable[[str], bool] | None = None
    #: Consequence shown to the clerk when a feed no longer brings the column.
    if_missing: str = ""

    @property
    def all_spellings(self) -> tuple[str, ...]:
        return (self.name, *self.spellings)


#: A table without the signs of a feed must fit it at least this well.
CLOSE_FIT = 0.6


class Staged(NamedTuple):
    """What one record puts into the staging table beside its payload."""

    key: str
    year: int | None
    amount: str | None
    typed: tuple[Any, ...]
    #: Orders versions of one key inside a pull: the greatest is the latest.
    version: str = ""
    #: Whether different rows may rightfully have this key (order lines of one product): each is a row of its own.
    repeats: bool = False


@dataclass(frozen=True)
class Feed:
    """One national feed. A new one is a module with one of these, listed in `feeds.ALL`."""

    name: str
    label: str
    #: Order in which feeds of one run are applied: institutions, then plans, then orders.
    rank: int
    columns: tuple[Column, ...]
    #: Names of the columns that the figures rest on; shown to whoever asks what a file must hold.
    identity: tuple[str, ...]
    #: Names, as feeds spell them, that no other national data set has together; `least_signs` of them make a file
    #: this feed. None of them is a must: a feed that loses a column is still the same feed.
    signs: frozenset[str]
    #: Typed columns of the staging table: (name, SQL type), filled by `stage`.
    typed: tuple[tuple[str, str], ...]
    stage: Callable[[Clean], Staged]
    #: Applies the changes of a scope to the domain: see `intake.apply`.
    domain: str
    least_signs: int = 3
    #: Columns that another data set of the same shape has: a file with one of them is not this feed.
    never: frozenset[str] = frozenset()
    #: Feeds without a fiscal year of their own live in year 0.
    yearly: bool = True
    #: Documented columns that we know and drop on purpose (personal or without use): not "unknown".
    dropped: frozenset[str] = frozenset()
    #: The feed has rows whose key repeats rightfully (`Staged.repeats`).
    lines_repeat: bool = False
    #: Rows that are alike in everything are still rows of their own (account lines, receipts).
    exact_repeats: bool = False
    #: The feed belongs to no government (the list of etalase).
    national: bool = False
    #: The feed names its government but never its code, which whoever imports it gives.
    without_code: bool = False

    def match(self, present: frozenset[str]) -> float:
        """How well a set of column names (lower case) fits: 0 no, up to 1. Too few signs are no fit at all."""
        if self.never & present:
            return 0.0
        known = sum(not present.isdisjoint(column.all_spellings) for column in self.columns)
        recognised = sum(name in self.known_names for name in present)
        fit = (known / len(self.columns) + recognised / max(1, len(present))) / 2
        has_signs = len(self.signs & present) >= self.least_signs
        # A short table has few signs; with the columns that make the feed, and little that is foreign, it is it.
        return fit if has_signs or (fit >= CLOSE_FIT and self._has_identity(present)) else 0.0

    def _has_identity(self, present: frozenset[str]) -> bool:
        by_name = {column.name: column for column in self.columns}
        return not any(present.isdisjoint(by_name[name].all_spellings) for name in self.identity)

    @property
    def known_names(self) -> frozenset[str]:
        return frozenset(s for column in self.columns for s in column.all_spellings) | self.dropped


#: Columns that nearly every feed has.
GOVERNMENT = (
    Column("kd_klpd", values.government, ("kode_klpd",)),
    Column("nama_klpd", values.name, ("nama_instansi", "klpd")),
    Column("jenis_klpd", values.word, ("jenis_instansi",)),
)
UNIT = (
    Column("kd_satker", values.unit_code, ("satker_id", "idsatker")),
    Column("kd_satker_str", values.unit_code, ("kode_satker", "kodesatker")),
    Column("nama_satker", values.name, ("namasatker",)),
)
YEAR = Column("tahun", values.year, ("tahun_anggaran", "tahunanggaran", "fiscal_year"))

#: Personal or useless columns that feeds are known to bring.
ALWAYS_DROPPED = frozenset(
    "kd_rup_lokal id_rup_client alamat telepon fax kodepos alamat_satker npwp_satker kd_user_pokja "
    "no_telp_user_pokja email_user_pokja kd_user_ppk jabatan_ppk deskripsi catatan_produk nama_ppk ppk "
    "username_ppk username nama_pemesan last_update_ref _event_date __index_level_0__ nama_klpd".split()
)

#: Before the keyed mark that stands for a person's name where a firm's could stand.
PERSON = "orang:"
