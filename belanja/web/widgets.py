"""The controls of forms, drawn without templates: the same marks as Django's own, at a tenth of the work.

A page of buying has some thirty controls; each of Django's is a template that includes another for its attributes and,
in a select, two for each choice. The few kinds that our forms use are drawn here; every other one is left to Django.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from belanja.web.escaping import escaped

_Widget = Mapping[str, Any]


class Renderer(DjangoTemplates):
    """`FORM_RENDERER` of the product."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        draw = _KINDS.get(template_name)
        if draw is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308  (Django's own template)
        return mark_safe(draw(context["widget"]))  # noqa: S308  (every value is escaped below)


def _attributes(widget: _Widget) -> str:
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{_written(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _written(value: Any) -> str:
    """As the filter `stringformat:"s"` does: whatever it is, in its plain form."""
    return escaped(value if isinstance(value, str) else str(value))


def _input(widget: _Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_written(widget["value"])}"'
    return f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: _Widget) -> str:
    written = escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{_attributes(widget)}>\n{written}</textarea>'


def _select(widget: _Widget) -> str:
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{escaped(group)}">')
        for one in options:
            label = escaped(one["label"])
            parts.append(f'\n  <option value="{_written(one["value"])}"{_attributes(one)}>{label}</option>\n')
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


_OF_DJANGO = "django/forms/widgets/{}.html"
_KINDS: Mapping[str, Callable[[_Widget], str]] = {
    **dict.fromkeys((_OF_DJANGO.format(kind) for kind in "text number email url date hidden".split()), _input),
    _OF_DJANGO.format("textarea"): _textarea,
    _OF_DJANGO.format("select"): _select,
}
