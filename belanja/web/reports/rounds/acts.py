"""What may be done with a unit's figures now: confirm, dispute, explain; and for the bureau, decide."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock, text
from belanja.reporting import services
from belanja.reporting.models import Dispute, Hearing, OutsideReason
from belanja.rules.channels import Channel
from belanja.rules.duties import Duty
from belanja.rules.reporting import outside
from belanja.rules.reporting.hearings import HEARINGS, Ground, HearingStep, Side, Verdict
from belanja.web.acts import Act, kept, kept_files
from belanja.web.officer.access import Office
from belanja.web.pieces import Pagination
from belanja.web.purchases.forms import NoteForm, PlainForm, words_field


@dataclass(frozen=True)
class Seen:
    """A hearing as one person sees it. `rows`: the page of rows behind the figures."""

    hearing: Hearing
    rows: list[PurchaseDocument]
    count: int
    pagination: Pagination | None
    disputes: list[Dispute]
    answers: bool
    outside: dict[Channel, Decimal]
    reasons: dict[str, OutsideReason]


class DisputeForm(forms.Form):
    """What is wrong, at which rows, and what shows it."""

    ground = forms.ChoiceField(
        label="Yang salah",
        choices=[("", "Pilih"), *((one.value, text.capital_first(one.label)) for one in Ground)],
        error_messages={"required": "Pilih apa yang salah."},
    )
    row_ids = forms.TypedMultipleChoiceField(
        label="Barisnya",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Baris pada halaman daftar yang sedang dibuka. Tidak perlu bila pesanan tidak ada dalam angka, "
        "atau bila yang salah belanja pengadaannya.",
    )
    note = words_field("Penjelasan", "Tanpa nama orang; menjadi bagian lampiran terbatas laporan.")
    file = forms.FileField(
        label="Bukti (PDF, JPG, atau PNG)",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Pilih berkas buktinya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, rows: list[PurchaseDocument], chosen: str = "") -> None:
        initial = {"row_ids": [int(chosen)]} if chosen.isdigit() else {}
        super().__init__(data, files, prefix="sanggah", initial=initial)
        if initial:  # one row was pointed at; others are chosen from the list below
            rows = [row for row in rows if str(row.pk) == chosen] or rows
        self.fields["row_ids"].choices = [(row.pk, _row_words(row)) for row in rows]  # type: ignore[attr-defined]


class OutsideForm(forms.Form):
    """Why something was bought outside the catalogue, by the list of reasons of the day."""

    code = forms.ChoiceField(label="Alasan", error_messages={"required": "Pilih alasannya."})
    note = words_field(
        "Penjelasan", "Tanpa nama orang; menjadi bagian lampiran terbatas laporan.", required=False, rows=2
    )

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)
        choices = [(one.code, text.capital_first(one.label)) for one in outside.offered(clock.today())]
        self.fields["code"].choices = [("", "Pilih"), *choices]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What becomes of one dispute, and why."""

    verdict = forms.ChoiceField(
        label="Putusan",
        choices=[(one.value, text.capital_first(one.label)) for one in (Verdict.ACCEPTED, Verdict.REJECTED)],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    reason = words_field("Alasan", "Tampil bagi unit, dan menjadi bagian lampiran terbatas laporan.")


def acts_of(request: HttpRequest, office: Office, seen: Seen) -> list[Act]:
    offered = _unit_acts(request, office, seen) if seen.answers else []
    if office.may(Duty.DECIDE_DISPUTE):
        waiting = [one for one in seen.disputes if one.verdict == Verdict.OPEN.value]
        offered += [_decide_act(request, office, one) for one in waiting if one.by_id != office.actor.user_id]
    return offered


def _unit_acts(request: HttpRequest, office: Office, seen: Seen) -> list[Act]:
    by: dict[str, Any] = {
        "hearing_id": seen.hearing.pk,
        "government": office.government,
        "actor": office.actor,
    }
    open_now = {rule.step: rule for rule in HEARINGS.steps_from(seen.hearing.state, Side.UNIT)}
    offered = []
    if HearingStep.CONFIRM in open_now:
        offered.append(
            Act(
                key="benarkan",
                title="Angka ini benar",
                button="Benarkan angka",
                form=PlainForm(kept(request, "benarkan")),
                run=lambda _form, version: services.confirm_figures(version=version, **by) and None,
                said="Angka unit Anda dibenarkan.",
                about="Sampai tenggat Anda masih dapat menjelaskan atau menyanggah.",
            )
        )
    if HearingStep.DISPUTE in open_now:
        offered.append(_dispute_act(request, seen, open_now[HearingStep.DISPUTE].label, by))
    if HearingStep.EXPLAIN in open_now:
        offered.append(
            Act(
                key="jelaskan",
                title="Jelaskan angka ini",
                button=open_now[HearingStep.EXPLAIN].label,
                form=NoteForm(
                    kept(request, "jelaskan"),
                    key="jelaskan",
                    label="Penjelasan",
                    help_text="Angkanya benar, tetapi pembaca perlu tahu sebabnya. Tanpa nama orang.",
                ),
                run=lambda form, version: services.explain_figures(version=version, note=form.note, **by) and None,
                said="Penjelasan Anda dicatat.",
                quiet=True,
            )
        )
    if HearingStep.REASON in open_now:
        offered += [_outside_act(request, channel, amount, by) for channel, amount in seen.outside.items()]
    return offered


def _outside_act(request: HttpRequest, channel: Channel, amount: Decimal, by: dict[str, Any]) -> Act:
    key = f"alasan-{channel.value}"
    return Act(
        key=key,
        title=f"Mengapa di luar katalog: {channel.label}",
        button="Nyatakan alasan",
        form=OutsideForm(kept(request, key), key=key),
        run=lambda form, version: (
            services.state_reason(version=version, channel=channel, **form.cleaned_data, **by) and None
        ),
        said="Alasan dicatat dan masuk lampiran L6 laporan.",
        about=f"Kontrak {text.rupiah(amount)} sampai batas waktu. Tanpa alasan laporan menyebutnya belum diketahui.",
        quiet=True,
    )


def _dispute_act(request: HttpRequest, seen: Seen, label: str, by: dict[str, Any]) -> Act:
    def run(form: DisputeForm, version: int) -> None:
        said = form.cleaned_data
        services.dispute_figures(
            version=version,
            ground=Ground(said["ground"]),
            row_ids=said["row_ids"],
            note=said["note"],
            file_name=said["file"].name,
            content=said["file"].read(),
            **by,
        )

    return Act(
        key="sanggah",
        title="Sanggah baris, dengan bukti",
        button=label,
        form=DisputeForm(
            kept(request, "sanggah"),
            kept_files(request, "sanggah"),
            rows=seen.rows,
            chosen=request.GET.get("baris", ""),
        ),
        run=run,
        said="Sanggahan Anda diterima dan menunggu putusan Biro PBJ.",
        quiet=True,
    )


def _decide_act(request: HttpRequest, office: Office, one: Dispute) -> Act:
    key = f"putus-{one.pk}"

    def run(form: DecideForm, _version: int) -> None:
        services.decide_dispute(
            dispute_id=one.pk,
            government=office.government,
            accept=form.cleaned_data["verdict"] == Verdict.ACCEPTED.value,
            reason=form.cleaned_data["reason"],
            actor=office.actor,
        )

    return Act(
        key=key,
        title=f"Putuskan sanggahan: {_what(one)}",
        button="Simpan putusan",
        form=DecideForm(kept(request, key), prefix=key),
        run=run,
        said="Putusan disimpan dan unitnya diberi tahu.",
        about="Yang diterima dibetulkan pada sumbernya (koreksi, entri anggaran, tarikan baru), bukan di sini.",
    )


def _row_words(row: PurchaseDocument) -> str:
    return f"{row.number or row.key} — {row.title[:60] or row.key}, {text.rupiah(row.amount)}"


def _what(one: Dispute) -> str:
    row = f" ({one.row['number']})" if one.row else ""
    return f"{Ground(one.ground).label}{row}"
