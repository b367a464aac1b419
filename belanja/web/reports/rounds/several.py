"""`/laporan/<gov>/konfirmasi/`: rounds with who answered; a unit finds its own figures here. And one round whole."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.reporting import services
from belanja.reporting.models import Hearing, Round
from belanja.reporting.selectors import rounds as reads
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import HearingState
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Figure, Figures, Row, Standing, StatusTag, Table
from belanja.web.purchases.forms import PlainForm
from belanja.web.reports.desk import periods_over
from belanja.web.reports.framing import acts_page

_ALL = ("GET", "HEAD", "POST")
_TAGS = {
    HearingState.WAITING: Standing.UNKNOWN,
    HearingState.CONFIRMED: Standing.REACHED,
    HearingState.EXPLAINED: Standing.ON_WAY,
    HearingState.DISPUTED: Standing.BEHIND,
    HearingState.SILENT: Standing.HELD,
}


class OpenForm(forms.Form):
    """Of which quarter units are asked."""

    period = forms.ChoiceField(label="Triwulan yang sudah berakhir")

    def __init__(self, data: object = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, prefix="buka")  # type: ignore[arg-type]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]


@officer_page(Duty.SEE_SOURCE_ROWS, methods=_ALL)
def rounds(request: HttpRequest, office: Office) -> HttpResponse:
    """Every round for readers of reports; one's own units for everybody else."""
    return answer(
        request,
        office,
        read=lambda: None,
        acts=lambda request, desk, _found: _open_acts(request, desk),
        show=_show_all,
        gone=lambda _found: "Putaran tidak dapat dibuka.",
        name="reporting.open_round",
        to=office.url("reports:rounds"),
        open_to=lambda desk, _found: desk.may(Duty.DRAFT_REPORT),
    )


def _open_acts(request: HttpRequest, office: Office) -> list[Act]:
    choices = periods_over(office) if office.may(Duty.DRAFT_REPORT) else []
    if not choices:
        return []

    def run(form: OpenForm, _version: int) -> str:
        year, quarter = (int(part) for part in form.cleaned_data["period"].split("-"))
        made = services.open_round(government=office.government, year=year, quarter=quarter, actor=office.actor)
        return office.url("reports:round", made.pk)

    return [
        Act(
            key="buka",
            title="Buka putaran konfirmasi",
            button="Kirim angka ke setiap unit",
            form=OpenForm(kept(request, "buka"), choices=choices),
            run=run,
            said="Putaran dibuka; setiap unit menerima angkanya sendiri.",
            about="Setiap unit melihat angkanya sendiri dan menjawab dalam tenggat sebelum laporan dibekukan.",
            quiet=True,
        )
    ]


def _show_all(request: HttpRequest, office: Office, _found: None, outcome: Outcome) -> HttpResponse:
    reader = office.may(Duty.SEE_REPORTS)
    context = frame(office, "reports:rounds", title="Konfirmasi angka")
    context |= {
        "lead": "Sebelum laporan dibekukan, setiap Perangkat Daerah memeriksa angkanya sendiri: membenarkan, "
        "menjelaskan, atau menyanggah dengan bukti.",
        "acts": _open_acts(request, office),
        "parts": [_rounds_part(office)] if reader else [],
    }
    own = _own_part(office)
    if own is not None:
        context["parts"].insert(0, own)
    return acts_page(request, outcome, context)


def _rounds_part(office: Office) -> Part:
    rows = [
        Row(
            href=office.url("reports:round", one.round.pk),
            cells=[
                Cell(text=text.quarter(one.round.year, one.round.quarter), sub=f"putaran {one.round.number}"),
                Cell(text=text.long_date(one.round.due_on), sub=_term(one.round)),
                text.number(one.units - one.silent),
                text.number(one.silent),
                text.number(one.waiting_disputes),
                "selesai" if one.settled else "berjalan" if one.round.closed_at is None else "menunggu putusan",
            ],
        )
        for one in reads.standings(list(reads.rounds(office.government)))
    ]
    table = Table(
        key="putaran",
        caption="Putaran konfirmasi",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="triwulan", label="Triwulan"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="menjawab", label="Menjawab", numeric=True, note="unit"),
            Column(key="diam", label="Belum atau tidak menjawab", numeric=True, note="unit"),
            Column(key="sanggahan", label="Sanggahan menunggu", numeric=True),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=rows,
        empty=EmptyState(
            title="Belum ada putaran.", text="Putaran dibuka menurut jadwal laporan, atau dengan tangan di atas."
        ),
    )
    return Part(key="putaran", title="Putaran", items=[table])


