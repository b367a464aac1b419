"""How every step is taken: the row is held, who may, the version seen, the state, then the reasons it asks for."""

from collections.abc import Sequence
from typing import Any

from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.foundation.rows import add
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.buying.reasons import REASONS, Use
from belanja.rules.buying.states import PackageState, Side
from belanja.rules.buying.steps import ORDERS, PACKAGES, Axis, Rule, Step, rule_for
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Member

from ..models import Order, Package, PackageStep
from . import apart, base

_SHORTEST = 5
_HELD = Question(
    lambda: (
        Package.objects.select_for_update(of=("self",))
        .select_related("government", "unit")
        .filter(pk=Given("package_id"))
    )
)


def locked_package(package_id: int) -> Package:
    """A package, held until the transaction ends. Raises RuleBroken 404 where there is none."""
    package = _HELD.first(package_id=package_id)
    if package is None:
        raise RuleBroken("not_found", "Paket ini tidak ditemukan.", status=404)
    return package


def package_for(package_id: int, step: Step, *, version: int | None, actor: Actor, note: str = "") -> Package:
    """A package, held, for somebody who may take this step now. RuleBroken 404, 403, 409, 422 as the table says."""
    package = locked_package(package_id)
    rules = [one for one in PACKAGES if one.step is step and one.side is Side.BUYER]
    held = _held(actor, rules, package.government, package.unit_id)
    _first(rules, held)
    base.still(package, version)
    rule_for(Axis.PACKAGE, step, package.state, Side.BUYER)
    fitting = [one for one in rules if package.state in one.sources]
    _say(_first(fitting, held), "", note, None)
    return package


def order_for(
    order_id: int,
    step: Step,
    *,
    side: Side,
    version: int | None,
    actor: Actor,
    reason_code: str = "",
    note: str = "",
    use: Use | None = None,
) -> tuple[Order, Rule]:
    """An order, held, for somebody of a side who may take this step now, and the rule by which he does. `use`: what a
    coded reason is given for. RuleBroken 404, 403, 409, 422."""
    order = base.locked(order_id)
    rules = [one for one in ORDERS if one.step is step and one.side is side]
    held: frozenset[Duty] = frozenset()
    member: Member | None = None
    if side is Side.FIRM:
        member = base.firm_side(actor, order)
    else:
        held = _held(actor, rules, order.government, order.unit_id)
        _first(rules, held)
        base.not_own_firm(actor, order)
    base.still(order, version)
    found = rule_for(Axis.ORDER, step, order.state, side)
    if side is Side.FIRM:
        if found.owner and member is not None:
            vendors.require_owner(member)
    else:
        found = _first([one for one in rules if order.state in one.sources], held)
    _say(found, reason_code, note, use)
    return order, found


def officer(actor: Actor, rules: Sequence[Rule], government: Government, unit_id: int) -> Rule:
    """The first rule whose duty the actor holds for the unit. RuleBroken 404 for whoever may not see it, 403 else."""
    return _first(rules, _held(actor, rules, government, unit_id))


def _held(actor: Actor, rules: Sequence[Rule], government: Government, unit_id: int) -> frozenset[Duty]:
    """The duties of these rules that the actor holds for the unit. RuleBroken 404 for whoever may not see it, 403 for
    APIP."""
    asked = {Duty.SEE_PURCHASES, *(rule.duty for rule in rules if rule.duty is not None)}
    held = institutions.allowed_of(actor, asked, government, unit_id=unit_id)
    if Duty.SEE_PURCHASES not in held:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    apart.not_overseer(actor, government)
    return held


def _first(rules: Sequence[Rule], held: frozenset[Duty]) -> Rule:
    """The first rule whose duty is held. RuleBroken 403 where none is."""
    for rule in rules:
        if rule.duty in held:
            return rule
    raise RuleBroken("duty_missing", "Peran Anda tidak mencakup tindakan ini.", status=403)


def _say(rule: Rule, reason_code: str, note: str, use: Use | None) -> None:
    if rule.needs_note and len(note.strip()) < _SHORTEST:
        raise RuleBroken("note_missing", "Tuliskan alasannya, paling sedikit lima huruf.", rule.citation)
    if rule.needs_reason:
        check_reason(reason_code, note, use, rule.citation)


def check_reason(code: str, note: str, use: Use | None, citation: str) -> None:
    """RuleBroken 422 unless `code` is a reason for this use, with the sentence that it may ask for."""
    reason = REASONS.get(code)
    if reason is None or (use is not None and use not in reason.uses):
        raise RuleBroken("reason_missing", "Pilih alasan baku dari daftar.", citation)
    if reason.needs_note and len(note.strip()) < _SHORTEST:
        raise RuleBroken("note_missing", f"Alasan “{reason.label}” perlu penjelasan Anda.", reason.citation)


def package_step(
    package: Package, step: Step, *, actor: Actor, source: PackageState | str | None = None, note: str = "", **told: Any
) -> None:
    """Save the package with its next version, write the step and the event. The caller holds the lock."""
    actor = actor.doing(base.duties_of(step.value), package.unit_id)
    package.version += 1
    there = package.pk is not None
    if not there:
        add(package)
    taken = PackageStep(
        package=package,
        step=step.value,
        source=package.state if source is None else source,
        target=package.state,
        note=note.strip(),
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    journal.append(
        name=f"purchasing.package_{step.value}",
        actor=actor,
        subject=f"package:{package.pk}",
        government_code=package.government.code,
        payload={"state": package.state, "version": package.version, **told},
        beside=[package, taken] if there else [taken],
    )


def tell_package(package: Package, text: str, *, roles: tuple[Role, ...] = (), people: Sequence[int | None] = (),
                 actor: Actor) -> None:  # fmt: skip
    """A message about a package to people, and to whoever holds one of the roles for its unit; never to the actor."""
    told = {*people, *institutions.people_in(package.unit, roles)} - {None, actor.user_id}
    notices.tell(
        user_ids=[one for one in told if one is not None],
        kind="purchasing.package",
        text=f"{package.title}: {text}",
        link=f"/beli/{package.government.code}/paket/{package.pk}/",
        actor=actor,
        government_code=package.government.code,
    )


def refuse_self(actor: Actor, others: Sequence[int | None], told: str) -> None:
    """RuleBroken 403 where the actor is one of those who may not also do this (nobody approves his own)."""
    if actor.user_id is not None and actor.user_id in others:
        raise RuleBroken("own_matter", told, "UU 1/2004 Pasal 10; Perpres 16/2018 Pasal 7", status=403)
