"""Parts of a ZIP from outside, unpacked in pieces and against a budget: the sizes its own directory states may lie."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from . import limits
from .problems import FETCH_AGAIN, BrokenFile, number

#: What reading a foreign archive may raise. `NotImplementedError` is zipfile's own word for a directory that asks for a
#: later version of ZIP than it knows: for us a file that cannot be read, as any other broken one.
TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
)
_PIECE = 256 * 1024
_END_RECORD = b"PK\x05\x06"
_ZIP64_RECORD = b"PK\x06\x07"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")


def refuse(code: str, name: str, problem: str, remedy: str) -> NoReturn:
    raise BrokenFile(code, name, problem, remedy) from None


def check_directory(file: BinaryIO, name: str) -> None:
    """The directory's size before it is loaded: a hostile one alone could fill the memory.

    It must stand at the very end, with nothing after or between, so that no two programs see two directories.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 64))
    tail = file.read()
    place = len(tail) - 22
    if place < 0 or not tail.startswith(_END_RECORD, place) or tail.startswith(_ZIP64_RECORD, place - 20):
        refuse("file_zip", name, "terputus atau rusak: akhir isinya tidak utuh.", FETCH_AGAIN)
    entries, directory, offset = struct.unpack_from("<HLL", tail, place + 10)
    if offset + directory != size - 22:
        refuse("file_zip", name, "rusak: daftar isinya tidak pada tempatnya.", FETCH_AGAIN)
    if entries > limits.ZIP_ENTRIES or directory > limits.ZIP_DIRECTORY:
        refuse("file_zip_bomb", name, "memuat terlalu banyak bagian.", "Bagi menjadi beberapa berkas.")
    file.seek(0)


class Budget:
    """What all parts together may unpack to."""

    def __init__(self, packed: int, name: str) -> None:
        self._packed = max(packed, 1)
        self._name = name
        self._used = 0

    def spend(self, size: int) -> None:
        self._used += size
        high_ratio = self._used > limits.ZIP_RATIO * self._packed and self._used > limits.ZIP_RATIO_FROM
        if high_ratio or self._used > limits.ZIP_UNPACKED:
            problem = f"mengembang menjadi lebih dari {number(self._used // limits.MIB)} MB ketika dibuka."
            refuse(
                "file_zip_bomb",
                self._name,
                problem,
                "Jangan buka berkas ini.",
            )


def unpacked(file: BinaryIO, entry: zipfile.ZipInfo, budget: Budget, name: str) -> Iterator[bytes]:
    """The part's bytes as they really unpack, whatever size the directory claims."""
    file.seek(entry.header_offset)
    header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    file.seek(header[-2] + header[-1], 1)
    left = entry.compress_size
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    total, check = 0, 0
    while left > 0:
        packed = file.read(min(left, _PIECE))
        if not packed:
            raise EOFError
        left -= len(packed)
        while packed:
            piece = inflate.decompress(packed, _PIECE) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            budget.spend(len(piece))
            total += len(piece)
            check = zlib.crc32(piece, check)
            if piece:
                yield piece
            elif inflate and inflate.eof:
                break
    if (inflate and not inflate.eof) or total != entry.file_size or check != entry.CRC:
        refuse("file_zip", name, f"rusak: bagian {shown(entry)} tidak utuh.", FETCH_AGAIN)


def shown(entry: zipfile.ZipInfo) -> str:
    return "".join(letter for letter in entry.filename[-60:] if letter.isprintable())
