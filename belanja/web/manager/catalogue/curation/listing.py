"""`/kelola/<gov>/katalog/kurasi/<offer>/`: one listing before its verifier: what changed, what the checks say, what it
states in full, its claims and its story; and the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from belanja.catalogue import selectors
from belanja.catalogue.models import Claim, ListingStep, Offer, OfferVersion, Photo
from belanja.catalogue.models.offers import UNSEEN
from belanja.catalogue.selectors import queue as records
from belanja.catalogue.selectors.photos import photos_of
from belanja.catalogue.services.curation import decide
from belanja.catalogue.services.curators import own_firms
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.listings import findings_of
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listing_checks import LICENCES, Severity
from belanja.rules.listing_content import LABELS, Content
from belanja.rules.listing_steps import RULES, By, Hold, Step, steps_from
from belanja.rules.listings import VISIBLE, ClaimKind, ListingState, Verification
from belanja.rules.measures import word_of
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
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
from belanja.web.public.catalogue import photos
from belanja.web.public.catalogue.cards import amount, product_address
from belanja.web.vendor.goods.words import price_words, region_names, schema_of, state_words, told_lines, value_words

from .forms import REFUSED, DecideForm, reason_words
from .panels import Panel, bound, carry_out, show
from .queue import age, steps_for

_FIELDS = (
    "number role maker made_in origin brand model variant gtin kbki unit pack_size base_unit stock monthly_capacity "
    "lead_days least_order serves freight_rule freight warranty_months valid_to description"
).split()


@officer_page(Duty.CURATE_LISTING, methods=("GET", "HEAD", "POST"))
def listing(request: HttpRequest, office: Office, offer_id: int) -> HttpResponse:
    gov = office.government.pk
    offer = records.one(government_id=gov, offer_id=offer_id)
    data = bound(request, "putuskan")
    form = _form(office, offer, data, sent=request.POST.get("step", ""))
    status = 200
    if data is not None:
        given = carry_out(
            request, form, lambda: _decide(office, offer, form), to=office.url("curation:queue"), fields=REFUSED
        )
        if isinstance(given, HttpResponse):
            return given
        # Whoever comes late sees what it says now beside what he has typed, and answers that.
        status, offer = given, records.one(government_id=gov, offer_id=offer_id)
        if status == 409:
            form = _again(request, office, offer, form)
    content = content_of(offer)
    mine = offer.seller.firm_id in own_firms(office.actor, office.government.pk)
    context = frame(office, "curation:queue", title=content.name or "Barang tanpa nama")
    context |= {
        "lead": f"{offer.seller.name} · {offer.number} · {offer.product.etalase.name}",
        "top": [_state(offer, mine=mine), _more(office, offer)],
        "photos": _photos(offer),
        "parts": [
            *_changes(offer),
            Part(key="periksa", title="Pemeriksaan otomatis", items=[_findings(offer, content)]),
            Part(key="isi", title="Yang dinyatakan sekarang", items=[_terms(offer, content)]),
            Part(key="klaim", title="Klaim dan buktinya", items=[_claims(office, offer)]),
            Part(key="riwayat", title="Riwayat", items=[_story(offer)]),
        ],
    }
    if mine or not form.fields["step"].choices:  # type: ignore[attr-defined]
        return show(request, context, status=status)
    panel = Panel(
        do="putuskan",
        title="Putusan Anda",
        about=f"Berlaku atas versi {offer.version}. Bila penyedia mengubahnya lebih dahulu, Anda diberi tahu.",
        form=form,
        button="Simpan putusan",
    )
    return show(request, context, panel, status=status)


def _form(office: Office, offer: Offer, data: Any, *, sent: str = "") -> DecideForm:
    """`sent`: a step that is kept among the choices, so that the service says why it cannot be taken any more."""
    frozen = Hold.PATROL.value in offer.holds
    steps = [
        step
        for step in steps_for(office, steps_from(ListingState(offer.state), By.CURATOR))
        if step is not (Step.FREEZE if frozen else Step.RELEASE)
    ]
    late = [step for step in RULES if step.value == sent and RULES[step].by is By.CURATOR and step not in steps]
    return DecideForm(data, steps=[*steps, *late], initial={"version": offer.version})


def _again(request: HttpRequest, office: Office, offer: Offer, sent: DecideForm) -> DecideForm:
    """The form with what was typed, over the version and the steps as they are now, and the refusal on it."""
    data = request.POST.copy()
    data["version"] = str(offer.version)
    form = _form(office, offer, data)
    form.full_clean()
    for error in (*sent.non_field_errors(), *sent.errors.get("step", [])):
        form.add_error(None, str(error))
    return form


def _decide(office: Office, offer: Offer, form: DecideForm) -> str:
    given = form.cleaned_data
    decided = decide(
        offer_id=offer.pk,
        version=given["version"] or 0,
        step=form.chosen,
        reason_code=given.get("reason_code", ""),
        note=given["note"],
        actor=office.actor,
    )
    return f"{form.chosen.told}: {decided.product.name}. Sekarang {ListingState(decided.state).label.lower()}."


def _state(offer: Offer, *, mine: bool) -> Piece:
    word, why = state_words(offer)
    since = offer.since  # type: ignore[attr-defined]  # annotated by the selector
    told = [why, f"Diajukan {text.date_time(since)} ({age(since)})." if since else ""]
    if mine:
        told.append("Ini penawaran usaha Anda sendiri: rekan Anda yang memutuskannya.")
    look = None
    if ListingState(offer.state) in VISIBLE:
        look = Link(label="Lihat seperti pembeli", href=product_address(offer.product_id, offer.product.name))
    kind = "warning" if mine or why else "info"
    return Notice(kind=kind, title=f"{word}.", text=" ".join(part for part in told if part), action=look)


def _more(office: Office, offer: Offer) -> Actions | None:
    """Where several firms offer the product: what to do where they do not sell one and the same thing."""
    others = offer.product.offers.exclude(pk=offer.pk).exclude(UNSEEN).exclude(state=ListingState.REMOVED.value).count()
    if not others or not office.may(Duty.CURATE_CATALOGUE):
        return None
    label = (
        f"Produk ini juga ditawarkan {text.number(others)} kali oleh yang lain: pisahkan bila bukan barang yang sama"
    )
    return Actions(links=[Link(label=label, href=office.url("curation:split", offer.product_id))])


def _changes(offer: Offer) -> list[Part]:
    schema, regions = schema_of(offer.product.etalase), region_names()
    parts = []
    for change in records.changes(offer):
        after = "dikembalikan" if change.step is Step.RETURN else "lolos kurasi"
        rows = [
            Row(
                cells=[
                    Cell(text=label, sub="diperiksa" if substance else "langsung berlaku"),
                    before,
                    Cell(text=now, differs=substance),
                ]
            )
            for label, before, now, substance in told_lines(change.found, schema, regions)
        ]
        table = Table(
            key=f"ubah-{change.step.value}",
            caption=f"Versi {change.version} dibanding versi {offer.version}"
            if change.version != offer.version
            else f"Masih versi {offer.version}",
            columns=[
                Column(key="hal", label="Isian"),
                Column(key="dulu", label="Semula"),
                Column(key="kini", label="Sekarang"),
            ],
            rows=rows,
            tight=True,
            empty=EmptyState(title="Tidak ada yang berubah."),
        )
        title = f"Yang berubah sejak {after} {text.long_date(change.at)}"
        parts.append(Part(key=f"ubah-sejak-{change.step.value}", title=title, items=[table]))
    return parts


def _findings(offer: Offer, content: Content) -> Piece:
    found = findings_of(offer, content)
    if not found:
        return Notice(kind="success", title="Semua pemeriksaan lolos.")
    rows = [
        Row(
            cells=[
                "Izin usaha" if one.field == LICENCES else LABELS.get(one.field, one.field),
                one.message,
                "menghalangi" if one.severity is Severity.BLOCK else "saran",
            ]
        )
        for one in found
    ]
    columns = [
        Column(key="isian", label="Isian"),
        Column(key="temuan", label="Yang ditemukan"),
        Column(key="sifat", label="Sifat"),
    ]
    return Table(key="periksa", caption="Temuan", columns=columns, rows=rows, show_caption=False, tight=True)


def _terms(offer: Offer, content: Content) -> DefinitionList:
    schema, regions = schema_of(offer.product.etalase), region_names()
    terms = [Term(term="Harga", text=price_words(content))]
    for price in content.prices:
        if price.region or price.least_quantity != 1:
            place = regions.get(price.region, price.region) or "semua wilayah"
            terms.append(
                Term(
                    term=f"Harga {place}, mulai {text.number(price.least_quantity)}",
                    text=value_words("prices", price, "", schema, regions),
                )
            )
    terms += [
        Term(
            term=schema[key].label if key in schema else key,
            text=value_words("attributes", value, key, schema, regions),
        )
        for key, value in content.attributes.items()
    ]
    terms += [
        Term(term=LABELS[name], text=value_words(name, getattr(content, name), "", schema, regions))
        for name in _FIELDS
        if getattr(content, name) not in (None, "", ())
    ]
    terms += _alike(offer)
    count = Photo.objects.filter(offer=offer).count()
    terms.append(Term(term="Foto", text=f"{text.number(count)} foto" if count else "belum ada foto"))
    return DefinitionList(terms=terms)


def _alike(offer: Offer) -> list[Term]:
    """What like goods cost, where that can be told: a verifier sees at once which price is far from it."""
    try:
        like = selectors.product(offer.product_id).like
    except RuleBroken:
        return []
    own = selectors.price_of_one(offer.pk)
    if like is None or own is None:
        return []
    base = word_of(offer.product.base_unit)
    told = f"{amount(own)} per {base}; sejenis median {amount(like.median)}, dari {text.number(like.count)}"
    return [Term(term="Dibanding barang sejenis", text=f"{told} penawaran, tanpa PPN")]


def _photos(offer: Offer) -> list[dict[str, str]]:
    return [
        {"href": photos.address(one.sha256, photos.LARGE), "src": photos.address(one.sha256), "alt": one.alt_text}
        for one in photos_of([offer.pk]).get(offer.pk, ())
    ]


def _claims(office: Office, offer: Offer) -> Table:
    rows = [
        Row(
            cells=[
                Cell(
                    text=ClaimKind(one.kind).label + (f" {text.percent_short(one.percent)}" if one.percent else ""),
                    href=office.url("curation:claim", one.pk) if office.may(Duty.CURATE_CLAIM) else "",
                ),
                Cell(text=one.number or text.UNKNOWN, sub=one.owner, words=not one.number),
                Verification(one.verification).label,
            ]
        )
        for one in Claim.objects.filter(product=offer.product).order_by("id")
    ]
    columns = [
        Column(key="klaim", label="Klaim"),
        Column(key="nomor", label="Nomor dan pemilik"),
        Column(key="hasil", label="Hasil pemeriksaan"),
    ]
    empty = EmptyState(title="Tidak ada klaim.")
    return Table(key="klaim", caption="Klaim", columns=columns, rows=rows, show_caption=False, tight=True, empty=empty)


def _story(offer: Offer) -> Timeline:
    doors = {one.number: one.get_via_display() for one in OfferVersion.objects.filter(offer=offer)}
    events = []
    for step in ListingStep.objects.filter(offer=offer).order_by("-id"):
        words = [reason_words(step.reason_code), step.note]
        door = f" lewat {doors[step.version]}" if step.step == Step.EDIT.value and step.version in doors else ""
        events.append(
            Event(
                title=f"{Step(step.step).told}, versi {step.version}{door}",
                when=text.date_time(step.at),
                who=step.by_label,
                text=". ".join(word.rstrip(".") for word in words if word),
            )
        )
    return Timeline(events=events)
