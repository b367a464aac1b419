"""A name for each form that is shown, so that what is sent twice is done once."""

import secrets

from django import forms


def request_name() -> str:
    """A fresh name for a form."""
    return secrets.token_urlsafe(18)


def request_field() -> forms.CharField:
    """The hidden field that carries the name."""
    return forms.CharField(min_length=8, max_length=40, widget=forms.HiddenInput)
