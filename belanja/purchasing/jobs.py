"""What the calendar does to purchases, taken by `belanja work`: at its start, then every hour and on every new day."""

from datetime import timedelta

from belanja.foundation import work

from .services import guarantees, receipt_time
from .services.order_time import pass_terms


@work.every("purchasing.day", timedelta(hours=1), new_day=True)
def day() -> bool:
    """One pass; whether anything followed. Several processes may do it: the second finds nothing to do."""
    passed = pass_terms()
    received = receipt_time.propose_silent() + receipt_time.close_call_offs() + receipt_time.lapse_ratings()
    return passed.any or bool(received + guarantees.remind())
