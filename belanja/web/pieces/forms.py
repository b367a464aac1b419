"""Fields, errors in words, and the filter row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.forms import BaseForm, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField

from belanja.web.pieces.base import Choice, Link, Piece


@dataclass(frozen=True, kw_only=True)
class FormField(Piece):
    """A bound Django field as label, hint, error in words and the control with the value kept.

    `aria-describedby` and `aria-invalid` are wired here; groups of boxes get a fieldset. It has no template: a page of
    buying has two dozen of them, and `web.field_rows` writes them.
    """

    bound: BoundField

    @cached_property
    def errors(self) -> Sequence[str]:
        """What is wrong with it, in words; Django makes a new list each time it is asked."""
        return [str(error) for error in self.bound.errors]

    @cached_property
    def is_group(self) -> bool:
        return isinstance(self.bound.field.widget, RadioSelect | CheckboxSelectMultiple)

    @property
    def is_box(self) -> bool:
        return isinstance(self.bound.field.widget, CheckboxInput)

    @property
    def optional(self) -> bool:
        """`asked` on a field: a draft may do without it, what is to be shown may not."""
        return not (self.bound.field.required or getattr(self.bound.field, "asked", False))

    @cached_property
    def described(self) -> str:
        """Ids of hint and error, for `aria-describedby` of the control or of its group."""
        parts = ["hint"] if self.bound.help_text else []
        parts += ["error"] if self.errors else []
        return " ".join(f"{self.bound.auto_id}-{part}" for part in parts)

    @property
    def control(self) -> str:
        attrs: dict[str, str | bool] = {}
        if self.described and not self.is_group:
            attrs["aria-describedby"] = self.described
        if self.errors and not self.is_group:
            attrs["aria-invalid"] = "true"
        return str(self.bound.as_widget(attrs=attrs))


def _target(bound: BoundField) -> str:
    """Id of the control an error leads to: of a group, its first box."""
    return str(bound.id_for_label or f"{bound.auto_id}_0")


@dataclass(frozen=True, kw_only=True)
class ErrorSummary(Piece):
    """What is wrong with a form, on top of the page, each line a link to its field."""

    template = "components/error_summary.html"
    errors: Sequence[Link]

    @classmethod
    def of(cls, form: BaseForm) -> "ErrorSummary":
        links = [Link(label=str(error), href="") for error in form.non_field_errors()]
        links += [
            Link(label=str(error), href=f"#{_target(form[name])}")
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]
        return cls(errors=links)


@dataclass(frozen=True, kw_only=True)
class Tick(Piece):
    """A box beside a row of a list; it belongs to the form of the page with the id `form`. `more` is read out only.
    `single`: only one row of the list can be chosen."""

    template = "components/tick.html"
    name: str
    value: str
    label: str
    form: str
    more: str = ""
    ticked: bool = False
    single: bool = False


@dataclass(frozen=True, kw_only=True)
class Presses(Piece):
    """What can be said of a row with one press, below its words: buttons of the form of the page with the id `form`.
    `about` is read out with each."""

    template = "components/presses.html"
    text: str
    name: str
    form: str
    about: str
    choices: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One select of a filter row."""

    name: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class FilterRow(Piece):
    """Filters above a list, sent by GET so that every view has an address that can be shared."""

    template = "components/filter_row.html"
    key: str
    filters: Sequence[Filter]
    action: str = ""
    submit: str = "Tampilkan"
    reset_href: str = ""
    kept: Sequence[Choice] = ()
