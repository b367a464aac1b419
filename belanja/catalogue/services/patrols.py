"""Patrols: what is listed is looked at again, by a sample nobody chooses or by a question; a freeze has a reason."""

import secrets
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from belanja.catalogue.models import Offer, Patrol, PatrolItem
from belanja.catalogue.selectors.patrol_questions import MOST, PATROLLED, QUESTIONS, by_words, patrolled
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import patrol as rules
from belanja.rules.curation_reasons import Use, complaint
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listing_steps import Step

from .curation import decide
from .curation_batch import Outcome, one_by_one
from .curators import need_reason, own_firms

_CITATION = "Kepka LKPP 122/2022, pengawasan katalog"
Result = PatrolItem.Outcome


@transaction.atomic
def draw_sample(
    *, government: Government, size: int, etalase_id: int | None = None, purpose: str, actor: Actor
) -> Patrol:
    """Begin a patrol over a random sample of what is listed. Seed, population and its fingerprint are recorded with
    the draw, so that anybody can draw again and nobody can repeat it until it suits. Needs FREEZE_LISTING; RuleBroken
    422 for no purpose, a size out of bounds or an empty population."""
    institutions.require(actor, Duty.FREEZE_LISTING, government)
    if not 1 <= size <= MOST:
        raise RuleBroken("patrol_size", f"Besar sampel 1 sampai {MOST}.", _CITATION)
    population = patrolled(government.pk, etalase_id=etalase_id)
    seed = secrets.token_hex(16)
    chosen = rules.draw(population, size=size, seed=seed)
    question = {"etalase": etalase_id, "size": size}
    return _begin(government, Patrol.Kind.SAMPLE, question, population, chosen, purpose, actor, seed=seed)


@transaction.atomic
def ask(*, government: Government, question: str = "", words: str = "", purpose: str, actor: Actor) -> Patrol:
    """Begin a patrol over what a ready question (`QUESTIONS`) or a search in words finds among the government's own
    listings. Raises as `draw_sample`; 422 where nothing is found."""
    institutions.require(actor, Duty.FREEZE_LISTING, government)
    said = " ".join(words.split())[:160]
    if question in QUESTIONS:
        found = QUESTIONS[question].find(government.pk)
    elif said:
        found = by_words(said)
    else:
        raise RuleBroken("question_missing", "Pilih pertanyaan, atau tulis kata yang dicari.", _CITATION)
    own = set(patrolled(government.pk))
    chosen = [one for one in found if one in own]
    asked = {"question": question} if question in QUESTIONS else {"words": said}
    return _begin(government, Patrol.Kind.QUERY, asked, sorted(own), chosen, purpose, actor)


