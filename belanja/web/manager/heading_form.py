"""What each column of an uploaded sheet means: asked once, remembered for the next."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from belanja.intake.learnt_sheets import Heading


class ColumnsForm(forms.Form):
    """What each column means; suggestions are chosen already, a person looks them over. A form of its own kind names
    the `choices` (value and label of every meaning) and, in `learnt_from`, what earlier answers came from."""

    choices: ClassVar[Sequence[tuple[str, str]]]
    learnt_from: ClassVar[str]

    def __init__(self, data: Any = None, *, columns: Sequence[Heading[Any]]) -> None:
        super().__init__(data)
        self._names = {f"kolom-{place}": column.name for place, column in enumerate(columns)}
        for key, column in zip(self._names, columns, strict=True):
            samples = ", ".join(column.samples) or "kosong"
            known = f" Sudah dikenal dari {self.learnt_from} sebelumnya." if column.remembered else ""
            self.fields[key] = forms.ChoiceField(
                label=f"“{column.name}”",
                help_text=f"Contoh isi: {samples}.{known}",
                choices=self.choices,
                initial=column.meaning.value,
            )

    def meanings(self) -> dict[str, str]:
        """Heading -> meaning, as chosen."""
        return {name: self.cleaned_data[key] for key, name in self._names.items()}
