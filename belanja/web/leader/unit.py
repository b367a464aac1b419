"""`/pantau/<gov>/perangkat-daerah/<code>/`: one unit under every definition, down to its orders."""

from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.affirmation.figures import UnitShare
from belanja.affirmation.selectors import UnitPage, explanation_of, trend, unit_page, unknown_list
from belanja.affirmation.selectors.worklists import unit_work
from belanja.facts import selectors as facts
from belanja.facts.models import PurchaseDocument
from belanja.foundation import text
from belanja.intake.quarantine import quarantined
from belanja.rules.channels import Channel, Stage
from belanja.rules.duties import Duty
from belanja.rules.indicators import Denominator
from belanja.rules.shares import Amount
from belanja.rules.unknowns import Side, explain
from belanja.web import standings
from belanja.web.naming import entered_words, shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.cures import Cures
from belanja.web.officer.lists import Part, page_of
from belanja.web.officer.measure import Measure, chosen
from belanja.web.officer.words import stages_in_words
from belanja.web.officer.works import work_table
from belanja.web.pieces import (
    Cell,
    Column,
    EmptyState,
    Figure,
    Link,
    Notice,
    Row,
    Table,
)

from . import files
from .overview import cut_off, definition_note, remark
from .tables import amount, course_table, unknown_cell


