"""Searching the catalogue: the same question, order and total as the page."""

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from belanja.catalogue.search import codes, vocabulary
from belanja.catalogue.search.ask import search
from belanja.catalogue.search.directory import current as directory_of
from belanja.catalogue.search.filters import Filters, Order
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import to_sen
from belanja.rules.pdn import PdnClass

from .errors import REFUSALS, Refusal

router = Router(tags=["katalog"])
_MOST = 100


class OfferOut(Schema):
    """Satu penawaran; `price` adalah harga terendah satu satuan jual seperti dicantumkan, null bila belum diketahui."""

    id: int
    name: str
    etalase: str
    price: str | None
    unit: str
    firm: str
    brand: str
    pdn_class: str
    business_scale: str
    place: str
    state: str
    archive_day: str | None


class OffersOut(Schema):
    """`corrected_query`: pertanyaan sebagaimana dipahami, null bila tidak ada yang diperbaiki."""

    total: int
    corrected_query: str | None
    items: list[OfferOut]


class Asked(Schema):
    q: str = Field("", max_length=300, description="kata, ukuran, merek, kode KBKI, atau GTIN")
    etalase: str = Field("", max_length=120, description="slug etalase")
    pdn: str = Field("", max_length=20, description="kelas PDN")
    order: Order = Field(Order.AFFIRMED, description="afirmasi, relevansi, harga, -harga")
    page: int = Field(1, ge=1, le=1_000)
    size: int = Field(24, ge=1, le=_MOST)
    exact: bool = Field(False, description="jangan perbaiki salah ketik")


@router.get("/offers", response={200: OffersOut, REFUSALS: Refusal}, operation_id="offers")
@decorate_view(conditional_page)
def offers(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Penawaran yang tampak di katalog, dalam urutan halaman pencarian. Paling banyak 960 yang pertama."""
    version = vocabulary.version()
    names = directory_of(version)
    shelf = names.shelf(asked.etalase) if asked.etalase else None
    if asked.etalase and shelf is None:
        raise RuleBroken("etalase_unknown", f"Etalase {asked.etalase} tidak ada di katalog.", status=404)
    chosen = Filters(etalase=shelf.id if shelf else None, pdn=_pdn(asked.pdn))
    answer = search(
        asked.q, chosen, order=asked.order, page=asked.page, size=asked.size, mend=not asked.exact, version=version
    )
    return {
        "total": answer.total,
        "corrected_query": answer.corrected or None,
        "items": [
            {
                "id": one.offer_id,
                "name": one.name,
                "etalase": names.shelves[one.etalase_id].name,
                "price": None if one.price is None else f"{to_sen(one.price):f}",
                "unit": one.unit_word,
                "firm": one.seller,
                "brand": one.brand,
                "pdn_class": one.pdn.value,
                "business_scale": one.scale,
                "place": one.place,
                "state": one.state.value,
                "archive_day": one.archive_day.isoformat() if one.archive_day else None,
            }
            for one in answer.listings
        ],
    }


def _pdn(written: str) -> int | None:
    if not written:
        return None
    if written not in set(PdnClass):
        raise RuleBroken("pdn_unknown", f"Kelas PDN {written} tidak dikenal.")
    return codes.PDN.index(PdnClass(written))
