"""The channels of a government side by side, with what cannot be matched. Read through `facts.selectors`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, Sum

from belanja.plans import selectors as plans
from belanja.rules.channels import Channel, Stage

from .models import MarkedSpend, PackageEvidence, PackageReceipt, PurchaseDocument

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ChannelRow:
    """One channel in one year. Amounts are rupiah; of PDN and UMKK by evidence what is yes, no and open of the
    contracted value. `matched`: packages whose RUP codes lead, after all revisions, to a plan line that counts."""

    channel: Channel
    packages: int
    cancelled: int
    pagu: Decimal
    packages_with_pagu: int
    ordered: Decimal
    contracted: Decimal
    received: Decimal
    completed: Decimal
    pdn: Decimal
    not_pdn: Decimal
    umkk: Decimal
    not_umkk: Decimal
    matched: int
    matched_amount: Decimal
    unmatched: int
    unmatched_amount: Decimal
    evidence_only: int
    """Packages of data.inaproc.id that no feed of this channel has."""
    evidence_only_amount: Decimal

    @property
    def pdn_open(self) -> Decimal:
        return self.contracted - self.pdn - self.not_pdn

    @property
    def umkk_open(self) -> Decimal:
        return self.contracted - self.umkk - self.not_umkk


@dataclass
class _Packages:
    count: int = 0
    cancelled: int = 0
    pagu: Decimal = ZERO
    with_pagu: int = 0
    matched: int = 0
    matched_amount: Decimal = ZERO
    unmatched: int = 0
    unmatched_amount: Decimal = ZERO


def channel_table(*, government_id: int, year: int, as_of: date | None = None) -> list[ChannelRow]:
    """Every channel that has packages or evidence in the year, in the order of `Channel`; with `as_of` what was
    ordered until then. Six queries."""
    packages = _packages(government_id, year, as_of)
    spend = _spend(government_id, year, as_of)
    alone = _evidence_only(government_id, year)
    rows = []
    for channel in Channel:
        if channel not in packages.keys() | spend.keys() | alone.keys():
            continue
        found, sums, (count, amount) = packages[channel], spend[channel], alone[channel]
        rows.append(
            ChannelRow(
                channel=channel,
                packages=found.count,
                cancelled=found.cancelled,
                pagu=found.pagu,
                packages_with_pagu=found.with_pagu,
                ordered=sums[Stage.ORDERED]["amount"],
                contracted=sums[Stage.CONTRACTED]["amount"],
                received=sums[Stage.RECEIVED]["amount"],
                completed=sums[Stage.COMPLETED]["amount"],
                pdn=sums[Stage.CONTRACTED]["pdn_bukti_yes"],
                not_pdn=sums[Stage.CONTRACTED]["pdn_bukti_no"],
                umkk=sums[Stage.CONTRACTED]["umkk_bukti_yes"],
                not_umkk=sums[Stage.CONTRACTED]["umkk_bukti_no"],
                matched=found.matched,
                matched_amount=found.matched_amount,
                unmatched=found.unmatched,
                unmatched_amount=found.unmatched_amount,
                evidence_only=count,
                evidence_only_amount=amount,
            )
        )
    return rows


def contracted_by_unit(
    *, government_id: int, year: int, channels: Sequence[Channel], as_of: date | None
) -> list[tuple[int, str, Decimal]]:
    """Unit, channel and rupiah of what is contracted through some channels, with `as_of` until that day."""
    day = Q() if as_of is None else Q(day__lte=as_of)
    rows = MarkedSpend.objects.filter(
        day, government_id=government_id, year=year, stage=Stage.CONTRACTED, channel__in=list(channels)
    )
    sums = rows.values_list("unit_id", "channel").annotate(whole=Sum("amount")).order_by("unit_id", "channel")
    return [(unit_id, channel, amount) for unit_id, channel, amount in sums]


def evidence_without_document(*, government_id: int, year: int) -> list[PackageEvidence]:
    """Packages that data.inaproc.id names and no feed has, the largest first. Swakelola is no purchase and left out."""
    evidence = (
        PackageEvidence.objects.filter(government_id=government_id, year=year, vanished=False)
        .filter(channel__in=list(Channel))
        .order_by(F("amount").desc(nulls_last=True), "key")
    )
    documents = set(
        PurchaseDocument.objects.filter(government_id=government_id, vanished=False).values_list("channel", "key")
        if evidence
        else ()
    )
    return [row for row in evidence if (row.channel, row.key) not in documents]


@dataclass(frozen=True)
class ReceiptDifference:
    """A recorded package whose receipts do not add up to its realised value. `package` is empty where the feed of
    packages does not have it at all."""

    key: str
    title: str
    realised: Decimal | None
    receipts: Decimal


def receipt_differences(*, government_id: int, year: int) -> list[ReceiptDifference]:
    """Recorded packages whose receipts tell another sum than the package itself, the greatest difference first. The
    package's own value counts; the list says where the source contradicts itself."""
    paid: dict[str, Decimal] = defaultdict(lambda: ZERO)
    receipts = PackageReceipt.objects.filter(government_id=government_id, year=year)
    for key, amount, copies in receipts.values_list("package_key", "amount", "copies"):
        paid[key] += amount * copies
    told = {
        key: (title, amount)
        for key, title, amount in PurchaseDocument.objects.filter(
            government_id=government_id, channel=Channel.PENCATATAN, key__in=list(paid), vanished=False
        ).values_list("key", "title", "amount")
    }
    found = [
        ReceiptDifference(key, told[key][0] if key in told else "", told[key][1] if key in told else None, amount)
        for key, amount in paid.items()
        if key not in told or told[key][1] != amount
    ]
    return sorted(found, key=lambda one: (-abs((one.realised or ZERO) - one.receipts), one.key))


