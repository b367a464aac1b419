"""A form that came too late, or has to be looked at once more: what was typed stays."""

from django import forms
from django.http import QueryDict


def goes_by(form: forms.Form, **hidden: object) -> None:
    """Let a form that was sent go by what its page shows now (`hidden`: names and values of its hidden fields); sent
    again, it is saved against that."""
    assert isinstance(form.data, QueryDict)
    typed = form.data.copy()
    for name, value in hidden.items():
        typed[name] = "" if value is None else str(value)
    form.data = typed
