"""The lists of the watching pages as data, whole: what their files hold."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from belanja.affirmation.figures import ShareTable, UnknownUnit
from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.facts.models import PurchaseDocument
from belanja.foundation import text
from belanja.web.naming import entered_words
from belanja.web.officer.words import stages_in_words


def units(table: ShareTable) -> Sheet:
    """Every Perangkat Daerah of a share: exact amounts, and the definition in every row, because files
    are passed on without theirs."""
    definition = table.definition

    def rows() -> Iterator[list[Value]]:
        for unit in table.units:
            yield [
                unit.code,
                unit.name,
                unit.numerator,
                unit.denominator,
                unit.share_percent,
                unit.status,
                unit.reason,
                unit.target_percent,
                unit.gap,
                definition.id,
                definition.version,
                table.cut_off,
                unit.unclassified,
                unit.share_low_percent,
                unit.share_high_percent,
                unit.base_source,
                entered_words(unit),
            ]

    total = table.total
    sums = [total.numerator, total.denominator, total.share_percent, None, None, definition.target_percent, total.gap]
    bands = [total.unclassified, total.share_low_percent, total.share_high_percent, None, None]
    return Sheet(
        name="porsi",
        title=f"{definition.label} per Perangkat Daerah {table.year}",
        fields=[
            Field("kode", "Kode", Kind.CODE),
            Field("perangkat_daerah", "Perangkat Daerah", width=48),
            Field("pembilang", definition.numerator.label, Kind.MONEY),
            Field("penyebut", definition.denominator.label, Kind.MONEY),
            Field("porsi_persen", "Porsi", Kind.PERCENT),
            Field("status", "Status"),
            Field("alasan", "Alasan"),
            Field("target_persen", "Target", Kind.PERCENT),
            Field("kekurangan", "Kekurangan sampai target", Kind.MONEY),
            Field("definisi", "Definisi", Kind.CODE),
            Field("versi", "Versi definisi", Kind.COUNT),
            Field("sampai", "Sampai", Kind.DAY),
            Field("belum_terklasifikasi", "Belum terklasifikasi", Kind.MONEY),
            Field("porsi_terendah_persen", "Porsi terendah", Kind.PERCENT),
            Field("porsi_tertinggi_persen", "Porsi tertinggi", Kind.PERCENT),
            Field("sumber_penyebut", "Sumber penyebut"),
            Field("dokumen_penyebut", "Dokumen penyebut", width=40),
        ],
        rows=rows,
        total=["", f"Jumlah {total.units_known} yang diketahui", *sums, None, None, None, *bands],
        source=source(table),
    )


def source(table: ShareTable) -> list[tuple[str, str]]:
    """What a file of shares says about them: definition, law, cut-off."""
    definition = table.definition
    return [
        ("Definisi", f"{definition.numerator.label} dibagi {definition.denominator.label}"),
        ("Kode definisi", f"{definition.id}, versi {definition.version}"),
        ("Sampai tanggal", text.long_date(table.cut_off)),
    ]


def unknown(table: ShareTable, found: Sequence[UnknownUnit]) -> Sheet:
    """Units whose share is not known: why, who hands in what."""

    def rows() -> Iterator[list[Value]]:
        for item in found:
            explained = item.explanation
            yield [
                item.unit.code,
                item.unit.name,
                explained.reason,
                explained.sentence,
                explained.owner,
                explained.document,
                "; ".join(item.details),
                item.unit.numerator,
            ]

    return Sheet(
        name="belum-diketahui",
        title=f"Perangkat Daerah yang porsinya belum diketahui {table.year}",
        fields=[
            Field("kode", "Kode", Kind.CODE),
            Field("perangkat_daerah", "Perangkat Daerah", width=48),
            Field("alasan", "Alasan"),
            Field("penjelasan", "Penjelasan", width=60),
            Field("pihak", "Yang melengkapi"),
            Field("dokumen", "Dokumen", width=48),
            Field("rincian", "Rincian", width=48),
            Field("pembilang", "Pembilang", Kind.MONEY),
        ],
        rows=rows,
        source=source(table),
    )


def orders(found: QuerySet[PurchaseDocument], *, year: int) -> Sheet:
    """Orders as the record has them; read from the database a part at a time."""

    def rows() -> Iterator[list[Value]]:
        for order in found.iterator(chunk_size=2000):
            yield [
                order.channel,
                order.number or order.key,
                order.title,
                order.unit.code,
                order.unit.name,
                order.vendor_name or order.vendor_key,
                ";".join(order.plan_codes),
                order.ordered_on,
                order.status,
                stages_in_words(order.stages),
                order.amount,
            ]

    return Sheet(
        name="pesanan",
        title=f"Pesanan {year}",
        fields=[
            Field("saluran", "Kanal", Kind.CODE, 12),
            Field("nomor", "Nomor", Kind.CODE, 32),
            Field("paket", "Paket", width=60),
            Field("kode_unit", "Kode unit", Kind.CODE),
            Field("unit", "Unit", width=40),
            Field("penyedia", "Penyedia"),
            Field("kode_rup", "Kode RUP", Kind.CODE),
            Field("tanggal", "Tanggal", Kind.DAY),
            Field("status_sumber", "Status menurut sumber"),
            Field("tahap", "Tahap"),
            Field("nilai", "Nilai", Kind.MONEY),
        ],
        rows=rows,
        source=[("Isi", "Setiap pesanan sekali, dengan nilai dan tahap menurut data terakhir yang dimuat")],
    )
