"""`/pimpinan/<gov>/`: the whole of it on one screen and one A4, for Gubernur and Sekda."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.affirmation.remembered import one_moment
from belanja.foundation import clock, text
from belanja.oversight.selectors import cases
from belanja.reporting.chapters import decision as decisions
from belanja.reporting.chapters import summary
from belanja.reporting.selectors.leadership import Leadership, leadership
from belanja.rules import periods
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import HearingState
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionNote,
    EmptyState,
    Figure,
    Link,
    Prose,
    Row,
    Table,
)
from belanja.web.public import doors, maps
from belanja.web.reports import shown as report_shown
from belanja.web.reports.delivery import waits as waits_delivery

from .overview import cut_off, definition_note


@officer_page(Duty.SEE_REPORTS)
def page(request: HttpRequest, office: Office) -> HttpResponse:
    years = doors.years_of(office.government)
    year = doors.year_asked(request, office.government, years)
    if year is None:
        empty = EmptyState(
            title="Belum ada angka.", text="Halaman ini terisi setelah Biro PBJ memuat anggaran dan pesanan."
        )
        context = frame(office, "leader:leadership", title="Halaman Pimpinan")
        return render(request, "leader/leadership.html", context | {"lead": office.government.name, "empty": empty})
    today = clock.today()
    with one_moment():
        found = leadership(government=office.government, year=year, as_of=_until(request, year), today=today)
        map_ = maps.figure(office.government, found.main)
    context = frame(office, "leader:leadership", title=f"Pengadaan {office.government.name} {year}")
    context |= {
        "lead": f"Tahun anggaran {year}, {cut_off(found.main)}.",
        "empty": None,
        "figures": figures(found),
        "decision": _decision(office, found),
        "moved": _moved(office, found),
        "moved_about": _moved_about(found),
        "help": _help(office, found),
        "answered": _answered(office, found),
        "map": map_,
        "notes": _notes(found),
        "periods": period_links(office, year, today),
    }
    return render(request, "leader/leadership.html", context)


def _until(request: HttpRequest, year: int) -> date | None:
    """The day up to which figures are asked for; None for what is no day of that year."""
    try:
        day = date.fromisoformat(request.GET.get("sampai", ""))
    except ValueError:
        return None
    return day if day.year == year else None


def figures(found: Leadership) -> list[Figure]:
    """The five figures, as the summary of the report writes them."""
    return [report_shown.figure(box) for box in summary.boxes(found.document)]


def _decision(office: Office, found: Leadership) -> dict[str, Any]:
    """A report that waits for this person comes first; else what the figures ask for."""
    waiting = waits_delivery(office)
    if waiting is not None:
        return {"words": waiting[0], "link": waiting[1]}
    words = decisions.words(found.decision, found.main.definition.target_percent)
    return {"words": words, "link": None}


def _moved_about(found: Leadership) -> str:
    if found.before is None:
        return "Triwulan pertama: belum ada akhir triwulan sebelumnya pada tahun ini."
    since = text.long_date(found.before.cut_off)
    change = found.change_points
    if change is None:
        return f"Sejak {since}; porsinya belum dapat dibandingkan."
    word = "naik" if change > 0 else "turun"
    if not change:
        return f"Porsi e-Purchasing tidak berubah sejak {since}."
    return f"Porsi e-Purchasing {word} {text.number(abs(change), 2)} poin sejak {since}."


def _moved(office: Office, found: Leadership) -> Table:
    rows = [
        Row(
            href=office.url("leader:unit", one.unit.code) + f"?tahun={found.main.year}",
            cells=[
                shown(one.unit.name),
                ("+" if one.amount > 0 else "") + text.rupiah_short(one.amount),
                Cell(text=text.percent(one.unit.share_percent), words=one.unit.share_percent is None),
            ],
        )
        for one in found.moved
    ]
    return Table(
        key="gerak",
        caption="Perubahan pesanan terbesar",
        show_caption=False,
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="ubah", label="Perubahan", numeric=True),
            Column(key="porsi", label="Porsi kini", numeric=True),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada nilai yang berubah."),
    )


def _help(office: Office, found: Leadership) -> Table:
    rows = [
        Row(
            href=office.url("leader:path", unit.code) + f"?tahun={found.main.year}",
            cells=[shown(unit.name), text.percent(unit.share_percent), text.rupiah_short(unit.gap or 0)],
        )
        for unit in found.short
    ]
    return Table(
        key="bantuan",
        caption="Kekurangan terbesar menuju target",
        show_caption=False,
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="porsi", label="Porsi", numeric=True),
            Column(key="kurang", label="Kekurangan", numeric=True),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada Perangkat Daerah yang diketahui di bawah target."),
    )


def _answered(office: Office, found: Leadership) -> Prose:
    told = found.answered
    items = []
    if told.round is not None:
        of, states = told.round.round, told.round.states
        heard = text.number(told.round.units - told.round.silent)
        items.append(
            f"Konfirmasi angka {text.quarter(of.year, of.quarter)}: {heard} dari {text.number(told.round.units)} "
            f"unit menjawab, "
            f"{_disputed(states[HearingState.DISPUTED.value], told.round.waiting_disputes)}."
        )
    if told.asked:
        late = f", {text.count_words(told.late)} lewat tenggat" if told.late else ""
        items.append(f"Disposisi Pimpinan: {text.number(told.answered)} dari {text.number(told.asked)} dijawab{late}.")
    balance = cases.balance(office.government)
    if balance.count:
        items.append(
            f"Temuan APIP: {text.count_words(balance.count)} disampaikan, nilainya {text.rupiah(balance.total)}, "
            f"saldonya {text.rupiah(balance.owed)}."
        )
    return Prose(items=items or ["Belum ada putaran konfirmasi, disposisi, atau temuan APIP."])


def _disputed(disputed: int, waiting: int) -> str:
    if not disputed:
        return "belum ada yang menyanggah"
    return f"{text.count_words(disputed)} menyanggah, {text.count_words(waiting)} sanggahan menunggu putusan"


def _notes(found: Leadership) -> list[DefinitionNote]:
    return [definition_note(table) for table in found.tables.values()]


def period_links(office: Office, year: int, today: date) -> list[Link]:
    """The quarters of a year that have ended, as days up to which the page may be read."""
    ended = [periods.quarter(year, number) for number in (1, 2, 3, 4)]
    return [
        Link(label=one.label, href=f"{office.url('leader:leadership')}?tahun={year}&sampai={one.last}")
        for one in ended
        if one.last < today
    ]
