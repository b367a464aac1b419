"""The aggregates of own orders are folded by `belanja work`: every fact appends a row, and figures add them up."""

from datetime import timedelta

from django.db.models import Count

from belanja.foundation import work
from belanja.rules.channels import Channel

from .models import SpendDelta
from .services import fold, fold_marks

#: Below so many rows of own orders there is nothing to gain.
_MANY = 5_000


@work.every("facts.fold", timedelta(minutes=10), insist=False)
def step() -> bool:
    """One pass; whether anything was folded. Twice does no harm."""
    rows = SpendDelta.objects.filter(channel=Channel.NATIVE).values("government_id", "year").annotate(n=Count("pk"))
    many = [(row["government_id"], row["year"]) for row in rows.order_by("government_id", "year") if row["n"] > _MANY]
    for government_id, year in many:
        fold(government_id=government_id, year=year)
        fold_marks(government_id=government_id, year=year)
    return bool(many)
