"""Units as they were called and counted at a moment. What feeds and people change of a unit is kept beside it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from belanja.foundation import clock
from belanja.foundation.moments import restores

from .models import FormerUnit, Unit, UnitCode

#: What of a unit and of its codes may change.
_FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Unit: (
        "code", "name", "name_year", "sort_key", "kind", "provisional", "valid_from", "valid_to", "replaced_by_id",
        "replacement_decided",
    ),
    UnitCode: ("unit_id", "name"),
}  # fmt: skip


def keep_former(model: type[models.Model], ids: Iterable[int]) -> None:
    """To be called before rows of `Unit` or `UnitCode` are changed: what they say until now stays known."""
    wanted = [pk for pk in ids if pk is not None]
    if not wanted:
        return
    fields = _FIELDS[model]
    until = clock.now()
    FormerUnit.objects.bulk_create(
        [
            FormerUnit(
                government_id=row.pop("government_id"),
                kind=str(model._meta.model_name),
                row_id=row.pop("pk"),
                until=until,
                fields={name: _plain(value) for name, value in row.items()},
            )
            for row in model._default_manager.filter(pk__in=wanted).values("pk", "government_id", *fields)
        ],
        batch_size=2000,
    )


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


@restores
def units_as_they_were(government_id: int, moment: datetime) -> None:
    """Every unit and code that was changed later gets back what it said then."""
    for model in _FIELDS:
        former = (
            FormerUnit.objects.filter(government_id=government_id, kind=model._meta.model_name, until__gt=moment)
            .order_by("row_id", "until", "id")
            .distinct("row_id")
        )
        for row in former:
            model._default_manager.filter(pk=row.row_id).update(**row.fields)
