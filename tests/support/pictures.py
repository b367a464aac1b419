"""Photos for tests, made here: no file of anybody lies in the project."""

import io
import struct
import zlib

from PIL import Image


def photo(form: str = "JPEG", size: tuple[int, int] = (640, 480), colour: str = "#7a5514", **more: object) -> bytes:
    """A picture with something in it, as a file."""
    made = Image.new("RGB", size, colour)
    made.paste("#ffffff", (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    target = io.BytesIO()
    made.save(target, form, **more)
    return target.getvalue()


def telephone_photo() -> bytes:
    """A photo as a telephone makes it: lying on its side, with the place and the camera in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x0110] = "KameraRahasia"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (6.0, 7.0, 12.0)
    return photo(exif=exif)


def giant(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims any number of points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")
