"""What a shelf asks of its products: typed attributes, ready specifications, and the reasons why one does not fit.

Forms, filters, comparison and spreadsheets are all derived from such a schema. A value is kept as JSON keeps it: text,
true/false, or a number written as text, so that no digit is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]


class AttributeType(StrEnum):
    TEXT = "teks"
    NUMBER = "angka"
    CHOICE = "pilihan"
    YES_NO = "ya_tidak"

    @property
    def label(self) -> str:
        return {"teks": "Teks", "angka": "Angka", "pilihan": "Pilihan", "ya_tidak": "Ya/tidak"}[self.value]


@dataclass(frozen=True)
class Attribute:
    """One attribute; `comparable`: offers that agree in all of these are like and like."""

    key: str
    label: str
    type: AttributeType
    unit: str = ""
    allowed: tuple[str, ...] = ()
    required: bool = False
    comparable: bool = False
    least: Decimal | None = None
    most: Decimal | None = None


def as_json(attribute: Attribute) -> dict[str, Any]:
    """An attribute as JSON keeps it: numbers as text, so that no digit is lost."""
    limits = {name: None if (value := getattr(attribute, name)) is None else f"{value:f}" for name in ("least", "most")}
    return asdict(attribute) | {"type": attribute.type.value, "allowed": list(attribute.allowed)} | limits


def from_json(one: Mapping[str, Any]) -> Attribute:
    """The attribute that `as_json` wrote."""
    least, most = (None if one[name] is None else Decimal(one[name]) for name in ("least", "most"))
    return Attribute(
        one["key"], one["label"], AttributeType(one["type"]), one["unit"], tuple(one["allowed"]), one["required"],
        one["comparable"], least, most,
    )  # fmt: skip


@dataclass(frozen=True)
class Requirement:
    """What a ready specification demands of one attribute: one of some values, or a range."""

    key: str
    one_of: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None


def misfits(schema: Sequence[Attribute], values: Values) -> list[str]:
    """Why the values do not fit the schema, a sentence each; nothing where they fit."""
    known = {attribute.key for attribute in schema}
    found = [f"{key} tidak dikenal dalam skema etalase ini." for key in values if key not in known]
    for attribute in schema:
        value = values.get(attribute.key)
        if value in (None, ""):
            if attribute.required:
                found.append(f"{attribute.label} wajib diisi.")
            continue
        problem = _problem(attribute, value)
        if problem:
            found.append(problem)
    return found


def unmet(schema: Sequence[Attribute], requirements: Sequence[Requirement], values: Values) -> list[str]:
    """Why a product does not meet a ready specification; nothing where it meets it."""
    labels = {attribute.key: attribute for attribute in schema}
    found = []
    for need in requirements:
        attribute = labels.get(need.key)
        label = attribute.label if attribute else need.key
        unit = f" {attribute.unit}" if attribute and attribute.unit else ""
        value = values.get(need.key)
        if value in (None, ""):
            found.append(f"{label} tidak disebut.")
        elif need.one_of and str(value).casefold() not in {word.casefold() for word in need.one_of}:
            found.append(f"{label} {value}{unit}, diminta {' atau '.join(need.one_of)}{unit}.")
        elif (need.least is not None or need.most is not None) and not _within(value, need.least, need.most):
            found.append(f"{label} {value}{unit}, diminta {_range(need)}{unit}.")
    return found


def requirement_words(need: Requirement, schema: Sequence[Attribute]) -> str:
    """What a ready specification demands of one attribute: `Gramatur 75 sampai 80 g`."""
    attribute = next((one for one in schema if one.key == need.key), None)
    label = attribute.label if attribute else need.key
    unit = f" {attribute.unit}" if attribute and attribute.unit else ""
    if need.one_of:
        return f"{label} {' atau '.join(need.one_of)}{unit}"
    return f"{label} {_range(need)}{unit}"


def likeness(schema: Sequence[Attribute], values: Values, *, base_unit: str) -> str:
    """The key that like offers share: their comparable attributes and base unit. Empty where one of them is missing
    or the schema names none: then nothing is like it."""
    comparable = [attribute for attribute in schema if attribute.comparable]
    if not comparable or not base_unit:
        return ""
    parts = []
    for attribute in sorted(comparable, key=lambda one: one.key):
        value = values.get(attribute.key)
        if value in (None, ""):
            return ""
        number = decimal_of(value) if attribute.type is AttributeType.NUMBER else None
        plain = str(value).casefold().strip() if number is None else f"{number.normalize():f}"
        parts.append(f"{attribute.key}={plain}")
    return "|".join([base_unit, *parts])


def shown(attribute: Attribute, value: Any) -> str:
    """A value as a person reads it, with its unit."""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    text = str(value).replace(".", ",") if attribute.type is AttributeType.NUMBER else str(value)
    return f"{text} {attribute.unit}".strip()


def decimal_of(value: Any) -> Decimal | None:
    """A value as an exact number; None where it is none."""
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _problem(attribute: Attribute, value: Any) -> str:
    if attribute.type is AttributeType.NUMBER:
        if decimal_of(value) is None:
            return f"{attribute.label} harus angka."
        if not _within(value, attribute.least, attribute.most):
            limits = Requirement(attribute.key, least=attribute.least, most=attribute.most)
            return f"{attribute.label} harus {_range(limits)}."
    elif attribute.type is AttributeType.YES_NO and not isinstance(value, bool):
        return f"{attribute.label} harus ya atau tidak."
    elif attribute.type is AttributeType.CHOICE and value not in attribute.allowed:
        return f"{attribute.label} harus salah satu dari: {', '.join(attribute.allowed)}."
    return ""


def _within(value: Any, least: Decimal | None, most: Decimal | None) -> bool:
    number = decimal_of(value)
    return number is not None and (least is None or number >= least) and (most is None or number <= most)


def _range(need: Requirement) -> str:
    if need.least is not None and need.most is not None:
        if need.least == need.most:
            return _written(need.least)
        return f"{_written(need.least)} sampai {_written(need.most)}"
    if need.least is not None:
        return f"paling sedikit {_written(need.least)}"
    return f"paling banyak {_written(need.most)}"


def _written(number: Decimal | None) -> str:
    """A number as people write it: no zeros that say nothing, a comma before decimals."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")
