"""The form of each kind of held item, and the service that takes its answer."""

from typing import Any

from django import forms
from django.http import QueryDict

from belanja.foundation import text
from belanja.intake import selectors as intake
from belanja.intake import services
from belanja.intake.models import HeldItem
from belanja.intake.services.decisions import MEANINGS
from belanja.journal.services import Actor
from belanja.rules.indicators import NUMERATORS, Numerator
from belanja.web.officer.words import number_of

Kind = HeldItem.Kind

MEANING_WORDS = {
    "pesanan": "Baru dipesan, belum ditandatangani kedua pihak",
    "kontrak": "Surat pesanan sudah ditandatangani kedua pihak",
    "terima": "Barang sudah diserahterimakan",
    "selesai": "Paket selesai",
    "batal": "Dibatalkan, tidak dihitung",
}
_AMOUNT = (
    ("confirm", "Nilainya benar, pakai dalam angka"),
    ("reject", "Nilainya salah, jangan dipakai sampai sumbernya diperbaiki"),
)
_PULL = (
    ("partial", "Sebagian: baris lama yang tidak ada di dalamnya tetap dipakai"),
    ("complete", "Lengkap: baris yang tidak ada di dalamnya memang sudah hilang"),
)


_DIFFERS = (
    ("entry", "Entri tetap berlaku; angka sumber belum benar"),
    ("feed", "Angka sumber yang berlaku; entri ditarik"),
)


class HeldForm(forms.Form):
    """One answer and its reason. Items about a column have one answer only, which is the button itself."""

    answer = forms.ChoiceField(
        label="Putusan",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih satu putusan.", "invalid_choice": "Pilih satu putusan dari daftar."},
    )
    reason = forms.CharField(
        label="Alasan",
        help_text="Tulis dokumen atau orang yang Anda tanya, misalnya nomor DPA. Tersimpan di jurnal.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasan keputusan."},
    )
    button = "Simpan keputusan"

    def __init__(self, item: HeldItem, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        if item.kind == Kind.COLUMN_VANISHED:
            del self.fields["answer"]
            self.button = "Terima tanpa kolom ini"
            return
        field.label, field.choices = _question(item)


def _question(item: HeldItem) -> tuple[str, list[Any]]:
    if item.kind == Kind.BUDGET_CONFLICT:
        return "Anggaran mana yang berlaku?", budget_answers(item)
    if item.kind == Kind.STATUS_UNKNOWN:
        return f"Apa arti status “{item.key}”?", [(code, MEANING_WORDS[code]) for code in MEANINGS]
    if item.kind == Kind.FEED_TRUNCATED:
        return "Apakah tarikan ini lengkap?", list(_PULL)
    if item.kind == Kind.BUDGET_DIFFERS:
        return "Anggaran mana yang berlaku?", list(_DIFFERS)
    return "Apakah nilainya benar?", list(_AMOUNT)


def budget_answers(item: HeldItem) -> list[tuple[str, str]]:
    """Rows to choose from: id of the source row, and its amount in words."""
    found = []
    for row in intake.source_rows(government_id=item.government_id, ids=item.source_rows):
        amount = number_of(row.payload.get("pengadaan"))
        words = text.UNKNOWN if amount is None else text.rupiah(amount)
        found.append((str(row.pk), f"{words} (baris {row.pk})"))
    return found


def form_for(item: HeldItem, data: QueryDict | None = None) -> HeldForm:
    return HeldForm(item, data)


def decide(item: HeldItem, form: HeldForm, actor: Actor) -> HeldItem:
    """Hand the answer to the service of this kind. Raises RuleBroken as the service does."""
    answer, reason = form.cleaned_data.get("answer", ""), form.cleaned_data["reason"]
    if item.kind == Kind.BUDGET_CONFLICT:
        return services.choose_budget(item_id=item.pk, source_row_id=int(answer), reason=reason, actor=actor)
    if item.kind == Kind.STATUS_UNKNOWN:
        return services.decide_status(item_id=item.pk, meaning=answer, reason=reason, actor=actor)
    if item.kind == Kind.FEED_TRUNCATED:
        return services.accept_pull(item_id=item.pk, complete=answer == "complete", reason=reason, actor=actor)
    if item.kind == Kind.COLUMN_VANISHED:
        return services.dismiss_column(item_id=item.pk, reason=reason, actor=actor)
    if item.kind == Kind.BUDGET_DIFFERS:
        decided = services.take_feed if answer == "feed" else services.keep_entry
        return decided(item_id=item.pk, reason=reason, actor=actor)
    service = services.confirm_amount if answer == "confirm" else services.reject_amount
    return service(item_id=item.pk, reason=reason, actor=actor)


def meaning_label(code: str) -> str:
    """A meaning in one word: the numerator up to which an order counts, or cancelled."""
    return "Dibatalkan" if code == "batal" else NUMERATORS[Numerator(code)].label
