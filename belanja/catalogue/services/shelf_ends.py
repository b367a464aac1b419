"""Firms hear what becomes of their goods where a shelf is closed or merged into another one."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from belanja.catalogue.models import Offer
from belanja.catalogue.selectors.shelves import misfits
from belanja.etalase.models import Etalase
from belanja.journal.services import Actor
from belanja.rules.listings import ListingState
from belanja.vendors.services.telling import tell_firm


@dataclass(frozen=True)
class Goods:
    """Products of a shelf by firm, as they stand before it ends."""

    of_firm: dict[int, set[int]] = field(default_factory=dict)


def goods_on(*, etalase_id: int) -> Goods:
    """What firms have on a shelf now, without what they took off. One query."""
    found: QuerySet[Offer] = Offer.objects.filter(product__etalase_id=etalase_id, seller__firm__isnull=False)
    rows = found.exclude(state=ListingState.REMOVED.value).values_list("seller__firm_id", "product_id")
    of_firm: dict[int, set[int]] = defaultdict(set)
    for firm_id, product_id in rows:
        of_firm[firm_id].add(product_id)
    return Goods(dict(of_firm))


def tell_closed(*, etalase_id: int, goods: Goods, actor: Actor) -> int:
    """Tell each firm that its goods are gone from sight with their shelf; how many firms."""
    etalase = Etalase.objects.select_related("government").get(pk=etalase_id)
    for firm_id, products in sorted(goods.of_firm.items()):
        text = (
            f"Etalase {etalase.name} ditutup. {len(products)} barang Anda tidak terlihat lagi di katalog; riwayat dan "
        )
        text += "harganya tersimpan. Cantumkan di etalase lain bila masih dijual."
        _tell(etalase, firm_id, text, actor)
    return len(goods.of_firm)


def tell_merged(*, etalase_id: int, into_id: int, goods: Goods, actor: Actor) -> int:
    """Tell each firm where its goods stand now, and how many of them it has to mend there; how many firms. Called after
    they were moved."""
    etalase = Etalase.objects.select_related("government").get(pk=etalase_id)
    into = Etalase.objects.get(pk=into_id)
    misfit = {one.product_id for one in misfits(into).misfits}
    for firm_id, products in sorted(goods.of_firm.items()):
        text = f"Etalase {etalase.name} digabungkan ke {into.name}. {len(products)} barang Anda pindah ke sana"
        mend = len(products & misfit)
        text += f"; {mend} di antaranya perlu disesuaikan dengan skemanya." if mend else " tanpa perubahan."
        _tell(etalase, firm_id, text, actor)
    return len(goods.of_firm)


def _tell(etalase: Etalase, firm_id: int, text: str, actor: Actor) -> None:
    code = etalase.government.code if etalase.government else ""
    if code:
        tell_firm(
            firm_id=firm_id, kind="etalase", text=text, link=f"/usaha/{firm_id}/", actor=actor, government_code=code,
            once=f"etalase-ended-{etalase.pk}-{firm_id}",
        )  # fmt: skip
