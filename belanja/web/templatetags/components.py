"""`{% show piece %}` and the few shorthands for pieces whose words are fixed in a template."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import Template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from belanja.web import exports, field_rows, icons, once
from belanja.web.pieces import ErrorSummary, FormField, Link, Menu, Notice, Piece, Standing, StatusTag, Table
from belanja.web.table_rows import rows

register = template.Library()


def _render(context: Context, piece: Piece) -> str:
    """A piece sees only itself (and the CSRF token its forms need), so it looks the same on every page."""
    if not piece.drawn_once:
        return _drawn(context, piece)
    what = (
        type(piece),
        get_language(),
        *(tuple(one) if isinstance(one, list) else one for one in vars(piece).values()),
    )
    drawn = _known.get(what)
    if drawn is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        drawn = _known[what] = _drawn(context, piece)
    return drawn


#: Pieces as they were drawn, by their kind, the language and what they hold: nothing else goes into them.
_known: dict[tuple[object, ...], str] = {}
_MOST_KNOWN = 4_096


def _drawn(context: Context, piece: Piece) -> str:
    values: dict[str, Any] = {"piece": piece}
    if (token := context.get("csrf_token")) is not None:
        values["csrf_token"] = token
    engine = context.template.engine if isinstance(context.template, Template) else None
    if engine is None:
        raise template.TemplateSyntaxError("show needs a template to be rendered in")
    return engine.get_template(piece.template).render(context.new(values))


@register.simple_tag(takes_context=True)
def show(context: Context, item: object) -> str:
    """A piece, several pieces in order, plain text (escaped), or nothing for `None`."""
    if item is None:
        return ""
    if isinstance(item, FormField):
        return field_rows.field(item)
    if isinstance(item, Piece):
        if exports.taken(item):
            return ""
        return mark_safe(_render(context, item))  # noqa: S308  (our own template, autoescaped)
    if isinstance(item, Iterable) and not isinstance(item, str):
        return format_html_join("\n", "{}", ((show(context, part),) for part in item))
    return conditional_escape(str(item) if not isinstance(item, SafeString) else item)


@register.simple_tag(takes_context=True)
def menu(context: Context, links: Sequence[Link], *, marked: bool = True) -> str:
    """`{% menu chrome.navigation %}`: see `Menu`."""
    return show(context, Menu(links=links, marked=marked))


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: Table) -> SafeString:
    """The rows of a table's body."""
    return rows(table, lambda piece: show(context, piece))


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: one of the signs of `belanja.web.icons`."""
    return icons.icon(name)


@register.simple_tag
def once_field() -> SafeString:
    """`{% once_field %}` beside the CSRF token: the key that makes a form count once, fresh in each rendered form."""
    return once.field()


@register.simple_tag
def exports_of(table: Table) -> list[Link]:
    """Where a table of the page being made can be had whole as a file."""
    return exports.links(table)


@register.simple_tag(takes_context=True)
def status(context: Context, standing: str, word: str = "") -> str:
    """`{% status "reached" %}`: reached, onway, behind, unknown or held, as icon and word."""
    return show(context, StatusTag(standing=Standing(standing), word=word))


@register.simple_tag(takes_context=True)
def notice(context: Context, kind: str, title: str, text: str = "", label: str = "", href: str = "") -> str:
    """`{% notice "warning" "Judul." "Isi." label="Lanjut" href="/…" %}`."""
    action = Link(label=label, href=href) if href else None
    return show(context, Notice(kind=kind, title=title, text=text, action=action))


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.nama %}`: label, hint, error in words, control."""
    return field_rows.field(FormField(bound=bound))


@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: BaseForm) -> str:
    """`{% error_summary form %}`: nothing while the form has no errors."""
    return show(context, ErrorSummary.of(form)) if form.is_bound and form.errors else ""
