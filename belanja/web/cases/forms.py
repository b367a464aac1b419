"""Forms of cases and findings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from belanja.oversight.services.following import Plan, Proof
from belanja.rules.oversight.findings import PARTS, Advice, Form
from belanja.rules.oversight.reasons import IMPOSSIBLE, REASONS, reasons_for
from belanja.rules.oversight.states import Amount, Outside, Resolution, Verdict
from belanja.rules.scans import LARGEST, Scan
from belanja.web.manager.budget_forms import RupiahField
from belanja.web.manager.parameter_forms import day_field
from belanja.web.purchases.forms import words_field

_MOST_ADVICE = 4
Choices = Sequence[tuple[str, str]]


def scan_field(label: str, *, required: bool) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=f"PDF, JPG, atau PNG, paling besar {LARGEST // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Pilih pindaiannya.", "empty": "Berkas ini kosong."},
    )


class KeyedForm(forms.Form):
    """A form whose fields are named apart from those of the other acts of its page."""

    def __init__(self, data: Any = None, files: Any = None, *, key: str) -> None:
        super().__init__(data, files, prefix=key)

    def choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih"), *choices]

    @property
    def scans(self) -> list[Scan]:
        """The file that came with it, if one did; as often as it is asked."""
        given = self.cleaned_data.get("document")
        if not given:
            return []
        given.seek(0)
        return [Scan(given.name, given.read())]


class TakeForm(KeyedForm):
    """The declaration of independence."""

    independent = forms.BooleanField(
        label="Saya tidak terkait dengan unit, pejabat, atau penyedia dalam kasus ini",
        error_messages={"required": "Nyatakan dahulu bahwa Anda independen."},
    )


class AssignForm(KeyedForm):
    auditor = forms.ChoiceField(label="Auditor", error_messages={"required": "Pilih auditornya."})
    note = words_field("Mengapa")

    def __init__(self, data: Any = None, *, key: str, people: Choices) -> None:
        super().__init__(data, key=key)
        self.choose("auditor", people)


class AskForm(KeyedForm):
    """One question to one unit or one firm."""

    to = forms.ChoiceField(label="Kepada", error_messages={"required": "Pilih siapa yang ditanya."})
    words = words_field(
        "Pertanyaan", "Sebut yang ingin diketahui dan bukti yang membantu, dengan bahasa biasa.", rows=5
    )

    def __init__(self, data: Any = None, *, key: str, whom: Choices) -> None:
        super().__init__(data, key=key)
        self.choose("to", whom)


class ProposeForm(KeyedForm):
    """A verdict with one of its reasons."""

    pick = forms.ChoiceField(label="Simpulan dan alasannya", error_messages={"required": "Pilih simpulannya."})
    note = words_field("Pertimbangan", rows=4)

    def __init__(self, data: Any = None, *, key: str, verdicts: Sequence[Verdict]) -> None:
        super().__init__(data, key=key)
        self.choose(
            "pick",
            [
                (f"{one.value}:{reason.code}", f"{one.label}: {reason.label}")
                for one in verdicts
                for reason in reasons_for(one)
            ],
        )

    @property
    def told(self) -> dict[str, Any]:
        verdict, _, reason = self.cleaned_data["pick"].partition(":")
        return {"verdict": Verdict(verdict), "reason_code": reason, "note": self.cleaned_data["note"]}


class FindingForm(KeyedForm):
    """A finding in the auditors' form; empty recommendations do not count."""

    to = forms.ChoiceField(label="Penanggung jawab", required=False)
    title = forms.CharField(label="Judul", max_length=160, error_messages={"required": "Judul temuan belum diisi."})
    category = forms.ChoiceField(label="Jenis", error_messages={"required": "Pilih jenis temuannya."})

    def __init__(
        self, data: Any = None, *, key: str, whom: Choices = (), form: Form | None = None
    ) -> None:  # fmt: skip
        super().__init__(data, key=key)
        self.choose("category", [(one.code, one.label) for one in REASONS.values() if Verdict.FIND in one.uses])
        if whom:
            self.choose("to", whom)
        else:
            del self.fields["to"]
        known = form.as_json() if form else {}
        for name, label in PARTS.items():
            self.fields[name] = words_field(label, rows=4, required=False)
        advice = form.advice if form else ()
        for number in range(1, _MOST_ADVICE + 1):
            one = advice[number - 1] if number <= len(advice) else Advice("", "")
            self.fields[f"advice{number}"] = words_field(f"Rekomendasi {number}", required=False, rows=2)
            self.fields[f"post{number}"] = forms.CharField(
                label=f"Jabatan pelaksana {number}", required=False, max_length=120
            )
            self.initial.update({f"advice{number}": one.text, f"post{number}": one.post})
        for kind in Amount:
            self.fields[kind.value] = RupiahField(f"Nilai {kind.label} dalam rupiah", required=False)
            if form and kind in form.amounts:
                self.initial[kind.value] = str(form.amounts[kind])
        self.initial.update({name: known[name] for name in ("title", "category", *PARTS) if name in known})

    @property
    def told(self) -> Form:
        given = self.cleaned_data
        numbers = range(1, _MOST_ADVICE + 1)
        advice = [Advice(given[f"advice{one}"].strip(), given[f"post{one}"].strip()) for one in numbers]
        return Form(
            title=given["title"],
            category=given["category"],
            **{name: given[name] for name in PARTS},
            advice=tuple(one for one in advice if one.text or one.post),
            amounts={kind: given[kind.value] for kind in Amount if given[kind.value]},
        )