@officer_page(Duty.SEE_SOURCE_ROWS)
def unit(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    measure, form = chosen(request.GET, office.government)
    found = unit_page(
        government=office.government,
        year=measure.year,
        code=code,
        indicator=measure.choice.indicator.code,
        evidence=measure.choice.evidence,
        numerator=measure.numerator,
        denominator=measure.denominator,
        as_of=measure.as_of,
    )
    course = trend(found.table, unit=found.unit)
    name = shown(found.unit.name)
    context = frame(office, "leader:overview", title=name, query=measure.query())
    context |= {
        "form": form,
        "lead": f"{office.government.name}, kode {found.unit.code}, tahun anggaran {measure.year}",
        "headline": _headline(found, name),
        "notices": _notices(office, found, measure),
        "figures": _figures(found),
        "note": definition_note(found.table),
        "parts": [
            Part(
                key="pekerjaan",
                title="Yang memperbaiki angka unit ini",
                about="Dalam rupiah; hilang dari daftar setelah tarikan berikutnya menunjukkannya selesai.",
                items=[_work(office, measure.year, code)],
            ),
            Part(
                key="definisi",
                title="Pembilang dan penyebut yang lain",
                items=[_numerators(found), _denominators(found)],
            ),
            Part(
                key="tahun",
                title="Perjalanan tahun",
                items=[
                    course_table(course, course.quarters, key="triwulan", caption="Per triwulan", label="Triwulan"),
                    course_table(course, course.months, key="bulan", caption="Per bulan", label="Bulan"),
                ],
            ),
            Part(
                key="bagian",
                title="Unit di bawahnya",
                about="Angka unit ini sudah termasuk dalam angka Perangkat Daerah.",
                items=[_sub_units(found)] if found.sub_units else [],
            ),
            Part(key="pesanan", title="Pesanan", items=[_orders(request, office, found, measure)]),
        ],
    }
    context["parts"] = [part for part in context["parts"] if part.items]
    return render(request, "leader/measured.html", context)


def _orders_of(office: Office, measure: Measure, unit_ids: list[int]) -> QuerySet[PurchaseDocument]:
    found = facts.orders(government_id=office.government.pk, year=measure.year, unit_ids=unit_ids)
    return found if measure.as_of is None else found.filter(ordered_on__lte=measure.as_of)


def _headline(found: UnitPage, name: str) -> Figure:
    share = found.unit
    label = f"{text.capital_first(found.table.definition.label)} {found.table.year}"
    low, high = share.share_low_percent, share.share_high_percent
    explained = explanation_of(found.table, share)
    return Figure(
        label=label,
        value=None if low is None else text.percent_between(low, high),
        numerator="" if share.numerator is None else text.rupiah(share.numerator),
        denominator="" if share.denominator is None else text.rupiah(share.denominator),
        definition=Link(label="Definisinya", href="#definisi-angka"),
        cut_off=cut_off(found.table),
        standing=standings.of_unit(found.table, share),
        reason=f"{text.capital_first(explained.sentence)}." if explained else _unclassified(share),
        owner=explained.owner if explained else "",
        bar=standings.bar(found.table, share, name=name),
        remark=remark(found.table) if low is not None else "",
        big=True,
        level=2,
    )


def _unclassified(share: UnitShare) -> str:
    return f"{text.rupiah(share.unclassified)} belum terklasifikasi." if share.unclassified else ""


def _notices(office: Office, found: UnitPage, measure: Measure) -> list[Notice]:
    """What a person entered, and what this person can do about a figure that is not known."""
    notices = []
    if found.unit.entered:
        first = found.unit.entered[0]
        notices.append(
            Notice(
                title="Penyebutnya dientri dari dokumen, bukan dari sumber nasional.",
                text=f"{text.capital_first(entered_words(found.unit))}.",
                action=Link(label="Lihat entri", href=office.url("manager:budget", first.id)),
            )
        )
    notices += _quarantined(office, found, measure)
    if found.unit.reason is None:
        return notices
    cures = Cures(office, measure.year)
    on_budget = measure.denominator is Denominator.BELANJA_PENGADAAN
    for item in unknown_list(found.table):
        if item.unit == found.unit:
            for link in cures.of(item, on_budget=on_budget)[:2]:
                notices.append(Notice(kind="warning", title=f"{item.explanation.owner} melengkapi.", action=link))
    return notices


def _quarantined(office: Office, found: UnitPage, measure: Measure) -> list[Notice]:
    """Rows of this unit behind the numerator that wait in quarantine."""
    pulls = found.table.quarantined_pulls
    if not pulls:
        return []
    waits = quarantined(
        government_id=office.government.pk,
        year=measure.year,
        pull_ids=[pull.id for pull in pulls],
        unit_ids=found.unit_ids,
    )
    if not waits.rows:
        return []
    return [
        Notice(
            kind="warning",
            title=f"{text.number(waits.rows)} baris unit ini di karantina, belum masuk pembilang.",
            text=f"Nilainya sejauh terbaca {text.rupiah(waits.amount)}.",
            action=Link(label="Lihat karantina", href=f"{office.url('manager:quarantine')}?unit={found.unit.code}")
            if office.may(Duty.SEE_IMPORTS)
            else None,
        )
    ]


def _work(office: Office, year: int, code: str) -> Table:
    return work_table(office, unit_work(government=office.government, year=year, code=code), year)


def _figures(found: UnitPage) -> list[Figure]:
    """Four amounts. What is planned is known only where the plan of the year was loaded."""
    plan = next(value for rule, value in found.denominators if rule.code is Denominator.RUP_EPURCHASING)
    why = ""
    if plan.reason is not None:
        sentence = explain(plan.reason, side=Side.DENOMINATOR, denominator=Denominator.RUP_EPURCHASING).sentence
        why = f"{text.capital_first(sentence.removeprefix('belum diketahui, '))}."
    target = text.percent_short(found.unit.target_percent)
    return [
        _money(f"Kekurangan sampai {target}", found.unit.gap),
        _money(
            "Direncanakan lewat e-Purchasing",
            None if why else found.planned_epurchasing,
            "pagu RUP yang berlaku",
            why,
        ),
        _money("Sudah dipesan", found.ordered, "tidak dibatalkan"),
        _money("Direncanakan, belum dipesan", None if why else found.not_yet_bought, "", why),
    ]


def _money(label: str, value: Decimal | None, remark: str = "", reason: str = "") -> Figure:
    return Figure(
        label=label,
        value=None if value is None else text.rupiah_short(value),
        exact="" if value is None else text.rupiah(value),
        remark=remark if value is not None else "",
        reason=reason,
    )


def _numerators(found: UnitPage) -> Table:
    chosen = found.table.definition.denominator.code
    rows = [_measured(rule.label, rule.meaning, value, Side.NUMERATOR, chosen) for rule, value in found.numerators]
    return _measured_table("pembilang", "Pembilang", rows)


def _denominators(found: UnitPage) -> Table:
    rows = [
        _measured(rule.label, rule.meaning, value, Side.DENOMINATOR, rule.code) for rule, value in found.denominators
    ]
    return _measured_table("penyebut", "Penyebut", rows)


def _measured(label: str, meaning: str, value: Amount, side: Side, denominator: Denominator) -> Row:
    """One half of the fraction: what it means, and its amount or the reason why there is none."""
    if value.reason is None:
        return Row(cells=[Cell(text=label, sub=meaning), amount(value.value), ""])
    explained = explain(value.reason, side=side, denominator=denominator)
    why = text.capital_first(explained.sentence.removeprefix("belum diketahui, "))
    return Row(cells=[Cell(text=label, sub=meaning), unknown_cell(), Cell(text=why, sub=explained.owner)])


def _measured_table(key: str, caption: str, rows: list[Row]) -> Table:
    columns = [
        Column(key="apa", label=caption),
        Column(key="nilai", label="Rupiah", numeric=True),
        Column(key="sebab", label="Bila belum diketahui", note="alasan dan yang melengkapi"),
    ]
    return Table(key=key, caption=caption, columns=columns, rows=rows, tight=True)


def _sub_units(found: UnitPage) -> Table:
    return Table(
        key="bagian-tabel",
        caption="Unit yang dihitung di bawah Perangkat Daerah ini",
        columns=[
            Column(key="nama", label="Unit"),
            Column(key="pembilang", label=found.table.definition.numerator.label, numeric=True, note="rupiah"),
            Column(key="anggaran", label="Belanja pengadaan sendiri", numeric=True, note="rupiah"),
            Column(key="rencana", label="RUP e-Purchasing", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=shown(sub.name), sub=sub.code),
                    text.rupiah(sub.ordered),
                    Cell(text="tidak ada baris sendiri", words=True) if sub.budget is None else text.rupiah(sub.budget),
                    text.rupiah(sub.planned_epurchasing),
                ]
            )
            for sub in found.sub_units
        ],
        tight=True,
        tall=True,
    )


