"""Belanja's own packages as facts: one for each line and stage, with class and scale as of the purchase.

The projector in `facts.projectors` calls this for every stage a native package reaches. Whether it counts is the
government's dated mode: only *katalog lokal* counts, and never beside its national twin (`native_twins`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.foundation.rows import add_all, written
from belanja.foundation.whole import whole
from belanja.institutions import selectors as institutions
from belanja.rules.channels import Channel, Mode, Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import ZERO

from ..models import PurchaseDocument, SpendFact
from .native_marks import move
from .native_twins import count_no_more, twin_of
from .times import keep_one


@dataclass(frozen=True)
class NativeLine:
    """A line of a package: rupiah incl. tax and freight, and what it was bought as. Empty: not known."""

    line: str
    amount: Decimal
    product_key: str = ""
    pdn_class: str = ""
    business_scale: str = ""


@dataclass(frozen=True)
class NativeStage:
    """A native package reaching a stage: who buys, what, when. `amount` is the sum of its lines in rupiah."""

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
    lines: tuple[NativeLine, ...] = ()
    national_number: str = ""
    vendor_name: str = ""
    vendor_refs: tuple[str, ...] = ()
    etalase: str = ""

    def __post_init__(self) -> None:
        """Raises RuleBroken 422 where lines do not add up to the amount, to the sen, or two have one key."""
        if not self.lines:
            object.__setattr__(self, "lines", (NativeLine("", self.amount),))
        if sum((one.amount for one in self.lines), ZERO) != self.amount:
            raise RuleBroken("lines_do_not_add_up", f"Jumlah baris {self.key} tidak sama dengan nilainya.")
        if len({one.line for one in self.lines}) != len(self.lines):
            raise RuleBroken("line_twice", f"Satu baris {self.key} disebut dua kali.")


#: Stages that say what the order is worth; the later ones may reach only a part of it.
WORTH = Stage.ORDERED | Stage.CONTRACTED
_BEGIN = """
INSERT INTO facts_purchasedocument ({columns}) VALUES ({places})
ON CONFLICT (government_id, channel, key) DO NOTHING RETURNING id
"""
#: What makes a fact another one. The day does not: what an addendum leaves as it was happened when it happened.
_SAME = ("amount", "plan_code", "vendor_key", "product_key", "pdn_class", "business_scale")


@whole
def record_native(*, reached: NativeStage) -> PurchaseDocument:
    """Write the facts of one stage of a native package; the same stage again replaces the lines that changed (an
    addendum). Returns the document. Links it to its national order when that is already known.

    Costs the same however much was bought before, and waits for nobody but who writes the same package.
    """
    mode = institutions.counting_mode(government_id=reached.government_id, channel="native", on=reached.day)
    document, new = _document(reached)
    if not new:
        _add(document, reached)
    _bring(document, reached, counts=mode is Mode.LOCAL and document.linked_to_id is None, new=new)
    keep_one(document=document, new=new)
    return document


def _add(document: PurchaseDocument, reached: NativeStage) -> None:
    """What a further stage says of the paper."""
    if reached.stage & WORTH or not document.stages & WORTH:
        document.amount = reached.amount
    cancelled = reached.stage is Stage.CANCELLED
    document.stages = reached.stage if cancelled else document.stages | reached.stage
    if document.linked_to_id is None:
        document.linked_to = twin_of(document, reached.national_number)
        if document.linked_to is not None:
            count_no_more(document)
    document.number = reached.national_number or document.number
    document.save(update_fields=["amount", "stages", "linked_to", "number"])


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
    document.stages &= ~stage
    document.save(update_fields=["stages"])
    standing = document.facts.filter(stage=stage, known_to__isnull=True)
    closed = list(standing.values_list("pk", flat=True))
    _close(closed)
    move(document, closed=closed, opened=[])
    keep_one(document=document)


def _document(reached: NativeStage) -> tuple[PurchaseDocument, bool]:
    """The paper of a package, locked, and whether it is new: then it says already what this stage says. An order is
    most often the first that is heard of its package."""
    known = None if reached.stage is Stage.ORDERED else _known(reached)
    if known is not None:
        return known, False
    document = PurchaseDocument(
        government_id=reached.government_id,
        channel=Channel.NATIVE,
        key=reached.key,
        unit_id=reached.unit_id,
        year=reached.year,
        number=reached.national_number or reached.key,
        title=reached.title,
        plan_codes=[reached.plan_code] if reached.plan_code else [],
        vendor_key=reached.vendor_key,
        vendor_name=reached.vendor_name[:200],
        vendor_refs=list(reached.vendor_refs),
        etalase_id=reached.etalase[:20],
        line_count=len(reached.lines),
        ordered_on=reached.day,
        amount=reached.amount,
        stages=reached.stage,
    )
    document.linked_to = twin_of(document, reached.national_number)
    if not _begin(document):
        known = _known(reached)
        assert known is not None  # papers are never deleted
        return known, False
    if document.linked_to is not None:
        count_no_more(document)
    return document, True


def _known(reached: NativeStage) -> PurchaseDocument | None:
    mine = PurchaseDocument.objects.filter(government_id=reached.government_id, channel=Channel.NATIVE, key=reached.key)
    return mine.select_for_update().first()


def _begin(document: PurchaseDocument) -> bool:
    """Write a paper that is not there yet; whether it was written. Waits for whoever writes the same one."""
    columns, values = written(document)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN.format(columns=", ".join(columns), places=places), values)
        row = cursor.fetchone()
    if row is None:
        return False
    document.pk, document._state.adding, document._state.db = row[0], False, connection.alias
    return True


def _bring(document: PurchaseDocument, reached: NativeStage, *, counts: bool, new: bool) -> None:
    """Close the facts of the stage that are not as told, open those that are new. A cancelled package has no other
    stage; any other stage only replaces itself; a `new` paper has none yet."""
    now = clock.now()
    standing = [] if new else _standing(document, reached.stage)
    before = {fact.line: fact for fact in standing if fact.stage == reached.stage}
    told = [
        SpendFact(
            government_id=document.government_id,
            unit_id=document.unit_id,
            document=document,
            year=document.year,
            channel=Channel.NATIVE,
            stage=reached.stage,
            line=one.line[:60],
            day=reached.day,
            amount=one.amount,
            plan_code=reached.plan_code,
            vendor_key=reached.vendor_key,
            product_key=one.product_key[:40],
            pdn_class=one.pdn_class,
            business_scale=one.business_scale,
            counts=counts,
            known_from=now,
        )
        for one in reached.lines
    ]
    opened = [fact for fact in told if not _same(before.get(fact.line), fact)]
    kept = {before[fact.line].pk for fact in told if _same(before.get(fact.line), fact)}
    closed = [fact.pk for fact in standing if fact.pk not in kept]
    _close(closed)
    add_all(opened)
    move(document, closed=closed, opened=[fact.pk for fact in opened])


def _standing(document: PurchaseDocument, stage: Stage) -> list[SpendFact]:
    """The facts that a stage may close: its own, of a cancellation every one."""
    known = document.facts.filter(known_to__isnull=True)
    return list(known if stage is Stage.CANCELLED else known.filter(stage=stage))


def _same(before: SpendFact | None, told: SpendFact) -> bool:
    return before is not None and all(getattr(before, name) == getattr(told, name) for name in _SAME)


def _close(ids: Sequence[int]) -> None:
    if ids:
        SpendFact.objects.filter(pk__in=ids).update(known_to=clock.now())
