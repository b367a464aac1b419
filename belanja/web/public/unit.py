"""One Perangkat Daerah: its share and path, what it measures against what, its plan, its orders."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from belanja.affirmation import selectors
from belanja.affirmation.figures import UnknownUnit
from belanja.affirmation.selectors import UnitPage
from belanja.affirmation.selectors.waits import unit_waits
from belanja.affirmation.selectors.worklists import unit_work
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.rules import periods, unknowns
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import Denominator, DenominatorRule, NumeratorRule
from belanja.rules.shares import Amount
from belanja.web import naming
from belanja.web.pieces import Breadcrumbs, Cell, Column, Figure, Link, Row, ShareBar, Standing, Table

from . import course, doors, order_list, ranking, side_by_side, waits, words


@doors.open_page
def unit(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """`/pemda/<code>/perangkat-daerah/<unit code>/`; a sub-unit leads to the page of its Perangkat Daerah."""
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = doors.year_asked(request, government, years)
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    try:
        page = selectors.unit_page(government=government, year=year, code=unit_code)
    except RuleBroken as refused:
        above = _above(government, unit_code, year)
        if above is None:
            raise refused from None
        return redirect(f"{_address(government, above)}?{urlencode({'tahun': year})}#unit-di-bawahnya")
    orders = order_list.asked(request, government, page)
    table = page.table
    return render(
        request,
        "public/unit.html",
        {
            "name": naming.shown(page.unit.name),
            "target": text.percent_short(page.unit.target_percent),
            "way": reverse("public:path", args=[government.code, page.unit.code]) + f"?tahun={year}",
            "page": page,
            "trail": _trail(page),
            "years": doors.year_tabs(years, year),
            "headline": _headline(page),
            "beside": _beside(page),
            "shares": side_by_side.of_unit(page.usual),
            "not_loaded": side_by_side.not_loaded([one for one, _unit in page.usual]),
            "unknown": _unknown(page),
            "entered": naming.entered_words(page.unit),
            "work": _work(government, page),
            "course": course.figure(table, page.unit),
            "waits": waits.of_unit(unit_waits(government=government, year=year, unit_id=page.unit.id)),
            "measures": [_numerators(page), _denominators(page)],
            "sub_units": _sub_units(page),
            "orders": orders.table,
            "order_filters": orders.filters,
            "loaded": words.loaded(table),
        },
    )


def _unknown(page: UnitPage) -> list[UnknownUnit]:
    """What this unit's share waits for, item by item; nothing is asked where the share is known."""
    if page.unit.reason is None:
        return []
    return [found for found in selectors.unknown_list(page.table) if found.unit == page.unit]


def _work(government: Government, page: UnitPage) -> Table | None:
    """What would mend the figures, in short: kinds, how many, rupiah, and whose it is. No list, no decision."""
    found = unit_work(government=government, year=page.table.year, code=page.unit.code, with_done=False)
    rows = []
    for one in found.lists:
        if not one.rule.public or not one.count:
            continue
        effect = one.effect
        moves = ""
        if effect and effect.moves:
            moves = f"{text.capital_first(effect.label)} menjadi {text.percent(effect.after)} bila dikerjakan semua."
        rows.append(
            Row(
                cells=[
                    Cell(text=one.rule.label, sub=moves),
                    text.number(one.count),
                    Cell(text=text.rupiah(one.amount), sub=one.rule.measure),
                    Cell(text=one.rule.owner, sub=one.rule.place),
                ]
            )
        )
    if not rows:
        return None
    columns = [
        Column(key="apa", label="Pekerjaan"),
        Column(key="jumlah", label="Jumlah", numeric=True),
        Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        Column(key="siapa", label="Siapa, di mana"),
    ]
    caption = "Yang memperbaiki angka unit ini"
    return Table(key="pekerjaan", caption=caption, columns=columns, rows=rows, tight=True, show_caption=False)


def _above(government: Government, unit_code: str, year: int) -> Unit | None:
    """The Perangkat Daerah under which a sub-unit counts in that year; None for a code that does not exist."""
    found = Unit.objects.filter(government=government, code=unit_code).first()
    if found is None:
        return None
    top = institutions.pd_map(government.pk, periods.fiscal_year(year).last).get(found.pk)
    return Unit.objects.get(pk=top) if top not in (None, found.pk) else None


def _address(government: Government, unit: Unit) -> str:
    return reverse("public:unit", args=[government.code, unit.code])


def _trail(page: UnitPage) -> Breadcrumbs:
    table = page.table
    reference = table.government
    every = reverse("public:units", args=[reference.code]) + f"?tahun={table.year}"
    links = [
        Link(label="Beranda", href=reverse("public:home")),
        Link(label=reference.name, href=reverse("public:government", args=[reference.code])),
        Link(label="Perangkat Daerah", href=every),
        Link(label=naming.shown(page.unit.name), href=ranking.unit_href(table, page.unit)),
    ]
    return Breadcrumbs(links=links)


