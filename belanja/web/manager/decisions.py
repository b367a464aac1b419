"""`/kelola/<gov>/keputusan/`: what waits for a person, why, and what each answer would do to the figures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.affirmation.selectors import share_table
from belanja.foundation import text
from belanja.intake import selectors as intake
from belanja.intake.models import HeldItem
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number, with_query
from belanja.web.officer.words import RESOLUTIONS, number_of
from belanja.web.pieces import (
    Cell,
    Choice,
    Column,
    DefinitionList,
    EmptyState,
    FilterRow,
    Link,
    Notice,
    Piece,
    Row,
    Table,
    Tabs,
    Term,
)

from .held_evidence import decision_box, effect_table, evidence
from .held_forms import HeldForm, decide, form_for
from .pull import title_of

DECIDED = "diputuskan"


@officer_page(Duty.SEE_IMPORTS)
def held_items(request: HttpRequest, office: Office) -> HttpResponse:
    decided = request.GET.get("keadaan") == DECIDED
    kind = request.GET.get("jenis", "")
    kind = kind if kind in HeldItem.Kind.values else ""
    year = whole_number(request.GET.get("tahun"))
    gov = office.government.pk
    found = intake.held_items(government_id=gov, decided=decided, kind=kind, year=year)
    other = intake.held_items(government_id=gov, decided=not decided, kind=kind, year=year).count()
    count = found.count()
    context = frame(office, "manager:held_items", title="Keputusan")
    context |= {
        "lead": "Yang diragukan tidak ditebak. Ia menunggu keputusan Anda, dan porsi yang bergantung padanya ditahan.",
        "filters": FilterRow(
            key="saring",
            filters=[
                select("jenis", "Jenis", "Semua", HeldItem.Kind.choices, kind),
                select(
                    "tahun",
                    "Tahun anggaran",
                    "Semua",
                    [(str(item), str(item)) for item in intake.years(gov)],
                    str(year or ""),
                ),
            ],
            kept=[Choice(value="keadaan", label=DECIDED)] if decided else [],
            reset_href="?" if kind or year else "",
        ),
        "kinds": Tabs(
            label="Keadaan",
            links=[
                Link(
                    label="Menunggu",
                    href=with_query("", request.GET, keadaan="") or "?",
                    current=not decided,
                    count=other if decided else count,
                ),
                Link(
                    label="Sudah diputuskan",
                    href=with_query("", request.GET, keadaan=DECIDED),
                    current=decided,
                    count=count if decided else other,
                ),
            ],
        ),
        "parts": [
            Part(
                key="daftar",
                title="Sudah diputuskan" if decided else "Menunggu",
                items=[_list(request, office, found, count, decided)],
            )
        ],
    }
    return render(request, "inspector/missing.html", context)


def _list(request: HttpRequest, office: Office, found: object, count: int, decided: bool) -> Table:
    items, pagination = page_of(found, count, request)  # type: ignore[arg-type]  # a QuerySet is sliceable
    last = Column(key="putusan", label="Putusan") if decided else Column(key="sejak", label="Menunggu sejak")
    rows = []
    for item in items:
        state = Cell(text=text.long_date(item.opened_at))
        if decided:
            state = Cell(
                text=text.capital_first(RESOLUTIONS.get(item.resolution, item.resolution)),
                sub=f"{item.resolved_by_label}, {text.long_date(item.resolved_at)}",
            )
        rows.append(
            Row(
                href=office.url("manager:held_item", item.pk),
                cells=[
                    item.get_kind_display(),
                    subject_of(item),
                    Cell(text=intake.feed_label(item.feed), sub=str(item.year) if item.year else "semua tahun"),
                    state,
                ],
            )
        )
    return Table(
        key="keputusan",
        caption="Terakhir diputuskan dahulu" if decided else "Terlama menunggu dahulu",
        columns=[
            Column(key="jenis", label="Jenis"),
            Column(key="tentang", label="Tentang"),
            Column(key="sumber", label="Sumber"),
            last,
        ],
        rows=rows,
        pagination=pagination,
        empty=EmptyState(
            title="Belum ada yang diputuskan." if decided else "Tidak ada yang menunggu keputusan.",
            text="" if decided else "Semua data yang dimuat sudah dipakai dalam angka.",
        ),
    )


def subject_of(item: HeldItem) -> str:
    """What exactly waits, as a clerk would say it."""
    if item.unit is not None:
        order = f", pesanan {item.key}" if item.kind == HeldItem.Kind.AMOUNT_IMPLAUSIBLE else ""
        return f"{shown(item.unit.name)} ({item.unit.code}){order}"
    if item.kind == HeldItem.Kind.STATUS_UNKNOWN:
        return f"status “{item.key}”, {text.number(int(item.detail.get('orders', 0)))} pesanan"
    if item.kind == HeldItem.Kind.COLUMN_VANISHED:
        return f"kolom {item.key}"
    return item.key


@officer_page(Duty.SEE_IMPORTS, methods=("GET", "HEAD", "POST"))
def held_item(request: HttpRequest, office: Office, item_id: int) -> HttpResponse:
    item = intake.held_item(government_id=office.government.pk, item_id=item_id)
    if request.method != "POST":
        return _show(request, office, item, form_for(item))
    if not office.may(Duty.DECIDE_HELD):
        raise Http404
    form = form_for(item, request.POST)
    if not form.is_valid():
        return _show(request, office, item, form, status=422)
    try:
        decided = decide(item, form, office.actor)
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        if refusal.code == "already_decided":
            item = intake.held_item(government_id=office.government.pk, item_id=item_id)
            return _show(request, office, item, form, status=409, late=True)
        form.add_error("reason" if refusal.code == "reason_missing" else None, refusal.message)
        return _show(request, office, item, form, status=refusal.status)
    messages.success(request, _told(office, decided))
    return HttpResponseRedirect(office.url("manager:held_items"))


def _told(office: Office, item: HeldItem) -> str:
    """The decision and, where it is about one unit, what became of its share."""
    said = f"Keputusan disimpan: {RESOLUTIONS.get(item.resolution, item.resolution)}."
    if item.unit_id is None or not item.year:
        return said
    table = share_table(government=office.government, year=item.year)
    unit = next((unit for unit in table.units if unit.id == item.unit_id), None)
    if unit is None:
        return said
    return f"{said} Porsi {shown(unit.name)} {item.year}: {text.percent(unit.share_percent)}."


def _show(
    request: HttpRequest,
    office: Office,
    item: HeldItem,
    form: HeldForm,
    *,
    status: int = 200,
    late: bool = False,
) -> HttpResponse:
    context = frame(office, "manager:held_items", title=item.get_kind_display())
    open_ = not item.resolution
    context |= {
        "lead": f"{text.capital_first(subject_of(item))}. {title_of(item)}.",
        "late": _late(item) if late else None,
        "decided": None if open_ else _decided(item),
        "box": decision_box(office, item),
        "parts": evidence(office, item),
        "effect": effect_table(item) if open_ else None,
        "form": form if open_ and office.may(Duty.DECIDE_HELD) else None,
        "button": form.button,
    }
    return render(request, "manager/held_item.html", context, status=status)


def _late(item: HeldItem) -> Piece:
    when = text.date_time(item.resolved_at) if item.resolved_at else ""
    return Notice(
        kind="error",
        title="Hal ini sudah diputuskan orang lain; keputusan Anda tidak disimpan.",
        text=f"{item.resolved_by_label}, {when}: {RESOLUTIONS.get(item.resolution, item.resolution)}. "
        "Bila Anda tidak sependapat, muat data yang sudah diperbaiki.",
    )


def _decided(item: HeldItem) -> DefinitionList:
    amount = number_of(item.resolution_detail.get("amount"))
    terms = [
        Term(
            term="Putusan",
            text=text.capital_first(RESOLUTIONS.get(item.resolution, item.resolution))
            + (f": {text.rupiah(amount)}" if amount is not None else ""),
        ),
        Term(term="Alasan", text=item.reason or "tidak ditulis"),
        Term(term="Diputuskan oleh", text=item.resolved_by_label),
        Term(term="Pada", text=text.date_time(item.resolved_at) if item.resolved_at else text.UNKNOWN),
    ]
    return DefinitionList(terms=terms)
