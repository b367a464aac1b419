"""A field of a form, written without a template: a page of buying has two dozen of them."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from belanja.web import icons
from belanja.web.escaping import escaped
from belanja.web.pieces import FormField


def field(piece: FormField) -> SafeString:
    """Label, hint, errors in words, control; a group of boxes in a fieldset."""
    body = "\n  ".join((_label(piece), _hint(piece), _errors(piece), _control(piece)))
    kinds = "field has-error" if piece.errors else "field"
    if not piece.is_group:
        return mark_safe(f'<div class="{kinds}">\n  {body}</div>\n')  # noqa: S308  (every value is escaped below)
    described = f' aria-describedby="{piece.described}"' if piece.described else ""
    return mark_safe(f'<fieldset class="{kinds}"{described}>\n  {body}</fieldset>\n')  # noqa: S308  (as above)


def _label(piece: FormField) -> str:
    bound = piece.bound
    words = escaped(bound.label)
    if piece.is_box:
        return f'<label class="choice">{piece.control} {words}</label>'
    if piece.optional:
        words += f' <span class="muted">({_("boleh dikosongkan")})</span>'
    if piece.is_group:
        return f"<legend>{words}</legend>"
    return f'<label for="{escaped(bound.id_for_label)}">{words}</label>'


def _hint(piece: FormField) -> str:
    bound = piece.bound
    if not bound.help_text:
        return ""
    return f'<p class="hint" id="{escaped(bound.auto_id)}-hint">{escaped(bound.help_text)}</p>'


def _errors(piece: FormField) -> str:
    bound = piece.bound
    if not piece.errors:
        return ""
    told = "".join(
        f'<p class="wrong">{icons.icon("error")}<span>{escaped(str(error))}</span></p>' for error in piece.errors
    )
    return f'<div id="{escaped(bound.auto_id)}-error">{told}</div>'


def _control(piece: FormField) -> str:
    if piece.is_box:
        return ""
    if not piece.is_group:
        return piece.control
    return "".join(
        f'<label class="choice">{escaped(option.tag())} {escaped(option.choice_label)}</label>'
        for option in piece.bound
    )
