"""`/kelola/<gov>/katalog/harga-acuan/harga/`: of which goods each standard price speaks."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import ReferenceMatch, ReferencePrice
from belanja.catalogue.services import references as services
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reference_prices import Kind
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, whole_number, with_query
from belanja.web.pieces import (
    BigSearch,
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Link,
    Notice,
    Row,
    Table,
    Tabs,
    Term,
)
from belanja.web.public.catalogue.cards import product_address

from .forms import MatchForm
from .lists import basis_words

_VIEWS = (("belum", "Belum dicocokkan"), ("sudah", "Sudah dicocokkan"), ("semua", "Semua"))


@officer_page(Duty.CURATE_CATALOGUE)
def prices(request: HttpRequest, office: Office) -> HttpResponse:
    view = request.GET.get("keadaan", "belum")
    view = view if view in dict(_VIEWS) else "belum"
    asked = request.GET.get("q", "").strip()[:80]
    found = _found(office, view, asked)
    rows, pagination = page_of(found, found.count(), request)
    context = frame(office, "references:lists", title="Cocokkan harga acuan")
    links = [
        Link(label=label, href=with_query("", request.GET, keadaan=code), current=code == view)
        for code, label in _VIEWS
    ]
    context |= {
        "lead": "Dari daftar yang berlaku tahun ini. Pencocokan menurut kode berlaku juga untuk daftar tahun depan.",
        "search": BigSearch(
            action=office.url("references:prices"), label="Cari nama, spesifikasi, atau kode", value=asked
        ),
        "kinds": Tabs(label="Keadaan", links=links),
        "parts": [
            Part(
                key="harga",
                title="Harga",
                items=[
                    Table(
                        key="harga-tabel",
                        stacked=True,
                        caption="Harga acuan",
                        show_caption=False,
                        columns=[
                            Column(key="nama", label="Nama", note="spesifikasi"),
                            Column(key="jenis", label="Jenis dan kode"),
                            Column(key="harga", label="Harga", numeric=True),
                            Column(key="satuan", label="Satuan"),
                        ],
                        rows=[
                            Row(
                                href=office.url("references:price", one.pk),
                                cells=[
                                    Cell(text=one.name, sub=one.specification),
                                    Cell(text=Kind(one.kind).short, sub=one.code),
                                    text.rupiah(one.amount),
                                    one.unit_written,
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
    return render(request, "sanctions/cases.html", context)


def _found(office: Office, view: str, asked: str) -> QuerySet[ReferencePrice]:
    lists = [one.pk for one in services.standing_lists(office.government.pk).values()]
    found = ReferencePrice.objects.filter(list_id__in=lists)
    if asked:
        wanted = Q(code__startswith=asked)
        words = Q()
        for word in asked.split():
            words &= Q(name__icontains=word) | Q(specification__icontains=word)
        found = found.filter(wanted | words)
    matched = Exists(
        ReferenceMatch.objects.filter(
            government=office.government, kind=OuterRef("kind"), key=OuterRef("key"), ended_at__isnull=True
        )
    )
    if view != "semua":
        found = found.filter(matched if view == "sudah" else ~matched)
    return found.order_by("kind", "row")


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def price(request: HttpRequest, office: Office, price_id: int) -> HttpResponse:
    found = (
        ReferencePrice.objects.filter(list__government=office.government, pk=price_id).select_related("list").first()
    )
    if found is None:
        raise Http404
    suggested = services.suggestions(found)
    form = MatchForm(request.POST if request.method == "POST" and "lepas" not in request.POST else None,
                     found=suggested)  # fmt: skip
    refusal = None
    if request.method == "POST":
        try:
            said = _act(request, office, found, form)
        except RuleBroken as broken:
            if broken.status in (403, 404):
                raise
            refusal = broken
        else:
            if said:
                messages.success(request, said)
                return HttpResponseRedirect(office.url("references:price", found.pk))
    trail = ("Cocokkan harga acuan", office.url("references:prices"))
    context = frame(office, "references:lists", trail, title=found.name)
    matches = list(
        ReferenceMatch.objects.filter(
            government=office.government, kind=found.kind, key=found.key, ended_at__isnull=True
        ).select_related("product", "product__brand")
    )
    context |= {
        "lead": found.specification,
        "refusal": Notice(kind="error", title=refusal.message) if refusal else None,
        "top": _terms(found),
        "matches": [
            {"match": one, "href": product_address(one.product_id, one.product.name), "name": one.product.name,
             "wide": bool(one.likeness), "by": one.by_label}
            for one in matches
        ],
        "form": form,
        "suggested": bool(suggested),
        "parts": [],
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "references/price.html", context, status=status)


def _act(request: HttpRequest, office: Office, found: ReferencePrice, form: MatchForm) -> str:
    if "lepas" in request.POST:
        services.end_match(
            match_id=whole_number(request.POST.get("lepas")) or 0, government=office.government, actor=office.actor
        )
        return "Pencocokan dilepas."
    if not form.is_valid():
        return ""
    made = services.match_reference(
        price_id=found.pk, product_ids=form.chosen(), government=office.government, actor=office.actor
    )
    return f"{text.number(len(made))} barang dicocokkan." if made else "Barang itu sudah dicocokkan."


def _terms(found: ReferencePrice) -> DefinitionList:
    return DefinitionList(
        terms=[
            Term(term="Harga", text=f"{text.rupiah(found.amount)} per {found.unit_written}"),
            Term(term="Basis", text=basis_words(found.list)),
            Term(term="Daftar", text=f"{Kind(found.kind).label} {found.list.year}, {found.list.decree}"),
            Term(term="Kode", text=found.code or "tanpa kode"),
        ]
    )
