"""Whose catalogue it is, the regions a visitor may choose as the place of delivery, and how far firms are from it."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict

from belanja.affirmation.remembered import kept
from belanja.catalogue.search import directory, vocabulary
from belanja.catalogue.search.directory import Place
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.rules.distances import kilometres
from belanja.rules.parameters import BY_KEY
from belanja.web import context

_DAYS = "katalog.harga.hari_terendah"


def places_served() -> dict[int, Place]:
    """The regions served by their id, by name. One query; names are read again only when they have changed."""
    served = directory.current(vocabulary.version()).served
    return {place.id: place for place in sorted(served, key=lambda one: one.name)}


def place_asked(query: QueryDict, places: Mapping[int, Place], name: str = "kirim") -> Place | None:
    """The region that an address names; None where it names none that is served."""
    written = query.get(name, "")
    return places.get(int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else None


def enter(request: HttpRequest) -> None:
    """Tell the surroundings of a page whose catalogue it is. No query while nothing has changed."""
    government = _surroundings()
    if government:
        context.at(request, government)


def late_days(government: Government | None = None) -> int:
    """Over how many days the lowest price is told (`katalog.harga.hari_terendah`). No query after `enter`, for the
    government that it told the surroundings."""
    government = government or _surroundings()
    written = getattr(government, "late_days", None)
    return int(written) if written else int(BY_KEY[_DAYS].number)


def _surroundings() -> Government | None:
    return kept(("katalog", "whose", clock.today().isoformat()), _whose)


_THERE = Question(
    lambda: (
        Government.objects.annotate(
            pulled=Exists(Pull.objects.filter(government=OuterRef("pk"))),
            shelved=Exists(Etalase.objects.filter(government=OuterRef("pk"))),
            late_days=institutions.parameter_beside(_DAYS, on=Given("on")),
        )
        .filter(Q(pulled=True) | Q(shelved=True))
        .order_by("-pulled", "region_code", "name")
    )
)


def _whose() -> Government | None:
    """That of the front page; before any figure is loaded, the first that has an etalase. One query."""
    found = _THERE.rows(on=clock.today())
    return next((one for one in found if one.code == settings.DEFAULT_GOVERNMENT), next(iter(found), None))


def distance_words(one: str, other: str) -> str:
    """How far a firm's kabupaten/kota (Kemendagri code) lies from another: `± 45 km`, or why it cannot be told."""
    if not one:
        return "tempat penyedia belum diketahui"
    found = kilometres(one, other)
    if found is None:
        return "belum dapat dihitung"
    return f"± {found} km" if found else "di kabupaten/kota yang sama"
