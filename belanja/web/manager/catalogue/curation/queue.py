"""`/kelola/<gov>/katalog/kurasi/`: what waits for the verifiers, the longest waiting first; one answer for many."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from belanja.catalogue.models import Offer
from belanja.catalogue.selectors import queue as records
from belanja.catalogue.selectors.queue import Group, Kind, Pace, Wanted
from belanja.catalogue.services.curation_batch import decide_many
from belanja.catalogue.services.curators import own_firms
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules.duties import Duty
from belanja.rules.firms import Scale
from belanja.rules.listing_steps import Step
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number, with_query
from belanja.web.pieces import (
    BigSearch,
    Cell,
    Choice,
    Column,
    EmptyState,
    Figure,
    Figures,
    FilterRow,
    Link,
    Row,
    Table,
    Tabs,
)

from .forms import REFUSED, DecideForm
from .panels import FORM, Panel, bound, carry_out, show, tick, ticked, told

_AGES = (("1", "Lebih dari sehari"), ("3", "Lebih dari tiga hari"), ("7", "Lebih dari seminggu"))
#: What may be decided for many at once, by the group that is looked at.
_STEPS: dict[Group, tuple[Step, ...]] = {
    Group.WAITING: (Step.APPROVE, Step.RETURN, Step.TAKE_DOWN),
    Group.PASSED: (Step.FREEZE, Step.RETURN),
    Group.FROZEN: (Step.RELEASE, Step.RETURN, Step.TAKE_DOWN),
    Group.RETURNED: (Step.TAKE_DOWN,),
    Group.REMOVED: (),
}
_FREEZING = frozenset({Step.FREEZE, Step.RELEASE})


def steps_for(office: Office, steps: tuple[Step, ...]) -> list[Step]:
    """Those of the steps that this person's duties carry."""
    return [step for step in steps if office.may(Duty.FREEZE_LISTING if step in _FREEZING else Duty.CURATE_LISTING)]


@officer_page(Duty.CURATE_LISTING, methods=("GET", "HEAD", "POST"))
def queue(request: HttpRequest, office: Office) -> HttpResponse:
    gov = office.government.pk
    wanted = _wanted(request)
    steps = steps_for(office, _STEPS[wanted.group])
    data = bound(request, "putuskan")
    form = DecideForm(data, steps=steps)
    status = 200
    if data is not None:
        here = with_query(office.url("curation:queue"), request.GET)
        given = carry_out(request, form, lambda: _decide(request, office, form), to=here, fields=REFUSED)
        if isinstance(given, HttpResponse):
            return given
        status = given
    found = records.listings(government_id=gov, wanted=wanted)
    count = found.count()
    table = _table(request, office, found, count, wanted)
    context = frame(office, "curation:queue", title="Kurasi penawaran")
    context |= {
        "lead": "Yang lolos pemeriksaan otomatis sudah tampil; ia dapat dibeli sesudah Anda memeriksanya.",
        "top": _figures(office, records.pace(government_id=gov)) if wanted.group is Group.WAITING else None,
        "search": BigSearch(action="", label="Cari nama barang, nomor artikel atau penyedia", value=wanted.words),
        "filters": _filters(request, gov, wanted),
        "kinds": _groups(request, gov, wanted),
        "parts": [Part(key="daftar", title=wanted.group.label, items=[table])],
    }
    panel = Panel(
        do="putuskan",
        key=FORM,
        title="Putuskan yang dicentang",
        about="Setiap penawaran diputus sendiri. Yang berubah sejak halaman ini dibuka tidak ikut, dan disebutkan.",
        form=form,
        button="Simpan putusan",
    )
    return show(request, context, *([panel] if steps and table.rows else []), status=status)


def _wanted(request: HttpRequest) -> Wanted:
    query = request.GET
    group, kind = query.get("kelompok", ""), query.get("jenis", "")
    return Wanted(
        group=Group(group) if group in set(Group) else Group.WAITING,
        kind=Kind(kind) if kind in set(Kind) else None,
        etalase_id=whole_number(query.get("etalase")),
        scale=query.get("skala", "")[:10],
        days=whole_number(query.get("umur")),
        words=query.get("q", "")[:80],
    )


def _decide(request: HttpRequest, office: Office, form: DecideForm) -> str:
    chosen = ticked(request, "baris")
    names = dict(Offer.objects.filter(pk__in=chosen, government=office.government).values_list("pk", "product__name"))
    outcome = decide_many(
        chosen=[(one, version) for one, version in chosen.items() if one in names],
        step=form.chosen,
        reason_code=form.cleaned_data.get("reason_code", ""),
        note=form.cleaned_data["note"],
        actor=office.actor,
    )
    return told(request, outcome, f"{form.chosen.told}: {{}} penawaran.", names)


