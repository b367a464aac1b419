"""What the bureau fills in about the owner of a national category: to whom a dossier goes, and what he answered."""

from typing import Any

from django import forms

from belanja.foundation import text
from belanja.rules.proposals.national import Reply, levels
from belanja.rules.proposals.states import NationalAnswer
from belanja.web.manager.parameter_forms import day_field
from belanja.web.officer.lists import whole_number
from belanja.web.purchases.forms import words_field

from .forms import MarkField


class ExportForm(forms.Form):
    """To whom the dossier is handed."""

    owner = forms.CharField(
        label="Pemilik kategori nasional",
        max_length=200,
        help_text="Kantor yang dituju, bukan nama orang.",
        error_messages={"required": "Tulis kantor yang dituju."},
    )


class _SeenForm(forms.Form):
    """An answer to a file that went out, with the version of it that the page showed."""

    version_seen = MarkField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, key: str, version: int) -> None:
        super().__init__(data, files, prefix=key, initial={"version_seen": version})

    def seen(self) -> int:
        """The version that was on the page; 0 where it says none."""
        return whole_number(self.cleaned_data["version_seen"]) or 0


class AnswerForm(_SeenForm):
    """What the owner of the national category answered."""

    def __init__(self, data: Any = None, *, key: str, version: int) -> None:
        super().__init__(data, key=key, version=version)
        self.fields["answer"] = forms.ChoiceField(
            label="Jawabannya",
            choices=[(one.value, text.capital_first(one.label)) for one in NationalAnswer if one.value != "menunggu"],
            widget=forms.RadioSelect,
            error_messages={"required": "Pilih jawabannya."},
        )
        self.fields["on"] = day_field("Tanggal jawaban")
        self.fields["number"] = forms.CharField(label="Nomor surat", required=False, max_length=120)
        self.fields["category_code"] = forms.CharField(
            label="ID kategori nasional", required=False, max_length=40, help_text="Bila diterima."
        )
        self.fields["category"] = forms.CharField(
            label="Kategori nasional yang diberikan",
            required=False,
            max_length=400,
            help_text="Bila diterima: paling banyak tiga tingkat, misalnya Kerajinan > Tas.",
        )
        self.fields["note"] = words_field("Isi jawaban", "Wajib bila bukan diterima seluruhnya.", required=False)

    def reply(self) -> Reply:
        """The answer as it was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version_seen"}
        category = levels(given.pop("category"))
        return Reply(**given | {"answer": NationalAnswer(given["answer"]), "category": category})


class AnswerFileForm(_SeenForm):
    """The file that was sent, with the answer filled in."""

    berkas = forms.FileField(label="Berkas XLSX atau CSV", error_messages={"required": "Pilih berkasnya."})