def _own_part(office: Office) -> Part | None:
    units = institutions.units_allowed(office.actor, Duty.ANSWER_FIGURES, office.government)
    if units is None or not units:
        return None
    found = Hearing.objects.filter(round__government=office.government, unit_id__in=units)
    rows = [
        Row(
            href=office.url("reports:hearing", one.pk),
            cells=[
                Cell(text=shown(one.unit.name), sub=text.quarter(one.round.year, one.round.quarter)),
                Cell(text=text.long_date(one.round.due_on), sub=_term(one.round)),
                Cell(piece=tag(one)),
            ],
        )
        for one in found.select_related("round", "unit").order_by("-round__opened_at", "unit__sort_key")
    ]
    table = Table(
        key="unit-saya",
        caption="Angka unit saya",
        show_caption=False,
        columns=[
            Column(key="unit", label="Unit"),
            Column(key="tenggat", label="Jawab paling lambat"),
            Column(key="jawaban", label="Jawaban"),
        ],
        rows=rows,
        empty=EmptyState(title="Belum ada angka yang dikirim ke unit Anda."),
    )
    return Part(key="unit-saya", title="Angka unit Anda", items=[table])


def _term(of: Round) -> str:
    if of.closed_at is not None:
        return f"ditutup {text.long_date(of.closed_at)}"
    left = (of.due_on - clock.today()).days
    return "hari ini" if left == 0 else f"{text.count_words(left)} hari lagi" if left > 0 else "lewat"


def tag(one: Hearing) -> StatusTag:
    """The answer of a unit as a mark with its word."""
    state = HearingState(one.state)
    return StatusTag(standing=_TAGS[state], word=text.capital_first(state.label))


@officer_page(Duty.SEE_REPORTS, methods=_ALL)
def round_page(request: HttpRequest, office: Office, round_id: int) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: reads.standing(reads.round_of(office.government, round_id)),
        acts=_round_acts,
        show=_show_round,
        gone=lambda found: f"Putaran ini {'sudah ditutup' if found.round.closed_at else 'berjalan'}.",
        name="reporting.close_round",
        to=office.url("reports:round", round_id),
        open_to=lambda desk, _found: desk.may(Duty.DRAFT_REPORT),
    )


def _round_acts(request: HttpRequest, office: Office, found: reads.Standing) -> list[Act]:
    if not office.may(Duty.DRAFT_REPORT) or found.round.closed_at is not None or found.silent:
        return []
    return [
        Act(
            key="tutup",
            title="Tutup lebih awal",
            button="Tutup putaran",
            form=PlainForm(kept(request, "tutup")),
            run=lambda _form, _version: (
                services.close_round(round_id=found.round.pk, government=office.government, actor=office.actor) and None
            ),
            said="Putaran ditutup.",
            about="Setiap unit sudah menjawab.",
        )
    ]


def _show_round(request: HttpRequest, office: Office, found: reads.Standing, outcome: Outcome) -> HttpResponse:
    of = found.round
    name = f"{text.quarter(of.year, of.quarter)}, putaran {of.number}"
    context = frame(office, "reports:rounds", title=name)
    context |= {
        "lead": f"Angka sampai {text.long_date(of.cut_off)}; unit menjawab paling lambat {text.long_date(of.due_on)} "
        f"({of.days} hari kerja). {of.basis}.",
        "acts": _round_acts(request, office, found),
        "parts": [
            Part(key="jumlah", title="Siapa yang menjawab", items=[_counts(found)]),
            Part(key="unit", title="Setiap unit", items=[_units(office, of)]),
        ],
    }
    return acts_page(request, outcome, context)


def _counts(found: reads.Standing) -> Figures:
    figures = [
        Figure(label=text.capital_first(state.label), value=text.number(found.states[state.value]), unit="unit")
        for state in HearingState
        if state is not (HearingState.WAITING if found.round.closed_at else HearingState.SILENT)
    ]
    return Figures(
        figures=[*figures, Figure(label="Sanggahan menunggu putusan", value=text.number(found.waiting_disputes))]
    )


def _units(office: Office, of: Round) -> Table:
    return Table(
        key="jawaban",
        caption=f"Jawaban unit, {text.quarter(of.year, of.quarter)}",
        show_caption=False,
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="jawaban", label="Jawaban"),
            Column(key="pada", label="Dijawab"),
            Column(key="sanggahan", label="Sanggahan", numeric=True),
            Column(key="menunggu", label="Menunggu putusan", numeric=True),
        ],
        rows=[
            Row(
                href=office.url("reports:hearing", one.pk),
                cells=[
                    Cell(text=shown(one.unit.name), sub=one.unit.code),
                    Cell(piece=tag(one)),
                    text.date_time(one.answered_at) if one.answered_at else "",
                    text.number(one.disputed),  # type: ignore[attr-defined]  # counted by the selector
                    text.number(one.open_disputes),  # type: ignore[attr-defined]
                ],
            )
            for one in reads.hearings(of)
        ],
        tight=True,
        stacked=True,
    )
