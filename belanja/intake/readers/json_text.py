"""A window over JSON text that reads one value at a time with the interpreter's own C scanner.

The text of a large file never lies in memory as a whole: the window holds the value being read and what was
read ahead. A value that runs over the window's end is read again after the window has doubled, so the work
stays proportional to the file, wherever the pieces happen to be cut.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Context, Inexact, InvalidOperation, Overflow, Subnormal
from typing import Any, NoReturn

from . import limits
from .problems import FETCH_AGAIN, BrokenFile, number

_SPACE = re.compile(r"[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
# NUL and halves of surrogate pairs are legal JSON escapes, but no text a database can store.
_UNSTORABLE_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

# The scanner reports a cut literal, number or escape at most this far before the end ("\\ud83d\\ude0").
_LONGEST_CUT = 12

# Exact or refused: a number is never rounded, and never so large that writing it out fills the memory.
_NUMBERS = Context(prec=64, Emax=64, Emin=-64, traps=[Inexact, InvalidOperation, Overflow, Subnormal], clamp=0)


class _NotANumberError(ValueError):
    """NaN and the infinities, which Python's JSON accepts and JSON itself does not."""


def _refuse_constant(text: str) -> NoReturn:
    raise _NotANumberError(text)


_DECODER = json.JSONDecoder(parse_float=_NUMBERS.create_decimal, parse_constant=_refuse_constant)
_SCAN: Callable[[str, int], tuple[Any, int]] = _DECODER.scan_once  # type: ignore[attr-defined]  # untyped upstream


class JsonText:
    """Reads values from pieces of text. `row` is the number of the row being read, for messages."""

    def __init__(self, chunks: Iterator[str], name: str) -> None:
        self._chunks = chunks
        self._name = name
        self._buffer = ""
        self._position = 0
        self._before = 0
        self._ended = False
        self._suspicious = False
        self.row = 0

    def next_character(self) -> str:
        """The next character that is not white space, without consuming it; "" at the end of the file."""
        while True:
            match = _SPACE.match(self._buffer, self._position)
            self._position = match.end() if match else self._position
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._more():
                return ""

    def consume(self) -> None:
        """Step over the character that `next_character` showed."""
        self._position += 1

    def expect(self, wanted: str) -> None:
        """Step over exactly this character."""
        if self.next_character() != wanted:
            raise self.malformed(self._position)
        self.consume()

    def value(self) -> Any:
        """The next JSON value; the file is refused when it is cut off, malformed or beyond the limits."""
        self.next_character()
        while True:
            try:
                value, end = _SCAN(self._buffer, self._position)
            except StopIteration as stop:
                self._read_on(stop.value, unterminated=False)
                continue
            except json.JSONDecodeError as error:
                self._read_on(error.pos, unterminated=error.msg.startswith("Unterminated string"))
                continue
            except RecursionError:
                raise self._broken("file_nesting", "isinya bersarang terlalu dalam") from None
            except (ValueError, ArithmeticError):
                raise self._broken("file_number", "memuat angka yang tidak sah atau terlalu besar") from None
            # A number that touches the window's end may go on in the next piece.
            if end == len(self._buffer) and not isinstance(value, (dict, list, str)) and self._more():
                continue
            self._position = end
            if self._suspicious:
                self._check_storable(value)
            return value

    def elements(self) -> Iterator[Any]:
        """The values of the list that begins here, one at a time."""
        self.expect("[")
        if self.next_character() == "]":
            self.consume()
            return
        while True:
            yield self.value()
            # Most values lie in the window whole, with a comma behind them: those are read without more ado.
            while (comma := _COMMA.match(self._buffer, self._position)) and not self._suspicious:
                try:
                    value, end = _SCAN(self._buffer, comma.end())
                except (StopIteration, ValueError, ArithmeticError, RecursionError):
                    break
                if type(value) is not dict:
                    break
                self._position = end
                yield value
            following = self.next_character()
            if following == ",":
                self.consume()
            elif following == "]":
                self.consume()
                return
            else:
                raise self.malformed()

    def end(self) -> None:
        """Nothing but white space may follow."""
        if self.next_character():
            place = number(self._before + self._position + 1)
            problem = f"ada isi lain setelah data berakhir (karakter ke-{place})."
            raise BrokenFile("file_trailing", self._name, problem, FETCH_AGAIN)

    def malformed(self, position: int | None = None) -> BrokenFile:
        """The refusal for text that is not JSON at this place, or that ends here."""
        position = self._position if position is None else position
        if self._ended and self._before + position and self._is_cut_off(position):
            return self._broken("file_cut_off", "isinya terputus sebelum selesai")
        place = number(self._before + position + 1)
        return self._broken("file_malformed", f"bukan JSON yang sah pada karakter ke-{place}")

    def _broken(self, code: str, problem: str) -> BrokenFile:
        where = f" (baris data {number(self.row)})" if self.row else ""
        return BrokenFile(code, self._name, f"{problem}{where}.", FETCH_AGAIN)

    def _read_on(self, position: int, *, unterminated: bool) -> None:
        """After a failed scan: get more text if the value may just be cut by the window; refuse it if not."""
        if not unterminated and position < len(self._buffer) - _LONGEST_CUT:
            raise self.malformed(position)
        if len(self._buffer) - self._position > limits.MAX_VALUE:
            raise self._broken("file_row_too_large", "satu baris lebih panjang dari 8 juta karakter")
        offset = position - self._position
        if not self._more():
            if unterminated:
                raise self._broken("file_cut_off", "isinya terputus di tengah teks")
            raise self.malformed(self._position + offset)

    def _is_cut_off(self, position: int) -> bool:
        """Whether the fault at the end of the file is that it ends: feeds end with a bracket, halves mostly not."""
        left = len(self._buffer) - position
        return left <= 0 or (left <= _LONGEST_CUT and not self._buffer.rstrip().endswith(("]", "}")))

    def _more(self) -> bool:
        """At least double what is left in the window; False at the end of the file."""
        if self._ended:
            return False
        left = len(self._buffer) - self._position
        pieces = [self._buffer[self._position :]]
        gained = 0
        while gained <= left:
            piece = next(self._chunks, None)
            if piece is None:
                self._ended = True
                break
            pieces.append(piece)
            gained += len(piece)
        self._before += self._position
        self._buffer = "".join(pieces)
        self._position = 0
        self._suspicious = "\\u" in self._buffer and _UNSTORABLE_ESCAPE.search(self._buffer) is not None
        return gained > 0

    def _check_storable(self, value: object) -> None:
        if isinstance(value, str):
            if _UNSTORABLE.search(value):
                raise self._broken("file_characters", "memuat karakter yang tidak dapat disimpan")
        elif isinstance(value, dict):
            for key, inner in value.items():
                self._check_storable(key)
                self._check_storable(inner)
        elif isinstance(value, list):
            for inner in value:
                self._check_storable(inner)
