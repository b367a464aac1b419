"""The lists of whoever checks as data, whole: what their files hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db.models import QuerySet

from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.facts.selectors import OrderWithoutPlan
from belanja.plans.models import RupPackage
from belanja.web.officer.words import stages_in_words


def orders_without_plan(
    found: Iterable[OrderWithoutPlan], why: Mapping[str, str], pd_name: Callable[[int], str], *, year: int
) -> Sheet:
    """Orders that lead to no plan line; `why` is the words of each reason, `pd_name` names the unit that counts."""

    def rows() -> Iterator[list[Value]]:
        for item in found:
            order = item.document
            yield [
                order.channel,
                order.number or order.key,
                order.title,
                order.unit.code,
                order.unit.name,
                pd_name(order.unit_id),
                ";".join(order.plan_codes),
                ";".join(item.ends),
                item.why,
                why[item.why],
                order.ordered_on,
                stages_in_words(order.stages),
                order.amount,
            ]

    return Sheet(
        name="tanpa-rencana",
        title=f"Pesanan tanpa rencana {year}",
        fields=[
            Field("saluran", "Kanal", Kind.CODE, 12),
            Field("nomor", "Nomor", Kind.CODE, 32),
            Field("paket", "Paket", width=60),
            Field("kode_unit", "Kode unit", Kind.CODE),
            Field("unit", "Satuan kerja", width=40),
            Field("perangkat_daerah", "Perangkat Daerah", width=40),
            Field("kode_rup", "Kode RUP pada pesanan", Kind.CODE),
            Field("berujung_di", "Berujung di kode RUP", Kind.CODE),
            Field("alasan", "Kode alasan", Kind.CODE),
            Field("penjelasan", "Alasan", width=48),
            Field("tanggal", "Tanggal", Kind.DAY),
            Field("tahap", "Tahap"),
            Field("nilai", "Nilai", Kind.MONEY),
        ],
        rows=rows,
        source=[("Isi", "Pesanan yang tidak sampai ke paket RUP yang berlaku, juga setelah riwayat revisi diikuti")],
    )


def plans_without_order(lines: QuerySet[RupPackage], pd_name: Callable[[int], str], *, year: int) -> Sheet:
    """Plan lines that led to no order; read from the database a part at a time."""

    def rows() -> Iterator[list[Value]]:
        for line in lines.iterator(chunk_size=2000):
            yield [
                line.code,
                line.title,
                line.unit.code,
                line.unit.name,
                pd_name(line.unit_id),
                line.procurement_type,
                line.select_from,
                line.pagu,
            ]

    return Sheet(
        name="tanpa-pesanan",
        title=f"Rencana e-Purchasing tanpa pesanan {year}",
        fields=[
            Field("kode_rup", "Kode RUP", Kind.CODE),
            Field("paket", "Paket", width=60),
            Field("kode_unit", "Kode unit", Kind.CODE),
            Field("unit", "Satuan kerja", width=40),
            Field("perangkat_daerah", "Perangkat Daerah", width=40),
            Field("jenis", "Jenis pengadaan"),
            Field("rencana_pemilihan", "Rencana pemilihan", Kind.DAY),
            Field("pagu", "Pagu", Kind.MONEY),
        ],
        rows=rows,
        source=[("Isi", "Paket RUP e-Purchasing yang berlaku dan belum dipakai oleh pesanan mana pun")],
    )
