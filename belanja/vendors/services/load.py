"""Imported statements about firms, put together into firms; and the list of sanctioned providers.

Both lists belong to the whole country: what a file does not name stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from ..models import Firm, FirmId, Profile, Sanction, ScaleEvidence


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
    """One firm for all statements that share an id, directly or by way of others. A firm stays the same record as
    long as it keeps one of its ids."""
    known = {str(row): row.firm_id for row in FirmId.objects.all()}
    registered = set(Profile.objects.values_list("firm_id", flat=True))
    taken: set[int] = set()
    ids, statements = [], []
    for refs, rows in _groups(ScaleEvidence.objects.order_by("valid_from", "id")):
        former = sorted({known[ref] for ref in refs if ref in known} - taken, key=lambda pk: (pk not in registered, pk))
        name = next((row.name for row in reversed(rows) if row.name), "")
        firm = Firm.objects.get(pk=former[0]) if former else Firm(name=name)
        if firm.pk is None or (firm.name != name and firm.pk not in registered):
            firm.name = name
            firm.save()
        taken.add(firm.pk)
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


def _groups(statements: Iterable[ScaleEvidence]) -> Iterable[tuple[set[str], list[ScaleEvidence]]]:
    """Statements that belong together, with all their ids; in the order of each group's first id."""
    above: dict[str, str] = {}

    def root(ref: str) -> str:
        while above.setdefault(ref, ref) != ref:
            above[ref] = above[above[ref]]
            ref = above[ref]
        return ref

    rows = list(statements)
    for row in rows:
        for ref in row.refs[1:]:
            one, other = sorted((root(row.refs[0]), root(ref)))
            above[other] = one
    together: dict[str, list[ScaleEvidence]] = defaultdict(list)
    for row in rows:
        together[root(row.refs[0])].append(row)
    for _first, group in sorted(together.items()):
        yield {ref for row in group for ref in row.refs}, group


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
