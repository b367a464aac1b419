"""Who sits at a page of buying: an office, and the units whose packages and orders are there for it.

Another unit's package is not there (404). What a person may do is asked for the unit of the thing at hand; the services
ask again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from belanja.foundation import clock, text
from belanja.foundation.prepared import prepared
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.purchasing.models import Order, Package
from belanja.purchasing.selectors import lists
from belanja.rules.channels import Mode
from belanja.rules.classification import MEASURED_ONLY
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.access import frame as office_frame

View = Callable[..., HttpResponseBase]
_Row = TypeVar("_Row", bound=Model)

_MODES = {
    Mode.LOCAL: "pesanan yang dibuat di sini dihitung",
    Mode.COMPANION: "paket di sini menjadi bahan pesanan di katalog nasional, dan dihitung dari sana",
    Mode.PRACTICE: "data latihan, tidak dihitung dan tidak mengikat",
}


@dataclass(frozen=True)
class BuyerDesk:
    """One person at the pages of buying of one government."""

    office: Office
    _units: dict[Duty, frozenset[int] | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def government(self) -> Government:
        return self.office.government

    @property
    def actor(self) -> Actor:
        return self.office.actor

    @property
    def code(self) -> str:
        return self.office.code

    def url(self, name: str, *args: object) -> str:
        """Address of a page of this government."""
        return self.office.url(name, *args)

    def units(self, duty: Duty = Duty.SEE_PURCHASES) -> frozenset[int] | None:
        """Units for which this person may do a duty; None: for every unit."""
        if duty not in self._units:
            self._units[duty] = self.office.reach.units(duty)
        return self._units[duty]

    def may(self, duty: Duty, unit_id: int) -> bool:
        """Whether a button of this duty is shown for things of this unit."""
        if not self.office.may(duty):
            return False
        units = self.units(duty)
        return units is None or unit_id in units

    @property
    def packages(self) -> QuerySet[Package]:
        return lists.packages(self.government.pk, self.units())

    @property
    def orders(self) -> QuerySet[Order]:
        return lists.orders(self.government.pk, self.units())

    def package(self, package_id: int) -> Package:
        """A package of the units in reach. Raises Http404 for any other."""
        found = lists.package(package_id, self.government, self.units())
        if found is None:
            raise Http404
        return found

    def order(self, code: str) -> Order:
        """An order of the units in reach. Raises Http404 for any other."""
        return _or_404(self.orders.filter(code=code))

    @cached_property
    def mode(self) -> str:
        """The mode of the government with its day, and what it means."""
        return mode_words(self.government)


def mode_words(government: Government) -> str:
    """`Modus katalog lokal sejak 1 Januari 2026: …`: said on every page and paper of buying."""
    row = institutions.counting_mode_row(government_id=government.pk, on=clock.today())
    mode = Mode(row.mode) if row else Mode.COMPANION
    since = f" sejak {text.long_date(row.valid_from)}" if row else ""
    return f"Modus {mode.label.lower()}{since}: {_MODES[mode]}."


def _or_404(rows: QuerySet[_Row]) -> _Row:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def buyer_page(*any_of: Duty, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let in whoever holds one of these duties for any unit of the government of the address; everybody else gets 404.

    Duties of buying hold for a unit alone, so the door is opened by what every officer of the figures may, and the
    units are asked for behind it. The view is called with (request, desk, …).
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def seated(request: HttpRequest, office: Office, **kwargs: Any) -> HttpResponseBase:
            desk = BuyerDesk(office)
            if not any(office.may(duty) and desk.units(duty) != frozenset() for duty in any_of):
                raise Http404
            with prepared():
                return view(request, desk, **kwargs)

        return officer_page(Duty.SEE_SOURCE_ROWS, methods=methods)(seated)

    return wrap


def frame(desk: BuyerDesk, section: str, *trail: tuple[str, str], title: str) -> dict[str, Any]:
    """What surrounds a page of buying: that of every officers' page, and the mode of the government."""
    return office_frame(desk.office, section, *trail, title=title) | {"mode": desk.mode, "measured_only": MEASURED_ONLY}
