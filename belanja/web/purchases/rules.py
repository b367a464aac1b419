"""The rules that spoke, as a piece: of a cart as it stands, or as they were kept with an order."""

from collections.abc import Iterable
from dataclasses import replace

from belanja.foundation import text
from belanja.purchasing.models import PolicyAnswer
from belanja.rules.buying.policy import Answer, Outcome
from belanja.rules.periods import day_before
from belanja.web.pieces import Rules, SpokenRule

_OUTCOMES = {
    Outcome.ALLOW: "pass",
    Outcome.WARN: "warn",
    Outcome.NEEDS_REASON: "ask",
    Outcome.BLOCK: "stop",
}


def rules_piece(answers: Iterable[Answer]) -> Rules:
    """The hardest first; what several parts of a package were told alike stands once."""
    told = {(one.rule, one.message): one for one in answers}
    ordered = sorted(told.values(), key=lambda one: (-one.outcome.weight, one.rule))
    return Rules(spoken=[_spoken(one) for one in ordered])


def kept_answers(rows: Iterable[PolicyAnswer]) -> list[Answer]:
    """Of the kept answers of an order what each rule said when it spoke last: of a price that was bargained down the
    sums of today, not those it began with. `rows`: in the order in which they were kept."""
    asked: dict[str, int | None] = {}
    latest: dict[str, dict[str, Answer]] = {}
    for row in rows:
        answer = Answer.from_json(row.answer)
        if asked.get(answer.rule, row.case_id) != row.case_id:
            latest[answer.rule] = {}
        asked[answer.rule] = row.case_id
        latest.setdefault(answer.rule, {})[answer.message] = answer
    return [answer for answers in latest.values() for answer in answers.values()]


def _spoken(answer: Answer) -> SpokenRule:
    article = f", {answer.article}" if answer.article and answer.article not in answer.citation else ""
    since = f"Berlaku sejak {text.long_date(answer.valid_from)}"
    until = f" sampai {text.long_date(day_before(answer.valid_to))}" if answer.valid_to else ""
    inputs = "; ".join(f"{name}: {value}" for name, value in answer.inputs.items())
    return SpokenRule(
        outcome=_OUTCOMES[answer.outcome],
        verdict=answer.outcome.label if answer.judged else "Belum dapat dinilai",
        message=answer.message,
        citation=f"{answer.citation}{article}",
        rule=answer.rule,
        details=[f"{since}{until}.", *([f"Yang dibaca: {inputs}."] if inputs else [])],
    )


def open_rules(answers: Iterable[Answer]) -> Rules:
    """For everybody: what each rule said and its article; what it went by stays inside."""
    return Rules(spoken=[replace(one, details=()) for one in rules_piece(answers).spoken])
