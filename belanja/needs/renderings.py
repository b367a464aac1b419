"""The funnel as data, as sheets and as a paper: all made from one reading of `selectors.funnel`."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from belanja.documents import selectors as documents
from belanja.documents import stationery, xlsx
from belanja.documents.pdf import content, setting, tables
from belanja.documents.sheets import Field, Kind, Sheet, Value
from belanja.foundation import clock, text
from belanja.rules import money
from belanja.rules.needs import funnel as rules
from belanja.rules.needs.states import Stage

from .selectors.funnel import By, Funnel, Row

TITLE = "Dari kebutuhan sampai dibayar"


def sheets(found: Funnel) -> list[Sheet]:
    """Every table of the funnel, in the order of reading: stages, the parts, why firms declined."""
    source = _source(found)
    return [
        _stages(found, source),
        *(_parted(found, by, source) for by in By),
        Sheet(
            name="alasan-menolak",
            title="Alasan usaha yang menolak",
            fields=[Field("alasan", "Alasan", width=44), Field("pasangan", "Pasangan", Kind.COUNT)],
            rows=lambda: [(one.label, one.count) for one in found.declines],
            total=["Jumlah", found.totals[Stage.DECLINED]] if found.declines else (),
            source=source,
        ),
    ]


def data(found: Funnel) -> dict[str, Any]:
    """The same as plain JSON; counts are numbers, shares texts with two decimals, null where nothing was matched."""
    return {
        "government": found.government.code,
        "year": found.year,
        "last_step_at": found.at.isoformat(timespec="seconds") if found.at else None,
        "definition": {
            "version": rules.VERSION,
            "valid_from": rules.VALID_FROM.isoformat(),
            "legal_basis": rules.LEGAL_BASIS,
            "counted": rules.COUNTED,
            "period": rules.PERIOD,
            "place": rules.PLACE,
            "fresh": rules.FRESH,
            "listed": rules.LISTED,
        },
        "needs": found.needs,
        "firms": found.firms,
        "listed": {"pairs": found.listed, "contacted": found.contacted},
        "stages": [
            {
                "stage": stage.value,
                "label": stage.label,
                "definition": stage.definition,
                "pairs": found.totals[stage],
                "percent_of_matched": None if (share := share_of(found, stage)) is None else f"{share:.2f}",
            }
            for stage in rules.STAGES
        ],
        "parts": [{"by": by.value, "label": by.label, "rows": [_row(row) for row in found.parts[by]]} for by in By],
        "declined": [{"reason": one.code, "label": one.label, "pairs": one.count} for one in found.declines],
    }


def workbook(found: Funnel) -> bytes:
    """All tables as XLSX, each on a sheet of its own."""
    target = BytesIO()
    xlsx.write(
        target, sheets(found), title=f"{TITLE} {found.year}, {found.government.name}", created=found.at or clock.now()
    )
    return target.getvalue()


def pdf(found: Funnel) -> bytes:
    """The paper, as PDF/A and PDF/UA."""
    return setting.pdf(paper(found))


def paper(found: Funnel) -> content.Content:
    """All tables as a paper without number or signature: whoever wants to check it reads the page again."""
    government = found.government
    stages, *rest = sheets(found)
    facts = [("Pemerintah daerah", government.name), *_facts(found)]
    return content.Content(
        title=f"{TITLE} {found.year}",
        subtitle=government.name,
        day=text.local_day(found.at or clock.now()),
        author=government.name,
        letterhead=stationery.on_paper(documents.letterhead(government)),
        facts=facts,
        body=[
            content.Heading("Setiap tahap"),
            *(
                content.Paragraph(words)
                for words in (rules.COUNTED, rules.PERIOD, rules.PLACE, rules.FRESH, rules.LISTED)
            ),
            tables.table(stages),
            content.Heading("Yang menolak"),
            tables.table(rest[-1]) if found.declines else content.Paragraph("Belum ada usaha yang menolak."),
            content.Turned([content.Heading("Menurut bagiannya"), *(tables.table(one) for one in rest[:-1])]),
        ],
        foot=f"{government.name} · {TITLE} {found.year}",
    )


def last_step(found: Funnel) -> str:
    """Up to which step the figures go, in words."""
    return f"sampai langkah terakhir, {text.date_time(found.at)}" if found.at else "belum ada langkah"


def listed(found: Funnel) -> str:
    """Pairs with firms of lists that are not registered, in words."""
    return f"{text.number(found.listed)}, {text.number(found.contacted)} di antaranya dihubungi dinas"


def share_of(found: Funnel, stage: Stage) -> Decimal | None:
    """A stage in percent of the pairs that were matched; None where there are none."""
    matched = found.totals[Stage.MATCHED]
    return money.share_percent(Decimal(found.totals[stage]), Decimal(matched)) if matched else None


def _stages(found: Funnel, source: Sequence[tuple[str, str]]) -> Sheet:
    return Sheet(
        name="tahap",
        title="Setiap tahap",
        fields=[
            Field("tahap", "Tahap", width=18),
            Field("pasangan", "Pasangan", Kind.COUNT),
            Field("persen", "Dari yang cocok", Kind.PERCENT),
            Field("definisi", "Yang dihitung", width=60),
        ],
        rows=lambda: [
            (text.capital_first(stage.label), found.totals[stage], share_of(found, stage), stage.definition)
            for stage in rules.STAGES
        ],
        source=source,
    )


def _parted(found: Funnel, by: By, source: Sequence[tuple[str, str]]) -> Sheet:
    def rows() -> list[list[Value]]:
        return [[row.name, *(row.counts[stage] for stage in rules.STAGES)] for row in found.parts[by]]

    return Sheet(
        name=f"menurut-{by.value}",
        title=f"Menurut {by.label if by is By.UNIT else by.label.lower()}",
        fields=[
            Field(by.value, by.label, width=36),
            *(Field(stage.value, text.capital_first(stage.label), Kind.COUNT) for stage in rules.STAGES),
        ],
        rows=rows,
        total=["Jumlah", *(found.totals[stage] for stage in rules.STAGES)] if found.parts[by] else (),
        source=source,
    )


def _source(found: Funnel) -> list[tuple[str, str]]:
    return [
        *_facts(found), ("Yang dihitung", rules.COUNTED), ("Masa", rules.PERIOD), ("Tempat dan skala", rules.PLACE),
        ("Pesanan sebelumnya", rules.FRESH), ("Daftar dinas", rules.LISTED),
    ]  # fmt: skip


def _facts(found: Funnel) -> list[tuple[str, str]]:
    lines = [
        ("Tahun dicocokkan", str(found.year)),
        ("Kebutuhan", text.number(found.needs)),
        ("Usaha", text.number(found.firms)),
        ("Pasangan dengan usaha dari daftar dinas", listed(found)),
        ("Definisi", f"versi {rules.VERSION}, SE 027/1181-BPBJ/2023"),
        ("Langkah terakhir", text.date_time(found.at) if found.at else "belum ada"),
    ]
    if found.government.is_example:
        lines.append(("Perhatian", "Data contoh, bukan data nyata"))
    return lines


def _row(row: Row) -> dict[str, Any]:
    return {"key": row.key, "name": row.name, "pairs": {stage.value: row.counts[stage] for stage in rules.STAGES}}
