"""An etalase that a study founds: described and with its first schema at once, not open yet."""

from collections.abc import Sequence

from django.db import transaction

from belanja.etalase.models import Etalase
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules import schemas
from belanja.rules.attributes import Attribute
from belanja.rules.shelves import Terms

from .base import told
from .schemas import write_version
from .shelves import propose_etalase


@transaction.atomic
def found_etalase(
    *, government: Government, terms: Terms, attributes: Sequence[Attribute], reason: str, actor: Actor
) -> Etalase:
    """A shelf with its terms and the first version of its schema; nobody sees it in the catalogue before it is opened.

    Raises RuleBroken like `propose_etalase`, and where the attributes cannot be published as they are.
    """
    schemas.check(attributes)
    etalase = propose_etalase(government=government, terms=terms, reason=reason, actor=actor)
    schema = write_version(etalase, tuple(attributes), note=reason.strip()[:300])
    told("etalase.schema_published", etalase, actor, {"version": schema.version, "note": schema.note})
    return etalase
