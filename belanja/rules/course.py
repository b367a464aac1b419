"""The course of something that many people move along: one table of steps, looked over, drawn and asked in one way.

A capability writes its table as rows of `Rule`; services ask `rule_for`, pages `steps_from`, docs/states.md is made by
`written`, and a test holds `faults` to be empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from .decisions import RuleBroken
from .duties import Duty

#: The state before the first one.
NOTHING = ""
StepT = TypeVar("StepT", bound=StrEnum)
SideT = TypeVar("SideT", bound=StrEnum)


@dataclass(frozen=True)
class Rule(Generic[StepT, SideT]):
    """One way of taking a step. `side`: who takes it; `duty`: of the officer, for sides that need one; `targets` empty:
    the state stays, several: the service tells which. `needs_reason`: a coded reason; `needs_note`: own words;
    `owner`: for the firm, only its owner."""

    step: StepT
    side: SideT
    duty: Duty | None
    sources: frozenset[str]
    targets: tuple[str, ...]
    label: str
    told: str
    needs_reason: bool = False
    needs_note: bool = False
    citation: str = ""
    owner: bool = False


@dataclass(frozen=True)
class Course(Generic[StepT, SideT]):
    """A table with the states it moves through. `name`: what it is called in refusals; `states`: in the order of the
    course; `final`: those that lead nowhere; `born`: those in which something begins without a step of its own;
    `citation`: of refusals; `reopening`: the one step that may lead out of an end."""

    name: str
    states: type[StrEnum]
    final: frozenset[str]
    rules: tuple[Rule[StepT, SideT], ...]
    born: frozenset[str] = frozenset()
    citation: str = ""
    reopening: StepT | None = None

    def rule_for(self, step: StepT, state: str, side: SideT, *, duty: Duty | None = None) -> Rule[StepT, SideT]:
        """The rule by which `side` takes `step` from `state`; of several for one side that with `duty`, else the first.

        RuleBroken 409 where the state does not allow it (any more).
        """
        fitting = [one for one in self.rules if one.step is step and one.side is side and state in one.sources]
        if not fitting:
            label = next((one.label for one in self.rules if one.step is step), step.value)
            raise RuleBroken(
                "step_not_allowed",
                f"{self.name} ini sekarang “{self.label_of(state)}”, sehingga langkah “{label}” tidak dapat dilakukan. "
                "Muat ulang halaman untuk melihat keadaannya.",
                self.citation,
                status=409,
            )
        return next((one for one in fitting if one.duty is duty), fitting[0])

    def steps_from(self, state: str, side: SideT) -> tuple[Rule[StepT, SideT], ...]:
        """What a side may do in a state, in the order of the table; whose duty it is, the caller asks."""
        return tuple(one for one in self.rules if one.side is side and state in one.sources)

    def told_of(self, step: str, side: str) -> str:
        """A step as it stands in a story."""
        rows = [one for one in self.rules if one.step == step]
        return next((one.told for one in rows if one.side == side), rows[0].told if rows else step)

    def label_of(self, state: str) -> str:
        """What a state is called on pages."""
        return _label(self.states(state)) if state else "belum ada"

    def faults(self) -> list[str]:
        """What is wrong with the table: states that nothing reaches, states from which no end is reached, steps out of
        an end. Empty: nothing."""
        edges = self._edges()
        reached = _closure({NOTHING} | self.born, edges)
        ending = _closure(set(self.final), {(target, source) for source, target in edges})
        states = [state.value for state in self.states]
        found = [f"{state} is never reached" for state in states if state not in reached]
        found += [f"{state} leads to no end" for state in states if state not in ending]
        onward = self._edges(but=self.reopening)
        return found + [f"{source} has ended, yet leads to {to}" for source, to in onward if source in self.final]

    def written(self) -> str:
        """The part of docs/states.md that is made from the table: rows and a Mermaid drawing."""
        head = "| step | who | from | to | asks for |\n|---|---|---|---|---|\n"
        rows = "".join(self._row(rule) for rule in self.rules)
        return f"{head}{rows}\n```mermaid\n{self._drawing()}```\n"

    def _edges(self, *, but: StepT | None = None) -> set[tuple[str, str]]:
        return {
            (source, target)
            for rule in self.rules
            for source in rule.sources
            for target in rule.targets
            if source != target and rule.step is not but
        }

    def _row(self, rule: Rule[StepT, SideT]) -> str:
        order = [NOTHING, *(state.value for state in self.states)]
        sources = ", ".join(one or "(nothing)" for one in sorted(rule.sources, key=order.index))
        who = _label(rule.side) + (f" ({rule.duty})" if rule.duty else " (owner)" if rule.owner else "")
        asks = ", ".join(["coded reason"] * rule.needs_reason + ["own words"] * rule.needs_note)
        return (
            f"| {rule.label} (`{rule.step}`) | {who} | {sources} | {' or '.join(rule.targets) or 'stays'} | {asks} |\n"
        )

    def _drawing(self) -> str:
        arrows: dict[tuple[str, str], list[str]] = {}
        for rule in self.rules:
            for source in sorted(rule.sources):
                for target in rule.targets:
                    if source != target:
                        arrows.setdefault((source, target), []).append(f"{rule.label} ({rule.side})")
        lines = ["stateDiagram-v2"]
        for (source, target), labels in sorted(arrows.items()):
            lines.append(f"    {source or '[*]'} --> {target}: {' / '.join(dict.fromkeys(labels))}")
        lines += [f"    {state} --> [*]" for state in sorted(self.final)]
        return "\n".join(lines) + "\n"


def row(
    step: StepT, side: SideT, duty: Duty | None, sources: Iterable[str], targets: Sequence[str], label: str,
    told: str, *asks: str, citation: str = "",
) -> Rule[StepT, SideT]:  # fmt: skip
    """A row of a table; `asks`: «reason», «note», «owner»."""
    return Rule(
        step, side, duty, frozenset(sources), tuple(targets), label, told, "reason" in asks, "note" in asks, citation,
        "owner" in asks,
    )  # fmt: skip


def _label(one: StrEnum) -> str:
    """What a state or a side is called; every such enum has a label."""
    return str(getattr(one, "label"))  # noqa: B009


def _closure(start: set[str], edges: set[tuple[str, str]]) -> set[str]:
    seen, ahead = set(start), set(start)
    while ahead:
        ahead = {target for source, target in edges if source in ahead} - seen
        seen |= ahead
    return seen
