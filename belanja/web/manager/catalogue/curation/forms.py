"""What a verifier answers: the step, a standard reason with its article, a note."""

from collections.abc import Iterable
from typing import Any

from django import forms

from belanja.rules.curation_reasons import REASONS, USES, Use, reasons_for
from belanja.rules.listing_steps import Step

_NAMES = {
    Use.RETURN: "Untuk mengembalikan",
    Use.FREEZE: "Untuk membekukan",
    Use.REMOVE: "Untuk menghapus",
}
#: Which field a refusal of the services is about.
REFUSED = {"reason_missing": "reason_code", "note_missing": "note", "step_not_allowed": "step"}


def reason_choices(uses: Iterable[Use]) -> list[Any]:
    """Standard reasons in groups by what they are for, each with its article."""
    uses = list(uses)
    groups = [(_NAMES[use], [(one.code, f"{one.label} ({one.citation})") for one in reasons_for(use)]) for use in uses]
    return [("", "Pilih alasan"), *(groups if len(groups) > 1 else groups[0][1] if groups else [])]


def note_field() -> forms.CharField:
    return forms.CharField(
        label="Catatan untuk penyedia",
        help_text="Penyedia membaca alasan, cara memperbaikinya, dan catatan ini.",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(forms.Form):
    """One answer for a listing, or for many. `version`: the one that the verifier saw."""

    step = forms.ChoiceField(
        label="Putusan", widget=forms.RadioSelect, error_messages={"required": "Pilih satu putusan."}
    )
    reason_code = forms.ChoiceField(label="Alasan baku", required=False)
    note = note_field()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, steps: Iterable[Step], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        steps = list(steps)
        step, reason = self.fields["step"], self.fields["reason_code"]
        assert isinstance(step, forms.ChoiceField)
        assert isinstance(reason, forms.ChoiceField)
        step.choices = [(one.value, one.label) for one in steps]
        uses = [USES[one] for one in steps if one in USES]
        if uses:
            # The same reason may stand in several groups: each is told once a group.
            reason.choices = reason_choices(uses)
        else:
            del self.fields["reason_code"]

    @property
    def chosen(self) -> Step:
        return Step(self.cleaned_data["step"])


class FreezeForm(forms.Form):
    """A freeze with its reason."""

    reason_code = forms.ChoiceField(label="Alasan baku", choices=lambda: reason_choices([Use.FREEZE]))
    note = note_field()


def reason_words(code: str) -> str:
    """A standard reason as it stands in a history."""
    reason = REASONS.get(code)
    return f"{reason.label} ({reason.citation})" if reason else ""
