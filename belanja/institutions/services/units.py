"""Units as the feeds bring them: matched by code, never by name, and the same whatever the order of the feeds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models, transaction

from belanja.foundation.text import name_key
from belanja.institutions import selectors
from belanja.institutions.models import Government, Unit, UnitCode, UnitParent
from belanja.institutions.moments import keep_former
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.unit_codes import is_sub_unit, pd_code, provisional_code, tidy

_LONGEST_CODE = 40
_LONGEST_NAME = 300
#: A name that nobody gave; any feed's spelling replaces it.
_NO_NAME = -1

_UNIT_FIELDS = ["code", "name", "name_year", "sort_key", "kind", "provisional", "replaced_by"]

_Alias = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit as one row of a feed names it. `year` is the fiscal year, 0 where the feed has none."""

    number: str | None
    """`kd_satker`, given anew every year."""
    code: str | None
    """`kd_satker_str`, the SIPD code, which stays."""
    name: str
    year: int


@transaction.atomic
def ensure_units(
    *, government: Government, seen: Iterable[UnitSeen], actor: Actor
) -> dict[tuple[str | None, str | None], int]:
    """Ids of the units named by rows of a feed, new ones put on record. Keys are (number, code) as given.

    - A row with a code belongs to the unit of that code, for good.
    - A row with a number alone belongs to the unit whose code a feed of the same year gave for that number; else to
      a provisional unit `#number/year`. A number of another year is never trusted, a name never matched.
    - When the code of a provisional unit becomes known it takes the code, or, where a unit with that code exists,
      is replaced by it. An undated feed (the master list) is weaker evidence: it makes the provisional unit count
      under the unit it names until a feed of the year itself says so or says otherwise.
    - Where feeds of one year give one number two codes, the number alone means nothing: it stays provisional.

    Rows without number and code have no entry in the answer. Idempotent; a fixed number of queries. Runs in the
    caller's transaction and keeps other imports of the same government waiting until it ends.
    Raises RuleBroken for a missing duty and for codes longer than 40 characters; ValueError when rows of several
    years in one call give one key different meanings.
    """
    selectors.require(actor, Duty.IMPORT, government)
    Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    book = _Book(government, [_clean(one) for one in dict.fromkeys(seen)])
    book.read()
    book.learn_codes()
    book.place_numbers()
    book.settle_provisional()
    book.write(actor)
    return book.answer()


@dataclass(frozen=True, slots=True)
class _Clean:
    given: UnitSeen
    number: str
    code: str
    name: str
    year: int


def _clean(seen: UnitSeen) -> _Clean:
    number, code = tidy(seen.number or ""), tidy(seen.code or "")
    for value in (number, code):
        if len(value) > _LONGEST_CODE:
            raise RuleBroken("unit_code_too_long", f"Kode satuan kerja {value[:60]} terlalu panjang.")
    return _Clean(seen, number, code, " ".join(seen.name.split())[:_LONGEST_NAME], seen.year)


