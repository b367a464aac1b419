"""The table of holidays: Biro PBJ adds and withdraws days of its government, each with its ground."""

from datetime import date

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import Government, Holiday, LegalBasis
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

_SHORTEST_REASON = 5


@transaction.atomic
def add_holiday(
    *,
    government: Government,
    day: date,
    name: str,
    kind: Holiday.Kind,
    legal_basis: LegalBasis,
    actor: Actor,
    article: str = "",
    works: bool = False,
) -> Holiday:
    """Put a day off on record for one government; with `works`, that it works on a day off of everybody. Terms that are
    told from now on go by it. Raises RuleBroken 403/404 without the duty, 409 where the day stands already, 422."""
    selectors.require(actor, Duty.PROPOSE_PARAMETER, government)
    if not name.strip():
        raise RuleBroken("holiday_name", "Tulis nama hari liburnya.")
    if Holiday.objects.filter(government=government, day=day, withdrawn_at__isnull=True).exists():
        raise RuleBroken("holiday_known", f"Hari {day:%d-%m-%Y} sudah tercatat untuk daerah ini.", status=409)
    holiday = Holiday.objects.create(
        government=government,
        day=day,
        name=name.strip()[:120],
        kind=kind,
        works=works,
        legal_basis=legal_basis,
        article=article.strip()[:160],
        added_by_id=actor.user_id,
        added_at=clock.now(),
    )
    _tell("institutions.holiday_added", holiday, government, actor)
    return holiday


@transaction.atomic
def withdraw_holiday(*, holiday_id: int, government: Government, reason: str, actor: Actor) -> Holiday:
    """Take back a day of one government, with a reason; it stays on record. Raises RuleBroken 403/404, 409 where it was
    withdrawn already, 422 without a reason."""
    holiday = Holiday.objects.select_for_update().filter(pk=holiday_id, government=government).first()
    selectors.require(actor, Duty.PROPOSE_PARAMETER, government)
    if holiday is None:
        raise RuleBroken("not_found", "Hari libur ini tidak ditemukan.", status=404)
    if holiday.withdrawn_at is not None:
        raise RuleBroken("holiday_withdrawn", "Hari ini sudah dicabut. Muat ulang halaman.", status=409)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise RuleBroken("reason_missing", "Tuliskan alasannya, paling sedikit lima huruf.")
    holiday.withdrawn_by_id, holiday.withdrawn_at = actor.user_id, clock.now()
    holiday.withdrawal_reason = reason.strip()[:300]
    holiday.save(update_fields=["withdrawn_by_id", "withdrawn_at", "withdrawal_reason"])
    _tell("institutions.holiday_withdrawn", holiday, government, actor)
    return holiday


def _tell(event: str, holiday: Holiday, government: Government, actor: Actor) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"holiday:{holiday.pk}",
        government_code=government.code,
        payload={
            "day": holiday.day.isoformat(),
            "name": holiday.name,
            "works": holiday.works,
            "legal_basis": holiday.legal_basis.slug,
            "because": holiday.withdrawal_reason,
        },
    )
