"""A native package and the national order it became are one purchase: it counts once, as the national order."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import QuerySet

from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.institutions import selectors as institutions
from belanja.plans.services import commitments
from belanja.rules.channels import Channel, Mode
from belanja.rules.decisions import RuleBroken

from ..models import PurchaseDocument, SpendFact
from .elsewhere import takes
from .native_marks import move
from .times import keep_one

_NATIONAL = [channel.value for channel in Channel if channel is not Channel.NATIVE]


@transaction.atomic
def link_native(*, document: PurchaseDocument, national: PurchaseDocument) -> None:
    """Record that a native package became this national order: from now on the pair counts once, as the national
    order. Raises RuleBroken when the two cannot be one purchase."""
    document = PurchaseDocument.objects.select_for_update().get(pk=document.pk)
    if document.channel != Channel.NATIVE or national.channel == Channel.NATIVE:
        raise RuleBroken("link_kind", "Yang ditautkan harus satu paket Belanja dan satu pesanan nasional.")
    if document.government_id != national.government_id:
        raise RuleBroken("link_government", "Pesanan nasional itu milik pemerintah daerah lain.")
    if document.linked_to_id not in (None, national.pk):
        raise RuleBroken("link_taken", "Paket ini sudah tertaut ke pesanan nasional lain.", status=409)
    if PurchaseDocument.objects.filter(linked_to=national).exclude(pk=document.pk).exists():
        raise RuleBroken("link_taken", "Pesanan nasional itu sudah tertaut ke paket lain.", status=409)
    if document.linked_to_id == national.pk:
        return
    document.linked_to = national
    document.save(update_fields=["linked_to"])
    count_no_more(document)


@transaction.atomic
def unlink_twins(*, document_ids: Iterable[int]) -> None:
    """The national orders of these own packages were never there after all (their import was withdrawn): the
    packages count for themselves again, as the mode of their days says."""
    for document in PurchaseDocument.objects.select_for_update().filter(pk__in=list(document_ids)).order_by("pk"):
        document.linked_to = None
        document.save(update_fields=["linked_to"])
        facts = [
            fact
            for fact in document.facts.filter(known_to__isnull=True, counts=False)
            if institutions.counting_mode(
                government_id=fact.government_id, channel="native", on=fact.day or clock.today()
            )
            is Mode.LOCAL
        ]
        _known_anew(document, facts, counts=True)


def count_no_more(document: PurchaseDocument) -> None:
    """The facts of a package that has just been linked count no more, and the plan bears it once: as Belanja's own."""
    assert document.linked_to is not None
    _known_anew(document, list(document.facts.filter(known_to__isnull=True, counts=True)), counts=False)
    national = document.linked_to
    if takes(national):
        commitments.bought_elsewhere(
            government_id=national.government_id, year=national.year, sums={national.plan_codes[0]: -national.amount}
        )


def link_known_twins(*, government_id: int) -> int:
    """After an import: link native packages whose national order has arrived. Returns how many were linked."""
    linked = 0
    taken: set[int] = set()
    for own, twins in _likely_pairs(government_id).items():
        found = twins - taken
        if len(found) == 1:
            [twin] = found
            taken.add(twin)
            link_native(document=PurchaseDocument.objects.get(pk=own), national=PurchaseDocument.objects.get(pk=twin))
            linked += 1
    return linked


#: Native packages without a twin, and the free national orders that each may have become: by its order number; else by
#: the same plan code, firm and amount.
_PAIRS = """
WITH own AS MATERIALIZED (
  SELECT id, year, key, number, plan_codes, vendor_key, amount FROM facts_purchasedocument
  WHERE government_id = %(government)s AND channel = 'native' AND linked_to_id IS NULL
), national AS (
  SELECT d.* FROM facts_purchasedocument d
  WHERE d.government_id = %(government)s AND d.channel <> 'native' AND NOT d.vanished
    AND NOT EXISTS (SELECT FROM facts_purchasedocument l WHERE l.linked_to_id = d.id)
), by_number AS (
  SELECT o.id, n.id AS twin FROM own o JOIN national n ON n.key = o.number
  UNION
  SELECT o.id, n.id FROM own o JOIN national n ON n.number = o.number
)
SELECT id, twin FROM by_number
UNION ALL
SELECT o.id, n.id FROM own o
JOIN national n ON n.year = o.year AND n.vendor_key = o.vendor_key AND n.amount = o.amount
  AND n.plan_codes && o.plan_codes
WHERE o.vendor_key <> '' AND NOT EXISTS (SELECT FROM by_number b WHERE b.id = o.id)
"""


def _likely_pairs(government_id: int) -> dict[int, set[int]]:
    """Candidates by native package, in the order of their ids. One query; none where nothing waits."""
    waiting = PurchaseDocument.objects.filter(
        government_id=government_id, channel=Channel.NATIVE, linked_to__isnull=True
    )
    if not waiting.exists():
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"government": government_id})
        pairs: dict[int, set[int]] = defaultdict(set)
        for own, twin in sorted(cursor.fetchall()):
            pairs[own].add(twin)
    return pairs


def _free(government_id: int | Given) -> QuerySet[PurchaseDocument]:
    """National orders that no package has claimed."""
    return PurchaseDocument.objects.filter(
        government_id=government_id, channel__in=_NATIONAL, vanished=False, links__isnull=True
    )


_ALIKE = Question(
    lambda: _free(Given("government_id")).filter(
        year=Given("year"),
        plan_codes__overlap=Given("plan_codes"),
        vendor_key=Given("vendor_key"),
        amount=Given("amount"),
    )[:2]
)


def twin_of(document: PurchaseDocument, number: str) -> PurchaseDocument | None:
    """The national order that a native package became: by its order number; else the only one with the same plan
    code, firm and amount that no other package has claimed."""
    if number:
        national = _free(document.government_id)
        by_number = list(national.filter(key=number)[:2]) or list(national.filter(number=number)[:2])
        if len(by_number) == 1:
            return by_number[0]
    if not (document.plan_codes and document.vendor_key):
        return None
    alike = _ALIKE.rows(
        government_id=document.government_id,
        year=document.year,
        plan_codes=document.plan_codes,
        vendor_key=document.vendor_key,
        amount=document.amount,
    )
    return alike[0] if len(alike) == 1 else None


def _known_anew(document: PurchaseDocument, facts: list[SpendFact], *, counts: bool) -> None:
    """The same facts known anew from now on, counted or not."""
    now = clock.now()
    closed = [fact.pk for fact in facts]
    SpendFact.objects.filter(pk__in=closed).update(known_to=now)
    for fact in facts:
        fact.pk, fact.counts, fact.known_from = None, counts, now
    SpendFact.objects.bulk_create(facts)
    move(document, closed=closed, opened=[fact.pk for fact in facts])
    keep_one(document=document)
