"""What every decision of a curator asks first: the duty, whose shelf it is, and whether he judges his own firm."""

from collections.abc import Collection

from belanja.catalogue.models import Offer
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.vendors import selectors as vendors


def require_curator(
    *, actor: Actor, duty: Duty, government: Government, shelf_governments: Collection[int | None]
) -> None:
    """Raise RuleBroken unless `actor` may do `duty` in `government`, and every shelf touched is this government's or
    a national one (404: another government's goods are not there)."""
    institutions.require(actor, duty, government)
    if any(one not in (None, government.pk) for one in shelf_governments):
        raise RuleBroken("product_unknown", "Produk ini tidak ada di katalog pemerintah daerah ini.", status=404)


def require_distance(*, actor: Actor, product_ids: Collection[int], government: Government) -> None:
    """Raise RuleBroken 403 where the curator of a government belongs to a firm that sells one of these products."""
    own = own_firms(actor, government.pk)
    if own and Offer.objects.filter(product_id__in=product_ids, seller__firm_id__in=own).exists():
        raise RuleBroken(
            "own_firm",
            "Produk ini dijual usaha Anda sendiri. Mintalah rekan Anda memutuskannya.",
            "Perpres 16/2018 jo. 46/2025 Pasal 7",
            status=403,
        )


def own_firms(actor: Actor, government_id: int | None) -> frozenset[int]:
    """Ids of the firms for which a curator of a government acts himself, or did until a short while ago (a dated
    row): nobody decides on his own."""
    return vendors.own_firms(actor.user_id, government_id=government_id)


def need_reason(reason: str, *, longest: int = 300) -> str:
    """The reason in one line; RuleBroken 422 for none or one that is too long."""
    said = " ".join(reason.split())
    if len(said) < 5:
        raise RuleBroken("reason_missing", "Tulis alasannya.")
    if len(said) > longest:
        raise RuleBroken("reason_long", f"Alasan paling panjang {longest} huruf.")
    return said
