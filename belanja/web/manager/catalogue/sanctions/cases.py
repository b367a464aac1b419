"""`/kelola/<gov>/katalog/sanksi/`: what waits, what holds, and the firm to open a case against."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions.models import Government
from belanja.rules.sanctions import STANDING, WAITING, Breach, CaseState, Measure
from belanja.vendors.finding import find_firms, names_of
from belanja.vendors.models import SanctionCase
from belanja.web.officer.access import SANCTION_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, with_query
from belanja.web.pieces import BigSearch, Cell, Column, EmptyState, Link, Row, Table, Tabs

from .shown import state_tag

_VIEWS = (("menunggu", "Menunggu"), ("berlaku", "Sedang berlaku"), ("semua", "Semua"))


@officer_page(*SANCTION_READERS)
def cases(request: HttpRequest, office: Office) -> HttpResponse:
    chosen = request.GET.get("keadaan", _VIEWS[0][0])
    chosen = chosen if chosen in dict(_VIEWS) else _VIEWS[0][0]
    asked = request.GET.get("q", "").strip()[:80]
    links = [
        Link(
            label=label,
            href=with_query("", request.GET, keadaan=code),
            current=code == chosen,
            count=_found(office.government, code).count(),
        )
        for code, label in _VIEWS
    ]
    context = frame(office, "sanctions:cases", title="Sanksi penyedia")
    context |= {
        "lead": "Jenjang katalog lokal: SP1, SP2 dengan henti transaksi, SP3 dengan turun tayang, pencabutan. "
        "Penyedia didengar dahulu, pejabat memutus, masa sanksi berakhir sendiri.",
        "search": BigSearch(
            action=office.url("sanctions:cases"),
            label="Cari usaha menurut nama atau NIB",
            value=asked,
            hint="Untuk membuka perkara, memeriksa Daftar Hitam, atau melihat usaha terkait.",
        ),
        "kinds": Tabs(label="Keadaan", links=links),
        "parts": [
            *([Part(key="usaha", title=f"Usaha untuk “{asked}”", items=[_firms(office, asked)])] if asked else []),
            Part(key="daftar", title="Perkara", items=[_list(request, office, _found(office.government, chosen))]),
        ],
    }
    return render(request, "sanctions/cases.html", context)


def _found(government: Government, view: str) -> QuerySet[SanctionCase]:
    every = SanctionCase.objects.filter(government=government).select_related("firm")
    if view == "menunggu":
        return every.filter(state__in=list(WAITING)).order_by("opened_at", "pk")
    if view == "berlaku":
        today = clock.today()
        return (
            every.filter(state__in=list(STANDING), valid_from__lte=today)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
            .filter(Q(lifted_on__isnull=True) | Q(lifted_on__gt=today))
            .order_by("-valid_from", "-pk")
        )
    return every.order_by("-opened_at", "-pk")


def _list(request: HttpRequest, office: Office, found: QuerySet[SanctionCase]) -> Table:
    rows, pagination = page_of(found, found.count(), request)
    names = names_of([case.firm_id for case in rows])
    return Table(
        key="perkara",
        stacked=True,
        caption="Perkara sanksi",
        show_caption=False,
        columns=[
            Column(key="penyedia", label="Penyedia"),
            Column(key="sanksi", label="Sanksi"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="tenggat", label="Tenggat berikutnya"),
            Column(key="umur", label="Umur", numeric=True, note="hari"),
        ],
        rows=[
            Row(
                href=office.url("sanctions:case", case.pk),
                cells=[
                    Cell(text=names.get(case.firm_id, ""), sub=Breach(case.breach).label),
                    _measure(case),
                    Cell(piece=state_tag(case)),
                    _next_day(case),
                    text.number((clock.today() - text.local_day(case.opened_at)).days),
                ],
            )
            for case in rows
        ],
        pagination=pagination,
        empty=EmptyState(title="Tidak ada perkara di sini."),
    )


def _measure(case: SanctionCase) -> Cell:
    if case.measure:
        return Cell(text=Measure(case.measure).label)
    return Cell(text=f"menurut jenjang {Measure(case.due).label}" if case.due else "belum diputus", words=True)


def _next_day(case: SanctionCase) -> str:
    """The day by which somebody has to act; a day that has passed says so."""
    state = CaseState(case.state)
    day, what = {
        CaseState.CLARIFYING: (case.answer_due, "klarifikasi"),
        CaseState.OBJECTED: (case.verdict_due, "putusan keberatan"),
    }.get(state, (None, ""))
    if day is None:
        return "putusan pejabat" if state is CaseState.ANSWERED else ""
    return f"{what} {text.long_date(day)}" + (", sudah lewat" if day < clock.today() else "")


def _firms(office: Office, asked: str) -> Table:
    found = list(find_firms(asked))
    names = names_of([firm.pk for firm in found])
    return Table(
        key="usaha-ditemukan",
        caption="Usaha yang ditemukan",
        show_caption=False,
        columns=[Column(key="nama", label="Usaha"), Column(key="nib", label="NIB")],
        rows=[
            Row(
                href=office.url("sanctions:dossier", firm.pk),
                cells=[names[firm.pk], _nib(firm) or Cell(text=text.UNKNOWN, words=True)],
            )
            for firm in found
        ],
        empty=EmptyState(title="Tidak ada usaha dengan nama atau NIB itu.", text="Tulis paling sedikit tiga huruf."),
    )


def _nib(firm: object) -> str:
    profile = getattr(firm, "profile", None)
    return profile.nib if profile else ""