class HandOverForm(KeyedForm):
    to = forms.ChoiceField(label="Kepada", error_messages={"required": "Pilih kepada siapa."})
    office = forms.CharField(
        label="Lembaga", max_length=160, error_messages={"required": "Sebut lembaga yang menerimanya."}
    )
    why = words_field("Mengapa")

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, key=key)
        self.choose("to", [(one.value, one.label) for one in Outside])


class NumberForm(KeyedForm):
    """Number and day of a letter as the agenda gave them."""

    letter_number = forms.CharField(
        label="Nomor surat", max_length=80, error_messages={"required": "Nomor surat belum diisi."}
    )
    letter_date = day_field("Tanggal surat")


class LetterForm(NumberForm):
    """The approved letter with which a case left."""

    document = scan_field("Pindaian surat", required=True)


class RequestForm(NumberForm):
    """The letter of one of the questions that have none."""

    question = forms.ChoiceField(label="Untuk pertanyaan", error_messages={"required": "Pilih pertanyaannya."})
    field_order = ("question", "letter_number", "letter_date")

    def __init__(self, data: Any = None, *, key: str, questions: Choices) -> None:
        super().__init__(data, key=key)
        self.choose("question", questions)


class AnswerForm(KeyedForm):
    words = words_field("Jawaban Anda", "Ceritakan apa adanya; lampirkan buktinya bila ada.", rows=6)
    document = scan_field("Lampiran", required=False)


class PlanForm(KeyedForm):
    """What is to be done about each recommendation, and until when."""

    def __init__(self, data: Any = None, *, key: str, advice: Mapping[int, tuple[str, Any]]) -> None:
        super().__init__(data, key=key)
        self._numbers = list(advice)
        for number, (plan, until) in advice.items():
            self.fields[f"plan{number}"] = words_field(f"Rencana untuk rekomendasi {number}")
            self.fields[f"until{number}"] = day_field(f"Rekomendasi {number} selesai tanggal")
            self.initial.update({f"plan{number}": plan, f"until{number}": until})

    @property
    def plans(self) -> dict[int, Plan]:
        given = self.cleaned_data
        return {one: Plan(given[f"plan{one}"], given[f"until{one}"]) for one in self._numbers}


class ReportForm(KeyedForm):
    number = forms.ChoiceField(label="Rekomendasi", error_messages={"required": "Pilih rekomendasinya."})
    words = words_field("Yang sudah dilakukan", rows=4)
    document = scan_field("Bukti", required=False)

    def __init__(self, data: Any = None, files: Any = None, *, key: str, numbers: Sequence[int]) -> None:
        super().__init__(data, files, key=key)
        self.choose("number", [(str(one), f"Rekomendasi {one}") for one in numbers])


class DepositForm(KeyedForm):
    kind = forms.ChoiceField(label="Untuk", error_messages={"required": "Pilih untuk apa."})
    amount = RupiahField("Nilai setoran dalam rupiah")
    sts_number = forms.CharField(
        label="Nomor Surat Tanda Setoran (STS)", max_length=80, error_messages={"required": "Nomor STS belum diisi."}
    )
    paid_on = day_field("Tanggal setor")
    document = scan_field("Pindaian STS", required=True)

    def __init__(self, data: Any = None, files: Any = None, *, key: str, kinds: Sequence[Amount]) -> None:
        super().__init__(data, files, key=key)
        self.choose("kind", [(one.value, one.label) for one in kinds])

    @property
    def proof(self) -> Proof:
        given = self.cleaned_data
        return Proof(Amount(given["kind"]), given["amount"], given["sts_number"], given["paid_on"])


class CheckForm(KeyedForm):
    accept = forms.ChoiceField(
        label="Hasil pemeriksaan",
        choices=[("ya", "Diterima: dihitung"), ("tidak", "Tidak diterima")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya."},
    )
    note = words_field("Catatan", "Wajib bila tidak diterima.", required=False)


class DecideForm(KeyedForm):
    upheld = forms.ChoiceField(
        label="Putusan",
        choices=[("tidak", "Tidak diterima: temuannya tetap"), ("ya", "Diterima: temuannya dicabut")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    note = words_field("Pertimbangan", rows=4)


class ResolveForm(KeyedForm):
    number = forms.ChoiceField(label="Rekomendasi", error_messages={"required": "Pilih rekomendasinya."})
    resolution = forms.ChoiceField(label="Tindak lanjutnya", error_messages={"required": "Pilih hasilnya."})
    note = words_field("Pertimbangan")

    def __init__(self, data: Any = None, *, key: str, numbers: Sequence[int]) -> None:
        super().__init__(data, key=key)
        self.choose("number", [(str(one), f"Rekomendasi {one}") for one in numbers])
        self.choose("resolution", [(one.value, one.label) for one in Resolution if one is not Resolution.IMPOSSIBLE])


class GiveUpForm(KeyedForm):
    reason_code = forms.ChoiceField(label="Alasan yang sah", error_messages={"required": "Pilih alasannya."})
    note = words_field("Pertimbangan")

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, key=key)
        self.choose("reason_code", [(one.code, one.label) for one in IMPOSSIBLE.values()])
