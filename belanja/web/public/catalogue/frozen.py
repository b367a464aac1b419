"""What a search or a comparison holds when it is kept as evidence: plain words and exact amounts, nothing computed
later. Keys are those of the API."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.listings import Listing
from belanja.catalogue.search import vocabulary
from belanja.catalogue.search.ask import search
from belanja.catalogue.search.directory import current as directory_of
from belanja.catalogue.search.filters import Order
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.measures import word_of
from belanja.rules.money import to_sen

from . import address, compare, facets
from .compare_lines import table
from .places import late_days, places_served

#: Results kept of a search; the total is told whatever it is.
MOST_KEPT = 96


def search_now(query: QueryDict, *, government: Government | None, purpose: str, at: datetime) -> dict[str, Any]:
    """The search of an address as it is answered now."""
    version = vocabulary.version()
    asked = address.read(query, directory_of(version), base=reverse("katalog:search"))
    if not asked.text and not asked.chosen.any:
        raise RuleBroken("nothing_asked", "Cari sesuatu lebih dulu, lalu simpan hasilnya.", status=404)
    answer = search(asked.text, asked.chosen, order=asked.order, size=MOST_KEPT, mend=not asked.literally)
    return _head("pencarian", asked.href(page=1), government, purpose, at) | {
        "question": asked.text,
        "understood_as": answer.corrected if answer.total else "",
        "one_word_may_be_missing": answer.loosely,
        "filters": [link.label for link in facets.chosen(asked, answer)],
        "order": asked.order.value,
        "with_affirmation": asked.order is Order.AFFIRMED,
        "total": answer.total,
        "items": [_item(place, one) for place, one in enumerate(answer.listings, 1)],
    }


def comparison_now(query: QueryDict, *, government: Government | None, purpose: str, at: datetime) -> dict[str, Any]:
    """The comparison of an address as it stands now."""
    offers = selectors.offers_side_by_side(compare.asked(query)[: compare.MOST])
    place = compare.destination(query, places_served())
    region = place.id if place else None
    if len(offers) < 2:
        raise RuleBroken("nothing_compared", "Bandingkan paling sedikit dua penawaran, lalu simpan.", status=404)
    lines = table(offers, place, late_days())
    landed = [offer.landed(region) for offer in offers]
    return _head("perbandingan", compare.address_of([o.id for o in offers], region), government, purpose, at) | {
        "question": " / ".join(dict.fromkeys(offer.product for offer in offers))[:160],
        "delivered_to": place.name if place else "",
        "total": len(offers),
        "items": [
            {
                "id": offer.id,
                "product_id": offer.product_id,
                "name": offer.product,
                "firm": offer.seller,
                "landed_goods": _exact(one.goods if one else None),
                "landed_freight": _exact(one.freight if one else None),
                "landed_tax": _exact(one.tax if one else None),
                "landed_total": _exact(one.total if one else None),
                "base_unit": word_of(offer.base_unit) if offer.base_unit else "",
            }
            for offer, one in zip(offers, landed, strict=True)
        ],
        "lines": [[label, list(values)] for label, values in lines.lines],
    }


def _head(kind: str, path: str, government: Government | None, purpose: str, at: datetime) -> dict[str, Any]:
    return {
        "format": "belanja.saved_search/1",
        "kind": kind,
        "at": at.isoformat(timespec="seconds"),
        "government": government.name if government else "",
        "address": path,
        "purpose": purpose,
    }


def _item(place: int, one: Listing) -> dict[str, Any]:
    return {
        "place": place,
        "id": one.offer_id,
        "product_id": one.product_id,
        "name": one.name,
        "brand": one.brand,
        "firm": one.seller,
        "firm_place": one.place,
        "business_scale": one.scale,
        "pdn_class": one.pdn.value,
        "tkdn": _exact(one.tkdn),
        "price": _exact(None if one.price is None else to_sen(one.price)),
        "dearest": _exact(None if one.dearest is None else to_sen(one.dearest)),
        "unit": one.unit_word,
        "tax_basis": one.tax_basis.value,
        "per_base": _exact(one.per_base),
        "base_unit": word_of(one.base_unit) if one.base_unit else "",
        "state": one.state.value,
        "archive_day": one.archive_day.isoformat() if one.archive_day else None,
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
