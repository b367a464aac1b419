"""Why an item is held, what its source rows say, and what each answer would do to the figures."""

from collections.abc import Iterator

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.selectors.outcomes import Outcome, WhatIf, what_if
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.intake import selectors as intake
from belanja.intake.models import HeldItem, SourceRow
from belanja.intake.services.decisions import MEANINGS
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import EPURCHASING
from belanja.rules.parameters import LONG_AGO
from belanja.web.naming import shown
from belanja.web.officer.access import Office
from belanja.web.officer.lists import Part
from belanja.web.officer.words import (
    RULES,
    field_label,
    field_value,
    number_of,
    parameter_value,
)
from belanja.web.pieces import (
    Cell,
    Column,
    Comparison,
    Decision,
    DefinitionList,
    Link,
    Row,
    Table,
    Term,
)

from .held_forms import budget_answers, meaning_label

Kind = HeldItem.Kind
#: More rows than this are shown as a list instead of side by side.
SIDE_BY_SIDE = 4
_LISTED = 20
#: Units changed by an answer that are named one by one.
_NAMED = 3

_WHY = {
    Kind.BUDGET_CONFLICT: "Struktur Anggaran memuat beberapa nilai belanja pengadaan yang berbeda untuk unit ini. "
    "Penyebutnya tidak ditebak dan tidak dijumlahkan.",
    Kind.STATUS_UNKNOWN: "Kata status ini tidak ada dalam daftar tahap yang dikenal. Pesanannya tidak dihitung pada "
    "tahap mana pun sampai artinya diputuskan.",
    Kind.BUDGET_DIFFERS: "Tarikan baru memuat anggaran lain daripada entri yang disahkan. Angka tetap memakai entri "
    "sampai Anda memutuskan mana yang berlaku.",
    Kind.COLUMN_VANISHED: "Kolom ini ada dalam bentuk yang dikenal, tetapi tidak ada dalam tarikan.",
}
_CHANGES = {
    Kind.BUDGET_CONFLICT: ["Anda memilih baris yang sesuai DPA.", "Tarikan baru memuat satu nilai saja."],
    Kind.BUDGET_IMPLAUSIBLE: ["BPKAD menegaskan nilainya.", "Struktur anggaran yang dikoreksi dimuat."],
    Kind.AMOUNT_IMPLAUSIBLE: ["PPK menegaskan nilai pesanan.", "Tarikan baru memuat nilai yang dikoreksi."],
    Kind.STATUS_UNKNOWN: ["Anda menetapkan arti kata ini; tarikan berikutnya langsung mengenalnya."],
    Kind.FEED_TRUNCATED: ["Tarikan ulang yang lengkap dimuat.", "Anda menyatakan tarikan ini lengkap."],
    Kind.BUDGET_DIFFERS: ["Anda memilih entri atau angka sumber.", "Tarikan baru memuat angka yang sama."],
    Kind.COLUMN_VANISHED: ["Tarikan baru memuat kolomnya kembali.", "Anda menerima data tanpa kolom ini."],
}
_PULL_RULES = {
    "pull.has_more": "Berkas menyebut masih ada halaman berikutnya, tetapi halaman itu tidak ikut dimuat.",
    "pull.most_vanished": "Terlalu banyak baris lama tidak ada dalam tarikan ini.",
    "budget.least_share": "Terlalu sedikit Perangkat Daerah yang ada dalam tarikan anggaran ini.",
}


def decision_box(office: Office, item: HeldItem) -> Decision:
    """The rule that held the item, in words, with its ground."""
    kind = Kind(item.kind)
    rule = str(item.detail.get("rule", ""))
    citation, href = _citation(item, rule)
    return Decision(
        outcome="pass" if item.resolution else "ask",
        verdict="Sudah diputuskan." if item.resolution else "Perlu keputusan sebelum dipakai dalam angka.",
        why=str(item.detail.get("message") or _PULL_RULES.get(rule) or _WHY.get(kind, "")),
        citation=citation,
        citation_href=href,
        changes=() if item.resolution else _CHANGES[kind],
        rule=rule or kind.value.replace("_", "."),
    )


