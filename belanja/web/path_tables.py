"""The way to the target in tables: the same for everybody and for officers, who are also told which words spoke."""

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from belanja.affirmation.selectors import Path, PathLine, Standing
from belanja.affirmation.selectors.path import Sum
from belanja.affirmation.selectors.path_begun import Begun
from belanja.foundation import text
from belanja.rules import way
from belanja.rules.classification import CLASSES, class_name
from belanja.web.pieces import Cell, Column, EmptyState, Figure, Pagination, Row, Table

#: Where a proposed etalase is read.
Address = Callable[[Begun], str]
_LONGEST_NAME, _LONGEST_WORDS = 120, 80
MOVABLE = (Standing.COVERED,)
MISSING = (Standing.EMPTY, Standing.NO_SHELF)
MEASURED = (Standing.MEASURED,)
ABOUT_RANK = f"{way.TOLD} Angka katalog adalah isi etalasenya sekarang, bukan janji bahwa spesifikasinya cocok."
ABOUT_POINTS = (
    "Poin adalah nilai baris dibagi penyebut porsi: sebesar itulah porsi naik bila seluruh baris dibeli lewat "
    "e-Purchasing dan sampai tahap yang dihitung. Ini bukan perkiraan."
)
_LINE = Column(key="baris", label="Baris rencana")
_CLASS = Column(key="kelas", label="Kelas belanja")
_AMOUNT = Column(key="nilai", label="Nilai", numeric=True, note="rupiah, belum dibeli")
_POINTS = Column(key="poin", label="Poin porsi", numeric=True)


def figures(found: Path) -> list[Figure]:
    """What could move, what has no goods yet, and what nobody tells."""
    return [
        _figure("Dapat pindah: barangnya ada di katalog", found, found.sum_of(*MOVABLE)),
        _figure("Belum ada barangnya di katalog", found, found.sum_of(*MISSING)),
        _figure("Belum jelas apa yang dibeli", found, found.unsure),
    ]


def movable(found: Path, lines: list[PathLine], pagination: Pagination | None, *, officer: bool) -> Table:
    """Lines for which the catalogue has goods, best first."""
    rows = [
        Row(
            cells=[
                _named(line),
                text.number(line.rank),
                _class(line, officer),
                text.rupiah(line.amount),
                _points(line.points),
                Cell(
                    text=f"{text.number(line.coverage.offers)} penawaran, {text.number(line.coverage.firms)} penyedia",
                    sub=f"UMKK {text.percent(line.coverage.umkk_percent)} dari penyedia, PDN terbukti "
                    f"{text.percent(line.coverage.pdn_percent)} dari penawaran",
                ),
                Cell(
                    text=line.coverage.shelves[0].name,
                    href=reverse("katalog:etalase", args=[line.coverage.shelves[0].slug]),
                ),
            ]
        )
        for line in lines
    ]
    total = found.sum_of(*MOVABLE)
    return Table(
        key="dapat-pindah",
        caption="Baris yang dapat pindah ke e-Purchasing",
        columns=[
            _LINE,
            Column(key="urutan", label="Urutan", numeric=True),
            _CLASS,
            _AMOUNT,
            _POINTS,
            Column(key="katalog", label="Di katalog sekarang"),
            Column(key="etalase", label="Etalase"),
        ],
        rows=rows,
        total=["Jumlah", "", "", text.rupiah(total.amount), _points(found.points_of(total.amount)), "", ""]
        if rows
        else [],
        pagination=pagination,
        stacked=True,
        show_caption=False,
        empty=EmptyState(
            title="Tidak ada baris yang dapat pindah.", text="Sisanya tertulis di bawah, dengan alasannya."
        ),
    )


def missing(
    found: Path, lines: list[PathLine], pagination: Pagination | None, *, officer: bool, address: Address
) -> Table:
    """Lines whose class no goods stand for; each can become a posted need, or the proposal of an etalase, unless
    somebody began that already: `address` leads to a proposal."""
    rows = [
        Row(
            cells=[
                _named(line),
                _class(line, officer),
                text.rupiah(line.amount),
                _points(line.points),
                why_missing(line),
                _need(line, found.table.government.code),
                _proposal(line, found, address),
            ]
        )
        for line in lines
    ]
    total = found.sum_of(*MISSING)
    empty = ["", "", ""]
    return Table(
        key="belum-ada",
        caption="Baris yang barangnya belum ada di katalog",
        columns=[
            _LINE,
            _CLASS,
            _AMOUNT,
            _POINTS,
            Column(key="sebab", label="Sebabnya"),
            Column(key="kebutuhan", label="Kebutuhan"),
            Column(key="usulan", label="Etalase"),
        ],
        rows=rows,
        total=["Jumlah", "", text.rupiah(total.amount), _points(found.points_of(total.amount)), *empty] if rows else [],
        pagination=pagination,
        stacked=True,
        show_caption=False,
        empty=EmptyState(title="Semua baris yang jelas kelasnya ada barangnya di katalog."),
    )


