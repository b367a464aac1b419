"""The catalogue of the sample: shelves, firms, goods, offers and prices of Banten, all of them invented."""

from belanja.institutions.models import Government

from . import beside, licences, registrations, taxes, work
from .load import load, wanted_offers

__all__ = ["load", "people", "wanted_offers"]


def people(*, government: Government) -> None:
    """Firms on their way into the catalogue and work on every desk, as of today: what waits has waited some days."""
    registrations.register(government=government)
    licences.state(government=government)
    taxes.state(government=government)
    work.prepare(government=government)
    beside.prepare(government=government)
