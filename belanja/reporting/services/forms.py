"""Sheets that others ask for (a ministry, a quarterly review): made and tried as data, without a release."""

import re
from collections.abc import Sequence

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.reporting.models import SheetForm
from belanja.reporting.sheets import Head
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from . import states

#: Columns of one sheet, at most.
MOST = 40
_NOT_THERE = RuleBroken("not_found", "Bentuk lembar ini tidak ditemukan.", status=404)


@transaction.atomic
def keep_form(
    *, government: Government, title: str, asked_by: str, table: str, heads: Sequence[Head], actor: Actor
) -> SheetForm:
    """Keep a sheet, as the next version of the one with the same title. Raises RuleBroken 403/404, 422 without title,
    origin, table or columns."""
    institutions.require(actor, Duty.MANAGE_REPORT_FORMS, government)
    states.lock(government)
    code = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:40].strip("-")
    if not code or not asked_by.strip() or not table:
        raise RuleBroken("form_empty", "Isi judul, siapa yang meminta, dan tabelnya.")
    if not heads or len(heads) > MOST:
        raise RuleBroken("form_columns", f"Isi 1 sampai {MOST} kolom.")
    if any(not head.head.strip() or bool(head.column) == bool(head.words) for head in heads):
        raise RuleBroken("form_column", "Setiap kolom berjudul, dan berisi satu kolom laporan atau kata yang tetap.")
    former = SheetForm.objects.filter(government=government, code=code).order_by("-version").first()
    made = SheetForm.objects.create(
        government=government, code=code, version=former.version + 1 if former else 1, title=title.strip(),
        asked_by=asked_by.strip(), table=table, columns=[head.as_json() for head in heads], at=clock.now(),
        by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    _tell("reporting.form_kept", made, actor)
    return made


@transaction.atomic
def retire_form(*, form_id: int, government: Government, actor: Actor) -> SheetForm:
    """Offer a sheet no more; it stays on record. Twice changes nothing. Raises RuleBroken 403/404."""
    institutions.require(actor, Duty.MANAGE_REPORT_FORMS, government)
    found = SheetForm.objects.select_for_update().filter(government=government, pk=form_id).first()
    if found is None:
        raise _NOT_THERE
    if found.retired_at is None:
        found.retired_at = clock.now()
        found.save(update_fields=["retired_at"])
        _tell("reporting.form_retired", found, actor)
    return found


def _tell(name: str, form: SheetForm, actor: Actor) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"sheet_form:{form.pk}",
        payload={"code": form.code, "version": form.version, "columns": len(form.columns)},
        government_code=form.government.code,
    )
