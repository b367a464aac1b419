"""The process that takes one photo apart and writes it anew: bytes on its input, pictures on its output.

Only JPEG, PNG and WebP are opened, whatever the file calls itself. Position, camera, preview and whatever else a
telephone or a stranger put beside the picture stay behind: nothing is copied but the points. The output is one line
of JSON and the bytes it counts; `{"refused": code}` where the photo is not taken.
"""

import io
import json
import sys
from typing import TYPE_CHECKING, BinaryIO

from . import limits

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = {"small": 68, "large": 78}


class _Refused(Exception):
    """The code of a refusal (catalogue.photos.rewriting has its words)."""


def main() -> int:
    """Always 0, unless the limits on time and memory end it."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    form = sys.argv[1] if len(sys.argv) > 1 else "WEBP"
    try:
        answer = _as_jpegs(sys.stdin.buffer) if form == "JPEG" else _written(sys.stdin.buffer.read())
    except _Refused as refused:
        answer = [({"refused": str(refused)}, b"")]
    sys.stdout.write(json.dumps([told for told, _bytes in answer]) + "\n")
    sys.stdout.flush()
    for _told, content in answer:
        sys.stdout.buffer.write(content)
    return 0


def _written(content: bytes) -> list[tuple[dict[str, object], bytes]]:
    picture = _opened(content)
    if min(picture.size) < limits.LEAST:
        raise _Refused("small")
    points = _points(picture)
    made = []
    for name, longest in limits.WIDTHS.items():
        copy = points.copy()
        copy.thumbnail((longest, longest))
        target = io.BytesIO()
        copy.save(target, "WEBP", quality=_QUALITY[name], method=4)
        told: dict[str, object] = {
            "name": name, "width": copy.width, "height": copy.height, "bytes": target.tell()
        }  # fmt: skip
        made.append((told, target.getvalue()))
    return made


def _as_jpegs(source: BinaryIO) -> list[tuple[dict[str, object], bytes]]:
    """Pictures that were kept here (each behind its length in eight bytes) as JPEG, which the national catalogue
    takes."""
    made: list[tuple[dict[str, object], bytes]] = []
    while head := source.read(8):
        points = _points(_opened(source.read(int.from_bytes(head, "big"))))
        target = io.BytesIO()
        points.save(target, "JPEG", quality=85)
        told: dict[str, object] = {
            "name": str(len(made)), "width": points.width, "height": points.height, "bytes": target.tell()
        }  # fmt: skip
        made.append((told, target.getvalue()))
    return made


def _opened(content: bytes) -> "Image.Image":
    """The picture, its size looked at before one point is unpacked."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, and say so in our own words
    try:
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    except UnidentifiedImageError:
        raise _Refused("type") from None
    except Exception:
        raise _Refused("broken") from None
    if picture.width * picture.height > limits.PIXELS:
        raise _Refused("pixels")
    return picture


def _points(picture: "Image.Image") -> "Image.Image":
    """The points alone, upright, on white, no larger than what is kept."""
    from PIL import Image, ImageOps

    longest = max(limits.WIDTHS.values())
    try:
        picture.draft("RGB", (longest, longest))  # a JPEG is unpacked at the size that is needed
        picture.load()
        if picture.mode.startswith("I"):
            picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        if picture.mode == "P" or (picture.mode in {"L", "RGB", "1"} and "transparency" in picture.info):
            picture = picture.convert("RGBA")
        elif picture.mode not in {"L", "RGB", "RGBA"}:
            picture = picture.convert("RGB")
        turned = ImageOps.exif_transpose(picture)
        turned.thumbnail((longest, longest))
        if turned.mode == "RGBA":
            ground = Image.new("RGB", turned.size, "white")
            ground.paste(turned, mask=turned.getchannel("A"))
            return ground
        plain = Image.new("RGB", turned.size)
        plain.paste(turned.convert("RGB"))
    except MemoryError:
        raise _Refused("pixels") from None
    except Exception:
        raise _Refused("broken") from None
    return plain


if __name__ == "__main__":
    sys.exit(main())
