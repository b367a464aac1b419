"""`/kelola/<gov>/katalog/usaha-terkait/`: groups of firms that share an owner, an account, a telephone, an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.rules.duties import Duty
from belanja.rules.related import MOST_SHARING, Tie
from belanja.vendors import related
from belanja.vendors.finding import names_of
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, with_query
from belanja.web.pieces import Cell, Column, EmptyState, Link, Row, Table, Tabs


@officer_page(Duty.SEE_RELATED_FIRMS)
def groups(request: HttpRequest, office: Office) -> HttpResponse:
    asked = request.GET.get("kesamaan", "")
    tie = Tie(asked) if asked in set(Tie) else None
    found = related.groups(government=office.government, who=office.actor, tie=tie)
    links = [Link(label="Semua", href=with_query("", request.GET, kesamaan=""), current=tie is None)]
    links += [
        Link(label=one.label, href=with_query("", request.GET, kesamaan=one.value), current=one is tie) for one in Tie
    ]
    context = frame(office, "sanctions:related", title="Usaha terkait")
    context |= {
        "lead": "Usaha yang menyebut pemilik, rekening, telepon, atau alamat yang sama. Satu kesamaan adalah "
        "pertanyaan: keluarga berbagi rumah, pasar berbagi alamat.",
        "filters": None,
        "kinds": Tabs(label="Kesamaan", links=links),
        "parts": [Part(key="kelompok", title="Kelompok", items=[_table(request, office, found)])],
    }
    return render(request, "inspector/missing.html", context)


def _table(request: HttpRequest, office: Office, found: list[related.Group]) -> Table:
    rows, pagination = page_of(found, len(found), request)
    names = names_of({firm.pk for group in rows for firm in group.firms})
    return Table(
        key="kelompok-tabel",
        caption=f"Kesamaan yang dimiliki lebih dari {MOST_SHARING} usaha tidak ditampilkan",
        columns=[
            Column(key="kesamaan", label="Kesamaan"),
            Column(key="jumlah", label="Usaha", numeric=True),
            Column(key="usaha", label="Nama"),
        ],
        rows=[
            Row(
                href=office.url("sanctions:dossier", group.firms[0].pk),
                cells=[
                    group.tie.label,
                    text.number(len(group.firms)),
                    Cell(text="; ".join(names[firm.pk] for firm in group.firms)),
                ],
            )
            for group in rows
        ],
        pagination=pagination,
        empty=EmptyState(title="Tidak ada usaha yang berbagi kesamaan itu."),
    )
