"""The firm as the rules of buying see it on a day: scale, standing, trade, papers, and whose own firm it is."""

from collections.abc import Iterable
from datetime import date

from belanja.etalase.models import Etalase
from belanja.rules import kbli, periods
from belanja.rules.buying.policy import Bar, FirmCase
from belanja.rules.firms import Scale
from belanja.rules.licences import KINDS, LicenceState, kinds_on
from belanja.rules.tax_facts import TAX_KINDS
from belanja.vendors import bars, licences
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Profile
from belanja.vendors.selectors import Selling


def firm_case(firm_id: int, government_id: int, day: date, shelves: Iterable[Etalase], selling: Selling) -> FirmCase:
    """The firm on a day, for goods of these shelves, and whether it may sell on it; ids are opaque text."""
    scale, known = vendors.scale_of(firm_id, on=day).scale, list(shelves)
    return FirmCase(
        id=str(firm_id),
        scale=Scale(scale) if scale else None,
        verified=not selling.unregistered,
        trade_fits=(fits := _trade_fits(selling.profile, known)),
        trade_missing=_trade_missing(selling.profile, known) if fits is None else "",
        lapsed_papers=_lapsed(firm_id, day),
        bars=_bars(selling.bar, day),
        members=frozenset(str(person) for person in vendors.concerned_people(firm_id, government_id=government_id)),
    )


def _trade_fits(profile: Profile | None, shelves: Iterable[Etalase]) -> bool | None:
    """Whether its trades usually sell what these shelves hold; None where that cannot be told of any of them."""
    told = [kbli.covers(profile.kbli, shelf.kbki) for shelf in shelves] if profile else []
    known = [one for one in told if one is not None]
    return all(known) if known else None


def _trade_missing(profile: Profile | None, shelves: Iterable[Etalase]) -> str:
    """What is missing to tell whether the trades fit; empty where the shelves ask for none."""
    if not any(shelf.kbki for shelf in shelves):
        return ""
    if profile is None or not profile.kbli:
        return "KBLI usaha ini belum diketahui"
    return "padanan KBLI usaha ini dengan KBKI etalasenya belum ada"


def _lapsed(firm_id: int, day: date) -> tuple[str, ...]:
    """Kinds of licence that were confirmed and have run out, without another of the kind that holds."""
    held = [one for one in licences.held_by_one(firm_id) if one.kind not in TAX_KINDS]
    ended = {
        one.kind
        for one in held
        if one.state is LicenceState.CONFIRMED and one.valid_to is not None and one.valid_to < day
    }
    standing = kinds_on(held, on=day)
    return tuple(KINDS[kind].short if kind in KINDS else kind for kind in sorted(ended - standing))


def _bars(bar: bars.Bar | None, day: date) -> tuple[Bar, ...]:
    if bar is None or not bar.effect:
        return ()
    kind, label = (bar.measure.value, bar.measure.label) if bar.measure else ("daftar_hitam", "Daftar Hitam nasional")
    # The rules count the last day, the register the first day on which it holds no more.
    return (Bar(kind, label, bar.since or day, periods.day_before(bar.until) if bar.until else None),)
