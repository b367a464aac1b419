"""Bytes on disk to text, piece by piece, with the place of the first byte that is not text."""

import codecs
from collections.abc import Generator
from pathlib import Path

from .found import Found
from .problems import FETCH_AGAIN, SAVE_UTF8, BrokenFile, number

_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def encoding_of(start: bytes) -> tuple[str, int]:
    """Encoding and length of the byte order mark, from the first four bytes. Without a mark: UTF-8.

    UTF-32 is named "" because no feed uses it and its mark begins like that of UTF-16.
    """
    if start.startswith(_UTF32):
        return "", 4
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def text_chunks(path: Path, name: str, found: Found, chunk: int) -> Generator[str, None, None]:
    """The file's text without its byte order mark, about `chunk` bytes at a time."""
    with path.open("rb") as file:
        data = file.read(max(chunk, 4))
        encoding, mark = encoding_of(data[:4])
        if not encoding:
            raise BrokenFile("file_encoding", name, "memakai UTF-32, yang tidak didukung.", SAVE_UTF8)
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        end = len(data)
        data = data[mark:]
        while True:
            try:
                text = decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                place = end - len(error.object) + error.start
                raise _undecodable(path, name, encoding, place, at_end=not data) from None
            found.bytes_read = end
            if text:
                yield text
            if not data:
                return
            data = file.read(chunk)
            end += len(data)


def _undecodable(path: Path, name: str, encoding: str, place: int, *, at_end: bool) -> BrokenFile:
    if at_end:
        problem = "terputus di tengah sebuah huruf pada akhir berkas."
        return BrokenFile("file_cut_off", name, problem, FETCH_AGAIN)
    line = _line_of(path, place)
    return BrokenFile(
        "file_encoding",
        name,
        f"byte ke-{number(place + 1)} (baris teks {number(line)}) bukan {encoding.upper()} yang sah.",
        SAVE_UTF8,
    )


def _line_of(path: Path, place: int) -> int:
    """1 for the first line. Read again only when something is wrong, so that good files do not pay for it."""
    line = 1
    with path.open("rb") as file:
        while place > 0 and (data := file.read(min(place, 1 << 20))):
            line += data.count(b"\n")
            place -= len(data)
    return line
