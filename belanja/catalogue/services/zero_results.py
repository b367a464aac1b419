"""What curators make of searches that found nothing."""

from django.db import transaction

from belanja.catalogue.models import ZeroResult, ZeroResultAnswer
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty


@transaction.atomic
def answer_zero_result(
    *, query: str, kind: str, note: str = "", government: Government, actor: Actor
) -> ZeroResultAnswer:
    """Say what becomes of a search that found nothing; it leaves the list until it is asked again. Needs
    CURATE_CATALOGUE; RuleBroken 404 for a search nobody made, 422 for an unknown answer."""
    institutions.require(actor, Duty.CURATE_CATALOGUE, government)
    if not ZeroResult.objects.filter(query=query).exists():
        raise RuleBroken("query_unknown", "Pencarian ini tidak ada di daftar.", status=404)
    if kind not in ZeroResultAnswer.Kind.values:
        raise RuleBroken("answer_unknown", "Pilih apa yang dilakukan dengan pencarian ini.")
    answer, _new = ZeroResultAnswer.objects.update_or_create(
        query=query,
        defaults={
            "kind": kind,
            "note": " ".join(note.split())[:300],
            "on": clock.today(),
            "by_label": actor.label,
        },
    )
    journal.append(
        name="catalogue.zero_result_answered",
        actor=actor,
        subject="search",
        payload={"query": query, "kind": kind, "note": answer.note},
        government_code=government.code,
    )
    return answer
