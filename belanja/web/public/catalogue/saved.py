"""Searches and comparisons kept as evidence: kept by whoever has signed in, looked at by anybody who has the code."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from belanja.catalogue import selectors
from belanja.catalogue.models import SavedSearch
from belanja.catalogue.search.filters import Order
from belanja.catalogue.services import save_search
from belanja.documents import addresses, qr
from belanja.foundation import clock, text
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.firms import Scale
from belanja.rules.listings import ListingState, TaxBasis
from belanja.rules.pdn import PdnClass
from belanja.web import context
from belanja.web.middleware import desk_of
from belanja.web.pieces import (
    Cell,
    Column,
    Comparison,
    DefinitionList,
    EmptyState,
    Link,
    Notice,
    Piece,
    Row,
    Table,
    Term,
)
from belanja.web.public import doors

from . import frozen
from .cards import amount, pdn_badge, price_words, product_address, scale_word
from .people import signed_in
from .places import enter
from .requests import request_field, request_name

Kind = SavedSearch.Kind
_ORDERS = {
    Order.AFFIRMED: "relevansi dan afirmasi (PDN terbukti, UMKK)",
    Order.RELEVANCE: "relevansi saja, tanpa afirmasi",
    Order.CHEAPEST: "harga terendah",
    Order.DEAREST: "harga tertinggi",
}


class SaveForm(forms.Form):
    """What the evidence is for; it becomes part of what is frozen."""

    keperluan = forms.CharField(
        label="Untuk apa bukti ini",
        required=False,
        max_length=160,
        help_text="Misalnya nama paket atau kode RUP. Terbaca oleh siapa pun yang memegang kodenya; jangan menulis "
        "nama orang.",
    )
    permintaan = request_field()


@signed_in
def save(request: HttpRequest, kind: str) -> HttpResponse:
    """`/katalog/bukti/simpan/<pencarian|perbandingan>?…`: the words of the search or comparison, then the form."""
    if kind not in Kind.values:
        raise Http404
    enter(request)
    government = context.government_of(request)
    now = frozen.search_now if kind == Kind.SEARCH else frozen.comparison_now
    form = SaveForm(request.POST if request.method == "POST" else None, initial={"permintaan": request_name()})
    if form.is_bound and form.is_valid():
        content = now(request.GET, government=government, purpose=form.cleaned_data["keperluan"], at=clock.now())
        try:
            kept = save_search(
                kind=Kind(kind),
                government=government,
                question=str(content["question"]),
                content=content,
                request=form.cleaned_data["permintaan"],
                actor=desk_of(request).actor(),
            )
        except RuleBroken as refusal:
            if refusal.status == 404:
                raise
            form.add_error(None, refusal.message)
        else:
            return HttpResponseRedirect(reverse("katalog:saved", args=[kept.code]))
        status = 409
    else:
        content = now(request.GET, government=government, purpose="", at=clock.now())
        status = 422 if form.errors else 200
    title = "Simpan pencarian sebagai bukti" if kind == Kind.SEARCH else "Simpan perbandingan sebagai bukti"
    values = {
        "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), (title, "")),
        "title": title,
        "form": form,
        "facts": _facts(content),
        "back": content["address"],
    }
    return render(request, "katalog/save.html", values, status=status)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """`/katalog/bukti/`: what this account has kept, the latest first."""
    enter(request)
    kept = selectors.saved_by(request.user.pk or 0)
    rows = [
        Row(
            href=reverse("katalog:saved", args=[one.code]),
            cells=[one.code, one.get_kind_display(), one.question or "tanpa kata", text.date_time(one.at)],
        )
        for one in kept
    ]
    table = Table(
        key="bukti",
        stacked=True,
        caption="Bukti yang Anda simpan",
        columns=[
            Column(key="kode", label="Kode"),
            Column(key="jenis", label="Jenis"),
            Column(key="dicari", label="Yang dicari"),
            Column(key="saat", label="Disimpan"),
        ],
        rows=rows,
        show_caption=False,
        level=2,
        empty=EmptyState(
            title="Belum ada bukti yang Anda simpan.",
            text="Cari barang di katalog, lalu pilih Simpan sebagai bukti.",
            action=Link(label="Ke katalog", href=reverse("katalog:home")),
        ),
    )
    trail = doors.trail(None, ("Katalog", reverse("katalog:home")), ("Bukti pencarian Anda", ""))
    return render(request, "katalog/saved_list.html", {"trail": trail, "table": table})


@doors.open_page
def saved(request: HttpRequest, code: str) -> HttpResponse:
    """`/katalog/bukti/<code>/`: what was found then. Two queries."""
    found = _found(code)
    if found.code != code:
        return HttpResponseRedirect(reverse("katalog:saved", args=[found.code]))
    if found.government:
        context.at(request, found.government)
    content = json.loads(bytes(found.content))
    whole = hashlib.sha256(bytes(found.content)).hexdigest() == found.sha256
    values = {
        "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), (f"Bukti {found.code}", "")),
        "kind": found.get_kind_display().lower(),
        "title": found.question or "tanpa kata",
        "verdict": _verdict(whole=whole),
        "facts": _facts(content),
        "code": found.code,
        "sha256": found.sha256,
        "qr": qr.svg(addresses.verification(found.code)),
        "verify": addresses.verification(found.code),
        "result": _result(content),
        "again": content["address"],
        "json": reverse("katalog:saved_json", args=[found.code]),
    }
    return render(request, "katalog/saved.html", values)


@require_safe
def saved_json(request: HttpRequest, code: str) -> HttpResponse:
    """`/katalog/bukti/<code>.json`: the very bytes that the hash is of."""
    found = _found(code)
    answer = HttpResponse(bytes(found.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="bukti-{found.code}.json"'
    return answer


def _found(code: str) -> SavedSearch:
    read = codes.read(code)
    found = selectors.saved_search(read) if read else None
    if found is None:
        raise RuleBroken("evidence_unknown", "Tidak ada bukti pencarian dengan kode ini.", status=404)
    return found


def _verdict(*, whole: bool) -> Notice:
    if whole:
        return Notice(
            kind="success",
            title="Isi bukti ini utuh.",
            text="Sidiknya dihitung ulang saat halaman ini dibuat dan sama dengan yang dicatat di jurnal. Harga dan "
            "ketersediaan sekarang dapat berbeda.",
        )
    return Notice(kind="error", title="Isi bukti ini tidak cocok dengan sidiknya.", text="Jangan memakainya.")


def _facts(content: dict[str, Any]) -> DefinitionList:
    terms = [
        Term(term="Pada", text=text.date_time(datetime.fromisoformat(content["at"]))),
        Term(
            term="Yang dicari" if content["kind"] == "pencarian" else "Barang", text=content["question"] or "tanpa kata"
        ),
    ]
    if content.get("understood_as"):
        terms.append(Term(term="Dipahami sebagai", text=content["understood_as"]))
    if content["kind"] == "pencarian":
        terms += [
            Term(term="Saringan", text="; ".join(content["filters"]) or "tanpa saringan"),
            Term(term="Urutan", text=_ORDERS[Order(content["order"])]),
            Term(term="Ditemukan", text=_count(content)),
        ]
    else:
        terms.append(Term(term="Dikirim ke", text=content["delivered_to"] or "tanpa wilayah"))
    if content["purpose"]:
        terms.append(Term(term="Untuk", text=content["purpose"]))
    return DefinitionList(terms=terms)


def _count(content: dict[str, Any]) -> str:
    total, kept = int(content["total"]), len(content["items"])
    said = f"{text.number(total)} penawaran"
    return said if kept == total else f"{said}; {text.number(kept)} yang pertama disimpan"


def _result(content: dict[str, Any]) -> Piece | None:
    if content["kind"] == "perbandingan":
        return Comparison(
            key="banding",
            caption="Penawaran berdampingan",
            names=[
                Link(label=item["name"], href=product_address(item["product_id"], item["name"]))
                for item in content["items"]
            ],
            lines=[(label, values) for label, values in content["lines"]],
            level=2,
        )
    if not content["items"]:
        return EmptyState(
            title="Saat itu tidak ada yang menjual ini di katalog.",
            text="Bukti ini menunjukkan bahwa barangnya dicari dan tidak ditemukan.",
        )
    return Table(
        key="hasil",
        stacked=True,
        caption="Hasil pencarian saat itu",
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="pdn", label="Kelas PDN"),
            Column(key="harga", label="Harga", numeric=True, note="seperti dicantumkan"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[_row(item) for item in content["items"]],
        level=2,
        tight=True,
    )


def _row(item: dict[str, Any]) -> Row:
    price, dearest, base = (_money(item[key]) for key in ("price", "dearest", "per_base"))
    state = ListingState(item["state"]).label
    day = f", harga per {text.long_date(date.fromisoformat(item['archive_day']))}" if item["archive_day"] else ""
    price_of = f"per {item['unit']}, {TaxBasis(item['tax_basis']).label}"
    comparable = f"{amount(base)}/{item['base_unit']} tanpa PPN" if base is not None and item["base_unit"] else ""
    return Row(
        href=product_address(item["product_id"], item["name"]),
        cells=[
            Cell(text=f"{item['place']}. {item['name']}", sub=" · ".join(filter(None, (item["brand"], comparable)))),
            Cell(text=item["firm"], sub=", ".join(filter(None, (item["firm_place"], _scale(item))))),
            Cell(piece=pdn_badge(PdnClass(item["pdn_class"]), _money(item["tkdn"]))),
            Cell(text=price_words(price, dearest), sub=price_of),
            f"{state}{day}",
        ],
    )


def _scale(item: dict[str, Any]) -> str:
    return scale_word(Scale(item["business_scale"]).value if item["business_scale"] else "")


def _money(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
