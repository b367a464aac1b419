"""Separation of duties: which parts of one purchase one person may not have, dated and cited; and which such conflicts
there were among roles that were held.

One table for the policy engine (`buying.policy.separation`), for what is asked when a role is handed on
(`delegation`), for the services that refuse, for the indicator `petugas.rangkap` and for APIP's matrix.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from .duties import AS_PPK, Role


class Part(StrEnum):
    """What somebody does in one package; one person may hold only parts that go together."""

    REQUESTER = "pengusul"
    BUYER = "pembeli"
    """Who chooses and negotiates: PP up to the dated value, PPK above."""
    SIGNER = "ppk"
    APPROVER = "penetap"
    """PA or KPA, where the value asks for it."""
    TREASURER = "bendahara"
    VERIFIER = "ppk_skpd"
    OVERSEER = "apip"

    @property
    def label(self) -> str:
        return {
            "pengusul": "pengusul",
            "pembeli": "pelaksana pembelian",
            "ppk": "PPK",
            "penetap": "PA/KPA yang menetapkan",
            "bendahara": "bendahara",
            "ppk_skpd": "Pejabat Penatausahaan Keuangan",
            "apip": "APIP",
        }[self.value]


@dataclass(frozen=True)
class Pair:
    """Two parts that are two people's. `basis`: slug of a row in `legal_bases`; `always`: kept apart whatever the
    package, so that nobody takes both roles for one unit; `buyer`: only where the buyer bought in this role."""

    one: Part
    other: Part
    why: str
    since: date
    basis: str
    article: str
    always: bool = False
    buyer: Role | None = None

    @property
    def key(self) -> str:
        return f"{self.one.value}-{self.other.value}"

    @property
    def parts(self) -> frozenset[Part]:
        return frozenset({self.one, self.other})


_TREASURY = (date(2004, 1, 14), "uu-1-2004", "Pasal 10")
_CHECKED = (date(2018, 3, 22), "perpres-16-2018", "Pasal 7, 9, 11 dan 12: saling uji antara pelaku pengadaan")
_FINANCE = (date(2020, 12, 30), "permendagri-77-2020", "PPK-SKPD menguji tagihan dan tidak merangkap")
_WATCHED = (date(2008, 8, 28), "pp-60-2008", "pengawasan intern independen dari yang diawasinya")

PAIRS: tuple[Pair, ...] = (
    Pair(Part.BUYER, Part.SIGNER, "PPK memeriksa pembelian Pejabat Pengadaan, jadi keduanya dua orang", *_CHECKED,
         always=True, buyer=Role.PEJABAT_PENGADAAN),
    Pair(Part.SIGNER, Part.TREASURER, "PPK tidak dirangkap bendahara", *_TREASURY, always=True),
    Pair(Part.SIGNER, Part.VERIFIER, "yang menandatangani tidak menguji tagihannya", *_FINANCE),
    Pair(Part.TREASURER, Part.VERIFIER, "yang membayar tidak menguji tagihannya", *_FINANCE),
    Pair(Part.BUYER, Part.TREASURER, "Pejabat Pengadaan tidak dirangkap bendahara", *_TREASURY, always=True),
    Pair(Part.REQUESTER, Part.SIGNER, "yang mengusulkan tidak menyetujui usulnya sendiri", *_CHECKED),
    Pair(Part.REQUESTER, Part.APPROVER, "yang mengusulkan tidak menetapkan usulnya sendiri", *_CHECKED),
    Pair(Part.BUYER, Part.APPROVER, "yang membeli tidak menetapkan pembeliannya sendiri", *_CHECKED),
    Pair(Part.SIGNER, Part.APPROVER, "yang menandatangani tidak menetapkan pesanannya sendiri", *_CHECKED),
    Pair(Part.APPROVER, Part.TREASURER, "bendahara tidak dirangkap PA/KPA", *_TREASURY, always=True),
    *(
        Pair(Part.OVERSEER, part, "APIP mengawasi pembelian dan tidak bertindak di dalamnya", *_WATCHED, always=True)
        for part in Part
        if part is not Part.OVERSEER
    ),
)  # fmt: skip

#: The part that each role is there for. Nobody holds the role of a Pejabat Penatausahaan Keuangan here.
PART_OF_ROLE: Mapping[Role, Part] = {
    Role.PPTK: Part.REQUESTER,
    Role.PEJABAT_PENGADAAN: Part.BUYER,
    Role.PPK: Part.SIGNER,
    Role.PA: Part.APPROVER,
    Role.KPA: Part.APPROVER,
    Role.BENDAHARA: Part.TREASURER,
    Role.APIP: Part.OVERSEER,
}


def pair_of(one: Part | None, other: Part | None, on: date | None = None) -> Pair | None:
    """The row by which two parts are kept apart on a day (None: on any); None where they go together."""
    found = (pair for pair in PAIRS if pair.parts == {one, other} and (on is None or pair.since <= on))
    return next(found, None)


def one_person(acted: Iterable[tuple[Part, str]], buyer_role: Role | None) -> list[Pair]:
    """The pairs that were one person's in one order. A part that several people have had counts with each of them; PP
    and PPK are two people, a PPK may buy himself."""
    people: dict[Part, set[str]] = {}
    for part, who in acted:
        if who:
            people.setdefault(part, set()).add(who)
    return [
        pair
        for pair in PAIRS
        if pair.buyer in (None, buyer_role) and people.get(pair.one, set()) & people.get(pair.other, set())
    ]


@dataclass(frozen=True)
class Holding:
    """A role held for a term: by whom, for which unit (None: the whole government), from `begins` until the day before
    `ends`. `lender`: whose role it is, where it was handed on by `letter`; `as_ppk`: the work of a PPK that PA or KPA
    does where nobody is appointed, for that very unit. `key` is the caller's own."""

    person: str
    role: Role
    unit: str | None
    begins: date
    ends: date
    lender: str = ""
    letter: str = ""
    as_ppk: bool = False
    key: str = ""

    @property
    def part(self) -> Part | None:
        return Part.SIGNER if self.as_ppk else PART_OF_ROLE.get(self.role)

    def reaches(self, tops: Mapping[str, str]) -> frozenset[str]:
        """The units for which it counts. `tops`: what each unit counts under."""
        if self.unit is None:
            return frozenset(tops)
        if self.as_ppk:
            return frozenset({self.unit})
        return frozenset(unit for unit, top in tops.items() if self.unit in (unit, top))


