"""`/pantau/<gov>/belum-diketahui/`: whose share is not known, why, and who hands in which document."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.affirmation.figures import ShareTable, UnknownUnit
from belanja.affirmation.selectors import share_table, unknown_list
from belanja.foundation import text
from belanja.rules.duties import Duty
from belanja.rules.indicators import Denominator
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.cures import Cures
from belanja.web.officer.lists import Part
from belanja.web.officer.measure import Measure, chosen
from belanja.web.pieces import Actions, Cell, Column, EmptyState, Row, Standing, StatusTag, Table

from . import files
from .overview import definition_note
from .tables import amount


def _table(office: Office, measure: Measure) -> ShareTable:
    return share_table(
        government=office.government,
        year=measure.year,
        indicator=measure.choice.indicator.code,
        evidence=measure.choice.evidence,
        numerator=measure.numerator,
        denominator=measure.denominator,
        as_of=measure.as_of,
    )


@officer_page(Duty.SEE_SOURCE_ROWS)
def unknown(request: HttpRequest, office: Office) -> HttpResponse:
    measure, form = chosen(request.GET, office.government)
    table = _table(office, measure)
    found = unknown_list(table)
    context = frame(office, "leader:unknown", title="Belum diketahui", query=measure.query())
    units = text.count_words(len(found))
    context |= {
        "form": form,
        "lead": f"{text.capital_first(units)} dari {text.number(len(table.units))} Perangkat Daerah "
        f"{office.government.name} belum diketahui porsinya pada tahun {measure.year}."
        if table.units
        else "",
        "headline": None,
        "figures": [],
        "note": definition_note(table),
        "parts": [
            Part(key="siapa", title="Siapa melengkapi apa", items=[_by_owner(found)]),
            Part(key="daftar", title="Daftar", items=[_list(office, table, found, measure)]),
        ]
        if found
        else [Part(key="daftar", title="Daftar", items=[_list(office, table, found, measure)])],
    }
    return render(request, "leader/measured.html", context)


def _by_owner(found: tuple[UnknownUnit, ...]) -> Table:
    counts = Counter((item.explanation.owner, item.explanation.document) for item in found)
    return Table(
        key="pihak",
        caption="Pihak dan dokumennya",
        columns=[
            Column(key="pihak", label="Pihak yang melengkapi"),
            Column(key="dokumen", label="Yang dilengkapi"),
            Column(key="unit", label="Perangkat Daerah", numeric=True),
        ],
        rows=[
            Row(cells=[owner, text.capital_first(document), text.number(count)])
            for (owner, document), count in counts.most_common()
        ],
        total=["Jumlah", "", text.number(len(found))],
        tight=True,
    )


def _list(office: Office, table: ShareTable, found: tuple[UnknownUnit, ...], measure: Measure) -> Table:
    rows = []
    cures = Cures(office, measure.year)
    on_budget = measure.denominator is Denominator.BELANJA_PENGADAAN
    for item in found:
        explained = item.explanation
        links = cures.of(item, on_budget=on_budget)
        held = Standing.HELD if item.unit.status == "held" else Standing.UNKNOWN
        rows.append(
            Row(
                href=f"{office.url('leader:unit', item.unit.code)}?{measure.query()}",
                cells=[
                    Cell(text=shown(item.unit.name), sub=item.unit.code),
                    Cell(piece=StatusTag(standing=held)),
                    Cell(
                        text=text.capital_first(explained.sentence.removeprefix("belum diketahui, ")),
                        sub="; ".join(item.details),
                    ),
                    Cell(text=explained.owner, sub=explained.document),
                    amount(item.unit.numerator),
                    Cell(piece=Actions(links=links)) if links else Cell(text="menunggu pihak itu", words=True),
                ],
            )
        )
    return Table(
        key="belum",
        caption=f"Perangkat Daerah yang porsinya belum diketahui {measure.year}",
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="kedudukan", label="Kedudukan"),
            Column(key="alasan", label="Alasan"),
            Column(key="pihak", label="Yang melengkapi", note="dan dokumennya"),
            Column(key="pembilang", label="Pembilang", numeric=True, note="rupiah, tidak masuk porsi"),
            Column(key="tindakan", label="Anda dapat"),
        ],
        rows=rows,
        whole=lambda: files.unknown(table, found),
        tight=True,
        empty=EmptyState(
            title="Semua Perangkat Daerah diketahui porsinya.",
            text="Tidak ada yang perlu dilengkapi menurut definisi dan tahun ini.",
        ),
    )
