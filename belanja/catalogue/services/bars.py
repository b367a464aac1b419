"""Storefronts follow what bars their firm: not for sale, or not shown, for as long as it holds."""

from django.db import transaction

from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.sanctions import Effect
from belanja.vendors.bars import bars


@transaction.atomic
def follow_bars(*, firm_id: int | None = None) -> int:
    """Write into every storefront (of one firm, or of all) what bars its firm today, and let the search follow.

    Run by the event of a decision and once a day, because terms end and entries of the Daftar Hitam come by
    themselves; running it again changes nothing. Returns how many storefronts changed.
    """
    fronts = Seller.objects.filter(firm__isnull=False).select_for_update(of=("self",)).order_by("pk")
    if firm_id is not None:
        fronts = fronts.filter(firm_id=firm_id)
    changed = []
    by_government: dict[int | None, list[Seller]] = {}
    for front in fronts:
        by_government.setdefault(front.government_id, []).append(front)
    for government_id, sellers in by_government.items():
        found = bars([front.firm_id for front in sellers if front.firm_id], government_id=government_id,
                     on=clock.today())  # fmt: skip
        for front in sellers:
            bar = found.get(front.firm_id or 0)
            wanted = (bar.effect, bar.until, bar.told[:200], bar.paper) if bar else (Effect.NONE, None, "", "")
            if (front.bar, front.bar_until, front.bar_told, front.bar_paper) != wanted:
                front.bar, front.bar_until, front.bar_told, front.bar_paper = wanted
                front.save(update_fields=["bar", "bar_until", "bar_told", "bar_paper"])
                changed.append(front.pk)
    if changed:
        reindex(list(Offer.objects.filter(seller_id__in=changed).values_list("pk", flat=True)))
    return len(changed)


@projector("vendors.bars_changed")
def _follow(event: Event) -> None:
    follow_bars(firm_id=int(event.payload["firm"]))


@projector("vendors.firm_joined")
def _follow_joined(event: Event) -> None:
    """What barred the record that is gone bars the one that goes on."""
    follow_bars(firm_id=int(event.subject.partition(":")[2]))


@projector("intake.pull_applied")
@projector("intake.pull_withdrawn")
def _follow_list(event: Event) -> None:
    """A new pull of the Daftar Hitam, or one taken back, is followed at once."""
    if event.payload.get("feed") == "sanctions":
        follow_bars()
