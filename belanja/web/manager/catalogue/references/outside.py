"""`/kelola/<gov>/katalog/harga-luar/`: prices that people saw elsewhere, looked at before anybody sees them."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import OutsidePrice
from belanja.catalogue.services.outside import decide_outside_price
from belanja.foundation import clock, text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.measures import word_of
from belanja.rules.reference_prices import REFUSALS, OutsideState
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, with_query
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Link, Notice, Row, Table, Tabs, Term
from belanja.web.public.catalogue import photos
from belanja.web.public.catalogue.cards import product_address

from .forms import OutsideForm

_VIEWS = (OutsideState.WAITING, OutsideState.SHOWN, OutsideState.REFUSED, OutsideState.TAKEN_DOWN)


def outside_prices(office: Office) -> QuerySet[OutsidePrice]:
    """Prices of goods on shelves of this government, or of none."""
    return OutsidePrice.objects.filter(
        Q(product__etalase__government=office.government) | Q(product__etalase__government__isnull=True)
    ).select_related("product", "region", "photo")


@officer_page(Duty.CURATE_CATALOGUE)
def queue(request: HttpRequest, office: Office) -> HttpResponse:
    asked = request.GET.get("keadaan", "")
    state = OutsideState(asked) if asked in set(OutsideState) else OutsideState.WAITING
    every = outside_prices(office)
    found = every.filter(state=state).order_by("sent_at" if state is OutsideState.WAITING else "-decided_at", "pk")
    rows, pagination = page_of(found.defer("photo__large", "photo__small"), found.count(), request)
    links = [
        Link(
            label=one.label,
            href=with_query("", request.GET, keadaan=one.value),
            current=one is state,
            count=every.filter(state=one).count(),
        )
        for one in _VIEWS
    ]
    context = frame(office, "references:outside", title="Harga luar")
    context |= {
        "lead": "Harga yang dilihat warga dan pembeli di toko lain. Tampil di samping statistik setelah diperiksa, dan "
        "tidak pernah dihitung di dalamnya.",
        "filters": None,
        "kinds": Tabs(label="Keadaan", links=links),
        "parts": [
            Part(
                key="antrean",
                title="Antrean",
                items=[
                    Table(
                        key="harga-luar",
                        stacked=True,
                        caption="Harga luar",
                        show_caption=False,
                        columns=[
                            Column(key="barang", label="Barang"),
                            Column(key="toko", label="Toko"),
                            Column(key="harga", label="Harga", numeric=True),
                            Column(key="foto", label="Foto"),
                            Column(key="umur", label="Umur", numeric=True, note="hari"),
                        ],
                        rows=[
                            Row(
                                href=office.url("references:outside_price", one.pk),
                                cells=[
                                    one.product.name,
                                    Cell(text=one.shop, sub=text.long_date(one.seen_on)),
                                    Cell(text=text.rupiah(one.amount), sub=f"per {word_of(one.unit)}"),
                                    "ada" if one.photo_id else "tidak ada",
                                    text.number((clock.today() - text.local_day(one.sent_at)).days),
                                ],
                            )
                            for one in rows
                        ],
                        pagination=pagination,
                        empty=EmptyState(title="Tidak ada harga di sini."),
                    )
                ],
            )
        ],
    }
    return render(request, "inspector/missing.html", context)


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def one(request: HttpRequest, office: Office, price_id: int) -> HttpResponse:
    found = outside_prices(office).defer("photo__large", "photo__small").filter(pk=price_id).first()
    if found is None:
        raise Http404
    showing = request.POST.get("do") == "tampilkan"
    form = OutsideForm(request.POST if request.method == "POST" and not showing else None)
    refusal = None
    if request.method == "POST" and (showing or form.is_valid()):
        try:
            decide_outside_price(
                price_id=found.pk, show=showing, government=office.government, actor=office.actor,
                reason="" if showing else form.cleaned_data["reason"],
            )  # fmt: skip
        except RuleBroken as broken:
            if broken.status == 404 or broken.code == "duty_missing":
                raise
            refusal = broken
            found.refresh_from_db()
        else:
            said = "Harga ditampilkan." if showing else "Harga tidak ditampilkan; pengirim diberi tahu."
            messages.success(request, said)
            return HttpResponseRedirect(office.url("references:outside"))
    state = OutsideState(found.state)
    own = found.sent_by_id is not None and found.sent_by_id == office.actor.user_id
    context = frame(office, "references:outside", title=found.product.name)
    context |= {
        "lead": f"{found.shop}, {text.long_date(found.seen_on)}.",
        "refusal": Notice(kind="error", title=refusal.message) if refusal else None,
        "own": Notice(title="Anda yang mengirim harga ini.", text="Petugas lain yang memeriksanya.") if own else None,
        "top": _terms(found),
        "photo": photos.address(found.photo.sha256, photos.LARGE) if found.photo else "",
        "form": form,
        "may_show": not own and state is not OutsideState.SHOWN,
        "may_refuse": not own and state in (OutsideState.WAITING, OutsideState.SHOWN),
        "refuse_word": "Turunkan" if state is OutsideState.SHOWN else "Tolak",
        "parts": [],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "references/outside.html", context, status=status)


def _terms(found: OutsidePrice) -> DefinitionList:
    rows = [
        Term(term="Keadaan", text=OutsideState(found.state).label),
        Term(
            term="Barang katalog", text=found.product.name, href=product_address(found.product_id, found.product.name)
        ),
        Term(term="Toko", text=found.shop),
        Term(term="Wilayah", text=str(found.region) if found.region else "tidak disebut"),
        Term(term="Tanggal", text=text.long_date(found.seen_on)),
        Term(term="Harga", text=f"{text.rupiah(found.amount)} per {word_of(found.unit)}"),
    ]
    if found.note:
        rows.append(Term(term="Catatan", text=found.note))
    if found.reason:
        rows.append(Term(term="Alasan", text=REFUSALS[found.reason]))
    return DefinitionList(terms=rows)
