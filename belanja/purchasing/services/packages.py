"""A package while it is a cart: begun, tied to its plan line, described, asked for, sent back, called off.

Every change takes the `version` that the actor saw and answers 409 where somebody was quicker. Officers of other units
get 404. What stands in it: `package_lines`; how it becomes orders: `sending`.
"""

from dataclasses import dataclass
from datetime import date

from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.states import Method, OrderKind

from ..models import Package


@dataclass(frozen=True, kw_only=True)
class Description:
    """What is told of a package beside its lines; None leaves a value as it is. `deliver_to_id`: id of a
    catalogue.Region; `ppk_id`: account of the PPK who reviews and signs; `reason_code`: of `rules.buying.reasons`;
    `import_proof`: what was looked for before an import was chosen."""

    title: str | None = None
    need: str | None = None
    deliver_to_id: int | None = None
    address: str | None = None
    needed_on: date | None = None
    method: Method | None = None
    kind: OrderKind | None = None
    term_to: date | None = None
    account: str | None = None
    fund: str | None = None
    ppk_id: int | None = None
    reason_code: str | None = None
    reason: str | None = None
    import_proof: str | None = None


def begin(
    *,
    government: Government,
    unit_id: int,
    title: str,
    actor: Actor,
    method: Method = Method.NEGOTIATION,
    kind: OrderKind = OrderKind.ONCE,
    is_example: bool = False,
) -> Package:
    """Begin an empty package of a unit, of this fiscal year and in the mode of its government today. RuleBroken 404 for
    a unit of others, 403 without the duty, 422 without a title or for a method that is not open yet."""
    raise NotImplementedError


def choose_plan(*, package_id: int, version: int, plan_code: str, actor: Actor) -> Package:
    """Tie a package to a line of the plan: announced, active, e-Purchasing, of its unit and year, with something left.
    RuleBroken 404, 403, 409, 422."""
    raise NotImplementedError


def describe(*, package_id: int, version: int, told: Description, actor: Actor) -> Package:
    """Write down where, until when and why; also the coded reason, the proof of search and who the PPK is. RuleBroken
    404, 403, 409, 422."""
    raise NotImplementedError


def request(*, package_id: int, version: int, actor: Actor, note: str = "") -> Package:
    """A PPTK asks that this be bought. RuleBroken 404, 403, 409, 422 for an empty package or one without a plan."""
    raise NotImplementedError


def return_(*, package_id: int, version: int, note: str, actor: Actor) -> Package:
    """The buyer sends a request back to whoever asked. RuleBroken 404, 403, 409, 422 without words."""
    raise NotImplementedError


def cancel(*, package_id: int, version: int, note: str, actor: Actor) -> Package:
    """Call a package off before it became orders: its maker, its requester or a buyer. RuleBroken 404, 403, 409, 422."""
    raise NotImplementedError
