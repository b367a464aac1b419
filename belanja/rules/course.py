"""The course of something that many people move along: one table of steps, looked over, drawn and asked in one way.

A capability writes its table as rows of `Rule`; services ask `rule_for`, pages `steps_from`, docs/states.md is made by
`written`, and a test holds `faults` to be empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .decisions import RuleBroken
from .duties import Duty

#: The state before the first one.
NOTHING = ""


@dataclass(frozen=True)
class Rule:
    """One way of taking a step. `side`: who takes it; `duty`: of the officer, for sides that need one; `targets` empty:
    the state stays, several: the service tells which. `needs_reason`: a coded reason; `needs_note`: own words."""

    step: StrEnum
    side: StrEnum
    duty: Duty | None
    sources: frozenset[str]
    targets: tuple[str, ...]
    label: str
    told: str
    needs_reason: bool = False
    needs_note: bool = False
    citation: str = ""


@dataclass(frozen=True)
class Course:
    """A table with the states it moves through. `name`: what it is called in refusals; `states`: in the order of the
    course; `final`: those that lead nowhere."""

    name: str
    states: type[StrEnum]
    final: frozenset[str]
    rules: tuple[Rule, ...]

    def rule_for(self, step: StrEnum, state: str, side: StrEnum) -> Rule:
        """The rule by which `side` takes `step` from `state`; RuleBroken 409 where the state does not allow it."""
        for one in self.rules:
            if one.step is step and one.side is side and state in one.sources:
                return one
        label = next((one.label for one in self.rules if one.step is step), str(step))
        raise RuleBroken(
            "step_not_allowed",
            f"{self.name} ini sekarang “{self.label_of(state)}”, sehingga “{label}” tidak dapat dilakukan. Muat ulang "
            "halaman untuk melihat keadaannya.",
            status=409,
        )

    def steps_from(self, state: str, side: StrEnum) -> tuple[Rule, ...]:
        """What a side may do in a state, in the order of the table; whose duty it is, the caller asks."""
        return tuple(one for one in self.rules if one.side is side and state in one.sources)

    def told_of(self, step: str, side: str) -> str:
        """A step as it stands in a story."""
        rows = [one for one in self.rules if one.step == step]
        return next((one.told for one in rows if one.side == side), rows[0].told if rows else step)

    def label_of(self, state: str) -> str:
        """What a state is called on pages."""
        return getattr(self.states(state), "label") if state else "belum ada"  # noqa: B009 - every such enum has one

    def faults(self) -> list[str]:
        """What is wrong with the table: states that nothing reaches, states from which no end is reached, steps out of
        an end. Empty: nothing."""
        edges = self._edges()
        reached = _closure({NOTHING}, edges)
        ending = _closure(set(self.final), {(target, source) for source, target in edges})
        states = [state.value for state in self.states]
        found = [f"{state} is never reached" for state in states if state not in reached]
        found += [f"{state} leads to no end" for state in states if state not in ending]
        return found + [f"{source} has ended, yet leads to {to}" for source, to in edges if source in self.final]

    def written(self) -> str:
        """The part of docs/states.md that is made from the table: rows and a Mermaid drawing."""
        head = "| step | who | from | to | asks for |\n|---|---|---|---|---|\n"
        rows = "".join(self._row(rule) for rule in self.rules)
        return f"{head}{rows}\n```mermaid\n{self._drawing()}```\n"

    def _edges(self) -> set[tuple[str, str]]:
        return {
            (source, target)
            for rule in self.rules
            for source in rule.sources
            for target in rule.targets
            if source != target
        }

    def _row(self, rule: Rule) -> str:
        order = [NOTHING, *(state.value for state in self.states)]
        sources = ", ".join(one or "(nothing)" for one in sorted(rule.sources, key=order.index))
        who = f"{rule.side}" + (f" ({rule.duty})" if rule.duty else "")
        asks = ", ".join(["coded reason"] * rule.needs_reason + ["own words"] * rule.needs_note)
        return (
            f"| {rule.label} (`{rule.step}`) | {who} | {sources} | {' or '.join(rule.targets) or 'stays'} | {asks} |\n"
        )

    def _drawing(self) -> str:
        arrows: dict[tuple[str, str], list[str]] = {}
        for rule in self.rules:
            for source in rule.sources:
                for target in rule.targets:
                    if source != target:
                        arrows.setdefault((source, target), []).append(f"{rule.label} ({rule.side})")
        lines = ["stateDiagram-v2"]
        for (source, target), labels in sorted(arrows.items()):
            lines.append(f"    {source or '[*]'} --> {target}: {' / '.join(dict.fromkeys(labels))}")
        lines += [f"    {state} --> [*]" for state in sorted(self.final)]
        return "\n".join(lines) + "\n"


def rows(
    step: StrEnum, side: StrEnum, duty: Duty | None, sources: Iterable[str], targets: Sequence[str], label: str,
    told: str, *asks: str, citation: str = "",
) -> Rule:  # fmt: skip
    """A row of a table; `asks`: «reason», «note»."""
    return Rule(
        step, side, duty, frozenset(sources), tuple(targets), label, told, "reason" in asks, "note" in asks, citation
    )


def _closure(start: set[str], edges: set[tuple[str, str]]) -> set[str]:
    seen, ahead = set(start), set(start)
    while ahead:
        ahead = {target for source, target in edges if source in ahead} - seen
        seen |= ahead
    return seen
