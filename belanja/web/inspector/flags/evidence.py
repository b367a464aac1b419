"""The frozen evidence of a flag, in words: what it went by, thresholds of that day, documents, and what was asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from belanja.foundation import text
from belanja.oversight.figures import figure, in_words
from belanja.oversight.models import Flag
from belanja.vendors.finding import names_of
from belanja.web.officer.lists import Part
from belanja.web.officer.words import parameter_value
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Row, Table, Term

from . import files, words

#: Of a subject: what stands beside the flag already.
_TOLD = frozenset({"key", "as_of", "year", "channel", "unit", "firm", "officer", "plan_code", "documents"})
#: Rows of a group that a page shows; the file has all of them.
_SHOWN = 100


def evidence_parts(row: Flag) -> list[Part]:
    """Sections of the page of one flag."""
    result, subject = row.evidence["result"], row.evidence["subject"]
    parts = [
        Part(key="angka", title="Angka yang menjadi dasar", items=[_figures(result["figures"])]),
        Part(key="ambang", title="Ambang pada hari itu", items=[_thresholds(result["thresholds"])]),
    ]
    if subject.get("documents"):
        parts.append(Part(key="dokumen", title="Dokumen sebelumnya", items=[_documents(subject["documents"])]))
    if subject.get("orders"):
        parts.append(Part(key="pesanan", title="Pesanan yang dilihat bersama", items=[_orders(subject["orders"])]))
    parts.append(Part(key="bukti", title="Catatan yang ditanyai", about=_frozen(row), items=[_facts(subject)]))
    return parts


def _frozen(row: Flag) -> str:
    return f"Dibekukan pada {text.date_time(row.found_at)}; tidak dapat diubah. Sidik jawabannya {row.said[:16]}."


def _figures(figures: Mapping[str, str]) -> DefinitionList:
    return DefinitionList(terms=[Term(term=_words(name), text=figure(name, value)) for name, value in figures.items()])


def _thresholds(rows: list[dict[str, Any]]) -> Table:
    return Table(
        key="ambang-tabel",
        caption="Ambang",
        show_caption=False,
        columns=[
            Column(key="ambang", label="Ambang"),
            Column(key="nilai", label="Nilai", numeric=True),
            Column(key="sejak", label="Berlaku sejak"),
            Column(key="dasar", label="Dasar"),
        ],
        rows=[
            Row(
                cells=[
                    words.threshold_cell(row["key"]),
                    parameter_value(row["key"], row["value"]),
                    words.since_words(date.fromisoformat(row["valid_from"])),
                    Cell(text=row["citation"], sub=row["article"]),
                ]
            )
            for row in rows
        ],
        stacked=True,
        tight=True,
        empty=EmptyState(title="Tanpa ambang."),
    )


def _documents(rows: list[dict[str, str]]) -> Table:
    return Table(
        key="dokumen-tabel",
        caption="Dokumen",
        show_caption=False,
        columns=[
            Column(key="jenis", label="Jenis"),
            Column(key="nomor", label="Nomor"),
            Column(key="hari", label="Hari"),
        ],
        rows=[
            Row(cells=[_words(row["kind"]), row["key"], text.long_date(date.fromisoformat(row["day"]))]) for row in rows
        ],
        tight=True,
    )


def _orders(rows: list[dict[str, Any]]) -> Table:
    names = names_of({int(row["firm"]) for row in rows[:_SHOWN] if row.get("firm", "").isdigit()})
    return Table(
        key="pesanan-tabel",
        caption=f"{text.number(len(rows))} pesanan" + (f"; {_SHOWN} yang pertama" if len(rows) > _SHOWN else ""),
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="hari", label="Hari"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                cells=[
                    row["key"],
                    text.long_date(date.fromisoformat(row["day"])),
                    _firm(row.get("firm", ""), names),
                    text.rupiah(words.amount(row["total"])),
                ]
            )
            for row in rows[:_SHOWN]
        ],
        whole=lambda: files.evidence_orders(rows),
        tight=True,
    )


def _firm(number: str, names: Mapping[int, str]) -> Cell:
    name = names.get(int(number)) if number.isdigit() else number
    return Cell(text=name) if name else Cell(text="tidak dikenal di sini", words=True)


def _facts(subject: Mapping[str, Any]) -> DefinitionList:
    plain = {name: value for name, value in subject.items() if name not in _TOLD and name != "orders"}
    return DefinitionList(
        terms=[Term(term=_words(name), text=_fact(name, value)) for name, value in plain.items()]
        or [Term(term="Isi", text="hanya pesanan di atas")]
    )


def _words(name: str) -> str:
    return text.capital_first(words.FACTS.get(name, name.replace("_", " ")))


def _fact(name: str, value: Any) -> str:
    """A fact of a subject. What it names by a number within Belanja is told as an account, or counted."""
    if name == "parts" and isinstance(value, list):
        return "; ".join(f"{part}: akun {number}" for part, number in value) or "tidak ada"
    if name == "units" and isinstance(value, list):
        return f"{text.number(len(value))} buah"
    return _told(value)


def _told(value: Any) -> str:
    """A frozen value for the eye: amounts and days as everywhere, lists parted, objects as name and value."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return "; ".join(_told(one) for one in value[:20]) + ("; …" if len(value) > 20 else "") or "tidak ada"
    if isinstance(value, dict):
        return ", ".join(f"{_words(name)} {_fact(name, one)}" for name, one in value.items())
    return in_words(str(value))
