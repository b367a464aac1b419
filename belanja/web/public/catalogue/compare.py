"""Up to six offers side by side: what differs is marked, and prices stand on one basis."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.search.directory import Place
from belanja.catalogue.selectors import OfferView
from belanja.web.pieces import Choice, EmptyState, Filter, FilterRow, Link, Notice
from belanja.web.public import doors

from .compare_lines import table
from .compare_prices import history_of, like_prices
from .places import enter, late_days, place_asked, places_served

MOST = 6


@doors.open_page
def compare(request: HttpRequest) -> HttpResponse:
    """`/katalog/banding?o=…&o=…&kirim=…`. Five queries."""
    ids = asked(request.GET)
    offers = selectors.offers_side_by_side(ids[:MOST])
    enter(request)
    places = places_served()
    place = destination(request.GET, places)
    region = place.id if place else None
    return render(
        request,
        "katalog/compare.html",
        {
            "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), ("Bandingkan", "")),
            "count": len(offers),
            "notices": _notices(len(ids), offers),
            "choose": _choose(offers, places, place),
            "basis": _basis(offers, place),
            "table": table(offers, place, late_days()) if offers else None,
            "removals": _removals(offers, region),
            "save": f"{reverse('katalog:save', args=['perbandingan'])}?{_query([one.id for one in offers], region)}"
            if len(offers) > 1
            else "",
            "likes": like_prices(offers),
            "history": history_of(offers),
            "empty": None if offers else _empty(),
        },
    )


def asked(query: QueryDict) -> list[int]:
    """The offers that an address names, each once."""
    written = dict.fromkeys(one for one in query.getlist("o") if one.isascii() and one.isdigit())
    return [int(one) for one in written if len(one) < 16]


def destination(query: QueryDict, places: Mapping[int, Place]) -> Place | None:
    """The region of delivery that an address names, else the first that is served."""
    return place_asked(query, places) or next(iter(places.values()), None)


def address_of(offer_ids: Sequence[int], region: int | None) -> str:
    """The address of a comparison."""
    return f"{reverse('katalog:compare')}?{_query(offer_ids, region)}"


def _query(offer_ids: Sequence[int], region: int | None) -> str:
    return urlencode([*(("o", str(one)) for one in offer_ids), *([("kirim", str(region))] if region else [])])


def _empty() -> EmptyState:
    return EmptyState(
        title="Belum ada yang dibandingkan.",
        text="Cari barangnya, centang Bandingkan pada dua sampai enam penawaran, lalu tekan Bandingkan yang dipilih.",
        action=Link(label="Ke katalog", href=reverse("katalog:home")),
    )


def _notices(asked: int, offers: Sequence[OfferView]) -> list[Notice]:
    found = []
    if asked > MOST:
        found.append(Notice(kind="warning", title=f"Paling banyak {MOST} penawaran dibandingkan sekaligus.",
                            text="Yang pertama dipilih ditampilkan."))  # fmt: skip
    if len({offer.base_unit for offer in offers}) > 1:
        found.append(
            Notice(kind="warning", title="Satuan dasarnya berbeda.",
                   text="Harga per satuan dasar hanya sebanding bila satuannya sama.")
        )  # fmt: skip
    return found


def _choose(offers: Sequence[OfferView], places: Mapping[int, Place], chosen: Place | None) -> FilterRow | None:
    if not offers or not places:
        return None
    # Every offer is a field of its own, so that the address stays the comparison.
    return FilterRow(
        key="tujuan",
        filters=[
            Filter(
                name="kirim",
                label="Dikirim ke",
                choices=[Choice(value=str(one.id), label=one.name, chosen=one == chosen) for one in places.values()],
            )
        ],
        kept=[Choice(value="o", label=str(offer.id)) for offer in offers],
        submit="Hitung ulang",
    )


def _basis(offers: Sequence[OfferView], place: Place | None) -> str:
    if not offers:
        return ""
    return "Harga sampai tujuan: harga satuan tanpa PPN, ditambah ongkos kirim dan PPN, dibagi isi kemasan" + (
        f", dikirim ke {place.name}." if place else "."
    )


def _removals(offers: Sequence[OfferView], region: int | None) -> list[Link]:
    return [
        Link(
            label=f"Lepas {offer.product}, {offer.seller}",
            href=address_of([other.id for other in offers if other.id != offer.id], region),
        )
        for offer in (offers if len(offers) > 1 else ())
    ]
