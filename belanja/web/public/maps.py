"""The kabupaten and kota of a province on one map."""

from django.urls import reverse

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable
from belanja.documents.charts import choropleth
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.rules import money
from belanja.web import charts
from belanja.web.pieces import ChartFigure

from . import words

_MISSING = "datanya belum dimuat"


def figure(government: Government, table: ShareTable) -> ChartFigure | None:
    """The map of the region this government lies in; nothing where we have no outlines of it. Figures are
    computed only for governments with data of the year."""
    codes = [outline.code for outline in choropleth.outlines()]
    province = government.region_code.partition(".")[0]
    if not province or not codes[0].startswith(f"{province}."):
        return None
    inside = list(Government.objects.filter(region_code__in=codes))
    pulled = set(
        Pull.objects.standing().filter(government__in=inside, year=table.year).values_list("government_id", flat=True)
    )
    with_data = [member for member in inside if member.pk in pulled]
    tables = dict(zip([member.pk for member in with_data], _tables(with_data, table), strict=True))
    chart = choropleth.RegionMap(
        key="peta",
        title=_finding(list(tables.values()), table, len(codes)),
        regions=[_region(member, tables.get(member.pk), table.year) for member in inside],
        target=table.definition.target_percent,
    )
    about = f"{words.fraction(table.definition)}, {words.cut_off(table)}. Arsir berarti belum diketahui."
    return charts.map_figure(chart, definition=about, finding=chart.title)


def _tables(governments: list[Government], table: ShareTable) -> list[ShareTable]:
    if not governments:
        return []
    definition = table.definition
    return selectors.share_tables(
        governments=governments,
        year=table.year,
        indicator=definition.indicator.code,
        numerator=definition.numerator.code,
        denominator=definition.denominator.code,
        as_of=table.as_of,
    )


def _region(member: Government, table: ShareTable | None, year: int) -> choropleth.RegionShare:
    address = reverse("public:government", args=[member.code])
    if table is None:
        return choropleth.RegionShare(code=member.region_code, share=None, reason=_MISSING, href=address)
    total = table.total
    first = next(iter(table.unknown_units), None)
    known = total.share_percent is not None
    return choropleth.RegionShare(
        code=member.region_code,
        share=words.exact_percent(total.numerator, total.denominator) if known else None,
        reason="" if known or first is None else words.why(table, first),
        href=f"{address}?tahun={year}",
    )


def _finding(tables: list[ShareTable], table: ShareTable, count: int) -> str:
    target = text.percent_short(table.definition.target_percent)
    known = [found.total for found in tables if found.total.share_percent is not None]
    reached = sum(money.reaches(total.numerator, total.denominator, total.target_percent) for total in known)
    if not known:
        return f"Porsi {text.number(count)} kabupaten dan kota belum diketahui"
    begin = text.capital_first(text.count_words(reached)) if reached else "Belum ada"
    finding = f"{begin} dari {text.count_words(count)} kabupaten dan kota mencapai {target}"
    unknown = count - len(known)
    return f"{finding}; {text.count_words(unknown)} belum diketahui" if unknown else finding
