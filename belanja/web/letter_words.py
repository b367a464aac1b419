"""Answers to what the letter asks, in words: the same on page, file and paper."""

from collections.abc import Sequence

from belanja.affirmation.selectors.letter import Answer, ImportLine, Letter, Missing, UnitLetter
from belanja.foundation import text
from belanja.rules.letter import ASKED, BY_ITEM, OF_WHAT_IS_MISSING, Asked, Item, Kind, Standing
from belanja.web import naming

#: What has no column of its own in the table of all units, by the item below which it stands.
BELOW = {
    Item.PROPOSED: Item.DECIDED,
    Item.INVITED: Item.HELPED,
    Item.LISTED: Item.BOUGHT,
    Item.COMMITMENT: Item.PLANNED,
}
SHOWN = tuple(one for one in ASKED if one.item not in BELOW.values())
#: Of these what is asked of every unit, whether something was missing or not.
ALWAYS = tuple(one for one in SHOWN if one.item not in OF_WHAT_IS_MISSING)
NOT_ADDRESSED = "Target pemerintah daerah ini tidak bersandar pada surat edarannya sendiri."
NO_SCORE = (
    "Tidak ada nilai dan tidak ada urutan: surat edaran mengimbau, tidak menghukum. “Tidak berlaku” berarti tidak ada "
    "yang diminta, karena tidak ada yang belum tersedia; bukan nol."
)


def told(answer: Answer) -> str:
    """One answer: a day, a number, a share, or the words in its place."""
    kind = BY_ITEM[answer.item].kind
    if answer.standing is Standing.NOT_APPLICABLE:
        return answer.standing.label
    if answer.standing is Standing.UNKNOWN:
        return text.UNKNOWN
    if kind is Kind.SHARE:
        return text.percent(answer.percent)
    if kind is Kind.DAY:
        return text.long_date(answer.day) if answer.day else "belum"
    if answer.of is not None:
        return f"{text.number(answer.count or 0)} dari {text.number(answer.of)}"
    return text.number(answer.count or 0)


#: What an answer comes to, where its value does not say it: yes, and not yet.
_COMES_TO = {
    Item.RECEIVED: ("diterima", "belum dinyatakan diterima"),
    Item.PLANNED: ("sebesar yang diminta surat atau lebih", "kurang dari yang diminta surat"),
    Item.COMMITMENT: ("ditepati", "belum ditepati"),
    Item.SHARE: ("tercapai", "belum tercapai"),
}


def comes_to(answer: Answer) -> str:
    """What an answer comes to, in words; why, where it is not known."""
    if is_words(answer) or answer.item not in _COMES_TO:
        return answer.why or answer.standing.label
    return _COMES_TO[answer.item][answer.standing is not Standing.DONE]


def below(answer: Answer) -> str:
    """What stands below the value on the page of one unit: why it is not known or does not apply, or what it comes
    to."""
    if answer.standing is Standing.NOT_APPLICABLE:
        return BY_ITEM[answer.item].spared
    if answer.standing is Standing.UNKNOWN:
        return answer.why
    return comes_to(answer) if BY_ITEM[answer.item].kind is Kind.SHARE else ""


def beside(unit: UnitLetter, item: Item) -> str:
    """What stands below an answer where columns are few: what became of proposals, of firms that were told and of goods
    that were listed; whether the commitment was kept, and the plan."""
    if item not in BELOW:
        return ""
    answer, other = unit.answers[item], unit.answers[BELOW[item]]
    if item is not Item.COMMITMENT:
        return "" if is_words(other) else f"{told(other)} {BY_ITEM[other.item].short.lower()}"
    kept = [] if is_words(answer) else ["ditepati" if answer.standing is Standing.DONE else "belum"]
    return ", ".join([*kept, *([] if is_words(other) else [f"RUP {told(other)}"])])


def total_beside(units: Sequence[UnitLetter], item: Item) -> str:
    """The same below a sum."""
    if item not in BELOW or item is Item.COMMITMENT:
        return ""
    return f"{total(units, BELOW[item])} {BY_ITEM[BELOW[item]].short.lower()}"


def is_words(answer: Answer) -> bool:
    """Whether words stand in place of a number."""
    return answer.standing in (Standing.NOT_APPLICABLE, Standing.UNKNOWN)


def name_of(unit: UnitLetter) -> str:
    return naming.shown(unit.name)


def missing(found: Missing) -> str:
    """What was missing, or that nothing was."""
    parts = []
    if found.needs:
        parts.append(f"{text.number(found.needs)} kebutuhan terbuka")
    if found.lines:
        parts.append(f"{text.number(found.lines)} baris RUP belum ada barangnya")
    return ", ".join(parts) or "tidak ada yang belum tersedia"


def total(units: Sequence[UnitLetter], item: Item) -> str:
    """The sum of an item over some units; empty for what does not add up."""
    if BY_ITEM[item].kind is not Kind.COUNT:
        return ""
    count = sum(one.answers[item].count or 0 for one in units)
    if item is not Item.IMPORTS:
        return text.number(count)
    every = sum(one.answers[item].of or 0 for one in units)
    return f"{text.number(count)} dari {text.number(every)}" if every else Standing.NOT_APPLICABLE.label


def tables(letter: Letter) -> list[tuple[str, tuple[UnitLetter, ...], tuple[Asked, ...]]]:
    """Units in tables, each with its title and columns: those for which something was missing or which did something
    for what is missing, then those of which nothing of that is asked; a table without units is left out."""
    every = (
        (f"Yang barangnya belum tersedia, atau yang sudah berbuat sesuatu, {letter.period.label}", letter.asked, SHOWN),
        (f"Yang tidak kekurangan barang, {letter.period.label}", letter.spared, ALWAYS),
    )
    return [table for table in every if table[1]]


def finding(letter: Letter) -> str:
    """What the tables come to, in two sentences."""
    units = [one for one in letter.units if one.id is not None]
    short = sum(bool(one.missing) for one in units)
    said = (
        f"Bagi {text.number(short)} dari {text.number(len(units))} Perangkat Daerah ada yang belum tersedia"
        if short
        else f"Bagi {text.number(len(units))} Perangkat Daerah tidak ada yang belum tersedia"
    )
    if letter.circular is None:
        return f"{said}."
    received = sum(one.answers[Item.RECEIVED].standing is Standing.DONE for one in units)
    return f"{said}. {text.number(received)} pimpinan unit menyatakan surat edaran diterima."


def reasons(line: ImportLine) -> str:
    return "; ".join(line.reasons) or "alasan belum tercatat"


def counted_to(letter: Letter) -> str:
    day = f"Dihitung sampai {text.long_date(letter.cut_off)}"
    running = "; triwulan ini masih berjalan" if letter.cut_off < letter.period.last else ""
    return f"{day}{running}. Baris RUP yang belum ada barangnya dilihat menurut katalog sekarang."


def idle_beside(letter: Letter) -> str:
    """Shelves that are not among those without a sale, and why; empty where there are none."""
    found = letter.shelves
    told = [f"{text.number(found.young)} baru dibuka sesudah itu"] if found.young else []
    told += [f"{text.number(found.not_known)} belum dapat dinilai"] if found.not_known else []
    return f" ({'; '.join(told)})" if told else ""