def _citation(item: HeldItem, rule: str) -> tuple[str, str]:
    """The dated parameter behind a rule with its legal basis; the indicator's own ground where there is none."""
    key = RULES.get(rule)
    if key is not None:
        try:
            row = institutions.parameter_row(key, government_id=item.government_id, on=text.local_day(item.opened_at))
        except RuleBroken:
            return EPURCHASING.citation, ""
        threshold = parameter_value(key, row.value)
        since = "sejak awal" if row.valid_from == LONG_AGO else f"berlaku sejak {text.long_date(row.valid_from)}"
        basis = f"{row.legal_basis}, {row.article}; ambang {threshold}, {since}"
        return basis, f"/dasar-hukum/{row.legal_basis.slug}/"
    if item.kind == Kind.STATUS_UNKNOWN and item.feed == "v6_orders":
        return "Keputusan Kepala LKPP 177 Tahun 2024, tahap pesanan", "/dasar-hukum/kepka-lkpp-177-2024/"
    if item.kind in (Kind.BUDGET_CONFLICT, Kind.BUDGET_IMPLAUSIBLE, Kind.BUDGET_DIFFERS):
        return EPURCHASING.citation, f"/dasar-hukum/{EPURCHASING.legal_basis}/"
    return "Kebijakan data: yang tidak dikenal tidak ditebak", "/dasar-hukum/belanja-kebijakan-data/"


def evidence(office: Office, item: HeldItem) -> list[Part]:
    """Inputs and threshold, then the rows concerned: side by side where they are few."""
    terms = DefinitionList(terms=list(_inputs(office, item)))
    parts = [Part(key="masukan", title="Yang dibandingkan", items=[terms])]
    orders = intake.orders_behind(item)
    if item.kind == Kind.STATUS_UNKNOWN:
        return [*parts, Part(key="pesanan", title="Pesanan yang menunggu", items=[_orders(office, orders)])]
    rows = intake.source_rows(government_id=item.government_id, ids=item.source_rows[:_LISTED])
    if not rows:
        return parts
    total = len(item.source_rows)
    if total == 1:
        return [*parts, Part(key="baris", title="Baris sumber", items=[_alone(office, rows[0])])]
    if total <= SIDE_BY_SIDE:
        piece = _side_by_side(office, rows)
        return [*parts, Part(key="baris", title="Baris sumber", items=[piece])]
    about = f"{_LISTED} dari {text.number(total)} baris." if total > _LISTED else ""
    return [*parts, Part(key="baris", title="Baris sumber", about=about, items=[_rows(office, rows)])]


def _inputs(office: Office, item: HeldItem) -> Iterator[Term]:
    detail = item.detail
    labels = {
        "amount": "Nilai yang diragukan",
        "compared_with": "Dibandingkan dengan",
        "amounts": "Nilai dalam tarikan",
        "status": "Kata status",
        "orders": "Pesanan dengan kata ini",
        "rows_before": "Baris sebelum tarikan ini",
        "vanished": "Baris yang tidak ada lagi",
        "units_with_row": "Perangkat Daerah dalam tarikan",
        "units_expected": "Perangkat Daerah yang dikenal",
        "files": "Berkas",
        "column": "Kolom",
    }
    for name, label in labels.items():
        if name in detail:
            yield Term(term=label, text=_input(name, detail[name]))
    if "threshold" in detail and (key := RULES.get(str(detail.get("rule", "")))):
        yield Term(term="Ambang", text=parameter_value(key, str(detail["threshold"])))
    href = office.url("manager:pull", item.pull_id)
    yield Term(term="Tarikan", text=f"nomor {item.pull_id}, {text.date_time(item.pull.at)}", href=href)


def _input(name: str, value: object) -> str:
    if isinstance(value, list):
        return " dan ".join(_input("amount" if name == "amounts" else name, part) for part in value)
    number = number_of(value)
    if number is None or name in ("status", "column", "files"):
        return str(value) or "kosong"
    return text.rupiah(number) if name in ("amount", "compared_with") else text.number(number)


def _alone(office: Office, row: SourceRow) -> DefinitionList:
    names = intake.ordered_names(row.feed, row.payload)
    return DefinitionList(
        terms=[
            Term(term="Baris", text=f"baris {row.pk}", href=office.url("inspector:row", row.pk)),
            Term(term="Berkas", text=", ".join(file["name"] for file in row.pull_from.files)),
            *(Term(term=field_label(name), text=field_value(name, row.payload.get(name))) for name in names),
        ]
    )


def _side_by_side(office: Office, rows: list[SourceRow]) -> Comparison:
    names = intake.ordered_names(rows[0].feed, {name: None for row in rows for name in row.payload})
    return Comparison(
        key="berdampingan",
        caption="Berdampingan",
        names=[Link(label=f"Baris {row.pk}", href=office.url("inspector:row", row.pk)) for row in rows],
        lines=[
            ("Berkas", [", ".join(file["name"] for file in row.pull_from.files) for row in rows]),
            *((field_label(name), [field_value(name, row.payload.get(name)) for row in rows]) for name in names),
        ],
    )


