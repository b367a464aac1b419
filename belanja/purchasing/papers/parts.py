"""Parts that the papers of an order share: who the parties are, its lines as a table, sums, consent as it was given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from belanja.documents import selectors as documents
from belanja.documents import stationery
from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import clock, text
from belanja.rules import measures
from belanja.rules.buying.posts import post_of_ppk
from belanja.rules.buying.states import Method, Side, SigningWay
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.number_words import rupiah_in_words
from belanja.rules.papers import KINDS, Kind

from ..models import Order, OrderLine, OrderVersion, Signature
from ..taxes import tax_status

#: Said on every paper: what the region's mode makes of it.
_MODES = {
    Mode.LOCAL: "Mode katalog lokal: pesanan ini dibuat di katalog lokal pemerintah daerah.",
    Mode.COMPANION: "Mode pendamping: pesanan yang sah dibuat di katalog nasional; naskah ini bahan untuknya.",
    Mode.PRACTICE: "Mode latihan: bukan pesanan, tidak mengikat siapa pun.",
}
_SUMS = ("goods", "freight", "tax", "total")
_EXAMPLE = "Contoh: para pihak, barang dan angkanya rekaan."
_TRIAL = (
    "Persetujuan ini diberikan di layar Belanja oleh akun yang masuk, disegel atas sidik isi naskah. "
    "Itu bukan tanda tangan elektronik tersertifikasi; naskah yang ditandatangani dengan cara lain dikembalikan "
    "sebagai berkas."
)


def paper_content(
    order: Order,
    paper: Paper | None,
    kind: Kind,
    *,
    body: Sequence[content.Block],
    facts: Sequence[tuple[str, str]] = (),
    signatures: Sequence[content.Signature] = (),
    title: str = "",
) -> content.Content:
    """A paper of an order with letterhead, number and code. `paper` None: a draft to look at, marked KONSEP."""
    kop = stationery.on_paper(documents.letterhead(order.government, order.unit))
    label = title or KINDS[kind].label
    return content.Content(
        title=label,
        subtitle=order.title,
        day=clock.wib(paper.issued_at or clock.now()).date() if paper else clock.today(),
        author=order.government.name,
        description=f"{label} {order.code}",
        official=_official(paper),
        number=paper.number if paper else "",
        letterhead=kop or content.Letterhead(lines=[order.government.name.upper(), order.unit.name.upper()]),
        facts=[("Pesanan", order.code), *facts],
        body=[*body, *_notices(order)],
        signatures=tuple(signatures),
        verification=stationery.check_block(paper) if paper else None,
        foot=f"{order.unit.name} · {paper.number if paper else order.code}",
        draft=paper is None,
    )


def parties(order: Order) -> content.Terms:
    """Who buys from whom: posts and firms, never names of persons."""
    return content.Terms(
        [
            ("Perangkat Daerah", order.unit.name),
            ("Pemesan", f"{post_of_ppk(Role(order.ppk_role))} {order.unit.name}"),
            ("Penyedia", order.firm_name),
            ("Skala usaha", order.scale.capitalize() if order.scale else "belum diketahui"),
            ("Status pajak penyedia", tax_status(order)),
            ("Kode RUP", order.plan_code),
            ("Tahun anggaran", str(order.year)),
            ("Cara pembelian", f"E-purchasing, {Method(order.method).label.lower()}"),
        ]
    )


def lines_table(agreed: Mapping[str, Any], title: str = "Rincian") -> content.Table:
    """The lines of an agreed content (`contents`). Prices without tax; the last column with freight and tax."""
    rows = [
        [
            str(line["position"]),
            line["name"],
            f"{amount(line['quantity'])} {measures.word_of(line['unit'])}",
            *(money(line[key]) for key in ("unit_price", *_SUMS)),
        ]
        for line in agreed["lines"]
    ]
    return content.Table(
        title=title,
        columns=[
            content.Column(label="No.", align="right", fit=True),
            content.Column(label="Barang atau jasa", weight=26),
            content.Column(label="Jumlah", align="right", weight=12),
            content.Column(label="Harga satuan", align="right", weight=13, help="tanpa pajak"),
            content.Column(label="Jumlah harga", align="right", weight=14),
            content.Column(label="Ongkos kirim", align="right", weight=12),
            content.Column(label="Pajak", align="right", weight=12),
            content.Column(label="Total", align="right", weight=14),
        ],
        rows=rows,
        total=["", "Jumlah", "", "", *(money(agreed[key]) for key in _SUMS)],
        size=8,
    )


def worth_table(
    title: str, lines: Iterable[tuple[OrderLine, str | Decimal, str | Decimal]], total: Decimal
) -> content.Table:
    """Parts of an order's lines, each with its quantity and what it is worth with freight and tax."""
    return content.Table(
        title=title,
        columns=[
            content.Column(label="No.", align="right", fit=True),
            content.Column(label="Barang atau jasa", weight=40),
            content.Column(label="Jumlah", align="right", weight=15),
            content.Column(label="Nilai", align="right", weight=18, help="termasuk ongkos kirim dan pajak"),
        ],
        rows=[
            [str(line.position), line.name, f"{amount(quantity)} {measures.word_of(line.unit)}", money(worth)]
            for line, quantity, worth in lines
        ],
        total=["", "Jumlah", "", money(total)],
    )


