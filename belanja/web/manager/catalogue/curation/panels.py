"""A page of the curators: what it shows, and below it one panel for each thing that can be done there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.services.curation_batch import Outcome
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import whole_number
from belanja.web.pieces.forms import Tick

#: The form to which the boxes of a list belong.
FORM = "putusan"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One thing to do: `do` is its name in the POST; `key` the id of its form (boxes of a list name it)."""

    do: str
    title: str
    form: forms.Form
    button: str
    about: str = ""
    key: str = ""
    quiet: bool = False


class NoteForm(forms.Form):
    """A sentence that goes with something done."""

    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasannya."},
    )


def show(request: HttpRequest, context: dict[str, Any], *panels: Panel, status: int = 200) -> HttpResponse:
    """The page with its panels. The errors of the panel that was sent stand on top."""
    sent = next((panel.form for panel in panels if panel.form.is_bound and panel.form.errors), None)
    context = {"top": None, "filters": None, "kinds": None, "search": None, "photos": (), **context}
    context |= {"panels": panels, "form": sent}
    if sent is not None and status == 200:
        status = 422
    return render(request, "curation/page.html", context, status=status)


def bound(request: HttpRequest, do: str) -> Any:
    """The data of a panel's form: what was sent to it, else None."""
    return request.POST if request.method == "POST" and request.POST.get("do") == do else None


def carry_out(
    request: HttpRequest, form: forms.Form, act: Callable[[], str], *, to: str, fields: dict[str, str] | None = None
) -> HttpResponse | int:
    """Do what a valid form asks; the answer that leads on, or the status with which the form is shown again: the
    refusal stands in it and nothing typed is lost. `act` returns what is said afterwards; `fields` says which field a
    refusal is about."""
    if not form.is_valid():
        return 422
    try:
        said = act()
    except RuleBroken as refusal:
        if refusal.status == 404 or refusal.code == "duty_missing":
            raise
        citation = f" ({refusal.citation})" if refusal.citation else ""
        form.add_error((fields or {}).get(refusal.code), f"{refusal.message}{citation}")
        return refusal.status
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(to)


def told(request: HttpRequest, outcome: Outcome, said: str, names: dict[int, str]) -> str:
    """What to say after an answer for many: how many were done, and each that was not with its reason. `said` has a
    place for the number."""
    for one, why in outcome.refused[:8]:
        messages.error(request, f"{names.get(one, 'Satu penawaran')}: {why}")
    if len(outcome.refused) > 8:
        messages.error(request, f"Dan {text.number(len(outcome.refused) - 8)} lain tidak diubah.")
    return said.format(text.number(len(outcome.done))) if outcome.done else ""


def ticked(request: HttpRequest, name: str) -> dict[int, int]:
    """Boxes of a list as `id:version`, id -> version; what is not of that form is left out."""
    found = {}
    for value in request.POST.getlist(name):
        one, _colon, version = value.partition(":")
        number, seen = whole_number(one), whole_number(version)
        if number is not None and seen is not None:
            found[number] = seen
    return found


def tick(request: HttpRequest, name: str, value: str, label: str, more: str = "") -> Tick:
    """A box of the list, still ticked when the page comes back."""
    return Tick(name=name, value=value, label=label, more=more, form=FORM, ticked=value in request.POST.getlist(name))
