"""`/pantau/<gov>/`: the shares of a government under the definition chosen, and under every other one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.affirmation.figures import ShareTable, Trend
from belanja.affirmation.selectors import trend
from belanja.affirmation.selectors.sensitivity import sensitivity
from belanja.documents.charts.cumulative import CumulativeYear
from belanja.foundation import text
from belanja.intake import selectors as intake
from belanja.rules.duties import Duty
from belanja.web import standings
from belanja.web.charts import cumulative_figure
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.officer.measure import Measure, chosen
from belanja.web.pieces import (
    Cell,
    ChartFigure,
    Column,
    DefinitionNote,
    EmptyState,
    Figure,
    Link,
    Row,
    Table,
)

from .tables import course_table, sensitivity_table, units_table


@officer_page(Duty.SEE_SOURCE_ROWS)
def overview(request: HttpRequest, office: Office) -> HttpResponse:
    measure, form = chosen(request.GET, office.government)
    found = sensitivity(
        government=office.government,
        year=measure.year,
        indicator=measure.choice.indicator.code,
        evidence=measure.choice.evidence,
        as_of=measure.as_of,
    )
    table = found[measure.numerator, measure.denominator]
    course = trend(table)
    parts = [
        Part(key="unit", title="Perangkat Daerah", items=[units_table(office, table, measure, request.GET)]),
        Part(
            key="banding",
            title="Pesanan yang sama, definisi yang lain",
            about="Setiap sel dihitung dari bukti yang sama. Pilih satu untuk membuka halaman ini dengan definisinya.",
            items=[sensitivity_table(office, found, measure)],
        ),
        Part(
            key="tahun",
            title="Perjalanan tahun",
            about=_outside(table, course),
            items=[_chart(course), *_courses(course)] if table.has_data else [],
        ),
        Part(key="data", title="Data yang dipakai", items=[_pulls(office, table)]),
    ]
    context = frame(
        office,
        "leader:overview",
        title=f"{text.capital_first(measure.choice.label)} {measure.year}",
        query=measure.query(),
    )
    context |= {
        "form": form,
        "lead": office.government.name,
        "headline": headline(table),
        "figures": _figures(office, table, measure),
        "note": definition_note(table),
        "parts": [part for part in parts if part.items],
    }
    return render(request, "leader/overview.html", context)


def headline(table: ShareTable, *, definition: str = "#definisi-angka", level: int = 2) -> Figure:
    """The share, or its band, as one big figure against the path. `definition`: where its definition stands."""
    total = table.total
    label = f"{text.capital_first(table.definition.label)} {table.government.name} {table.year}"
    if total.share_low_percent is None:
        return Figure(
            label=label,
            value=None,
            reason="Belum ada Perangkat Daerah yang pembilang dan penyebutnya diketahui menurut definisi ini.",
            cut_off=cut_off(table),
            big=True,
            level=level,
        )
    return Figure(
        label=label,
        value=text.percent_between(total.share_low_percent, total.share_high_percent),
        numerator=text.rupiah(total.numerator),
        denominator=text.rupiah(total.denominator),
        definition=Link(label="Definisinya", href=definition),
        cut_off=cut_off(table),
        standing=standings.of_total(table),
        remark=remark(table),
        reason=f"{text.rupiah(total.unclassified)} belum terklasifikasi." if total.unclassified else "",
        bar=standings.bar_of_total(table, name=label),
        big=True,
        level=level,
    )


def remark(table: ShareTable) -> str:
    """Path and target beside a share; a plan has no path."""
    target = f"target {text.percent_short(table.definition.target_percent)}"
    if table.definition.numerator.stage is None:
        return target
    return f"lintasan {text.percent(text.round_half_up(standings.path_of(table)))}, {target}"


def cut_off(table: ShareTable) -> str:
    day = f"sampai {text.long_date(table.cut_off)}"
    return day if table.loaded_at is None else f"{day}, data dimuat {text.long_date(table.loaded_at)}"


def definition_note(table: ShareTable) -> DefinitionNote:
    definition = table.definition
    target = text.percent_short(definition.target_percent)
    channels = ", ".join(channel.label for channel in definition.channels)
    fraction = f"{definition.numerator.label} dibagi {definition.denominator.label}"
    return DefinitionNote(
        title=f"{text.capital_first(definition.label)}: {fraction}",
        version=str(definition.version),
        text=f"Pembilang: {definition.numerator.meaning} Penyebut: {definition.denominator.meaning} "
        f"Saluran: {channels}. Target {target}. {definition.indicator.note}".strip(),
        citation=f"{definition.citation}. Target: {definition.legal_basis_label}, {definition.article}",
    )


def _figures(office: Office, table: ShareTable, measure: Measure) -> list[Figure]:
    total = table.total
    target = text.percent_short(table.definition.target_percent)
    units = total.units_known + total.units_unknown
    return [
        Figure(
            label=f"Kekurangan sampai {target}",
            value=None if total.gap_high is None else text.rupiah_short(total.gap_high),
            exact="" if total.gap_high is None else text.rupiah(total.gap_high),
            reason="" if total.gap_high is not None else "Belum ada unit yang diketahui.",
            remark=""
            if total.gap_low == total.gap_high or total.gap_low is None
            else f"paling banyak; paling sedikit {text.rupiah(total.gap_low)}",
        ),
        Figure(
            label=f"Mencapai {target}",
            value=text.number(total.units_reached),
            unit=f"dari {text.number(units)} Perangkat Daerah",
        ),
        Figure(
            label="Porsinya belum diketahui",
            value=text.number(total.units_unknown),
            unit=f"dari {text.number(units)} Perangkat Daerah",
            definition=Link(label="Siapa melengkapi apa", href=f"{office.url('leader:unknown')}?{measure.query()}"),
        ),
        Figure(
            label="Nilai di unit yang belum diketahui",
            value=text.rupiah_short(total.numerator_outside),
            exact=text.rupiah(total.numerator_outside),
            remark="tidak masuk porsi di atas",
        ),
        *_quarantined(office, table),
    ]


def _quarantined(office: Office, table: ShareTable) -> list[Figure]:
    """Rows behind the numerator that wait in quarantine: the share may be higher once they are settled."""
    if not table.quarantined_rows:
        return []
    link = Link(label="Lihat karantina", href=office.url("manager:quarantine"))
    return [
        Figure(
            label="Di karantina, belum masuk pembilang",
            value=text.rupiah_short(table.quarantined_amount),
            exact=text.rupiah(table.quarantined_amount),
            remark=f"{text.number(table.quarantined_rows)} baris; nilainya sejauh terbaca",
            definition=link if office.may(Duty.SEE_IMPORTS) else None,
        )
    ]


def _outside(table: ShareTable, course: Trend) -> str:
    """What of the total stands in no month: orders without a day, and those dated after the year."""
    told = []
    if course.undated:
        told.append(f"Pesanan tanpa tanggal senilai {text.rupiah(course.undated)} tidak masuk bulan mana pun.")
    reached = [point.numerator for point in course.months if point.numerator is not None]
    after = table.total.numerator - course.undated - reached[-1] if len(reached) == len(course.months) else None
    if after:
        told.append(
            f"Pesanan tahun anggaran {table.year} bertanggal sesudah 31 Desember senilai {text.rupiah(after)} masuk "
            "jumlah tahun, tetapi tidak masuk bulan mana pun."
        )
    return " ".join(told)


def _chart(course: Trend) -> ChartFigure | None:
    amounts = [point.numerator for point in course.months if point.numerator is not None]
    if not course.denominator or not amounts:
        return None
    chart = CumulativeYear(
        key="perjalanan",
        title=f"{course.definition.numerator.label} kumulatif {course.year}",
        year=course.year,
        by_month=amounts,
        denominator=course.denominator,
        target=course.target_percent,
    )
    return cumulative_figure(
        chart,
        definition=f"{course.definition.numerator.label} kumulatif terhadap lintasan lurus ke target "
        f"{text.percent_short(course.target_percent)}.",
        level=3,
    )


def _courses(course: Trend) -> list[Table]:
    return [
        course_table(course, course.quarters, key="triwulan", caption="Per triwulan", label="Triwulan"),
        course_table(course, course.months, key="bulan", caption="Per bulan", label="Bulan"),
    ]


def _pulls(office: Office, table: ShareTable) -> Table:
    rows = [
        Row(
            href=office.url("manager:pull", pull.id) if office.may(Duty.SEE_IMPORTS) else "",
            cells=[
                intake.feed_label(feed),
                text.date_time(pull.at),
                text.long_date(pull.source_day) if pull.source_day else Cell(text="tidak disebut", words=True),
                "menunggu keputusan" if pull.state == "held" else "dimuat",
            ],
        )
        for feed, pull in table.pulls.items()
    ]
    return Table(
        key="tarikan",
        caption="Tarikan terakhir setiap sumber",
        columns=[
            Column(key="sumber", label="Sumber"),
            Column(key="dimuat", label="Dimuat"),
            Column(key="hari", label="Hari menurut sumber"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title=f"Belum ada data {table.year} yang dimuat."),
    )
