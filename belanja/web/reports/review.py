"""`/laporan/<gov>/<id>/telaah/`: what lies before the signature: handing in, notes, answers, clearing, agreement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.foundation import text
from belanja.reporting import chapters, selectors, services
from belanja.reporting.models import Snapshot
from belanja.reporting.selectors.reviews import Note, Review, review
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reporting.reviews import REVIEWS, ReviewState, ReviewStep
from belanja.rules.reports import State
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Event, Notice, Row, Standing, StatusTag, Table, Timeline
from belanja.web.purchases.forms import NoteForm, PlainForm, words_field

from .framing import acts_page, framed

_STANDINGS = {ReviewState.NOTED.value: Standing.BEHIND, ReviewState.DONE.value: Standing.REACHED}


class NotedForm(forms.Form):
    """What has to be answered, and the chapter that it is about."""

    place = forms.ChoiceField(label="Bagian laporan", required=False)
    note = words_field("Catatan", "Tanpa nama orang; tetap tersimpan di samping laporan.")

    def __init__(self, data: Any = None, *, places: Sequence[str]) -> None:
        super().__init__(data, prefix="catat")
        choices = [("", "seluruh laporan"), *((one, one) for one in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]


@officer_page(Duty.SEE_REPORTS, methods=("GET", "HEAD", "POST"))
def review_page(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _read(office, snapshot_id),
        acts=_acts,
        show=_show,
        gone=_gone,
        name="reporting.review",
        to=office.url("reports:review", snapshot_id),
        open_to=lambda desk, _found: desk.may(Duty.DRAFT_REPORT, Duty.REVIEW_REPORT),
    )


def term_of(item: Snapshot) -> str:
    """Where the review of a report is, in words; empty for a draft, which has none."""
    if item.frozen_at is None:
        return ""
    found = review(item)
    if not found.acts:
        return "belum diajukan" if item.status is State.FROZEN else "tidak tercatat"
    return REVIEWS.label_of(found.state)


def _read(office: Office, snapshot_id: int) -> Review:
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    if item.frozen_at is None:
        raise RuleBroken("not_frozen", "Draf belum dapat ditelaah; bekukan dahulu angkanya.", status=404)
    return review(item)


def _gone(found: Review) -> str:
    if found.snapshot.status is not State.FROZEN:
        return f"Laporan ini sudah {found.snapshot.status.label}; telaahnya tidak berlanjut."
    return f"Telaah laporan ini sekarang “{REVIEWS.label_of(found.state)}”; langkah itu tidak berlaku lagi."


def _acts(request: HttpRequest, office: Office, found: Review) -> list[Act]:
    if found.snapshot.status is not State.FROZEN:
        return []
    by: dict[str, Any] = {
        "snapshot_id": found.snapshot.pk,
        "government": office.government,
        "actor": office.actor,
    }
    offered: list[Act] = []
    if office.may(Duty.DRAFT_REPORT):
        offered += _maker_acts(request, office, found, by)
    if office.may(Duty.REVIEW_REPORT) and found.acts and not found.done and office.actor.user_id not in found.makers:
        offered += _reviewer_acts(request, found, by)
    return offered


def _maker_acts(request: HttpRequest, office: Office, found: Review, by: dict[str, Any]) -> list[Act]:
    if not found.acts:
        return [
            Act(
                key="ajukan",
                title="Ajukan untuk ditelaah",
                button="Ajukan untuk ditelaah",
                form=PlainForm(kept(request, "ajukan")),
                run=lambda _form, version: services.submit_review(version=version, **by) and None,
                said="Laporan diajukan; yang dapat menelaah diberi tahu.",
                about="Yang menyusun, membekukan, atau mengajukan laporan ini tidak menelaahnya.",
            )
        ]
    mine = [note for note in found.open_notes if note.act.by_id != office.actor.user_id]
    return [_reply(request, note, by) for note in mine]


def _reply(request: HttpRequest, note: Note, by: dict[str, Any]) -> Act:
    key = f"jawab-{note.act.pk}"
    return Act(
        key=key,
        title=f"Jawab catatan: {_place(note)}",
        button="Kirim jawaban",
        form=NoteForm(kept(request, key), key=key, label="Jawaban"),
        run=lambda form, version: (
            services.reply_review(version=version, note_id=note.act.pk, note=form.note, **by) and None
        ),
        said="Jawaban dikirim kepada penelaah.",
        about=note.act.note,
        quiet=bool(note.replies),
    )


def _reviewer_acts(request: HttpRequest, found: Review, by: dict[str, Any]) -> list[Act]:
    offered = [_clear(request, note, by) for note in found.open_notes if note.replies]
    if not found.open_notes:
        offered.append(
            Act(
                key="setujui",
                title="Setujui untuk ditandatangani",
                button="Setujui untuk ditandatangani",
                form=PlainForm(kept(request, "setujui")),
                run=lambda _form, version: services.approve_review(version=version, **by) and None,
                said="Telaah selesai; laporan dapat diterbitkan untuk ditandatangani.",
                about="Sesudah ini laporan dapat diberi nomor dan diterbitkan.",
            )
        )
    places = [chapter.heading for chapter in chapters.layout(selectors.document_of(found.snapshot)).chapters]
    offered.append(
        Act(
            key="catat",
            title="Beri catatan",
            button="Kirim catatan",
            form=NotedForm(kept(request, "catat"), places=places),
            run=lambda form, version: services.note_review(version=version, **form.cleaned_data, **by) and None,
            said="Catatan dikirim kepada penyusun.",
            about="Laporan baru dapat disetujui sesudah setiap catatan dijawab dan ditutup. Catatan yang menyangkut "
            "angka dijawab dengan versi baru: angka beku tidak diubah.",
            quiet=True,
        )
    )
    return offered


def _clear(request: HttpRequest, note: Note, by: dict[str, Any]) -> Act:
    key = f"tutup-{note.act.pk}"
    return Act(
        key=key,
        title=f"Tutup catatan: {_place(note)}",
        button="Tutup catatan",
        form=PlainForm(kept(request, key)),
        run=lambda _form, version: services.clear_review(version=version, note_id=note.act.pk, **by) and None,
        said="Catatan ditutup.",
        about=f"Jawaban penyusun: {note.replies[-1].note}",
    )


def _place(note: Note) -> str:
    return note.act.place or "seluruh laporan"


def _show(request: HttpRequest, office: Office, found: Review, outcome: Outcome) -> HttpResponse:
    item = found.snapshot
    context = framed(office, item, title="Telaah")
    context |= {
        "lead": f"{text.quarter(item.year, item.quarter)}, versi {item.number}, {item.status.label}. Telaah oleh orang "
        "lain daripada penyusunnya mendahului tanda tangan.",
        "state": StatusTag(
            standing=_STANDINGS.get(found.state, Standing.ON_WAY), word=text.capital_first(term_of(item))
        ),
        "notice": _own(office, found),
        "acts": _acts(request, office, found),
        "open_act": "catat" if outcome.refusal or outcome.wrong else "",
        "version": found.version,
        "parts": [
            Part(key="catatan", title="Catatan penelaah", items=[_notes(found)]),
            Part(key="langkah", title="Langkah telaah", items=[_story(found)] if found.acts else []),
        ],
    }
    context["parts"] = [part for part in context["parts"] if part.items]
    return acts_page(request, outcome, context)


def _own(office: Office, found: Review) -> Notice | None:
    waits = found.acts and not found.done and found.snapshot.status is State.FROZEN
    if waits and office.may(Duty.REVIEW_REPORT) and office.actor.user_id in found.makers:
        return Notice(
            title="Anda ikut menyusun laporan ini, jadi orang lain yang menelaahnya.",
            text="Yang dapat menelaah sudah diberi tahu.",
        )
    return None


def _notes(found: Review) -> Table:
    return Table(
        key="catatan-tabel",
        caption="Catatan, jawabannya, dan keadaannya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="bagian", label="Bagian"),
            Column(key="catatan", label="Catatan"),
            Column(key="jawaban", label="Jawaban"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                cells=[
                    _place(note),
                    Cell(text=note.act.note, sub=f"{note.act.by_label}, {text.long_date(note.act.at)}"),
                    Cell(text=" ".join(one.note for one in note.replies) or "belum dijawab", words=not note.replies),
                    Cell(piece=_tag(note)),
                ]
            )
            for note in found.notes
        ],
        empty=EmptyState(title="Belum ada catatan."),
    )


def _tag(note: Note) -> StatusTag:
    if note.cleared is not None:
        return StatusTag(standing=Standing.REACHED, word=f"Ditutup {text.long_date(note.cleared.at)}")
    word = "Dijawab, belum ditutup" if note.replies else "Menunggu jawaban"
    return StatusTag(standing=Standing.ON_WAY if note.replies else Standing.BEHIND, word=word)


def _story(found: Review) -> Timeline:
    return Timeline(
        events=[
            Event(
                title=REVIEWS.told_of(act.step, act.side),
                when=text.date_time(act.at),
                who=act.by_label,
                text=act.note if act.step in (ReviewStep.NOTE, ReviewStep.REPLY) else "",
            )
            for act in reversed(found.acts)
        ]
    )
