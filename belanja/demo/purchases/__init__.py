"""The purchases of the sample: a year of native orders of two units, and work on every desk of buying."""

from belanja.demo.accounts import SCHOOLS, SOCIAL
from belanja.institutions.models import Government

from . import ground, year
from .people import team


def make(*, government: Government) -> int:
    """Declare the mode and buy through the year. Returns how many orders there are. Runs in the caller's
    transaction, after catalogue, firms and officers."""
    ground.declare(government)
    teams = [team(government, code) for code in (SOCIAL, SCHOOLS)]
    return year.fill(teams)
