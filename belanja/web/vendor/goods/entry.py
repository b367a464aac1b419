"""`/usaha/<firm>/barang/baru/` and `…/<offer>/ubah/`: choose a shelf, fill in the form its schema gives, mend it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import Offer
from belanja.catalogue.selectors import desk as records
from belanja.catalogue.services import joining
from belanja.catalogue.services import listings as services
from belanja.catalogue.services.listing_rows import content_of
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_checks import blocking
from belanja.rules.listing_content import Content, differences
from belanja.rules.listings import EtalaseState, ListingState
from belanja.rules.shelves import sole_kbki
from belanja.web.late import goes_by
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table
from belanja.web.pieces.forms import Tick
from belanja.web.public.catalogue.cards import product_address

from ..access import FirmDesk, firm_page, frame, refused
from .form import ListingForm
from .words import region_names, schema_of, told_lines

SUBMIT = "ajukan"
_SUBMITTABLE = frozenset({ListingState.DRAFT.value, ListingState.REVISION.value})
_METHODS = ("GET", "HEAD", "POST")


@firm_page()
def shelves(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """Where the thing belongs: the active shelves, narrowed by words; those that the firm named for itself first."""
    words, found = _shelves(request)
    mine = desk.profile.shelves if desk.profile else []
    rows = [
        Row(
            href=desk.url("vendor:listing_new", one.pk),
            cells=[one.name, one.description, one.government.name if one.government else "Nasional"],
        )
        for one in sorted(found, key=lambda one: one.pk not in mine)
    ]
    context = frame(desk, "vendor:listings", title="Tambah barang")
    context |= {
        "lead": "Pilih etalase tempat barang Anda. Isian berikutnya mengikuti etalase ini.",
        "words": words,
        "table": _shelf_table(rows),
        "move": None,
        "parts": [],
    }
    return render(request, "vendor/listing_shelves.html", context)


@firm_page(methods=_METHODS)
def move(request: HttpRequest, desk: FirmDesk, offer_id: int) -> HttpResponse:
    """Another shelf for a draft or a returned listing; nothing is typed again."""
    offer = records.story_of(desk.firm.pk, offer_id).offer
    back = desk.url("vendor:listing", offer.pk)
    if request.method == "POST":
        version, chosen = whole_number(request.POST.get("version")), whole_number(request.POST.get("etalase"))
        try:
            if version is None or chosen is None:
                raise RuleBroken("shelf_missing", "Pilih etalasenya.")
            services.move(offer_id=offer.pk, version=version, etalase_id=chosen, actor=desk.actor)
        except RuleBroken as refusal:
            refused(request, refusal)
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, "Dipindahkan. Isi yang diminta etalase ini, lalu ajukan.")
        return HttpResponseRedirect(back)
    words, found = _shelves(request)
    rows = [
        Row(
            cells=[
                Cell(piece=Tick(name="etalase", value=str(one.pk), label=one.name, form="pindah", single=True)),
                one.description,
                one.government.name if one.government else "Nasional",
            ]
        )
        for one in found
        if one.pk != offer.product.etalase_id and one.government_id in (None, offer.government_id)
    ]
    context = frame(desk, "vendor:listings", (offer.product.name or offer.number, back), title="Pindah etalase")
    context |= {
        "lead": f"Sekarang di etalase {offer.product.etalase.name}. Isian yang sama tidak perlu diketik lagi.",
        "words": words,
        "table": _shelf_table(rows),
        "move": offer.version,
        "parts": [],
    }
    return render(request, "vendor/listing_shelves.html", context)


def _shelves(request: HttpRequest) -> tuple[str, QuerySet[Etalase]]:
    words = " ".join(request.GET.get("q", "").split())[:80]
    found = Etalase.objects.filter(state=EtalaseState.ACTIVE.value).select_related("government")
    for word in words.split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(description__icontains=word))
    return words, found.order_by("sort_key")


def _shelf_table(rows: list[Row]) -> Table:
    return Table(
        key="etalase",
        caption="Etalase yang menerima barang",
        columns=[
            Column(key="nama", label="Etalase"),
            Column(key="isi", label="Isinya"),
            Column(key="milik", label="Katalog"),
        ],
        rows=rows,
        level=2,
        stacked=True,
        tight=True,
        empty=EmptyState(
            title="Tidak ada etalase yang cocok.",
            text="Coba kata lain, misalnya kertas atau makanan. Yang belum ada dapat diusulkan dinas ke Biro PBJ.",
            action=Link(label="Lihat semua etalase", href="?"),
        ),
    )


@firm_page(methods=_METHODS)
def new(request: HttpRequest, desk: FirmDesk, etalase_id: int) -> HttpResponse:
    etalase = Etalase.objects.filter(pk=etalase_id, state=EtalaseState.ACTIVE.value).first()
    if etalase is None:
        raise Http404
    return begin(request, desk, etalase, _begun(desk, etalase, request.GET.get("dari")))


def begin(
    request: HttpRequest, desk: FirmDesk, etalase: Etalase, content: Content, *, product_id: int | None = None
) -> HttpResponse:
    """The empty form of a new listing on a shelf, or what became of the one that was sent. `product_id`: of that very
    product, which `content` describes."""
    profile = desk.profile
    if profile is None:
        raise Http404
    government_id = etalase.government_id or profile.government_id
    posted = request.method == "POST"
    form = ListingForm(
        request.POST if posted else None, etalase=etalase, content=content, version=0,
        thing_stays=product_id is not None,
    )  # fmt: skip
    if posted and form.is_valid():
        told = form.stated()
        if _may_go_on(request, desk, form, told, etalase, government_id):
            try:
                offer = services.draft(
                    firm_id=desk.firm.pk, government_id=government_id, etalase_id=etalase.pk, content=told,
                    actor=desk.actor, product_id=product_id,
                )  # fmt: skip
            except RuleBroken as refusal:
                _blame(form, refusal)
            else:
                return _saved(request, desk, offer)
    came = ("Etalase", desk.url("vendor:listing_shelves"))
    title = "Barang baru"
    if product_id is not None:
        came, title = (content.name, product_address(product_id, content.name)), "Saya juga menjual ini"
    context = frame(desk, "vendor:listings", came, title=title)
    context |= {
        "lead": f"Etalase {etalase.name}. Simpan sebagai draf kapan saja; ajukan bila sudah lengkap."
        if product_id is None
        else "Isi harga, stok, dan pengiriman Anda. Penawaran Anda berdampingan dengan penyedia lain.",
        "form": form,
        "may_submit": True,
        "save": "Simpan draf",
        "late": None,
        "parts": [],
    }
    return render(request, "vendor/listing_form.html", context, status=422 if form.errors else 200)


@firm_page(methods=_METHODS)
def edit(request: HttpRequest, desk: FirmDesk, offer_id: int) -> HttpResponse:
    offer = records.story_of(desk.firm.pk, offer_id).offer
    if offer.state == ListingState.REMOVED.value:
        raise Http404
    content = replace(content_of(offer), stock=offer.stock)
    if shared := joining.joined(offer):
        content = joining.described(content, offer.product)
    etalase = offer.product.etalase
    posted = request.method == "POST"
    form = ListingForm(
        request.POST if posted else None, etalase=etalase, content=content, version=offer.version,
        name_stays=offer.submitted_at is not None, thing_stays=shared,
    )  # fmt: skip
    late = None
    status = 200
    if posted and form.is_valid():
        told = form.stated()
        if _may_go_on(request, desk, form, told, etalase, offer.government_id, offer):
            try:
                offer = services.edit(
                    offer_id=offer.pk, version=form.cleaned_data["version"] or 0, content=told, actor=desk.actor,
                    reason=form.cleaned_data["reason"],
                    stock_seen=form.cleaned_data["stock_seen"] if "stock_seen" in request.POST else ...,
                )  # fmt: skip
            except RuleBroken as refusal:
                if refusal.code == "version_stale":
                    late, status = _late(refusal, form, content, offer), 409
                else:
                    _blame(form, refusal)
                    goes_by(form, stock_seen=offer.stock)
            else:
                return _saved(request, desk, offer)
    context = frame(
        desk, "vendor:listings", (offer.product.name or offer.number, desk.url("vendor:listing", offer.pk)),
        title="Ubah barang",
    )  # fmt: skip
    context |= {
        "lead": f"{offer.product.name or 'Tanpa nama'}, {offer.number}. Isi yang lama tetap tersimpan sebagai versi.",
        "form": form,
        "may_submit": offer.state in _SUBMITTABLE,
        "save": "Simpan draf" if offer.state == ListingState.DRAFT.value else "Simpan",
        "late": late,
        "parts": [],
    }
    return render(request, "vendor/listing_form.html", context, status=422 if form.errors else status)


def _begun(desk: FirmDesk, etalase: Etalase, copied: str | None) -> Content:
    """What a new listing begins with: what one of the firm's own on this shelf says, but for its number, barcode and
    certificates; else the one class that all goods of the shelf have."""
    number = whole_number(copied)
    if number is not None:
        own = records.story_of(desk.firm.pk, number).offer
        if own.product.etalase_id == etalase.pk:
            return replace(content_of(own), number="", gtin="", claims=())
    return Content(kbki=sole_kbki(etalase.kbki))


def _may_go_on(
    request: HttpRequest, desk: FirmDesk, form: ListingForm, told: Content, etalase: Etalase,
    government_id: int | None, offer: Offer | None = None,
) -> bool:  # fmt: skip
    """Whether it can be saved as asked: a draft always; what is submitted, or visible already, not while the linter
    blocks it. What it blocks then stands beside the fields."""
    try:
        if SUBMIT in request.POST and (offer is None or offer.state in _SUBMITTABLE):
            first = offer is None or offer.submitted_at is None
            found = blocking(services.findings_for(told, etalase, government_id, firm_id=desk.firm.pk, first=first))
        else:
            found = services.blocked_in_edit(offer, form.content, told) if offer else []
    except RuleBroken as refusal:
        _blame(form, refusal)
        return False
    form.point_out(found)
    return not found


def _saved(request: HttpRequest, desk: FirmDesk, offer: Offer) -> HttpResponse:
    if SUBMIT in request.POST and offer.state in _SUBMITTABLE:
        try:
            offer = services.submit(offer_id=offer.pk, version=offer.version, actor=desk.actor)
        except RuleBroken as refusal:
            messages.error(request, f"Tersimpan sebagai draf, belum diajukan. {refusal.message}")
        else:
            messages.success(
                request, "Diajukan. Barang ini sudah dapat dilihat semua orang, dan dapat dibeli setelah diperiksa."
            )
    elif offer.state == ListingState.SUBMITTED.value and offer.submitted_at and offer.version > 1:
        messages.success(
            request, "Tersimpan. Verifikator melihat perubahannya; selama itu barang tampil, belum dijual."
        )
    else:
        messages.success(request, "Tersimpan.")
    return HttpResponseRedirect(desk.url("vendor:listing", offer.pk))


#: Which field a refusal of the service is about.
_FIELDS = {"name_frozen": "name", "number_taken": "number", "rise_needs_reason": "reason", "stock_moved": "stock",
           "stock_below_held": "stock"}  # fmt: skip


def _blame(form: ListingForm, refusal: RuleBroken) -> None:
    if refusal.status == 404:
        raise refusal
    form.add_error(_FIELDS.get(refusal.code), refusal.message)


def _late(refusal: RuleBroken, form: ListingForm, standing: Content, offer: Offer) -> dict[str, Any]:
    """Somebody saved before: what stands now beside what was typed, which is kept in the form. Saving again goes by
    the version that was shown here."""
    schema, regions = schema_of(offer.product.etalase), region_names()
    lines = told_lines(differences(standing, form.stated()), schema, regions)
    goes_by(form, version=offer.version, stock_seen=offer.stock)
    return {
        "notice": Notice(
            kind="warning",
            title="Orang lain menyimpan perubahan lebih dahulu.",
            text=f"{refusal.message} Isian Anda di bawah ini tidak hilang: periksa bedanya, lalu simpan lagi.",
        ),
        "table": Table(
            key="beda",
            caption="Yang berbeda dari isi sekarang",
            columns=[
                Column(key="isian", label="Isian"),
                Column(key="sekarang", label="Tersimpan sekarang"),
                Column(key="anda", label="Isian Anda"),
            ],
            rows=[Row(cells=[label, now, mine]) for label, now, mine, _ in lines],
            level=2,
            tight=True,
            empty=EmptyState(title="Isian Anda sama dengan yang tersimpan."),
        ),
        "count": text.number(len(lines)),
    }
