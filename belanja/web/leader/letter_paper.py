"""What the letter asks as a paper to take along: the figures of the page, at the moment it is made."""

from collections.abc import Sequence

from belanja.affirmation.selectors.letter import Letter, UnitLetter
from belanja.documents import selectors as documents
from belanja.documents import stationery
from belanja.documents.pdf import content, setting
from belanja.foundation import clock, text
from belanja.institutions.models import Government
from belanja.rules.letter import ASKED, Asked, Item
from belanja.rules.listings import EtalaseState
from belanja.web import letter_words as words


def pdf(letter: Letter, government: Government) -> bytes:
    """The paper; the same figures give the same bytes."""
    return setting.pdf(paper(letter, government))


def paper(letter: Letter, government: Government) -> content.Content:
    """What stands in it."""
    kop = stationery.on_paper(documents.letterhead(government))
    return content.Content(
        title="Yang diminta surat edaran dari setiap Perangkat Daerah",
        subtitle=f"{government.name}, {letter.period.label}",
        day=clock.today(),
        author=government.name,
        letterhead=kop or content.Letterhead(lines=[government.name.upper()]),
        facts=[
            ("Surat", letter.circular.label if letter.circular else words.NOT_ADDRESSED),
            ("Dihitung sampai", text.long_date(letter.cut_off)),
            ("Keadaan", "angka pada saat dibuat, bukan naskah bernomor"),
        ],
        body=[
            content.Paragraph(words.NO_SCORE),
            content.Paragraph(f"{words.finding(letter)} {words.counted_to(letter)}"),
            content.Heading("Register impor"),
            *_imports(letter),
            content.Heading("Etalase"),
            *_shelves(letter),
            content.Turned([content.Heading("Setiap Perangkat Daerah"), *_units(letter)]),
            content.Heading("Yang dihitung"),
            content.Terms(
                [(one.label, f"{one.meaning} Tidak berlaku: {one.spared} ({one.citation})") for one in ASKED], width=46
            ),
        ],
        foot=f"{government.name} · {letter.period.label} · sampai {text.long_date(letter.cut_off)}",
    )


def _units(letter: Letter) -> list[content.Table]:
    return [_table(title, units, heads) for title, units, heads in words.tables(letter)]


def _table(title: str, units: Sequence[UnitLetter], heads: Sequence[Asked]) -> content.Table:
    """What was missing has a column where something was."""
    missing = heads is words.SHOWN
    return content.Table(
        title=title,
        columns=[
            content.Column(label="Perangkat Daerah", weight=24),
            *([content.Column(label="Yang belum tersedia", weight=18)] if missing else []),
            *(content.Column(label=one.short, align="right", weight=_WEIGHTS.get(one.item, 9)) for one in heads),
        ],
        rows=[
            [
                words.name_of(one),
                *([words.missing(one.missing)] if missing else []),
                *(_said(one, head.item) for head in heads),
            ]
            for one in units
        ],
        total=["Jumlah", *([""] if missing else []), *(_total(units, one.item) for one in heads)],
        wide=True,
        size=7.2,
    )


#: Columns that hold more than a number.
_WEIGHTS = {Item.RECEIVED: 13, Item.PROPOSED: 12, Item.INVITED: 15, Item.LISTED: 12, Item.COMMITMENT: 18}


def _total(units: Sequence[UnitLetter], item: Item) -> str:
    beside = words.total_beside(units, item)
    return f"{words.total(units, item)} ({beside})" if beside else words.total(units, item)


def _said(unit: UnitLetter, item: Item) -> str:
    beside = words.beside(unit, item)
    told = words.told(unit.answers[item])
    return f"{told} ({beside})" if beside else told


def _imports(letter: Letter) -> list[content.Block]:
    if not letter.imports:
        return [content.Paragraph("Tidak ada barang impor yang dipesan lewat Belanja dalam triwulan ini.")]
    return [
        content.Table(
            title="Barang impor yang dipesan",
            columns=[
                content.Column(label="Pesanan", weight=16),
                content.Column(label="Barang", weight=26),
                content.Column(label="Nilai", align="right", fit=True),
                content.Column(label="Alasan", weight=24),
                content.Column(label="Bukti pencarian", weight=12),
            ],
            rows=[
                [
                    f"{line.order_code}, {text.long_date(line.signed_at)}", line.name, text.rupiah(line.amount),
                    words.reasons(line), "tercatat" if line.proof else "belum tercatat",
                ]
                for line in letter.imports
            ],
            size=8,
        )
    ]  # fmt: skip


def _shelves(letter: Letter) -> list[content.Block]:
    found = letter.shelves
    without = ", ".join(found.without_sale) or "tidak ada yang diketahui"
    return [
        content.Table(
            title="Etalase menurut keadaannya sekarang",
            columns=[content.Column(label="Keadaan"), content.Column(label="Etalase", align="right")],
            rows=[[state.label, text.number(found.by_state[state.value])] for state in EtalaseState],
        ),
        content.Table(
            title="Etalase menurut bulan",
            columns=[
                content.Column(label="Bulan"),
                *(content.Column(label=one, align="right") for one in ("Dibuka", "Dibekukan", "Ditutup atau digabung")),
            ],
            rows=[
                [text.month_year(one.month), text.number(one.opened), text.number(one.frozen), text.number(one.ended)]
                for one in found.months
            ],
        ),
        content.Paragraph(f"Tanpa pesanan sejak {text.long_date(found.since)}{words.idle_beside(letter)}: {without}."),
    ]
