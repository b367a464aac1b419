"""What speaks for a proposed etalase, in tables: counted now for a draft, as it was signed for everybody."""

from django.urls import reverse

from belanja.foundation import text
from belanja.rules.proposals.evidence import Evidence, Firms, Line, Year
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, EmptyState, Figure, Notice, Piece, Row, Table

_PLAIN = "tidak lewat e-Purchasing"


def figures(found: Evidence) -> list[Figure]:
    """The evidence in four numbers."""
    now = found.years[0]
    return [
        Figure(
            label=f"Paket RUP {now.year} yang cocok",
            value=text.rupiah_short(now.amount),
            exact=text.rupiah(now.amount),
            remark=f"{text.number(now.lines)} baris dari {text.number(now.units)} Perangkat Daerah",
        )
        if now.known
        else Figure(label=f"Paket RUP {now.year} yang cocok", value=None, reason=f"RUP {now.year} belum dimuat."),
        Figure(
            label="Pencarian tanpa hasil",
            value=text.number(found.search_times),
            remark=f"kali, {text.number(found.search_days)} hari terakhir",
        ),
        Figure(label="Kebutuhan yang belum terpenuhi", value=text.number(len(found.needs)), remark="dipasang unit"),
        Figure(
            label="Usaha di daerah ini dengan KBLI yang cocok",
            value=text.number(found.firms),
            remark=f"{text.number(found.umkk)} di antaranya UMKK",
        ),
    ]


def tables(found: Evidence) -> list[Piece]:
    """Everything behind the numbers, each as a table that can be taken along."""
    return [
        _years(found), _units(found), _lines(found), _searches(found), _needs(found), _firms(found), _goods(found),
    ]  # fmt: skip


def alike(found: Evidence) -> list[Piece]:
    """Etalase and proposals that may hold the same goods."""
    rows = [
        Row(
            href=_alike_address(one.kind, one.ref, one.state),
            cells=[one.name, f"{one.kind}, {one.state.lower()}", "; ".join(one.reasons)],
        )
        for one in found.alike
    ]
    if not rows:
        return [Notice(kind="success", title="Tidak ada etalase atau usulan lain yang mirip.")]
    return [
        Table(
            key="mirip",
            caption="Yang mungkin sama",
            show_caption=False,
            stacked=True,
            columns=[
                Column(key="nama", label="Nama"),
                Column(key="apa", label="Apa"),
                Column(key="sebab", label="Mengapa disebut mirip"),
            ],
            rows=rows,
        )
    ]


def _alike_address(kind: str, ref: str, state: str) -> str:
    if kind == "usulan":
        return reverse("public:proposal", args=[ref])
    return reverse("katalog:etalase", args=[ref]) if state.lower() in ("aktif", "beku") else ""


def _years(found: Evidence) -> Table:
    return Table(
        key="tahun",
        caption="Paket RUP yang cocok menurut tahun, semua Perangkat Daerah",
        columns=[
            Column(key="tahun", label="Tahun"),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
            Column(key="unit", label="Perangkat Daerah", numeric=True),
            Column(key="lain", label=text.capital_first(_PLAIN), numeric=True, note="rupiah"),
        ],
        rows=[_year(one) for one in found.years],
        tight=True,
        stacked=True,
    )


def _year(one: Year) -> Row:
    if not one.known:
        unknown = Cell(text="belum diketahui", words=True)
        return Row(cells=[Cell(text=str(one.year), sub="RUP-nya belum dimuat"), unknown, unknown, unknown, unknown])
    return Row(
        cells=[
            str(one.year),
            text.number(one.lines),
            text.rupiah(one.amount),
            text.number(one.units),
            Cell(text=text.rupiah(one.plain_amount), sub=f"{text.number(one.plain_lines)} baris"),
        ]
    )


