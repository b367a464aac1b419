"""An offer's state as its shelf lets it be, for queries that join `o` (offer) and `e` (etalase);
`rules.listings.on_shelf` says the same. The offer keeps its own state, so that it goes on as
it was when its shelf is open again."""

from belanja.rules.listings import EtalaseState, ListingState

ON_SHELF = (
    f"CASE WHEN o.state = '{ListingState.LISTED}' AND e.state <> '{EtalaseState.ACTIVE}' "
    f"THEN '{ListingState.NOT_FOR_SALE}' ELSE o.state END"
)
