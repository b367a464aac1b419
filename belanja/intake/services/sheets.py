"""Sheets of budgets: taken in, their columns explained once, their rows proposed as entries for a second person."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.plans import services as plans
from belanja.plans.models import BudgetVersion
from belanja.rules import periods
from belanja.rules.budgets import BudgetKind, check_days
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.headings import Meaning

from .. import budget_sheets as reading
from ..learnt_sheets import kind_of, opened
from ..models import BudgetSheet


@transaction.atomic
def receive_sheet(
    *,
    government: Government,
    year: int,
    kind: BudgetKind | str,
    number: str,
    dated: date,
    valid_from: date,
    file_name: str,
    content: bytes,
    actor: Actor,
) -> BudgetSheet:
    """Take in a sheet (XLSX or CSV). Columns that this government has explained before are not asked about again.
    Raises RuleBroken: 403/404 for a missing duty over the whole government, 422 for a file that is no table."""
    _require(actor, government)
    check_days(year=year, dated=dated, valid_from=valid_from, today=clock.today())
    if not number.strip():
        raise RuleBroken("budget_number_missing", "Isi nomor dokumen anggaran.")
    paper = plans.keep_paper(government=government, name=file_name, content=content, kind=kind_of(file_name))
    with opened(content, paper.kind) as table:
        names = list(table.columns)
    known = reading.COLUMNS.remembered(government.pk, names)
    asked = len(names) - len(known)
    sheet = BudgetSheet.objects.create(
        government=government,
        year=year,
        kind=BudgetKind(kind),
        number=number.strip()[:120],
        dated=dated,
        valid_from=valid_from,
        paper=paper,
        state=BudgetSheet.State.ROWS if reading.COLUMNS.suffice(known, names) else BudgetSheet.State.HEADINGS,
        batch=uuid.uuid4(),
        uploaded_by_id=actor.user_id,
        uploaded_by_label=actor.label,
        uploaded_at=clock.now(),
    )
    _tell("intake.budget_sheet_received", sheet, actor, {"file": paper.sha256, "columns_asked": asked})
    return sheet


@transaction.atomic
def explain_headings(*, sheet_id: int, meanings: Mapping[str, str], actor: Actor) -> BudgetSheet:
    """Say what every column of a sheet means; remembered for this government, by heading. Raises RuleBroken 422
    where unit or amounts are missing or a meaning is given twice."""
    sheet = _taken(sheet_id, actor, {BudgetSheet.State.HEADINGS, BudgetSheet.State.ROWS})
    given = reading.COLUMNS.explain(sheet.government, bytes(sheet.paper.content), sheet.paper.kind, meanings, actor)
    sheet.state = BudgetSheet.State.ROWS
    sheet.save(update_fields=["state"])
    told = {name: str(meaning) for name, meaning in given.items() if meaning is not Meaning.IGNORED}
    _tell("intake.budget_sheet_explained", sheet, actor, {"meanings": told})
    return sheet


@transaction.atomic
def propose_sheet(*, sheet_id: int, units: Mapping[str, str], note: str, actor: Actor) -> list[BudgetVersion]:
    """Propose an entry for every row that has a unit: `units` is row key -> unit code, as a person confirmed it (an
    empty code leaves the row out). All or nothing: the refusal of a row names its unit."""
    sheet = _taken(sheet_id, actor, {BudgetSheet.State.ROWS})
    by_code = {unit.code: unit for unit in institutions.units(sheet.government_id)}
    chosen = [(row, by_code[code]) for row in reading.rows(sheet) if (code := units.get(row.key, "")) in by_code]
    if not chosen:
        raise RuleBroken("nothing_chosen", "Tunjukkan unit paling sedikit satu baris.")
    ids = [unit.pk for _row, unit in chosen]
    if len(ids) != len(set(ids)):
        raise RuleBroken("unit_twice", "Dua baris menunjuk unit yang sama; pilih satu.")
    roll_up = institutions.pd_map(sheet.government_id, periods.fiscal_year(sheet.year).last)
    made = []
    for row, unit in chosen:
        if row.problems:
            raise RuleBroken("row_wrong", f"{unit.name}: {row.problems[0]}.")
        try:
            made.append(_propose(sheet, row, unit, roll_up, ids, note, actor))
        except RuleBroken as refusal:
            raise RuleBroken(
                refusal.code, f"{unit.name}: {refusal.message}", refusal.citation, status=refusal.status
            ) from None
    sheet.state = BudgetSheet.State.PROPOSED
    sheet.save(update_fields=["state"])
    _tell("intake.budget_sheet_proposed", sheet, actor, {"entries": len(made)})
    return made


def _propose(
    sheet: BudgetSheet,
    row: reading.SheetRow,
    unit: Unit,
    roll_up: Mapping[int, int],
    ids: list[int],
    note: str,
    actor: Actor,
) -> BudgetVersion:
    alone = not any(roll_up.get(other) == unit.pk for other in ids if other != unit.pk)
    return plans.propose_budget(
        unit=unit,
        year=sheet.year,
        kind=sheet.kind,
        number=sheet.number,
        dated=sheet.dated,
        valid_from=sheet.valid_from,
        amounts=row.amounts,
        stated=row.stated,
        covers_below=alone,
        note=note,
        paper=sheet.paper,
        batch=sheet.batch,
        actor=actor,
    )


@transaction.atomic
def discard_sheet(*, sheet_id: int, actor: Actor) -> BudgetSheet:
    """Leave a sheet that has not been proposed; the file stays on record."""
    sheet = _taken(sheet_id, actor, {BudgetSheet.State.HEADINGS, BudgetSheet.State.ROWS})
    sheet.state = BudgetSheet.State.DISCARDED
    sheet.save(update_fields=["state"])
    _tell("intake.budget_sheet_discarded", sheet, actor, {})
    return sheet


def _require(actor: Actor, government: Government) -> None:
    """A sheet speaks of many units: only who enters for all of them."""
    if institutions.units_allowed(actor, Duty.ENTER_BUDGET, government) is None:
        return
    if not institutions.roles_of(actor, government_id=government.pk):
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    raise RuleBroken("duty_missing", "Peran Anda tidak mencakup tindakan ini.", status=403)


def _taken(sheet_id: int, actor: Actor, states: set[BudgetSheet.State]) -> BudgetSheet:
    sheet = (
        BudgetSheet.objects.select_for_update(of=("self",))
        .select_related("government", "paper")
        .filter(pk=sheet_id)
        .first()
    )
    if sheet is None:
        raise RuleBroken("not_found", "Lembar ini tidak ditemukan.", status=404)
    _require(actor, sheet.government)
    if sheet.state not in states:
        raise RuleBroken("already_decided", "Lembar ini sudah diusulkan atau dibatalkan.", status=409)
    return sheet


def _tell(event: str, sheet: BudgetSheet, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"budget_sheet:{sheet.pk}",
        government_code=sheet.government.code,
        payload={"year": sheet.year, "number": sheet.number, **payload},
    )
