"""What the measures rest on, read in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Lower

from belanja.affirmation import evidence as records
from belanja.affirmation import measures
from belanja.affirmation.evidence import Evidence
from belanja.affirmation.figures import Definition
from belanja.affirmation.selectors.definitions import definition_for
from belanja.facts.models import ProductEvidence, PurchaseDocument, SpendFact
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, ParameterRow
from belanja.intake.models import HeldItem
from belanja.plans.models import RupPackage
from belanja.rules import itkp, money
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import DENOMINATORS, Denominator
from belanja.rules.shares import Amount, Reason


@dataclass(frozen=True)
class Packages:
    """Packages of one channel that stand at `stages` with the source's own `status`. Rupiah of their ceilings."""

    channel: Channel
    stages: int
    status: str
    count: int
    pagu: Decimal
    with_pagu: int


@dataclass(frozen=True)
class Announced:
    """Pagu of a unit's counting packages: announced by the day of judgement, and without a day of announcement."""

    by_day: Decimal
    undated: Decimal


@dataclass(frozen=True)
class GovernanceRecord:
    """Everything on record about one government and year that the measures read."""

    evidence: Evidence
    definition: Definition
    """RUP of providers and swakelola over the procurement budget: the base of completeness."""
    in_force: Mapping[str, ParameterRow]
    day: date
    """On which the RUP is judged: that of the dated row, or the cut-off if that is earlier."""
    announced: Mapping[int, Announced]
    planned: Mapping[str, Decimal]
    """Pagu of counting penyedia packages by method, in small letters."""
    packages: tuple[Packages, ...]
    tkdn: tuple[tuple[Decimal, Decimal | None], ...]
    """Contracted rupiah of the catalogues with the TKDN of its product (None: not on record)."""
    products_loaded: bool

    def number(self, key: str) -> Decimal:
        return Decimal(self.in_force[key].value)

    def lacking(self, *feeds: str) -> Amount | None:
        """The first of these feeds that is missing or cut off."""
        for feed in feeds:
            if feed not in self.evidence.pulls:
                return Amount(None, Reason.FEED_MISSING, feed=feed)
            if self.evidence.waits((HeldItem.Kind.FEED_TRUNCATED,), (feed,)):
                return Amount(None, Reason.FEED_TRUNCATED, feed=feed)
        return None

    def of(self, *channels: Channel) -> list[Packages]:
        return [row for row in self.packages if row.channel in channels]

    def budgets(self) -> dict[int, Amount]:
        """The procurement budget of every listed Perangkat Daerah."""
        rule = replace(self.definition, denominator=DENOMINATORS[Denominator.BELANJA_PENGADAAN])
        return {
            pd_id: measures.denominator_of(self.evidence, pd_id, unit_ids, rule)
            for pd_id, unit_ids in self.evidence.members(self.definition.channels_in_play).items()
        }


def read(government: Government, year: int) -> GovernanceRecord:
    """In sixteen queries, whatever the size."""
    on = records.measured_on(year, None)
    definition = definition_for(
        government, indicator="epurchasing", numerator=None, denominator=Denominator.RUP_TOTAL, on=on
    )
    wanted = replace(records.wanted([definition]), budgets=True, plans=True)
    evidence = records.gather([government], year=year, as_of=None, wanted=wanted)[government.pk]
    in_force = institutions.parameters(government_id=government.pk, on=on)
    month, day = (int(part) for part in in_force["itkp.sirup.day"].value.split("-"))
    judged = min(date(year, month, day), evidence.cut_off)
    return GovernanceRecord(
        evidence=evidence,
        definition=definition,
        in_force=in_force,
        day=judged,
        announced=_announced(government.pk, year, judged),
        planned=_planned(government.pk, year),
        packages=_packages(government.pk, year),
        tkdn=_tkdn(government.pk, year),
        products_loaded=ProductEvidence.objects.exists(),
    )


def _announced(government_id: int, year: int, day: date) -> dict[int, Announced]:
    rows = (
        RupPackage.objects.filter(government_id=government_id, year=year, counts=True)
        .values("unit_id")
        .annotate(
            by_day=Sum("pagu", filter=Q(announced_on__lte=day)),
            undated=Sum("pagu", filter=Q(announced_on__isnull=True)),
        )
        .order_by()
    )
    return {row["unit_id"]: Announced(row["by_day"] or money.ZERO, row["undated"] or money.ZERO) for row in rows}


def _planned(government_id: int, year: int) -> dict[str, Decimal]:
    rows = (
        RupPackage.objects.filter(government_id=government_id, year=year, counts=True, kind=RupPackage.Kind.PENYEDIA)
        .values_list(Lower("method"))
        .annotate(sum=Sum("pagu"))
        .order_by()
    )
    return dict(rows)


def _packages(government_id: int, year: int) -> tuple[Packages, ...]:
    rows = (
        PurchaseDocument.objects.filter(government_id=government_id, year=year, vanished=False, linked_to__isnull=True)
        .values_list("channel", "stages", "status")
        .annotate(count=Count("id"), sum=Sum("pagu"), with_pagu=Count("pagu"))
        .order_by()
    )
    return tuple(
        Packages(Channel(channel), stages, status, count, pagu or money.ZERO, with_pagu)
        for channel, stages, status, count, pagu, with_pagu in rows
    )


def _tkdn(government_id: int, year: int) -> tuple[tuple[Decimal, Decimal | None], ...]:
    """Sums of contracted lines by the TKDN of their product; a product whose listings differ has none."""
    sums = dict(
        SpendFact.objects.filter(
            government_id=government_id,
            year=year,
            stage=Stage.CONTRACTED,
            counts=True,
            known_to__isnull=True,
            channel__in=itkp.CATALOGUES,
        )
        .values_list("product_key")
        .annotate(sum=Sum("amount"))
        .order_by()
    )
    said: dict[str, set[Decimal | None]] = {}
    listings = ProductEvidence.objects.filter(product_key__in=[key for key in sums if key])
    for key, tkdn in listings.values_list("product_key", "tkdn"):
        said.setdefault(key, set()).add(tkdn if tkdn else None)
    return tuple(
        (amount, next(iter(found)) if len(found := said.get(key, {None})) == 1 else None)
        for key, amount in sums.items()
    )
