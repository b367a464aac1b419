"""Rows of a JSON feed: a bare list of objects (ISB) or an envelope with a `data` list (INAPROC v1)."""

from collections.abc import Generator, Iterator
from pathlib import Path

from .found import Found, Reader, Row
from .json_text import JsonText
from .problems import FETCH_AGAIN, BrokenFile, number
from .text import text_chunks


def json_reader(path: Path, name: str, chunk: int) -> Reader:
    """Reads the file anew at each call. Other valid JSON gives no rows and `found.not_a_table`."""

    def read(found: Found) -> Generator[Row, None, None]:
        found.kind = "json"
        chunks = text_chunks(path, name, found, chunk)
        text = JsonText(chunks, name)
        try:
            opening = text.next_character()
            if opening == "[":
                yield from _rows(text, name, found)
            elif opening == "{":
                yield from _Envelope(text, name, found).rows()
            elif opening:
                text.value()
                found.not_a_table = True
            text.end()
        finally:
            chunks.close()

    return read


def _rows(text: JsonText, name: str, found: Found) -> Iterator[Row]:
    text.row = 1
    for element in text.elements():
        if found.not_a_table:
            continue
        if type(element) is dict:
            yield element
        elif text.row == 1:
            found.not_a_table = True
        else:
            problem = f"baris data {number(text.row)} bukan objek seperti baris lainnya."
            raise BrokenFile("file_row", name, problem, FETCH_AGAIN)
        text.row += 1
    text.row = 0


class _Envelope:
    """`{"success": …, "data": […], "meta": {…}, "error": {…}}` with its keys in any order."""

    def __init__(self, text: JsonText, name: str, found: Found) -> None:
        self._text = text
        self._name = name
        self._found = found
        self._has_rows = False
        self._succeeded: object = None

    def rows(self) -> Iterator[Row]:
        text = self._text
        text.expect("{")
        if text.next_character() == "}":
            text.consume()
            self._found.not_a_table = True
            return
        while True:
            key = self._key()
            if key == "data" and text.next_character() == "[":
                yield from self._data()
            else:
                self._other(key)
            if text.next_character() != ",":
                break
            text.consume()
        text.expect("}")
        self._close()

    def _key(self) -> str:
        if self._text.next_character() != '"':
            raise self._text.malformed()
        key = self._text.value()
        self._text.expect(":")
        return str(key)

    def _data(self) -> Iterator[Row]:
        if self._has_rows:
            problem = "memuat dua daftar data, sehingga tidak jelas mana yang berlaku."
            raise BrokenFile("file_malformed", self._name, problem, FETCH_AGAIN)
        self._has_rows = True
        self._found.kind = "json_envelope"
        yield from _rows(self._text, self._name, self._found)

    def _other(self, key: str) -> None:
        if self._text.next_character() == "[":
            # A list of another kind of file may be long: checked element by element, never held.
            for _ in self._text.elements():
                pass
            return
        value = self._text.value()
        if key == "success":
            self._succeeded = value
        elif key == "meta" and isinstance(value, dict):
            more, cursor = value.get("has_more"), value.get("cursor")
            self._found.has_more = more if isinstance(more, bool) else None
            self._found.cursor = str(cursor) if cursor else None

    def _close(self) -> None:
        if self._succeeded is False:
            problem = "berisi jawaban gagal dari sumbernya, bukan data."
            raise BrokenFile("file_source_error", self._name, problem, FETCH_AGAIN)
        if not self._has_rows:
            self._found.not_a_table = True
