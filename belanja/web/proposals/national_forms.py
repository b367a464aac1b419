"""What the bureau fills in about the owner of a national category: to whom a dossier goes, and what he answered."""

from typing import Any

from django import forms

from belanja.foundation import text
from belanja.rules.proposals.national import Reply, levels
from belanja.rules.proposals.states import NationalAnswer
from belanja.web.manager.parameter_forms import day_field
from belanja.web.purchases.forms import words_field


class ExportForm(forms.Form):
    """To whom the dossier is handed."""

    owner = forms.CharField(
        label="Pemilik kategori nasional",
        max_length=200,
        help_text="Kantor yang dituju, bukan nama orang.",
        error_messages={"required": "Tulis kantor yang dituju."},
    )


class AnswerForm(forms.Form):
    """What the owner of the national category answered."""

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)
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
        given = dict(self.cleaned_data)
        category = levels(given.pop("category"))
        return Reply(**given | {"answer": NationalAnswer(given["answer"]), "category": category})


class AnswerFileForm(forms.Form):
    """The file that was sent, with the answer filled in."""

    berkas = forms.FileField(label="Berkas XLSX atau CSV", error_messages={"required": "Pilih berkasnya."})

    def __init__(self, data: Any = None, files: Any = None, *, key: str) -> None:
        super().__init__(data, files, prefix=key)
