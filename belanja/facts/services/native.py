"""Belanja's own packages as facts, and their link to the national order they became.

The projector in `facts.projectors` calls this for every stage a native package reaches. Whether it counts is the
government's dated mode: only *katalog lokal* counts, and never beside its national twin.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.channels import Channel, Mode, Stage
from belanja.rules.decisions import RuleBroken

from ..models import PurchaseDocument, SpendFact
from .aggregate import append_deltas
from .mark import shift


@dataclass(frozen=True)
class NativeStage:
    """A native package reaching a stage: who buys, what, when. `amount` is the whole package in rupiah."""

    government_id: int
    unit_id: int
    year: int
    key: str
    title: str
    plan_code: str
    vendor_key: str
    amount: Decimal
    stage: Stage
    day: date
    national_number: str = ""


@transaction.atomic
def record_native(*, reached: NativeStage) -> PurchaseDocument:
    """Write the fact of one stage of a native package; the same stage again replaces the former fact (an addendum
    changes the amount). Returns the document. Links it to its national order when that is already known."""
    document, new = PurchaseDocument.objects.select_for_update().get_or_create(
        government_id=reached.government_id,
        channel=Channel.NATIVE,
        key=reached.key,
        defaults={
            "unit_id": reached.unit_id,
            "year": reached.year,
            "number": reached.key,
            "title": reached.title,
            "plan_codes": [reached.plan_code] if reached.plan_code else [],
            "vendor_key": reached.vendor_key,
            "ordered_on": reached.day,
            "amount": reached.amount,
            "stages": 0,
        },
    )
    if not new:
        _marked(document, -1)
    mode = institutions.counting_mode(government_id=reached.government_id, channel="native", on=reached.day)
    document.amount = reached.amount
    document.stages = reached.stage if reached.stage is Stage.CANCELLED else document.stages | reached.stage
    if document.linked_to_id is None:
        document.linked_to = _national_twin(document, reached.national_number)
    document.save(update_fields=["amount", "stages", "linked_to"])
    # A cancelled package has no other stage; any other stage only replaces itself.
    cancelled = reached.stage is Stage.CANCELLED
    if not new:
        _close(document, stages=list(Stage) if cancelled else [reached.stage])
    fact = SpendFact.objects.create(
        government_id=document.government_id,
        unit_id=document.unit_id,
        document=document,
        year=document.year,
        channel=Channel.NATIVE,
        stage=reached.stage,
        day=reached.day,
        amount=reached.amount,
        plan_code=reached.plan_code,
        vendor_key=reached.vendor_key,
        counts=mode is Mode.LOCAL and document.linked_to_id is None,
        known_from=clock.now(),
    )
    with connection.cursor() as cursor:
        append_deltas(cursor, f"(SELECT * FROM facts_spendfact WHERE id = {fact.pk:d}) opened", 1)
    _marked(document, 1)
    return document


@transaction.atomic
def withdraw_native(*, government_id: int, key: str, stage: Stage) -> None:
    """A stage of a native package was not reached after all: its facts end now, the others stand."""
    document = (
        PurchaseDocument.objects.select_for_update()
        .filter(government_id=government_id, channel=Channel.NATIVE, key=key)
        .first()
    )
    if document is None or not document.stages & stage:
        return
    _marked(document, -1)
    document.stages &= ~stage
    document.save(update_fields=["stages"])
    _close(document, stages=[stage])
    _marked(document, 1)


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
    _marked(document, -1)
    document.linked_to = national
    document.save(update_fields=["linked_to"])
    reopened = _copies(document.facts.filter(known_to__isnull=True, counts=True), counts=False)
    _close(document, stages=[fact.stage for fact in reopened])
    SpendFact.objects.bulk_create(reopened)
    _marked(document, 1)


@transaction.atomic
def unlink_twins(*, document_ids: Iterable[int]) -> None:
    """The national orders of these own packages were never there after all (their import was withdrawn): the
    packages count for themselves again, as the mode of their days says."""
    for document in PurchaseDocument.objects.select_for_update().filter(pk__in=list(document_ids)):
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
        _close(document, stages=[fact.stage for fact in facts])
        reopened = _copies(facts, counts=True)
        SpendFact.objects.bulk_create(reopened)
        if reopened:
            ids = ", ".join(f"{fact.pk:d}" for fact in reopened)
            with connection.cursor() as cursor:
                append_deltas(cursor, f"(SELECT * FROM facts_spendfact WHERE id IN ({ids})) opened", 1)


def link_known_twins(*, government_id: int) -> int:
    """After an import: link native packages whose national order has arrived. Returns how many were linked."""
    linked = 0
    waiting = PurchaseDocument.objects.filter(
        government_id=government_id, channel=Channel.NATIVE, linked_to__isnull=True
    ).exclude(number="")
    for document in waiting.order_by("pk"):
        twin = _national_twin(document, document.number)
        if twin is not None:
            link_native(document=document, national=twin)
            linked += 1
    return linked


def _national_twin(document: PurchaseDocument, number: str) -> PurchaseDocument | None:
    """The national order that a native package became: by its order number; else the only one with the same plan
    code, firm and amount that no other package has claimed."""
    national = PurchaseDocument.objects.filter(
        government_id=document.government_id, vanished=False, links__isnull=True
    ).exclude(channel=Channel.NATIVE)
    if number:
        by_number = list(national.filter(key=number)[:2]) or list(national.filter(number=number)[:2])
        if len(by_number) == 1:
            return by_number[0]
    if not (document.plan_codes and document.vendor_key):
        return None
    alike = list(
        national.filter(
            year=document.year,
            plan_codes__overlap=document.plan_codes,
            vendor_key=document.vendor_key,
            amount=document.amount,
        )[:2]
    )
    return alike[0] if len(alike) == 1 else None


def _copies(facts: Iterable[SpendFact], *, counts: bool) -> list[SpendFact]:
    """The same facts known anew from now on, counted or not."""
    return [
        SpendFact(
            government_id=fact.government_id,
            unit_id=fact.unit_id,
            document_id=fact.document_id,
            year=fact.year,
            channel=fact.channel,
            stage=fact.stage,
            line=fact.line,
            day=fact.day,
            amount=fact.amount,
            plan_code=fact.plan_code,
            vendor_key=fact.vendor_key,
            counts=counts,
            known_from=clock.now(),
        )
        for fact in facts
    ]


def _marked(document: PurchaseDocument, sign: int) -> None:
    """Take the document's facts off the marked sums (-1) before they change, and add them (1) as they are then."""
    shift(government_id=document.government_id, year=document.year, document_id=document.pk, sign=sign)


def _close(document: PurchaseDocument, *, stages: list[int]) -> None:
    with connection.cursor() as cursor:
        append_deltas(
            cursor,
            "closed",
            -1,
            given="""WITH closed AS (
              UPDATE facts_spendfact SET known_to = %s
              WHERE document_id = %s AND stage = ANY(%s) AND known_to IS NULL RETURNING *
            )""",
            parameters=[clock.now(), document.pk, [int(stage) for stage in stages]],
        )
