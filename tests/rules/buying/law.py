"""The table of law cases: how a row becomes a purchase, and what the rules say of it."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from belanja.rules.buying.amounts import late_penalty
from belanja.rules.buying.policy import (
    Alternative,
    Answer,
    Bar,
    Book,
    Case,
    FirmCase,
    LineCase,
    Occasion,
    OtherOrder,
    Part,
    PlanCase,
    Supply,
    ask,
    book_of,
    worst,
)
from belanja.rules.buying.policy.preference import evaluate
from belanja.rules.buying.price_evidence import Price, gather
from belanja.rules.buying.rating import Aspect, score
from belanja.rules.buying.states import Method
from belanja.rules.buying.taxes import Taxed, TaxKind, estimate
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.rules.licences import Held, LicenceState
from belanja.rules.pdn import PdnClass
from belanja.rules.tax_facts import TaxFacts, facts_on

Facts = dict[str, Any]
SILENT = "diam"
CASES: list[Facts] = tomllib.loads((Path(__file__).parent / "law_cases.toml").read_text(encoding="utf-8"))["case"]
DAYS = (date(2023, 6, 1), date(2026, 3, 2))
ORDINARY: Facts = {
    "occasion": "keranjang",
    "unit": "U1",
    "total": 100_000_000,
    "bare_total": 90_000_000,
    "method": "negosiasi",
    "buyer_role": "pejabat_pengadaan",
    "comparable_firms": 1,
    "actors": {"pengusul": "u1", "pembeli": "u2", "ppk": "u3", "bendahara": "u4"},
    "plan": {"code": "R1", "ceiling": 150_000_000, "remaining": 150_000_000},
    "firm": {"id": "F1", "scale": "kecil"},
    "line": {
        "key": "1",
        "name": "Kursi kerja",
        "need": "kursi",
        "pdn": "tkdn_25",
        "tkdn": 30,
        "quantity": 10,
        "unit_price": 9_000_000,
        "listed_price": 9_000_000,
        "landed_price": 10_000_000,
        "total": 100_000_000,
    },
}
_MONEY = frozenset(
    "total bare_total quantity tkdn bmp unit_price listed_price landed_price standard_price stock ceiling remaining "
    "budget_left first_total advance retention".split()
)
_WORDS: Mapping[str, type] = {
    "pdn": PdnClass, "scale": Scale, "supply": Supply, "occasion": Occasion, "method": Method, "buyer_role": Role,
    "approver_role": Role, "signer_role": Role, "since": date, "until": date,
}  # fmt: skip
#: What a small table of another kind of case says, by its name.
_COMPUTED = frozenset({"hea", "pajak", "status_pajak", "denda", "nilai", "bukti"})


def days_of(row: Facts) -> list[date]:
    return [date.fromisoformat(day) for day in row["days"]] if "days" in row else list(DAYS)


def expected(row: Facts, day: date) -> dict[str, Any]:
    return {**row.get("expect", {}), **row.get(f"expect_{day.year}", {})}


def book_for(row: Facts, day: date) -> Book:
    """The seeded values of the day, and what the case itself sets."""
    book = book_of(day)
    return Book(day, {**book.rows, **{key: replace(book.row(key), value=value) for key, value in set_by(row).items()}})


def set_by(row: Facts) -> dict[str, str]:
    return dict(row.get("rows", {}))


def purchase(facts: Facts, day: date) -> Case:
    """The ordinary purchase with these facts."""
    told = _merged(ORDINARY, facts)
    line = told.pop("line")
    alternatives = tuple(_alternative(one) for one in line.pop("alternatives", ()))
    plan, firm = told.pop("plan"), told.pop("firm")
    others = tuple(_other(one, day) for one in told.pop("others", ()))
    return Case(
        day=day,
        lines=(LineCase(**_typed(line), alternatives=alternatives),),
        plan=PlanCase(**_typed({"year": day.year} | plan)) if plan else None,
        firm=_firm(firm),
        others=others,
        actors={Part(part): who for part, who in told.pop("actors").items()},
        **_typed(told),
    )


def says(row: Facts, day: date, book: Book) -> dict[str, Any]:
    """What the rules say: the hardest outcome of each rule with its inputs, or the figures of another kind of case."""
    kind = row.get("kind", "aturan")
    if kind in _COMPUTED:
        return globals()[f"_{kind}"](dict(row["facts"]), book)  # type: ignore[no-any-return]
    found: dict[str, list[Answer]] = {}
    for answer in ask(purchase(row["facts"], day), book=book):
        found.setdefault(answer.rule, []).append(answer)
    return {
        rule: {"outcome": worst(answers).value, "article": answers[0].article, **answers[0].inputs}
        for rule, answers in found.items()
    }


def differences(row: Facts, day: date, book: Book) -> list[str]:
    """Where what is said is not what is expected."""
    said = says(row, day, book)
    return [
        f"{rule}: expected {wanted}, said {said.get(rule, SILENT)}"
        for rule, wanted in expected(row, day).items()
        if not _agrees(said.get(rule, SILENT), wanted)
    ]


def _agrees(said: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(said, dict) and wanted.items() <= said.items()
    return (said["outcome"] if isinstance(said, dict) else said) == wanted


def _merged(base: Facts, facts: Facts) -> Facts:
    merged = deepcopy(base)
    for name, value in facts.items():
        merged[name] = _merged(merged[name], value) if isinstance(value, dict) and name in merged else value
    return merged


def _typed(facts: Facts) -> Facts:
    """Values as a case holds them; an empty text is an unknown."""
    return {name: _value(name, value) for name, value in facts.items()}


def _value(name: str, value: Any) -> Any:
    if value == "":
        return None
    if name in _MONEY:
        return Decimal(value)
    if name in _WORDS and not isinstance(value, bool):
        kind = _WORDS[name]
        return date.fromisoformat(value) if kind is date else kind(value)
    return tuple(value) if isinstance(value, list) else value


def _firm(facts: Facts) -> FirmCase:
    told = dict(facts)
    bars = tuple(Bar(**_typed(one)) for one in told.pop("bars", ()))
    return FirmCase(bars=bars, members=frozenset(told.pop("members", ())), **_typed(told))


def _alternative(facts: Facts) -> Alternative:
    return Alternative(**_typed({"offer": "p2", "firm": "F2", "pdn": "tkdn_25"} | facts))


def _other(facts: Facts, day: date) -> OtherOrder:
    told = dict(facts)
    ago = timedelta(days=told.pop("ago"))
    return OtherOrder(day=day - ago, needs=frozenset(told.pop("needs", ())), **_typed(told))


def _hea(facts: Facts, book: Book) -> dict[str, str]:
    return {"hea": str(evaluate("x", Decimal(facts["price"]), Decimal(facts["tkdn"]), book=book).evaluated)}


def _pajak(facts: Facts, book: Book) -> dict[str, str]:
    base, whole = Decimal(facts.pop("base")), facts.pop("whole", None)
    supply, luxury = Supply(facts.pop("supply", "barang")), facts.pop("luxury", None)
    known = {name: _known(facts.pop(name, True)) for name in ("registered", "tax_number")}
    taxed = Taxed(supply, luxury=None if luxury is None else Decimal(luxury), **known, **facts)
    found = estimate([(base, taxed)], book=book, whole=None if whole is None else Decimal(whole))
    lines = {line.kind.value: f"{line.amount} {line.collector.value}" for line in found.lines}
    told = {kind.value: lines.get(kind.value, "tidak") for kind in TaxKind}
    sums = {"withheld": str(found.withheld), "set_aside": str(found.set_aside)}
    return told | sums | {"unsure": " ".join(found.unsure)[:22] or "tidak"}


def _known(told: bool | str) -> bool | None:
    """Of a fact: yes, no, or nobody has said (an empty text)."""
    return told if isinstance(told, bool) else None


def _status_pajak(facts: Facts, book: Book) -> dict[str, str]:
    """What statements make of a firm: each begins and ends so many days before or after the day of the case."""
    stated = []
    for number, one in enumerate(facts["stated"], start=1):
        end = book.day + timedelta(days=one["ends"]) if "ends" in one else None
        state = LicenceState(one.get("state", "dikonfirmasi"))
        held = Held(one["kind"], state, book.day + timedelta(days=one.get("begins", -400)), end)
        stated.append((held, f"S-{number}"))
    found = facts_on(stated, tax_number=facts.get("tax_number", False), on=book.day)
    assert TaxFacts.from_json(found.as_json()) == found
    words = {True: "ya", False: "tidak", None: "belum"}
    return {
        "pkp": words[found.registered],
        "npwp": words[found.tax_number],
        "final": words[found.final_on(book.day)],
        "final_lusa": words[found.final_on(book.day + timedelta(days=2))],
        "skb": words[found.relief_on(book.day)],
        "status": found.status,
    }


def _denda(facts: Facts, book: Book) -> dict[str, str]:
    found = late_penalty(days=facts["days"], late=Decimal(facts["late"]), whole=Decimal(facts["whole"]), book=book)
    return {"amount": str(found.amount)}


def _nilai(facts: Facts, book: Book) -> dict[str, str]:
    return {"score": str(score({Aspect(name): mark for name, mark in facts.items()}, book=book))}


def _bukti(facts: Facts, book: Book) -> dict[str, str]:
    prices = [Price(str(one), Decimal(one)) for one in facts["prices"]]
    found = gather(prices, own=Decimal(facts["own"]), book=book)
    return {
        "n": str(found.statistics.n) if found.statistics else "tidak",
        "median": str(found.statistics.median) if found.statistics else "",
        "above": str(found.above_median),
        "excluded": " ".join(one.price.name for one in found.excluded),
        "remarked": " ".join(one.price.name for one in found.remarked),
    }
