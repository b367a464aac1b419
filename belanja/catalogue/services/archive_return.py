"""After an import of the national listing was withdrawn: what an earlier pull had told stands again."""

from django.db import connection

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import count_words, reindex
from belanja.foundation import clock
from belanja.rules.listings import ListingState

from . import archive


def restore_archive() -> int:
    """Bring the rows that stand again (new in `intake_current`) back into sight, each with the prices it had; what no
    pull tells any longer has no price from today on. Returns how many offers came back.

    Prices of the withdrawn pull stay on record as having held for no day; those before them go on where they were
    ended.
    """
    back = archive.bring_again()
    gone = list(
        Offer.objects.filter(
            archive_day__isnull=False, state=ListingState.REMOVED.value, state_reason=archive.WITHDRAWN
        ).values_list("pk", flat=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalogue_pricerow SET ended_on = greatest(valid_from, %s) WHERE offer_id = ANY(%s) "
            "AND ended_on IS NULL",
            [clock.today(), gone],
        )
    if back:
        reindex(back)
        count_words()
    return len(back)
