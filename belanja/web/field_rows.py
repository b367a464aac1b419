"""A field of a form, written without a template: a page of buying has two dozen of them."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from belanja.web import icons
from belanja.web.pieces import FormField


def field(piece: FormField) -> SafeString:
    """Label, hint, errors in words, control; a group of boxes in a fieldset."""
    body = "\n  ".join((_label(piece), _hint(piece), _errors(piece), _control(piece)))
    kinds = "field has-error" if piece.bound.errors else "field"
    if not piece.is_group:
        return mark_safe(f'<div class="{kinds}">\n  {body}</div>\n')  # noqa: S308  (every value is escaped below)
    described = f' aria-describedby="{piece.described}"' if piece.described else ""
    return mark_safe(f'<fieldset class="{kinds}"{described}>\n  {body}</fieldset>\n')  # noqa: S308  (as above)


def _label(piece: FormField) -> str:
    bound = piece.bound
    words: str = conditional_escape(bound.label)
    if piece.is_box:
        return f'<label class="choice">{piece.control} {words}</label>'
    if piece.optional:
        words += f' <span class="muted">({_("boleh dikosongkan")})</span>'
    if piece.is_group:
        return f"<legend>{words}</legend>"
    return f'<label for="{conditional_escape(bound.id_for_label)}">{words}</label>'


def _hint(piece: FormField) -> str:
    bound = piece.bound
    if not bound.help_text:
        return ""
    return f'<p class="hint" id="{conditional_escape(bound.auto_id)}-hint">{conditional_escape(bound.help_text)}</p>'


def _errors(piece: FormField) -> str:
    bound = piece.bound
    if not bound.errors:
        return ""
    told = "".join(
        f'<p class="wrong">{icons.icon("error")}<span>{conditional_escape(str(error))}</span></p>'
        for error in bound.errors
    )
    return f'<div id="{conditional_escape(bound.auto_id)}-error">{told}</div>'


def _control(piece: FormField) -> str:
    if piece.is_box:
        return ""
    if not piece.is_group:
        return piece.control
    return "".join(
        f'<label class="choice">{conditional_escape(option.tag())} {conditional_escape(option.choice_label)}</label>'
        for option in piece.bound
    )
