"""Forms of a case: what is said, what was answered, what is decided. Each carries the version of the page."""

from collections.abc import Sequence
from typing import Any

from django import forms

from belanja.rules.sanctions import LEAST_WORDS, Action, Breach, Measure
from belanja.web.manager.parameter_forms import day_field


def words_field(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=LEAST_WORDS,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": f"{label} belum diisi.",
            "min_length": f"Tulis paling sedikit {LEAST_WORDS} huruf.",
        },
    )


class OpenForm(forms.Form):
    """A new case against a firm."""

    breach = forms.ChoiceField(
        label="Pelanggaran",
        choices=[(one.value, one.label) for one in Breach],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis pelanggarannya."},
    )
    facts = words_field("Uraian", "Apa yang terjadi, kapan, dan pada penawaran atau pesanan mana. Penyedia membacanya.")
    evidence = forms.CharField(
        label="Bukti",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nomor surat, berita acara, atau alamat halaman. Tanpa data pribadi.",
    )
    loss = forms.DecimalField(
        label="Kerugian daerah (rupiah)",
        required=False,
        min_value=1,
        max_digits=20,
        decimal_places=2,
        help_text="Bila ada yang harus dikembalikan.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Tulis angka saja, misalnya 1250000."},
    )


class WordsForm(forms.Form):
    """One statement: an answer, an objection, a reason."""

    def __init__(self, data: Any = None, *, label: str, help_text: str = "", key: str = "text") -> None:
        super().__init__(data, prefix=key)
        self.fields["text"] = words_field(label, help_text)

    @property
    def text(self) -> str:
        return str(self.cleaned_data["text"])


class ImposeForm(forms.Form):
    """The decision: which step, from when, and why."""

    measure = forms.ChoiceField(
        label="Sanksi", widget=forms.RadioSelect, error_messages={"required": "Pilih sanksinya."}
    )
    start = day_field("Berlaku mulai", "Kosongkan untuk hari ini.", required=False)
    reason = words_field("Pertimbangan", "Tercetak dalam keputusan: mengapa terbukti, dan apa jawaban penyedia.")

    def __init__(self, data: Any = None, *, due: Measure) -> None:
        super().__init__(data, prefix="putusan", initial={"measure": due.value})
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.value, f"{one.label}, {one.effect.label}" + (" (menurut jenjang)" if one is due else ""))
            for one in Measure
            if one.step <= due.step
        ]


class VerdictForm(forms.Form):
    """What becomes of an objection."""

    action = forms.ChoiceField(
        label="Putusan atas keberatan",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    measure = forms.ChoiceField(label="Sanksi yang lebih ringan", required=False)
    reason = words_field("Pertimbangan")

    def __init__(self, data: Any = None, *, measure: Measure) -> None:
        super().__init__(data, prefix="keberatan")
        milder = [one for one in Measure if one.step < measure.step]
        choices = [(Action.UPHOLD.value, "Keberatan ditolak, sanksi tetap")]
        if milder:
            choices.append((Action.LIGHTEN.value, "Diringankan"))
        choices.append((Action.ANNUL.value, "Dikabulkan, sanksi dibatalkan"))
        self._choose("action", choices)
        self._choose("measure", [("", "hanya bila diringankan"), *((one.value, one.label) for one in milder)])
        if not milder:
            del self.fields["measure"]

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class EntryForm(forms.Form):
    """Whether an entry of the Daftar Hitam is the firm."""

    same = forms.ChoiceField(
        label="Kesimpulan",
        choices=[("ya", "Benar usaha ini: tidak dapat dibeli selama tercantum"), ("tidak", "Usaha lain bernama sama")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih kesimpulannya."},
    )
    reason = words_field("Dasar kesimpulan", "Misalnya alamat, pengurus, atau nomor SK yang dicocokkan.")
