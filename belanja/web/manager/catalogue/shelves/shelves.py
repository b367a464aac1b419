"""`/kelola/<gov>/katalog/etalase/`: every shelf of a government with its state and what lies on it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState, PriceClass
from belanja.web.officer.access import SHELF_READERS, Office, officer_page
from belanja.web.officer.lists import Part, select
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Link, Row, Table

from .page import desk

_STATES = [(state.value, state.label) for state in EtalaseState]


@officer_page(*SHELF_READERS)
def shelves(request: HttpRequest, office: Office) -> HttpResponse:
    """Four queries. The national shelves stand below: they are seen here and governed elsewhere."""
    wanted = request.GET.get("keadaan", "")
    own = list(selectors.governed(office.government.pk))
    national = list(Etalase.objects.filter(government=None).order_by("sort_key"))
    counts = goods.counts([one.pk for one in (*own, *national)])
    shown = [one for one in own if not wanted or one.state == wanted]
    context = desk(office, title="Etalase")
    context |= {
        "lead": _lead(own),
        "actions": [Link(label="Usulkan etalase", href=office.url("shelves:propose"))]
        if office.may(Duty.MANAGE_ETALASE)
        else [],
        "filters": FilterRow(
            key="saring",
            filters=[select("keadaan", "Keadaan", "Semua keadaan", _STATES, wanted)],
            reset_href="?" if wanted else "",
        ),
        "parts": [
            Part(key="daftar", title="Etalase daerah ini", items=[_table(office, shown, counts)]),
            *([_national(national, counts)] if national else []),
        ],
    }
    return render(request, "manager/shelves/list.html", context)


def _lead(own: Sequence[Etalase]) -> str:
    """How many there are of each state."""
    told = [
        f"{text.number(n)} {label.lower()}" for value, label in _STATES if (n := sum(o.state == value for o in own))
    ]
    return f"{', '.join(told)}." if told else "Belum ada etalase."


def _table(office: Office, shown: Sequence[Etalase], counts: dict[int, goods.Count]) -> Table:
    rows = []
    for one in shown:
        count = counts.get(one.pk)
        since = f"sejak {text.long_date(one.state_since)}" if one.state_since else ""
        into = f"ke {one.merged_into.name}" if one.merged_into else since
        rows.append(
            Row(
                href=office.url("shelves:shelf", one.pk),
                cells=[
                    one.name,
                    Cell(text=EtalaseState(one.state).label, sub=into),
                    one.kind or "belum dipilih",
                    PriceClass(one.price_class).label if one.price_class else "belum dipilih",
                    text.number(count.products if count else 0),
                    text.number(count.for_sale if count else 0),
                    text.number(count.firms if count else 0),
                    text.number(getattr(one, "versions", 0)),
                ],
            )
        )
    return Table(
        key="etalase",
        stacked=True,
        caption=f"{text.number(len(rows))} etalase",
        columns=[
            Column(key="nama", label="Etalase"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="jenis", label="Jenis"),
            Column(key="harga", label="Kelas harga"),
            Column(key="barang", label="Barang", numeric=True, note="terlihat"),
            Column(key="dijual", label="Dapat dibeli", numeric=True, note="penawaran"),
            Column(key="penyedia", label="Penyedia", numeric=True),
            Column(key="versi", label="Versi skema", numeric=True),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada etalase dalam keadaan ini."),
    )


def _national(national: Sequence[Etalase], counts: dict[int, goods.Count]) -> Part:
    rows = []
    for one in national:
        count = counts.get(one.pk)
        rows.append(
            Row(
                href=reverse("katalog:etalase", args=[one.slug]),
                cells=[
                    one.name,
                    EtalaseState(one.state).label,
                    text.number(count.products if count else 0),
                    text.number(count.for_sale if count else 0),
                ],
            )
        )
    table = Table(
        key="nasional",
        stacked=True,
        caption="Etalase nasional yang ikut terlihat",
        show_caption=False,
        columns=[
            Column(key="nama", label="Etalase"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="barang", label="Barang", numeric=True),
            Column(key="dijual", label="Dapat dibeli", numeric=True),
        ],
        rows=rows,
        tight=True,
    )
    about = "Ikut terlihat di katalog ini, tetapi tidak dikelola di sini."
    return Part(key="etalase-nasional", title="Etalase nasional", about=about, items=[table])
