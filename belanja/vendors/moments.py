"""What registrations had stated until a moment, so that figures of former days can be told again."""

from datetime import datetime

from belanja.foundation.moments import restores

from .models import ScaleEvidence
from .services import gather_firms


@restores
def registrations_as_they_were(government_id: int, moment: datetime) -> None:
    """Statements of registrations passed later are not there yet; one registration serves every government."""
    later = ScaleEvidence.objects.filter(source_row_id__isnull=True, known_at__gt=moment)
    if later.exists():
        later.delete()
        gather_firms()