def _begin(
    government: Government,
    kind: Patrol.Kind,
    question: dict[str, Any],
    population: list[int],
    chosen: list[int],
    purpose: str,
    actor: Actor,
    *,
    seed: str = "",
) -> Patrol:
    said = need_reason(purpose)
    if not chosen:
        raise RuleBroken("patrol_empty", "Tidak ada penawaran tayang yang cocok; tidak ada yang perlu dipatroli.")
    patrol = Patrol.objects.create(
        government=government,
        kind=kind,
        question=question,
        seed=seed,
        population=len(population),
        population_sha256=rules.fingerprint(population),
        purpose=said,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    PatrolItem.objects.bulk_create(
        PatrolItem(patrol=patrol, offer_id=offer_id, position=place) for place, offer_id in enumerate(chosen, 1)
    )
    _tell(patrol, "catalogue.patrol_begun", actor, {
        "kind": str(kind), "question": question, "seed": seed, "population": patrol.population,
        "population_sha256": patrol.population_sha256, "offers": chosen, "purpose": said,
    })  # fmt: skip
    return patrol


def find_fair(
    *, patrol_id: int, item_ids: Collection[int], note: str = "", government: Government, actor: Actor
) -> Outcome:
    """Nothing is wrong with these. RuleBroken 404 for another government's patrol, 409 for a closed one; items that a
    colleague has looked at meanwhile are told in the outcome."""

    def act(item_id: int) -> None:
        _finish(_item(patrol_id, item_id, government, actor), Result.FAIR, actor, note=note)

    _open(patrol_id, government, actor)
    return one_by_one(item_ids, act)


def freeze(
    *,
    patrol_id: int,
    chosen: Iterable[tuple[int, int]],
    reason_code: str,
    note: str = "",
    government: Government,
    actor: Actor,
) -> Outcome:
    """Freeze the sale of these with a standard reason. `chosen`: (item id, the offer's version that was looked at).
    Raises as `find_fair`; 422 for an incomplete reason."""
    wrong = complaint(reason_code, note, Use.FREEZE)
    if wrong:
        raise RuleBroken("reason_missing", wrong, _CITATION)
    versions = dict(chosen)

    def act(item_id: int) -> None:
        item = _item(patrol_id, item_id, government, actor)
        decide(
            offer_id=item.offer_id,
            version=versions[item_id],
            step=Step.FREEZE,
            reason_code=reason_code,
            note=note,
            actor=actor,
        )
        _finish(item, Result.FROZEN, actor, note=note, reason_code=reason_code)

    _open(patrol_id, government, actor)
    return one_by_one(versions, act)


@transaction.atomic
def close(*, patrol_id: int, government: Government, actor: Actor) -> Patrol:
    """End a patrol once everything has been looked at; what is no longer listed is told as such. RuleBroken 409 where
    something is left."""
    patrol = _open(patrol_id, government, actor)
    left = patrol.items.select_for_update().filter(outcome=Result.OPEN)
    left.exclude(offer__state__in=PATROLLED).update(outcome=Result.GONE, at=clock.now(), by_label=actor.label)
    count = left.filter(offer__state__in=PATROLLED).count()
    if count:
        raise RuleBroken("patrol_unfinished", f"Masih ada {count} penawaran yang belum diperiksa.", status=409)
    patrol.closed_at = clock.now()
    patrol.save(update_fields=["closed_at"])
    results = {value: patrol.items.filter(outcome=value).count() for value in Result.values}
    _tell(patrol, "catalogue.patrol_closed", actor, {"results": results})
    return patrol


def _open(patrol_id: int, government: Government, actor: Actor) -> Patrol:
    """The patrol, for somebody who may patrol here and while it is not closed."""
    institutions.require(actor, Duty.FREEZE_LISTING, government)
    patrol = Patrol.objects.filter(pk=patrol_id, government=government).first()
    if patrol is None:
        raise RuleBroken("patrol_unknown", "Patroli ini tidak ada.", status=404)
    if patrol.closed_at is not None:
        raise RuleBroken("patrol_closed", "Patroli ini sudah ditutup.", status=409)
    return patrol


def _item(patrol_id: int, item_id: int, government: Government, actor: Actor) -> PatrolItem:
    item = (
        PatrolItem.objects.select_for_update(of=("self",))
        .select_related("offer__seller", "patrol")
        .filter(pk=item_id, patrol_id=patrol_id, patrol__government=government)
        .first()
    )
    if item is None:
        raise RuleBroken("item_unknown", "Penawaran ini bukan bagian dari patroli ini.", status=404)
    if item.outcome != Result.OPEN:
        raise RuleBroken("item_decided", f"Sudah diperiksa {item.by_label}: {item.get_outcome_display()}.", status=409)
    if item.offer.seller.firm_id in own_firms(actor, government.pk):
        raise RuleBroken("own_firm", "Ini penawaran usaha Anda sendiri. Rekan Anda yang memeriksanya.", status=403)
    return item


def _finish(
    item: PatrolItem, outcome: PatrolItem.Outcome, actor: Actor, *, note: str = "", reason_code: str = ""
) -> None:
    item.outcome, item.reason_code, item.note = outcome, reason_code, " ".join(note.split())[:300]
    item.version = Offer.objects.values_list("version", flat=True).get(pk=item.offer_id)
    item.at, item.by_id, item.by_label = clock.now(), actor.user_id, actor.label
    item.save()
    if outcome == Result.FAIR:
        _tell(item.patrol, "catalogue.patrol_fair", actor, {"offer": item.offer_id, "version": item.version})


def _tell(patrol: Patrol, name: str, actor: Actor, payload: dict[str, Any]) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"patrol:{patrol.pk}",
        payload=payload,
        government_code=patrol.government.code,
    )
