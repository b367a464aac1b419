"""`/usaha/<firm>/barang/<offer>/`: where a listing stands, what it needs, everything that happened to it, and what
each version said otherwise."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import Offer, OfferVersion, PriceRow
from belanja.catalogue.selectors import desk as records
from belanja.catalogue.selectors.desk import Story
from belanja.catalogue.services import listings as services
from belanja.catalogue.services.listing_rows import content_of
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules.curation_reasons import REASONS
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_checks import LICENCES, Finding, Severity, blocking
from belanja.rules.listing_content import Content, differences
from belanja.rules.listing_steps import By, Step, steps_from
from belanja.rules.listings import VISIBLE, ClaimKind, EtalaseState, ListingState
from belanja.rules.measures import word_of
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import (
    Actions,
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Event,
    Link,
    Notice,
    Piece,
    Row,
    Table,
    Term,
    Timeline,
)
from belanja.web.public.catalogue.cards import product_address

from ..access import FirmDesk, firm_page, frame, refused
from .form import ListingForm
from .words import (
    EMPTY,
    other_prices,
    price_words,
    region_names,
    schema_of,
    state_words,
    to_do,
    told_lines,
    value_words,
)

#: Steps that the page offers as a button of their own; editing has its own page.
_BUTTONS = (Step.SUBMIT, Step.CONFIRM, Step.RESTORE, Step.WITHDRAW, Step.REMOVE)
#: States in which a listing may go to another shelf.
_MOVABLE = frozenset({ListingState.DRAFT.value, ListingState.REVISION.value})
_QUIET = frozenset({Step.WITHDRAW, Step.REMOVE})
_ASKS = {
    Step.WITHDRAW: "Barang hilang dari katalog sampai Anda menayangkannya kembali.",
    Step.REMOVE: "Tidak dapat dikembalikan. Riwayatnya tetap tersimpan.",
}


@firm_page(methods=("GET", "HEAD", "POST"))
def listing(request: HttpRequest, desk: FirmDesk, offer_id: int) -> HttpResponse:
    story = records.story_of(desk.firm.pk, offer_id)
    if request.method == "POST":
        return _take(request, desk, story.offer)
    offer = story.offer
    content = content_of(offer)
    steps = steps_from(ListingState(offer.state), By.FIRM)
    found = [] if ListingState(offer.state) is ListingState.REMOVED else services.findings_of(offer, content)
    context = frame(desk, "vendor:listings", title=content.name or "Barang tanpa nama")
    context |= {
        "lead": f"{offer.number} · {offer.product.etalase.name}",
        "state": _state(desk, story),
        "links": _links(desk, offer, steps),
        "buttons": [
            (step, step.label, _ASKS.get(step, ""), step in _QUIET)
            for step in _BUTTONS
            if step in steps and not (step is Step.SUBMIT and blocking(found))
        ],
        "version": offer.version,
        "findings": _findings(desk, offer, content, found),
        "parts": [
            Part(key="isi", title="Yang dinyatakan sekarang", items=[_terms(offer, content)]),
            Part(key="harga", title="Riwayat harga", items=[_prices(story)]),
            Part(key="riwayat", title="Riwayat", items=[_history(desk, story)]),
        ],
    }
    return render(request, "vendor/listing.html", context)


def _state(desk: FirmDesk, story: Story) -> Notice:
    offer = story.offer
    word, why = state_words(offer)
    last = next((one for one in reversed(story.steps) if one.step == Step.RETURN.value), None)
    todo = to_do(offer, (last.reason_code, last.note) if last else None)
    state = ListingState(offer.state)
    kind = "success" if word == ListingState.LISTED.label else "warning" if todo or why else "info"
    told = [why, todo]
    if state is ListingState.SUBMITTED:
        told.append("Barang sudah dapat dilihat semua orang. Ia dapat dibeli setelah verifikator memeriksanya.")
    elif state is ListingState.DRAFT:
        told.append("Hanya Anda yang melihatnya.")
    elif word == ListingState.LISTED.label:
        told.append(_holds_until(offer))
    return Notice(kind=kind, title=f"{word}.", text=" ".join(part for part in told if part))


def _holds_until(offer: Offer) -> str:
    days = institutions.parameter("katalog.konfirmasi.hari", government_id=offer.government_id, on=clock.today())
    due = records.confirmation_due(offer, days=int(days))
    return f"Konfirmasi berikutnya paling lambat {text.long_date(due)}." if due else ""


def _links(desk: FirmDesk, offer: Offer, steps: tuple[Step, ...]) -> list[Link]:
    links = []
    if Step.EDIT in steps:
        label = "Lengkapi isian" if offer.state == ListingState.DRAFT.value else "Ubah isian"
        links.append(Link(label=label, href=desk.url("vendor:listing_edit", offer.pk)))
        if offer.state in _MOVABLE:
            links.append(Link(label="Pindah etalase", href=desk.url("vendor:listing_move", offer.pk)))
        links.append(Link(label="Foto", href=desk.url("vendor:photos", offer.pk)))
    shelf = offer.product.etalase
    if shelf.state == EtalaseState.ACTIVE.value:
        new = desk.url("vendor:listing_new", shelf.pk)
        links.append(Link(label="Buat barang serupa", href=f"{new}?dari={offer.pk}"))
    if ListingState(offer.state) in VISIBLE:
        links.append(Link(label="Lihat seperti pembeli", href=product_address(offer.product_id, offer.product.name)))
    return links


def _findings(desk: FirmDesk, offer: Offer, content: Content, found: list[Finding]) -> Table | None:
    """What the linter says, each with its fix as a way to the very field."""
    if not found:
        return None
    form = ListingForm(etalase=offer.product.etalase, content=content, version=offer.version)
    edit = desk.url("vendor:listing_edit", offer.pk)
    rows = []
    for one in sorted(found, key=lambda finding: finding.severity is not Severity.BLOCK):
        name = form.field_of(one)
        href = f"{edit}#id_{name}" if name in form.fields else edit
        href = desk.url("vendor:licences") if one.field == LICENCES else href
        must = "harus, sebelum diajukan" if one.severity is Severity.BLOCK else "saran"
        rows.append(Row(cells=[Cell(text=one.message), Cell(text=one.fix, href=href), must]))
    return Table(
        key="periksa",
        caption="Pemeriksaan otomatis",
        columns=[
            Column(key="hal", label="Yang ditemukan"),
            Column(key="obat", label="Perbaikannya"),
            Column(key="sifat", label="Sifat"),
        ],
        rows=rows,
        level=2,
        stacked=True,
        tight=True,
    )


def _terms(offer: Offer, content: Content) -> DefinitionList:
    schema, regions = schema_of(offer.product.etalase), region_names()

    def told(field: str) -> str:
        return value_words(field, getattr(content, field), "", schema, regions)

    called = ", ".join(filter(None, (content.brand, content.model, content.variant)))
    terms = [
        Term(term="Harga", text=price_words(content)),
        *([Term(term="Harga lain", text=other_prices(content, regions))] if len(content.prices) > 1 else []),
        Term(term="Merek dan tipe", text=called or EMPTY),
        *(Term(term=one.label, text=value_words("attributes", content.attributes.get(key), key, schema, regions))
          for key, one in schema.items()),
        Term(term="Isi satu satuan", text=f"{told('pack_size')} {told('base_unit')}" if content.base_unit else EMPTY),
        Term(term="Peran dan asal", text=f"{told('role')}; {told('origin')}"),
        Term(term="Stok", text=told("stock")),
        Term(term="Waktu kirim", text=told("lead_days")),
        Term(term="Wilayah jual", text=told("serves")),
        Term(term="Ongkos kirim", text=_freight(content, told("freight_rule"))),
        Term(term="Masa berlaku", text=f"sampai {told('valid_to')}" if content.valid_to else "sampai dicabut"),
        *(Term(term=ClaimKind(one.kind).label, text=value_words("claims", one, one.kind, schema, regions))
          for one in content.claims),
    ]  # fmt: skip
    return DefinitionList(terms=terms)


def _freight(content: Content, rule: str) -> str:
    return rule if content.freight is None else f"{rule}: {text.rupiah(content.freight)} per {word_of(content.unit)}"


def _prices(story: Story) -> Table:
    rows = [
        Row(
            cells=[
                text.date_time(one.recorded_at),
                Cell(text=one.region.name if one.region else "semua wilayah", sub=_from(one)),
                text.rupiah(one.amount),
                "berlaku" if one.ended_on is None else f"sampai {text.long_date(one.ended_on)}",
                one.reason or "",
            ]
        )
        for one in story.prices[:60]
    ]
    return Table(
        key="harga-lama",
        stacked=True,
        caption="Harga yang pernah berlaku, yang terbaru di atas",
        columns=[
            Column(key="sejak", label="Dicatat"),
            Column(key="wilayah", label="Wilayah"),
            Column(key="harga", label="Harga", numeric=True),
            Column(key="keadaan", label="Keadaan"),
            Column(key="alasan", label="Alasan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Belum ada harga yang tayang.", text="Harga tercatat sejak barang diajukan."),
    )


def _from(one: PriceRow) -> str:
    return f"mulai {text.number(one.least_quantity)}" if one.least_quantity > 1 else ""


def _history(desk: FirmDesk, story: Story) -> Timeline:
    """Every step with its reason; where it was an edit, the way to what it changed."""
    events = []
    for one in reversed(story.steps):
        step = Step(one.step)
        reason = REASONS.get(one.reason_code)
        told = f"{reason.label}. {reason.cure} ({reason.citation})" if reason else ""
        changed = step in (Step.EDIT, Step.CREATE, Step.CLAIM)
        events.append(
            Event(
                title=step.told + (f", versi {one.version}" if step is Step.EDIT else ""),
                when=text.date_time(one.at),
                who=one.by_label,
                text=" ".join(part for part in (told, one.note) if part),
                href=desk.url("vendor:listing_version", story.offer.pk, one.version) if changed else "",
            )
        )
    return Timeline(events=events)


def _take(request: HttpRequest, desk: FirmDesk, offer: Offer) -> HttpResponse:
    """One step by its button."""
    back = HttpResponseRedirect(desk.url("vendor:listing", offer.pk))
    version = whole_number(request.POST.get("version"))
    act = _ACTS.get(request.POST.get("langkah", ""))
    if version is None or act is None:
        messages.error(request, "Langkah ini tidak dikenal. Muat ulang halaman.")
        return back
    try:
        act(desk, offer, version, " ".join(request.POST.get("alasan", "").split()))
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        messages.success(request, _DONE[request.POST["langkah"]])
    return back


def _confirm(desk: FirmDesk, offer: Offer, version: int, reason: str) -> Any:
    return services.confirm(firm_id=desk.firm.pk, offer_ids=[offer.pk], actor=desk.actor)


_ACTS: dict[str, Callable[[FirmDesk, Offer, int, str], Any]] = {
    Step.SUBMIT.value: lambda desk, offer, version, reason: services.submit(
        offer_id=offer.pk, version=version, actor=desk.actor
    ),
    Step.CONFIRM.value: _confirm,
    Step.RESTORE.value: lambda desk, offer, version, reason: services.restore(
        offer_id=offer.pk, version=version, actor=desk.actor
    ),
    Step.WITHDRAW.value: lambda desk, offer, version, reason: services.withdraw(
        offer_id=offer.pk, version=version, actor=desk.actor, reason=reason
    ),
    Step.REMOVE.value: lambda desk, offer, version, reason: services.remove(
        offer_id=offer.pk, version=version, actor=desk.actor, reason=reason
    ),
}
_DONE = {
    Step.SUBMIT.value: "Diajukan. Barang ini sudah dapat dilihat semua orang, dan dapat dibeli setelah diperiksa.",
    Step.CONFIRM.value: "Dinyatakan masih berlaku hari ini.",
    Step.RESTORE.value: "Barang tayang kembali.",
    Step.WITHDRAW.value: "Barang dicabut sementara dari katalog.",
    Step.REMOVE.value: "Barang dihapus.",
}


@firm_page()
def version(request: HttpRequest, desk: FirmDesk, offer_id: int, number: int) -> HttpResponse:
    story = records.story_of(desk.firm.pk, offer_id)
    shown = story.version(number)
    before = story.before(number)
    name = story.offer.product.name or story.offer.number
    context = frame(
        desk, "vendor:listings", (name, desk.url("vendor:listing", offer_id)), title=f"Versi {number}"
    )  # fmt: skip
    others = [Link(label=f"Versi {one.number}", href=desk.url("vendor:listing_version", offer_id, one.number),
                   current=one.number == number) for one in reversed(story.versions)]  # fmt: skip
    context |= {
        "lead": f"{text.date_time(shown.at)}, {shown.by_label or 'dari arsip'}, lewat {shown.get_via_display()}. "
        f"{shown.reason}".strip(),
        "parts": [
            Part(
                key="beda",
                title=f"Yang berubah dari versi {before.number}" if before else "Isi yang pertama",
                items=[_changes(story.offer, before, shown)],
            ),
            Part(key="versi", title="Versi lain", items=[Actions(links=others)] if len(others) > 1 else []),
        ],
    }
    return render(request, "officer/page.html", context)


def _changes(offer: Offer, before: OfferVersion | None, shown: OfferVersion) -> Piece:
    schema, regions = schema_of(offer.product.etalase), region_names()
    old = Content.from_json(before.content) if before else Content()
    lines = told_lines(differences(old, Content.from_json(shown.content)), schema, regions)
    return Table(
        key="perubahan",
        stacked=True,
        caption="Perubahan",
        show_caption=False,
        columns=[
            Column(key="isian", label="Isian"),
            Column(key="sebelum", label="Sebelumnya"),
            Column(key="sesudah", label="Sekarang"),
            Column(key="tinjau", label="Diperiksa lagi"),
        ],
        rows=[Row(cells=[label, was, now, "ya" if substance else "tidak"]) for label, was, now, substance in lines],
        tight=True,
        empty=EmptyState(title="Tidak ada yang berbeda."),
    )
