"""An offer's state as its shelf and its firm let it be, for queries that join `o` (offer), `e` (etalase) and `s`
(seller); `rules.listings.on_shelf` says the same of the shelf. The offer keeps its own state, so that it goes on as it
was when its shelf is open again, or when what barred the firm has ended."""

from belanja.rules.listings import EtalaseState, ListingState
from belanja.rules.sanctions import Effect
from belanja.rules.tax_facts import NOT_PKP, PKP

ON_SHELF = (
    f"CASE WHEN o.state = '{ListingState.LISTED}' AND (e.state <> '{EtalaseState.ACTIVE}' OR s.bar <> '') "
    f"THEN '{ListingState.NOT_FOR_SALE}' ELSE o.state END"
)
#: Whether the firm may be seen at all.
SEEN = f"s.bar <> '{Effect.HIDDEN}'"
#: Whether the firm is PKP on a day, asked for twice (from, to); NULL where no verifier has confirmed either.
REGISTERED = f"""(SELECT l.kind = '{PKP}' FROM vendors_firmlicence l
  WHERE l.firm_id = s.firm_id AND l.kind IN ('{PKP}', '{NOT_PKP}') AND l.state = 'dikonfirmasi'
    AND l.valid_from <= %s AND (l.valid_to IS NULL OR l.valid_to >= %s)
  ORDER BY l.valid_from DESC, l.id DESC LIMIT 1)"""  # noqa: S608 - constants
