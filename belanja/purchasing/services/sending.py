"""A package becomes orders: one for each firm, with everything copied as of this moment."""

from belanja.journal.services import Actor

from ..models import Order


def send(*, package_id: int, version: int, actor: Actor) -> list[Order]:
    """Make the orders of a package, in the order of their firms' names: pagu reserved, stock held, prices, taxes, scale
    and PDN class copied, the rules asked and their answers kept. Method *negosiasi* begins at ON_NEGOTIATION;
    *langsung* waits for the PPK, or for PA/KPA or the signature where the PPK himself buys.

    RuleBroken 404, 403; 409 for another version, an offer not for sale, a price that rose, stock or pagu that is gone;
    422 with the rule's own sentence where one refuses, and where one asks for a coded reason that is not given.
    """
    raise NotImplementedError
