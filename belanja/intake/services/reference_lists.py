"""Lists of standard prices: taken in, their columns explained once, looked over, put in force for their year."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from belanja.catalogue.models import ReferenceList, ReferencePrice
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import Delivery, Kind, key_of

from .. import reference_sheets as reading
from ..learnt_sheets import looked_at

#: Bytes of one list.
LARGEST = 20 * 1024 * 1024
State = ReferenceList.State


@transaction.atomic
def receive_list(
    *,
    government: Government,
    year: int,
    kind: Kind | str,
    decree: str,
    dated: date,
    tax_basis: TaxBasis | str,
    tax_percent: Decimal | None,
    delivery: Delivery | str,
    file_name: str,
    content: bytes,
    actor: Actor,
) -> ReferenceList:
    """Take in a list (XLSX or CSV) with its decree and its tax and delivery basis. Columns that this government has
    explained before are not asked about again. Raises RuleBroken: 403/404 for a missing duty, 422 for a file that is no
    table, too large or without its basis."""
    institutions.require(actor, Duty.IMPORT_REFERENCE_PRICES, government)
    if not decree.strip():
        raise RuleBroken("decree_missing", "Isi nomor keputusan yang menetapkan daftar ini.")
    if TaxBasis(tax_basis) is TaxBasis.INCLUDED and tax_percent is None:
        raise RuleBroken("tax_percent_missing", "Isi persen PPN yang termasuk dalam harga.")
    file = looked_at(file_name, content, largest=LARGEST)
    known = reading.COLUMNS.remembered(government.pk, file.names)
    made = ReferenceList.objects.create(
        government=government,
        year=year,
        kind=Kind(kind),
        decree=decree.strip()[:120],
        dated=dated,
        tax_basis=TaxBasis(tax_basis),
        tax_percent=tax_percent,
        delivery=Delivery(delivery),
        state=State.ROWS if reading.COLUMNS.suffice(known, file.names) else State.HEADINGS,
        file_name=file.name,
        file_kind=file.kind,
        sha256=file.sha256,
        content=content,
        uploaded_at=clock.now(),
        uploaded_by_id=actor.user_id,
        uploaded_by_label=actor.label,
    )
    _tell("received", made, actor, {"file": made.sha256})
    return made


@transaction.atomic
def explain_list(*, list_id: int, meanings: Mapping[str, str], actor: Actor) -> ReferenceList:
    """Say what every column means; remembered for this government by heading. Raises RuleBroken 422 where name, unit or
    price are missing or a meaning is given twice, 409 for a list in force or discarded."""
    found = _taken(list_id, actor, {State.HEADINGS, State.ROWS})
    given = reading.COLUMNS.explain(found.government, bytes(found.content), found.file_kind, meanings, actor)
    found.state = State.ROWS
    found.save(update_fields=["state"])
    _tell("explained", found, actor, {name: str(meaning) for name, meaning in given.items()})
    return found


@transaction.atomic
def apply_list(*, list_id: int, actor: Actor) -> int:
    """Put a list in force for its year: rows without problems become standard prices, the former list of the same kind
    and year is replaced (and kept). Returns how many. Raises RuleBroken 409 for one in force or discarded, 422 where no
    row is usable."""
    found = _taken(list_id, actor, {State.ROWS})
    good = [line for line in reading.lines(found) if not line.problems]
    if not good:
        raise RuleBroken("no_rows", "Tidak ada baris yang dapat dipakai.")
    former = ReferenceList.objects.select_for_update().filter(
        government=found.government, year=found.year, kind=found.kind, state=State.STANDING
    )
    replaced = list(former.values_list("pk", flat=True))
    former.update(state=State.REPLACED)
    ReferencePrice.objects.bulk_create(
        [
            ReferencePrice(
                list=found,
                row=line.row,
                kind=line.kind,
                code=line.code,
                key=key_of(code=line.code, name=line.name, unit_written=line.unit_written),
                kbki=line.kbki,
                name=line.name,
                specification=line.specification,
                unit=line.unit,
                unit_written=line.unit_written,
                amount=line.amount or Decimal(0),
            )
            for line in good
        ],
        batch_size=2_000,
    )
    found.state, found.applied_at = State.STANDING, clock.now()
    found.save(update_fields=["state", "applied_at"])
    _tell("applied", found, actor, {"prices": len(good), "replaced": replaced})
    return len(good)


@transaction.atomic
def discard_list(*, list_id: int, actor: Actor) -> ReferenceList:
    """Leave a list that is not in force, or take one that is in force out again; its rows stay on record. Where another
    list was replaced by it, that one holds again."""
    found = _taken(list_id, actor, {State.HEADINGS, State.ROWS, State.STANDING})
    stood = found.state == State.STANDING
    found.state = State.DISCARDED
    found.save(update_fields=["state"])
    if stood:
        former = (
            ReferenceList.objects.select_for_update()
            .filter(government=found.government, year=found.year, kind=found.kind, state=State.REPLACED)
            .order_by("-applied_at")
            .first()
        )
        if former is not None:
            former.state = State.STANDING
            former.save(update_fields=["state"])
    _tell("discarded", found, actor, {"stood": stood})
    return found


def _taken(list_id: int, actor: Actor, states: set[State]) -> ReferenceList:
    found = (
        ReferenceList.objects.select_for_update(of=("self",)).select_related("government").filter(pk=list_id).first()
    )
    if found is None:
        raise RuleBroken("not_found", "Daftar ini tidak ditemukan.", status=404)
    institutions.require(actor, Duty.IMPORT_REFERENCE_PRICES, found.government)
    if found.state not in states:
        raise RuleBroken("already_decided", f"Daftar ini {found.get_state_display()}. Muat ulang halaman.", status=409)
    return found


def _tell(event: str, found: ReferenceList, actor: Actor, payload: Mapping[str, object]) -> None:
    journal.append(
        name=f"intake.reference_list_{event}",
        actor=actor,
        subject=f"reference_list:{found.pk}",
        government_code=found.government.code,
        payload={"year": found.year, "kind": str(found.kind), "decree": found.decree, **payload},
    )
