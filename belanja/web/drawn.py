"""Pieces that every page has, or that a page of results has by the dozen, written without a template: each node of one
costs as much as a line of these."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from belanja.web import icons
from belanja.web.escaping import escaped
from belanja.web.field_rows import field
from belanja.web.pieces import Badge, Breadcrumbs, Facets, FormField, Link, ProductCard, Tabs


def badge(piece: Badge) -> SafeString:
    """A class in words."""
    hint = f' title="{escaped(piece.hint)}"' if piece.hint else ""
    return mark_safe(f'<span class="tag {escaped(piece.kind)}"{hint}>{escaped(piece.text)}</span>\n')  # noqa: S308  (every value is escaped, here and below)


def breadcrumbs(piece: Breadcrumbs) -> SafeString:
    """The way back; the last is the page itself."""
    *way, here = piece.links
    steps = "".join(f'\n    <li><a href="{escaped(link.href)}">{escaped(link.label)}</a></li>' for link in way)
    return mark_safe(  # noqa: S308
        f'<nav class="crumbs" aria-label="{escaped(_("Letak halaman"))}">\n  <ol class="trail">{steps}\n'
        f'    <li><span aria-current="page">{escaped(here.label)}</span></li>\n  </ol>\n</nav>\n'
    )


def tabs(piece: Tabs) -> SafeString:
    """Views of one object as plain links."""
    links = "".join(f"\n  <a{_target(link)}>{escaped(link.label)}{_counted(link)}</a>" for link in piece.links)
    return mark_safe(f'<nav class="tabs" aria-label="{escaped(piece.label)}">{links}\n</nav>\n')  # noqa: S308


def menu(links: Iterable[Link], *, marked: bool) -> SafeString:
    """The entries of the navigation or of the footer. `marked`: says which of them is the page itself."""
    entries = "".join(f"\n      <li><a{_target(link, marked)}>{escaped(link.label)}</a></li>" for link in links)
    return mark_safe(f'<ul class="menu">{entries}\n    </ul>')  # noqa: S308


def facets(piece: Facets) -> SafeString:
    """One group of a facet list with counts."""
    entries = "".join(_choice(link) for link in piece.links)
    return mark_safe(  # noqa: S308
        f'<nav class="facet" aria-label="{escaped(piece.title)}">\n  <h3>{escaped(piece.title)}</h3>\n'
        f'  <ul class="choices">{entries}\n  </ul>\n</nav>\n'
    )


def product(piece: ProductCard) -> SafeString:
    """A product in a list."""
    level = int(piece.level)
    brand = f'\n    <p class="meta">{escaped(piece.brand)}</p>' if piece.brand else ""
    note = f'\n    <p class="meta"><strong>{escaped(piece.note)}</strong></p>' if piece.note else ""
    return mark_safe(  # noqa: S308
        f'<article class="product">\n  {_photo(piece)}\n  <div>\n'
        f'    <h{level}><a href="{escaped(piece.href)}">{escaped(piece.name)}</a></h{level}>{brand}\n'
        f'    <p><span class="price">{escaped(piece.price)}</span> '
        f'<span class="meta">{escaped(piece.basis)}</span></p>\n'
        f'    <p class="row tags">{"".join(badge(one) for one in piece.badges)}</p>\n'
        f'    <p class="meta">{_seller(piece)}</p>{note}{_beside(piece)}\n  </div>\n</article>\n'
    )


def _target(link: Link, marked: bool = True) -> str:
    return f' href="{escaped(link.href)}"' + (' aria-current="page"' if marked and link.current else "")


def _counted(link: Link) -> str:
    return "" if link.count is None else f" ({link.count})"


def _choice(link: Link) -> str:
    current = ' aria-current="true"' if link.current else ""
    taken = f'<span class="vh"> {escaped(_("(dipilih, ketuk untuk melepas)"))}</span>' if link.current else ""
    count = "" if link.count is None else f'\n      <span class="num muted">{link.count}</span>'
    words = f"<span>{escaped(link.label)}{taken}</span>"
    return f'\n    <li><a href="{escaped(link.href)}"{current}>\n      {words}{count}</a></li>'


def _photo(piece: ProductCard) -> str:
    if not piece.photo:
        words = escaped(_("Belum ada foto"))
        return f'<span class="photo">{icons.icon("box")}<span class="vh">{words}</span></span>'
    return (
        f'<img class="photo" src="{escaped(piece.photo)}" alt="{escaped(piece.photo_words)}" width="104" height="104" '
        'loading="lazy">'
    )


def _seller(piece: ProductCard) -> str:
    """The firm, where it sits, and what it has."""
    firm = escaped(piece.firm)
    told = f'<a href="{escaped(piece.firm_href)}">{firm}</a>' if piece.firm_href else firm
    place = f", {escaped(piece.place)}" if piece.place else ""
    return told + place + (f" · {escaped(piece.stock)}" if piece.stock else "")


def _beside(piece: ProductCard) -> str:
    """The ways to comparing it and to other offers of the same product."""
    word, ways = escaped(_("Bandingkan")), ""
    if piece.compare:
        whose = f'<span class="vh"> {escaped(piece.name)}, {escaped(piece.firm)}</span>'
        box = f'<input type="checkbox" name="o" value="{escaped(piece.compare)}">'
        ways += f'<label class="choice">{box} <span>{word}{whose}</span></label>'
    if piece.compare_href:
        ways += f'<a href="{escaped(piece.compare_href)}">{word}</a>'
    if piece.also:
        ways += f'<a href="{escaped(piece.also.href)}">{escaped(piece.also.label)}</a>'
    return f'\n    <p class="row">{ways}</p>' if ways else ""


#: Kind of piece -> what draws it; every other kind has a template.
KINDS: Mapping[type, Callable[[Any], SafeString]] = {
    Badge: badge,
    Breadcrumbs: breadcrumbs,
    Facets: facets,
    FormField: field,
    ProductCard: product,
    Tabs: tabs,
}
