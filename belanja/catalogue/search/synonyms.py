"""The curators' synonyms: seeded once from the data file, changed at once for everybody."""

from collections.abc import Sequence

from django.db import transaction

from belanja.catalogue.models import SearchState, Synonym
from belanja.foundation import clock
from belanja.foundation.words import rows
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .index import changed
from .vocabulary import DATA, phrase


def seed() -> int:
    """Synonyms of the data file that are not on record yet; what curators changed or switched off stays so."""
    known = set(Synonym.objects.values_list("term", flat=True))
    new = [
        Synonym(term=row[0], both_ways=row[1] == "both", equivalents=row[2].split("; "), seeded=True)
        for row in rows(DATA / "synonyms.tsv")
        if row[0] not in known
    ]
    Synonym.objects.bulk_create(new)
    if new or not SearchState.objects.exists():
        changed()
    return len(new)


def set_synonym(
    *,
    term: str,
    equivalents: Sequence[str],
    both_ways: bool,
    active: bool,
    actor: Actor,
    government: Government,
    seen: str = "",
    new: bool = False,
) -> Synonym:
    """Put a term and its equivalents on record, in force for the next search. Needs CURATE_CATALOGUE. `seen`: the
    `state_of` the term that the curator looked at; `new`: he believes it is not there yet. RuleBroken 422 for
    words that say nothing, 409 where a colleague has put in or changed it meanwhile."""
    with transaction.atomic():
        SearchState.objects.select_for_update().first()
        institutions.require(actor, Duty.CURATE_CATALOGUE, government)
        said, others = _checked(term, equivalents)
        known = Synonym.objects.filter(term=said).first()
        if known is not None and (new or (seen and state_of(known) != seen)):
            raise RuleBroken(
                "synonym_changed",
                f"“{said}” sudah ada di daftar: {', '.join(known.equivalents)}. Yang Anda tulis belum disimpan; "
                "gabungkan bila perlu, lalu simpan lagi.",
                status=409,
            )
        found, _new = Synonym.objects.update_or_create(
            term=said,
            defaults={
                "equivalents": others,
                "both_ways": both_ways,
                "active": active,
                "changed_at": clock.now(),
            },
        )
        changed()
        journal.append(
            name="catalogue.synonym_set",
            actor=actor,
            subject=f"synonym:{found.pk}",
            payload={
                "term": said,
                "equivalents": others,
                "both_ways": both_ways,
                "active": active,
                "former": None if known is None else known.equivalents,
            },
            government_code=government.code,
        )
    return found


def state_of(synonym: Synonym) -> str:
    """What changes whenever somebody changes the term."""
    return synonym.changed_at.isoformat() if synonym.changed_at else "-"


def _checked(term: str, equivalents: Sequence[str]) -> tuple[str, list[str]]:
    """The words in the spelling they are kept in."""
    said = " ".join(term.lower().split())
    others = list(dict.fromkeys(" ".join(one.lower().split()) for one in equivalents if one.strip()))
    if not phrase(said) or not others or len(said) > 80 or any(len(one) > 80 for one in others):
        raise RuleBroken("synonym_empty", "Isi kata dan paling sedikit satu padanannya, masing-masing singkat.")
    empty = [one for one in others if not phrase(one)]
    if empty:
        raise RuleBroken("synonym_empty", f"“{empty[0]}” hanya berisi kata yang diabaikan pencarian.")
    if said in others:
        raise RuleBroken("synonym_itself", f"“{said}” tidak perlu menjadi padanan dirinya sendiri.")
    return said, others
