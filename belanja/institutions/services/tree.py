"""Decisions of people about the tree of units: other parents, mergers and splits, and who a number really is."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import Government, LegalBasis, Unit, UnitParent
from belanja.institutions.moments import keep_former
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty


@transaction.atomic
def set_parent(
    *, unit: Unit, parent: Unit, valid_from: date, actor: Actor, legal_basis: LegalBasis | None = None
) -> UnitParent:
    """From `valid_from` on, figures of `unit` count under `parent`; the row in force until then is closed.

    Raises RuleBroken 409 where a decision of that day or later exists, 422 for a parent of another government, for
    a unit under itself or under one of its own units, 403/404 for a missing duty.
    """
    government = _locked_government(unit)
    selectors.require(actor, Duty.MANAGE_INSTITUTIONS, government)
    if parent.government_id != unit.government_id:
        raise RuleBroken("parent_elsewhere", "Induk harus berada di pemerintah daerah yang sama.")
    if _leads_to(parent, unit, valid_from):
        raise RuleBroken("parent_circle", "Satuan kerja tidak dapat berada di bawah dirinya sendiri.")
    rows = UnitParent.objects.filter(unit=unit)
    if rows.filter(valid_from__gte=valid_from).exists():
        raise RuleBroken(
            "parent_decided_later",
            "Sudah ada keputusan induk yang berlaku pada atau setelah tanggal itu.",
            status=409,
        )
    rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
    row = UnitParent.objects.create(
        unit=unit, parent=parent, valid_from=valid_from, legal_basis=legal_basis, decided_by_id=actor.user_id
    )
    _tell(
        "institutions.parent_set",
        unit,
        government,
        actor,
        {
            "parent": parent.code,
            "valid_from": valid_from.isoformat(),
            "legal_basis": legal_basis and legal_basis.slug,
        },
    )
    return row


@transaction.atomic
def replace_unit(
    *,
    unit: Unit,
    successor: Unit | None,
    valid_from: date,
    actor: Actor,
    legal_basis: LegalBasis | None = None,
) -> Unit:
    """`unit` ends before `valid_from`; from then on its figures count under `successor` (None: nobody's).

    A merger is one call per unit that ends. A split is one call that names the successor who takes over what is
    still booked on the old code; units below move with `set_parent`. Figures of earlier days stay where they were.
    Raises RuleBroken 409 for a unit already replaced, 422 for a successor elsewhere or in a circle.
    """
    government, unit = _locked_government(unit), _locked(unit)
    selectors.require(actor, Duty.MANAGE_INSTITUTIONS, government)
    if unit.valid_to is not None or unit.replaced_by_id is not None:
        raise RuleBroken("unit_already_replaced", "Satuan kerja ini sudah berakhir atau sudah diganti.", status=409)
    if successor is not None:
        _check_successor(unit, successor, valid_from)
    unit.valid_to, unit.replaced_by, unit.replacement_decided = valid_from, successor, True
    keep_former(Unit, [unit.pk])
    unit.save(update_fields=["valid_to", "replaced_by", "replacement_decided"])
    _tell(
        "institutions.unit_replaced",
        unit,
        government,
        actor,
        {
            "successor": successor and successor.code,
            "valid_from": valid_from.isoformat(),
            "legal_basis": legal_basis and legal_basis.slug,
        },
    )
    return unit


@transaction.atomic
def identify_unit(*, unit: Unit, same_as: Unit, reason: str, actor: Actor) -> Unit:
    """Say that a provisional unit (a number without a code, or a unit of the shipped list) has been `same_as` all
    along: its figures of all days count there, and feeds no longer change that.

    Raises RuleBroken 409 for a unit whose code is certain or about which a person has decided, 422 without a reason.
    """
    government, unit = _locked_government(unit), _locked(unit)
    selectors.require(actor, Duty.MANAGE_INSTITUTIONS, government)
    if not unit.provisional or unit.replacement_decided:
        raise RuleBroken("unit_certain", "Kode satuan kerja ini sudah pasti.", status=409)
    if not reason.strip():
        raise RuleBroken("reason_missing", "Tulis alasan keputusan ini.")
    _check_successor(unit, same_as, clock.today())
    unit.replaced_by, unit.replacement_decided = same_as, True
    keep_former(Unit, [unit.pk])
    unit.save(update_fields=["replaced_by", "replacement_decided"])
    _tell(
        "institutions.unit_identified",
        unit,
        government,
        actor,
        {"same_as": same_as.code, "reason": reason.strip()},
    )
    return unit


def _check_successor(unit: Unit, successor: Unit, on: date) -> None:
    if successor.government_id != unit.government_id:
        raise RuleBroken("successor_elsewhere", "Pengganti harus berada di pemerintah daerah yang sama.")
    if _leads_to(successor, unit, on):
        raise RuleBroken("successor_circle", "Pengganti tidak boleh kembali ke satuan kerja yang sama.")


def _leads_to(start: Unit, goal: Unit, on: date) -> bool:
    """Whether figures of `start` would count under `goal`, on any day from `on`, by parents or successors."""
    links: dict[int, set[int]] = {}
    for unit_id, above in UnitParent.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit__government_id=start.government_id
    ).values_list("unit_id", "parent_id"):
        links.setdefault(unit_id, set()).add(above)
    for unit_id, above in Unit.objects.filter(government_id=start.government_id, replaced_by__isnull=False).values_list(
        "id", "replaced_by_id"
    ):
        links.setdefault(unit_id, set()).add(above)
    reached, waiting = {start.pk}, [start.pk]
    while waiting:
        for above in links.get(waiting.pop(), set()) - reached:
            reached.add(above)
            waiting.append(above)
    return goal.pk in reached


def _locked_government(unit: Unit) -> Government:
    """The tree of a government changes one decision at a time, and never beneath a running import."""
    return Government.objects.select_for_update(no_key=True).get(pk=unit.government_id)


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update().get(pk=unit.pk)


def _tell(event: str, unit: Unit, government: Government, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"unit:{government.code}/{unit.code}",
        government_code=government.code,
        payload=payload,
    )
