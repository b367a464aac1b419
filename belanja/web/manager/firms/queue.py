"""`/kelola/<gov>/usaha/`: registrations that wait, who waits longest first; one answer for many."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import StorefrontClaim
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules.duties import Duty
from belanja.rules.registration import Entry, FirmState
from belanja.vendors import licences, registry, services
from belanja.vendors.models import Profile
from belanja.web.officer.access import FIRM_READERS, Office, frame, officer_page
from belanja.web.officer.lists import page_of, select, with_query
from belanja.web.pieces import Cell, Column, EmptyState, Figure, FilterRow, Link, Piece, Row, StatusTag, Table, Tabs
from belanja.web.pieces.base import Standing
from belanja.web.pieces.forms import Tick
from belanja.web.vendor.profile_forms import region_choices

from .forms import DecideForm

_FORM = "putusan"


@officer_page(*FIRM_READERS, methods=("GET", "HEAD", "POST"))
def queue(request: HttpRequest, office: Office) -> HttpResponse:
    form = DecideForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not office.may(Duty.VERIFY_FIRM):
            raise Http404
        answer = _decide(request, office, form)
        if answer is not None:
            return answer
        status = 422
    state = request.GET.get("keadaan", FirmState.SUBMITTED.value)
    state = state if state in set(FirmState) else FirmState.SUBMITTED.value
    entry = request.GET.get("asal", "")
    found = registry.queue(office.government.pk, state=state, entry=entry if entry in set(Entry) else "")
    counts = registry.counts(office.government.pk)
    context = frame(office, "firms:queue", title="Usaha")
    deciding = office.may(Duty.VERIFY_FIRM) and state == FirmState.SUBMITTED
    context |= {
        "lead": "Pendaftaran usaha, yang paling lama menunggu di atas. Tidak ada yang memutus usahanya sendiri atau "
        "yang ia catat sendiri.",
        "figures": _figures(office),
        "states": _states(request, state, counts),
        "filters": FilterRow(
            key="saring",
            filters=[select("asal", "Asal", "Semua", [(one.value, one.label) for one in Entry], entry)],
            reset_href=with_query("", request.GET, asal="") or "?" if entry else "",
        ),
        "table": _table(request, office, found, found.count(), ticks=deciding),
        "form": form if deciding else None,
        "assist_href": office.url("firms:assist") if office.may(Duty.ASSIST_FIRM) else "",
        "licences": Link(
            label="Izin dan status pajak",
            href=office.url("firms:licences"),
            count=licences.queue(office.government.pk).count(),
        ),
        "archive": Link(
            label="Klaim arsip katalog",
            href=office.url("firms:storefronts"),
            count=StorefrontClaim.objects.filter(
                government=office.government, state=StorefrontClaim.State.OPEN
            ).count(),
        )
        if office.may(Duty.VERIFY_FIRM)
        else None,
        "parts": [],
    }
    return render(request, "manager/firms.html", context, status=status)


def _decide(request: HttpRequest, office: Office, form: DecideForm) -> HttpResponse | None:
    chosen = [pair for pair in map(_pair, request.POST.getlist("usaha")) if pair is not None]
    if not form.is_valid():
        return None
    if not chosen:
        form.add_error(None, "Centang paling sedikit satu usaha.")
        return None
    given = form.cleaned_data
    outcomes = services.decide_many(
        government=office.government,
        chosen=chosen,
        step=given["step"],
        reason_code=given["reason_code"],
        note=given["note"],
        actor=office.actor,
    )
    done = [one for one in outcomes if not one.refusal]
    if done:
        messages.success(request, f"{text.number(len(done))} pendaftaran diputus.")
    for one in outcomes:
        if one.refusal:
            messages.error(request, f"{one.name}: {one.refusal}")
    if not done:
        return None
    return HttpResponseRedirect(request.get_full_path())


def _pair(written: str) -> tuple[int, int] | None:
    """A ticked row: firm and the version that was seen."""
    firm, _, version = written.partition(".")
    if firm.isascii() and firm.isdigit() and version.isascii() and version.isdigit() and len(written) < 24:
        return int(firm), int(version)
    return None


def _figures(office: Office) -> list[Piece]:
    told = registry.waiting(office.government.pk)
    limit = _limit(office)
    late = told.longest is not None and told.longest > limit
    return [
        Figure(
            label="Menunggu diperiksa",
            value=text.number(told.waiting),
            unit="pendaftaran",
            level=2,
            remark=f"terlama {waited(told.longest)}" if told.longest is not None else "tidak ada yang menunggu",
            standing=Standing.BEHIND if late else None,
            standing_word=f"lebih dari {text.number(limit)} jam" if late else "",
        ),
        Figure(
            label="Median sampai dijawab",
            level=2,
            value=None if told.median is None else f"{text.number(told.median, 1)} jam",
            reason=f"belum ada putusan dalam {told.days} hari terakhir" if told.median is None else "",
            remark=f"{text.number(told.decided)} putusan dalam {told.days} hari; sembilan dari sepuluh dalam "
            f"{text.number(told.ninetieth, 1)} jam"
            if told.ninetieth is not None
            else "",
        ),
    ]


def _limit(office: Office) -> Decimal:
    return institutions.parameter("usaha.pemeriksaan.jam", government_id=office.government.pk, on=clock.today())


def waited(hours: Decimal) -> str:
    days = int(hours // 24)
    if hours < 1:
        return "kurang dari satu jam"
    return f"{text.number(days)} hari" if days >= 2 else f"{text.number(hours, 1)} jam"


def _states(request: HttpRequest, chosen: str, counts: dict[str, int]) -> Tabs:
    order = (
        FirmState.SUBMITTED, FirmState.AWAITING_OWNER, FirmState.RETURNED, FirmState.VERIFIED, FirmState.REFUSED,
        FirmState.DRAFT,
    )  # fmt: skip
    return Tabs(
        label="Keadaan pendaftaran",
        links=[
            Link(
                label=f"{state.label} ({text.number(counts.get(state.value, 0))})",
                href=with_query("", request.GET, keadaan=state.value),
                current=state.value == chosen,
            )
            for state in order
        ],
    )


def _table(request: HttpRequest, office: Office, found: object, count: int, *, ticks: bool) -> Table:
    page, pagination = page_of(found, count, request)  # type: ignore[arg-type]  # a query that can be sliced
    limit, places = _limit(office), dict(region_choices())
    ticked = set(request.POST.getlist("usaha"))
    return Table(
        key="usaha",
        stacked=True,
        caption=f"{text.number(count)} pendaftaran",
        columns=[
            Column(key="nama", label="Usaha", note="NIB"),
            *([Column(key="buka", label="Buka")] if ticks else []),
            Column(key="tunggu", label="Menunggu"),
            Column(key="tanya", label="Pemeriksaan otomatis"),
            Column(key="asal", label="Asal"),
            Column(key="tempat", label="Kabupaten/kota"),
        ],
        rows=[_row(office, one, limit, places, ticked, ticks=ticks) for one in page],
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada pendaftaran di sini."),
        level=2,
    )


def _row(office: Office, one: Profile, limit: Decimal, places: dict[str, str], ticked: set[str], *, ticks: bool) -> Row:
    hours = registry.hours_since(one.submitted_at or one.entered_at)
    late = hours > limit and one.state == FirmState.SUBMITTED
    value = f"{one.firm_id}.{one.version}"
    name = one.name or "Belum bernama"
    tick = Tick(name="usaha", value=value, label=name, form=_FORM, ticked=value in ticked) if ticks else None
    sub, address = one.nib or "NIB belum diisi", office.url("firms:one", one.firm_id)
    cells: list[Cell | str] = [
        Cell(piece=tick, sub=sub) if tick else Cell(text=name, sub=sub, href=address),
        *([Cell(text="Periksa", href=address)] if ticks else []),
        Cell(piece=StatusTag(standing=Standing.BEHIND, word=waited(hours))) if late else waited(hours),
        "perlu dilihat" if one.held else "tanpa masalah" if one.submitted_at else "belum diajukan",
        Entry(one.entry).label,
        places.get(one.region_code, "belum diisi"),
    ]
    return Row(cells=cells)
