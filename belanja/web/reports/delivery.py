"""`/laporan/<gov>/<id>/penerima/`: to whom a report went and how long each has it; here it is acknowledged, disposed of
and answered."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from belanja.accounts.models import User
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.reporting import selectors, services
from belanja.reporting.models import Delivery, Disposition, Snapshot
from belanja.reporting.services.distribution import disposes, may_receive
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reporting.posts import Post, head_of
from belanja.rules.reports import State
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.naming import shown
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Row, Standing, StatusTag, Table
from belanja.web.purchases.forms import NoteForm, PlainForm, words_field

from .framing import acts_page, framed


class DisposeForm(forms.Form):
    """What the leadership asks, of whom, by when."""

    unit_ids = forms.TypedMultipleChoiceField(
        label="Perangkat Daerah yang ditugaskan",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih Perangkat Daerah yang ditugaskan."},
    )
    words = words_field("Disposisi")
    due_on = day_field("Jawab paling lambat", required=False)

    def __init__(self, data: Any = None, *, units: Mapping[int, str]) -> None:
        super().__init__(data, prefix="disposisi")
        self.fields["unit_ids"].choices = list(units.items())  # type: ignore[attr-defined]


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def delivery(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _read(office, snapshot_id),
        acts=_acts,
        show=_show,
        gone=lambda item: f"Laporan ini {item.status.label}; langkah itu sudah dilakukan atau tidak berlaku lagi.",
        name="reporting.delivery",
        to=office.url("reports:delivery", snapshot_id),
        open_to=lambda desk, item: bool(mine(desk, item)) or desk.may(Duty.DISTRIBUTE_REPORT, Duty.DISPOSE_REPORT),
    )


def _read(office: Office, snapshot_id: int) -> Snapshot:
    """A report for its readers; for a unit one that it was given."""
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    if not office.may(Duty.SEE_REPORTS) and not mine(office, item):
        raise RuleBroken("not_found", "Laporan ini tidak ditemukan.", status=404)
    return item


def mine(office: Office, item: Snapshot) -> list[Delivery]:
    """What of a report went to this person."""
    found = item.deliveries.select_related("unit", "snapshot__government").order_by("pk")
    return [one for one in found if may_receive(one, office.government, office.actor)]


def waits(office: Office) -> tuple[str, Link] | None:
    """The report that waits for somebody of the leadership, in words and with the way to it."""
    if not office.may(Duty.DISPOSE_REPORT):
        return None
    found = (
        Delivery.objects.filter(
            snapshot__government=office.government, user_id=office.actor.user_id, received_at__isnull=True
        )
        .filter(snapshot__state=State.ISSUED)
        .select_related("snapshot")
        .order_by("due_on")
        .first()
    )
    if found is None:
        return None
    period = text.quarter(found.snapshot.year, found.snapshot.quarter)
    return (
        f"Laporan {period} menunggu diterima dan didisposisi, paling lambat {text.long_date(found.due_on)}.",
        Link(label="Buka laporan dan disposisi", href=office.url("reports:delivery", found.snapshot_id)),
    )


def _acts(request: HttpRequest, office: Office, item: Snapshot) -> list[Act]:
    by: dict[str, Any] = {"government": office.government, "actor": office.actor}
    offered = [_receive(request, one, by) for one in mine(office, item) if one.received_at is None]
    offered += [_forward(request, office, one, by) for one in mine(office, item) if _passes_on(one)]
    offered += [_answer(request, one, by) for one in _asked(office, item)]
    if item.status is not State.ISSUED:
        return offered
    if office.may(Duty.DISPOSE_REPORT) and disposes(item, office.actor.user_id):
        offered.append(_dispose(request, office, item, by))
    if office.may(Duty.DISTRIBUTE_REPORT):
        offered.append(
            Act(
                key="bagikan",
                title="Bagikan laporan",
                button="Bagikan kepada Pimpinan dan kepala Perangkat Daerah",
                form=PlainForm(kept(request, "bagikan")),
                run=lambda _form, _version: services.distribute(snapshot_id=item.pk, **by) and None,
                said="Laporan dibagikan; setiap penerima diberi tahu.",
                about="Yang sudah menerimanya tidak diberi dua kali.",
                quiet=item.deliveries.exists(),
            )
        )
    return offered


def _receive(request: HttpRequest, one: Delivery, by: dict[str, Any]) -> Act:
    key = f"terima-{one.pk}"
    return Act(
        key=key,
        title=f"Laporan untuk {shown(one.unit.name)}" if one.unit else "Laporan untuk Anda",
        button="Nyatakan diterima",
        form=PlainForm(kept(request, key)),
        run=lambda _form, _version: services.acknowledge(delivery_id=one.pk, **by) and None,
        said="Penerimaan dicatat.",
        about=f"Paling lambat {text.long_date(one.due_on)}.",
    )


def _passes_on(one: Delivery) -> bool:
    return one.post == Post.SECRETARY and one.forwarded_at is None and one.snapshot.status is State.ISSUED


def _forward(request: HttpRequest, office: Office, one: Delivery, by: dict[str, Any]) -> Act:
    head = head_of(office.government.kind, office.government.name)
    return Act(
        key="teruskan",
        title=f"Teruskan kepada {head}",
        button=f"Teruskan kepada {head}",
        form=NoteForm(kept(request, "teruskan"), key="teruskan", label="Pengantar", required=False),
        run=lambda form, _version: services.forward(delivery_id=one.pk, note=form.note, **by) and None,
        said=f"Laporan diteruskan kepada {head}.",
        about=f"Disposisi kepada Perangkat Daerah diberikan {head} sesudah laporan Anda teruskan.",
    )


def _answer(request: HttpRequest, one: Disposition, by: dict[str, Any]) -> Act:
    key = f"jawab-{one.pk}"
    return Act(
        key=key,
        title=f"Jawab disposisi untuk {shown(one.unit.name)}",
        button="Kirim jawaban",
        form=NoteForm(kept(request, key), key=key, label="Jawaban"),
        run=lambda form, _version: services.answer_disposition(disposition_id=one.pk, words=form.note, **by) and None,
        said="Jawaban dikirim kepada Pimpinan.",
        about=one.words,
    )


def _dispose(request: HttpRequest, office: Office, item: Snapshot, by: dict[str, Any]) -> Act:
    codes = [unit["code"] for unit in selectors.document_of(item)["units"]]
    units = Unit.objects.filter(government=office.government, code__in=codes).order_by("sort_key", "code")

    def run(form: DisposeForm, _version: int) -> None:
        services.dispose(snapshot_id=item.pk, **form.cleaned_data, **by)

    return Act(
        key="disposisi",
        title="Disposisi",
        button="Kirim disposisi",
        form=DisposeForm(kept(request, "disposisi"), units={unit.pk: shown(unit.name) for unit in units}),
        run=run,
        said="Disposisi dikirim.",
        quiet=True,
    )


def _asked(office: Office, item: Snapshot) -> list[Disposition]:
    """What was asked of this person's units and is not answered."""
    found = item.dispositions.filter(answered_at=None).select_related("unit")
    return [
        one
        for one in found
        if institutions.is_allowed(office.actor, Duty.RECEIVE_REPORT, office.government, unit_id=one.unit_id)
    ]


