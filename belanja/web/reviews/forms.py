"""Forms of reviews: the assignment, its team, a sample, a working paper, notes and what units say to them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from belanja.rules.channels import Channel
from belanja.rules.oversight.checklists import Answer, Checklist, Paper
from belanja.rules.oversight.findings import PARTS
from belanja.rules.oversight.results import Result
from belanja.rules.oversight.reviews import Conclusion, ReviewKind, Said
from belanja.rules.oversight.sampling import Method
from belanja.rules.scans import Scan
from belanja.web.cases.forms import Choices, KeyedForm, NumberForm, scan_field
from belanja.web.manager.parameter_forms import day_field
from belanja.web.purchases.forms import words_field

_LARGEST_SAMPLE = 5000


def _many(label: str, help_text: str = "", *, required: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": f"{label} belum dipilih."},
    )


class TeamForm(KeyedForm):
    """Who does it: three posts, nobody in two."""

    supervisor = forms.ChoiceField(
        label="Pengendali teknis", error_messages={"required": "Pilih pengendali teknisnya."}
    )
    leader = forms.ChoiceField(label="Ketua tim", error_messages={"required": "Pilih ketua timnya."})
    members = _many("Anggota tim", "Setiap orang memegang satu peran saja.", required=True)

    def __init__(self, data: Any = None, *, key: str, people: Choices, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, key=key)
        self.choose("supervisor", people)
        self.choose("leader", people)
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)
        members.choices = list(people)
        self.initial.update(initial or {})

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        chosen = [told.get("supervisor"), told.get("leader"), *(told.get("members") or [])]
        held = [one for one in chosen if one]
        if len(set(held)) < len(held):
            self.add_error("members", "Setiap orang memegang satu peran saja.")
        return told


class ChangeTeamForm(TeamForm):
    note = words_field("Mengapa timnya diubah")


class PlanForm(TeamForm):
    """The assignment as its surat tugas gives it."""

    kind = forms.ChoiceField(label="Jenis", error_messages={"required": "Pilih jenisnya."})
    title = forms.CharField(
        label="Judul penugasan", max_length=160, error_messages={"required": "Judul penugasan belum diisi."},
        help_text="Misalnya: Reviu P3DN triwulan III.",
    )  # fmt: skip
    order_number = forms.CharField(
        label="Nomor surat tugas", max_length=80, error_messages={"required": "Nomor surat tugas belum diisi."}
    )
    order_date = day_field("Tanggal surat tugas")
    period_from = day_field("Yang direviu mulai")
    period_to = day_field("Sampai dengan")
    units = forms.MultipleChoiceField(
        label="Unit yang direviu", required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Tanpa pilihan: semua unit. Di komputer, tahan Ctrl untuk memilih beberapa.",
    )  # fmt: skip
    channels = _many("Kanal", "Tanpa pilihan: semua kanal.")
    field_order = (
        "kind", "title", "order_number", "order_date", "period_from", "period_to", "units", "channels", "supervisor",
        "leader", "members",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, key: str, people: Choices, units: Choices) -> None:
        super().__init__(data, key=key, people=people)
        self.choose("kind", [(one.value, one.label) for one in ReviewKind])
        for name, choices in (("units", list(units)), ("channels", [(one.value, one.label) for one in Channel])):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        begin, end = told.get("period_from"), told.get("period_to")
        if isinstance(begin, date) and isinstance(end, date) and begin > end:
            self.add_error("period_to", "Hari terakhir tidak boleh sebelum hari pertama.")
        return told


class SampleForm(KeyedForm):
    """How a sample is drawn; by the same seed it is drawn again."""

    method = forms.ChoiceField(
        label="Cara penarikan", widget=forms.RadioSelect, error_messages={"required": "Pilih caranya."}
    )
    size = forms.IntegerField(
        label="Ukuran sampel", min_value=1, max_value=_LARGEST_SAMPLE,
        help_text="Berapa butir. Bila kerangkanya lebih kecil, semuanya masuk.",
        error_messages={"required": "Ukuran sampel belum diisi.", "invalid": "Tulis angka saja, misalnya 25."},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    seed = forms.CharField(
        label="Benih", max_length=80, error_messages={"required": "Benih belum diisi."},
        help_text="Kata atau angka apa saja yang dicatat sebelum menarik, misalnya nomor surat tugas. Dengan benih "
        "yang sama siapa pun menarik sampel yang sama.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, key=key)
        field = self.fields["method"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, f"{one.label[0].upper()}{one.label[1:]}. {one.explained}") for one in Method]


class PaperForm(KeyedForm):
    """A working paper: an answer to each question of the checklist with a note and a proof, what was seen, what
    follows. A draft may be incomplete."""

    def __init__(
        self, data: Any = None, files: Any = None, *, key: str, checklist: Checklist, paper: Paper | None
    ) -> None:
        super().__init__(data, files, key=key)
        self._checklist = checklist
        for number, one in enumerate(checklist.questions, start=1):
            self.fields[f"said_{one.code}"] = forms.ChoiceField(
                label=f"{number}. {one.text}", help_text=f"{one.criterion} ({one.source}). Lihat: {one.evidence}.",
                required=False, widget=forms.RadioSelect, choices=[(said.value, said.label) for said in Said],
            )  # fmt: skip
            self.fields[f"note_{one.code}"] = words_field(f"Catatan {number}", required=False, rows=2)
            self.fields[f"file_{one.code}"] = scan_field(f"Bukti {number}", required=False)
            self.fields[f"said_{one.code}"].asked = True  # type: ignore[attr-defined]  # see `pieces.FormField.optional`
            answer = paper.answers.get(one.code) if paper else None
            if answer is not None:
                self.initial.update({f"said_{one.code}": answer.said.value, f"note_{one.code}": answer.note})
        self.fields["summary"] = words_field("Yang dilihat, dan dari bukti mana", required=False, rows=4)
        self.fields["summary"].asked = True  # type: ignore[attr-defined]
        self.fields["conclusion"] = forms.ChoiceField(
            label="Simpulan", widget=forms.RadioSelect, error_messages={"required": "Pilih simpulannya."},
            choices=[(one.value, one.label) for one in Conclusion],
        )  # fmt: skip
        if paper is not None:
            self.initial.update({"summary": paper.summary, "conclusion": paper.conclusion.value})

    @property
    def told(self) -> Paper:
        given = self.cleaned_data
        answers = {
            one.code: Answer(Said(given[f"said_{one.code}"]), given[f"note_{one.code}"])
            for one in self._checklist.questions
            if given[f"said_{one.code}"]
        }
        return Paper(self._checklist.code, answers, given["summary"], Conclusion(given["conclusion"]))

    @property
    def proofs(self) -> dict[str, Scan]:
        """Files by the code of their question; as often as it is asked."""
        found = {}
        for one in self._checklist.questions:
            given = self.cleaned_data.get(f"file_{one.code}")
            if given:
                given.seek(0)
                found[one.code] = Scan(given.name, given.read())
        return found


class RemarkForm(KeyedForm):
    """Which remark is answered or cleared."""

    remark = forms.ChoiceField(label="Catatan", error_messages={"required": "Pilih catatannya."})

    def __init__(self, data: Any = None, *, key: str, remarks: Choices) -> None:
        super().__init__(data, key=key)
        self.choose("remark", remarks)


class AnswerRemarkForm(RemarkForm):
    note = words_field("Jawaban")


class ResultForm(KeyedForm):
    """A note of results to one unit, in the auditors' form."""

    unit = forms.ChoiceField(label="Kepada unit", error_messages={"required": "Pilih unitnya."})
    title = forms.CharField(label="Judul", max_length=160, error_messages={"required": "Judul catatan belum diisi."})

    def __init__(self, data: Any = None, *, key: str, units: Choices) -> None:
        super().__init__(data, key=key)
        self.choose("unit", units)
        if len(units) == 1:
            self.initial["unit"] = units[0][0]
        for name, label in {**PARTS, "advice": "Saran"}.items():
            self.fields[name] = words_field(label, rows=3)

    @property
    def told(self) -> Result:
        given = self.cleaned_data
        return Result(given["title"], **{name: given[name] for name in (*PARTS, "advice")})


class DropForm(KeyedForm):
    """Which note of results is dropped, and why."""

    result = forms.ChoiceField(label="Catatan", error_messages={"required": "Pilih catatannya."})
    note = words_field("Mengapa dicabut")

    def __init__(self, data: Any = None, *, key: str, results: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, key=key)
        self.choose("result", results)


class ResponseForm(KeyedForm):
    """What a unit says to a note of results."""

    agrees = forms.ChoiceField(
        label="Apakah unit setuju?", choices=[("ya", "Setuju"), ("tidak", "Tidak setuju")], widget=forms.RadioSelect,
        error_messages={"required": "Pilih setuju atau tidak."},
    )  # fmt: skip
    words = words_field("Tanggapan", "Apa yang dilakukan atau mengapa tidak setuju; lampirkan bukti bila ada.", rows=5)
    document = scan_field("Lampiran", required=False)


class NotesLetterForm(NumberForm):
    """The letter of the notes to one of the units that have none."""

    unit = forms.ChoiceField(label="Kepada unit", error_messages={"required": "Pilih unitnya."})
    field_order = ("unit", "letter_number", "letter_date")

    def __init__(self, data: Any = None, *, key: str, units: Choices) -> None:
        super().__init__(data, key=key)
        self.choose("unit", units)
