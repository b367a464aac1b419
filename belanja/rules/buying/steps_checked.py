"""What is looked over in the table of steps when the house starts, and the pictures of it in the documentation."""

from .states import OrderState, ShipmentState
from .steps import FINAL, NOTHING, RETURNED, RULES, TERMS, Axis, Rule, Step, label_of, states_of

#: An order is created, its shipment begins, in a state that no step of its own leads to.
_BORN: dict[Axis, frozenset[str]] = {Axis.SHIPMENT: frozenset({ShipmentState.DRAFT})}


def faults() -> list[str]:
    """What is wrong with the table: states that nothing reaches, states from which no end is reached, steps out of an
    end, terms whose step is not there. Empty: nothing."""
    found = []
    for axis in Axis:
        edges = edges_of(axis)
        states = {state for edge in edges for state in edge} | FINAL[axis]
        reached = _closure({NOTHING} | _BORN.get(axis, frozenset()), edges)
        ending = _closure(set(FINAL[axis]), {(target, source) for source, target in edges})
        found += [f"{axis}: {state} is never reached" for state in states_of(axis) if state not in reached]
        found += [f"{axis}: {state} leads to no end" for state in sorted(states - ending)]
        onward = edges_of(axis, but=Step.REOPEN)
        found += [f"{axis}: {source} has ended, yet leads to {to}" for source, to in onward if source in FINAL[axis]]
    for state, term in TERMS.items():
        rules = [one for one in RULES[Axis.ORDER] if one.step is term.lapse and state in one.sources]
        if term.lapse is not None and not rules:
            found.append(f"{Axis.ORDER}: nothing follows when the term of {state} runs out")
    return found


def edges_of(axis: Axis, *, but: Step | None = None) -> set[tuple[str, str]]:
    """From which state to which a step leads; those that stay where they are left out. `but`: a step that is not
    looked at: only a payment that is taken back leads out of an end."""
    return {
        (source, target)
        for rule in RULES[axis]
        for source in rule.sources
        for target in rule.targets
        if source != target and rule.step is not but
    }


def _closure(start: set[str], edges: set[tuple[str, str]]) -> set[str]:
    seen, ahead = set(start), set(start)
    while ahead:
        ahead = {target for source, target in edges if source in ahead} - seen
        seen |= ahead
    return seen


def table(axis: Axis) -> str:
    """The rows of one axis for docs/states.md."""
    head = "| step | who | from | to | asks for |\n|---|---|---|---|---|\n"
    return head + "".join(_row(axis, rule) for rule in RULES[axis])


def _row(axis: Axis, rule: Rule) -> str:
    order = [NOTHING, *states_of(axis)]
    sources = ", ".join(one or "(nothing)" for one in sorted(rule.sources, key=order.index))
    targets = " or ".join(rule.targets) or "stays"
    who = rule.side.label + (f" ({rule.duty})" if rule.duty else " (owner)" if rule.owner else "")
    asks = ", ".join(["coded reason"] * rule.needs_reason + ["own words"] * rule.needs_note)
    return f"| {rule.label} (`{rule.step}`) | {who} | {sources} | {targets} | {asks} |\n"


def drawing(axis: Axis) -> str:
    """The same as a Mermaid state diagram; what stays where it is has no arrow."""
    lines = ["stateDiagram-v2"]
    arrows: dict[tuple[str, str], list[str]] = {}
    for rule in RULES[axis]:
        for source in sorted(rule.sources):
            for target in rule.targets:
                if source != target:
                    arrows.setdefault((source, target), []).append(f"{rule.label} ({rule.side})")
    for (source, target), labels in sorted(arrows.items()):
        lines.append(f"    {source or '[*]'} --> {target}: {' / '.join(dict.fromkeys(labels))}")
    lines += [f"    {state} --> [*]" for state in sorted(FINAL[axis])]
    return "\n".join(lines) + "\n"


def written() -> str:
    """The part of docs/states.md that is made from the table: a test holds the page to it."""
    parts = []
    for axis in Axis:
        parts.append(f"### {axis.label}\n\n{table(axis)}\n```mermaid\n{drawing(axis)}```\n")
    known = [
        (f"{state.value} ({label_of(Axis.ORDER, state)})", term)
        for state, term in sorted(TERMS.items(), key=lambda one: list(OrderState).index(one[0]))
    ]
    known.insert(1, (f"{OrderState.NEGOTIATION.value}, sent back by PPK or PA/KPA", RETURNED))
    terms = "".join(
        f"| {told} | `{term.key}` | {term.waits_for.label} | {f'`{term.lapse}`' if term.lapse else 'reminded only'} |\n"
        for told, term in known
    )
    head = "| state | row (working days) | waits for | when it runs out |\n|---|---|---|---|\n"
    return "\n".join(parts) + f"\n### Terms\n\n{head}{terms}"
