"""Between what a listing states (`Content`) and the values of a sheet's columns. Pure.

`told` reads a content column by column; `stated` writes changed columns into one and leaves all else as it is: what a
sheet has no column for is never lost.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from belanja.rules.attributes import decimal_of
from belanja.rules.listing_content import Content, Price, Stated
from belanja.rules.listings import ClaimKind

from .layout import CLAIM_PARTS, TIERS, Column, Kind, Layout, Value

_ONE = Decimal(1)


class NotTogether(ValueError):
    """Two columns that do not go together: the key of the one to mend, and what to do."""

    def __init__(self, key: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.key, self.message, self.fix = key, message, fix


def told(content: Content, layout: Layout) -> dict[str, Value]:
    """The value of every column that says something of the listing."""
    prices = _prices_told(content)
    claims = {one.kind: one for one in content.claims}
    return {one.key: _told(one, content, prices, claims) for one in layout.read}


def _told(column: Column, content: Content, prices: Mapping[str, Value], claims: Mapping[str, Stated]) -> Value:
    part, _, rest = column.key.partition(".")
    if part == "attributes":
        return _attribute_told(column, content.attributes.get(rest))
    if _is_price(column.key):
        return prices.get(column.key)
    if part == "claims":
        kind, _, name = rest.partition(".")
        return _empty(getattr(claims[kind], name)) if kind in claims else None
    value = getattr(content, part)
    if column.kind is Kind.COUNT and value is not None:
        return Decimal(value)
    return _empty(value)


def _empty(value: Any) -> Value:
    return None if value in ("", (), None) else cast(Value, value)


def _attribute_told(column: Column, value: Any) -> Value:
    if value in ("", None):
        return None
    if column.kind is Kind.NUMBER:
        number = decimal_of(value)
        return str(value) if number is None else number
    return value if isinstance(value, bool) else str(value)


def _prices_told(content: Content) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for one in content.prices:
        if one.least_quantity == _ONE and not one.region:
            found["price"] = one.amount
        elif one.least_quantity == _ONE:
            found[f"price.{one.region}"] = one.amount
            found[f"freight.{one.region}"] = one.freight
    for place, one in zip(TIERS, _tiers(content), strict=False):
        found[f"tier{place}.from"], found[f"tier{place}.price"] = one.least_quantity, one.amount
    return found


def _tiers(content: Content) -> list[Price]:
    """Prices for larger quantities wherever delivered, smallest quantity first."""
    larger = (one for one in content.prices if not one.region and one.least_quantity != _ONE)
    return sorted(larger, key=lambda one: one.least_quantity)


def stated(base: Content, changes: Mapping[str, Value], layout: Layout) -> Content:
    """`base` with these columns changed. Raises NotTogether for half a price."""
    plain: dict[str, Any] = {}
    attributes = dict(base.attributes)
    of_prices = any(_is_price(key) for key in changes)
    for key, value in changes.items():
        part, _, rest = key.partition(".")
        if part == "attributes":
            _put(attributes, rest, value)
        elif part != "claims" and not _is_price(key):
            plain[part] = _as_field(layout.by_key[key], value)
    if attributes != dict(base.attributes):
        plain["attributes"] = attributes
    of_claims = any(key.startswith("claims.") for key in changes)
    values = {**told(base, layout), **changes} if of_prices or of_claims else {}
    if of_prices:
        plain["prices"] = _prices(base, values, layout)
    if of_claims:
        plain["claims"] = _claims(base, values)
    return replace(base, **plain)


def _is_price(key: str) -> bool:
    return key == "price" or key.startswith(("price.", "freight.", "tier"))


def _put(attributes: dict[str, Any], key: str, value: Value) -> None:
    if value is None:
        attributes.pop(key, None)
    else:
        attributes[key] = f"{value.normalize():f}" if isinstance(value, Decimal) else value


_TUPLES = {"serves"}
_COUNTS = {"lead_days", "warranty_months"}
_NULLABLE = {"pack_size", "tax_percent", "stock", "monthly_capacity", "least_order", "freight", "valid_to", *_COUNTS}


def _as_field(column: Column, value: Value) -> Any:
    if column.key in _TUPLES:
        return value or ()
    if column.key in _NULLABLE:
        return int(cast(Decimal, value)) if column.key in _COUNTS and value is not None else value
    return "" if value is None else value


def _prices(base: Content, values: Mapping[str, Value], layout: Layout) -> tuple[Price, ...]:
    shown = [one.least_quantity for one in _tiers(base)[: len(TIERS)]]
    made: dict[tuple[str, Decimal], Price] = {}
    everywhere = cast("Decimal | None", values.get("price"))
    freight = {one.region: one.freight for one in base.prices if not one.region}
    if everywhere is not None:
        made["", _ONE] = Price(everywhere, "", _ONE, freight.get(""))
    for place in TIERS:
        least = cast("Decimal | None", values.get(f"tier{place}.from"))
        amount = cast("Decimal | None", values.get(f"tier{place}.price"))
        if (least is None) != (amount is None):
            missing = "from" if least is None else "price"
            raise NotTogether(f"tier{place}.{missing}", "Harga untuk jumlah besar baru separuh terisi.",
                              "Isi jumlah dan rupiahnya, atau kosongkan keduanya.")  # fmt: skip
        if least is not None and amount is not None:
            if ("", least) in made:
                raise NotTogether(f"tier{place}.from", "Dua harga mulai dari jumlah yang sama.",
                                  "Pakai jumlah lain, atau kosongkan salah satunya.")  # fmt: skip
            made["", least] = Price(amount, "", least)
    for code in layout.regions:
        amount = cast("Decimal | None", values.get(f"price.{code}"))
        carried = cast("Decimal | None", values.get(f"freight.{code}"))
        if amount is None and carried is not None:
            amount = everywhere
            if amount is None:
                raise NotTogether(f"price.{code}", "Ada ongkos kirim tanpa harga.",
                                  "Isi harganya, atau kosongkan ongkos kirimnya.")  # fmt: skip
        if amount is not None:
            made[code, _ONE] = Price(amount, code, _ONE, carried)
    for one in base.prices:  # what the sheet has no column for
        key = (one.region, one.least_quantity)
        tier = not one.region and one.least_quantity in shown
        first = one.least_quantity == _ONE and (not one.region or one.region in layout.regions)
        if not tier and not first:
            made.setdefault(key, one)
    # The order of the base, so that a sheet that changes nothing gives the same statement.
    order = {(one.region, one.least_quantity): place for place, one in enumerate(base.prices)}
    return tuple(made[key] for key in sorted(made, key=lambda key: (order.get(key, len(order)), key)))


def _claims(base: Content, values: Mapping[str, Value]) -> tuple[Stated, ...]:
    there = {one.kind: one for one in base.claims}
    made: dict[str, Stated] = dict(there)
    for kind, parts in CLAIM_PARTS.items():
        given = {part: values.get(f"claims.{kind.value}.{part}") for part in parts}
        if all(value is None for value in given.values()):
            made.pop(kind.value, None)
            continue
        before = there.get(kind.value, Stated(kind.value))
        made[kind.value] = Stated(
            kind=kind.value,
            number=cast(str, given.get("number", before.number) or ""),
            owner=cast(str, given.get("owner", before.owner) or ""),
            percent=cast("Decimal | None", given.get("percent", before.percent)),
            valid_to=cast("date | None", given.get("valid_to", before.valid_to)),
        )
    order = [one.kind for one in base.claims]
    kinds = [kind.value for kind in ClaimKind]
    return tuple(made[kind] for kind in sorted(made, key=lambda kind: (_place(order, kind), _place(kinds, kind))))


def _place(order: list[str], kind: str) -> int:
    return order.index(kind) if kind in order else len(order)