def measured(found: Path, lines: list[PathLine], pagination: Pagination | None, *, officer: bool) -> Table:
    """Works and advice: what they would add to the share, and nothing to press."""
    total = found.sum_of(*MEASURED)
    return Table(
        key="hanya-diukur",
        caption="Baris pekerjaan konstruksi dan jasa konsultansi",
        columns=[_LINE, _CLASS, _AMOUNT, _POINTS],
        rows=[
            Row(cells=[_named(line), _class(line, officer), text.rupiah(line.amount), _points(line.points)])
            for line in lines
        ],
        total=["Jumlah", "", text.rupiah(total.amount), _points(found.points_of(total.amount))],
        pagination=pagination,
        stacked=True,
        show_caption=False,
    )


def aside(found: Path) -> Table:
    """Lines that are not in the lists, and why."""
    rows = [
        _aside(
            "Belum jelas apa yang dibeli", "judulnya tidak cukup; menunggu kata PPK, PPTK, atau Biro PBJ", found.unsure
        ),
        _aside("Campuran", "membeli beberapa hal sekaligus, menurut pejabat unit atau Biro PBJ", found.mixed),
        _aside("Di luar katalog", "honorarium, perjalanan, tagihan, hibah, iuran, dan sejenisnya", found.outside),
        _aside(
            "Sudah mulai dibeli",
            "sebagian atau seluruhnya sudah dipesan, atau penyedianya sedang dipilih, lewat cara apa pun; "
            "nilainya yang belum terpakai",
            found.begun,
        ),
    ]
    return Table(
        key="tidak-masuk",
        caption="Baris yang tidak masuk daftar, dengan sebabnya",
        columns=[Column(key="kelompok", label="Kelompok"), Column(key="jumlah", label="Baris", numeric=True), _AMOUNT],
        rows=rows,
        show_caption=False,
    )


def _aside(label: str, why: str, told: Sum) -> Row:
    return Row(cells=[Cell(text=label, sub=why), text.number(told.count), text.rupiah(told.amount)])


def why_missing(line: PathLine) -> str:
    """Why no goods stand for it, in words."""
    if line.standing is Standing.EMPTY:
        return f"Etalase {line.coverage.shelves[0].name} terbuka, tetapi belum ada penawaran yang dijual."
    return "Belum ada etalase yang terbuka untuk kelas ini."


def _need(line: PathLine, government_code: str) -> Cell:
    """The need that names the line, or the way to post it."""
    if line.need is None:
        return Cell(text="Pasang kebutuhan", href=need_address(line, government_code))
    return Cell(text=f"Kebutuhan {line.need.code}", href=reverse("katalog:need", args=[line.need.id]),
                sub=line.need.state)  # fmt: skip


def _proposal(line: PathLine, found: Path, address: Address) -> Cell:
    """The etalase proposed for its class, or the way to propose one; nothing where a shelf only waits for goods."""
    if line.proposals:
        one = line.proposals[0]
        return Cell(text=f"Usulan {one.name}", href=address(one), sub=one.state)
    if line.standing is Standing.EMPTY:
        return Cell(text="sudah terbuka", words=True)
    return Cell(text="Usulkan etalase", href=_proposal_of(line, found))


def _proposal_of(line: PathLine, found: Path) -> str:
    """A proposal of the Perangkat Daerah that begins with the class of a line, what such lines are called, and the need
    of it."""
    name = class_name(line.class_code)
    more = {"kelas": line.class_code, "unit": found.unit.code} | ({"kebutuhan": str(line.need.id)} if line.need else {})
    return proposal_address(name, found.table.government.code, line.words.split(";")[0].strip() or name, **more)


def proposal_address(name: str, government_code: str = "", words: str = "", **more: str) -> str:
    """Where an officer of a unit begins the proposal of an etalase, filled with what it is about; `more`: what else the
    form takes (`web.public.catalogue.propose`)."""
    told = {"nama": name[:_LONGEST_NAME], "pemda": government_code, "sebutan": words[:_LONGEST_WORDS], **more}
    return f"{reverse('katalog:propose')}?{urlencode({key: value for key, value in told.items() if value})}"


def need_address(line: PathLine, government_code: str) -> str:
    """The form of a need, filled with what the line is, and on the shelf that waits for goods where there is one."""
    shelf = {"etalase": line.coverage.shelves[0].slug} if line.coverage.shelves else {}
    return f"{reverse('katalog:post_need')}?{urlencode({'pemda': government_code, 'rup': line.code, **shelf})}"


def _figure(label: str, found: Path, told: Sum) -> Figure:
    points = found.points_of(told.amount)
    return Figure(
        label=label,
        value=text.rupiah_short(told.amount),
        exact=text.rupiah(told.amount),
        remark=f"{text.number(told.count)} baris"
        + (f", {text.number(points, 2)} poin porsi" if points is not None else ""),
    )


def _named(line: PathLine) -> Cell:
    return Cell(text=line.title, sub=f"RUP {line.code}, {line.method or 'metode tidak disebut'}")


def _class(line: PathLine, officer: bool) -> Cell:
    by = ", ditetapkan pejabat" if line.by_person else f", dibaca dari: {line.words}" if officer else ""
    return Cell(text=class_name(line.class_code), sub=f"KBKI {CLASSES[line.class_code].kbki_words}{by}")


def _points(points: Decimal | None) -> Cell:
    return Cell(text="belum diketahui", words=True) if points is None else Cell(text=text.number(points, 2))
