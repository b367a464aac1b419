"""How the rows of one table are read: which of its columns feeds which of ours, and what each cell comes to.

Reading is most of an import's work in Python, so a row is read with as few steps as its columns allow: a cell that
recurs (names, dates, words, codes of units and firms) is read once and remembered together with its text in JSON,
so that the payload of a row is put together from ready pieces.
"""

import json
from collections.abc import Callable, Iterable
from json.encoder import encode_basestring
from operator import getitem
from typing import Any

from belanja.intake import values
from belanja.rules.unit_codes import is_sipd

from .base import PERSON, Clean, Column, Feed, Parser, Reject, Row

Pair = tuple[Any, str]
"""A value and its text in JSON."""

#: So many different cells of a column are remembered at a time.
_REMEMBERED = 4_096
#: A column is looked at again after so many rows: where more than half of the cells were new, remembering is vain.
_TRIAL = 2_000

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Plan:
    """How to read the rows of one table. Made once per table, and again when a row brings a column not seen before."""

    def __init__(self, feed: Feed, present: Iterable[str], private_hash: Callable[[str], str]) -> None:
        by_lower = {name.strip().lower(): name for name in present}
        self.feed = feed
        self.missing: list[Column] = []
        self._parsers: list[tuple[str, str | None, Parser]] = []
        self._required = tuple(column.name for column in feed.columns if column.required)
        used: set[str] = set()
        for column in feed.columns:
            source = next((by_lower[s] for s in column.all_spellings if s in by_lower and s not in used), None)
            if source is None:
                self.missing.append(column)
            else:
                used.add(source.strip().lower())
            parse = _hashed(column, private_hash) if column.private else column.parse
            self._parsers.append((column.name, source, parse))
        self.unknown = sorted(name for name in by_lower if name and name not in feed.known_names)
        self._names = tuple(name for name, _source, _parse in self._parsers)
        self._sources = tuple(source for _name, source, _parse in self._parsers)
        self._recalls: list[_Recall | _Anew] = [_Recall(parse) for _name, _source, parse in self._parsers]
        self._payload = "{" + ",".join(f"{encode_basestring(name)}:%s" for name in self._names) + "}"
        self._rows = 0

    def read(self, row: Row) -> tuple[Clean, str]:
        """A row with our names and readable values, in the feed's order, and the same as JSON. Raises Reject for
        what cannot be read."""
        try:
            # An absent column has no source; no row has a cell named None.
            found = list(map(getitem, self._recalls, map(row.get, self._sources)))  # type: ignore[arg-type]
        except TypeError:  # a cell that cannot be looked up
            found = self._read_one_by_one(row)
        except values.BadValue:
            raise self._unreadable(row) from None
        self._rows += 1
        if self._rows % _TRIAL == 0:
            self._look_again()
        cells, texts = zip(*found, strict=True)
        clean = dict(zip(self._names, cells, strict=True))
        number = clean.get("kd_satker")
        if number is not None and not clean.get("kd_satker_str") and is_sipd(number):
            # Some feeds write the unit's lasting code where its number belongs.
            clean["kd_satker"], clean["kd_satker_str"] = None, number
            texts = tuple(map(_json, clean.values()))
        for name in self._required:
            if clean[name] is None or clean[name] == "":
                column = self._source(name)
                raise Reject("value_missing", f"Kolom {column} kosong, padahal wajib diisi.", column)
        return clean, self._payload % texts

    def salvage(self, row: Row) -> Clean:
        """What can be read of a row that was rejected, for the quarantine: same columns, raw text where unreadable
        (never of an official)."""
        result: Clean = {}
        for column, (name, source, parse) in zip(self.feed.columns, self._parsers, strict=True):
            cell = row.get(source) if source is not None else None
            try:
                result[name] = parse(cell)
            except values.BadValue:
                result[name] = None if column.private else values.text(cell)
        return result

    def _read_one_by_one(self, row: Row) -> list[Pair]:
        try:
            return [
                recall.anew(row.get(source) if source is not None else None)
                for recall, source in zip(self._recalls, self._sources, strict=True)
            ]
        except values.BadValue:
            raise self._unreadable(row) from None

    def _look_again(self) -> None:
        """Columns whose cells hardly recur are read anew each time from now on."""
        for place, recall in enumerate(self._recalls):
            if isinstance(recall, _Recall):
                if recall.misses > _TRIAL // 2:
                    self._recalls[place] = _Anew(recall.anew)
                recall.misses = 0

    def _unreadable(self, row: Row) -> Reject:
        """Which column it was: found only now, so that readable rows pay nothing for it."""
        for name, source, parse in self._parsers:
            try:
                parse(row.get(source) if source is not None else None)
            except values.BadValue as bad:
                return Reject("bad_value", f"Kolom {source or name}: {bad}.", source or name)
        return Reject("bad_value", "Baris tidak dapat dibaca.")

    def _source(self, wanted: str) -> str:
        return next((source or name for name, source, _parse in self._parsers if name == wanted), wanted)


class _Recall(dict[object, Pair]):
    """A column's cells that were read before: `recall[cell]`. Only texts and "nothing" are kept here, and whole numbers
    apart from them: other kinds may equal one of these and mean something else (`1 == True`, `10 == 10.0`)."""

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self._parse = parse
        self._numbers: dict[object, Pair] = {}
        self.misses = 0

    def __missing__(self, cell: object) -> Pair:
        kind = type(cell)
        if kind is int:
            kept = self._numbers
            if cell in kept:
                return kept[cell]
        elif kind is str or cell is None:
            kept = self
        else:
            self.misses += 1
            return self.anew(cell)
        self.misses += 1
        found = self.anew(cell)
        if len(kept) >= _REMEMBERED:
            kept.clear()
        kept[cell] = found
        return found

    def anew(self, cell: object) -> Pair:
        value = self._parse(cell)
        return value, encode_basestring(value) if type(value) is str else _json(value)


class _Anew:
    """A column whose cells are all different: nothing is remembered."""

    def __init__(self, anew: Callable[[object], Pair]) -> None:
        self.anew = anew

    def __getitem__(self, cell: object) -> Pair:
        return self.anew(cell)


def _json(value: Any) -> str:
    """The same as `_ENCODE`, sooner for what columns mostly come to."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is list:
        return "[" + ",".join([_json(item) for item in value]) + "]"
    return _ENCODE(value)


def _hashed(column: Column, private_hash: Callable[[str], str]) -> Parser:
    """Keyed marks for the values of a private column, but for those that are nobody's (names of firms)."""
    parse, public = column.parse, column.public

    def read(cell: object) -> str | None:
        value = parse(cell)
        if value is None:
            return None
        if public is None:
            return private_hash(str(value))
        return str(value) if public(value) else PERSON + private_hash(str(value).lower())

    return read
