"""Dated, cited parameters in force, declarations, and what waits for a second person."""

from datetime import date
from decimal import Decimal

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from belanja.foundation.questions import Given
from belanja.journal.readings import Part, kept
from belanja.rules import parameters as rules
from belanja.rules.buying.policy import Book, Threshold
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken

from ..models import CountingMode, LegalBasis, ParameterRow, Restoration


def parameter_row(key: str, *, government_id: int | None, on: date) -> ParameterRow:
    """The approved row of `key` in force on `on`: the government's own row wins over the general one, and among
    several the latest `valid_from`. Raises RuleBroken 404 for a key without any row."""
    row = (
        ParameterRow.objects.filter(key=key, valid_from__lte=on, approved_at__isnull=False)
        .filter(Q(government_id=government_id) | Q(government__isnull=True))
        .select_related("legal_basis")
        .order_by("government_id", "-valid_from")  # PostgreSQL puts NULL, the general row, last
        .first()
    )
    if row is None:
        raise _unknown(key)
    return row


def parameter(key: str, *, government_id: int | None, on: date) -> Decimal:
    """The number in force (see `parameter_row`); its unit is told by `rules.parameters`."""
    return Decimal(_in_book(key, government_id, on))


def _in_book(key: str, government_id: int | None, on: date) -> str:
    row = book(government_id=government_id, on=on).rows.get(key)
    if row is None:
        raise _unknown(key)
    return row.value


def _unknown(key: str) -> RuleBroken:
    return RuleBroken("parameter_unknown", f"Parameter {key} belum ditetapkan.", status=404)


def parameter_beside(key: str, *, on: date | Given) -> Subquery:
    """The value in force (see `parameter_row`) for the government of an outer query over governments: read along with
    it, so that it costs no query of its own. NULL for a key without any row."""
    rows = ParameterRow.objects.filter(key=key, valid_from__lte=on, approved_at__isnull=False)
    mine = rows.filter(Q(government_id=OuterRef("pk")) | Q(government__isnull=True))
    return Subquery(mine.order_by("government_id", "-valid_from").values("value")[:1])


def parameters(*, government_id: int | None, on: date) -> dict[str, ParameterRow]:
    """Every key's row in force, in one query, for work that needs many of them."""
    rows = (
        ParameterRow.objects.filter(valid_from__lte=on, approved_at__isnull=False)
        .filter(Q(government_id=government_id) | Q(government__isnull=True))
        .select_related("legal_basis")
        .order_by("key", "government_id", "-valid_from")
    )
    found: dict[str, ParameterRow] = {}
    for row in rows:
        found.setdefault(row.key, row)
    return found


@kept(Part.RULES)
def book(*, government_id: int | None, on: date) -> Book:
    """What the rules go by on a day: every key's row in force (see `parameter_row`) with the day on which an approved
    one follows it. Kept until rules change."""
    rows = (
        ParameterRow.objects.filter(approved_at__isnull=False)
        .filter(Q(government_id=government_id) | Q(government__isnull=True))
        .select_related("legal_basis")
        .order_by("key", "government_id", "-valid_from")
    )
    held: dict[str, ParameterRow] = {}
    ends: dict[str, date] = {}
    for row in rows:
        if row.valid_from <= on:
            held.setdefault(row.key, row)
        # A general row does not follow a government's own.
        elif row.key not in held or held[row.key].government_id == row.government_id:
            ends[row.key] = min(ends.get(row.key, row.valid_from), row.valid_from)
    return Book(
        on,
        {
            key: Threshold(key, row.value, row.valid_from, ends.get(key), str(row.legal_basis), row.article)
            for key, row in held.items()
        },
    )


def switch(key: str, *, government_id: int | None, on: date) -> bool:
    """Whether a yes/no parameter says yes."""
    return _in_book(key, government_id, on) == rules.YES


def counting_mode(*, government_id: int, channel: str = "native", on: date) -> Mode:
    """How packages made in Belanja count on a day. Without an approved row: *pendamping*."""
    row = counting_mode_row(government_id=government_id, channel=channel, on=on)
    return Mode(row.mode) if row else Mode.COMPANION


@kept(Part.RULES)
def counting_mode_row(*, government_id: int, channel: str = "native", on: date) -> CountingMode | None:
    """The approved declaration in force, with its legal basis, or None where the default holds. Kept until rules
    change."""
    return (
        CountingMode.objects.filter(
            government_id=government_id, channel=channel, valid_from__lte=on, approved_at__isnull=False
        )
        .select_related("legal_basis")
        .order_by("-valid_from")
        .first()
    )


@kept(Part.RULES)
def counting_modes(*, government_id: int, channel: str = "native", since: date, until: date) -> frozenset[Mode]:
    """The modes that were in force on some day of a span, by approved declarations: *pendamping* before the first. Kept
    until rules change."""
    rows = CountingMode.objects.filter(
        government_id=government_id, channel=channel, valid_from__lte=until, approved_at__isnull=False
    )
    found = set()
    for mode, day in rows.order_by("-valid_from").values_list("mode", "valid_from"):
        found.add(Mode(mode))
        if day <= since:
            return frozenset(found)
    return frozenset({*found, Mode.COMPANION})


def proposals(government_id: int) -> list[ParameterRow | CountingMode]:
    """What waits for a second person, oldest first."""
    waiting = Q(government_id=government_id, approved_at__isnull=True, rejected_at__isnull=True)
    rows: list[ParameterRow | CountingMode] = [
        *ParameterRow.objects.filter(waiting).select_related("legal_basis"),
        *CountingMode.objects.filter(waiting).select_related("legal_basis"),
    ]
    return sorted(rows, key=lambda row: (row.valid_from, row.pk))


def legal_bases(government_id: int | None) -> QuerySet[LegalBasis]:
    """National legal bases and the government's own, newest first, with the units that acknowledged each."""
    return (
        LegalBasis.objects.filter(Q(government__isnull=True) | Q(government_id=government_id))
        .select_related("replaced_by", "government")
        .prefetch_related(Prefetch("acknowledgements"))
        .order_by("-signed_on", "slug")
    )


def restorations(government_id: int) -> QuerySet[Restoration]:
    """Requests to give somebody access back: what waits for a second officer first, then the newest."""
    return (
        Restoration.objects.filter(government_id=government_id)
        .select_related("user")
        .order_by(Case(When(state=Restoration.State.ASKED, then=0), default=1), "-id")
    )
