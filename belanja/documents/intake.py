"""Files that come in from outside: what they are by their own bytes, how large they may be, what is refused.

Nothing in such a file is executed or drawn here. A PDF is read in a process of its own (`reading`).
"""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from xml.etree import ElementTree

from belanja.rules.decisions import RuleBroken

PDF: Final = "application/pdf"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
SVG: Final = "image/svg+xml"
#: Bytes of a returned copy: a scan of forty pages fits, an archive does not.
LARGEST_COPY: Final = 25 * 1024 * 1024
LARGEST_EMBLEM: Final = 512 * 1024
_ENDINGS: Final = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}


@dataclass(frozen=True)
class Arrived:
    """A file that may be kept: a tame name, what it really is, its bytes."""

    name: str
    media_type: str
    content: bytes


def copy(name: str, content: bytes) -> Arrived:
    """A returned copy: PDF, or an image of a paper signed by hand. Raises RuleBroken 422 for anything else."""
    if not content:
        raise RuleBroken("file_empty", "Berkasnya kosong.")
    if len(content) > LARGEST_COPY:
        raise RuleBroken("file_too_large", f"Berkas lebih dari {LARGEST_COPY // 1024 // 1024} MB.", status=422)
    kind = sniffed(content)
    if kind not in _ENDINGS:
        raise RuleBroken("file_kind", "Salinan bertanda tangan harus PDF, atau gambar PNG atau JPEG hasil pindai.")
    return Arrived(tame_name(name, _ENDINGS[kind]), kind, content)


def sniffed(content: bytes) -> str:
    """The media type by the first bytes; empty for what is not known. Names and browsers' words do not count."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return SVG if re.match(rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<svg\b", content, re.DOTALL) else ""


def tame_name(name: str, ending: str) -> str:
    """A file name of letters, digits, dots and dashes with the ending of what it really is."""
    stem = PurePath(name.replace("\\", "/")).name.rsplit(".", 1)[0]
    words = re.findall(r"[A-Za-z0-9]+", stem)
    return ("-".join(words)[:80] or "salinan") + ending


def emblem(content: bytes) -> str:
    """An emblem as SVG that can do nothing: shapes only, no scripts, styles, links, or files from elsewhere.

    A PNG is wrapped as it is. Raises RuleBroken 422.
    """
    if len(content) > LARGEST_EMBLEM:
        raise RuleBroken("emblem_too_large", f"Lambang paling besar {LARGEST_EMBLEM // 1024} kB.")
    kind = sniffed(content)
    if kind == PNG:
        return _wrapped(content)
    if kind != SVG:
        raise RuleBroken("emblem_kind", "Lambang harus SVG atau PNG.")
    return _shapes_only(content)


_SVG: Final = "http://www.w3.org/2000/svg"
_SHAPES: Final = frozenset(
    "svg g defs title desc path rect circle ellipse line polyline polygon linearGradient radialGradient stop "
    "clipPath mask use symbol text tspan".split()
)


def _shapes_only(content: bytes) -> str:
    if b"<!" in re.sub(rb"<!--.*?-->", b"", content, flags=re.DOTALL):
        raise RuleBroken("emblem_hostile", "Lambang SVG tidak boleh memuat DOCTYPE atau ENTITY.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  (no DOCTYPE, so no entities)
    except ElementTree.ParseError as error:
        raise RuleBroken("emblem_broken", "Lambang SVG tidak dapat dibaca.") from error
    for parent in root.iter():
        for child in list(parent):
            if isinstance(child.tag, str) and child.tag.startswith("{") and not child.tag.startswith(f"{{{_SVG}}}"):
                parent.remove(child)  # what drawing programs leave behind
    for element in root.iter():
        space, _brace, name = str(element.tag).removeprefix("{").rpartition("}")
        if (space and space != _SVG) or name not in _SHAPES:
            raise RuleBroken("emblem_hostile", f"Lambang SVG hanya boleh memuat bentuk; <{name[:20]}> tidak.")
        for key, value in list(element.attrib.items()):
            local = key.rpartition("}")[2]
            if local == "href" and not value.startswith("#"):
                raise RuleBroken("emblem_hostile", "Lambang SVG tidak boleh mengambil berkas lain.")
            if local.lower().startswith("on") or (key.startswith("{") and local != "href"):
                del element.attrib[key]
            elif re.search(r"url\(\s*['\"]?(?!\s*#)", value) or "@import" in value:
                raise RuleBroken("emblem_hostile", "Lambang SVG tidak boleh mengambil berkas lain.")
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _wrapped(content: bytes) -> str:
    from base64 import b64encode

    if len(content) < 24 or content[12:16] != b"IHDR":
        raise RuleBroken("emblem_broken", "Lambang PNG tidak dapat dibaca.")
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if not (0 < width <= 4000 and 0 < height <= 4000):
        raise RuleBroken("emblem_too_large", "Lambang PNG paling besar 4.000 × 4.000 titik.")
    data = b64encode(content).decode()
    return (
        f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}">'
        f'<image href="data:image/png;base64,{data}" width="{width}" height="{height}"/></svg>'
    )
