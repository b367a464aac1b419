"""Which record or step each letter tells of, which letters are still to be made, and those that were."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from belanja.documents.models import Paper
from belanja.rules.papers import Kind, State
from belanja.rules.proposals.steps import Step

from ..models import Proposal, ProposalStep, Record
from . import bureau, parts
from .proposal import proposal

_RECORDS: dict[str, tuple[Kind, Callable[[Record], parts.Letter]]] = {
    Record.Kind.DOSSIER.value: (Kind.PROPOSAL, proposal),
    Record.Kind.STUDY.value: (Kind.STUDY, bureau.study),
    Record.Kind.DECISION.value: (Kind.DECISION, bureau.decision),
    Record.Kind.CALL.value: (Kind.CALL, bureau.call),
}
_REPLIES = [Step.RETURN.value, Step.REFUSE.value, Step.FOLD.value, Step.CANCEL.value]


def _subjects(of: QuerySet[Record], replies: QuerySet[ProposalStep]) -> list[str]:
    found = [f"{_RECORDS[kind][0].value}:{pk}" for pk, kind in of.values_list("pk", "kind")]
    return found + [f"{Kind.REPLY.value}:{pk}" for pk in replies.values_list("pk", flat=True)]


def due() -> list[str]:
    """Subjects of letters that are still to be made, oldest first. Three queries."""
    steps = ProposalStep.objects.filter(step__in=_REPLIES)
    every = _subjects(Record.objects.order_by("pk"), steps.order_by("pk"))
    made = set(Paper.objects.filter(subject__in=every).values_list("subject", flat=True))
    return [one for one in every if one not in made]


def letter_of(subject: str) -> parts.Letter:
    """The letter of a subject of `due`."""
    kind, _, number = subject.partition(":")
    near = ("proposal__government", "proposal__unit", "proposal__folded_into")
    if kind == Kind.REPLY.value:
        return bureau.reply(ProposalStep.objects.select_related(*near).get(pk=int(number)))
    record: Any = Record.objects.select_related(*near).get(pk=int(number))
    return _RECORDS[record.kind][1](record)


def papers_of(found: Proposal) -> list[Paper]:
    """The letters of a proposal that were issued, the oldest first. Three queries."""
    subjects = _subjects(found.records.all(), found.steps.filter(step__in=_REPLIES).order_by("pk"))
    return list(Paper.objects.filter(subject__in=subjects).exclude(state=State.DRAFT).order_by("pk"))
