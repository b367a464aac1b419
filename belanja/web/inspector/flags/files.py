"""Flags and the orders of a group as files, whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.oversight.models import Flag
from belanja.rules.channels import Channel
from belanja.rules.money import ZERO

from .words import amount, state_words


def flags(found: QuerySet[Flag], question: str) -> Sheet:
    """Flags of one question, whole; officials are never named in it."""

    def rows() -> Iterator[list[Value]]:
        for row in found.iterator(chunk_size=2000):
            yield [
                row.indicator,
                row.version,
                row.subject_kind,
                row.subject_key,
                Channel(row.channel).label if row.channel else "",
                row.unit.code if row.unit is not None else "",
                row.unit.name if row.unit is not None else "",
                row.firm.name if row.firm is not None else "",
                row.plan_code,
                row.occurred_on,
                row.amount if row.amount is not None else ZERO,
                "ya" if row.strong else "tidak",
                row.answered_by,
                state_words(row),
                row.found_at,
                row.said,
            ]

    return Sheet(
        name="tanda",
        title=question,
        fields=[
            Field("indikator", "Indikator", Kind.CODE, 32),
            Field("versi", "Versi", Kind.COUNT),
            Field("jenis", "Jenis pokok"),
            Field("pokok", "Pokok", Kind.CODE, 40),
            Field("kanal", "Kanal"),
            Field("kode_unit", "Kode unit", Kind.CODE),
            Field("unit", "Satuan kerja", width=40),
            Field("penyedia", "Penyedia", width=40),
            Field("kode_rup", "Kode RUP", Kind.CODE),
            Field("hari", "Hari", Kind.DAY),
            Field("nilai", "Nilai", Kind.MONEY),
            Field("kuat", "Tanda kuat"),
            Field("dijawab", "Dijawab di muka oleh", Kind.CODE),
            Field("keadaan", "Keadaan"),
            Field("ditemukan", "Ditemukan", Kind.MOMENT),
            Field("sidik", "Sidik jawaban", Kind.CODE, 64),
        ],
        rows=rows,
        source=[("Isi", "Tanda adalah pertanyaan yang perlu klarifikasi, bukan kesimpulan")],
    )


def evidence_orders(rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """The orders of a group as they were frozen, whole."""

    def lines() -> Iterator[list[Value]]:
        for row in rows:
            yield [row["key"], date.fromisoformat(row["day"]), row.get("firm", ""), row.get("unit", ""),
                   amount(row["total"])]  # fmt: skip

    return Sheet(
        name="bukti-tanda",
        title="Pesanan yang dilihat bersama",
        fields=[
            Field("pesanan", "Pesanan", Kind.CODE, 32),
            Field("hari", "Hari", Kind.DAY),
            Field("penyedia", "Nomor penyedia", Kind.CODE),
            Field("unit", "Nomor satuan kerja", Kind.CODE),
            Field("nilai", "Nilai", Kind.MONEY),
        ],
        rows=lines,
        source=[("Isi", "Pesanan sebagaimana dibekukan bersama tandanya")],
    )
