"""The catalogue of indicators as the documentation shows it: a test holds docs/flags.md to it."""

from ..legal_bases import SEEDS
from .catalogue import INDICATORS, SHOWN
from .model import Family, Indicator, Scope
from .parameters import FLAGS
from .told import EPURCHASING

_CITED = {basis.slug: f"{basis.kind} {basis.number}" for basis in SEEDS}
_HEAD = (
    "| indicator | runs on | asks, when, and the innocent answer | basis | dated rows | weight |\n"
    "|---|---|---|---|---|---|\n"
)


def reach(one: Indicator) -> str:
    """Where it can run, in words."""
    if one.scope is Scope.PLANS:
        return "plans and budgets alone"
    if one.scope is Scope.CATALOGUE:
        return "the catalogue alone"
    if not one.channels:
        return "no source yet"
    if one.channels == EPURCHASING:
        return "all of e-Purchasing"
    return ", ".join(channel.value for channel in one.channels)


def written() -> str:
    """Counts, then a table for each family."""
    parts = [_counts()]
    for family in Family:
        rows = "".join(_row(one) for one in INDICATORS if one.family is family)
        parts.append(f"### {family.value}\n\n{_HEAD}{rows}")
    return "\n".join(parts) + f"\n### Rows of the desk\n\n{_desk()}"


def _counts() -> str:
    runs: dict[str, int] = {}
    for one in INDICATORS:
        runs[reach(one)] = runs.get(reach(one), 0) + 1
    told = "".join(f"| {where} | {count} |\n" for where, count in sorted(runs.items(), key=lambda row: -row[1]))
    shown = ", ".join(f"`{one.code}`" for one in SHOWN)
    head = f"{len(INDICATORS)} indicators; shown at first are {len(SHOWN)}: {shown}.\n\n"
    return f"{head}| runs on | indicators |\n|---|---|\n{told}"


def _row(one: Indicator) -> str:
    name = f"**`{one.code}`** (shown)" if one.shown else f"`{one.code}`"
    asks = f"{one.question} *Bila* {one.formula}. *Wajar:* {one.innocent}"
    rows = ", ".join(f"`{key}`" for key in one.rows) or "none"
    heavy = f"{one.severity.label} x {one.confidence.label}"
    answered = (
        f" *Dijawab di muka:* {', '.join(sorted(kind.label for kind in one.answered_by))}." if one.answered_by else ""
    )
    return f"| {name} | {reach(one)} | {asks}{answered} | {_CITED[one.basis]}: {one.article} | {rows} | {heavy} |\n"


def _desk() -> str:
    """Dated rows that no indicator reads: how a desk works."""
    read = {key for one in INDICATORS for key in one.rows}
    rows = [row for row in FLAGS if row.key not in read]
    told = "".join(f"| `{row.key}` | {row.label} | {row.value} {row.unit} | {row.article} |\n" for row in rows)
    return f"| row | meaning | value | why |\n|---|---|---|---|\n{told}"
