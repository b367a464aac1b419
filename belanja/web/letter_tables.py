"""What the letter asks, in tables: for everybody, and for officers who also read the proof of an import."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.urls import reverse

from belanja.affirmation.selectors.letter import Answer, ImportLine, Letter, UnitLetter
from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.foundation import text
from belanja.rules.letter import ASKED, BY_ITEM, Asked, Item, Standing
from belanja.rules.letter import Kind as Of
from belanja.rules.listings import EtalaseState
from belanja.web import letter_words as words
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

#: Where a unit's own page lies.
Address = Callable[[UnitLetter], str]


def units(letter: Letter, address: Address) -> list[Table]:
    """Every unit with its answers, by name, those for which something was missing first; `address` leads to the unit's
    own page. The file of the first table has all units and items."""
    found = [
        _units(place, title, rows, heads, address) for place, (title, rows, heads) in enumerate(words.tables(letter))
    ]
    if not found:
        return [Table(key="surat", caption="Setiap Perangkat Daerah", columns=[_UNIT], show_caption=False,
                      empty=EmptyState(title="Belum ada Perangkat Daerah pada tahun ini."))]  # fmt: skip
    return [replace(found[0], whole=lambda: sheet(letter)), *found[1:]]


_UNIT = Column(key="unit", label="Perangkat Daerah")


def _units(place: int, title: str, units: Sequence[UnitLetter], heads: Sequence[Asked], address: Address) -> Table:
    return Table(
        key=f"surat-{place}" if place else "surat",
        caption=title,
        columns=[_UNIT, *(_head(one) for one in heads)],
        rows=[
            Row(
                href=address(one) if one.id is not None else "",
                cells=[
                    Cell(text=words.name_of(one), sub=words.missing(one.missing) if one.asked else ""),
                    *(_cell(one, head.item) for head in heads),
                ],
            )
            for one in units
        ],
        total=["Jumlah", *(_total(units, one.item) for one in heads)],
        tight=True,
        stacked=heads is words.SHOWN,  # many columns of few units
    )


def _head(one: Asked) -> Column:
    """Days are words, which may stand under each other where columns are many."""
    return Column(key=one.item.value, label=one.short, numeric=one.kind is not Of.DAY)


def _cell(unit: UnitLetter, item: Item) -> Cell:
    answer = unit.answers[item]
    return Cell(text=words.told(answer), sub=words.beside(unit, item), words=words.is_words(answer))


def _total(units: Sequence[UnitLetter], item: Item) -> Cell:
    told = words.total(units, item)
    return Cell(text=told, sub=words.total_beside(units, item), words=told == Standing.NOT_APPLICABLE.label)


def sheet(letter: Letter) -> Sheet:
    """The same as data: one row a unit, a column for each item and for what it says; the definitions are beside it."""

    def rows() -> Sequence[Sequence[Value]]:
        return [
            [
                one.code,
                words.name_of(one),
                one.missing.needs,
                one.missing.lines,
                one.missing.amount,
                *(value for head in ASKED for value in _values(one.answers[head.item])),
            ]
            for one in letter.units
        ]

    fields = [
        Field("kode", "Kode", Kind.CODE),
        Field("perangkat_daerah", "Perangkat Daerah", width=48),
        Field("kebutuhan_terbuka", "Kebutuhan terbuka", Kind.COUNT),
        Field("baris_rup_belum_ada", "Baris RUP belum ada barangnya", Kind.COUNT),
        Field("nilai_belum_ada", "Nilai baris itu", Kind.MONEY),
    ]
    for head in ASKED:
        fields.append(Field(head.item.value, head.label, _KINDS[head.kind]))
        if head.item is Item.IMPORTS:
            fields.append(Field("impor_semua", "Barang impor semuanya", Kind.COUNT))
        fields.append(Field(f"{head.item.value}_keadaan", f"{head.label}: keadaan"))
    return Sheet(
        name="surat-edaran",
        title=f"Yang diminta surat edaran, {letter.period.label}",
        fields=fields,
        rows=rows,
        source=[
            ("Surat", letter.circular.label if letter.circular else words.NOT_ADDRESSED),
            ("Sampai tanggal", text.long_date(letter.cut_off)),
            ("Membaca", words.NO_SCORE),
            *((f"{one.label}, versi {one.version}", f"{one.meaning} ({one.citation})") for one in ASKED),
        ],
    )


_KINDS = {Of.DAY: Kind.DAY, Of.COUNT: Kind.COUNT, Of.SHARE: Kind.PERCENT}


def _values(answer: Answer) -> list[Value]:
    """The value (empty where it does not apply or is not known), of how many for imports, and its standing in words."""
    kind = BY_ITEM[answer.item].kind
    silent = answer.standing in (Standing.NOT_APPLICABLE, Standing.UNKNOWN)
    value: Value = answer.day if kind is Of.DAY else answer.percent if kind is Of.SHARE else answer.count
    values = [None if silent else value]
    if answer.item is Item.IMPORTS:
        values.append(answer.of)
    return [*values, words.comes_to(answer)]


def one_unit(letter: Letter, unit: UnitLetter) -> Table:
    """The items of one unit under each other, each with what is counted."""
    rows = []
    for head in ASKED:
        answer = unit.answers[head.item]
        told = Cell(text=words.told(answer), sub=words.below(answer))
        rows.append(Row(cells=[Cell(text=head.label, sub=head.words), told, head.meaning]))
    return Table(
        key="jawaban",
        caption=f"{words.name_of(unit)}, {letter.period.label}",
        columns=[
            Column(key="apa", label="Yang diminta"),
            Column(key="jawaban", label="Keadaannya"),
            Column(key="arti", label="Yang dihitung"),
        ],
        rows=rows,
        stacked=True,
        show_caption=False,
    )


def imports(lines: Sequence[ImportLine], *, officer: bool) -> Table:
    """The import register: each imported line that was ordered, with its reason, and whether what was looked for before
    is on record; officers read it."""
    rows = [
        Row(
            href=reverse("public:signed_order", args=[line.order_code]),
            cells=[
                Cell(text=line.order_code, sub=text.long_date(line.signed_at)),
                Cell(text=line.name, sub=line.firm_name),
                text.rupiah(line.amount),
                words.reasons(line),
                _proof(line, officer),
            ],
        )
        for line in lines
    ]
    return Table(
        key="impor",
        caption="Barang impor yang dipesan",
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="barang", label="Barang"),
            Column(key="nilai", label="Nilai", numeric=True),
            Column(key="alasan", label="Alasan"),
            Column(key="bukti", label="Bukti pencarian"),
        ],
        rows=rows,
        stacked=True,
        show_caption=False,
        empty=EmptyState(title="Tidak ada barang impor yang dipesan lewat Belanja dalam triwulan ini."),
    )


def _proof(line: ImportLine, officer: bool) -> str:
    if not line.proof:
        return "belum tercatat"
    return line.proof if officer else "tercatat"


def shelves(letter: Letter) -> list[Table]:
    """Shelves by state, by month, and those without a sale."""
    found = letter.shelves
    states = [Row(cells=[state.label, text.number(found.by_state[state.value])]) for state in EtalaseState]
    months = [
        Row(cells=[text.month_year(one.month), *(text.number(count) for count in (one.opened, one.frozen, one.ended))])
        for one in found.months
    ]
    return [
        Table(
            key="etalase-keadaan",
            caption="Etalase menurut keadaannya sekarang",
            columns=[Column(key="keadaan", label="Keadaan"), Column(key="jumlah", label="Etalase", numeric=True)],
            rows=states,
            total=["Jumlah", text.number(sum(found.by_state.values()))],
            tight=True,
        ),
        Table(
            key="etalase-bulan",
            caption="Etalase menurut bulan",
            columns=[
                Column(key="bulan", label="Bulan"),
                Column(key="dibuka", label="Dibuka", numeric=True),
                Column(key="dibekukan", label="Dibekukan", numeric=True),
                Column(key="berakhir", label="Ditutup atau digabung", numeric=True),
            ],
            rows=months,
            tight=True,
        ),
        Table(
            key="etalase-tanpa-penjualan",
            caption=f"Etalase tanpa pesanan sejak {text.long_date(found.since)}{words.idle_beside(letter)}",
            columns=[Column(key="etalase", label="Etalase")],
            rows=[Row(cells=[name]) for name in found.without_sale],
            tight=True,
            empty=EmptyState(title="Tidak ada etalase yang diketahui tanpa pesanan."),
        ),
    ]


def definitions() -> Table:
    """Every item with the words it rests on and how it is counted."""
    return Table(
        key="definisi",
        caption="Definisi setiap hal",
        show_caption=False,
        columns=[
            Column(key="apa", label="Yang diminta"),
            Column(key="dasar", label="Kata suratnya atau aturannya"),
            Column(key="arti", label="Yang dihitung"),
            Column(key="bebas", label="Tidak berlaku bila"),
            Column(key="versi", label="Versi", numeric=True),
        ],
        rows=[
            Row(
                href=reverse("public:legal_basis", args=[one.legal_basis]),
                cells=[
                    one.label, Cell(text=one.words, sub=one.citation), one.meaning, one.spared,
                    text.number(one.version),
                ],
            )
            for one in ASKED
        ],
        tight=True,
        stacked=True,
    )  # fmt: skip
