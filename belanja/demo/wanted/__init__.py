"""What the sample's units look for and do not find, and what became of it: needs, who could meet them, proposals."""

from datetime import timedelta

from belanja.demo.accounts import SCHOOLS, SOCIAL
from belanja.demo.purchases.people import Team, team
from belanja.foundation import clock
from belanja.institutions import services as institutions
from belanja.institutions.models import Government, LegalBasis
from belanja.rules.duties import Role

from . import helped, needs, proposals


def make(*, government: Government) -> int:
    """Needs in every state with their funnel and who helps, and proposals of new etalase; returns how many needs there
    are. Runs in the caller's transaction, after the purchases."""
    social, schools = team(government, SOCIAL), team(government, SCHOOLS)
    _received(social)
    made = needs.post(social, schools)
    helped.make(social)
    proposals.begin(social, schools)
    return made


def _received(social: Team) -> None:
    """The head of one unit has said that the circular letter came; the other has not yet."""
    letter = LegalBasis.objects.get(slug="se-banten-027-1181-2023")
    with clock.frozen(clock.now() - timedelta(days=40)):
        institutions.acknowledge(legal_basis=letter, unit=social.unit, post=Role.PA.label, actor=social.pa)
