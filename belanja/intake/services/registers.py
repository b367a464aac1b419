"""Registers of payment orders: taken in, their columns explained once, their rows handed to purchasing.

They come in here and not in purchasing because the guarded readers and the learnt headings are here; what a row means
for an order is purchasing's alone."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.purchasing.models import Register
from belanja.purchasing.services import sp2d
from belanja.rules.decisions import RuleBroken

from .. import register_sheets as reading
from ..learnt_sheets import looked_at

#: Bytes of one register.
LARGEST = 20 * 1024 * 1024
State = Register.State
#: Who forgets what nobody took.
_TIDIER = Actor(user_id=None, label="Belanja, berkas lama")


@transaction.atomic
def receive_register(
    *, government: Government, year: int, file_name: str, content: bytes, actor: Actor, unit: Unit | None = None
) -> Register:
    """Take in a register (XLSX or CSV). Columns that this government has explained before are not asked about again.
    Whoever acts for some units names the `unit` whose register it is.

    Raises RuleBroken: 403/404 for a missing duty or another unit, 422 for a file that is no table or too large.
    """
    _own_unit(actor, government, unit)
    file = looked_at(file_name, content, largest=LARGEST)
    known = reading.COLUMNS.remembered(government.pk, file.names)
    made = Register.objects.create(
        government=government,
        unit=unit,
        year=year,
        file_name=file.name,
        file_kind=file.kind,
        sha256=file.sha256,
        content=content,
        state=State.ROWS if reading.COLUMNS.suffice(known, file.names) else State.HEADINGS,
        uploaded_at=clock.now(),
        uploaded_by_id=actor.user_id,
        uploaded_by_label=actor.label,
    )
    _tell("received", made, actor, {"file": made.sha256})
    return made


@transaction.atomic
def explain_register(*, register_id: int, meanings: Mapping[str, str], actor: Actor) -> Register:
    """Say what every column means; remembered for this government by heading. Raises RuleBroken 422 where number, day
    or amount are missing or a meaning is given twice, 409 for a register that was taken or left."""
    found = _taken(register_id, actor, {State.HEADINGS, State.ROWS})
    given = reading.COLUMNS.explain(found.government, bytes(found.content or b""), found.file_kind, meanings, actor)
    found.state = State.ROWS
    found.save(update_fields=["state"])
    _tell("explained", found, actor, {name: str(meaning) for name, meaning in given.items()})
    return found


@transaction.atomic
def take_register(*, register_id: int, actor: Actor) -> Register:
    """Take its rows, match what is beyond doubt, and forget the file. A register whose rows are known already brings
    nothing new. Raises RuleBroken 403/404, 409 for one that was taken or left, 422 where no row is usable."""
    found = _taken(register_id, actor, {State.ROWS})
    told = reading.lines(found)
    good = [line.read for line in told if line.read is not None]
    if not good:
        raise RuleBroken("no_rows", "Tidak ada baris yang dapat dipakai.")
    result = sp2d.take_register(
        government=found.government, year=found.year, rows=good, upload=found.sha256, actor=actor
    )
    found.rows_new, found.rows_known, found.matched = result.new, result.known, result.matched
    found.rows_left = len(told) - len(good)
    return _end(found, State.TAKEN, actor)


@transaction.atomic
def discard_register(*, register_id: int, actor: Actor) -> Register:
    """Leave a register whose rows were not taken; its file is forgotten. Raises RuleBroken 403/404, 409."""
    return _end(_taken(register_id, actor, {State.HEADINGS, State.ROWS}), State.DISCARDED, actor)


def forget_left() -> int:
    """Discard registers that nobody took in the dated days since they came, with their files: those name accounts of
    people. Whoever brought one is told. Returns how many."""
    now = clock.now()
    waiting = Register.objects.filter(state__in=[State.HEADINGS, State.ROWS]).defer("content").order_by("pk")
    old = [one.pk for one in waiting.select_related("government") if one.uploaded_at <= now - _kept_for(one)]
    return sum(_forget(register_id) for register_id in old)


def _kept_for(found: Register) -> timedelta:
    key = "beli.register.hari"
    return timedelta(days=int(institutions.parameter(key, government_id=found.government_id, on=clock.today())))


@transaction.atomic
def _forget(register_id: int) -> bool:
    found = Register.objects.select_for_update(of=("self",)).select_related("government").get(pk=register_id)
    if found.state not in (State.HEADINGS, State.ROWS):
        return False  # somebody was faster
    _end(found, State.DISCARDED, _TIDIER)
    notices.tell(
        user_ids=[found.uploaded_by_id] if found.uploaded_by_id is not None else [],
        kind="intake.register",
        text=f"Register {found.file_name} tidak dimuat sampai waktunya; berkasnya dihapus. Unggah lagi bila perlu.",
        link=f"/beli/{found.government.code}/sp2d/",
        actor=_TIDIER,
        government_code=found.government.code,
    )
    return True


def _end(found: Register, state: Register.State, actor: Actor) -> Register:
    found.state, found.content, found.taken_at = state, None, clock.now()
    found.save()
    _tell(state.value, found, actor, {"new": found.rows_new, "known": found.rows_known, "matched": found.matched})
    return found


def _own_unit(actor: Actor, government: Government, unit: Unit | None) -> None:
    units = sp2d.reach(actor, government)
    if units is None:
        return
    if unit is None:
        raise RuleBroken("unit_missing", "Pilih unit yang registernya Anda unggah.")
    if unit.pk not in units:
        raise RuleBroken("not_found", "Unit ini tidak ditemukan.", status=404)


def _taken(register_id: int, actor: Actor, states: set[Register.State]) -> Register:
    found = (
        Register.objects.select_for_update(of=("self",))
        .select_related("government", "unit")
        .filter(pk=register_id)
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Register ini tidak ditemukan.", status=404)
    units = sp2d.reach(actor, found.government)
    if units is not None and found.unit_id not in units:
        raise RuleBroken("not_found", "Register ini tidak ditemukan.", status=404)
    if found.state not in states:
        raise RuleBroken(
            "already_decided", f"Register ini sudah {found.get_state_display()}. Muat ulang halaman.", status=409
        )
    return found


def _tell(event: str, found: Register, actor: Actor, payload: Mapping[str, object]) -> None:
    journal.append(
        name=f"intake.register_{event}",
        actor=actor,
        subject=f"register:{found.pk}",
        government_code=found.government.code,
        payload={"year": found.year, **payload},
    )