def in_words(amount: Decimal) -> content.Paragraph:
    """The amount once more in words, as papers about money carry it."""
    return content.Paragraph(
        [content.Run(text="Terbilang: ", strong=True), text.capital_first(rupiah_in_words(amount)) + "."]
    )


def consent(order: Order, version: OrderVersion) -> tuple[list[content.Block], list[content.Signature]]:
    """Who consented to a version and how, and room for signatures made elsewhere."""
    given = {} if version.pk is None else {one.side: one for one in version.signatures.all()}
    told: list[content.Block] = []
    if given:
        told = [content.Heading("Persetujuan para pihak"), content.Terms([_consent(one) for one in given.values()])]
        if any(one.way == SigningWay.TRIAL for one in given.values()):
            told.append(content.Paragraph(_TRIAL))
    return told, [room(order, Side.BUYER), room(order, Side.FIRM)]


def room(order: Order, side: Side) -> content.Signature:
    """Room for one side's own signature, by pen or by the official's own means."""
    kop = documents.letterhead(order.government, order.unit)
    post = f"{post_of_ppk(Role(order.ppk_role))}," if side is Side.BUYER else f"{order.firm_name},"
    return content.Signature(
        post=[post],
        name="………………………………",
        place=(kop.place if kop else "") or "……………",
        date="………………",
    )


def amount(exact: str | Decimal) -> str:
    """`12`, `2,5`: no zeros that say nothing."""
    written = text.number(Decimal(exact), 2)
    return written.rstrip("0").rstrip(",") if "," in written else written


def money(exact: str | Decimal) -> str:
    """Rupiah of an exact text."""
    return text.rupiah(Decimal(exact))


def share(exact: str) -> str:
    """Percent of an exact text."""
    return text.percent(Decimal(exact))


def day(iso: str) -> str:
    """A day as it is written out."""
    return text.long_date(date.fromisoformat(iso))


def said(value: str | None, written: Callable[[str], str]) -> str:
    """A value of a content in words; `tidak ada` where it has none."""
    return written(value) if value else "tidak ada"


def dated(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Only the rows that say something."""
    return [(term, words) for term, words in rows if words]


def _consent(one: Signature) -> tuple[str, str]:
    way = SigningWay(one.way).label.lower()
    return Side(one.side).label, f"{one.post}, {text.date_time(one.at)}: {way}. Sidik isi {one.digest[:16]}."


def _official(paper: Paper | None) -> str:
    if paper is None or not paper.official_number:
        return "Nomor: ……………………………"
    return f"Nomor: {paper.official_number}"


def _notices(order: Order) -> list[content.Block]:
    words = [_MODES[Mode(order.mode)]]
    if order.is_example:
        words.append(_EXAMPLE)
    return [content.Paragraph(" ".join(words))]
