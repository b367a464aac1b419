"""What a sample is drawn from: every order of the review's units, period and channels, own ones and those that feeds
tell, as the facts behind the monitor have them. What was cancelled or has vanished is none; of a national order that an
own package became the own one alone is there, as in the sweep."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.purchasing.models import Order
from belanja.rules.channels import Channel, Stage
from belanja.rules.flags import cases as flags
from belanja.rules.oversight.sampling import Drawn, Item
from belanja.vendors.models import FirmId

from ...models import Flag, Review, Sample, SampleItem
from ...sweep.changed import firm_of
from ...sweep.reading import rows
from . import base

_KIND = "Order"
_WHERE = """
FROM facts_purchasedocument d
WHERE d.government_id = %(government)s AND NOT d.vanished AND d.stages & %(cancelled)s = 0
  AND (%(all_units)s OR d.unit_id = ANY(%(units)s)) AND (%(all_channels)s OR d.channel = ANY(%(channels)s))
  AND NOT EXISTS (SELECT 1 FROM facts_purchasedocument n WHERE n.linked_to_id = d.id)
"""
_DATED = f"SELECT d.id, d.channel, d.key, d.amount, d.unit_id {_WHERE} AND d.ordered_on BETWEEN %(from)s AND %(to)s"
#: No feed tells their day: they are in no period, and the sample says how many they are.
_UNDATED = f"SELECT count(*) {_WHERE} AND d.ordered_on IS NULL AND d.year BETWEEN %(first)s AND %(last)s"


@dataclass(frozen=True)
class Frame:
    """`documents`: ids of `facts.PurchaseDocument` by the keys of the items."""

    items: tuple[Item, ...]
    documents: Mapping[str, int]


def frame_of(review: Review) -> Frame:
    """As it stands now. Four queries, whatever its size. Within a transaction alone."""
    tops = institutions.pd_map(review.government_id, review.period_to)
    codes = dict(Unit.objects.filter(government_id=review.government_id).values_list("pk", "code"))
    risks = _risks(review.government_id)
    items, documents = [], {}
    for pk, channel, key, amount, unit in rows(_DATED, _values(review)):
        written = key if channel == Channel.NATIVE else f"{channel}:{key}"
        items.append(Item(written, amount, codes[tops.get(unit, unit)], risks.get(written, 0)))
        documents[written] = pk
    return Frame(tuple(items), documents)


def undated(review: Review) -> int:
    """Orders of the years of the period whose day no feed tells."""
    return int(next(rows(_UNDATED, _values(review)))[0])


def sample_items(sample: Sample, drawn: tuple[Drawn, ...], documents: Mapping[str, int]) -> list[SampleItem]:
    """What was drawn, with what is known of each. Three queries."""
    wanted = [documents[one.item.key] for one in drawn]
    found = {one.pk: one for one in PurchaseDocument.objects.filter(pk__in=wanted)}
    native = [one.key for one in found.values() if one.channel == Channel.NATIVE]
    own = {one.code: one for one in Order.objects.filter(code__in=native).only("code", "firm_id", "buyer_id")}
    refs = [ref.partition(":") for one in found.values() for ref in one.vendor_refs]
    ids = FirmId.objects.filter(value__in=[value for _scheme, _colon, value in refs])
    firms = {f"{scheme}:{value}": firm for firm, scheme, value in ids.values_list("firm_id", "scheme", "value")}

    def made(place: int, one: Drawn) -> SampleItem:
        document = found[documents[one.item.key]]
        order = own.get(document.key) if document.channel == Channel.NATIVE else None
        firm = firm_of(firms, document.vendor_refs, "")
        assert document.ordered_on is not None  # the frame has dated orders alone
        return SampleItem(
            sample=sample, place=place, subject_kind=_KIND, subject_key=one.item.key, amount=one.item.amount,
            stratum=one.item.stratum[:80], risk=one.item.risk, certain=one.certain, channel=document.channel,
            year=document.year, ordered_on=document.ordered_on, unit_id=document.unit_id,
            firm_id=order.firm_id if order else int(firm) if firm.isdigit() else None,
            officer_id=order.buyer_id if order else None,
        )  # fmt: skip

    return [made(place, one) for place, one in enumerate(drawn, start=1)]


def _values(review: Review) -> dict[str, Any]:
    units = base.units_of(review)
    return {
        "government": review.government_id, "cancelled": int(Stage.CANCELLED), "from": review.period_from,
        "to": review.period_to, "first": review.period_from.year, "last": review.period_to.year,
        "all_units": units is None, "units": sorted(units or ()), "all_channels": not review.channels,
        "channels": review.channels,
    }  # fmt: skip


def _risks(government_id: int) -> dict[str, int]:
    """The weight of the flags on each order and its lines: of those that are shown, stand and are not answered in
    advance, as a case weighs them."""
    found = Flag.objects.filter(
        government_id=government_id, subject_kind__in=[_KIND, "Line"], shown=True, gone_at__isnull=True, answered_by=""
    )
    on = defaultdict[str, list[flags.Flag]](list)
    for kind, key, indicator, strong in found.values_list("subject_kind", "subject_key", "indicator", "strong"):
        order = key.split("/", 1)[0] if kind == "Line" else key
        on[order].append(flags.Flag(key, indicator, strong, clock.today(), "", Decimal(0)))
    return {order: flags.Candidate("", tuple(those)).priority for order, those in on.items()}
