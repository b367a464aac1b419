"""`/laporan/<gov>/konfirmasi/unit/<id>/`: one unit's figures, the rows behind them, its answer, and the decisions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.reporting import services
from belanja.reporting.chapters import read
from belanja.reporting.models import Dispute, Hearing
from belanja.reporting.selectors import rounds as reads
from belanja.rules.channels import Channel
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import HEARINGS, Ground, HearingState, HearingStep, Side, Verdict
from belanja.web.acts import Act, Outcome, answer, kept, kept_files
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.officer.words import stages_in_words
from belanja.web.pieces import (
    Cell,
    Column,
    EmptyState,
    Event,
    Figure,
    Figures,
    Notice,
    Pagination,
    Row,
    Table,
    Timeline,
)
from belanja.web.purchases.forms import NoteForm, PlainForm, words_field
from belanja.web.reports.framing import acts_page

from .several import tag


@dataclass(frozen=True)
class Seen:
    """A hearing as one person sees it. `rows`: the page of rows behind the figures."""

    hearing: Hearing
    rows: list[PurchaseDocument]
    count: int
    pagination: Pagination | None
    disputes: list[Dispute]
    answers: bool


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
        self.fields["row_ids"].choices = [(row.pk, _row_words(row)) for row in rows]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What becomes of one dispute, and why."""

    verdict = forms.ChoiceField(
        label="Putusan",
        choices=[(one.value, text.capital_first(one.label)) for one in (Verdict.ACCEPTED, Verdict.REJECTED)],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    reason = words_field("Alasan", "Tampil bagi unit, dan menjadi bagian lampiran terbatas laporan.")


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def hearing(request: HttpRequest, office: Office, hearing_id: int) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _seen(request, office, hearing_id),
        acts=_acts,
        show=_show,
        gone=_gone,
        name="reporting.hearing",
        to=office.url("reports:hearing", hearing_id),
        open_to=lambda desk, seen: seen.answers or desk.may(Duty.DECIDE_DISPUTE),
    )