def _orders(request: HttpRequest, office: Office, found: UnitPage, measure: Measure) -> Table:
    orders = _orders_of(office, measure, list(found.unit_ids))
    count = orders.count()
    shown_orders, pagination = page_of(orders, count, request, streams=True)
    rows = [_order_row(office, order) for order in shown_orders]
    return Table(
        key="pesanan-tabel",
        caption=f"{text.number(count)} pesanan tahun {measure.year}, terbaru dahulu",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="tanggal", label="Tanggal"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="tahap", label="Tahap", note="kata sumber di bawahnya"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=rows,
        whole=lambda: files.orders(orders, year=measure.year),
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Belum ada pesanan tercatat pada tahun ini."),
    )


def _order_row(office: Office, order: PurchaseDocument) -> Row:
    doubtful = bool(order.stages & Stage.UNCERTAIN)
    return Row(
        href=office.url("inspector:order", order.pk),
        cells=[
            Cell(
                text=order.title or order.number or order.key,
                sub=f"{Channel(order.channel).label} {order.number or order.key}",
            ),
            Cell(text=text.long_date(order.ordered_on)) if order.ordered_on else unknown_cell(),
            Cell(text=order.vendor_name or order.vendor_key)
            if order.vendor_name or order.vendor_key
            else unknown_cell(),
            Cell(text=stages_in_words(order.stages), sub=order.status, words=doubtful),
            text.rupiah(order.amount),
        ],
    )
