"""Orders that lead to no plan, and plan lines that led to no order: both lists with totals, by unit, as files."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.facts import selectors as facts
from belanja.facts.selectors import OrdersWithoutPlan
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.intake import selectors as intake
from belanja.plans.models import RupPackage
from belanja.rules import periods
from belanja.rules.channels import Channel
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number, with_query
from belanja.web.pieces import (
    Cell,
    Choice,
    Column,
    EmptyState,
    Filter,
    FilterRow,
    Link,
    Notice,
    Row,
    Table,
    Tabs,
)

from . import files

WHY = {
    "no_code": "Tidak menyebut kode RUP",
    "unknown_code": "Kode RUP tidak ada dalam rencana yang dimuat",
    "retired": "Paket RUP-nya tidak berlaku lagi",
}


class _Scope:
    """Year and unit chosen in the address; a unit stands for everything counted under it."""

    def __init__(self, request: HttpRequest, office: Office) -> None:
        gov = office.government.pk
        self.years = intake.years(gov)
        current = clock.today().year
        self.year = whole_number(request.GET.get("tahun")) or next(
            (year for year in self.years if year <= current), current
        )
        self.year = min(max(self.year, 2000), 2100)
        self.roll_up = institutions.pd_map(gov, min(clock.today(), periods.fiscal_year(self.year).last))
        self.units = {unit.pk: unit for unit in institutions.units(gov)}
        self.code = request.GET.get("unit", "")
        chosen = next((unit.pk for unit in self.units.values() if unit.code == self.code), None)
        if self.code and chosen is None:
            self.code = ""
        self.unit_ids = (
            None if chosen is None else [unit for unit, top in self.roll_up.items() if chosen in (unit, top)]
        )

    def pd_name(self, unit_id: int) -> str:
        return shown(self.units[self.roll_up.get(unit_id, unit_id)].name)

    def filters(self, request: HttpRequest, present: set[int]) -> FilterRow:
        """Choice of year and of the Perangkat Daerah that occur at all."""
        tops = {self.roll_up.get(unit_id, unit_id) for unit_id in present}
        units = [(unit.code, shown(unit.name)) for pk, unit in self.units.items() if pk in tops]
        years = sorted({*self.years, self.year}, reverse=True)
        kept = [Choice(value="alasan", label=request.GET["alasan"])] if request.GET.get("alasan") else []
        return FilterRow(
            key="saring",
            filters=[
                Filter(
                    name="tahun",
                    label="Tahun anggaran",
                    choices=[Choice(value=str(y), label=str(y), chosen=y == self.year) for y in years],
                ),
                select("unit", "Perangkat Daerah", "Semua", units, self.code),
            ],
            kept=kept,
            reset_href=f"?tahun={self.year}" if self.code or kept else "",
        )

    def plan_notice(self, office: Office) -> Notice | None:
        """A warning where the plan of the year was never loaded: then these lists say nothing yet."""
        pulls = intake.pulls(government_id=office.government.pk, feed="rup_penyedia", year=self.year)
        if pulls.exists():
            return None
        return Notice(
            kind="warning",
            title=f"RUP penyedia {self.year} belum dimuat.",
            text="Tanpa rencana tahun ini, daftar di bawah belum berarti apa-apa.",
            action=Link(label="Unggah RUP", href=office.url("manager:upload")) if office.may(Duty.IMPORT) else None,
        )

    @property
    def query(self) -> str:
        return f"tahun={self.year}"


@officer_page(Duty.SEE_SOURCE_ROWS)
def orders_without_plan(request: HttpRequest, office: Office) -> HttpResponse:
    scope = _Scope(request, office)
    every = facts.orders_without_plan(government_id=office.government.pk, year=scope.year)
    of_unit = every.only(unit_ids=scope.unit_ids)
    why = request.GET.get("alasan", "")
    found = of_unit.only(why=why if why in WHY else "")
    context = frame(office, "inspector:orders_without_plan", title="Pesanan tanpa rencana", query=scope.query)
    total = found.amount
    context |= {
        "lead": f"{text.capital_first(text.count_words(len(found)))} pesanan {scope.year} senilai {text.rupiah(total)} "
        "tidak sampai ke paket RUP yang berlaku, juga setelah riwayat revisinya diikuti.",
        "filters": scope.filters(request, {gap.unit_id for gap in every.gaps}),
        "kinds": [_reasons(request, of_unit), scope.plan_notice(office)],
        "parts": [
            Part(key="unit", title="Menurut Perangkat Daerah", items=[_by_unit(scope, found)]),
            Part(key="daftar", title="Daftar", items=[_orders_table(request, office, scope, found, total)]),
        ]
        if found
        else [Part(key="daftar", title="Daftar", items=[_orders_table(request, office, scope, found, total)])],
    }
    return render(request, "inspector/missing.html", context)


def _reasons(request: HttpRequest, found: OrdersWithoutPlan) -> Tabs:
    counts: Counter[str] = Counter()
    for gap in found.gaps:
        counts[gap.why] += gap.orders
    chosen = request.GET.get("alasan", "")
    links = [
        Link(
            label="Semua",
            href=with_query("", request.GET, alasan="") or "?",
            count=len(found),
            current=chosen not in WHY,
        )
    ]
    links += [
        Link(
            label=label,
            href=with_query("", request.GET, alasan=why),
            count=counts[why],
            current=chosen == why,
        )
        for why, label in WHY.items()
    ]
    return Tabs(label="Alasan", links=links)


def _by_unit(scope: _Scope, found: OrdersWithoutPlan) -> Table:
    counts: Counter[str] = Counter()
    sums: dict[str, Decimal] = {}
    for gap in found.gaps:
        name = scope.pd_name(gap.unit_id)
        counts[name] += gap.orders
        sums[name] = sums.get(name, Decimal(0)) + gap.amount
    names = sorted(counts, key=lambda name: (-sums[name], name))
    return _sums_table([(name, counts[name], sums[name]) for name in names], "Pesanan")


def _sums_table(rows: Sequence[tuple[str, int, Decimal]], what: str) -> Table:
    return Table(
        key="jumlah-unit",
        caption="Jumlah per Perangkat Daerah",
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="jumlah", label=what, numeric=True),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[Row(cells=[name, text.number(count), text.rupiah(amount)]) for name, count, amount in rows],
        total=[
            "Jumlah",
            text.number(sum(count for _name, count, _amount in rows)),
            text.rupiah(sum((amount for _name, _count, amount in rows), Decimal(0))),
        ],
        show_caption=False,
        tight=True,
    )


def _orders_table(
    request: HttpRequest, office: Office, scope: _Scope, found: OrdersWithoutPlan, total: Decimal
) -> Table:
    shown_items, pagination = page_of(found, len(found), request, streams=True)
    rows = []
    for item in shown_items:
        order = item.document
        rows.append(
            Row(
                href=office.url("inspector:order", order.pk),
                cells=[
                    Cell(
                        text=order.title or order.number or order.key,
                        sub=f"{Channel(order.channel).label} {order.number or order.key}",
                    ),
                    shown(order.unit.name),
                    Cell(text=WHY[item.why], sub=", ".join(order.plan_codes)),
                    Cell(text=text.long_date(order.ordered_on))
                    if order.ordered_on
                    else Cell(text=text.UNKNOWN, words=True),
                    text.rupiah(order.amount),
                ],
            )
        )
    return Table(
        key="pesanan-tanpa",
        caption="Terbesar dahulu",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="alasan", label="Alasan", note="kode RUP pada pesanan"),
            Column(key="tanggal", label="Tanggal"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=rows,
        total=[f"Jumlah {text.number(len(found))} pesanan", "", "", "", text.rupiah(total)] if found else [],
        whole=lambda: files.orders_without_plan(found, WHY, scope.pd_name, year=scope.year),
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Semua pesanan sampai ke rencananya."),
    )


@officer_page(Duty.SEE_SOURCE_ROWS)
def plans_without_order(request: HttpRequest, office: Office) -> HttpResponse:
    scope = _Scope(request, office)
    every = facts.plans_without_order(government_id=office.government.pk, year=scope.year)
    lines = every if scope.unit_ids is None else every.filter(unit_id__in=scope.unit_ids)
    by_unit = list(
        every.order_by().values_list("unit_id").annotate(sum=Sum("pagu"), count=Count("id")).order_by("unit_id")
    )
    counts: Counter[str] = Counter()
    sums: dict[str, Decimal] = {}
    for unit_id, amount, count in by_unit:
        if scope.unit_ids is None or unit_id in scope.unit_ids:
            name = scope.pd_name(unit_id)
            counts[name] += count
            sums[name] = sums.get(name, Decimal(0)) + amount
    names = sorted(counts, key=lambda name: (-sums[name], name))
    number, total = sum(counts.values()), sum(sums.values(), Decimal(0))
    per_unit = _sums_table([(name, counts[name], sums[name]) for name in names], "Paket RUP")
    table = _plans_table(request, office, scope, lines, number, total)
    context = frame(office, "inspector:plans_without_order", title="Rencana tanpa pesanan", query=scope.query)
    context |= {
        "lead": f"{text.capital_first(text.count_words(number))} paket RUP e-Purchasing {scope.year} dengan pagu "
        f"{text.rupiah(total)} belum ada pesanannya.",
        "filters": scope.filters(request, {unit_id for unit_id, _amount, _count in by_unit}),
        "kinds": scope.plan_notice(office),
        "parts": ([Part(key="unit", title="Menurut Perangkat Daerah", items=[per_unit])] if number else [])
        + [Part(key="daftar", title="Daftar", items=[table])],
    }
    return render(request, "inspector/missing.html", context)


def _plans_table(
    request: HttpRequest, office: Office, scope: _Scope, lines: QuerySet[RupPackage], number: int, total: Decimal
) -> Table:
    shown_lines, pagination = page_of(lines, number, request, streams=True)
    rows = [
        Row(
            href=office.url("inspector:row", line.source_row_id),
            cells=[
                Cell(text=line.title, sub=f"RUP {line.code}"),
                shown(line.unit.name),
                line.procurement_type or Cell(text=text.UNKNOWN, words=True),
                Cell(text=text.month_year(line.select_from))
                if line.select_from
                else Cell(text=text.UNKNOWN, words=True),
                text.rupiah(line.pagu),
            ],
        )
        for line in shown_lines
    ]
    return Table(
        key="rencana-tanpa",
        caption="Terbesar dahulu",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="jenis", label="Jenis"),
            Column(key="mulai", label="Rencana pemilihan"),
            Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
        ],
        rows=rows,
        total=[f"Jumlah {text.number(number)} paket", "", "", "", text.rupiah(total)] if number else [],
        whole=lambda: files.plans_without_order(lines, scope.pd_name, year=scope.year),
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Tidak ada rencana e-Purchasing tanpa pesanan.",
            text="Mungkin juga RUP tahun ini belum dimuat: lihat halaman Impor.",
        ),
    )
