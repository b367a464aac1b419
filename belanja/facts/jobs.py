"""The aggregates of own orders are folded by `belanja work`: every fact appends a row, and figures add them up."""

from datetime import timedelta

from django.db.models import Count

from belanja.foundation import work
from belanja.rules.channels import Channel

from .models import PurchaseDocument, SpendDelta, TimesCount
from .services import fold, fold_marks, fold_times, keep_missing

#: Below so many rows of own orders there is nothing to gain.
_MANY = 5_000
#: Rows of working days that were left by the last fold of this process.
_folded: dict[tuple[int, int], int] = {}


@work.every("facts.fold", timedelta(minutes=10), insist=False)
def step() -> bool:
    """One pass; whether anything was folded. Twice does no harm."""
    rows = SpendDelta.objects.filter(channel=Channel.NATIVE).values("government_id", "year").annotate(n=Count("pk"))
    many = [(row["government_id"], row["year"]) for row in rows.order_by("government_id", "year") if row["n"] > _MANY]
    for government_id, year in many:
        fold(government_id=government_id, year=year)
        fold_marks(government_id=government_id, year=year)
    counts = (
        TimesCount.objects.values("government_id", "year").annotate(n=Count("pk")).order_by("government_id", "year")
    )
    long = [
        row for row in counts if row["n"] > _MANY and row["n"] > 2 * _folded.get((row["government_id"], row["year"]), 0)
    ]
    for row in long:
        key = row["government_id"], row["year"]
        _folded[key] = fold_times(government_id=key[0], year=key[1])
    return bool(many or long)


@work.daily("facts.times")
def keep_times() -> bool:
    """Orders that were there before their working days were kept: each counted once, also beside newer ones."""
    known = PurchaseDocument.objects.values_list("government_id", flat=True).distinct().order_by("government_id")
    for government_id in list(known):
        keep_missing(government_id=government_id)
    return False
