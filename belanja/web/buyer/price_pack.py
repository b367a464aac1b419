"""`/beli/<gov>/pesanan/<code>/bukti-harga/`: the whole price evidence of an order, as frozen with the buyer's
signature; before that as it would be frozen now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.rules.buying.posts import of_ppk
from belanja.rules.duties import Duty, Role
from belanja.rules.listings import TaxBasis
from belanja.rules.measures import word_of
from belanja.web.naming import shown
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, Link, Notice, Row, Table, Term
from belanja.web.public.catalogue.cards import amount
from belanja.web.purchases import evidence, words

from .access import BuyerDesk, buyer_page, frame

_Line = Mapping[str, Any]
_MEASURES = (
    ("lowest", "Terendah"),
    ("lower", "Kuartil bawah"),
    ("median", "Median"),
    ("upper", "Kuartil atas"),
    ("highest", "Tertinggi"),
    ("mad", "Simpangan dari median (MAD)"),
)


@buyer_page(Duty.SEE_PURCHASES)
def price_pack(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    found = desk.order(code)
    kept, content = evidence.pack(found)
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Bukti harga")
    context["lead"] = f"{found.title} · {found.firm_name}"
    if kept is not None:
        when, digest = f"Dibekukan {text.date_time(kept.at)}.", f" Sidik SHA-256: {kept.sha256}."
    else:
        told = "Belum dibekukan: ini keadaan sekarang. Bukti dibekukan bersama tanda tangan PPK."
        when, digest = of_ppk(told, Role(found.ppk_role)), ""
    about = text.capital_first(str(content.get("basis", "")))
    notice = Notice(
        title=when,
        text=f"Dasar perbandingan: {about}. Harga luar dan standar tidak ikut dihitung.{digest}",
        action=Link(label="Jalannya negosiasi", href=desk.url("buying:minutes", found.code))
        if content["trail"]
        else None,
    )
    parts = [Part(key="tentang", title="Tentang bukti ini", items=[notice])]
    context["parts"] = [*parts, *(_part(one) for one in content["lines"])]
    return render(request, "buyer/page.html", context)


def _part(one: _Line) -> Part:
    place = one["position"]
    return Part(
        key=f"baris-{place}",
        title=str(one["name"]),
        about=text.capital_first(str(one.get("finding") or "")),
        items=[_measures(one), *(table for table in _tables(one, place) if table.rows)],
    )


def _measures(one: _Line) -> DefinitionList:
    per = f" per {word_of(str(one.get('base_unit') or ''))}"
    terms = [
        Term(term="Harga satuan disepakati", text=f"{_rupiah(one['unit_price'])} tanpa pajak"),
        Term(term="Harga tayang", text=f"{_rupiah(one['listed_price'])} tanpa pajak"),
    ]
    if one.get("own"):
        terms.append(Term(term="Sampai di tempat", text=amount(Decimal(one["own"])) + per))
    terms.append(Term(term="Harga sejenis yang dihitung", text=text.number(int(one.get("n") or 0))))
    terms += [Term(term=label, text=amount(Decimal(one[key])) + per) for key, label in _MEASURES if one.get(key)]
    return DefinitionList(terms=terms)


def _tables(one: _Line, place: int) -> Iterator[Table]:
    yield _table(
        f"sejenis-{place}", "Harga sejenis, yang dihitung dan yang disisihkan",
        [("Penawaran", False), ("Harga sampai di tempat", True), ("Kedudukan", False)], list(_like(one)),
    )  # fmt: skip
    yield _table(
        f"kurva-{place}", "Harga penyedia ini dari waktu ke waktu",
        [("Berlaku", False), ("Wilayah", True), ("Mulai jumlah", True), ("Harga tayang", True), ("Dasar pajak", False)],
        list(_curve(one)),
    )  # fmt: skip
    yield _table(
        f"standar-{place}", "Standar harga daerah",
        [("Standar", False), ("Harga", True), ("Harga pesanan ini", False)], list(_standards(one)),
    )  # fmt: skip
    yield _table(
        f"luar-{place}", "Harga di luar katalog", [("Tempat", False), ("Dilihat", False), ("Harga", True)],
        [
            Row(cells=[Cell(text=each["shop"], sub=each["place"]), _day(each["on"]),
                       Cell(text=_rupiah(each["amount"]), sub=f"per {word_of(each['unit'])}")])
            for each in one.get("outside") or ()
        ],
    )  # fmt: skip
    yield _table(
        f"dibayar-{place}", "Yang pernah dibayar",
        [("Pesanan", False), ("Tanggal", False), ("Jumlah", True), ("Harga satuan tanpa pajak", True)],
        [
            Row(cells=[Cell(text=each["order"], sub=shown(each["unit"])), _day(each["on"]),
                       words.quantity(Decimal(each["quantity"]), str(one.get("unit") or "")),
                       _rupiah(each["unit_price"])])
            for each in one.get("paid") or ()
        ],
    )  # fmt: skip


def _table(key: str, caption: str, columns: list[tuple[str, bool]], rows: list[Row]) -> Table:
    return Table(
        key=key,
        caption=caption,
        tight=True,
        stacked=True,
        columns=[
            Column(key=f"k{place}", label=label, numeric=numeric) for place, (label, numeric) in enumerate(columns)
        ],
        rows=rows,
    )


def _like(one: _Line) -> Iterator[Row]:
    """Prices that count, the cheapest first, with what is remarked of them; then those put aside, with why."""
    remarks = {each["name"]: each["reason"] for each in one.get("remarked") or ()}
    for each in sorted(one.get("counted") or (), key=lambda price: Decimal(price["amount"])):
        remark = remarks.get(each["name"])
        yield Row(cells=[_offer(each), amount(Decimal(each["amount"])), Cell(text="dihitung", sub=remark or "")])
    unknown = Cell(text=text.UNKNOWN, words=True)
    for each in one.get("excluded") or ():
        told = Decimal(each["amount"])
        yield Row(cells=[_offer(each), amount(told) if told else unknown, Cell(text="disisihkan", sub=each["reason"])])


def _offer(each: Mapping[str, str]) -> str:
    return f"Penawaran {each['name']}"


def _curve(one: _Line) -> Iterator[Row]:
    """The firm's own prices by their days; regions with the same price stand in one row."""
    names = ("from", "to", "least_quantity", "amount", "tax_basis")
    regions = Counter(tuple(each[name] for name in names) for each in one.get("curve") or ())
    for (since, until, least, price, basis), count in regions.items():
        ended = f" sampai {_day(until)}" if until else ""
        tax = TaxBasis(basis).label if basis else text.UNKNOWN
        quantity = words.quantity(Decimal(least), str(one.get("unit") or ""))
        yield Row(cells=[f"sejak {_day(since)}{ended}", text.number(count), quantity, _rupiah(price), tax])


def _standards(one: _Line) -> Iterator[Row]:
    for each in one.get("standards") or ():
        above = each.get("above")
        told = evidence.difference_words(Decimal(above)) if above is not None else str(each.get("why_not") or "")
        name = Cell(
            text=f"{str(each['kind']).upper()} {each['year']}: {each['name']}", sub=str(each.get("decree") or "")
        )
        yield Row(cells=[name, Cell(text=_rupiah(each["amount"]), sub=f"per {each['unit']}"), told])


def _rupiah(value: str) -> str:
    return text.rupiah(Decimal(value))


def _day(value: str) -> str:
    return text.long_date(date.fromisoformat(value))
