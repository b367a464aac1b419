"""Recording where a listing stands in the national catalogue."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.vendors import selectors as vendors

from ..models import NationalListing

#: v6 gives UUIDs, v5 gave numbers; anything that is neither a word nor a sentence is taken.
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{2,59}")
_is_address = URLValidator(schemes=["https"])


@transaction.atomic
def record_national_number(*, offer_id: int, number: str, address: str = "", actor: Actor) -> NationalListing:
    """Keep the number (and page) that a listing got in the national catalogue; former ones stay on record. Recording
    the same again changes nothing. RuleBroken 404 for a stranger, 409 where another listing of the firm has that
    number, 422 for what is no number or no address."""
    offer = (
        Offer.objects.select_for_update(of=("self",)).select_related("seller", "government").filter(pk=offer_id).first()
    )
    if offer is None or offer.seller.firm_id is None:
        raise RuleBroken("not_found", "Barang ini tidak ditemukan.", status=404)
    vendors.require_member(actor, offer.seller.firm_id)
    number, address = number.strip(), address.strip()
    if not _NUMBER.fullmatch(number):
        raise RuleBroken("national_number", "Salin nomor produknya seperti tertulis di katalog nasional, tanpa spasi.")
    if address:
        try:
            _is_address(address)
        except ValidationError:
            raise RuleBroken("national_address", "Alamatnya harus diawali https://, atau kosongkan.") from None
    last = offer.national_listings.first()
    if last is not None and (last.number, last.address) == (number, address):
        return last
    others = NationalListing.objects.filter(number=number, offer__seller__firm=offer.seller.firm_id)
    if others.exclude(offer=offer).exists():
        raise RuleBroken("national_number_taken", "Nomor ini sudah dicatat untuk barang Anda yang lain.", status=409)
    made = NationalListing.objects.create(
        offer=offer, number=number, address=address[:300], recorded_at=clock.now(), by_id=actor.user_id
    )
    journal.append(
        name="exchange.national_number_recorded",
        actor=actor,
        subject=f"offer:{offer.pk}",
        government_code=offer.government.code if offer.government else "",
        payload={"number": number},
    )
    return made
