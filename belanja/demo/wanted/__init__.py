"""What the sample's units look for and do not find, and what became of it: needs, who could meet them, proposals."""

from belanja.demo.accounts import SCHOOLS, SOCIAL
from belanja.demo.purchases.people import team
from belanja.institutions.models import Government

from . import helped, needs, proposals


def make(*, government: Government) -> int:
    """Needs in every state with their funnel and who helps, and proposals of new etalase; returns how many needs there
    are. Runs in the caller's transaction, after the purchases."""
    social, schools = team(government, SOCIAL), team(government, SCHOOLS)
    made = needs.post(social, schools)
    helped.make(social)
    proposals.begin(social, schools)
    return made
