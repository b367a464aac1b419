"""Charts as pieces of a page: finding, both drawings, definition, and the same data as a table."""

from belanja.documents.charts import choropleth, cumulative, findings, ranked
from belanja.foundation import text
from belanja.rules import periods
from belanja.web.pieces import Cell, ChartFigure, Column, Link, Row, Table


def _unknown(reason: str) -> Cell:
    return Cell(text=text.UNKNOWN, sub=reason, words=True)


def _table(key: str, title: str, columns: list[Column], rows: list[Row], level: int) -> Table:
    return Table(key=f"{key}-tabel", caption=title, columns=columns, rows=rows, tight=True, level=level + 1)


def ranked_figure(
    chart: ranked.RankedShares,
    *,
    definition: str,
    finding: str = "",
    unit: str = "perangkat daerah",
    level: int = 2,
    definition_link: Link | None = None,
) -> ChartFigure:
    """Bars by unit; without `finding` the title is `findings.of_ranking`."""
    rows = [
        Row(
            cells=[row.name, row.written if row.share is not None else _unknown(row.reason)],
            href=row.href,
        )
        for row in chart.ordered
    ]
    columns = [
        Column(key="nama", label=text.capital_first(unit)),
        Column(key="porsi", label="Porsi", numeric=True),
    ]
    table = _table(chart.key, chart.title, columns, rows, level)
    return ChartFigure(
        finding=finding or findings.of_ranking(chart, unit=unit),
        definition=definition,
        wide=ranked.draw(chart),
        narrow=ranked.draw(chart, narrow=True),
        table=table,
        level=level,
        definition_link=definition_link,
    )


def cumulative_figure(
    chart: cumulative.CumulativeYear,
    *,
    definition: str,
    finding: str = "",
    level: int = 2,
    definition_link: Link | None = None,
) -> ChartFigure:
    """The year by month; without `finding` the title is `findings.of_year`."""
    rows = []
    for number, amount in enumerate(chart.by_month, start=1):
        path = chart.target_amount * number / cumulative.MONTHS
        share = text.percent(amount / chart.denominator * 100)
        rows.append(Row(cells=[periods.MONTHS[number - 1], text.rupiah(amount), share, text.rupiah(path)]))
    columns = [
        Column(key="bulan", label="Sampai akhir"),
        Column(key="nilai", label="Tercapai", numeric=True),
        Column(key="porsi", label="Porsi", numeric=True),
        Column(key="lintasan", label="Lintasan lurus", numeric=True),
    ]
    table = _table(chart.key, chart.title, columns, rows, level)
    return ChartFigure(
        finding=finding or findings.of_year(chart),
        definition=definition,
        wide=cumulative.draw(chart),
        narrow=cumulative.draw(chart, narrow=True),
        table=table,
        level=level,
        definition_link=definition_link,
    )


def map_figure(
    chart: choropleth.RegionMap,
    *,
    definition: str,
    finding: str,
    level: int = 2,
    definition_link: Link | None = None,
) -> ChartFigure:
    """The map of kabupaten and kota; the finding is the caller's."""
    shares = {region.code: region for region in chart.regions}
    rows = []
    for outline in choropleth.outlines():
        region = shares.get(outline.code)
        known = region is not None and region.share is not None
        share = text.percent(region.share) if region and known else _unknown(region.reason if region else "")
        rows.append(Row(cells=[outline.name, outline.code, share], href=region.href if region else ""))
    columns = [
        Column(key="nama", label="Kabupaten/kota"),
        Column(key="kode", label="Kode wilayah"),
        Column(key="porsi", label="Porsi", numeric=True),
    ]
    table = _table(chart.key, chart.title, columns, rows, level)
    return ChartFigure(
        finding=finding,
        definition=f"{definition} Peta skematis, bukan untuk mengukur.",
        wide=choropleth.draw(chart),
        narrow=choropleth.draw(chart, narrow=True),
        table=table,
        level=level,
        definition_link=definition_link,
    )
