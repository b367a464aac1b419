"""A small map of regions coloured by share; unknown regions hatched, every region a link."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text

#: One degree of longitude in degrees of latitude at Banten (cosine of 6.4 degrees).
SQUEEZE: Final = Decimal("0.9938")
Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, kw_only=True)
class RegionShare:
    """A region by its code (`36.02`), its share in percent or `None` with a reason, and where it leads."""

    code: str
    share: Decimal | None
    reason: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class RegionMap:
    """Shares of the regions of one outline set; regions without a row are drawn as unknown."""

    key: str
    title: str
    regions: Sequence[RegionShare]
    target: Decimal

    @property
    def description(self) -> str:
        known = [region for region in self.regions if region.share is not None]
        reached = sum(1 for region in known if (region.share or 0) >= self.target)
        return (
            f"Peta skematis {len(outlines())} kabupaten dan kota. {reached} mencapai target "
            f"{text.percent_short(self.target)}; {len(outlines()) - len(known)} belum diketahui."
        )


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A generalised region: rings of longitude and latitude, where its label and its leader stand."""

    code: str
    name: str
    rings: Sequence[Sequence[Point]]
    label: Point
    anchor: str
    pin: Point | None


@cache
def outlines() -> tuple[Outline, ...]:
    """The shipped schematic outlines of Banten's eight kabupaten and kota."""
    path = resources.files("belanja.documents.charts").joinpath("data/banten_outlines.json")
    document = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    return tuple(_outline(region) for region in document["regions"])


def _outline(region: Mapping[str, Any]) -> Outline:
    return Outline(
        code=region["code"],
        name=region["name"],
        rings=[[(x, y) for x, y in ring] for ring in region["rings"]],
        label=tuple(region["label"]),
        anchor=region["anchor"],
        pin=tuple(region["pin"]) if region["pin"] else None,
    )


def ramp_step(share: Decimal, target: Decimal) -> int:
    """Step 1 to 5 of the ramp: thirds of the way to the target, then reached, then a third beyond it."""
    return min(5, int(max(share, Decimal(0)) * 3 / target) + 1)


@dataclass(frozen=True, kw_only=True)
class _Frame:
    west: Decimal
    north: Decimal
    scale: Decimal
    top: int
    side: int

    def at(self, point: Point) -> Point:
        x = self.side + (point[0] - self.west) * SQUEEZE * self.scale
        return x, self.top + (self.north - point[1]) * self.scale


def draw(chart: RegionMap, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones, `standalone` to be used outside a page."""
    key = f"{chart.key}-{'s' if narrow else 'l'}"
    points = [point for outline in outlines() for ring in outline.rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    width, side, right, top = (svg.NARROW, 2, 14, 52) if narrow else (svg.WIDE, 6, 46, 62)
    scale = (width - side - right) / ((east - west) * SQUEEZE)
    frame = _Frame(west=west, north=north, scale=scale, top=top, side=side)
    shares = {region.code: region for region in chart.regions}
    drawn = [_region(o, shares.get(o.code), chart.target, frame, key, narrow=narrow) for o in outlines()]
    return svg.drawing(
        svg.hatched(f"{key}-arsir"),
        *(part for part, _ in drawn),
        *(words for _, words in drawn),
        key=key,
        width=width,
        height=top + (north - south) * scale + 6,
        title=chart.title,
        description=chart.description,
        interactive=any(region.href for region in chart.regions),
        standalone=standalone,
    )


def _region(
    outline: Outline, region: RegionShare | None, target: Decimal, frame: _Frame, key: str, *, narrow: bool
) -> tuple[Drawn, Drawn]:
    """Shape (a link) and label (drawn after all shapes, so that no neighbour covers it)."""
    share = region.share if region else None
    reason = region.reason if region else ""
    spoken = f"{outline.name}: {text.percent(share)}" + (f", {reason}" if share is None and reason else "")
    d = "".join(
        "M" + "L".join(f"{svg.px(x)} {svg.px(y)}" for x, y in map(frame.at, ring[:-1])) + "Z" for ring in outline.rings
    )
    step = ramp_step(share, target) if share is not None else 0
    if share is None:
        shape = [
            svg.el("path", class_="region", d=d, fill=f"url(#{key}-arsir)"),
            svg.el("path", class_="outline", d=d),
        ]
    else:
        shape = [svg.el("path", class_=f"region r{step}", d=d)]
    tone = "halo-unknown" if share is None else ("on-light" if step <= 3 else "on-deep")
    words = _label(outline, share, frame, "" if outline.pin else tone, narrow=narrow)
    return svg.linked(region.href if region else "", spoken, *shape), words


def _label(outline: Outline, share: Decimal | None, frame: _Frame, tone: str, *, narrow: bool) -> Drawn:
    x, y = frame.at(outline.label)
    name = outline.name.replace("Kabupaten ", "" if narrow else "Kab. ")
    if narrow:
        name = name.replace("Tangerang Selatan", "Tangsel")
    number = text.percent(share)
    lines = [name, *(number.split() if narrow and share is None and not outline.pin else [number])]
    size = 15 if narrow else 18
    words = [
        svg.label(x, y + n * size, part, f"{outline.anchor} {tone} {'lining' if n else 'strong'}".strip())
        for n, part in enumerate(lines)
    ]
    if outline.pin is None:
        return svg.el("g", *words, aria_hidden="true")
    to_x, to_y = frame.at(outline.pin)
    below = outline.label[1] > outline.pin[1]
    start = y + size + 5 if below else y - size
    from_x = x if outline.anchor == "mid" else (x - 4 if outline.anchor == "end" else x + 4)
    leader = svg.line("leader", from_x, start, to_x, to_y)
    dot = svg.el("circle", class_="pin", cx=to_x, cy=to_y, r="2.5")
    return svg.el("g", leader, dot, *words, aria_hidden="true")
