"""Controls drawn here are those that Django draws."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from belanja.web.widgets import Renderer

NASTY = """<b>"a" & 'b'</b>"""
GROUPED = [
    ("", "belum dipilih"),
    ("Kota", [("1", NASTY), (2, "Serang & sekitarnya")]),
    (NASTY, [("x", "y")]),
    (7, 12345),
]


class Every(forms.Form):
    words = forms.CharField(initial=NASTY, max_length=40, widget=forms.TextInput(attrs={"size": 6, "autofocus": True}))
    empty = forms.CharField(required=False)
    number = forms.IntegerField(initial=12345, min_value=3)
    amount = forms.DecimalField(initial=Decimal("1234.50"))
    email = forms.EmailField(initial="a@b.id")
    address = forms.URLField(assume_scheme="https", initial="https://a.id/?a=1&b=2")
    day = forms.DateField(initial=date(2026, 11, 26), widget=forms.DateInput(attrs={"type": "date"}))
    secret = forms.CharField(widget=forms.PasswordInput, initial="x")
    hidden = forms.IntegerField(widget=forms.HiddenInput, initial=5)
    long = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "data-x": NASTY}), initial=NASTY + "\n\nb")
    safe = forms.CharField(initial=mark_safe("&amp;"))
    none = forms.CharField(widget=forms.Textarea, required=False)
    one = forms.ChoiceField(choices=GROUPED, initial=2)
    several = forms.MultipleChoiceField(choices=GROUPED, initial=["1", "x"])
    radio = forms.ChoiceField(choices=GROUPED, widget=forms.RadioSelect)
    ticked = forms.BooleanField(initial=True)
    file = forms.FileField()


@pytest.mark.parametrize("name", list(Every.base_fields))
@pytest.mark.parametrize(
    "data", [None, {}, {"words": "lain", "one": "1", "several": ["2"], "long": "x<y", "none": "0"}]
)
def test_a_control_is_the_one_that_django_draws(name: str, data: dict[str, object] | None) -> None:
    form = Every(data)
    attrs: dict[str, str | bool] = {"aria-describedby": "a b", "aria-invalid": "true", "disabled": False}
    widget, bound = form.fields[name].widget, form[name]
    told = {"name": bound.html_name, "value": bound.value(), "attrs": bound.build_widget_attrs(attrs, widget)}
    assert widget.render(**told, renderer=Renderer()) == widget.render(**told, renderer=DjangoTemplates())