def _show(request: HttpRequest, office: Office, item: Snapshot, outcome: Outcome) -> HttpResponse:
    reader = office.may(Duty.SEE_REPORTS)
    context = framed(office, item, title="Penerima dan disposisi")
    context |= {
        "lead": f"{text.quarter(item.year, item.quarter)}, versi {item.number}, {item.status.label}.",
        "acts": _acts(request, office, item),
        "open_act": "disposisi" if outcome.refusal or outcome.wrong else "",
        "parts": [
            Part(key="penerima", title="Penerima", items=[_receivers(office, item, reader=reader)]),
            Part(key="disposisi-daftar", title="Disposisi", items=[_dispositions(office, item, reader=reader)]),
        ],
    }
    return acts_page(request, outcome, context)


def _receivers(office: Office, item: Snapshot, *, reader: bool) -> Table:
    every = item.deliveries.select_related("unit", "snapshot__government").order_by(
        F("unit__sort_key").asc(nulls_first=True), "pk"
    )
    found = list(every) if reader else mine(office, item)
    names = dict(User.objects.filter(pk__in=[one.user_id for one in found if one.user_id]).values_list("pk", "name"))
    return Table(
        key="penerima-tabel",
        caption="Kepada siapa laporan dibagikan",
        show_caption=False,
        stacked=True,
        personal=True,
        columns=[
            Column(key="siapa", label="Penerima"),
            Column(key="dibagikan", label="Dibagikan"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="umur", label="Lamanya"),
        ],
        rows=[
            Row(
                cells=[
                    shown(one.unit.name) if one.unit else Cell(text=names.get(one.user_id or 0, ""), sub=_post(one)),
                    text.long_date(one.sent_at),
                    Cell(piece=_tag(one)),
                    _age(one),
                ]
            )
            for one in found
        ],
        tight=True,
        empty=EmptyState(title="Laporan ini belum dibagikan.", text="Yang dibagikan hanya laporan yang sudah terbit."),
    )


def _post(one: Delivery) -> str:
    """In which post somebody of the leadership has it, and that he passed it on."""
    government = one.snapshot.government
    words = {Post.HEAD: head_of(government.kind, government.name), Post.SECRETARY: Post.SECRETARY.label}
    post = words[Post(one.post)] if one.post else "Pimpinan"
    if one.forwarded_at is None:
        return post
    note = f": {one.forward_note}" if one.forward_note else ""
    return f"{post}, diteruskan {text.long_date(one.forwarded_at)}{note}"


def _tag(one: Delivery) -> StatusTag:
    if one.received_at is not None:
        return StatusTag(standing=Standing.REACHED, word=f"Diterima {text.long_date(one.received_at)}")
    late = one.due_on < clock.today()
    return StatusTag(
        standing=Standing.BEHIND if late else Standing.ON_WAY, word="Lewat tenggat" if late else "Menunggu"
    )


def _age(one: Delivery) -> str:
    end = text.local_day(one.received_at) if one.received_at else clock.today()
    days = (end - text.local_day(one.sent_at)).days
    return f"{text.count_words(days)} hari" if days else "hari itu juga"


def _dispositions(office: Office, item: Snapshot, *, reader: bool) -> Table:
    found = item.dispositions.select_related("unit")
    rows = [
        one
        for one in found
        if reader or institutions.is_allowed(office.actor, Duty.RECEIVE_REPORT, office.government, unit_id=one.unit_id)
    ]
    return Table(
        key="disposisi-tabel",
        caption="Disposisi Pimpinan dan jawabannya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="isi", label="Disposisi"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="jawaban", label="Jawaban"),
        ],
        rows=[
            Row(
                cells=[
                    shown(one.unit.name),
                    Cell(text=one.words, sub=f"{one.by_label}, {text.long_date(one.at)}"),
                    text.long_date(one.due_on) if one.due_on else "tanpa tenggat",
                    Cell(text=one.answer or "belum dijawab", sub=one.answered_by_label, words=not one.answer),
                ]
            )
            for one in rows
        ],
        empty=EmptyState(title="Belum ada disposisi."),
    )