def _headline(page: UnitPage) -> Figure:
    table, unit = page.table, page.unit
    standing = words.standing_of(table, unit)
    known = unit.share_percent is not None
    explanation = selectors.explanation_of(table, unit)
    path = "" if words.year_is_over(table) else f"lintasan hari ini {text.percent(page.path_percent)}, "
    return Figure(
        label=f"{table.definition.indicator.label} {table.year}",
        value=text.percent(unit.share_percent) if known else None,
        numerator=words.amount(unit.numerator),
        denominator=words.amount(unit.denominator),
        definition=words.definition_link(table.definition),
        cut_off=words.cut_off(table),
        standing=standing,
        standing_word=words.standing_word(table, standing),
        remark=f"{path}target {text.percent_short(unit.target_percent)} pada 31 Desember" if known else "",
        reason=f"{text.capital_first(words.why(table, unit))}." if explanation else "",
        owner=explanation.owner if explanation else "",
        bar=ShareBar(
            share=unit.share_percent,
            target=unit.target_percent,
            standing=standing,
            name=naming.shown(unit.name),
            with_number=False,
        ),
        big=True,
        level=2,
    )


def _beside(page: UnitPage) -> list[Figure]:
    gap, target = page.unit.gap, text.percent_short(page.unit.target_percent)
    missing_plan = _why_no_plan(page)
    plan_known = not missing_plan
    return [
        Figure(
            label=f"Kekurangan ke {target}",
            value=None if gap is None else text.rupiah_short(gap),
            exact="" if gap is None else text.rupiah(gap),
            standing=Standing.UNKNOWN if gap is None else None,
        ),
        Figure(
            label="Direncanakan lewat e-Purchasing, belum dibelanjakan",
            value=text.rupiah_short(page.not_yet_bought) if plan_known else None,
            exact=text.rupiah(page.not_yet_bought) if plan_known else "",
            standing=None if plan_known else Standing.UNKNOWN,
            reason=missing_plan,
            remark=f"Rencana {text.rupiah(page.planned_epurchasing)}, pesanan {text.rupiah(page.ordered)}."
            if plan_known
            else "",
        ),
    ]


def _why_no_plan(page: UnitPage) -> str:
    """Why the e-Purchasing plan is not known; empty where it is. An absent plan must not look like a plan of
    zero."""
    plan = next(amount for rule, amount in page.denominators if rule.code is Denominator.RUP_EPURCHASING)
    return _why(plan, unknowns.Side.DENOMINATOR, Denominator.RUP_EPURCHASING)


def _why(amount: Amount, side: unknowns.Side, denominator: Denominator) -> str:
    if amount.reason is None:
        return ""
    explanation = unknowns.explain(amount.reason, side=side, denominator=denominator)
    because = explanation.sentence.removeprefix(f"{text.UNKNOWN}, karena ")
    return f"{text.capital_first(because)}. Yang harus melengkapi: {explanation.owner}."


def _numerators(page: UnitPage) -> Table:
    chosen = page.table.definition.numerator
    below = page.table.definition.denominator.code
    rows = [
        Row(
            cells=[
                _name(rule, _why(amount, unknowns.Side.NUMERATOR, below), used=rule is chosen),
                Cell(text=words.amount(amount.value), words=amount.value is None),
            ]
        )
        for rule, amount in page.numerators
    ]
    return _measure_table("pembilang", "Yang dihitung (pembilang)", rows)


def _denominators(page: UnitPage) -> Table:
    chosen = page.table.definition.denominator
    rows = [
        Row(
            cells=[
                _name(rule, _why(amount, unknowns.Side.DENOMINATOR, rule.code), used=rule is chosen),
                Cell(text=words.amount(amount.value), words=amount.value is None),
            ]
        )
        for rule, amount in page.denominators
    ]
    return _measure_table("penyebut", "Dibandingkan dengan (penyebut)", rows)


def _measure_table(key: str, caption: str, rows: list[Row]) -> Table:
    columns = [
        Column(key="nama", label="Nama dan artinya"),
        Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
    ]
    return Table(key=key, caption=caption, columns=columns, rows=rows, tight=True)


def _name(rule: NumeratorRule | DenominatorRule, why: str, *, used: bool) -> Cell:
    """What is measured, what that means, and why it is not known where it is not."""
    label = f"{rule.label} (dipakai dalam porsi)" if used else rule.label
    return Cell(text=label, sub=f"{rule.meaning} {why}".strip())


def _sub_units(page: UnitPage) -> Table | None:
    if not page.sub_units:
        return None
    label = page.table.definition.numerator.label
    columns = [
        Column(key="nama", label="Unit"),
        Column(key="nilai", label=label, numeric=True, note="rupiah"),
        Column(key="anggaran", label="Belanja pengadaan sendiri", numeric=True, note="rupiah"),
        Column(key="rencana", label="RUP e-Purchasing", numeric=True, note="rupiah"),
    ]
    rows = [
        Row(
            cells=[
                Cell(text=naming.shown(below.name), sub=below.code),
                text.rupiah(below.ordered),
                Cell(text=words.amount(below.budget), words=below.budget is None),
                text.rupiah(below.planned_epurchasing),
            ]
        )
        for below in page.sub_units
    ]
    caption = "Dihitung di bawah Perangkat Daerah ini"
    return Table(key="unit-bawah", caption=caption, columns=columns, rows=rows, tight=True, show_caption=False)
