"""What is looked over in the table of steps when the house starts, and the pictures of it in the documentation."""

from .states import OrderState
from .steps import RETURNED, RULES, TERMS, Axis, course_of, label_of


def faults() -> list[str]:
    """What is wrong with the table: of each axis as `Course.faults`, and terms whose step is not there. Empty:
    nothing."""
    found = [f"{axis}: {fault}" for axis in Axis for fault in course_of(axis).faults()]
    for state, term in TERMS.items():
        rules = [one for one in RULES[Axis.ORDER] if one.step is term.lapse and state in one.sources]
        if term.lapse is not None and not rules:
            found.append(f"{Axis.ORDER}: nothing follows when the term of {state} runs out")
    return found


def written() -> str:
    """The part of docs/states.md that is made from the table: a test holds the page to it."""
    parts = []
    for axis in Axis:
        parts.append(f"### {axis.label}\n\n{course_of(axis).written()}")
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
