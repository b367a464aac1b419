"""Imported statements about firms, put together into firms; and the list of sanctioned providers.

Both lists belong to the whole country: what a file does not name stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from belanja.journal.services import Actor

from ..models import Firm, FirmId, Profile, Sanction, ScaleEvidence
from .joining import join

#: Who puts firms together when a feed proves that two records are one.
_FEEDS = Actor(user_id=None, label="impor")


def apply_firms() -> None:
    """Take in the statements of `intake_current`, and put firms together anew where any is new or changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM vendors_scaleevidence s USING intake_current c
            WHERE c.class = 'changed' AND s.source_row_id = c.former_id
            """
        )
        cursor.execute(
            """
            INSERT INTO vendors_scaleevidence (refs, name, scale, region_code, region_name, evidence, valid_from,
              source_row_id)
            SELECT string_to_array(refs, ';'), coalesce(name, ''), coalesce(scale, ''), coalesce(region_code, ''),
              coalesce(region_name, ''), coalesce(proof, ''), valid_from, source_row_id
            FROM intake_current WHERE class IN ('new', 'changed')
            """
        )
        if cursor.rowcount:
            gather_firms()


def forget_firms(*, source_row_ids: list[int]) -> None:
    """Take back statements whose source rows never were (their import was withdrawn)."""
    ScaleEvidence.objects.filter(source_row_id__in=source_row_ids).delete()
    gather_firms()


def forget_sanctions(*, source_row_ids: list[int]) -> None:
    """Take back entries whose source rows never were (their import was withdrawn)."""
    Sanction.objects.filter(source_row_id__in=source_row_ids).delete()


@transaction.atomic
def gather_firms() -> None:
    """One firm for all statements that share an id, directly or by way of others. A firm stays the same record as long
    as it keeps one of its ids; a registered one always, and takes over what a feed proves to be the same firm."""
    known = {str(row): row.firm_id for row in FirmId.objects.all()}
    registered = set(Profile.objects.values_list("firm_id", flat=True))
    taken: set[int] = set()
    ids, statements = [], []
    for refs, rows in _groups(ScaleEvidence.objects.order_by("valid_from", "id"), registered):
        own = {row.firm_id for row in rows if row.source_row_id is None and row.firm_id in registered}
        former = {known[ref] for ref in refs if ref in known} - taken - (registered - own)
        first = sorted(former | {pk for pk in own if pk is not None}, key=lambda pk: (pk not in registered, pk))
        name = next((row.name for row in reversed(rows) if row.name), "")
        firm = Firm.objects.get(pk=first[0]) if first else Firm(name=name)
        if firm.pk is None or (firm.name != name and firm.pk not in registered):
            firm.name = name
            firm.save()
        taken.add(firm.pk)
        for other in first[1:]:
            taken.add(other)
            join(from_id=other, into_id=firm.pk, actor=_FEEDS)
        for ref in sorted(refs):
            scheme, _, value = ref.partition(":")
            ids.append(FirmId(firm=firm, scheme=scheme, value=value))
        for row in rows:
            row.firm = firm
            statements.append(row)
    FirmId.objects.all().delete()
    FirmId.objects.bulk_create(ids, batch_size=2000)
    ScaleEvidence.objects.bulk_update(statements, ["firm"], batch_size=2000)
    Firm.objects.filter(ids__isnull=True, profile__isnull=True, members__isnull=True, cases__isnull=True).delete()


class _Ties:
    """Which ids belong together. Two registered firms are never put together by a feed: what ties them stays with the
    one that its first id belongs to."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._owner: dict[str, int] = {}

    def root(self, ref: str) -> str:
        above = self._above
        while above.setdefault(ref, ref) != ref:
            above[ref] = above[above[ref]]
            ref = above[ref]
        return ref

    def tie(self, refs: Sequence[str]) -> None:
        for ref in refs[1:]:
            one, other = sorted((self.root(refs[0]), self.root(ref)))
            owners = {self._owner[each] for each in (one, other) if each in self._owner}
            if one != other and len(owners) < 2:
                self._above[other] = one
                for firm_id in owners:
                    self._owner[one] = firm_id

    def own(self, refs: Sequence[str], firm_id: int) -> None:
        self.tie(refs)
        self._owner.setdefault(self.root(refs[0]), firm_id)


def _groups(
    statements: Iterable[ScaleEvidence], registered: set[int]
) -> Iterable[tuple[set[str], list[ScaleEvidence]]]:
    """Statements that belong together, with all their ids; in the order of each group's first id."""
    rows, ties = list(statements), _Ties()
    for row in rows:
        if row.source_row_id is None and row.firm_id in registered:
            ties.own(row.refs, row.firm_id)
    for row in rows:
        ties.tie(row.refs)
    together: dict[str, list[ScaleEvidence]] = defaultdict(list)
    refs: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        together[ties.root(row.refs[0])].append(row)
        for ref in row.refs:
            refs[ties.root(ref)].add(ref)
    for first, group in sorted(together.items()):
        yield refs[first], group


def apply_sanctions() -> None:
    """Take in new and changed entries of the list of sanctioned providers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM vendors_sanction s USING intake_current c
            WHERE c.class = 'changed' AND s.source_row_id = c.former_id
            """
        )
        cursor.execute(
            """
            INSERT INTO vendors_sanction (name, mark, refs, status, valid_from, valid_to, decree, violation, province,
              region_name, buyer, source_row_id)
            SELECT coalesce(name, ''), coalesce(mark, ''), coalesce(string_to_array(nullif(refs, ''), ';'), '{}'),
              coalesce(status, ''), valid_from, valid_to, coalesce(decree, ''), coalesce(violation, ''),
              coalesce(province, ''), coalesce(region_name, ''), coalesce(buyer, ''), source_row_id
            FROM intake_current WHERE class IN ('new', 'changed')
            """
        )
