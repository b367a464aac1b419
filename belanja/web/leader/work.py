"""`/pantau/<gov>/pekerjaan/`: Perangkat Daerah × what would mend their figures, and each list with its files."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.affirmation.selectors.worklists import GovernmentWork, Item, government_work, work_summary
from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.foundation import clock, text
from belanja.intake import selectors as intake
from belanja.rules.duties import Duty
from belanja.rules.worklists import RULES, Work, WorkRule
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number
from belanja.web.officer.works import done_words, effect_words, list_href
from belanja.web.pieces import Cell, Choice, Column, DefinitionList, EmptyState, Filter, FilterRow, Row, Table, Term

_NOTHING = Cell(text="tidak ada", words=True)


def _year(request: HttpRequest, office: Office) -> tuple[int, list[int]]:
    years = intake.years(office.government.pk)
    asked = whole_number(request.GET.get("tahun"))
    current = clock.today().year
    year = asked if asked in years else next((year for year in years if year <= current), current)
    return year, years


def _year_filter(year: int, years: list[int]) -> Filter:
    every = sorted({*years, year}, reverse=True)
    choices = [Choice(value=str(one), label=str(one), chosen=one == year) for one in every]
    return Filter(name="tahun", label="Tahun anggaran", choices=choices)


@officer_page(Duty.SEE_SOURCE_ROWS)
def work(request: HttpRequest, office: Office) -> HttpResponse:
    year, years = _year(request, office)
    found = work_summary(government=office.government, year=year)
    context = frame(office, "leader:work", title="Pekerjaan", query=f"tahun={year}")
    context |= {
        "lead": f"Yang memperbaiki angka {office.government.name} tahun {year}, dalam rupiah. Tidak ada yang "
        "dicentang: pekerjaan hilang dari daftar setelah tarikan berikutnya menunjukkannya selesai.",
        "filters": FilterRow(key="saring", filters=[_year_filter(year, years)]),
        "kinds": None,
        "parts": [
            Part(key="jenis", title="Menurut jenis pekerjaan", items=[_kinds(office, found, year)]),
            Part(
                key="unit",
                title="Menurut Perangkat Daerah",
                about="Rupiah, dan jumlahnya di bawahnya.",
                items=[_matrix(office, found, year)],
            ),
        ],
    }
    return render(request, "inspector/missing.html", context)


def _kinds(office: Office, found: GovernmentWork, year: int) -> Table:
    rows = []
    for kind in Work:
        one = found.worklist(kind)
        effect = effect_words(one.effect)
        rows.append(
            Row(
                href=list_href(office, one, year),
                cells=[
                    Cell(text=one.rule.label, sub=one.rule.todo),
                    text.number(one.count),
                    Cell(text=text.rupiah(one.amount), sub=one.rule.measure),
                    Cell(text=text.capital_first(effect))
                    if effect
                    else Cell(text=one.rule.gain if one.count else "selesai", words=True),
                    Cell(text=one.rule.owner, sub=one.rule.place),
                    Cell(text=done_words(one.cleared)) if one.cleared else Cell(text="belum ada", words=True),
                ],
            )
        )
    return Table(
        key="jenis-pekerjaan",
        caption="Jenis pekerjaan",
        show_caption=False,
        columns=[
            Column(key="apa", label="Pekerjaan"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="akibat", label="Bila dikerjakan semua", note="porsi pemerintah daerah"),
            Column(key="siapa", label="Siapa, di mana"),
            Column(key="selesai", label="Sejak tarikan terakhir"),
        ],
        rows=rows,
        tight=True,
    )


def _matrix(office: Office, found: GovernmentWork, year: int) -> Table:
    kinds = [kind for kind in Work if found.totals[kind].count]
    rows = []
    for unit in found.table.units:
        counts = [found.of(kind, unit.id) for kind in kinds]
        if not any(one.count for one in counts):
            continue
        rows.append(
            Row(
                href=f"{office.url('leader:unit', unit.code)}?{urlencode({'tahun': year})}",
                cells=[
                    Cell(text=shown(unit.name), sub=unit.code),
                    *(
                        Cell(text=text.rupiah(one.amount), sub=text.number(one.count)) if one.count else _NOTHING
                        for one in counts
                    ),
                ],
            )
        )
    totals = [found.totals[kind] for kind in kinds]
    return Table(
        key="matriks",
        caption=f"Pekerjaan per Perangkat Daerah, tahun {year}",
        show_caption=False,
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            *(Column(key=kind.value, label=RULES[kind].label, numeric=True) for kind in kinds),
        ],
        rows=rows,
        total=[
            f"Jumlah {text.number(len(rows))} Perangkat Daerah",
            *(Cell(text=text.rupiah(one.amount), sub=text.number(one.count)) for one in totals),
        ]
        if rows
        else [],
        tight=True,
        tall=True,
        empty=EmptyState(title="Tidak ada yang perlu diperbaiki."),
    )


@officer_page(Duty.SEE_SOURCE_ROWS)
def work_list(request: HttpRequest, office: Office, kind: str) -> HttpResponse:
    if kind not in set(Work):
        raise Http404
    rule = RULES[Work(kind)]
    year, years = _year(request, office)
    found = government_work(government=office.government, year=year)
    names = {unit.id: shown(unit.name) for unit in found.table.units}
    unit = found.table.unit(request.GET.get("unit", ""))
    one = found.worklist(rule.work, unit.id if unit else None)
    title = f"{rule.label}: {names[unit.id]}" if unit else rule.label
    context = frame(office, "leader:work", title=title, query=f"tahun={year}")
    having = {item.pd_id for item in found.lists.get(rule.work, ())}
    effect = effect_words(one.effect)
    terms = [
        Term(term="Yang dikerjakan", text=rule.todo),
        Term(term="Siapa, di mana", text=f"{rule.owner}; {rule.place}"),
        Term(term="Jumlah", text=f"{text.number(one.count)}, {text.rupiah(one.amount)} ({rule.measure})"),
        Term(term="Bila dikerjakan semua", text=text.capital_first(effect or rule.gain)),
        Term(term="Sudah dikerjakan", text=done_words(one.cleared) or "belum ada sejak tarikan terakhir"),
        Term(term="Dasar", text=rule.citation),
    ]
    context |= {
        "lead": f"Tahun anggaran {year}.",
        "filters": FilterRow(
            key="saring",
            filters=[
                _year_filter(year, years),
                select(
                    "unit",
                    "Perangkat Daerah",
                    "Semua",
                    [(one.code, names[one.id]) for one in found.table.units if one.id in having],
                    unit.code if unit else "",
                ),
            ],
        ),
        "kinds": DefinitionList(terms=terms),
        "parts": [
            Part(
                key="daftar", title="Daftar", items=[_items(request, office, rule, list(one.items), names, title, year)]
            )
        ],
    }
    return render(request, "inspector/missing.html", context)


def _items(
    request: HttpRequest,
    office: Office,
    rule: WorkRule,
    items: list[Item],
    names: dict[int, str],
    title: str,
    year: int,
) -> Table:
    shown_items, pagination = page_of(items, len(items), request)
    return Table(
        key="daftar-tabel",
        caption="Terbesar dahulu",
        columns=[
            Column(key="apa", label="Apa"),
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="sebab", label="Keterangan"),
            Column(key="nilai", label="Nilai", numeric=True, note=f"rupiah, {rule.measure}"),
        ],
        rows=[
            Row(
                href=_where(office, item, year),
                cells=[
                    Cell(
                        text=shown(item.title),
                        sub=", ".join(filter(None, [item.code, text.long_date(item.day) if item.day else ""])),
                    ),
                    names.get(item.pd_id, ""),
                    text.capital_first(item.why),
                    text.rupiah(item.amount),
                ],
            )
            for item in shown_items
        ],
        pagination=pagination,
        whole=lambda: _sheet(rule, items, names, title, year),
        tight=True,
        empty=EmptyState(title="Tidak ada lagi di daftar ini."),
    )


def _where(office: Office, item: Item, year: int) -> str:
    """Where this is looked at or done; empty where this person has no such page."""
    if item.thing == "order":
        return office.url("inspector:order", item.id)
    if item.thing == "package":
        return office.url("inspector:row", item.id)
    if item.thing == "entry":
        return office.url("manager:budget", item.id)
    if item.thing == "held":
        return office.url("manager:held_item", item.id) if office.may(Duty.SEE_IMPORTS) else ""
    return f"{office.url('leader:unit', item.code)}?{urlencode({'tahun': year})}"


def _sheet(rule: WorkRule, items: list[Item], names: dict[int, str], title: str, year: int) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        for item in items:
            yield [names.get(item.pd_id, ""), item.code, item.title, item.day, item.why, item.amount]

    return Sheet(
        name=f"pekerjaan-{rule.work.value}",
        title=f"{title} {year}",
        fields=[
            Field("perangkat_daerah", "Perangkat Daerah", width=40),
            Field("nomor", "Nomor atau kode", Kind.CODE),
            Field("apa", "Apa", width=48),
            Field("tanggal", "Tanggal", Kind.DAY),
            Field("keterangan", "Keterangan", width=40),
            Field("nilai", f"Nilai ({rule.measure})", Kind.MONEY),
        ],
        rows=rows,
        total=["Jumlah", None, None, None, None, sum((item.amount for item in items), start=items[0].amount * 0)]
        if items
        else (),
        source=[
            ("Yang dikerjakan", rule.todo),
            ("Siapa, di mana", f"{rule.owner}; {rule.place}"),
            ("Dasar", rule.citation),
        ],
    )