@dataclass
class _Book:
    """The units and aliases of one government while a batch is worked in; written at the end in a few statements."""

    government: Government
    rows: list[_Clean]
    units: dict[str, Unit] = field(default_factory=dict)
    aliases: dict[_Alias, UnitCode] = field(default_factory=dict)
    new_units: list[Unit] = field(default_factory=list)
    changed_units: dict[int, Unit] = field(default_factory=dict)
    changed_aliases: dict[_Alias, UnitCode] = field(default_factory=dict)
    lost_parents: list[Unit] = field(default_factory=list)
    placed: dict[tuple[str | None, str | None], Unit] = field(default_factory=dict)
    told: list[dict[str, object]] = field(default_factory=list)

    def read(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.filter(government=self.government)}
        by_id = {unit.pk: unit for unit in self.units.values()}
        for unit in self.units.values():
            if unit.replaced_by_id is not None:
                unit.replaced_by = by_id[unit.replaced_by_id]
        numbers = {row.number for row in self.rows if row.number}
        values = numbers | {row.code for row in self.rows if row.code}
        for alias in UnitCode.objects.filter(government=self.government, value__in=values):
            # One object per unit, so that a code taken in this batch is seen through every alias.
            if alias.unit_id is not None:
                alias.unit = by_id[alias.unit_id]
            self.aliases[(alias.scheme, alias.year, alias.value)] = alias

    # Rows with a code

    def learn_codes(self) -> None:
        """Place rows with a code, and learn what their numbers mean."""
        meanings: dict[_Alias, dict[str, None]] = defaultdict(dict)
        for row in self.rows:
            if row.code and row.number:
                meanings[(UnitCode.Scheme.NUMBER, row.year, row.number)][row.code] = None
        for key, codes in meanings.items():
            if len(codes) == 1:
                self._take_code(key, next(iter(codes)))
        for row in self.rows:
            if row.code:
                unit = self._coded(row.code)
                self._name(unit, row.name, row.year)
                self._remember((UnitCode.Scheme.CODE, row.year, row.code), unit, row.name)
                self._place(row, unit)
        for key, codes in meanings.items():
            for code in codes:
                self._learn_number(key, self._coded(code))
        for row in self.rows:
            if row.code and row.number:
                self._spell((UnitCode.Scheme.NUMBER, row.year, row.number), row.name)

    def _take_code(self, key: _Alias, code: str) -> None:
        """Let the provisional unit of this number and year become the unit of `code`, if nobody is that yet."""
        unit = self.units.get(provisional_code(key[2], key[1]))
        if unit is None or code in self.units or unit.replacement_decided or self._contradicted(key):
            return
        del self.units[unit.code]
        self._give_code(unit, code)
        self.told.append({"number": key[2], "year": key[1], "takes": code})

    def _contradicted(self, key: _Alias) -> bool:
        alias = self.aliases.get(key)
        return alias is not None and alias.unit is None

    def _give_code(self, unit: Unit, code: str) -> None:
        unit.code, unit.provisional, unit.replaced_by = code, False, None
        unit.kind = Unit.Kind.SUB_UNIT if is_sub_unit(code) else Unit.Kind.PD
        self.units[code] = unit
        self._touch(unit)
        self._under_its_pd(unit)

    def _coded(self, code: str) -> Unit:
        unit = self.units.get(code)
        if unit is None:
            unit = self._create(code, Unit.Kind.SUB_UNIT if is_sub_unit(code) else Unit.Kind.PD)
            self._under_its_pd(unit)
        return unit

    def _under_its_pd(self, unit: Unit) -> None:
        if unit.kind == Unit.Kind.SUB_UNIT:
            self._coded(pd_code(unit.code))
            self.lost_parents.append(unit)

    def _learn_number(self, key: _Alias, unit: Unit) -> None:
        """A feed says that a number of a year is `unit`; a second, different word makes it mean nothing."""
        alias = self.aliases.get(key)
        if alias is None:
            self._remember(key, unit, "")
        elif alias.unit is not None and alias.unit is not unit:
            if alias.unit.numbered:
                alias.unit = unit
            else:
                alias.unit = None
                self.told.append({"number": key[2], "year": key[1], "contradicted": unit.code})
            self.changed_aliases[key] = alias

    # Rows with a number alone

    def place_numbers(self) -> None:
        for row in self.rows:
            if row.code or not row.number:
                continue
            key = (UnitCode.Scheme.NUMBER.value, row.year, row.number)
            alias = self.aliases.get(key)
            unit = alias.unit if alias else None
            if unit is None:
                code = provisional_code(row.number, row.year)
                unit = self.units.get(code) or self._create(code, Unit.Kind.PD, provisional=True)
                if alias is None:
                    self._remember(key, unit, row.name)
            self._spell(key, row.name)
            self._name(unit, row.name, row.year)
            self._place(row, unit)

    def settle_provisional(self) -> None:
        """Let each provisional unit of this batch's numbers count under whatever the aliases now say it is."""
        numbers = {row.number for row in self.rows if row.number}
        for unit in list(self.units.values()):
            if not unit.numbered or unit.replacement_decided:
                continue
            number, _, year = unit.code[1:].rpartition("/")
            if number not in numbers:
                continue
            own = self.aliases.get((UnitCode.Scheme.NUMBER, int(year), number))
            undated = self.aliases.get((UnitCode.Scheme.NUMBER, 0, number))
            target = own.unit if own else None
            if target is unit:
                target = undated.unit if undated and undated.unit is not unit else None
            if target is not None and target.numbered:
                target = None
            if unit.replaced_by is not target:
                unit.replaced_by = target
                self._touch(unit)
                self.told.append({"provisional": unit.code, "counts_as": target.code if target else None})
            if target is not None:
                self._name(target, unit.name, unit.name_year)

    # Common

    def _create(self, code: str, kind: str, *, provisional: bool = False) -> Unit:
        unit = Unit(
            government=self.government,
            code=code,
            name=f"Satuan kerja {code}",
            name_year=_NO_NAME,
            sort_key=name_key(code),
            kind=kind,
            provisional=provisional,
        )
        self.units[code] = unit
        self.new_units.append(unit)
        return unit

    def _name(self, unit: Unit, name: str, year: int) -> None:
        """The newest year's spelling; within a year the longest, so that the order of feeds does not matter."""
        if name and (year, len(name), name) > (unit.name_year, len(unit.name), unit.name):
            unit.name, unit.name_year, unit.sort_key = name, year, name_key(name)[:_LONGEST_NAME]
            self._touch(unit)

    def _touch(self, unit: Unit) -> None:
        if unit.pk is not None:
            self.changed_units[unit.pk] = unit

    def _remember(self, key: _Alias, unit: Unit, name: str) -> None:
        alias = self.aliases.get(key)
        if alias is None:
            scheme, year, value = key
            alias = UnitCode(government=self.government, unit=unit, scheme=scheme, year=year, value=value, name=name)
            self.aliases[key] = alias
            self.changed_aliases[key] = alias
        self._spell(key, name)

    def _spell(self, key: _Alias, name: str) -> None:
        alias = self.aliases[key]
        if name and (len(name), name) > (len(alias.name), alias.name):
            alias.name = name
            self.changed_aliases[key] = alias

    def _place(self, row: _Clean, unit: Unit) -> None:
        key = (row.given.number, row.given.code)
        if self.placed.setdefault(key, unit) is not unit:
            raise ValueError(f"{key} means different units in the years of one call")

    def write(self, actor: Actor) -> None:
        # A unit may be replaced by one that is new in the same batch and has no id yet.
        successors = [(unit, unit.replaced_by) for unit in self.new_units if unit.replaced_by is not None]
        for unit, _ in successors:
            unit.replaced_by = None
        Unit.objects.bulk_create(self.new_units)
        for unit, successor in successors:
            unit.replaced_by = successor
            self._touch(unit)
        for unit in self.changed_units.values():
            unit.replaced_by = unit.replaced_by  # takes over the id that the other one now has
        keep_former(Unit, self.changed_units)
        _update(Unit, self.changed_units.values(), _UNIT_FIELDS)
        self._write_parents()
        self._write_aliases()
        if self.new_units or self.told:
            journal.append(
                name="institutions.units_seen",
                actor=actor,
                subject=f"government:{self.government.code}",
                government_code=self.government.code,
                payload={"new": sorted(unit.code for unit in self.new_units), "changes": self.told},
            )

    def _write_parents(self) -> None:
        known = [unit.pk for unit in self.lost_parents]
        decided = (
            set(UnitParent.objects.filter(unit_id__in=known).values_list("unit_id", flat=True)) if known else set()
        )
        UnitParent.objects.bulk_create(
            UnitParent(unit=unit, parent=self._coded(pd_code(unit.code)))
            for unit in self.lost_parents
            if unit.pk not in decided
        )

    def _write_aliases(self) -> None:
        aliases = list(self.changed_aliases.values())
        changed = {alias.pk for alias in aliases if alias.pk}
        for alias in aliases:
            alias.unit = alias.unit  # takes over the id that a new unit now has
        UnitCode.objects.bulk_create([alias for alias in aliases if alias.pk is None], batch_size=2000)
        keep_former(UnitCode, changed)
        _update(UnitCode, [alias for alias in aliases if alias.pk in changed], ["unit", "name"])

    def answer(self) -> dict[tuple[str | None, str | None], int]:
        return {key: unit.pk for key, unit in self.placed.items()}


def _update(model: type[models.Model], rows: Iterable[models.Model], fields: list[str]) -> None:
    """Write changed rows by an upsert, which for thousands of rows is many times faster than `bulk_update`."""
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=2000
    )
