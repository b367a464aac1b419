"""Worklists on pages: what would mend the figures, in rupiah, with what doing it changes and what is done."""

from urllib.parse import urlencode

from belanja.affirmation.selectors.worklists import Cleared, Effect, UnitWork, Worklist
from belanja.foundation import text
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .access import Office


def effect_words(effect: Effect | None) -> str:
    """`porsi selesai 1,62% menjadi 4,07%`; empty where no share moves."""
    if effect is None or not effect.moves:
        return ""
    return f"{effect.label} {text.percent(effect.before)} menjadi {text.percent(effect.after)}"


def done_words(done: Cleared | None) -> str:
    """What the latest pull showed as done."""
    if done is None:
        return ""
    amount = f", {text.rupiah(done.amount)}" if done.amount else ""
    return f"{text.number(done.count)} selesai{amount} sejak {text.long_date(done.since)}"


def work_table(office: Office, found: UnitWork, year: int) -> Table:
    """What would mend one Perangkat Daerah this week; each line leads to its list."""
    lists = [one for one in found.lists if one.count or one.cleared]
    return Table(
        key="pekerjaan",
        caption=f"Yang memperbaiki angka unit ini, tahun {year}",
        show_caption=False,
        columns=[
            Column(key="apa", label="Pekerjaan"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="akibat", label="Bila dikerjakan semua"),
            Column(key="siapa", label="Siapa, di mana"),
            Column(key="selesai", label="Sejak tarikan terakhir"),
        ],
        rows=[_row(one, list_href(office, one, year, found.unit.code)) for one in lists],
        tight=True,
        empty=EmptyState(
            title="Tidak ada yang perlu diperbaiki.", text="Rencana, pesanan, dan anggaran unit ini lengkap dan cocok."
        ),
    )


def list_href(office: Office, one: Worklist, year: int, unit: str = "") -> str:
    query = {"tahun": str(year)} | ({"unit": unit} if unit else {})
    return f"{office.url('leader:work_list', one.rule.work.value)}?{urlencode(query)}"


def _row(one: Worklist, href: str) -> Row:
    rule = one.rule
    effect = effect_words(one.effect)
    return Row(
        href=href,
        cells=[
            Cell(text=rule.label, sub=rule.todo),
            text.number(one.count),
            Cell(text=text.rupiah(one.amount), sub=rule.measure),
            Cell(text=text.capital_first(effect))
            if effect
            else Cell(text=one.rule.gain if one.count else "selesai", words=True),
            Cell(text=rule.owner, sub=rule.place),
            Cell(text=done_words(one.cleared)) if one.cleared else Cell(text="belum ada", words=True),
        ],
    )
