"""What a feed module says of itself: its columns, how it is recognised, how a row becomes a record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from belanja.intake import values
from belanja.rules.unit_codes import is_sipd

Parser = Callable[[object], Any]
Row = Mapping[str, object]
Clean = dict[str, Any]


class Reject(Exception):
    """A row that does not fit; goes to quarantine with a reason a clerk understands."""

    def __init__(self, reason: str, message: str, column: str = "") -> None:
        super().__init__(message)
        self.reason, self.message, self.column = reason, message, column


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
    #: Consequence shown to the clerk when a feed no longer brings the column.
    if_missing: str = ""

    @property
    def all_spellings(self) -> tuple[str, ...]:
        return (self.name, *self.spellings)


#: A table without the signs of a feed must fit it at least this well.
CLOSE_FIT = 0.6


@dataclass(frozen=True)
class Staged:
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
    #: Feeds without a fiscal year of their own live in year 0.
    yearly: bool = True
    #: Documented columns that we know and drop on purpose (personal or without use): not "unknown".
    dropped: frozenset[str] = frozenset()
    #: The feed has rows whose key repeats rightfully (`Staged.repeats`).
    lines_repeat: bool = False
    #: The feed belongs to no government (the list of etalase).
    national: bool = False

    def match(self, present: frozenset[str]) -> float:
        """How well a set of column names (lower case) fits: 0 no, up to 1. Too few signs are no fit at all."""
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


class Plan:
    """How to read the rows of one table: which of its columns feeds which of ours. Made once per table."""

    def __init__(self, feed: Feed, present: Iterable[str], private_hash: Callable[[str], str]) -> None:
        by_lower = {name.strip().lower(): name for name in present}
        self.feed = feed
        self.missing: list[Column] = []
        self._readers: list[tuple[str, str | None, Parser]] = []
        self._required = tuple(column.name for column in feed.columns if column.required)
        used: set[str] = set()
        for column in feed.columns:
            source = next((by_lower[s] for s in column.all_spellings if s in by_lower and s not in used), None)
            if source is None:
                self.missing.append(column)
            else:
                used.add(source.strip().lower())
            parse = _hashed(column.parse, private_hash) if column.private else column.parse
            self._readers.append((column.name, source, parse))
        self.unknown = sorted(name for name in by_lower if name and name not in feed.known_names)

    def clean(self, row: Row) -> Clean:
        """A row with our names and readable values, in the feed's order. Raises Reject for what cannot be read."""
        get = row.get
        try:
            # An absent column has no source; no row has a cell named None.
            result = {name: parse(get(source)) for name, source, parse in self._readers}  # type: ignore[arg-type]
        except values.BadValue:
            raise self._unreadable(row) from None
        number = result.get("kd_satker")
        if number is not None and not result.get("kd_satker_str") and is_sipd(number):
            # Some feeds write the unit's lasting code where its number belongs.
            result["kd_satker"], result["kd_satker_str"] = None, number
        for name in self._required:
            if result[name] is None or result[name] == "":
                column = self._source(name)
                raise Reject("value_missing", f"Kolom {column} kosong, padahal wajib diisi.", column)
        return result

    def salvage(self, row: Row) -> Clean:
        """What can be read of a row that was rejected, for the quarantine: same columns, raw text where unreadable
        (never of an official)."""
        result: Clean = {}
        for column, (name, source, parse) in zip(self.feed.columns, self._readers, strict=True):
            cell = row.get(source) if source is not None else None
            try:
                result[name] = parse(cell)
            except values.BadValue:
                result[name] = None if column.private else values.text(cell)
        return result

    def _unreadable(self, row: Row) -> Reject:
        """Which column it was: found only now, so that readable rows pay nothing for it."""
        for name, source, parse in self._readers:
            try:
                parse(row.get(source) if source is not None else None)
            except values.BadValue as bad:
                return Reject("bad_value", f"Kolom {source or name}: {bad}.", source or name)
        return Reject("bad_value", "Baris tidak dapat dibaca.")

    def _source(self, wanted: str) -> str:
        return next((source or name for name, source, _parse in self._readers if name == wanted), wanted)


def _hashed(parse: Parser, private_hash: Callable[[str], str]) -> Parser:
    def read(cell: object) -> str | None:
        value = parse(cell)
        return None if value is None else private_hash(str(value))

    return read
