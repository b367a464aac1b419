"""Many candidates as matching reads them: put in order once by what decides, so that a need weighs only those for whom
something speaks. Who fits and how is `matching.fit`, for each of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from .matching import Candidate, Fit, Ground, Sought, fit
from .trades import suppliers

_NONE: frozenset[str] = frozenset()
_Profile = tuple[int | None, tuple[str, ...], str, str, tuple[tuple[Ground, int], ...]]


class Crowd:
    """Candidates by key, and who has a shelf, a past, a trade (by every beginning of its KBLI) or a capacity.

    Needs that ask for the same etalase, goods and place find the same candidates; they are weighed once for all of
    them, and anew only where the need itself makes a difference: by its words and its amount.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = {one.key: one for one in candidates}
        self._on_shelf: dict[int, set[str]] = defaultdict(set)
        self._in_trade: dict[str, set[str]] = defaultdict(set)
        self._with_capacity: dict[int, set[str]] = defaultdict(set)
        self._weighed: dict[_Profile, dict[str, Fit]] = {}
        for key, one in self.candidates.items():
            for etalase_id in one.shelves | one.sold_on:
                self._on_shelf[etalase_id].add(key)
            for code in one.kbli:
                for size in range(2, len(code) + 1):
                    self._in_trade[code[:size]].add(key)
            for etalase_id in one.capacity:
                self._with_capacity[etalase_id].add(key)

    def fits(
        self,
        sought: Sought,
        points: Mapping[Ground, int],
        *,
        sells: Collection[str] = _NONE,
        could: Collection[str] = _NONE,
        but: Collection[str] = _NONE,
    ) -> list[Fit]:
        """Everybody who fits, as `fit` says, in no order. `sells`, `could`: keys of those for whom `fit` is told so;
        `but`: keys of those who do not come into question."""
        alike = self._alike(sought, points)
        # Where something surer speaks for them, what they could is of no weight.
        own = {*sells, *(key for key in could if key not in alike)}
        if sought.etalase_id is not None and sought.amount is not None:
            own |= self._with_capacity.get(sought.etalase_id, _NONE)
        found = [one for key, one in alike.items() if key not in own and key not in but]
        for key in own:
            if key in self.candidates and key not in but:
                one = fit(sought, self.candidates[key], points, sells=key in sells, could=key in could)
                if one is not None:
                    found.append(one)
        return found

    def _alike(self, sought: Sought, points: Mapping[Ground, int]) -> dict[str, Fit]:
        """Who fits needs of this etalase, these goods and this place, whatever their words and amounts."""
        profile = (sought.etalase_id, sought.kbki, sought.place, sought.name, tuple(sorted(points.items())))
        if profile not in self._weighed:
            plain = replace(sought, amount=None)
            weighed = {key: fit(plain, self.candidates[key], points) for key in self._near(sought)}
            self._weighed[profile] = {key: one for key, one in weighed.items() if one is not None}
        return self._weighed[profile]

    def _near(self, sought: Sought) -> set[str]:
        shelf = set() if sought.etalase_id is None else self._on_shelf.get(sought.etalase_id, _NONE)
        return set(shelf) | self.in_trade(suppliers(sought.kbki, sought.name))

    def in_trade(self, codes: Iterable[str]) -> set[str]:
        """Whose KBLI begins with one of these digits."""
        return set().union(*(self._in_trade.get(code, _NONE) for code in codes))
