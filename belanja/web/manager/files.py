"""The rows of a pull as data, whole: what their files hold."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.intake.models import QuarantineRow, SourceRow


def quarantine(rows: QuerySet[QuarantineRow], *, title: str) -> Sheet:
    """Rows that were not loaded, with what could be read of them as JSON."""

    def lines() -> Iterator[list[Value]]:
        for row in rows.iterator(chunk_size=2000):
            payload = json.dumps(row.payload, ensure_ascii=False)
            yield [row.file, row.row_number, row.reason, row.message, row.column, row.amount, payload]

    return Sheet(
        name="karantina",
        title=f"Karantina, {title}",
        fields=[
            Field("berkas", "Berkas"),
            Field("baris", "Baris", Kind.COUNT),
            Field("alasan", "Kode alasan", Kind.CODE),
            Field("penjelasan", "Mengapa, dan apa yang perlu dilakukan", width=60),
            Field("kolom", "Kolom", Kind.CODE),
            Field("nilai", "Nilai", Kind.MONEY),
            Field("isi", "Isi yang terbaca", width=80),
        ],
        rows=lines,
    )


def changes(rows: QuerySet[SourceRow], gist: Callable[[dict[str, Any]], str], *, title: str) -> Sheet:
    """Rows that a pull added, changed or lost; `gist` says in a few words what a row is about."""

    def lines() -> Iterator[list[Value]]:
        for row in rows.iterator(chunk_size=2000):
            payload = row.payload
            unit = str(payload.get("nama_satker") or payload.get("kd_satker_str") or "")
            yield [row.key, gist(payload), unit, row.amount, json.dumps(payload, ensure_ascii=False)]

    return Sheet(
        name="baris",
        title=title,
        fields=[
            Field("kunci", "Kunci baris", Kind.CODE, 32),
            Field("isi", "Isi", width=60),
            Field("unit", "Satuan kerja", width=40),
            Field("nilai", "Nilai", Kind.MONEY),
            Field("baris", "Baris yang disimpan", width=80),
        ],
        rows=lines,
    )
