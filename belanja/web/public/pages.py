"""Pages of words: governments, about, data and interface, help."""

from collections import defaultdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import health, text
from belanja.institutions import selectors as institutions
from belanja.intake.models import Pull
from belanja.web.pieces import Cell, Column, Row, Table

from . import doors, help_texts, markdown


@doors.open_page
def governments(request: HttpRequest) -> HttpResponse:
    """`/pemda/`: every government on record, with the years its figures cover. Two queries."""
    years: dict[int, set[int]] = defaultdict(set)
    pulled = Pull.objects.standing().filter(government__isnull=False, year__gt=0).values_list("government_id", "year")
    for government_id, year in pulled.distinct():
        if government_id is not None:
            years[government_id].add(year)
    found = sorted(institutions.governments(), key=lambda government: not years.get(government.pk))
    columns = [
        Column(key="nama", label="Pemerintah daerah"),
        Column(key="jenis", label="Jenis"),
        Column(key="tahun", label="Tahun dengan data"),
        Column(key="kode", label="Kode KLPD"),
    ]
    rows = [
        Row(
            href=reverse("public:government", args=[government.code]),
            cells=[
                Cell(text=government.name, sub="data contoh" if government.is_example else ""),
                government.get_kind_display() or Cell(text=text.UNKNOWN, words=True),
                ", ".join(str(year) for year in sorted(years[government.pk], reverse=True))
                if government.pk in years
                else Cell(text="belum ada data", words=True),
                government.code,
            ],
        )
        for government in found
    ]
    table = Table(
        key="pemda", caption="Daftar pemerintah daerah", columns=columns, rows=rows, level=2, show_caption=False
    )
    trail = doors.trail(None, ("Pemerintah daerah", ""))
    return render(request, "public/governments.html", {"trail": trail, "table": table, "count": len(years)})


@doors.open_page
def data(request: HttpRequest) -> HttpResponse:
    """`/data/`: the interface for programs, the files, what is published and what is not, the licence."""
    government = doors.default_government()
    return render(
        request,
        "public/data.html",
        {
            "trail": doors.trail(None, ("Data dan API", "")),
            "code": government.code if government else "D43",
            "api": reverse("api-1:shares"),
            "description": reverse("api-1:openapi-json"),
            "here": request.build_absolute_uri("/").rstrip("/"),
        },
    )


@doors.open_page
def about(request: HttpRequest) -> HttpResponse:
    trail = doors.trail(None, ("Tentang Belanja", ""))
    return render(request, "public/about.html", {"trail": trail, "version": health.version()})


@doors.open_page
def help_index(request: HttpRequest) -> HttpResponse:
    trail = doors.trail(None, ("Bantuan", ""))
    return render(request, "public/help.html", {"trail": trail, "texts": help_texts.every()})


@doors.open_page
def help_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/bantuan/<slug>/`, from docs/help."""
    found = help_texts.page(slug)
    if found is None:
        raise Http404
    trail = doors.trail(None, ("Bantuan", reverse("public:help")), (found.title, ""))
    context = {"trail": trail, "text": found, "body": markdown.html(found.source), "texts": help_texts.every()}
    return render(request, "public/help_page.html", context)
