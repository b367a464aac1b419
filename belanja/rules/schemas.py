"""From one version of a schema to the next: what an attribute must be, what changed, and whether a product follows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .attributes import Attribute, AttributeType, Values, misfits
from .decisions import RuleBroken

MOST_ATTRIBUTES = 40
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Fit:
    """A product under another version: its values there, the values that are no longer asked (kept, not shown), and
    why it does not fit. With reasons it stays where it is."""

    values: dict[str, Any] = field(default_factory=dict)
    aside: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


def fit(schema: Sequence[Attribute], values: Values, *, aside: Values) -> Fit:
    """How a product with these values stands under `schema`. Values laid aside come back where they are asked again."""
    asked = {attribute.key for attribute in schema}
    kept = {key: value for key, value in {**aside, **values}.items() if key in asked}
    left = {key: value for key, value in {**aside, **values}.items() if key not in asked}
    return Fit(kept, left, misfits(schema, kept))


def key_of(label: str, taken: Sequence[str]) -> str:
    """A short key for a new attribute, unlike every key that this shelf ever had: a value never changes its meaning."""
    plain = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_") or "atribut"
    plain = (plain if plain[0].isalpha() else f"a_{plain}")[:34].rstrip("_")
    number = 2
    key = plain
    while key in taken:
        key, number = f"{plain}_{number}", number + 1
    return key


def problems(attribute: Attribute, others: Sequence[Attribute]) -> dict[str, str]:
    """What is wrong with an attribute among the others of its version, a sentence for each field."""
    found = {}
    if not _KEY.fullmatch(attribute.key):
        found["label"] = "Nama atribut tidak dapat dipakai; mulai dengan huruf."
    if not 2 <= len(attribute.label) <= 80:
        found["label"] = "Nama atribut 2 sampai 80 huruf."
    elif attribute.label.casefold() in {one.label.casefold() for one in others}:
        found["label"] = f"Atribut {attribute.label} sudah ada di versi ini."
    if len(attribute.unit) > 20:
        found["unit"] = "Satuan paling banyak 20 huruf."
    found |= _of_choice(attribute) | _of_number(attribute)
    return found


def _of_choice(attribute: Attribute) -> dict[str, str]:
    if attribute.type is not AttributeType.CHOICE:
        return {"allowed": "Hanya atribut pilihan yang punya daftar nilai."} if attribute.allowed else {}
    if len(attribute.allowed) < 2:
        return {"allowed": "Tulis paling sedikit dua pilihan, satu tiap baris."}
    if any(len(one) > 80 for one in attribute.allowed):
        return {"allowed": "Setiap pilihan paling banyak 80 huruf."}
    if len({one.casefold() for one in attribute.allowed}) < len(attribute.allowed):
        return {"allowed": "Ada pilihan yang tertulis dua kali."}
    return {}


def _of_number(attribute: Attribute) -> dict[str, str]:
    limited = attribute.least is not None or attribute.most is not None
    if attribute.type is not AttributeType.NUMBER:
        return {"least": "Batas hanya untuk atribut angka."} if limited else {}
    if attribute.least is not None and attribute.most is not None and attribute.least > attribute.most:
        return {"most": "Batas terbesar lebih kecil daripada batas terkecil."}
    return {}


def check(schema: Sequence[Attribute]) -> None:
    """Raise RuleBroken where a version cannot be published as it is."""
    if not schema:
        raise RuleBroken("schema_empty", "Skema memerlukan paling sedikit satu atribut.")
    if len(schema) > MOST_ATTRIBUTES:
        raise RuleBroken("schema_long", f"Skema paling banyak {MOST_ATTRIBUTES} atribut.")
    for place, attribute in enumerate(schema):
        wrong = problems(attribute, schema[:place])
        if wrong:
            raise RuleBroken("attribute_wrong", f"{attribute.label}: {next(iter(wrong.values()))}")


def changes(old: Sequence[Attribute], new: Sequence[Attribute]) -> list[str]:
    """What differs between two versions, a sentence each; an empty list where only the order differs or nothing."""
    before: Mapping[str, Attribute] = {one.key: one for one in old}
    after = {one.key for one in new}
    told = []
    for one in new:
        former = before.get(one.key)
        if former is None:
            told.append(f"{one.label} ditambahkan ({describe(one)}).")
        elif former != one:
            told.append(f"{former.label}: {describe(former)} menjadi {_renamed(former, one)}{describe(one)}.")
    told += [f"{one.label} tidak diminta lagi." for one in old if one.key not in after]
    return told


def describe(attribute: Attribute) -> str:
    """An attribute in words: type, unit, limits, whether it must be filled and whether it compares."""
    told = [contents(attribute), "wajib" if attribute.required else "boleh kosong"]
    return ", ".join([*told, "pembanding"] if attribute.comparable else told)


def contents(attribute: Attribute) -> str:
    """How an attribute is filled: its type, unit, limits or choices."""
    told = [attribute.type.label.lower() + (f" dalam {attribute.unit}" if attribute.unit else "")]
    if attribute.least is not None:
        told.append(f"paling sedikit {_plain(attribute.least)}")
    if attribute.most is not None:
        told.append(f"paling banyak {_plain(attribute.most)}")
    if attribute.allowed:
        told.append("dari " + "; ".join(attribute.allowed))
    return ", ".join(told)


def _renamed(former: Attribute, one: Attribute) -> str:
    return f"{one.label}, " if former.label != one.label else ""


def _plain(number: Any) -> str:
    return f"{number.normalize():f}".replace(".", ",")
