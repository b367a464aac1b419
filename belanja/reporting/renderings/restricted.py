"""The restricted annex of a frozen report as XLSX: what was disputed with its evidence and decision, and what was
explained. Not public; report.json holds the hash of what it is made from."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from belanja.documents import sheets, xlsx
from belanja.reporting import canonical
from belanja.reporting.chapters.read import date_words, exact, moment_words
from belanja.reporting.models import Snapshot
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.reporting.outside import BY_CODE

_DISPUTES = (
    ("kode", "Kode"), ("unit", "Perangkat Daerah"), ("salah", "Yang salah"), ("pesanan", "Pesanan"),
    ("nomor", "Nomor"), ("tanggal", "Tanggal"), ("nilai", "Nilai"), ("kata", "Penjelasan unit"), ("bukti", "Bukti"),
    ("sidik", "SHA-256 bukti"), ("putusan", "Putusan"), ("alasan", "Alasan"), ("pada", "Diputus"), ("oleh", "Oleh"),
)  # fmt: skip
_OUTSIDE = (
    ("kode", "Kode"), ("unit", "Perangkat Daerah"), ("kanal", "Kanal"), ("alasan", "Alasan"), ("kata", "Kata unit"),
    ("pada", "Pada"), ("oleh", "Oleh"),
)  # fmt: skip
_EXPLAINED = (
    ("kode", "Kode"),
    ("unit", "Perangkat Daerah"),
    ("kata", "Penjelasan"),
    ("pada", "Pada"),
    ("oleh", "Oleh"),
)


def restricted_workbook(snapshot: Snapshot) -> bytes:
    """The annex of a frozen report; empty for one that rests on no round. Raises RuleBroken 404 for a draft."""
    if snapshot.frozen_at is None:
        raise RuleBroken("not_frozen", "Draf belum mempunyai berkas.", status=404)
    data = bytes(snapshot.restricted or b"")
    told = canonical.read(data) if data else {"disputes": [], "explanations": []}
    explained = [
        (row["code"], row["unit"], row["words"], moment_words(row["at"]), row["by"]) for row in told["explanations"]
    ]
    outside = [
        (
            row["code"], row["unit"], Channel(row["channel"]).label, BY_CODE[row["reason"]].label, row["words"],
            moment_words(row["at"]), row["by"],
        )
        for row in told.get("outside", ())
    ]  # fmt: skip
    source = [("SHA-256 lampiran terbatas", canonical.digest(data)), ("SHA-256 angka beku", snapshot.sha256)]
    target = BytesIO()
    found = [
        _sheet("Sanggahan", _DISPUTES, [_dispute(row) for row in told["disputes"]], source),
        _sheet("Penjelasan", _EXPLAINED, explained, ()),
        *([_sheet("Alasan di luar katalog", _OUTSIDE, outside, ())] if outside else []),
    ]
    xlsx.write(target, found, title="Lampiran terbatas", created=snapshot.frozen_at)
    return target.getvalue()


def _dispute(row: dict[str, Any]) -> tuple[Any, ...]:
    order = row["row"]
    return (
        row["code"], row["unit"], row["ground"], order["title"] or "", order["number"] or "",
        date_words(order["ordered_on"]) if order["ordered_on"] else "", exact(order["amount"]), row["words"],
        row["evidence"]["name"], row["evidence"]["sha256"], row["verdict"], row["reason"],
        moment_words(row["decided_at"]), row["decided_by"],
    )  # fmt: skip


def _sheet(
    name: str,
    columns: Iterable[tuple[str, str]],
    rows: Sequence[Sequence[Any]],
    source: Sequence[tuple[str, str]],
) -> sheets.Sheet:
    kinds = {"kode": sheets.Kind.CODE, "nomor": sheets.Kind.CODE, "nilai": sheets.Kind.MONEY}
    return sheets.Sheet(
        name=name,
        title=name,
        fields=tuple(sheets.Field(key, label, kinds.get(key, sheets.Kind.TEXT)) for key, label in columns),
        rows=_rows(rows),
        source=source,
    )


def _rows(rows: Sequence[Sequence[Any]]) -> Callable[[], Sequence[Sequence[Any]]]:
    return lambda: rows
