"""What was measured, as a table for people and as data for comparison."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measurement. `floor` is the same work done by the least that can do it, in the same unit; `goal` is
    told with the direction in which it is better (`>= 10000`, `< 250`)."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    goal: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor the work takes (for rates: how many times slower it is)."""
        if not self.floor or not self.value:
            return None
        return self.floor / self.value if self.unit.endswith("/s") else self.value / self.floor

    @property
    def reached(self) -> bool | None:
        if not self.goal:
            return None
        sign, wanted = self.goal.split()[:2]
        limit = float(wanted)
        return {
            ">=": self.value >= limit,
            "<": self.value < limit,
            "<=": self.value <= limit,
            "=": self.value == limit,
        }[sign]


@dataclass
class Report:
    figures: list[Figure] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Parts that could not be measured."""

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)

    @property
    def sound(self) -> bool:
        """False when sums that must agree do not: then no other figure is worth reading; nor when a part failed."""
        return not self.failed and all(
            figure.reached is not False for figure in self.figures if figure.goal.startswith("=")
        )

    def table(self) -> str:
        lines = [("measured", "value", "floor", "ratio", "goal", "", "floor is / note")]
        lines += [self._line(figure) for figure in self.figures]
        wide = [max(len(line[place]) for line in lines) for place in range(6)]
        rule = "-" * (sum(wide) + 2 * len(wide) + 24)
        text = [
            "  ".join([line[0].ljust(wide[0]), *(line[n].rjust(wide[n]) for n in range(1, 6)), line[6]])
            for line in lines
        ]
        return "\n".join([text[0], rule, *text[1:], *(f"FAILED: {name}" for name in self.failed)])

    @staticmethod
    def _line(figure: Figure) -> tuple[str, str, str, str, str, str, str]:
        return (
            figure.name,
            f"{_number(figure.value)} {figure.unit}",
            "" if figure.floor is None else f"{_number(figure.floor)} {figure.unit}",
            "" if figure.ratio is None else f"{figure.ratio:.1f}x",
            figure.goal,
            {None: "", True: "ok", False: "MISSED"}[figure.reached],
            "; ".join(filter(None, (figure.floor_name, figure.note))),
        )

    def data(self) -> dict[str, Any]:
        return {
            "figures": [
                {
                    "name": figure.name,
                    "value": round(figure.value, 4),
                    "unit": figure.unit,
                    "floor": None if figure.floor is None else round(figure.floor, 4),
                    "ratio": None if figure.ratio is None else round(figure.ratio, 2),
                    "goal": figure.goal or None,
                    "reached": figure.reached,
                }
                for figure in self.figures
            ],
            "failed": self.failed,
        }


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def percentile(values: list[float], part: float) -> float:
    """The value below which `part` of the measurements lie; the largest for few measurements."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