def _rows(office: Office, rows: list[SourceRow]) -> Table:
    return Table(
        key="baris-tabel",
        caption="Baris yang bersangkutan",
        columns=[
            Column(key="kunci", label="Kunci baris"),
            Column(key="isi", label="Isi"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                href=office.url("inspector:row", row.pk),
                cells=[
                    row.key,
                    str(row.payload.get("nama_paket") or row.payload.get("nama_satker") or ""),
                    Cell(text=text.UNKNOWN, words=True) if row.amount is None else text.rupiah(row.amount),
                ],
            )
            for row in rows
        ],
        tight=True,
    )


def _orders(office: Office, orders: object) -> Table:
    listed = list(orders[:_LISTED])  # type: ignore[index]  # a QuerySet is sliceable
    return Table(
        key="pesanan-tabel",
        caption=f"{_LISTED} pesanan terbesar" if len(listed) == _LISTED else "Terbesar dahulu",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="kirim", label="Pengiriman menurut sumber"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                href=office.url("inspector:order", order.pk),
                cells=[
                    Cell(text=order.title or order.number or order.key, sub=order.number or order.key),
                    shown(order.unit.name),
                    order.shipment or Cell(text="kosong", words=True),
                    text.rupiah(order.amount),
                ],
            )
            for order in listed
        ],
        tight=True,
    )


def effect_table(item: HeldItem) -> Table | None:
    """Share before and after each answer, under the default definition; None where it cannot be told cheaply."""
    if item.kind in (Kind.FEED_TRUNCATED, Kind.COLUMN_VANISHED):
        return None
    measured = what_if(item)
    if measured is None:
        return None
    rows = [_effect_row("Sekarang", measured, measured.before, None)]
    rows += [_effect_row(label, measured, found.after, found) for label, found in _answers(item, measured)]
    definition = measured.definition
    return Table(
        key="akibat",
        caption=f"{definition.numerator.label} dibagi {definition.denominator.label.lower()}, tahun {item.year}",
        columns=[
            Column(key="putusan", label="Bila diputuskan"),
            Column(key="unit", label="Porsi unit ini" if item.unit_id else "Unit yang berubah", numeric=True),
            Column(key="total", label="Porsi pemerintah daerah", numeric=True),
            Column(key="tahu", label="Unit yang diketahui", numeric=True),
        ],
        rows=rows,
    )


def _answers(item: HeldItem, measured: WhatIf) -> Iterator[tuple[str, Outcome]]:
    if item.kind == Kind.BUDGET_CONFLICT:
        for row in intake.source_rows(government_id=item.government_id, ids=item.source_rows):
            amount = number_of(row.payload.get("pengadaan"))
            label = dict(budget_answers(item))[str(row.pk)]
            yield label, measured.budget(amount)
    elif item.kind == Kind.BUDGET_DIFFERS:
        yield "Entri tetap berlaku", measured.unheld()
        yield "Angka sumber yang berlaku", measured.budget(number_of(item.detail.get("amount")))
    elif item.kind == Kind.BUDGET_IMPLAUSIBLE:
        yield "Nilainya benar", measured.unheld()
        yield "Nilainya salah", measured.budget(None)
    else:
        ids = list(intake.orders_behind(item).values_list("pk", flat=True))
        if item.kind == Kind.STATUS_UNKNOWN:
            for code, stages in MEANINGS.items():
                yield meaning_label(code), measured.orders(ids, int(stages))
        else:
            yield "Nilainya benar", measured.orders(ids, int(item.detail.get("stages", 0)))
            yield "Nilainya salah", measured.orders(ids, 0)


def _effect_row(label: str, measured: WhatIf, table: ShareTable, outcome: Outcome | None) -> Row:
    total = table.total
    if measured.item.unit_id:
        first = _share_cell(measured.pd(table))
    else:
        first = Cell(text=text.number(len(outcome.units)), sub=_named(outcome)) if outcome else Cell(text="0")
    return Row(
        cells=[
            label,
            first,
            Cell(
                text=text.percent(total.share_percent),
                sub=f"{text.rupiah(total.numerator)} dari {text.rupiah(total.denominator)}",
                words=total.share_percent is None,
            ),
            f"{text.number(total.units_known)} dari {text.number(total.units_known + total.units_unknown)}",
        ]
    )


def _named(outcome: Outcome) -> str:
    """The units whose share an answer changes, where they are few enough to be read."""
    if len(outcome.units) > _NAMED:
        return ""
    return "; ".join(f"{shown(after.name)}: {text.percent(after.share_percent)}" for _before, after in outcome.units)


def _share_cell(unit: UnitShare | None) -> Cell:
    if unit is None or unit.share_percent is None:
        return Cell(text=text.UNKNOWN, words=True)
    return Cell(
        text=text.percent(unit.share_percent),
        sub=f"{text.rupiah(unit.numerator or 0)} dari {text.rupiah(unit.denominator or 0)}",
    )
