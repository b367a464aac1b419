"""The facets of a search as lists of links with counts, and the chosen ones as links that take them away."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from belanja.catalogue.search import codes
from belanja.catalogue.search.ask import Answer
from belanja.catalogue.search.filters import Filters
from belanja.catalogue.search.find import value_mark
from belanja.foundation import text
from belanja.web.pieces import Facets, Link

from .address import Asked
from .cards import scale_word

_STATES = {0: "Dapat dibeli", 1: "Tayang, belum dapat dibeli", 2: "Arsip katalog nasional"}
#: Entries of one facet; the rest is told by number.
_MOST = 12
#: Attribute facets of an etalase.
_MOST_ATTRIBUTES = 6


def step_word(step: int) -> str:
    """`Rp100.000–500.000`."""
    ends = codes.PRICE_STEPS
    if step == 0:
        return f"Di bawah {text.rupiah(ends[0])}"
    if step >= len(ends):
        return f"{text.rupiah_short(ends[-1], trim=True)} ke atas"
    if ends[step] >= 1_000_000:
        low = text.rupiah(ends[step - 1]) if ends[step - 1] < 1_000_000 else _short(ends[step - 1])
        return f"{low} sampai {_short(ends[step])}"
    return f"{text.rupiah(ends[step - 1])}–{text.number(ends[step])}"


def _short(amount: int) -> str:
    return text.rupiah_short(amount, trim=True).replace(",50 ", ",5 ")


def facets(asked: Asked, answer: Answer) -> list[Facets]:
    """All facets that part the results; a chosen value links to the search without it."""
    names = answer.directory
    made = [
        _facet(asked, answer, "region", "Dikirim ke", lambda bit: _region(answer, bit), by_name=True),
        _facet(asked, answer, "etalase", "Etalase", lambda one: names.shelves[one].name),
        _facet(asked, answer, "pdn", "Kelas PDN", lambda one: codes.PDN[one].label, by_value=True),
        _facet(asked, answer, "scale", "Skala usaha", lambda one: scale_word(codes.SCALES[one] or ""), by_value=True),
        _facet(asked, answer, "step", "Harga", step_word, by_value=True),
        _origin(asked, answer),
        _facet(asked, answer, "brand", "Merek", lambda one: names.brands.get(one, "Merek baru")),
        *_attributes(asked, answer),
        _facet(asked, answer, "state", "Keadaan", lambda one: _STATES[one], by_value=True),
    ]
    return [one for one in made if one is not None]


def chosen(asked: Asked, answer: Answer) -> list[Link]:
    """What narrows the search, each as the way back from it."""
    names, now = answer.directory, asked.chosen
    told: list[tuple[str, str]] = []
    if now.region is not None:
        told.append(("region", f"Dikirim ke {_region(answer, now.region)}"))
    if now.etalase is not None and "etalase" not in asked.fixed:
        told.append(("etalase", names.shelves[now.etalase].name))
    if now.pdn is not None:
        told.append(("pdn", codes.PDN[now.pdn].label))
    if now.scale is not None:
        told.append(("scale", scale_word(codes.SCALES[now.scale] or "")))
    if now.step is not None:
        told.append(("step", step_word(now.step)))
    if now.least is not None:
        told.append(("least", f"mulai {text.rupiah(now.least)}"))
    if now.most is not None:
        told.append(("most", f"sampai {text.rupiah(now.most)}"))
    if now.province:
        told.append(("province", f"Penyedia di {_province(answer, now.province)}"))
    if now.place is not None:
        told.append(("place", f"Penyedia di {names.places[now.place].name}"))
    if now.brand is not None:
        told.append(("brand", names.brands[now.brand]))
    if now.state is not None:
        told.append(("state", _STATES[now.state]))
    told += [(key, f"{_label(asked, answer, key)[0]}: {_value(asked, answer, now.values[key])}") for key in now.values]
    return [Link(label=label, href=asked.href(chosen=now.without(name))) for name, label in told]


def _facet(
    asked: Asked,
    answer: Answer,
    name: str,
    title: str,
    word: Callable[[int], str],
    *,
    by_name: bool = False,
    by_value: bool = False,
) -> Facets | None:
    if name in asked.fixed:
        return None
    counts = answer.found.facets.get(name, {})
    now = getattr(asked.chosen, name)
    if now is None and len(counts) < 2:
        return None
    values = sorted(counts, key=lambda one: (0, one) if by_value else (-counts[one], one))
    if by_name:
        values.sort(key=lambda one: text.name_key(word(one)))
    shown = values[:_MOST] if now is None or now in values[:_MOST] else [now, *values[: _MOST - 1]]
    return Facets(
        title=title,
        links=[
            Link(
                label=word(one),
                href=asked.href(chosen=_toggled(asked, name, one)),
                current=one == now,
                count=counts.get(one, 0),
            )
            for one in shown
        ],
    )


def _origin(asked: Asked, answer: Answer) -> Facets | None:
    """Where firms sit: the provinces that are served first, then the kabupaten and kota."""
    names = answer.directory
    single = _facet(asked, answer, "place", "Asal penyedia", lambda one: names.places[one].name, by_name=True)
    counts = answer.found.facets.get("place", {})
    whole = []
    for name, places in names.provinces.items():
        count = sum(counts.get(one, 0) for one in places)
        now = asked.chosen.province == places
        if asked.chosen.place is not None or (not now and count in {0, sum(counts.values())}):
            continue
        chosen = asked.chosen.without("province") if now else replace(asked.chosen, province=places)
        label = f"Seluruh {name}"
        whole.append(Link(label=label, href=asked.href(chosen=chosen), current=now, count=count))
    if not whole:
        return single
    return Facets(title="Asal penyedia", links=[*whole, *(single.links if single else ())])


def _province(answer: Answer, places: tuple[int, ...]) -> str:
    return next((name for name, own in answer.directory.provinces.items() if own == places), "provinsi ini")


def _toggled(asked: Asked, name: str, value: int) -> Filters:
    if getattr(asked.chosen, name) == value:
        return asked.chosen.without(name)
    # Attributes belong to their etalase and leave with it.
    kept = asked.chosen.without("values") if name == "etalase" else asked.chosen
    changed: Any = {name: value}
    return replace(kept, **changed)


def _attributes(asked: Asked, answer: Answer) -> Iterable[Facets]:
    if asked.chosen.etalase is None:
        return
    shelf = answer.directory.shelves[asked.chosen.etalase]
    for key in list(shelf.attributes)[:_MOST_ATTRIBUTES]:
        place = _bit(answer, key)
        counts = answer.found.facets.get("value" if place is None else f"value:{place}", {})
        mine = [one for one in counts if answer.directory.values.get(one, ("", ""))[0] == key]
        now = asked.chosen.values.get(key)
        if now is None and len(mine) < 2:
            continue
        mine.sort(key=lambda one: text.name_key(answer.directory.values[one][1]))
        label, unit = shelf.attributes[key]
        yield Facets(
            title=f"{label} ({unit})" if unit else label,
            links=[
                Link(
                    label=answer.directory.values[one][1].capitalize(),
                    href=asked.href(chosen=_with_value(asked, key, one)),
                    current=one == now,
                    count=counts[one],
                )
                for one in mine[: 2 * _MOST]
            ],
        )


def _bit(answer: Answer, key: str) -> int | None:
    """The mark by which `find` names the counts of a chosen attribute."""
    if key not in answer.chosen.values:
        return None
    return value_mark(answer.query, answer.chosen, key)


def _with_value(asked: Asked, key: str, value: int) -> Filters:
    values = {name: one for name, one in asked.chosen.values.items() if name != key}
    if asked.chosen.values.get(key) != value:
        values[key] = value
    return replace(asked.chosen, values=values)


def _region(answer: Answer, bit: int) -> str:
    return next((place.name for place in answer.directory.served if place.bit == bit), "wilayah lain")


def _label(asked: Asked, answer: Answer, key: str) -> tuple[str, str]:
    if asked.chosen.etalase is None:
        return key, ""
    return answer.directory.shelves[asked.chosen.etalase].attributes.get(key, (key, ""))


def _value(asked: Asked, answer: Answer, value: int) -> str:
    key, told = answer.directory.values[value]
    unit = _label(asked, answer, key)[1]
    return f"{told} {unit}".strip()
