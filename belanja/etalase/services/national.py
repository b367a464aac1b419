"""Writing the list of etalase of Katalog v5, from the relation `intake_current` of the importer."""

from django.db import connection

from belanja.etalase.models import NationalEtalase


def apply_etalase() -> None:
    """Take in new and changed etalase. One that left the list stays: orders keep pointing to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO etalase_nationaletalase (national_id, name, kind, owner_name, owner_code, source_row_id)
            SELECT key, left(name, 300), left(coalesce(kind, ''), 12), left(coalesce(owner_name, ''), 200),
              left(coalesce(owner_code, ''), 12), source_row_id
            FROM intake_current WHERE class IN ('new', 'changed')
            ON CONFLICT (national_id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
              owner_name = excluded.owner_name,
              owner_code = CASE WHEN excluded.owner_code = '' THEN etalase_nationaletalase.owner_code
                                ELSE excluded.owner_code END,
              source_row_id = excluded.source_row_id
            """
        )


def forget_etalase(*, source_row_ids: list[int]) -> None:
    """Take back etalase whose source rows never were (their import was withdrawn)."""
    NationalEtalase.objects.filter(source_row_id__in=source_row_ids).delete()
