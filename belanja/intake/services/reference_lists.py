"""Lists of standard prices: taken in, their columns explained once, looked over, put in force for their year."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from django.db import transaction

from belanja.catalogue.models import ReferenceHeading, ReferenceList, ReferencePrice
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import headings
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import Delivery, Kind, Meaning, check_headings, key_of

from .. import reference_sheets as reading
from ..learnt_sheets import opened

#: Bytes of one list.
LARGEST = 20 * 1024 * 1024
_KINDS = {".xlsx": "xlsx", ".csv": "csv"}
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
    ending = _KINDS.get(PurePath(file_name).suffix.lower())
    if ending is None:
        raise RuleBroken("sheet_kind", "Unggah berkas XLSX atau CSV. Format Excel lama: simpan ulang sebagai XLSX.")
    if not content or len(content) > LARGEST:
        raise RuleBroken("sheet_size", f"Berkas kosong atau lebih dari {LARGEST // 1024**2} MB.")
    with opened(content, ending) as table:
        names = list(table.columns)
    known = reading.remembered(government.pk, names)
    made = ReferenceList.objects.create(
        government=government,
        year=year,
        kind=Kind(kind),
        decree=decree.strip()[:120],
        dated=dated,
        tax_basis=TaxBasis(tax_basis),
        tax_percent=tax_percent,
        delivery=Delivery(delivery),
        state=State.ROWS if set(names) == set(known) and _usable(known) else State.HEADINGS,
        file_name=clean_name(file_name, ending),
        file_kind=ending,
        sha256=hashlib.sha256(content).hexdigest(),
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
    with opened(bytes(found.content), found.file_kind) as table:
        names = list(table.columns)
    try:
        given = {name: Meaning(meanings.get(name, Meaning.IGNORED)) for name in names}
    except ValueError:
        raise RuleBroken("heading_meaning", "Pilih arti kolom dari daftar.") from None
    check_headings(given)
    for name, meaning in given.items():
        ReferenceHeading.objects.update_or_create(
            government=found.government,
            heading=headings.tidied(name),
            defaults={"meaning": meaning, "decided_by_id": actor.user_id, "decided_at": clock.now()},
        )
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


def _usable(known: Mapping[str, Meaning]) -> bool:
    try:
        check_headings(known)
    except RuleBroken:
        return False
    return True


def clean_name(name: str, ending: str) -> str:
    """The name of an uploaded file without folders and what does not print."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(character for character in last if character.isprintable()).strip()
    return kept[:160] or f"daftar.{ending}"


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
