"""The order pack: what an order that was prepared here is placed with in the national catalogue, in the order of its
form. Nothing is sent there; the number that comes back is typed in, and from then on both are one order.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from belanja.documents import xlsx
from belanja.documents.pdf import content, setting
from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.foundation import clock, text
from belanja.institutions.models import UnitCode
from belanja.plans.models import RupPackage
from belanja.purchasing.models import Order, OrderLine
from belanja.purchasing.papers import parts
from belanja.rules.buying.states import Method, OrderState
from belanja.rules.buying.taxes import TaxKind
from belanja.rules.channels import Mode
from belanja.rules.measures import word_of
from belanja.rules.number_words import rupiah_in_words
from belanja.rules.papers import Kind as Paper
from belanja.rules.pdn import PdnClass
from belanja.vendors.models import FirmId

from .downloads import Download
from .models import NationalListing

#: States in which what was agreed may be placed nationally.
READY = (OrderState.SIGNING,)
_TITLE = "Bahan pesanan katalog nasional"
_UNKNOWN = "belum dicatat; cari dengan nama dan penyedianya"


@dataclass(frozen=True)
class National:
    """What a product is called in the national catalogue: its number, and its page where that is recorded."""

    number: str
    address: str = ""


@dataclass(frozen=True)
class OrderPack:
    """An order with what it is called elsewhere: numbers of unit, plan line, firm and products."""

    order: Order
    lines: Sequence[OrderLine]
    unit_numbers: Sequence[str]
    plan_title: str
    nib: str
    national: Mapping[int, National]

    @property
    def missing(self) -> int:
        """Lines whose product has no national number here."""
        return sum(1 for line in self.lines if line.pk not in self.national)


def pack_of(order: Order) -> OrderPack:
    """The pack of an order as it stands now. Six queries, however many lines."""
    lines = list(
        order.lines.filter(quantity__gt=0).select_related("deliver_to", "product", "offer__continues__product")
    )
    recorded: dict[int, National] = {}
    for row in NationalListing.objects.filter(offer__in=[line.offer_id for line in lines]).order_by("id"):
        recorded[row.offer_id] = National(row.number, row.address)
    numbers = UnitCode.objects.filter(
        unit_id=order.unit_id, scheme=UnitCode.Scheme.NUMBER, year__in=[0, order.year]
    ).order_by("-year", "value")
    plan = RupPackage.objects.filter(
        government_id=order.government_id, year=order.year, kind=RupPackage.Kind.PENYEDIA, code=order.plan_code
    ).first()
    nib = FirmId.objects.filter(firm_id=order.firm_id, scheme=FirmId.Scheme.NIB).values_list("value", flat=True).first()
    found = {line.pk: recorded.get(line.offer_id) or _archived(line) for line in lines}
    return OrderPack(
        order=order,
        lines=lines,
        unit_numbers=tuple(numbers.values_list("value", flat=True)),
        plan_title=plan.title if plan else "",
        nib=nib or "",
        national={pk: one for pk, one in found.items() if one is not None},
    )


def _archived(line: OrderLine) -> National | None:
    """The number by which the national archive knows the product, or the listing that this offer continues."""
    before = line.offer.continues
    number = line.product.national_id or (before.product.national_id if before else "")
    return National(number) if number else None


def heading(pack: OrderPack) -> list[tuple[str, str]]:
    """What the national form asks of the order as a whole, in its order."""
    order, mode = pack.order, Mode(pack.order.mode)
    return parts.dated(
        [
            ("Modus", f"{mode.label}: pesanan yang sah dibuat di katalog nasional; berkas ini bahannya"),
            ("Pesanan di Belanja", order.code),
            ("Kode KLPD", f"{order.government.code}, {order.government.name}"),
            ("Satuan kerja", order.unit.name),
            ("Kode satuan kerja (SIPD)", "" if order.unit.numbered else order.unit.code),
            (f"Nomor satuan kerja {order.year}", ", ".join(pack.unit_numbers)),
            ("Kode RUP", order.plan_code),
            ("Nama paket RUP", pack.plan_title),
            ("Tahun anggaran", str(order.year)),
            ("Akun belanja", order.package.account),
            ("Sumber dana", order.package.fund),
            ("Nama paket", order.title),
            ("Metode", f"e-purchasing, {Method(order.method).label.lower()}"),
            ("Penyedia", order.firm_name),
            ("NIB penyedia", pack.nib or "belum diketahui; cocokkan nama penyedianya"),
            ("NPWP penyedia", "tidak disimpan terbuka di sini; lihat profil penyedia di katalog nasional"),
            ("Skala usaha", order.scale.capitalize() if order.scale else "belum diketahui"),
            ("Jumlah harga tanpa pajak", text.rupiah(order.goods)),
            ("Ongkos kirim tanpa pajak", text.rupiah(order.freight)),
            ("Pajak", text.rupiah(order.tax)),
            ("Total", text.rupiah(order.total)),
            ("Terbilang", text.capital_first(rupiah_in_words(order.total))),
            ("Diserahkan paling lambat", text.long_date(order.term_to) if order.term_to else ""),
            ("Ketentuan tambahan", order.terms),
        ]
    )


def steps(pack: OrderPack) -> list[str]:
    """What to do there, in plain words and in order."""
    order = pack.order
    bargained = order.goods != sum((line.listed_price * line.quantity for line in pack.lines), Decimal(0))
    return [
        "Masuk ke katalog nasional dengan akun Anda sebagai Pejabat Pengadaan atau PPK satuan kerja ini.",
        f"Buat paket baru dengan kode RUP {order.plan_code} dan nama paket seperti pada lembar Pesanan.",
        f"Tambahkan {len(pack.lines)} barang pada lembar Barang dari {order.firm_name}: buka alamatnya, atau cari "
        "nomornya. Bila harga tayangnya di sana lain, berhenti dan bandingkan dahulu.",
        "Isi jumlah, tempat, dan tanggal tiba setiap barang persis seperti pada lembar Barang.",
        "Tawarkan harga satuan yang sudah disepakati di sini, lalu tunggu penyedia menyetujuinya di sana."
        if bargained
        else "Harga satuannya sama dengan harga tayang; tidak ada yang perlu ditawar.",
        f"Periksa totalnya: {text.rupiah(order.total)}. Beda pajak atau ongkos kirim dicatat, bukan dipaksakan sama.",
        "Selesaikan pesanan di sana, lalu kembali ke halaman pesanan ini dan catat nomor pesanan nasional dan "
        "tanggalnya. Pada impor data berikutnya keduanya dihitung sebagai satu pesanan.",
    ]


_FIELDS = (
    Field("no", "No.", Kind.COUNT),
    Field("nomor_nasional", "Nomor produk nasional", Kind.CODE, 26),
    Field("alamat_nasional", "Alamat produk nasional", Kind.TEXT, 40),
    Field("barang", "Nama barang atau jasa", Kind.TEXT, 44),
    Field("etalase", "Etalase", Kind.TEXT, 24),
    Field("kbki", "KBKI", Kind.CODE, 14),
    Field("jumlah", "Jumlah", Kind.NUMBER),
    Field("satuan", "Satuan", Kind.TEXT, 12),
    Field("harga_tayang", "Harga tayang tanpa pajak", Kind.MONEY),
    Field("harga_sepakat", "Harga satuan disepakati tanpa pajak", Kind.MONEY),
    Field("jumlah_harga", "Jumlah harga", Kind.MONEY),
    Field("ongkos_kirim", "Ongkos kirim", Kind.MONEY),
    Field("jenis_pajak", "Jenis pajak", Kind.TEXT, 12),
    Field("tarif_pajak", "Tarif pajak", Kind.PERCENT),
    Field("pajak", "Pajak", Kind.MONEY),
    Field("total", "Total", Kind.MONEY),
    Field("kabupaten", "Kabupaten/kota tujuan", Kind.TEXT, 24),
    Field("alamat", "Alamat pengiriman", Kind.TEXT, 40),
    Field("tiba", "Tiba paling lambat", Kind.DAY),
    Field("kelas_pdn", "Kelas PDN", Kind.TEXT, 24),
    Field("tkdn", "TKDN", Kind.PERCENT),
    Field("bmp", "BMP", Kind.PERCENT),
    Field("catatan", "Catatan", Kind.TEXT, 30),
)


def _row(pack: OrderPack, line: OrderLine) -> tuple[Value, ...]:
    known = pack.national.get(line.pk)
    return (
        line.position, known.number if known else _UNKNOWN, known.address if known else "", line.name, line.etalase,
        line.kbki, line.quantity, word_of(line.unit), line.listed_price, line.unit_price, line.goods, line.freight,
        TaxKind(line.tax_kind).label if line.tax_kind else "", line.tax_percent, line.tax, line.total,
        line.deliver_to.name if line.deliver_to else "", line.address, line.due_on, PdnClass(line.pdn).label,
        line.tkdn, line.bmp, line.note,
    )  # fmt: skip


def sheets(pack: OrderPack) -> list[Sheet]:
    """The sheets of the file: the order as a whole, its goods, what to do."""
    order = pack.order
    totals: dict[str, Value] = {
        "barang": "Jumlah",
        "jumlah_harga": order.goods,
        "ongkos_kirim": order.freight,
        "pajak": order.tax,
        "total": order.total,
    }
    source = (
        ("Isi", f"{_TITLE}: pesanan {order.code} sebagaimana disepakati di Belanja; harga dan pajaknya tidak dihitung "
                "ulang."),
        ("Keadaan", text.date_time(clock.now())),
    )  # fmt: skip
    terms = (Field("isian", "Isian", Kind.TEXT, 34), Field("nilai", "Nilai", Kind.TEXT, 70))
    numbered = (Field("langkah", "Langkah", Kind.COUNT), Field("yang_dilakukan", "Yang dilakukan", Kind.TEXT, 110))
    return [
        Sheet(name="Pesanan", title=_TITLE, fields=terms, rows=lambda: heading(pack), source=source),
        Sheet(
            name="Barang", title=_TITLE, fields=_FIELDS, rows=lambda: [_row(pack, line) for line in pack.lines],
            total=[totals.get(one.key) for one in _FIELDS], source=source,
        ),
        Sheet(
            name="Langkah", title=_TITLE, fields=numbered, rows=lambda: list(enumerate(steps(pack), start=1)),
            source=source,
        ),
    ]  # fmt: skip


def workbook(pack: OrderPack) -> Download:
    """The pack as a spreadsheet."""
    target = io.BytesIO()
    xlsx.write(target, sheets(pack), title=f"{_TITLE} {pack.order.code}", created=clock.now())
    return Download(f"bahan-nasional-{pack.order.code}.xlsx", target.getvalue(), len(pack.lines))


def paper(pack: OrderPack) -> Download:
    """The same as a PDF, marked as a draft: the order itself is made nationally."""
    return Download(f"bahan-nasional-{pack.order.code}.pdf", setting.pdf(printed(pack)), len(pack.lines))


def printed(pack: OrderPack) -> content.Content:
    """What the PDF says."""
    return parts.paper_content(
        pack.order,
        None,
        Paper.ORDER,
        title=_TITLE,
        body=[
            content.Heading("Pesanan"),
            content.Terms(heading(pack), width=52),
            content.Turned([content.Heading("Barang"), _goods(pack), _delivery(pack)]),
            content.Heading("Langkah di katalog nasional"),
            content.Points(steps(pack), numbered=True),
        ],
    )


def _goods(pack: OrderPack) -> content.Table:
    order = pack.order
    labels = ("Harga tayang", "Harga sepakat", "Jumlah harga", "Ongkos kirim", "Pajak", "Total")
    return content.Table(
        title="Barang dan harganya",
        columns=[
            content.Column(label="No.", align="right", fit=True),
            content.Column(label="Nomor nasional", weight=16),
            content.Column(label="Barang atau jasa", weight=26),
            content.Column(label="Jumlah", align="right", weight=10),
            *(content.Column(label=label, align="right", weight=14) for label in labels),
        ],
        rows=[
            [
                str(line.position),
                _called(pack, line),
                line.name,
                f"{parts.amount(line.quantity)} {word_of(line.unit)}",
                *(
                    text.rupiah(amount)
                    for amount in (line.listed_price, line.unit_price, line.goods, line.freight, line.tax, line.total)
                ),
            ]
            for line in pack.lines
        ],
        total=[
            "",
            "",
            "Jumlah",
            "",
            "",
            "",
            *(text.rupiah(one) for one in (order.goods, order.freight, order.tax, order.total)),
        ],
        note="Harga satuan tanpa pajak.",
        size=8,
    )


def _called(pack: OrderPack, line: OrderLine) -> str:
    known = pack.national.get(line.pk)
    return known.number if known else "belum dicatat"


def _delivery(pack: OrderPack) -> content.Table:
    rows = []
    for line in pack.lines:
        place = ", ".join(part for part in (line.address, line.deliver_to.name if line.deliver_to else "") if part)
        known = pack.national.get(line.pk)
        rows.append(
            [
                str(line.position),
                place or "menurut panggilan",
                text.long_date(line.due_on) if line.due_on else "menurut panggilan",
                known.address if known and known.address else "cari dengan nomor atau namanya",
            ]
        )
    return content.Table(
        title="Tempat dan waktu",
        columns=[
            content.Column(label="No.", align="right", fit=True),
            content.Column(label="Tempat", weight=30),
            content.Column(label="Tiba paling lambat", weight=16),
            content.Column(label="Alamat produk nasional", weight=34),
        ],
        rows=rows,
        size=8,
    )
