"""`/kelola/<gov>/katalog/kembar/`: products that may be one and the same, and what was put together or taken apart."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belanja.catalogue.models import LikelyDuplicate, Product
from belanja.catalogue.selectors import curators
from belanja.catalogue.services.duplicates import find_duplicates, suggest
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, with_query
from belanja.web.pieces import Cell, Column, EmptyState, Link, Row, Table, Tabs

from .panels import Panel, bound, carry_out, show

State = LikelyDuplicate.State
_MOVES = "tindakan"
_TABS = ((State.OPEN, "Menunggu"), (State.MERGED, "Digabung"), (State.DIFFERENT, "Barang berbeda"))


class PointForm(forms.Form):
    """Two products that somebody has seen himself."""

    first = forms.CharField(
        label="Produk pertama", help_text="Alamat halaman produk, atau nomornya.", max_length=400,
        error_messages={"required": "Isi alamat atau nomor produk."},
    )  # fmt: skip
    second = forms.CharField(
        label="Produk kedua", max_length=400, error_messages={"required": "Isi alamat atau nomor produk."}
    )

    def clean_first(self) -> int:
        return _number(self.cleaned_data["first"])

    def clean_second(self) -> int:
        return _number(self.cleaned_data["second"])


def _number(written: str) -> int:
    found = re.search(r"/produk/(\d{1,12})", written) or re.fullmatch(r"\s*(\d{1,12})\s*", written)
    if found is None:
        raise forms.ValidationError("Alamat ini bukan halaman produk.")
    return int(found[1])


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def duplicates(request: HttpRequest, office: Office) -> HttpResponse:
    state = request.GET.get("keadaan", State.OPEN)
    find, point = forms.Form(bound(request, "cari")), PointForm(bound(request, "tunjuk"))
    status = 200
    if find.is_bound or point.is_bound:
        form, act = (find, lambda: _find(office)) if find.is_bound else (point, lambda: _point(office, point))
        to = office.url("curation:duplicates")
        given = carry_out(request, form, act, to=to)
        if isinstance(given, HttpResponse):
            if point.is_bound:
                pair = LikelyDuplicate.objects.filter(
                    first=min(point.cleaned_data["first"], point.cleaned_data["second"]),
                    second=max(point.cleaned_data["first"], point.cleaned_data["second"]),
                ).get()
                return HttpResponseRedirect(office.url("curation:duplicate", pair.pk))
            return given
        status = given
    table = _moves(request, office) if state == _MOVES else _pairs(request, office, state)
    context = frame(office, "curation:duplicates", title="Produk kembar")
    context |= {
        "lead": "Yang mungkin barang yang sama ditunjukkan dengan alasannya. Tidak ada yang digabung tanpa putusan "
        "Anda, dan setiap penggabungan dapat dibatalkan.",
        "kinds": _tabs(request, office, state),
        "parts": [Part(key="daftar", title=dict(_TABS).get(State(state), "Riwayat") if state != _MOVES else "Riwayat",
                       items=[table])],
    }  # fmt: skip
    panels = [
        Panel(
            do="tunjuk", title="Tunjuk dua produk", form=point, button="Bandingkan",
            about="Bila Anda menemukan sendiri dua produk yang mungkin sama.",
        ),
        Panel(
            do="cari", title="Cari lagi", form=find, button="Cari produk kembar sekarang", quiet=True,
            about="Pencarian juga berjalan sendiri setiap hari. Yang sudah diputus tidak ditanyakan lagi.",
        ),
    ]  # fmt: skip
    return show(request, context, *(panels if state == State.OPEN else []), status=status)


def _find(office: Office) -> str:
    institutions.require(office.actor, Duty.CURATE_CATALOGUE, office.government)
    return f"{text.number(find_duplicates())} pasangan menunggu putusan."


def _point(office: Office, form: PointForm) -> str:
    try:
        suggest(
            first_id=form.cleaned_data["first"],
            second_id=form.cleaned_data["second"],
            government=office.government,
            actor=office.actor,
        )
    except RuleBroken as refusal:
        if refusal.code != "product_unknown":
            raise
        raise RuleBroken(refusal.code, refusal.message) from refusal
    return ""


def _tabs(request: HttpRequest, office: Office, state: str) -> Tabs:
    links = [
        Link(
            label=label,
            href=with_query("", request.GET, keadaan="" if one == State.OPEN else one.value) or "?",
            current=state == one,
            count=curators.duplicates(government=office.government, state=one).count(),
        )
        for one, label in _TABS
    ]
    moves = curators.moves(government=office.government).count()
    links.append(Link(label="Riwayat", href=f"?keadaan={_MOVES}", current=state == _MOVES, count=moves))
    return Tabs(label="Keadaan", links=links)


def _pairs(request: HttpRequest, office: Office, state: str) -> Table:
    found = curators.duplicates(government=office.government, state=state if state in State.values else State.OPEN)
    count = found.count()
    rows, pagination = page_of(found, count, request)
    decided = state != State.OPEN
    return Table(
        key="kembar",
        stacked=True,
        caption=f"{text.number(count)} pasangan" + ("" if decided else ", yang paling mirip dahulu"),
        columns=[
            Column(key="satu", label="Produk"),
            Column(key="dua", label="Mirip dengan"),
            Column(key="alasan", label="Mengapa"),
            Column(key="putusan", label="Putusan" if decided else "Ditemukan"),
        ],
        rows=[
            Row(
                href=office.url("curation:duplicate", pair.pk),
                cells=[
                    _product(pair.first),
                    _product(pair.second),
                    "; ".join(pair.reasons),
                    Cell(text=text.long_date(pair.decided_at), sub=pair.note)
                    if decided and pair.decided_at
                    else text.long_date(pair.found_on),
                ],
            )
            for pair in rows
        ],
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada pasangan di sini."),
    )


def _product(product: Product) -> Cell:
    told = [product.etalase.name, str(product.brand or "tanpa merek"), product.model]
    return Cell(text=product.name, sub=", ".join(part for part in told if part))


def _moves(request: HttpRequest, office: Office) -> Table:
    found = curators.moves(government=office.government)
    count = found.count()
    rows, pagination = page_of(found, count, request)
    return Table(
        key="riwayat",
        stacked=True,
        caption=f"{text.number(count)} tindakan, terakhir dahulu",
        columns=[
            Column(key="apa", label="Tindakan"),
            Column(key="dari", label="Dari"),
            Column(key="ke", label="Ke"),
            Column(key="isi", label="Penawaran", numeric=True),
            Column(key="oleh", label="Oleh"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=office.url("curation:move", move.pk),
                cells=[
                    Cell(text=text.capital_first(move.get_kind_display()), sub=move.reason),
                    move.source.name,
                    move.target.name,
                    text.number(len(move.offers)),
                    Cell(text=move.by_label, sub=text.date_time(move.at)),
                    f"dibatalkan {text.long_date(move.undone_at)}" if move.undone_at else "berlaku",
                ],
            )
            for move in rows
        ],
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Belum ada yang digabung atau dipisah."),
    )


def offers_table(office: Office, product_ids: list[int], **more: Any) -> Table:
    """The standing offers of products, with their firms."""
    rows = [
        Row(
            cells=[
                Cell(text=offer.product.name, sub=f"produk {offer.product_id}"),
                offer.seller.name,
                offer.number,
                offer.get_state_display(),
            ]
        )
        for offer in curators.offers_of(product_ids)[:60]
    ]
    return Table(
        key="penawaran",
        stacked=True,
        caption="Penawaran",
        show_caption=False,
        columns=[
            Column(key="produk", label="Produk"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="nomor", label="Nomor"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada penawaran."),
        **more,
    )