def _figures(office: Office, pace: Pace) -> Figures:
    late = pace.oldest is not None and waited(pace.oldest) > _due(office)
    oldest = age(pace.oldest) if pace.oldest else "tidak ada"
    return Figures(
        figures=[
            Figure(label="Menunggu kurasi", value=text.number(pace.waiting), unit="penawaran", level=2),
            Figure(
                label="Terlama menunggu",
                level=2,
                value=oldest,
                remark=f"melewati tenggat {_due(office).days} hari" if late else "",
            ),
            Figure(
                label="Median waktu kurasi",
                level=2,
                value=None if pace.median_hours is None else f"{text.number(pace.median_hours, 1)} jam",
                reason="" if pace.decisions else f"belum ada putusan dalam {pace.days} hari terakhir",
                owner="" if pace.decisions else "Tim Verifikator",
                remark=f"dari {text.number(pace.decisions)} putusan dalam {pace.days} hari" if pace.decisions else "",
            ),
        ]
    )


def waited(since: datetime) -> timedelta:
    return clock.now() - since


def age(since: datetime) -> str:
    """How long something waits, in the words of a queue."""
    hours = int(waited(since).total_seconds() // 3600)
    if hours < 1:
        return "baru saja"
    return f"{text.number(hours)} jam" if hours < 48 else f"{text.number(hours // 24)} hari"


def _due(office: Office) -> timedelta:
    days = institutions.parameter("katalog.kurasi.tenggat", government_id=office.government.pk, on=clock.today())
    return timedelta(days=int(days))


def _filters(request: HttpRequest, gov: int, wanted: Wanted) -> FilterRow:
    pairs = records.shelves(government_id=gov)
    scales = [*((one.value, one.value.capitalize()) for one in Scale), ("belum", "Belum diketahui")]
    kept = [Choice(value=key, label=request.GET[key]) for key in ("kelompok", "q") if request.GET.get(key)]
    filters = [
        select("etalase", "Etalase", "Semua", [(str(pk), name) for pk, name in pairs], str(wanted.etalase_id or "")),
        select("skala", "Skala usaha", "Semua", scales, wanted.scale),
    ]
    if wanted.group is Group.WAITING:
        filters.insert(
            0, select("jenis", "Mengapa menunggu", "Semua", [(one.value, one.label) for one in Kind], wanted.kind or "")
        )
        filters.append(select("umur", "Umur", "Semua", _AGES, str(wanted.days or "")))
    return FilterRow(key="saring", filters=filters, kept=kept, reset_href="?" if request.GET else "")


def _groups(request: HttpRequest, gov: int, wanted: Wanted) -> Tabs:
    counted = records.counts(government_id=gov)
    return Tabs(
        label="Kelompok",
        links=[
            Link(
                label=group.label,
                href=with_query("", request.GET, kelompok="" if group is Group.WAITING else group.value) or "?",
                current=group is wanted.group,
                count=counted[group],
            )
            for group in Group
        ],
    )


def _table(request: HttpRequest, office: Office, found: object, count: int, wanted: Wanted) -> Table:
    rows, pagination = page_of(found, count, request)  # type: ignore[arg-type]  # a QuerySet is sliceable
    own = own_firms(office.actor, office.government.pk)
    due = _due(office)
    waiting = wanted.group is Group.WAITING
    return Table(
        key="kurasi",
        stacked=True,
        caption=f"{text.number(count)} penawaran" + (", terlama menunggu dahulu" if waiting else ""),
        columns=[
            Column(key="pilih", label="Pilih"),
            Column(key="barang", label="Barang"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="mengapa", label="Mengapa menunggu" if waiting else "Keadaan"),
            Column(key="umur", label="Menunggu" if waiting else "Diajukan"),
        ],
        rows=[_row(request, office, offer, own, due, waiting) for offer in rows],
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Tidak ada yang menunggu." if waiting else "Tidak ada penawaran di sini.",
            text="Penawaran baru muncul begitu penyedia mengajukannya." if waiting else "",
        ),
    )


def _row(request: HttpRequest, office: Office, offer: Offer, own: frozenset[int], due: timedelta, waiting: bool) -> Row:
    mine = offer.seller.firm_id in own
    label = f"Nomor {offer.number}"
    first = (
        Cell(text="usaha Anda", sub="diputus rekan Anda", words=True)
        if mine
        else Cell(piece=tick(request, "baris", f"{offer.pk}:{offer.version}", label, f", {offer.product.name}"))
    )
    since: datetime | None = offer.since  # type: ignore[attr-defined]  # annotated by the selector
    old = Cell(text=text.long_date(offer.submitted_at)) if offer.submitted_at else Cell(text=text.UNKNOWN, words=True)
    if waiting and since is not None:
        late = waited(since) > due
        old = Cell(text=age(since), sub="melewati tenggat" if late else text.date_time(since), differs=late)
    place = str(offer.seller.region) if offer.seller.region else ""
    scale = offer.seller.scale or "skala belum diketahui"
    return Row(
        cells=[
            first,
            Cell(
                text=offer.product.name,
                sub=offer.product.etalase.name + (f", versi {offer.version}" if offer.version else ""),
                href=office.url("curation:listing", offer.pk),
            ),
            Cell(text=offer.seller.name, sub=", ".join(filter(None, (place, scale)))),
            records.kind_of(offer).label if waiting else Cell(text=offer.get_state_display(), sub=offer.state_reason),
            old,
        ]
    )