def _units(found: Evidence) -> Table:
    return Table(
        key="unit",
        caption=f"Perangkat Daerah yang merencanakannya, {found.years[0].year}",
        stacked=True,
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
        ],
        rows=[Row(cells=[shown(one.name), text.number(one.lines), text.rupiah(one.amount)]) for one in found.units],
        tight=True,
        empty=EmptyState(title="Tidak ada paket RUP tahun ini yang cocok."),
    )


def _lines(found: Evidence) -> Table:
    return Table(
        key="baris",
        caption="Baris RUP terbesar",
        stacked=True,
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
            Column(key="sebab", label="Cocok menurut"),
        ],
        rows=[_line(one) for one in found.lines],
        tight=True,
        empty=EmptyState(title="Tidak ada paket RUP tahun ini yang cocok."),
    )


def _line(one: Line) -> Row:
    return Row(
        cells=[
            Cell(text=one.title, sub=f"RUP {one.code}, {one.method or 'metode tidak disebut'}"),
            shown(one.unit),
            text.rupiah(one.amount),
            " dan ".join(one.by),
        ]
    )


def _searches(found: Evidence) -> Table:
    return Table(
        key="pencarian",
        caption="Pencarian yang tidak menemukan apa-apa",
        stacked=True,
        columns=[
            Column(key="kata", label="Kata"),
            Column(key="kali", label="Kali", numeric=True),
            Column(key="akhir", label="Terakhir"),
        ],
        rows=[Row(cells=[one.query, text.number(one.times), text.long_date(one.last)]) for one in found.searches],
        tight=True,
        empty=EmptyState(title="Tidak ada pencarian tanpa hasil dengan sebutan itu."),
    )


def _needs(found: Evidence) -> Table:
    return Table(
        key="kebutuhan",
        caption="Kebutuhan yang belum terpenuhi",
        stacked=True,
        columns=[
            Column(key="apa", label="Apa"),
            Column(key="oleh", label="Oleh"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="kapan", label="Paling lambat"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.what, sub="disebut usulan ini" if one.linked else ""),
                    Cell(text=shown(one.unit), sub=one.quantity),
                    text.rupiah(one.value) if one.value is not None else Cell(text="tidak disebut", words=True),
                    text.long_date(one.needed_by) if one.needed_by else "tidak disebut",
                ]
            )
            for one in found.needs
        ],
        tight=True,
        empty=EmptyState(title="Belum ada kebutuhan yang dipasang dengan sebutan itu."),
    )


def _firms(found: Evidence) -> Table:
    return Table(
        key="usaha",
        caption="Usaha di daerah ini dengan KBLI yang cocok",
        columns=[
            Column(key="kbli", label="KBLI"),
            Column(key="tempat", label="Kabupaten/kota"),
            Column(key="usaha", label="Usaha", numeric=True),
            Column(key="umkk", label="UMKK", numeric=True),
        ],
        rows=[_firm(one) for one in found.by_trade],
        total=["Setiap usaha sekali", "", text.number(found.firms), text.number(found.umkk)] if found.by_trade else [],
        tight=True,
        empty=EmptyState(title="Belum ada usaha terdaftar dengan KBLI itu di daerah ini."),
    )


def _firm(one: Firms) -> Row:
    return Row(
        cells=[one.kbli, one.place_name or one.place or "tidak disebut", text.number(one.firms), text.number(one.umkk)]
    )


def _goods(found: Evidence) -> Table:
    return Table(
        key="barang",
        caption="Barang dengan sebutan itu yang sudah ada di etalase lain",
        stacked=True,
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="etalase", label="Etalase"),
            Column(key="penawaran", label="Penawaran", numeric=True),
            Column(key="harga", label="Harga terendah", numeric=True),
        ],
        rows=[
            Row(
                href=reverse("katalog:product", args=[one.product, "barang"]),
                cells=[
                    one.name,
                    one.shelf,
                    text.number(one.offers),
                    text.rupiah(one.price) if one.price is not None else Cell(text="belum diketahui", words=True),
                ],
            )
            for one in found.goods
        ],
        tight=True,
        empty=EmptyState(title="Tidak ada di etalase lain."),
    )
