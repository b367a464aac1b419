"""Drawings that stand for goods without a photo: one motif for a kind of shelf, in tints of our own.

Drawn by us from plain shapes. A picture is named `motif-tint-variant` and always looks the same, so copies are kept.
"""

import re
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belanja.web import addresses

#: Ground, main and second colour of a tint, from cloth, clay, leaf, sea, aren sugar and ash.
_TINTS = (
    ("#e9ecf5", "#23356b", "#8496c7"),
    ("#f4e6dc", "#8c4a2f", "#c98e6b"),
    ("#e6efe4", "#2f5d3a", "#86ab83"),
    ("#e1eef0", "#1f5a66", "#7fb0b8"),
    ("#f5ecd7", "#7a5514", "#caa457"),
    ("#ecebe8", "#474b52", "#9aa0a8"),
)
_MOTIFS = dict(
    line.split(" ", 1)
    for line in Path(__file__).with_name("motifs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
_NAME = re.compile(r"([a-z]+)-([0-5])-([0-3])")
#: A picture never changes under its name.
_A_YEAR = 31_536_000


def address(name: str) -> str:
    """Where the drawing of a product is; empty where it has none."""
    return addresses.address("katalog:picture", name) if _NAME.fullmatch(name) else ""


def drawing(name: str) -> str | None:
    """The SVG of a name; None where nothing is drawn under it."""
    found = _NAME.fullmatch(name)
    if found is None or found[1] not in _MOTIFS:
        return None
    ground, main, second = _TINTS[int(found[2])]
    colours = {"a": main, "b": second, "w": "#ffffff"}
    shapes = "".join(_shape(shape, colours) for shape in _MOTIFS[found[1]].split("|"))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img" aria-label="Gambar contoh">'
        f'<rect width="96" height="96" fill="{ground}"/>{_weave(int(found[3]), second)}{shapes}</svg>'
    )


def _shape(text: str, colours: dict[str, str]) -> str:
    colour, kind, told = text.split(":", 2)
    fill = f'fill="{colours[colour]}"'
    if kind == "path":
        return f'<path {fill} d="{told}"/>'
    if kind == "circle":
        x, y, radius = told.split()
        return f'<circle {fill} cx="{x}" cy="{y}" r="{radius}"/>'
    x, y, width, height = told.split()
    return f'<rect {fill} x="{x}" y="{y}" width="{width}" height="{height}" rx="2"/>'


def _weave(variant: int, colour: str) -> str:
    """A hem of cloth, another one for each variant."""
    hems = ("M0 90h96", "M0 88h96M0 92h96", "M0 6h96M0 90h96", "M6 0v96M90 0v96")
    return f'<path d="{hems[variant]}" stroke="{colour}" stroke-width="1.5" stroke-dasharray="6 3"/>'


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """`/katalog/gambar/<name>.svg`: no query, kept for a year."""
    svg = drawing(name)
    if svg is None:
        raise Http404
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return answer
