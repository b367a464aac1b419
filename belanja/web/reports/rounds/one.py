"""`/laporan/<gov>/konfirmasi/unit/<id>/`: one unit's figures, the rows behind them, its answer, and the decisions."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.reporting.chapters import read
from belanja.reporting.models import Dispute, Hearing
from belanja.reporting.selectors import rounds as reads
from belanja.reporting.services.outside import reasons_of
from belanja.rules.channels import Channel
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import HEARINGS, Ground, HearingState, Verdict
from belanja.rules.reporting.outside import BY_CODE
from belanja.web.acts import Outcome, answer
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
    Row,
    Table,
    Timeline,
)
from belanja.web.reports.framing import acts_page

from .acts import Seen, acts_of
from .several import tag


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def hearing(request: HttpRequest, office: Office, hearing_id: int) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _seen(request, office, hearing_id),
        acts=acts_of,
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
    return Seen(
        found, page, count, pagination, list(found.disputes.all()), answers, reads.outside_of(found), reasons_of(found)
    )


def _gone(seen: Seen) -> str:
    of = seen.hearing.round
    if not of.takes_answers(clock.today()):
        return f"Waktu menjawab berakhir {text.long_date(of.due_on)}; sampaikan kepada Biro PBJ."
    return f"Unit ini sudah {HearingState(seen.hearing.state).label}."


def _show(request: HttpRequest, office: Office, seen: Seen, outcome: Outcome) -> HttpResponse:
    found, of = seen.hearing, seen.hearing.round
    trail = ("Putaran", office.url("reports:round", of.pk)) if office.may(Duty.SEE_REPORTS) else None
    context = frame(office, "reports:rounds", *([trail] if trail else []), title=shown(found.unit.name))
    acts = acts_of(request, office, seen)
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
            Part(
                key="luar-katalog",
                title="Belanja di luar katalog",
                about="Sumber nasional tidak memuat alasannya; yang dinyatakan unit masuk lampiran L6.",
                items=[_outside(seen)] if seen.outside else [],
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
        _money("Belanja pengadaan", entry["budget"]["amount"]),
        _money("Rencana e-Purchasing", entry["plan"]["amount"]),
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


def _outside(seen: Seen) -> Table:
    rows = []
    for channel, amount in seen.outside.items():
        said = seen.reasons.get(channel.value)
        reason = text.capital_first(BY_CODE[said.code].label) if said else text.UNKNOWN
        rows.append(
            Row(
                cells=[channel.label, text.rupiah(amount), Cell(text=reason, sub=said.note if said else "", words=True)]
            )
        )
    return Table(
        key="luar-katalog-tabel",
        caption="Kontrak di luar katalog sampai batas waktu",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="kanal", label="Kanal"),
            Column(key="nilai", label="Nilai kontrak", numeric=True, note="rupiah"),
            Column(key="alasan", label="Alasan"),
        ],
        rows=rows,
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
