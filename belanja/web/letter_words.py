"""Answers to what the letter asks, in words: the same on page, file and paper."""

from belanja.affirmation.selectors.letter import Answer, ImportLine, Letter, Missing, UnitLetter
from belanja.foundation import text
from belanja.rules.letter import ASKED, BY_ITEM, Item, Kind, Standing
from belanja.web import naming

#: What has no column of its own in the table of all units, by the item below which it stands.
BELOW = {Item.PROPOSED: Item.DECIDED, Item.COMMITMENT: Item.PLANNED}
SHOWN = tuple(one for one in ASKED if one.item not in BELOW.values())
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


def beside(unit: UnitLetter, item: Item) -> str:
    """What stands below an answer where columns are few: the plan below what became of it, answers below proposals."""
    below = BELOW.get(item)
    answer = unit.answers[below] if below else None
    if answer is None or is_words(answer) or answer.count == 0:
        return ""
    return f"RUP {told(answer)}" if below is Item.PLANNED else f"{told(answer)} diputus"


def total_beside(letter: Letter, item: Item) -> str:
    """The same below a sum."""
    return f"{total(letter, Item.DECIDED)} diputus" if item is Item.PROPOSED else ""


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


def total(letter: Letter, item: Item) -> str:
    """The sum of an item over all units; empty for what does not add up."""
    if item is Item.IMPORTS:
        return f"{text.number(letter.total[item])} dari {text.number(len(letter.imports))}"
    return text.number(letter.total[item]) if item in letter.total else ""


def reasons(line: ImportLine) -> str:
    return "; ".join(line.reasons) or "alasan belum tercatat"


def counted_to(letter: Letter) -> str:
    day = f"Dihitung sampai {text.long_date(letter.cut_off)}"
    running = "; triwulan ini masih berjalan" if letter.cut_off < letter.period.last else ""
    return f"{day}{running}. Baris RUP yang belum ada barangnya dilihat menurut katalog sekarang."
