"""What others may ask about shelves."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from rapidfuzz import fuzz

from belanja.foundation.text import name_key
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.rules import shelves as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import EtalaseState

from .models import Etalase, NationalEtalase, Schema, SchemaDraft

#: Names at least this alike (0 to 100, words in any order) are told as alike.
_ALIKE = 82
_MOST_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    """A shelf that may be the same one, and why it is thought so."""

    etalase: Etalase
    reasons: list[str]
    likeness: float


def governed(government_id: int) -> QuerySet[Etalase]:
    """The shelves of a government, by name, with the number of their versions."""
    found = Etalase.objects.filter(government_id=government_id).order_by("sort_key", "id")
    return found.select_related("national", "merged_into").annotate(versions=Count("schemas"))


def one(etalase_id: int, government_id: int) -> Etalase:
    """A shelf of a government; RuleBroken 404 where it has none of that number."""
    found = Etalase.objects.filter(pk=etalase_id, government_id=government_id)
    etalase = found.select_related("national", "merged_into", "government").first()
    if etalase is None:
        raise RuleBroken("not_found", "Etalase ini tidak ditemukan.", status=404)
    return etalase


def active(government_id: int) -> QuerySet[Etalase]:
    """Shelves on which firms list now: those of a government and the national ones, by name."""
    found = Etalase.objects.filter(Q(government_id=government_id) | Q(government=None), state=EtalaseState.ACTIVE.value)
    return found.order_by("sort_key", "id")


def proposals(government_id: int) -> QuerySet[Etalase]:
    """Shelves that are proposed and wait to be opened or dropped, the longest waiting first."""
    found = Etalase.objects.filter(government_id=government_id, state=EtalaseState.PROPOSED.value)
    return found.order_by("state_since", "pk")


def by_slug(slug: str) -> Etalase | None:
    """The shelf of an address with its ready specifications; None where there is none. Two queries."""
    found = Etalase.objects.filter(slug=slug).select_related("government").prefetch_related("specifications")
    return found.first()


def versions(etalase_id: int) -> list[Schema]:
    """Every version of a shelf's schema with its attributes, the latest first. Two queries."""
    return list(Schema.objects.filter(etalase_id=etalase_id).order_by("-version").prefetch_related("attributes"))


def draft(etalase_id: int) -> SchemaDraft | None:
    """The next version while somebody works on it."""
    return SchemaDraft.objects.filter(etalase_id=etalase_id).first()


def successors(etalase: Etalase) -> QuerySet[Etalase]:
    """Shelves into which this one can be merged: the active ones of its government."""
    found = Etalase.objects.filter(government=etalase.government, state=EtalaseState.ACTIVE.value)
    return found.exclude(pk=etalase.pk).order_by("sort_key")


def national_choices(government: Government) -> list[NationalEtalase]:
    """Etalase of Katalog v5 to which a shelf of this government can be tied: its own, and those of the nation."""
    found = NationalEtalase.objects.filter(Q(owner_code=government.code) | ~Q(kind=NationalEtalase.Kind.LOCAL))
    return list(found.order_by("kind", "name"))


def similar(etalase: Etalase, others: list[Etalase]) -> list[Similar]:
    """Shelves that may hold the same goods, the likeliest first: names alike, KBKI shared, the same category."""
    found = []
    for other in others:
        if other.pk == etalase.pk:
            continue
        reasons, likeness = alike(etalase.terms(), other.terms())
        if reasons:
            found.append(Similar(other, reasons, likeness))
    return sorted(found, key=lambda one: (-one.likeness, one.etalase.sort_key))[:_MOST_SIMILAR]


def alike(mine: rules.Terms, other: rules.Terms) -> tuple[list[str], float]:
    """Why two shelves, or proposals of one, may hold the same goods, and how much speaks for it; no reason: nothing."""
    likeness = fuzz.token_set_ratio(name_key(mine.name), name_key(other.name))
    shared = rules.shared_kbki(mine.kbki, other.kbki)
    reasons = [f"nama mirip: {other.name}"] if likeness >= _ALIKE else []
    if shared:
        reasons.append(f"KBKI {shared}… sama")
    if len(mine.category) > 1 and mine.category == other.category:
        reasons.append(f"kategori {mine.category[-1]} sama")
    return reasons, len(reasons) * 100 + likeness + len(shared)


def history(etalase_id: int, government: Government, *, most: int = 50) -> list[Event]:
    """What was done to a shelf, the latest first, from the journal."""
    events = Event.objects.filter(subject=f"etalase:{etalase_id}", government_code=government.code)
    return list(events.order_by("-id")[:most])