def _packages(government_id: int, year: int, as_of: date | None) -> dict[Channel, _Packages]:
    documents = PurchaseDocument.objects.filter(
        government_id=government_id, year=year, vanished=False, linked_to__isnull=True
    )
    if as_of is not None:
        documents = documents.filter(ordered_on__lte=as_of)
    rows = list(documents.values_list("channel", "stages", "amount", "pagu", "plan_codes"))
    codes = {code for _channel, _stages, _amount, _pagu, plan_codes in rows for code in plan_codes}
    ends = plans.follow_revisions(government_id=government_id, codes=codes)
    known = plans.known_codes(
        government_id=government_id, codes={end for group in ends.values() for end in group} | codes
    )
    found: dict[Channel, _Packages] = defaultdict(_Packages)
    for channel, stages, amount, pagu, plan_codes in rows:
        one = found[Channel(channel)]
        if stages & Stage.CANCELLED:
            one.cancelled += 1
            continue
        one.count += 1
        if pagu is not None:
            one.pagu += pagu
            one.with_pagu += 1
        if any(known.get(end) for code in plan_codes for end in (code, *ends[code])):
            one.matched += 1
            one.matched_amount += amount
        else:
            one.unmatched += 1
            one.unmatched_amount += amount
    return found


def _spend(government_id: int, year: int, as_of: date | None) -> dict[Channel, dict[int, dict[str, Decimal]]]:
    names = ("amount", "pdn_bukti_yes", "pdn_bukti_no", "umkk_bukti_yes", "umkk_bukti_no")
    day = Q() if as_of is None else Q(day__lte=as_of)
    rows = MarkedSpend.objects.filter(day, government_id=government_id, year=year).values_list("channel", "stage")
    none = dict.fromkeys(names, ZERO)
    found: dict[Channel, dict[int, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(lambda: none))
    for channel, stage, *sums in rows.annotate(*(Sum(name) for name in names)):
        found[Channel(channel)][stage] = dict(zip(names, sums, strict=True))
    return found


def _evidence_only(government_id: int, year: int) -> dict[Channel, tuple[int, Decimal]]:
    found: dict[Channel, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
    for row in evidence_without_document(government_id=government_id, year=year):
        count, amount = found[Channel(row.channel)]
        found[Channel(row.channel)] = (count + 1, amount + (row.amount or ZERO))
    return found