@officer_page(Duty.SEE_SOURCE_ROWS)
def evidence(_request: HttpRequest, office: Office, dispute_id: int) -> HttpResponse:
    """The file of a dispute, only ever as a download."""
    found = Dispute.objects.filter(hearing__round__government=office.government, pk=dispute_id).first()
    if found is None:
        raise reads.NOT_THERE
    reads.hearing_of(office.government, found.hearing_id, office.actor)
    made = HttpResponse(bytes(found.content), content_type=found.media_type)
    made["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return made


def _seen(request: HttpRequest, office: Office, hearing_id: int) -> Seen:
    found = reads.hearing_of(office.government, hearing_id, office.actor)
    rows = reads.rows_behind(found)
    count = rows.count()
    page, pagination = page_of(rows, count, request)
    answers = institutions.is_allowed(
        office.actor, Duty.ANSWER_FIGURES, office.government, unit_id=found.unit_id
    ) and found.round.takes_answers(clock.today())
    return Seen(found, page, count, pagination, list(found.disputes.all()), answers)


def _gone(seen: Seen) -> str:
    of = seen.hearing.round
    if not of.takes_answers(clock.today()):
        return f"Waktu menjawab berakhir {text.long_date(of.due_on)}; sampaikan kepada Biro PBJ."
    return f"Unit ini sudah {HearingState(seen.hearing.state).label}."


def _acts(request: HttpRequest, office: Office, seen: Seen) -> list[Act]:
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
    return offered


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


def _show(request: HttpRequest, office: Office, seen: Seen, outcome: Outcome) -> HttpResponse:
    found, of = seen.hearing, seen.hearing.round
    trail = ("Putaran", office.url("reports:round", of.pk)) if office.may(Duty.SEE_REPORTS) else None
    context = frame(office, "reports:rounds", *([trail] if trail else []), title=shown(found.unit.name))
    acts = _acts(request, office, seen)
    context |= {
        "lead": f"{text.quarter(of.year, of.quarter)}, data sampai {text.long_date(of.cut_off)}. Jawab paling lambat "
        f"{text.long_date(of.due_on)}.",
        "state": tag(found),
        "acts": acts,
        "open_act": "sanggah" if request.GET.get("baris") or outcome.refusal or outcome.wrong else "",
        "version": found.version,
        "notice": _notice(seen),
        "parts": [
            Part(key="angka", title="Angka unit ini", about=_changed_words(), items=[_figures(found)]),
            Part(
                key="sanggahan",
                title="Yang disanggah",
                items=[_disputes(office, seen)] if seen.disputes else [],
            ),
            Part(key="baris", title="Baris di balik angka", items=[_rows(office, seen)]),
            Part(key="jejak", title="Yang sudah dikatakan", items=[_story(found)]),
        ],
    }
    context["parts"] = [part for part in context["parts"] if part.items and part.items[0] is not None]
    return acts_page(request, outcome, context)


def _changed_words() -> str:
    return "Seperti dihitung saat putaran dibuka; dengan cara yang sama angka ini masuk laporan."


def _notice(seen: Seen) -> Notice | None:
    of = seen.hearing.round
    if seen.hearing.state == HearingState.SILENT:
        return Notice(
            kind="warning",
            title="Unit ini tidak menjawab sampai tenggat.",
            text="Diam dicatat sebagai diam dalam lampiran laporan.",
        )
    if not of.takes_answers(clock.today()):
        return Notice(title=f"Waktu menjawab berakhir {text.long_date(of.due_on)}.")
    return None


def _figures(found: Hearing) -> Figures:
    entry, shares = found.figures["entry"], found.figures["shares"]
    share = entry["share"]
    figures = [
        Figure(
            label="Porsi e-Purchasing",
            value=None if share["share_percent"] is None else read.percent(share["share_percent"]),
            numerator=read.rupiah(share["numerator"]),
            denominator=read.rupiah(share["denominator"]),
            reason=text.capital_first(share["note"]),
            remark=f"target {read.percent_short(share['target_percent'])}",
        ),
        _money("Kekurangan menuju target", share["gap"]),
        _money("Belanja pengadaan (penyebut)", entry["budget"]["amount"]),
        _money("Direncanakan lewat e-Purchasing", entry["plan"]["amount"]),
    ]
    figures += [
        Figure(
            label=one["label"],
            value=None if one["share_percent"] is None else read.percent(one["share_percent"]),
            reason=text.capital_first(one["note"]),
        )
        for one in shares.values()
    ]
    return Figures(figures=figures)


def _money(label: str, written: str | None) -> Figure:
    value = None if written is None else Decimal(written)
    return Figure(
        label=label,
        value=None if value is None else text.rupiah_short(value),
        exact="" if value is None else text.rupiah(value),
        reason="" if value is not None else "Belum diketahui.",
    )


def _row_words(row: PurchaseDocument) -> str:
    return f"{row.number or row.key} — {row.title[:60] or row.key}, {text.rupiah(row.amount)}"


def _what(one: Dispute) -> str:
    row = f" ({one.row['number']})" if one.row else ""
    return f"{Ground(one.ground).label}{row}"


def _rows(office: Office, seen: Seen) -> Table:
    disputed = {one.row_key for one in seen.disputes}
    rows = []
    for row in seen.rows:
        link = f"?baris={row.pk}#sanggah-nama" if seen.answers else ""
        said = "disanggah" if f"{row.channel}:{row.key}" in disputed else "sanggah" if link else ""
        rows.append(
            Row(
                cells=[
                    Cell(
                        text=row.title or row.number or row.key,
                        sub=f"{Channel(row.channel).label} {row.number or row.key}",
                        href=office.url("inspector:order", row.pk),
                    ),
                    text.long_date(row.ordered_on) if row.ordered_on else Cell(text=text.UNKNOWN, words=True),
                    Cell(text=stages_in_words(row.stages), sub=row.status),
                    text.rupiah(row.amount),
                    Cell(text=said, href=link if said == "sanggah" else ""),
                ]
            )
        )
    return Table(
        key="baris-tabel",
        caption=f"{text.number(seen.count)} pesanan sampai batas waktu, terbaru dahulu",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="tanggal", label="Tanggal"),
            Column(key="tahap", label="Tahap", note="kata sumber di bawahnya"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="sanggah", label="Sanggahan"),
        ],
        rows=rows,
        pagination=seen.pagination,
        tight=True,
        empty=EmptyState(
            title="Belum ada pesanan tercatat.", text="Bila unit Anda sudah memesan, sanggah bahwa pesanan tidak ada."
        ),
    )


def _disputes(office: Office, seen: Seen) -> Table:
    return Table(
        key="sanggahan-tabel",
        caption="Sanggahan dan putusannya",
        show_caption=False,
        columns=[
            Column(key="apa", label="Yang salah", note="baris"),
            Column(key="kata", label="Penjelasan unit"),
            Column(key="bukti", label="Bukti"),
            Column(key="putusan", label="Putusan", note="alasan"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=text.capital_first(Ground(one.ground).label), sub=one.row.get("title", "")),
                    Cell(text=one.note, words=True),
                    Cell(text=one.file_name, href=office.url("reports:evidence", one.pk)),
                    Cell(text=text.capital_first(Verdict(one.verdict).label), sub=one.reason),
                ]
            )
            for one in seen.disputes
        ],
    )


def _story(found: Hearing) -> Timeline | None:
    told = list(found.acts.all())
    if not told:
        return None
    return Timeline(
        events=[
            Event(
                title=HEARINGS.told_of(act.step, act.side),
                when=text.date_time(act.at),
                who=act.by_label,
                text=act.note,
            )
            for act in told
        ]
    )