@dataclass(frozen=True)
class Conflict:
    """One person held both parts of a pair for these units, from `begins` until the day before `ends`."""

    pair: Pair
    person: str
    units: frozenset[str]
    begins: date
    ends: date
    one: Holding
    other: Holding


def conflicts(
    held: Iterable[Holding], tops: Mapping[str, str], *, begins: date, ends: date, as_ppk: Callable[[date], bool]
) -> list[Conflict]:
    """Every conflict among roles held within a period (until the day before `ends`), PA and KPA who act as PPK among
    them. `as_ppk`: whether the region lets them on a day. By person, then by the order of `PAIRS`."""
    known = [one for one in held if one.begins < min(one.ends, ends) and one.ends > begins]
    known += acting(known, tops, begins=begins, ends=ends, allowed=as_ppk)
    by_person: dict[str, list[Holding]] = {}
    for one in known:
        by_person.setdefault(one.person, []).append(one)
    found = [
        conflict
        for person in sorted(by_person)
        for one, other in combinations(by_person[person], 2)
        if (conflict := _between(one, other, tops, begins, ends)) is not None
    ]
    return sorted(found, key=lambda each: (each.person, PAIRS.index(each.pair), each.begins, sorted(each.units)))


def _between(one: Holding, other: Holding, tops: Mapping[str, str], begins: date, ends: date) -> Conflict | None:
    pair = pair_of(one.part, other.part)
    if pair is None:
        return None
    since, until = max(one.begins, other.begins, begins, pair.since), min(one.ends, other.ends, ends)
    if since >= until:
        return None
    units = one.reaches(tops) & other.reaches(tops)
    first, second = (one, other) if one.part is pair.one else (other, one)
    return Conflict(pair, one.person, units, since, until, first, second) if units else None


def acting(
    held: Sequence[Holding], tops: Mapping[str, str], *, begins: date, ends: date, allowed: Callable[[date], bool]
) -> list[Holding]:
    """PA and KPA who acted as PPK, a row for each unit and stretch of days in which nobody held that role for it
    (Perpres 16/2018 Pasal 9 to 11): only who holds the role in his own right, bound to a unit. `allowed` is asked for
    the first day of each stretch."""
    signers = [(one, one.reaches(tops)) for one in held if one.role is Role.PPK]
    heads = [one for one in held if one.role in AS_PPK and one.unit is not None and not one.lender]
    found = []
    for head in heads:
        for unit in sorted(head.reaches(tops)):
            taken = sorted((one.begins, one.ends) for one, units in signers if unit in units)
            for since, until in _gaps(max(head.begins, begins), min(head.ends, ends), taken):
                if allowed(since):
                    found.append(Holding(head.person, head.role, unit, since, until, as_ppk=True, key=head.key))
    return found


def _gaps(since: date, until: date, taken: Iterable[tuple[date, date]]) -> Iterable[tuple[date, date]]:
    """What is left of a term beside stretches that are taken, these by their first day."""
    for begins, ends in taken:
        if since < min(begins, until):
            yield since, min(begins, until)
        since = max(since, ends)
    if since < until:
        yield since, until


def last_day(ends: date) -> date:
    """The last day of what holds no more on `ends`."""
    return ends - timedelta(days=1)
